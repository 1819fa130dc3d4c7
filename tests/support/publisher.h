// SPDX-License-Identifier: Apache-2.0
// A publisher in memory: keys, metadata and targets, served straight to a TrustClient. Every part
// is open to be broken, so that an attack is two lines:
//
//     publisher.role("timestamp").version = 1;
//     publisher.sign();
#pragma once

#include "publish/keys.h"
#include "trust/metadata.h"
#include "trust/metadata_transport.h"

#include <functional>

namespace upkeep::test {

class Publisher final : public MetadataTransport {
public:
    struct Role {
        qint64 version = 1;
        QDateTime expires;
        QList<KeyPair> keys;
        qint64 threshold = 1;
        std::optional<QList<KeyPair>> signers; // others than `keys`
    };
    struct Delegated {
        QByteArray delegator;
        QByteArray name;
        QList<QByteArray> paths;
        bool terminating = true;
        std::optional<QList<KeyPair>> keys; // others than the role's
    };

    // Root and roles of version 1, signed and served. `now` is when it starts; everything lives for
    // 90 days.
    explicit Publisher(const QDateTime& now);

    // root, timestamp, snapshot, targets, and those that delegate() made.
    Role& role(const QByteArray& name) { return m_roles[name]; }
    Role& delegate(const QByteArray& delegator,
                   const QByteArray& name,
                   const QList<QByteArray>& paths,
                   bool terminating = true);
    QList<Delegated>& delegations() { return m_delegations; }
    void addTarget(const QByteArray& role, const QByteArray& path, const QByteArray& bytes);

    // Signs timestamp, snapshot, targets and delegated roles with the versions they have.
    void sign();
    // The same with the next version of each.
    void release();
    // The next root, signed by the keys of the root before and by its own.
    void signRoot();
    // New keys for a role, and the root that says so.
    void rotate(const QByteArray& name, int keys = 1);
    static QList<KeyPair> newKeys(int count);

    // What is served; to be replaced, removed, kept and put back at will.
    QMap<QByteArray, QByteArray> files;   // "2.root.json"
    QMap<QByteArray, QByteArray> targets; // with hash
    QMap<QByteArray, ErrorCode> failures; // by file name
    QList<QByteArray> requests;           // what was asked for

    // Switches of the repository itself.
    bool consistentSnapshot = true;
    bool listLengths = true;
    bool listHashes = true;
    std::function<void(const QByteArray& role, JsonValue& body)> beforeSigning;
    std::function<void(const QByteArray& role, JsonValue& document)> afterSigning;

    // What a product hands out: the root of version 1.
    QByteArray firstRoot() const { return m_firstRoot; }

    Result<std::optional<QByteArray>>
    metadata(const QByteArray& fileName, qint64 limit, std::stop_token stop) override;
    Result<std::optional<QByteArray>>
    target(const QByteArray& pathWithHash, qint64 limit, std::stop_token stop) override;

private:
    JsonValue head(const QByteArray& type, const QByteArray& name) const;
    JsonValue rootBody() const;
    JsonValue targetsBody(const QByteArray& name) const;
    JsonValue delegationsOf(const QByteArray& name) const;
    QByteArray signedBytes(const QByteArray& name, JsonValue body, const QList<KeyPair>& keys);
    // Serves it and says what the role above must list.
    JsonValue serve(const QByteArray& name, const QByteArray& bytes);
    QList<KeyPair> signersOf(const QByteArray& name) const;

    QMap<QByteArray, Role> m_roles;
    QList<Delegated> m_delegations;
    QMap<QByteArray, QMap<QByteArray, QByteArray>> m_targets; // by role, by path
    QList<KeyPair> m_formerRootKeys;
    QByteArray m_firstRoot;
};

} // namespace upkeep::test
