// SPDX-License-Identifier: Apache-2.0
// What a publisher signs for each release: read or refused, and what is read survives being
// written.
#include "product/changelog.h"
#include "product/policy_document.h"
#include "product/release_document.h"

#include <cstdlib>

using namespace upkeep;

namespace {

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
    (void)parseChangelog(text).has_value();
    survives<ReleaseDocument>(text);
    survives<PolicyDocument>(text);
    return 0;
}
