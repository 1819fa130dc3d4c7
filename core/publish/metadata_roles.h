// SPDX-License-Identifier: Apache-2.0
// What metadata_repository and its signing share: the names of the roles, how long each lives
// (FORMATS section 1), and small pieces of their bodies.
#pragma once

#include "base/digest.h"
#include "base/json.h"
#include "trust/metadata.h"

#include <QDateTime>

namespace upkeep {

inline const QByteArray rootName = QByteArrayLiteral("root");
inline const QByteArray targetsName = QByteArrayLiteral("targets");
inline const QByteArray snapshotName = QByteArrayLiteral("snapshot");
inline const QByteArray timestampName = QByteArrayLiteral("timestamp");

// Of root: "solo" or "team".
inline const QString profileMember = QStringLiteral("x_upkeep_profile");

bool isTopLevelRole(const QByteArray& role);
// The longest time that a signature of the role may be valid.
int lifetimeDays(const QByteArray& role, bool isTeam);
// The longest file of the role that clients take.
qint64 metadataLimit(const QByteArray& role);
QByteArray metadataFileName(const QByteArray& role, qint64 version);
// What root says about one of the four.
RoleKeys keysOfRole(const RootRole& root, const QByteArray& role);
// How many different keys of the role have signed the document.
qint64 signersOf(const SignedDocument& document, const KeySet& keys, const RoleKeys& role);

JsonValue hashesOf(QByteArrayView bytes);
// How the role above lists a metadata file.
JsonValue listingOf(qint64 version, QByteArrayView bytes);
qint64 versionOf(const JsonValue& body);
// Invalid where the body was never signed.
QDateTime expiryOf(const JsonValue& body);

} // namespace upkeep
