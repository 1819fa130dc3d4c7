// SPDX-License-Identifier: Apache-2.0
// Strict JSON: what is read survives each of the writers unchanged.
#include "trust/canonical_json.h"

#include <cstdlib>

using namespace upkeep;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const auto value = parseJson(QByteArrayView(data, qsizetype(size)));
    if (!value)
        return 0;
    const auto plain = parseJson(writeJson(*value));
    const auto line = parseJson(writeJsonLine(*value));
    if (!plain || !line || *plain != *value || *line != *value)
        std::abort();
    if (canonicalJson(*plain) != canonicalJson(*value))
        std::abort();
    return 0;
}
