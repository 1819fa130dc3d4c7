// SPDX-License-Identifier: Apache-2.0
#include "trust/trust_client.h"

#include "trust/limits.h"

#include <QSet>

namespace upkeep {

namespace {

const QByteArray rootName = QByteArrayLiteral("root");
const QByteArray timestampName = QByteArrayLiteral("timestamp");
const QByteArray snapshotName = QByteArrayLiteral("snapshot");
const QByteArray targetsName = QByteArrayLiteral("targets");

QString fileName(const QByteArray& role) {
    return QString::fromUtf8(role.left(200)) + QStringLiteral(".json");
}

QByteArray versioned(qint64 version, const QByteArray& role) {
    return QByteArray::number(version) + '.' + encodeRole(role) + ".json";
}

Result<void> checkLimit(QByteArrayView bytes, qint64 limit, const QByteArray& name) {
    if (bytes.size() <= limit)
        return {};
    return Error{ErrorCode::TrustLimit,
                 QString::fromUtf8(name),
                 QStringLiteral("longer than the %1 bytes that are allowed").arg(limit)};
}

Error cancelled() {
    return Error{ErrorCode::Cancelled, {}, {}};
}

} // namespace

Result<TrustClient> TrustClient::open(TrustStore& store,
                                      MetadataTransport& transport,
                                      const QDateTime& now,
                                      const QDateTime& builtAt) {
    QStringList notes;
    QDateTime time = now;
    for (const QDateTime& known : {builtAt, store.floor().time})
        time = laterOf(time, known, notes);
    UPKEEP_TRY_AS(TrustedMetadata trusted, loadRoot(store, time, notes));
    TrustClient client(store, transport, std::move(trusted));
    client.m_now = time;
    client.m_notes = notes;
    return client;
}

// 5.1. A clock set back must not bring expired metadata to life again.
QDateTime TrustClient::laterOf(const QDateTime& now, const QDateTime& known, QStringList& notes) {
    if (!known.isValid() || now >= known)
        return now;
    notes.append(QStringLiteral("the clock says %1, yet it was %2 before: the later one counts")
                     .arg(writeTime(now), writeTime(known)));
    return known;
}

// 5.2
Result<TrustedMetadata>
TrustClient::loadRoot(const TrustStore& store, const QDateTime& now, QStringList& notes) {
    const VersionFloor floor = store.floor();
    const auto stored = store.read(rootName);
    if (stored && *stored) {
        auto trusted = TrustedMetadata::open(**stored, now, floor);
        if (trusted)
            return trusted;
        notes.append(QStringLiteral("the stored root is damaged, starting from the shipped one: ") +
                     trusted.error().toString());
    } else {
        notes.append(
            QStringLiteral("the stored root cannot be read, starting from the shipped one"));
    }
    const auto shipped = store.shippedRoot();
    if (!shipped)
        return Error{ErrorCode::TrustStoreFailed, fileName(rootName), shipped.error().toString()};
    return TrustedMetadata::open(*shipped, now, floor);
}

// What a run has seen it does not forget, also where it failed in the end; and what it noted may be
// why.
Result<void> TrustClient::refresh(std::stop_token stop) {
    UPKEEP_TRY_AS(m_trusted, loadRoot(*m_store, m_now, m_notes));
    auto done = refreshAll(std::move(stop));
    const QDateTime last = m_store->floor().time;
    if (!done && done.error().code == ErrorCode::TrustExpired && last.isValid())
        m_notes.append(QStringLiteral("no trusted news since %1").arg(writeTime(last)));
    if (!done && !m_notes.isEmpty())
        done.error().cause += QStringLiteral("; ") + m_notes.join(QStringLiteral("; "));
    VersionFloor floor = m_trusted.floor();
    if (done)
        floor.time = m_now;
    if (floor == m_store->floor())
        return done;
    const auto kept = m_store->setFloor(floor);
    return done ? kept : done;
}

Result<void> TrustClient::refreshAll(std::stop_token stop) {
    UPKEEP_TRY(refreshRoot(stop));
    UPKEEP_TRY(refreshTimestamp(stop));
    UPKEEP_TRY(refreshSnapshot(stop));
    return refreshTargets(stop);
}

Result<void> TrustClient::refreshRoot(std::stop_token stop) {
    for (int round = 0; round < trust_limits::rootsPerRun; ++round) {
        if (stop.stop_requested())
            return cancelled();
        // 5.3.3
        const QByteArray name = versioned(m_trusted.root().version + 1, rootName);
        UPKEEP_TRY_AS(const auto bytes, m_transport->metadata(name, trust_limits::rootBytes, stop));
        if (!bytes)
            break;
        UPKEEP_TRY(checkLimit(*bytes, trust_limits::rootBytes, name));
        // 5.3.4-7
        UPKEEP_TRY_AS(const auto change, m_trusted.updateRoot(*bytes));
        // 5.3.11, before the root is stored: once it is, no later run can see what was taken away.
        if (change.freesTimestamp) {
            UPKEEP_TRY(m_store->remove(timestampName));
            UPKEEP_TRY(m_store->remove(snapshotName));
            UPKEEP_TRY(m_store->setFloor(m_trusted.floor()));
        }
        // 5.3.8
        UPKEEP_TRY(m_store->write(rootName, *bytes));
    }
    // 5.3.10
    return m_trusted.checkRoot();
}

Result<void> TrustClient::refreshTimestamp(std::stop_token stop) {
    const auto stored = readStored(timestampName);
    if (stored) {
        if (const auto remembered = m_trusted.rememberTimestamp(*stored); !remembered)
            note(timestampName, remembered.error());
    }
    // 5.4.1
    const QByteArray name = "timestamp.json";
    UPKEEP_TRY_AS(const auto bytes,
                  m_transport->changed(name, stored, trust_limits::timestampBytes, stop));
    if (!bytes)
        return Error{ErrorCode::TrustMissing,
                     QString::fromLatin1(name),
                     QStringLiteral("the server does not have it")};
    UPKEEP_TRY(checkLimit(*bytes, trust_limits::timestampBytes, name));
    // 5.4.2-5
    UPKEEP_TRY_AS(const bool isNew, m_trusted.updateTimestamp(*bytes));
    return isNew ? m_store->write(timestampName, *bytes) : Result<void>();
}

Result<void> TrustClient::refreshSnapshot(std::stop_token stop) {
    if (const auto stored = readStored(snapshotName)) {
        if (const auto remembered = m_trusted.rememberSnapshot(*stored); !remembered)
            note(snapshotName, remembered.error());
        else if (m_trusted.updateSnapshot(*stored))
            return {}; // still the one the timestamp lists
    }
    // 5.5.1
    UPKEEP_TRY_AS(
        const QByteArray bytes,
        download(snapshotName, m_trusted.timestamp()->snapshot, trust_limits::snapshotBytes, stop));
    // 5.5.2-7
    UPKEEP_TRY(m_trusted.updateSnapshot(bytes));
    return m_store->write(snapshotName, bytes);
}

Result<void> TrustClient::refreshTargets(std::stop_token stop) {
    if (const auto stored = readStored(targetsName); stored && m_trusted.updateTargets(*stored))
        return {};
    const auto& roles = m_trusted.snapshot()->roles;
    const auto listed = roles.constFind(targetsName);
    if (listed == roles.cend())
        return Error{ErrorCode::TrustMetadataInvalid,
                     QStringLiteral("snapshot.json"),
                     QStringLiteral("it lists no targets.json")};
    // 5.6.1
    UPKEEP_TRY_AS(const QByteArray bytes,
                  download(targetsName, *listed, trust_limits::targetsBytes, stop));
    // 5.6.2-6
    UPKEEP_TRY(m_trusted.updateTargets(bytes));
    return m_store->write(targetsName, bytes);
}

// A file of the store that cannot be read or believed counts as absent: what it held comes anew.
std::optional<QByteArray> TrustClient::readStored(const QByteArray& role) {
    const auto stored = m_store->read(role);
    if (stored)
        return *stored;
    note(role, stored.error());
    return std::nullopt;
}

void TrustClient::note(const QByteArray& role, const Error& error) {
    m_notes.append(
        QStringLiteral("the stored %1 is not used: %2").arg(fileName(role), error.toString()));
}

Result<QByteArray> TrustClient::download(const QByteArray& role,
                                         const MetadataFile& listed,
                                         qint64 limit,
                                         std::stop_token stop) {
    if (stop.stop_requested())
        return cancelled();
    const QByteArray name = m_trusted.root().consistentSnapshot ? versioned(listed.version, role)
                                                                : encodeRole(role) + ".json";
    const qint64 atMost = listed.length ? std::min(*listed.length, limit) : limit;
    UPKEEP_TRY_AS(auto bytes, m_transport->listed(name, atMost, stop));
    if (!bytes)
        return Error{ErrorCode::TrustMissing,
                     QString::fromUtf8(name),
                     QStringLiteral("it is listed, but the server does not have it")};
    UPKEEP_TRY(checkLimit(*bytes, atMost, name));
    return *std::move(bytes);
}

Result<const TargetsRole*> TrustClient::freshTargets() const {
    if (const TargetsRole* targets = m_trusted.targets())
        return targets;
    return Error{ErrorCode::TrustMissing,
                 fileName(targetsName),
                 QStringLiteral("no check has succeeded yet")};
}

Result<const TargetsRole*> TrustClient::load(const Edge& edge, std::stop_token stop) {
    if (const TargetsRole* known = m_trusted.delegated(edge.delegator, edge.role))
        return known;
    const auto stored = readStored(edge.role);
    if (!stored || !m_trusted.updateDelegated(*stored, edge.delegator, *edge.from, edge.role)) {
        const auto& roles = m_trusted.snapshot()->roles;
        const auto listed = roles.constFind(edge.role);
        if (listed == roles.cend())
            return Error{ErrorCode::TrustMetadataInvalid,
                         fileName(edge.role),
                         QStringLiteral("the snapshot does not list it")};
        UPKEEP_TRY_AS(const QByteArray bytes,
                      download(edge.role, *listed, trust_limits::targetsBytes, stop));
        UPKEEP_TRY(m_trusted.updateDelegated(bytes, edge.delegator, *edge.from, edge.role));
        UPKEEP_TRY(m_store->write(edge.role, bytes));
    }
    return m_trusted.delegated(edge.delegator, edge.role);
}

Result<std::optional<TargetFile>> TrustClient::find(const QByteArray& path, std::stop_token stop) {
    UPKEEP_TRY(RelativePath::parse(path));
    UPKEEP_TRY_AS(const TargetsRole* top, freshTargets());
    QList<Edge> ahead{Edge{rootName, nullptr, targetsName}};
    QSet<QByteArray> seen;
    while (!ahead.isEmpty()) {
        const Edge edge = ahead.takeLast();
        if (seen.contains(edge.role))
            continue;
        if (seen.size() > trust_limits::delegationsPerSearch)
            return Error{ErrorCode::TrustLimit,
                         QString::fromUtf8(path),
                         QStringLiteral("not found in %1 delegated roles")
                             .arg(trust_limits::delegationsPerSearch)};
        const TargetsRole* role = top;
        if (edge.from) {
            UPKEEP_TRY_AS(role, load(edge, stop));
        }
        if (const auto found = role->targets.constFind(path); found != role->targets.cend())
            return std::optional<TargetFile>(*found);
        seen.insert(edge.role);
        // Only what covers the path is followed: so each delegation of the chain covers it.
        const QList<Delegations::Next> next = role->searchFor(path);
        if (!next.isEmpty() && next.constLast().terminating)
            ahead.clear();
        for (auto following = next.crbegin(); following != next.crend(); ++following)
            ahead.append(Edge{edge.role, role, following->role});
    }
    return std::optional<TargetFile>();
}

Result<QList<TargetFile>> TrustClient::targetsOf(const QByteArray& role, std::stop_token stop) {
    UPKEEP_TRY_AS(const TargetsRole* top, freshTargets());
    const Delegation* delegation = top->delegation(role);
    if (!delegation)
        return QList<TargetFile>();
    UPKEEP_TRY_AS(const TargetsRole* found, load(Edge{targetsName, top, role}, stop));
    QList<TargetFile> targets;
    for (const TargetFile& target : found->targets) {
        UPKEEP_TRY(RelativePath::parse(target.path));
        if (delegation->covers(target.path))
            targets.append(target);
    }
    return targets;
}

Result<QByteArray>
TrustClient::fetch(const TargetFile& target, qint64 limit, std::stop_token stop) {
    UPKEEP_TRY(RelativePath::parse(target.path));
    const QString subject = QString::fromUtf8(target.path);
    if (target.length > limit)
        return Error{
            ErrorCode::TrustLimit,
            subject,
            QStringLiteral("%1 bytes are listed, %2 are allowed").arg(target.length).arg(limit)};
    const QByteArray hash = target.hashes.value("sha256", target.hashes.value("sha512"));
    if (hash.isEmpty())
        return Error{
            ErrorCode::TrustHash, subject, QStringLiteral("no hash of a known kind is listed")};
    const QByteArray name =
        m_trusted.root().consistentSnapshot ? pathWithHash(target.path, hash) : target.path;
    UPKEEP_TRY(RelativePath::parse(name));
    UPKEEP_TRY_AS(auto bytes, m_transport->target(name, target.length, stop));
    if (!bytes)
        return Error{ErrorCode::TrustTargetMissing,
                     subject,
                     QStringLiteral("it is listed, but the server does not have it")};
    UPKEEP_TRY(check(target, *bytes));
    return *std::move(bytes);
}

Result<void> TrustClient::check(const TargetFile& target, QByteArrayView bytes) {
    const QString subject = QString::fromUtf8(target.path);
    if (bytes.size() != target.length)
        return Error{
            ErrorCode::TrustHash,
            subject,
            QStringLiteral("%1 bytes are listed, %2 came").arg(target.length).arg(bytes.size())};
    const auto hashes = checkHashes(bytes, target.hashes, true);
    if (!hashes)
        return Error{hashes.error().code, subject, hashes.error().cause};
    return {};
}

} // namespace upkeep
