// SPDX-License-Identifier: Apache-2.0
// What the publisher says now: signed metadata, policy, release documents, and the manifest and
// changelog that hang on one of them by hash. First step of the walk; each piece is verified before
// the next is asked for. Nothing is decided here.
#pragma once

#include "manifest/update_manifest.h"
#include "product/changelog.h"
#include "product/policy_document.h"
#include "product/release_document.h"
#include "source/release_source.h"
#include "trust/trust_client.h"

namespace upkeep {

struct ReleaseFeed {
    QList<ReleaseDocument> releases; // newest first
    PolicyDocument policy;
    QDateTime trustedUntil; // invalid where nothing is signed
    QStringList notes;      // untranslated, for the log: a clock that is behind, a damaged file
    // Of a project that signs nothing.
    QByteArray changelog;
    qint64 repositoryId = 0;
};

struct FeedQuery {
    QString product;
    QString channel;
    QString platform;
    Version atLeast;      // older release documents are not fetched
    bool exactly = false; // only that one is wanted
};

// Refreshes the metadata first. A document that is not what its path says is release.mismatch; one
// of a newer schema is left out.
Result<ReleaseFeed> fetchFeed(TrustClient& trust, const FeedQuery& query, std::stop_token stop);

// One release with what hangs on it, the texts as they were signed.
struct TrustedRelease {
    ReleaseDocument document;
    QByteArray manifestText;
    QByteArray changelogText;
    UpdateManifest manifest; // the built-in one where none is published
    QList<ChangelogEntry> changelog;
};

// `folder` keeps what was fetched, by hash. While another process fetches into it, this one waits,
// up to a minute (lock.held then), and takes what is there.
Result<TrustedRelease> fetchRelease(const ReleaseDocument& document,
                                    ReleaseSource& source,
                                    FileSystem& files,
                                    const LocalPath& folder,
                                    std::stop_token stop);
// The same from texts that were fetched and verified before.
Result<TrustedRelease> readRelease(const ReleaseDocument& document,
                                   const QByteArray& manifestText,
                                   const QByteArray& changelogText);

} // namespace upkeep
