// SPDX-License-Identifier: Apache-2.0
// policy.json: what the publisher's offline key says about all releases: the lowest counter,
// revoked versions, which are security releases, waypoints, where the source moved. Strict JSON, at
// most 64 KiB.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "base/version.h"

#include <QByteArrayView>
#include <QList>
#include <QStringList>

#include <optional>

namespace upkeep {

struct RevokedRelease {
    Version version;
    QString reason;

    friend bool operator==(const RevokedRelease&, const RevokedRelease&) = default;
};

struct SecurityRelease {
    Version version;
    QStringList cves;

    friend bool operator==(const SecurityRelease&, const SecurityRelease&) = default;
};

// Clients below the counter, or without one of the features, go to this release first.
struct Waypoint {
    qint64 ifCounterBelow = 0;
    QStringList orLacks;
    Version goTo;

    friend bool operator==(const Waypoint&, const Waypoint&) = default;
};

struct PolicyDocument {
    qint64 minimumCounter = 0;
    QList<RevokedRelease> revoked;
    QList<SecurityRelease> security;
    QList<Waypoint> waypoints;
    QString sourceMovedTo;

    static Result<PolicyDocument> parse(QByteArrayView text);
    JsonValue toJson() const;
    const RevokedRelease* revocation(const Version& version) const;
    bool isSecurity(const Version& version) const;
    // The release to pass through first, if any: the lowest one that applies.
    std::optional<Version> waypointFor(qint64 installedCounter, const QStringList& features) const;

    friend bool operator==(const PolicyDocument&, const PolicyDocument&) = default;
};

} // namespace upkeep
