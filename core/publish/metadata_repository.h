// SPDX-License-Identifier: Apache-2.0
// The metadata of a published site: `metadata/` and `targets/` in its folder, with consistent
// snapshots; every root is kept for ever. Changes are collected in memory; commit() signs and
// writes them in an order in which a reader always sees a state to believe: roles, snapshot,
// timestamp, and a new root last of all. What too few keys have signed waits in the ceremony's
// folder; clients see the old state until it is whole.
#pragma once

#include "publish/metadata_signing.h"

namespace upkeep {

enum class KeyProfile {
    Solo, // one key per role
    Team, // root needs two of three keys; shorter lifetime of the timestamp
};

// How a role stands.
struct RoleStatus {
    QByteArray role;
    qint64 version = 0;
    QDateTime expires;
    int lifetimeDays = 0;
    KeyHolding holding;

    // Less than a third of its time is left.
    bool expiresSoon(const QDateTime& now) const;
};

struct CommitReport {
    bool published = false;
    QList<QByteArray> signedRoles;    // published now
    QList<MissingSignatures> missing; // else: what the ceremony waits for
};

struct RenewReport {
    QList<QByteArray> signedRoles; // none: nothing was due
    QList<QByteArray> waiting;     // expire soon, and their keys are elsewhere
};

class MetadataRepository {
public:
    // A site that has no metadata yet. Needs keys of root, targets, snapshot and timestamp;
    // `records` names those whose private parts are elsewhere.
    static Result<MetadataRepository> create(FileSystem& files,
                                             const LocalPath& site,
                                             KeyProfile profile,
                                             const KeyRing& keys,
                                             const QList<KeyRecord>& records = {});
    // Goes on where the last commit() ended. `keys` may lack those that do not sign this time.
    static Result<MetadataRepository>
    open(FileSystem& files, const LocalPath& site, const KeyRing& keys);
    // The same, with what an unfinished ceremony has changed and others have signed.
    static Result<MetadataRepository>
    openCeremony(FileSystem& files, const LocalPath& site, const KeyRing& keys);
    static bool existsAt(FileSystem& files, const LocalPath& site);

    // Roles below targets, terminating: delegate("stable.linux-x64", {"stable/linux-x64/*"}), to
    // the keys that the ring has for it, or to others' keys.
    Result<void> delegate(const QByteArray& role, const QList<QByteArray>& paths);
    Result<void>
    delegate(const QByteArray& role, const QList<QByteArray>& paths, const KeyHolding& holding);
    Result<void> undelegate(const QByteArray& role) { return m_roles.undelegate(role); }
    bool hasRole(const QByteArray& role) const { return m_roles.contains(role); }
    // `role` is "targets" or one that was delegated to, and `path` one that it may list. Replaces a
    // target of the same path.
    Result<void> addTarget(const QByteArray& role,
                           const RelativePath& path,
                           QByteArrayView bytes,
                           const JsonValue& custom = {});
    Result<void> removeTarget(const QByteArray& role, const RelativePath& path);
    Result<QList<TargetFile>> targetsOf(const QByteArray& role) const;
    // The bytes of a small target, verified.
    Result<QByteArray> readTarget(const TargetFile& target) const;

    // Who signs for a role. A profile's rules are kept: publish.invalid where the team's root would
    // need fewer than two keys, or its snapshot and timestamp would share one.
    Result<KeyHolding> holding(const QByteArray& role) const { return m_roles.holding(role); }
    Result<void> setHolding(const QByteArray& role, const KeyHolding& holding);
    // Gives a role these keys and no others (also root's own: signed by old and new ones).
    Result<void> rotateKey(const QByteArray& role, const QList<KeyPair>& keys);

    // A shorter life than that of FORMATS section 1; a longer one is publish.invalid.
    Result<void> setLifetime(const QByteArray& role, int days);
    // Signs it anew with the next commit(), though nothing changed.
    Result<void> touch(const QByteArray& role);

    // Signs what changed, and always the timestamp. Whole: written, durable on return. Else the
    // parts that are there wait in the ceremony's folder, and what is published stays. After a cut
    // the former state, or the new one, is there to read; openCeremony() and commit() end it.
    Result<CommitReport> commit(const QDateTime& now);
    // The same for whoever cannot wait: publish.failed where a role has too few keys in the ring;
    // nothing is left behind then.
    Result<void> publish(const QDateTime& now);
    // What commit() would do, without writing anything.
    Result<SigningOutcome> rehearse(const QDateTime& now) const;
    // Signs anew what is due, as far as the ring has its keys: the timestamp after an eighth of its
    // time (a daily job signs daily), the rest with a third of it left. Nothing due: writes
    // nothing.
    Result<RenewReport> renew(const QDateTime& now);
    // What renew() would sign and leave; writes nothing.
    RenewReport due(const QDateTime& now) const;
    // renew(), and the timestamp in any case.
    Result<RenewReport> refresh(const QDateTime& now);

    QList<RoleStatus> status() const;
    bool isTeam() const { return m_roles.isTeam(); }
    // The day on which clients stop believing the site.
    QDateTime validUntil() const;
    // The roles as they are to be, and as they are published.
    const RoleSet& roles() const { return m_roles; }
    const RoleSet& published() const { return m_published; }

    // The bytes of the newest root: what to hand out beside product.yaml.
    const QByteArray& trustedRoot() const { return m_rootBytes; }

private:
    MetadataRepository(FileSystem& files, LocalPath site, const KeyRing& keys);

    Result<void> readPublished();
    Result<void> readRole(const QByteArray& name, qint64 version);
    Result<void> readNewestRoot();
    Result<void> takeDrafts();
    LocalPath metadataFile(const QByteArray& role, qint64 version) const;
    Result<void> checkProfile() const;
    Result<void> checkMayList(const QByteArray& role, const QByteArray& path) const;
    Result<void> writeNewTargets();
    Result<void> saveDrafts(const SigningOutcome& outcome) const;
    Result<void> removeDoneDrafts() const;
    Result<void> write(const SigningOutcome& outcome);
    bool isDue(const QByteArray& name, const QDateTime& now) const;
    bool canSign(const QByteArray& name) const;
    Result<RenewReport> renew(const QDateTime& now, bool alwaysTimestamp);

    FileSystem* m_files;
    LocalPath m_site;
    KeyRing m_ring;        // by name, for create() and delegate()
    QList<KeyPair> m_keys; // each once
    RoleSet m_roles;
    RoleSet m_published;
    QMap<QByteArray, int> m_lifetimes;
    std::optional<RootRole> m_formerRoot;      // the one that is published
    QMap<QByteArray, QByteArray> m_newTargets; // by path with hash
    QByteArray m_rootBytes;
};

} // namespace upkeep
