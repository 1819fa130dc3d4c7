// SPDX-License-Identifier: Apache-2.0
// Makes an offline bundle (source/bundle.h) of one release of a published site: what a client asks
// for while it checks and updates is recorded by letting one do so, hence verified on the way.
#pragma once

#include "source/bundle.h"

#include <optional>
#include <stop_token>

namespace upkeep {

struct BundleRequest {
    LocalPath site;
    QString channel;
    QString platform;
    std::optional<Version> version; // the newest unless said otherwise
    // Patches from these versions in place of the whole package; empty: everything but the twin
    // that only serves ranges.
    QStringList patchesFrom;
    LocalPath out; // must not exist
    LocalPath scratch;
    QDateTime now;
};

struct MadeBundle {
    BundleHead head;
    qint64 length = 0;
};

// Durable on return. publish.invalid where the release or a patch is not there, or a payload lies
// elsewhere; nothing is left of a bundle that was not finished.
Result<MadeBundle>
makeBundle(FileSystem& files, const BundleRequest& request, std::stop_token stop);

} // namespace upkeep
