// SPDX-License-Identifier: Apache-2.0
// The four roles of TUF as typed values, and their strict readers. A value of these types is well
// formed, not yet believed: trusted_metadata.h decides that.
#pragma once

#include "base/digest.h"
#include "trust/delegations.h"
#include "trust/signed_document.h"

#include <QDateTime>
#include <QMap>

#include <optional>

namespace upkeep {

using Hashes = QHash<QByteArray, QByteArray>; // "sha256" -> hexadecimal digits

struct RoleHead {
    qint64 version = 0;
    QDateTime expires;
};

struct RootRole : RoleHead {
    bool consistentSnapshot = false;
    KeySet keys;
    RoleKeys root, timestamp, snapshot, targets;
};

// What one role says about the file of another.
struct MetadataFile {
    qint64 version = 0;
    std::optional<qint64> length;
    Hashes hashes;
};

struct TimestampRole : RoleHead {
    MetadataFile snapshot;
};

struct SnapshotRole : RoleHead {
    QMap<QByteArray, MetadataFile> roles; // by role name, without ".json"
};

struct TargetFile {
    QByteArray path;
    qint64 length = 0;
    Hashes hashes;
    Digest sha256; // null where only another hash is listed
    JsonValue custom;
};

struct TargetsRole : RoleHead, Delegations {
    QMap<QByteArray, TargetFile> targets;
};

// Each reads the body of a signed document: trust.metadata-invalid names what is wrong.
Result<RootRole> readRoot(const JsonValue& body);
Result<TimestampRole> readTimestamp(const JsonValue& body);
Result<SnapshotRole> readSnapshot(const JsonValue& body);
Result<TargetsRole> readTargets(const JsonValue& body);

// trust.hash-mismatch unless every hash of a kind we know fits; at least one must be known where
// `oneIsNeeded`.
Result<void> checkHashes(QByteArrayView bytes, const Hashes& hashes, bool oneIsNeeded);
// "YYYY-MM-DDTHH:MM:SSZ" and nothing else.
std::optional<QDateTime> parseTime(const QString& text);
QString writeTime(const QDateTime& time);
// As in a URL and as a file name: everything but letters, digits and "_.-~" becomes %XX.
QByteArray encodeRole(const QByteArray& role);
// "stable/<sha256>.1.1.0.json" of "stable/1.1.0.json".
QByteArray pathWithHash(const QByteArray& path, const QByteArray& hash);

} // namespace upkeep
