// SPDX-License-Identifier: Apache-2.0
// update-manifest.yaml: read, or refused for a reason of its own. A schema that cannot be asked
// would be an internal error.
#include "manifest/update_manifest.h"

#include <cstdlib>

using namespace upkeep;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const auto read =
        UpdateManifest::parse(QByteArrayView(data, qsizetype(size)), QStringLiteral("m"));
    if (!read && read.error().code == ErrorCode::Internal)
        std::abort();
    return 0;
}
