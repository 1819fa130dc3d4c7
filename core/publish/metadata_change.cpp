// SPDX-License-Identifier: Apache-2.0
#include "publish/metadata_change.h"

#include "publish/metadata_roles.h"

namespace upkeep {

namespace {

KeyHolding holdingIn(const RoleSet& roles, const QByteArray& name) {
    const Result<KeyHolding> holding = roles.holding(name);
    return holding ? *holding : KeyHolding{{}, 0};
}

void compareKeys(const QByteArray& name,
                 const KeyHolding& before,
                 const KeyHolding& after,
                 MetadataChange& change) {
    for (const KeyRecord& key : before.keys) {
        if (!after.holds(key.id))
            change.keys += {name, key, false};
    }
    for (const KeyRecord& key : after.keys) {
        if (!before.holds(key.id))
            change.keys += {name, key, true};
    }
    if (before.threshold != after.threshold && after.threshold > 0)
        change.thresholds += {name, before.threshold, after.threshold};
}

QList<QByteArray> delegatedBy(const RoleSet& roles) {
    QList<QByteArray> names;
    const Result<TargetsRole> targets = roles.targets(targetsName);
    if (!targets)
        return names;
    for (const Delegation& delegation : targets->delegations)
        names += delegation.role;
    return names;
}

void compareDelegations(const RoleSet& before, const RoleSet& after, MetadataChange& change) {
    const QList<QByteArray> had = delegatedBy(before);
    const QList<QByteArray> has = delegatedBy(after);
    for (const QByteArray& name : had) {
        if (!has.contains(name))
            change.undelegated += name;
    }
    for (const QByteArray& name : has) {
        if (!had.contains(name))
            change.delegated += name;
        compareKeys(name, holdingIn(before, name), holdingIn(after, name), change);
    }
}

Result<void> compareTargets(const QByteArray& role,
                            const RoleSet& before,
                            const RoleSet& after,
                            MetadataChange& change) {
    QMap<QByteArray, TargetFile> had;
    if (before.contains(role)) {
        UPKEEP_TRY_AS(const TargetsRole former, before.targets(role));
        had = former.targets;
    }
    UPKEEP_TRY_AS(const TargetsRole next, after.targets(role));
    for (const TargetFile& target : next.targets) {
        if (!had.contains(target.path))
            change.targets += {target.path, ListingChange::Added};
        else if (had.value(target.path).hashes != target.hashes)
            change.targets += {target.path, ListingChange::Replaced};
        had.remove(target.path);
    }
    for (const TargetFile& target : had)
        change.targets += {target.path, ListingChange::Removed};
    return {};
}

Result<void> comparePolicies(const PolicyTexts& policies, MetadataChange& change) {
    if (policies.after.isEmpty() || policies.after == policies.before)
        return {};
    PolicyDocument before;
    if (!policies.before.isEmpty()) {
        UPKEEP_TRY_AS(before, PolicyDocument::parse(policies.before));
    }
    UPKEEP_TRY_AS(const PolicyDocument after, PolicyDocument::parse(policies.after));
    for (const RevokedRelease& revoked : after.revoked) {
        if (!before.revoked.contains(revoked))
            change.revoked += revoked;
    }
    return {};
}

} // namespace

bool MetadataChange::isRenewal() const {
    return keys.isEmpty() && thresholds.isEmpty() && delegated.isEmpty() && undelegated.isEmpty() &&
           targets.isEmpty();
}

Result<MetadataChange> changeOf(const QByteArray& role,
                                const RoleSet& before,
                                const RoleSet& after,
                                const PolicyTexts& policies) {
    MetadataChange change;
    change.role = role;
    const JsonValue body = after.role(role).body;
    change.version = versionOf(body);
    change.expires = expiryOf(body);
    if (role == rootName) {
        for (const QByteArray& name : {rootName, targetsName, snapshotName, timestampName})
            compareKeys(name, holdingIn(before, name), holdingIn(after, name), change);
    } else if (role == targetsName || !isTopLevelRole(role)) {
        UPKEEP_TRY(compareTargets(role, before, after, change));
    }
    if (role == targetsName) {
        compareDelegations(before, after, change);
        UPKEEP_TRY(comparePolicies(policies, change));
    }
    return change;
}

} // namespace upkeep
