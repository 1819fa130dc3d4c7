// SPDX-License-Identifier: Apache-2.0
#include "walks/release_feed.h"

#include "source/plain_releases.h"

namespace upkeep {

namespace {

Result<ReleaseFeed>
plainFeed(const ReleaseAccess& access, const FeedQuery& query, std::stop_token stop) {
    UPKEEP_TRY_AS(PlainReleases found,
                  listPlainReleases(*access.source,
                                    {query.product,
                                     query.channel,
                                     query.platform,
                                     access.spec,
                                     access.repositoryId,
                                     query.atLeast,
                                     query.exactly},
                                    std::move(stop)));
    ReleaseFeed feed;
    feed.releases = std::move(found.documents);
    feed.changelog = std::move(found.changelog);
    feed.repositoryId = found.repositoryId;
    return feed;
}

// The notes are text for people; the document gets their hash so that the last check can be shown
// again without the network.
Result<TrustedRelease> plainRelease(const ReleaseDocument& document,
                                    const QByteArray& notes,
                                    FileSystem& files,
                                    const LocalPath& folder) {
    if (notes.isEmpty() || !parseChangelog(notes))
        return readRelease(document, {}, {});
    const Digest digest = Digest::of(notes);
    UPKEEP_TRY(files.makeFolders(folder, 0700));
    UPKEEP_TRY(files.writeAndSync(folder / digest.hex().constData(), notes));
    ReleaseDocument described = document;
    described.changelog = AttachedFile{QStringLiteral("notes/CHANGELOG.md"), notes.size(), digest};
    return readRelease(described, {}, notes);
}

} // namespace

Result<ReleaseFeed>
feedOf(const ReleaseAccess& access, const FeedQuery& query, std::stop_token stop) {
    return access.trust ? fetchFeed(*access.trust, query, std::move(stop))
                        : plainFeed(access, query, std::move(stop));
}

Result<TrustedRelease> releaseOf(const ReleaseAccess& access,
                                 const ReleaseFeed& feed,
                                 const ReleaseDocument& document,
                                 FileSystem& files,
                                 const LocalPath& folder,
                                 std::stop_token stop) {
    return access.trust ? fetchRelease(document, *access.source, files, folder, std::move(stop))
                        : plainRelease(document, feed.changelog, files, folder);
}

} // namespace upkeep
