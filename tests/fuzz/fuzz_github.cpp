// SPDX-License-Identifier: Apache-2.0
// What the API of a release host answers: one release, or a list of them.
#include "base/json.h"
#include "source/github_release.h"

#include <cstdlib>

using namespace upkeep;

namespace {

void check(const JsonValue& json) {
    const auto release = readRelease(json);
    if (!release) {
        if (release.error().code == ErrorCode::Internal)
            std::abort();
        return;
    }
    for (const GitHubAsset& asset : release->assets) {
        if (asset.size < 0 || !release->asset(asset.name))
            std::abort();
    }
    (void)release->version();
    (void)newestFirst({*release, *release}, true);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const auto json = parseJson(QByteArrayView(data, qsizetype(size)));
    if (!json)
        return 0;
    check(*json);
    if (json->isArray()) {
        for (const JsonValue& item : json->array())
            check(item);
    }
    return 0;
}
