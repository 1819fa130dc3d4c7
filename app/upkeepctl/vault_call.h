// SPDX-License-Identifier: Apache-2.0
// What the verbs of `upkeepctl vault` share: the vault of --vault, the snapshot a person means, and
// how both are told. Such a vault belongs to no product: each of its snapshots holds one folder (or
// file) as the component "tree", its name and tags among the notes.
#pragma once

#include "session.h"
#include "snapshots/vault.h"

namespace upkeep {

inline const QString vaultComponent = QStringLiteral("tree");

// Links in the given place are followed, so that a place has one name only; what is not there yet
// is taken as it is written.
Result<LocalPath> realPlace(const QString& text);

// --vault; made where there is none only if `make` says so.
Result<Vault> openVault(Session& session, bool make = false);

// "latest", a name, an id or its beginning; the newest one where several have the name.
// snapshot.unknown or, for a beginning that is not enough, usage.invalid.
Result<SnapshotInfo> findSnapshot(Vault& vault, const QString& wish);

QString nameOf(const SnapshotMeta& meta);
QStringList tagsOf(const SnapshotMeta& meta);
void setNameAndTags(SnapshotMeta& meta, const QString& name, const QStringList& tags);

JsonValue vaultSnapshotJson(const SnapshotInfo& info);
QString vaultSnapshotLine(const SnapshotInfo& info);

} // namespace upkeep
