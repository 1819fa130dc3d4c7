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

    // Signs and writes what changed. Durable on return; a cut leaves the former state readable.
    // publish.failed where a role that must be signed has too few keys in the ring.
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
        QByteArray bytes; // as signed; empty while it has changes
        bool changed = false;
    };

    MetadataRepository(FileSystem& files, const LocalPath& site, const KeyRing& keys)
        : m_files(&files), m_site(site), m_keys(keys) {}

    FileSystem* m_files;
    LocalPath m_site;
    KeyRing m_keys;
    QMap<QByteArray, Role> m_roles;
    QMap<QByteArray, QByteArray> m_newTargets; // by path with hash
    QByteArray m_rootBytes;
};

} // namespace upkeep
