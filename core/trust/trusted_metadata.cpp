// SPDX-License-Identifier: Apache-2.0
#include "trust/trusted_metadata.h"

#include <algorithm>

namespace upkeep {

namespace {

const QByteArray topLevelTargets = QByteArrayLiteral("targets");
const QByteArray rootName = QByteArrayLiteral("root");

QString fileName(const QByteArray& role) {
    return QString::fromUtf8(role.left(200)) + QStringLiteral(".json");
}

// The reader's error is about the file `subject`, as a whole.
template <typename Role> Result<Role> inFile(Result<Role> role, const QString& subject) {
    if (role)
        return role;
    const bool isLimit = role.error().code == ErrorCode::TrustLimit;
    return Error{isLimit ? ErrorCode::TrustLimit : ErrorCode::TrustMetadataInvalid,
                 subject,
                 role.error().cause};
}

// Signatures first: nothing of a body is looked at before they hold.
template <typename Role>
Result<Role> readSigned(QByteArrayView bytes,
                        const QString& subject,
                        const KeySet& keys,
                        const RoleKeys& roleKeys,
                        Result<Role> (*read)(const JsonValue&)) {
    UPKEEP_TRY_AS(const SignedDocument document, SignedDocument::parse(bytes, subject));
    UPKEEP_TRY(document.verify(keys, roleKeys, subject));
    return inFile(read(document.body), subject);
}

// 5.5.1-2, 5.6.1-2: before a byte is parsed.
Result<void> checkListed(QByteArrayView bytes, const MetadataFile& listed, const QString& subject) {
    if (listed.length && *listed.length != bytes.size())
        return Error{
            ErrorCode::TrustHash,
            subject,
            QStringLiteral("%1 bytes are listed, %2 came").arg(*listed.length).arg(bytes.size())};
    const auto hashes = checkHashes(bytes, listed.hashes, false);
    if (!hashes)
        return Error{hashes.error().code, subject, hashes.error().cause};
    return {};
}

Result<void>
checkListedVersion(const RoleHead& role, const MetadataFile& listed, const QString& subject) {
    if (role.version == listed.version)
        return {};
    return Error{ErrorCode::TrustVersion,
                 subject,
                 QStringLiteral("version %1 is listed, version %2 came")
                     .arg(listed.version)
                     .arg(role.version)};
}

Error rollback(const QString& subject, qint64 trusted, qint64 offered) {
    return Error{ErrorCode::TrustRollback,
                 subject,
                 QStringLiteral("version %1 is trusted already, version %2 was offered")
                     .arg(trusted)
                     .arg(offered)};
}

bool losesAKey(const RoleKeys& before, const RoleKeys& after) {
    return std::any_of(before.keyIds.cbegin(), before.keyIds.cend(), [&](const QByteArray& id) {
        return !after.keyIds.contains(id);
    });
}

} // namespace

Result<TrustedMetadata>
TrustedMetadata::open(QByteArrayView root, const QDateTime& now, const VersionFloor& floor) {
    const QString subject = fileName(rootName);
    UPKEEP_TRY_AS(const SignedDocument document, SignedDocument::parse(root, subject));
    UPKEEP_TRY_AS(RootRole role, inFile(readRoot(document.body), subject));
    UPKEEP_TRY(document.verify(role.keys, role.root, subject));
    TrustedMetadata trusted(std::move(role), now, floor);
    trusted.m_floor.root = std::max(floor.root, trusted.m_root.version);
    return trusted;
}

Result<TrustedMetadata::RootChange> TrustedMetadata::updateRoot(QByteArrayView bytes) {
    const QString subject = QString::number(m_root.version + 1) + QStringLiteral(".root.json");
    UPKEEP_TRY_AS(const SignedDocument document, SignedDocument::parse(bytes, subject));
    // 5.3.4
    UPKEEP_TRY(document.verify(m_root.keys, m_root.root, subject));
    UPKEEP_TRY_AS(RootRole next, inFile(readRoot(document.body), subject));
    UPKEEP_TRY(document.verify(next.keys, next.root, subject));
    // 5.3.5
    if (next.version <= m_root.version)
        return rollback(subject, m_root.version, next.version);
    if (next.version != m_root.version + 1)
        return Error{ErrorCode::TrustVersion,
                     subject,
                     QStringLiteral("version %1 was expected, version %2 came")
                         .arg(m_root.version + 1)
                         .arg(next.version)};
    // 5.3.11, at each step: so it is not lost when a run ends between two roots; and once: an old
    // root that somebody put back must not lower the floor by walking the same way again.
    const bool frees =
        next.version > m_floor.epoch &&
        (losesAKey(m_root.timestamp, next.timestamp) || losesAKey(m_root.snapshot, next.snapshot));
    if (frees)
        m_floor.freeAt(next.version);
    m_root = std::move(next);
    m_floor.root = std::max(m_floor.root, m_root.version);
    return RootChange{frees};
}

Result<void> TrustedMetadata::checkRoot() const {
    if (m_root.version < m_floor.root)
        return rollback(fileName(rootName), m_floor.root, m_root.version);
    return checkExpiry(m_root, fileName(rootName));
}

Result<void> TrustedMetadata::checkExpiry(const RoleHead& role, const QString& subject) const {
    if (m_now < role.expires)
        return {};
    return Error{
        ErrorCode::TrustExpired,
        subject,
        QStringLiteral("expired at %1, it is %2").arg(writeTime(role.expires), writeTime(m_now))};
}

void TrustedMetadata::raiseFloor(const TimestampRole& role) {
    m_floor.timestamp = std::max(m_floor.timestamp, role.version);
    m_floor.snapshot = std::max(m_floor.snapshot, role.snapshot.version);
}

void TrustedMetadata::raiseFloor(const SnapshotRole& role) {
    m_floor.snapshot = std::max(m_floor.snapshot, role.version);
    for (auto listed = role.roles.cbegin(); listed != role.roles.cend(); ++listed) {
        qint64& version = m_floor.roles[listed.key()];
        version = std::max(version, listed->version);
    }
}

Result<void> TrustedMetadata::rememberTimestamp(QByteArrayView bytes) {
    UPKEEP_TRY_AS(
        TimestampRole role,
        readSigned(
            bytes, QStringLiteral("timestamp.json"), m_root.keys, m_root.timestamp, readTimestamp));
    raiseFloor(role);
    m_timestamp = std::move(role);
    return {};
}

Result<bool> TrustedMetadata::updateTimestamp(QByteArrayView bytes) {
    const QString subject = QStringLiteral("timestamp.json");
    // 5.4.2
    UPKEEP_TRY_AS(TimestampRole next,
                  readSigned(bytes, subject, m_root.keys, m_root.timestamp, readTimestamp));
    // 5.4.3
    if (next.version < m_floor.timestamp)
        return rollback(subject, m_floor.timestamp, next.version);
    if (m_timestamp && next.version == m_timestamp->version) {
        UPKEEP_TRY(checkExpiry(*m_timestamp, subject));
        return false;
    }
    if (next.snapshot.version < m_floor.snapshot)
        return rollback(QStringLiteral("snapshot.json"), m_floor.snapshot, next.snapshot.version);
    // 5.4.4
    UPKEEP_TRY(checkExpiry(next, subject));
    raiseFloor(next);
    m_timestamp = std::move(next);
    return true;
}

Result<void> TrustedMetadata::rememberSnapshot(QByteArrayView bytes) {
    UPKEEP_TRY_AS(
        SnapshotRole role,
        readSigned(
            bytes, QStringLiteral("snapshot.json"), m_root.keys, m_root.snapshot, readSnapshot));
    raiseFloor(role);
    return {};
}

Result<void> TrustedMetadata::updateSnapshot(QByteArrayView bytes) {
    Q_ASSERT(m_timestamp);
    const QString subject = QStringLiteral("snapshot.json");
    // 5.5.2
    UPKEEP_TRY(checkListed(bytes, m_timestamp->snapshot, subject));
    // 5.5.3-4
    UPKEEP_TRY_AS(SnapshotRole next,
                  readSigned(bytes, subject, m_root.keys, m_root.snapshot, readSnapshot));
    UPKEEP_TRY(checkListedVersion(next, m_timestamp->snapshot, subject));
    // 5.5.5
    UPKEEP_TRY(checkSnapshotRollback(next));
    // 5.5.6
    UPKEEP_TRY(checkExpiry(next, subject));
    raiseFloor(next);
    m_snapshot = std::move(next);
    return {};
}

Result<void> TrustedMetadata::checkSnapshotRollback(const SnapshotRole& next) const {
    if (next.version < m_floor.snapshot)
        return rollback(QStringLiteral("snapshot.json"), m_floor.snapshot, next.version);
    for (auto known = m_floor.roles.cbegin(); known != m_floor.roles.cend(); ++known) {
        const auto listed = next.roles.constFind(known.key());
        if (listed == next.roles.cend())
            return Error{
                ErrorCode::TrustRollback,
                fileName(known.key()),
                QStringLiteral("the snapshot no longer lists a role that it listed before")};
        if (listed->version < *known)
            return rollback(fileName(known.key()), *known, listed->version);
    }
    return {};
}

Result<TargetsRole> TrustedMetadata::readTargetsRole(QByteArrayView bytes,
                                                     const QByteArray& role,
                                                     const KeySet& keys,
                                                     const RoleKeys& roleKeys) const {
    Q_ASSERT(m_snapshot);
    const QString subject = fileName(role);
    const auto listed = m_snapshot->roles.constFind(role);
    if (listed == m_snapshot->roles.cend())
        return Error{ErrorCode::TrustMetadataInvalid,
                     subject,
                     QStringLiteral("the snapshot does not list it")};
    // 5.6.2
    UPKEEP_TRY(checkListed(bytes, *listed, subject));
    // 5.6.3-4
    UPKEEP_TRY_AS(TargetsRole next, readSigned(bytes, subject, keys, roleKeys, readTargets));
    UPKEEP_TRY(checkListedVersion(next, *listed, subject));
    // 5.6.5
    UPKEEP_TRY(checkExpiry(next, subject));
    return next;
}

Result<void> TrustedMetadata::updateTargets(QByteArrayView bytes) {
    UPKEEP_TRY_AS(TargetsRole next,
                  readTargetsRole(bytes, topLevelTargets, m_root.keys, m_root.targets));
    m_targets.insert_or_assign({rootName, topLevelTargets}, std::move(next));
    return {};
}

Result<void> TrustedMetadata::updateDelegated(QByteArrayView bytes,
                                              const QByteArray& delegator,
                                              const TargetsRole& from,
                                              const QByteArray& role) {
    const RoleKeys* keys = from.keysOf(role);
    if (!keys)
        return Error{ErrorCode::TrustMetadataInvalid,
                     fileName(role),
                     QStringLiteral("nobody delegates to it")};
    UPKEEP_TRY_AS(TargetsRole next, readTargetsRole(bytes, role, from.keys, *keys));
    m_targets.insert_or_assign({delegator, role}, std::move(next));
    return {};
}

const TargetsRole* TrustedMetadata::targets() const {
    return delegated(rootName, topLevelTargets);
}

const TargetsRole* TrustedMetadata::delegated(const QByteArray& delegator,
                                              const QByteArray& role) const {
    const auto found = m_targets.find({delegator, role});
    return found == m_targets.cend() ? nullptr : &found->second;
}

QDateTime TrustedMetadata::validUntil() const {
    QDateTime earliest = m_root.expires;
    const auto take = [&](const RoleHead& role) { earliest = std::min(earliest, role.expires); };
    if (m_timestamp)
        take(*m_timestamp);
    if (m_snapshot)
        take(*m_snapshot);
    for (const auto& [who, role] : m_targets)
        take(role);
    return earliest;
}

} // namespace upkeep
