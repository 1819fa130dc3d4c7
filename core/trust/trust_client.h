// SPDX-License-Identifier: Apache-2.0
// The client workflow of the TUF specification, section 5: asks the transport, lets
// trusted_metadata judge, keeps in the trust store what was believed. After an error the store is
// in a state from which the next run can succeed.
#pragma once

#include "trust/metadata_transport.h"
#include "trust/trust_store.h"
#include "trust/trusted_metadata.h"

#include <QStringList>

namespace upkeep {

class TrustClient {
public:
    // 5.1, 5.2: verifies the trusted root on disk; no request. `store` and `transport` must
    // outlive it. `builtAt` is when this program was made: no clock that says less is right.
    static Result<TrustClient> open(TrustStore& store,
                                    MetadataTransport& transport,
                                    const QDateTime& now,
                                    const QDateTime& builtAt = {});

    // 5.3 to 5.6: root, timestamp, snapshot, targets; each durable in the store once verified.
    Result<void> refresh(std::stop_token stop);

    // All below need a refresh() that succeeded.

    // 5.6.7: the first role in pre-order that lists `path`; nullopt: none does.
    Result<std::optional<TargetFile>> find(const QByteArray& path, std::stop_token stop);
    // Everything that a role delegated by targets lists within its paths; empty: no such role.
    Result<QList<TargetFile>> targetsOf(const QByteArray& role, std::stop_token stop);
    // 5.7: the bytes of a small target, length and hashes verified.
    Result<QByteArray> fetch(const TargetFile& target, qint64 limit, std::stop_token stop);
    // The part of fetch() that is about bytes: for targets that came another way.
    static Result<void> check(const TargetFile& target, QByteArrayView bytes);

    QDateTime trustedUntil() const { return m_trusted.validUntil(); }
    const TrustedMetadata& trusted() const { return m_trusted; }
    // Untranslated notes for the log: a damaged file in the store, a clock that is behind.
    const QStringList& notes() const { return m_notes; }

private:
    TrustClient(TrustStore& store, MetadataTransport& transport, TrustedMetadata trusted)
        : m_store(&store), m_transport(&transport), m_trusted(std::move(trusted)) {}

    static QDateTime laterOf(const QDateTime& now, const QDateTime& known, QStringList& notes);
    static Result<TrustedMetadata>
    loadRoot(const TrustStore& store, const QDateTime& now, QStringList& notes);
    Result<void> refreshAll(std::stop_token stop);
    Result<void> refreshRoot(std::stop_token stop);
    Result<void> refreshTimestamp(std::stop_token stop);
    Result<void> refreshSnapshot(std::stop_token stop);
    Result<void> refreshTargets(std::stop_token stop);
    // A role with the name of the one that delegates to it.
    struct Edge {
        QByteArray delegator;
        const TargetsRole* from;
        QByteArray role;
    };
    Result<const TargetsRole*> load(const Edge& edge, std::stop_token stop);

    std::optional<QByteArray> readStored(const QByteArray& role);
    void note(const QByteArray& role, const Error& error);
    // N.role.json as the snapshot (or timestamp) lists it.
    Result<QByteArray> download(const QByteArray& role,
                                const MetadataFile& listed,
                                qint64 limit,
                                std::stop_token stop);
    Result<const TargetsRole*> freshTargets() const;

    TrustStore* m_store;
    MetadataTransport* m_transport;
    TrustedMetadata m_trusted;
    QDateTime m_now;
    QStringList m_notes;
};

} // namespace upkeep
