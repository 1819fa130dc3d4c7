// SPDX-License-Identifier: Apache-2.0
// To whom a targets role hands paths on: roles by pattern or hash prefix, or equal hash bins (TAP
// 15). Pure; trusted_metadata.h judges what the roles say, trust_client.h walks them.
#pragma once

#include "trust/role_keys.h"

#include <optional>

namespace upkeep {

struct Delegation {
    QByteArray role;
    RoleKeys keys;
    bool terminating = false;
    QList<QByteArray> paths;        // patterns: '*' and '?' stay within one level
    QList<QByteArray> hashPrefixes; // or the first digits of the SHA-256 of the path

    bool covers(const QByteArray& path) const;
};

// 2^bitLength roles "<prefix>-<number in hexadecimal digits>" that share their keys; the first bits
// of the SHA-256 of a path say which one it is. Each is terminating.
struct HashBins {
    RoleKeys keys;
    int bitLength = 1; // 1 to 32
    QByteArray prefix;

    QByteArray roleOf(const QByteArray& path) const;
    bool hasRole(const QByteArray& role) const;
};

struct Delegations {
    KeySet keys;
    QList<Delegation> delegations;
    std::optional<HashBins> bins; // instead of delegations

    // The next roles to search for a path, in order, up to the one that ends the search.
    struct Next {
        QByteArray role;
        bool terminating = false;
    };
    QList<Next> searchFor(const QByteArray& path) const;
    // nullptr: it is not delegated to by name, or not at all.
    const Delegation* delegation(const QByteArray& role) const;
    const RoleKeys* keysOf(const QByteArray& role) const;
};

// The member "delegations" of the body of a targets role; empty where there is none.
Result<Delegations> readDelegations(const JsonValue& body);

} // namespace upkeep
