// SPDX-License-Identifier: Apache-2.0
// The index of a package: the bytes as they are (an asset), and as what an asset unpacks to. What
// is believed must survive writing and reading, and every place must lie inside a frame.
#include "base/codec.h"
#include "payload/frame_plan.h"
#include "payload/package_index.h"

#include <cstdlib>

using namespace upkeep;

namespace {

void check(const PackageIndex& index) {
    for (qsizetype i = 0; i < index.files.entries().size(); ++i) {
        const qint64 size = index.files.entries()[i].size;
        qint64 raw = 0;
        for (const qint64 frame : index.framesOf(i))
            raw += index.frames[frame].raw;
        if (index.places[i].firstFrame >= 0 && raw < index.places[i].offset + size)
            std::abort();
    }
    const FramePlan plan =
        planFrames(index, framesMissing(index, [](const FileEntry&) { return false; }));
    if (plan.ranges.size() > 64 || plan.bytes > index.packageLength)
        std::abort();
    if (PackageIndex::parse(index.serialize().value()).value() != index)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const QByteArrayView bytes(data, qsizetype(size));
    if (const auto index = PackageIndex::parse(bytes))
        check(*index);
    if (const auto index = PackageIndex::parse(compress(Codec::Zstd, bytes, {1, 0, 3, 2}).value()))
        check(*index);
    return 0;
}
