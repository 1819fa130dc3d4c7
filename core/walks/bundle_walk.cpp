// SPDX-License-Identifier: Apache-2.0
#include "walks/bundle_walk.h"

#include "source/bundle_source.h"

namespace upkeep {

Result<SourceMaker> bundleSource(FileSystem& files,
                                 const LocalPath& file,
                                 const QString& product,
                                 const QString& channel,
                                 const QString& platform) {
    const auto open = [&files, file, product, channel, platform]() -> Result<Bundle> {
        UPKEEP_TRY_AS(Bundle bundle, Bundle::open(files, file));
        UPKEEP_TRY(checkBundleFor(bundle.head(), product, channel, platform));
        return bundle;
    };
    UPKEEP_TRY(open());
    return SourceMaker(
        [open](const SourceSpec&, const SourceOverride&) -> Result<std::unique_ptr<ReleaseSource>> {
            UPKEEP_TRY_AS(Bundle bundle, open());
            return makeBundleSource(std::move(bundle), makeHttpFetcher({}));
        });
}

} // namespace upkeep
