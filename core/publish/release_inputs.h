// SPDX-License-Identifier: Apache-2.0
// Reads and checks what a publisher hands in before anything is made: product file, manifest,
// changelog, and whether this release may follow the channel's last.
#pragma once

#include "manifest/update_manifest.h"
#include "product/product_file.h"
#include "publish/release_request.h"
#include "system/file_system.h"

namespace upkeep {

struct ReleaseInputs {
    QByteArray productText;
    ProductFile product;
    QByteArray manifestText;
    std::optional<UpdateManifest> manifest;
    QByteArray changelogText;
    QString notes; // Markdown of this version's section, for the release's page
};

// Fails with the fault of the file it is in, or publish.invalid where two of them disagree.
Result<ReleaseInputs> readInputs(FileSystem& files, const ReleaseRequest& request);

// publish.invalid unless the version exceeds the last of the channel; `published` newest first.
// Counters rise over all channels of a platform, `elsewhere` being the highest of the others: who
// changes from one to another is to see what is new there.
Result<qint64> nextCounter(const ReleaseRequest& request,
                           const QList<ReleaseDocument>& published,
                           qint64 elsewhere);

// By the step from the last version, unless the publisher said it.
UpdateType updateTypeOf(const ReleaseRequest& request, const QList<ReleaseDocument>& published);

} // namespace upkeep
