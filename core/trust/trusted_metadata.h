// SPDX-License-Identifier: Apache-2.0
// What is believed, and why: bytes and a time in, verified values out. No disk, no network, no
// clock. The order of calls is the order of the TUF specification, section 5; whatever got in is
// verified, whatever was refused left nothing behind.
#pragma once

#include "trust/metadata.h"
#include "trust/version_floor.h"

#include <map>
#include <utility>

namespace upkeep {

class TrustedMetadata {
public:
    // 5.2: the trusted root, signed by its own keys; it may have expired. `now` serves the whole
    // run (5.1), `floor` is what earlier runs have seen.
    static Result<TrustedMetadata>
    open(QByteArrayView root, const QDateTime& now, const VersionFloor& floor);

    // 5.3.4-5: the next root: signed by the old and by the new keys, version exactly one higher.
    struct RootChange {
        // 5.3.11: a key of timestamp or snapshot was taken away, and no run before knew.
        bool freesTimestamp = false;
    };
    Result<RootChange> updateRoot(QByteArrayView bytes);
    // 5.3.10: no further root; the last one must not have expired, nor be older than one that was
    // trusted before.
    Result<void> checkRoot() const;

    // What an earlier run had believed: it raises the floor, even when expired. Refused if the
    // present root's keys did not sign it.
    Result<void> rememberTimestamp(QByteArrayView bytes);
    // 5.4.2-4. False: the same version again, the remembered one stays.
    Result<bool> updateTimestamp(QByteArrayView bytes);

    Result<void> rememberSnapshot(QByteArrayView bytes);
    Result<void> updateSnapshot(QByteArrayView bytes); // 5.5.2-6

    Result<void> updateTargets(QByteArrayView bytes); // 5.6.2-5
    // The same for a role that `from`, known here as `delegator`, delegates to. A role is known per
    // delegator: what the keys of one delegator signed says nothing to another.
    Result<void> updateDelegated(QByteArrayView bytes,
                                 const QByteArray& delegator,
                                 const TargetsRole& from,
                                 const QByteArray& role);

    const RootRole& root() const { return m_root; }
    const std::optional<TimestampRole>& timestamp() const { return m_timestamp; }
    const std::optional<SnapshotRole>& snapshot() const { return m_snapshot; }
    // nullptr where it is not known; else valid as long as this object.
    const TargetsRole* targets() const;
    const TargetsRole* delegated(const QByteArray& delegator, const QByteArray& role) const;
    // The highest versions of this run and of those before it.
    const VersionFloor& floor() const { return m_floor; }
    // The earliest day on which something believed here expires.
    QDateTime validUntil() const;

private:
    TrustedMetadata(RootRole root, QDateTime now, VersionFloor floor)
        : m_root(std::move(root)), m_now(std::move(now)), m_floor(std::move(floor)) {}

    Result<void> checkExpiry(const RoleHead& role, const QString& subject) const;
    void raiseFloor(const TimestampRole& role);
    void raiseFloor(const SnapshotRole& role);
    Result<void> checkSnapshotRollback(const SnapshotRole& next) const;
    Result<TargetsRole> readTargetsRole(QByteArrayView bytes,
                                        const QByteArray& role,
                                        const KeySet& keys,
                                        const RoleKeys& roleKeys) const;

    RootRole m_root;
    QDateTime m_now;
    VersionFloor m_floor;
    std::optional<TimestampRole> m_timestamp;
    std::optional<SnapshotRole> m_snapshot;
    std::map<std::pair<QByteArray, QByteArray>, TargetsRole> m_targets; // by (delegator, role)
};

} // namespace upkeep
