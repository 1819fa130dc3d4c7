// SPDX-License-Identifier: Apache-2.0
// The metadata of a published site: `metadata/` and `targets/` in its folder, with consistent
// snapshots. Changes are collected in memory; publish() writes them, timestamp.json last, so that a
// reader sees the old state or the new one.
#pragma once

#include "publish/keys.h"
#include "trust/metadata.h"

namespace upkeep {

enum class KeyProfile {
    Solo, // one key per role
    Team, // root needs two of three keys; shorter lifetime of the timestamp
};

class MetadataRepository {
public:
    // A site that has no metadata yet. Needs keys of root, targets, snapshot and timestamp.
    static Result<MetadataRepository>
    create(FileSystem& files, const LocalPath& site, KeyProfile profile, const KeyRing& keys);
    // Goes on where the last publish() ended. `keys` may lack those that do not sign this time.
    static Result<MetadataRepository>
    open(FileSystem& files, const LocalPath& site, const KeyRing& keys);
    static bool existsAt(FileSystem& files, const LocalPath& site);

    // Roles below targets, terminating: delegate("stable.linux-x64", {"stable/linux-x64/*"}). Once
    // more for the same role replaces its paths and keys.
    Result<void> delegate(const QByteArray& role, const QList<QByteArray>& paths);
    bool hasRole(const QByteArray& role) const;
    // `role` is "targets" or one that was delegated to, and `path` one that it may list. Replaces a
    // target of the same path.
    Result<void> addTarget(const QByteArray& role,
                           const RelativePath& path,
                           QByteArrayView bytes,
                           const JsonValue& custom = {});
    Result<void> removeTarget(const QByteArray& role, const RelativePath& path);
    Result<QList<TargetFile>> targetsOf(const QByteArray& role) const;

    // Gives a role new keys (also root's own: signed by old and new ones). The ring must hold the
    // old root keys.
    Result<void> rotateKey(const QByteArray& role, const QList<KeyPair>& keys);

    // A shorter life than that of FORMATS section 1; a longer one is publish.invalid.
    Result<void> setLifetime(const QByteArray& role, int days);

    // Signs and writes what changed, and always the timestamp. Durable on return; a cut leaves the
    // former state readable. publish.failed where a role that must be signed has too few keys in
    // the ring.
    Result<void> publish(const QDateTime& now);
    // Signs anew what has lived for two thirds of its time, as far as the ring has its keys, and
    // always the timestamp.
    Result<void> refresh(const QDateTime& now);
    // The day on which clients stop believing the site.
    QDateTime validUntil() const;

    // The bytes of the newest root: what to hand out beside product.yaml.
    const QByteArray& trustedRoot() const { return m_rootBytes; }

private:
    struct Role {
        JsonValue body;
        QByteArray bytes; // as signed last
        bool changed = false;
    };
    using Roles = QMap<QByteArray, Role>;

    MetadataRepository(FileSystem& files, LocalPath site, KeyRing keys)
        : m_files(&files), m_site(std::move(site)), m_keys(std::move(keys)) {}

    Result<void> readRole(const QByteArray& role, qint64 version);
    Result<void> readNewestRoot();
    // A role whose keys were rotated just before a cut must be signed anew.
    void markUnbelieved();
    bool isTeam() const;
    LocalPath metadataFile(const QByteArray& role, qint64 version) const;
    Result<void> setRootKeys(const QByteArray& role, const QList<KeyPair>& keys, qint64 threshold);
    void setDelegation(const JsonValue& entry, const QList<KeyPair>& keys);
    Result<void> checkMayList(const QByteArray& role, const QByteArray& path) const;
    static JsonValue dated(JsonValue body);

    // Signing: on a copy of the roles, so that a failure leaves nothing half done.
    int lifetimeOf(const QByteArray& role) const;
    Result<void> signRole(const QByteArray& name, Roles& roles, const QDateTime& now) const;
    Result<void> checkSigned(const QByteArray& name, const Roles& roles) const;
    // The names of the roles that were signed, in the order of writing.
    Result<QList<QByteArray>> signAll(Roles& roles, const QDateTime& now) const;
    Result<void> writeNewTargets();
    bool isDue(const QByteArray& name, const QDateTime& now) const;

    FileSystem* m_files;
    LocalPath m_site;
    KeyRing m_keys;
    Roles m_roles;
    QMap<QByteArray, int> m_lifetimes;
    std::optional<RootRole> m_formerRoot;      // the one that is published
    QList<KeyPair> m_formerRootKeys;           // those that a rotation replaced
    QMap<QByteArray, QByteArray> m_newTargets; // by path with hash
    QByteArray m_rootBytes;
};

} // namespace upkeep
