// SPDX-License-Identifier: Apache-2.0
// The bodies of a repository's roles while a publisher changes them: who holds which key, what is
// delegated, what is listed. A value without I/O; signing is metadata_signing.h, the disk is
// metadata_repository.h.
#pragma once

#include "publish/key_record.h"
#include "trust/metadata.h"

namespace upkeep {

struct PublishedRole {
    JsonValue body;
    QByteArray bytes; // as published last; empty: never
    qint64 publishedVersion = 0;
    bool changed = false;     // to be signed anew
    bool frozen = false;      // a draft that others have signed: version and expiry stay
    JsonValue::Array carried; // their signatures
};

struct KeyHolding {
    QList<KeyRecord> keys;
    qint64 threshold = 1;

    bool holds(const QByteArray& keyId) const;
};

class RoleSet {
public:
    static PublishedRole newRole(const QByteArray& name);

    bool contains(const QByteArray& name) const { return m_roles.contains(name); }
    QList<QByteArray> names() const { return m_roles.keys(); }
    // Top-level targets first: who believes a delegated role asks it.
    QList<QByteArray> targetsRoles() const;
    PublishedRole role(const QByteArray& name) const { return m_roles.value(name); }
    void put(const QByteArray& name, const PublishedRole& role) { m_roles.insert(name, role); }
    // The body, to be changed: it will be signed anew, and what others signed is void.
    JsonValue& edit(const QByteArray& name);

    // Of a top-level role or of one that targets delegates to; publish.invalid otherwise.
    Result<KeyHolding> holding(const QByteArray& name) const;
    Result<void> setHolding(const QByteArray& name, const KeyHolding& holding);
    // Terminating and path-bound. Once more for the same role replaces its paths and keys.
    Result<void>
    delegate(const QByteArray& name, const QList<QByteArray>& paths, const KeyHolding& holding);
    Result<void> undelegate(const QByteArray& name);

    Result<RootRole> root() const;
    Result<TargetsRole> targets(const QByteArray& name) const;
    // The keys that clients ask about a role, by what root and targets say here.
    Result<std::pair<KeySet, RoleKeys>> keysFor(const QByteArray& name) const;
    bool isTeam() const;

private:
    JsonValue dated(const QByteArray& name) const;

    QMap<QByteArray, PublishedRole> m_roles;
};

} // namespace upkeep
