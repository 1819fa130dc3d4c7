// SPDX-License-Identifier: Apache-2.0
// A TUF repository in memory, as a server serves it: every version of every role that was ever
// published, and a record of what was asked for. Values are open, so that a test says what is wrong
// with them, then publish() signs what they say.
#pragma once

#include "publish/keys.h"
#include "support/test_server.h"
#include "trust/metadata.h"

namespace upkeep::test {

class Repository {
public:
    struct Delegation {
        QByteArray name;
        QList<QByteArray> paths{"*"};
        QList<QByteArray> hashPrefixes = {}; // instead of paths, where there are any
        bool terminating = false;
        QList<KeyPair> keys = {};
        qint64 threshold = 1;
    };
    // Hash bins: role <prefix>-<number>, chosen by the first bits of the hash of the path.
    struct SuccinctRoles {
        int bitLength = 1;
        QByteArray prefix = "bin";
        QList<KeyPair> keys = {};
    };
    struct Role {
        qint64 version = 1;
        QDateTime expires;
        QList<KeyPair> signers;
        QList<KeyPair> keys; // by which root names a top-level role
        qint64 threshold = 1;
        JsonValue more = JsonValue::Object{};  // members of the body that nobody knows
        QMap<QByteArray, MetadataFile> listed; // of timestamp and snapshot, by role
        QMap<QByteArray, JsonValue> targets;   // by path
        QList<Delegation> delegations;
        std::optional<SuccinctRoles> succinct;
    };
    struct Artifact {
        QByteArray content;
        QByteArrayList hashes; // by which it may be asked for
    };

    // Root, targets, snapshot and timestamp of version 1, one key each, good for 30 days.
    Repository();

    Role& role(const QByteArray& name) { return m_roles[name]; }
    // Signs each anew in this order, one version up where the role was published before; whoever
    // lists it (snapshot, timestamp) is told, though not signed.
    void publish(const QByteArrayList& roles);
    // All but root.
    void publishAll() { publish({"targets", "snapshot", "timestamp"}); }

    KeyPair addKey(const QByteArray& role); // of a top-level role: listed in root, and signs
    void rotateKeys(const QByteArray& role);
    // A delegation with a new key; the role is made where there is none.
    Role& delegate(const QByteArray& delegator, Delegation delegation);
    void addArtifact(const QByteArray& role,
                     const QByteArray& path,
                     const QByteArray& content,
                     const QByteArrayList& hashes = {"sha256"});

    ServerReply answer(const ServerRequest& request);

    QMap<QByteArray, QByteArrayList> published; // by role, version 1 first
    QMap<QByteArray, Artifact> artifacts;       // by path
    QMap<QByteArray, JsonValue> publicObjects;  // by key id: key objects other than the plain one
    QByteArrayList metadataRequests;            // "root 2", "timestamp", "a%2Fb 1"
    QByteArrayList artifactRequests;            // "path" or "hash path"
    bool consistentSnapshot = true;
    bool listHashes = false; // and lengths, of snapshot and targets

    static KeyPair newKey(KeyKind kind = KeyKind::EcdsaP256);
    static QDateTime inDays(int days);

private:
    JsonValue body(const QByteArray& name) const;
    JsonValue rootMembers() const;
    JsonValue delegationsOf(const Role& role) const;
    JsonValue publicObject(const KeyPair& key) const;
    void addKeys(JsonValue& keys, const QList<KeyPair>& pairs) const;
    JsonValue roleKeys(const QList<KeyPair>& pairs, qint64 threshold) const;
    QByteArray sign(const QByteArray& name) const;
    void list(const QByteArray& name);
    std::optional<QByteArray> metadataFile(const QByteArray& name);
    std::optional<QByteArray> artifact(const QByteArray& path);

    QMap<QByteArray, Role> m_roles;
};

} // namespace upkeep::test
