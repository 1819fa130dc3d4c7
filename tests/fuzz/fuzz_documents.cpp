// SPDX-License-Identifier: Apache-2.0
// The documents of a publisher: read or refused, and what is read survives being written. A schema
// that cannot be asked would be an internal error.
#include "manifest/update_manifest.h"
#include "product/changelog.h"
#include "product/policy_document.h"
#include "product/product_file.h"
#include "product/release_document.h"

#include <cstdlib>

using namespace upkeep;

namespace {

template <typename T> void refusedForAReason(const Result<T>& read) {
    if (!read && read.error().code == ErrorCode::Internal)
        std::abort();
}

template <typename Document> void survives(QByteArrayView text) {
    const auto read = Document::parse(text);
    if (!read)
        return;
    // Indented it may be longer than the limit.
    const QByteArray written = writeJsonLine(read->toJson());
    const auto again = Document::parse(written);
    if (again ? *again != *read : written.size() <= text.size())
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const QByteArrayView text(data, qsizetype(size));
    refusedForAReason(UpdateManifest::parse(text, QStringLiteral("m")));
    refusedForAReason(ProductFile::parse(text, QStringLiteral("p")));
    refusedForAReason(parseChangelog(text));
    survives<ReleaseDocument>(text);
    survives<PolicyDocument>(text);
    return 0;
}
