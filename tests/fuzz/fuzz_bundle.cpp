// SPDX-License-Identifier: Apache-2.0
// The head of an offline bundle: what is believed must survive being written, and every file must
// lie inside the bundle, one behind the other.
#include "source/bundle.h"

#include <cstdlib>

using namespace upkeep;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const QByteArrayView bytes(data, qsizetype(size));
    const auto head = BundleHead::parse(bytes, bytes.size());
    if (!head) {
        if (head.error().code != ErrorCode::BundleInvalid)
            std::abort();
        return 0;
    }
    qint64 end = head->files.isEmpty() ? bytes.size() : head->files.first().offset;
    for (const BundleFile& file : head->files) {
        if (file.offset != end || file.length < 0)
            std::abort();
        end += file.length;
    }
    if (end != bytes.size())
        std::abort();
    const QByteArray written = head->serialize();
    qint64 content = 0;
    for (const BundleFile& file : head->files)
        content += file.length;
    const auto again = BundleHead::parse(written, written.size() + content);
    if (!again || again->product != head->product || again->files.size() != head->files.size())
        std::abort();
    return 0;
}
