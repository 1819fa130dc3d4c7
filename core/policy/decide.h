// SPDX-License-Identifier: Apache-2.0
// The one decision what to do with a release: offer it, hold it with a reason, or nothing new.
// Pure: everything it knows comes in.
#pragma once

#include "manifest/update_manifest.h"
#include "policy/decisions.h"
#include "policy/preferences.h"
#include "product/policy_document.h"
#include "product/release_document.h"

#include <QDateTime>
#include <QMap>

#include <variant>

namespace upkeep {

// What is installed and where.
struct Situation {
    QString product;
    QString channel = QStringLiteral("stable");
    QString platform; // linux-x64
    Version installed;
    qint64 installedCounter = 0;
    Version upkeep;            // our own version, against min_remote_version
    QMap<QString, QString> os; // {"kernel": "6.1.0", "debian": "12"}
    QStringList features;      // what this client understands, against waypoints and `needs`
    QByteArray installId;
    QDateTime now;
};

struct DecisionOffer {
    Version version;
    bool security = false; // the publisher's offline key, or the release itself, says so
    bool skipped = false;  // the person skipped it or went back from it; shown on a manual check
    bool silent = false;   // may be installed without asking (preferences, pin, rollback)

    friend bool operator==(const DecisionOffer&, const DecisionOffer&) = default;
};

struct DecisionHold {
    QString reason;  // a person's: "pinned", "skipped", "reminder", "left" (gone back from it);
                     // the publisher's: "rollout", "min-os", "max-os", "min-remote-version",
                     // "waypoint", "revoked", "below-minimum", "platform"
    QString subject; // e.g. the version needed, the reason of the revocation
    Version version;
    QDateTime until; // invalid = until something changes
    bool canOverride = true;

    friend bool operator==(const DecisionHold&, const DecisionHold&) = default;
};

struct DecisionUpToDate {
    friend bool operator==(const DecisionUpToDate&, const DecisionUpToDate&) = default;
};

using Decision = std::variant<DecisionUpToDate, DecisionOffer, DecisionHold>;

// `manifest` may be nullptr (none published, or not fetched yet). `manual` = a person asks: skip,
// reminder and rollout do not hold.
Decision decide(const ReleaseDocument& release,
                const UpdateManifest* manifest,
                const PolicyDocument& policy,
                const Decisions& decisions,
                const Preferences& preferences,
                const Situation& situation,
                bool manual);

// The same over the releases of a channel, newest first, before their manifests are known: one that
// this machine cannot have yet (rollout, waypoint, revoked) gives way to the next lower; a person's
// decision does not. The manifest of the release chosen is then fetched and decide() asked once
// more.
struct ChosenRelease {
    Decision decision;
    qsizetype index = -1; // of the release it is about; -1 = none
};
ChosenRelease decideAmong(const QList<ReleaseDocument>& releases,
                          const PolicyDocument& policy,
                          const Decisions& decisions,
                          const Preferences& preferences,
                          const Situation& situation,
                          bool manual);

} // namespace upkeep
