// SPDX-License-Identifier: Apache-2.0
// What a signature would change, as values: so that whoever signs reads it in words first.
#pragma once

#include "product/policy_document.h"
#include "publish/role_set.h"

namespace upkeep {

struct KeyChange {
    QByteArray role;
    KeyRecord key;
    bool isAdded = false; // else taken away
};

struct ThresholdChange {
    QByteArray role;
    qint64 before = 0; // 0: the role is new
    qint64 after = 0;
};

enum class ListingChange { Added, Replaced, Removed };

struct TargetChange {
    QByteArray path;
    ListingChange change = ListingChange::Added;
};

// Of one metadata file.
struct MetadataChange {
    QByteArray role;
    qint64 version = 0;
    QDateTime expires;
    QList<KeyChange> keys;
    QList<ThresholdChange> thresholds;
    QList<QByteArray> delegated;   // roles that targets trusts from now on
    QList<QByteArray> undelegated; // and no longer
    QList<TargetChange> targets;
    QList<RevokedRelease> revoked; // newly, in policy.json

    // Only the dates are new.
    bool isRenewal() const;
};

// `policies` are the texts of policy.json before and after, where they are known.
struct PolicyTexts {
    QByteArray before;
    QByteArray after;
};

Result<MetadataChange> changeOf(const QByteArray& role,
                                const RoleSet& before,
                                const RoleSet& after,
                                const PolicyTexts& policies = {});

} // namespace upkeep
