// SPDX-License-Identifier: Apache-2.0
// What a ceremony changes, in words and as JSON: read by whoever is about to sign it.
#pragma once

#include "publish/metadata_change.h"
#include "publish/metadata_repository.h"

#include <QStringList>

namespace upkeep {

QStringList wordsFor(const MetadataChange& change);
JsonValue toJson(const MetadataChange& change);

// "root: 1 of 2 signatures"
QString wordsFor(const MissingSignatures& missing);
JsonValue toJson(const QList<MissingSignatures>& missing);

// A line for each role that has lived for two thirds of its time.
QStringList expiryWarnings(const QList<RoleStatus>& roles, const QDateTime& now);
JsonValue toJson(const RoleStatus& status, const QDateTime& now);

// "Alice (since 2026-05-04), 1a2b3c4d"
QString wordsFor(const KeyRecord& key);
JsonValue toJson(const KeyRecord& key);
JsonValue namesToJson(const QList<QByteArray>& names);

} // namespace upkeep
