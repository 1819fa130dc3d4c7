// SPDX-License-Identifier: Apache-2.0
// The releases that a site lists for one channel and platform, and their trees, got back from their
// own packages.
#pragma once

#include "product/release_document.h"
#include "publish/metadata_repository.h"
#include "publish/site.h"
#include "tree/file_list.h"

#include <stop_token>

namespace upkeep {

// "stable.linux-x64"
QByteArray channelRole(const QString& channel, const QString& platform);

// Newest first; none where the role is not there yet.
Result<QList<ReleaseDocument>> publishedReleases(FileSystem& files,
                                                 const Site& site,
                                                 const MetadataRepository& metadata,
                                                 const QByteArray& role);

// Of every other channel of the same platform; 0 where there is none.
Result<qint64> highestCounterElsewhere(FileSystem& files,
                                       const Site& site,
                                       const MetadataRepository& metadata,
                                       const QString& channel,
                                       const QString& platform);

struct PublishedTree {
    ReleaseDocument document;
    LocalPath folder;
    FileList list;
};

// The tree of a published release in `folder` (made here), every file verified.
Result<PublishedTree> unpackRelease(FileSystem& files,
                                    const Site& site,
                                    const ReleaseDocument& document,
                                    const LocalPath& folder,
                                    std::stop_token stop);

} // namespace upkeep
