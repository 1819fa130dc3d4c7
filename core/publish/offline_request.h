// SPDX-License-Identifier: Apache-2.0
// The one file that carries a ceremony to a machine without a network and back: half-signed
// metadata, and what is needed to check it there (the published root and files, small targets such
// as policy.json). JSON, schema 1; metadata files stand in it as the very text they are.
//
//     { "schema": 1, "root": TEXT, "published": {ROLE: TEXT}, "drafts": {ROLE: TEXT},
//       "contents": {PATH-WITH-HASH: TEXT} }
#pragma once

#include "publish/metadata_change.h"
#include "publish/metadata_repository.h"

namespace upkeep {

struct OfflineRequest {
    QByteArray root;                        // empty: a site that is not published yet
    QMap<QByteArray, QByteArray> published; // by role
    QMap<QByteArray, QByteArray> drafts;    // by role
    QMap<QByteArray, QByteArray> contents;  // by path with hash

    // publish.invalid: no such file.
    static Result<OfflineRequest> parse(QByteArrayView text);
    JsonValue toJson() const;
};

// What was asked for, checked: the published files are signed as the published root says, each
// draft is the next version of its role, and none lives beyond the longest time.
struct CheckedRequest {
    RoleSet published;
    RoleSet next;
    std::optional<RootRole> formerRoot;
    QList<MetadataChange> changes;
};

// Of an unfinished ceremony; publish.invalid where none is under way.
Result<OfflineRequest> makeOfflineRequest(const MetadataRepository& repository);
// trust.* or publish.invalid names what is wrong.
Result<CheckedRequest> checkOfflineRequest(const OfflineRequest& request, const QDateTime& now);
// Adds the signatures of these keys; key.invalid where none of them may sign any of it. Returns the
// roles that were signed.
Result<QList<QByteArray>> signOfflineRequest(OfflineRequest& request,
                                             const CheckedRequest& checked,
                                             const QList<KeyPair>& keys,
                                             const QDateTime& now);
// Puts the signatures that came back to the drafts of the ceremony that `repository` has open;
// durable; open it again to go on. publish.invalid where something else was signed than what waits
// here, trust.signature for a signature that is none.
Result<void> takeSignaturesBack(FileSystem& files,
                                const LocalPath& site,
                                const MetadataRepository& repository,
                                const OfflineRequest& request);

} // namespace upkeep
