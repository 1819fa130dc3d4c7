// SPDX-License-Identifier: Apache-2.0
// The highest versions and the latest time ever trusted: what no repository and no older copy of
// the trust store may go back behind (SECURITY 4.5, 4.7). Pure; trust_store keeps it twice.
// As bytes: SHA-256 of the rest in 64 digits, a newline, JSON on one line {schema, root, epoch,
// timestamp, snapshot, roles {name: version}, time}.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QMap>

namespace upkeep {

struct VersionFloor {
    qint64 root = 0;
    // The root that last freed timestamp and snapshot (5.3.11); what is below counts since then.
    qint64 epoch = 0;
    qint64 timestamp = 0;
    qint64 snapshot = 0;
    QMap<QByteArray, qint64> roles; // what a trusted snapshot listed: targets and delegated ones
    QDateTime time;                 // of the last success; invalid = none

    // 5.3.11: after a rotation everything but root may start again at low versions.
    void freeAt(qint64 rootVersion);
    // The copy of the later epoch; of one epoch the highest of each.
    static VersionFloor highest(const VersionFloor& a, const VersionFloor& b);

    QByteArray toBytes() const;
    // trust.store-failed: damaged, or of another schema.
    static Result<VersionFloor> fromBytes(QByteArrayView bytes);

    friend bool operator==(const VersionFloor&, const VersionFloor&) = default;
};

} // namespace upkeep
