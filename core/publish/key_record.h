// SPDX-License-Identifier: Apache-2.0
// What is written down about each key: its public part, for which role it was made, who holds it,
// since which day. Lies beside the key as <name>.json, may be sent around freely; the holder and
// the day also stand in the signed metadata, as long as the key is in use (member x_upkeep_keys:
// {<key id>: {holder, since}}).
//
//     { "schema": 1, "role": "root", "holder": "Alice", "since": "2026-05-04", "key": {...} }
#pragma once

#include "publish/keys.h"

#include <QDate>

namespace upkeep {

struct KeyRecord {
    QByteArray role; // "root", "targets", "snapshot", "timestamp", "releases", "evolution.<id>"
    QString holder;
    QDate since;
    JsonValue key; // as in metadata
    QByteArray id;

    // key.invalid for a record that is no such thing, or a key that clients would not accept.
    static Result<KeyRecord> parse(QByteArrayView text, const QString& subject);
    static Result<KeyRecord>
    of(const QByteArray& role, const JsonValue& key, const QString& holder, const QDate& since);
    JsonValue toJson() const;
};

// Where the profile `team` keeps a role's keys: root and targets away from machines that serve or
// build. Only the passphrase of an online key may lie in a desktop's key store.
bool isOfflineRole(const QByteArray& role);

} // namespace upkeep
