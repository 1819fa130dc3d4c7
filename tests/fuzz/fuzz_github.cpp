// SPDX-License-Identifier: Apache-2.0
// What the API of a release host answers: one release, or a list of them; and, of the same bytes,
// the header that leads to the next page and a file of sums.
#include "base/json.h"
#include "source/github_api.h"
#include "source/plain_releases.h"

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
    if (const auto version = release->version(); version && counterOf(*version) < 0)
        std::abort();
    (void)newestFirst({*release, *release}, true);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const QByteArrayView bytes(data, qsizetype(size));
    (void)nextPage(bytes.toByteArray()).isValid();
    (void)sumFor(bytes, QStringLiteral("tool.tar.gz")).has_value();
    const auto json = parseJson(bytes);
    if (!json)
        return 0;
    check(*json);
    if (json->isArray()) {
        for (const JsonValue& item : json->array())
            check(item);
    }
    return 0;
}
