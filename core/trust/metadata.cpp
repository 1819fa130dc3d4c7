// SPDX-License-Identifier: Apache-2.0
#include "trust/metadata.h"

#include <QCryptographicHash>
#include <QRegularExpression>

namespace upkeep {

namespace {

Error invalid(const QString& cause) {
    return Error{ErrorCode::TrustMetadataInvalid, {}, cause};
}

Result<RoleHead> readHead(const JsonValue& body, QLatin1String type) {
    UPKEEP_TRY_AS(const QString actual, body.requiredString(u"_type"));
    if (actual != type)
        return invalid(
            QStringLiteral("\"_type\" must be \"%1\", not \"%2\"").arg(type, actual.left(40)));
    UPKEEP_TRY_AS(const QString specification, body.requiredString(u"spec_version"));
    static const QRegularExpression majorOne(QStringLiteral("\\A1\\.[0-9]+(\\.[0-9]+)?\\z"));
    if (!majorOne.match(specification).hasMatch())
        return invalid(QStringLiteral("\"spec_version\" must be 1.x.y, not \"%1\"")
                           .arg(specification.left(40)));
    UPKEEP_TRY_AS(const qint64 version, body.requiredInteger(u"version", 1));
    UPKEEP_TRY_AS(const QString expires, body.requiredString(u"expires"));
    const auto time = parseTime(expires);
    if (!time)
        return invalid(QStringLiteral("\"expires\" must be YYYY-MM-DDTHH:MM:SSZ, not \"%1\"")
                           .arg(expires.left(40)));
    return RoleHead{version, *time};
}

Result<Hashes> readHashes(const JsonValue& holder) {
    UPKEEP_TRY_AS(const JsonValue object, holder.requiredObject(u"hashes"));
    Hashes hashes;
    for (const auto& [name, value] : object.object()) {
        if (!value.isString())
            return invalid(QStringLiteral("\"hashes\" must hold strings only"));
        hashes.insert(name.toUtf8(), value.string().toUtf8());
    }
    if (hashes.isEmpty())
        return invalid(QStringLiteral("\"hashes\" is empty"));
    return hashes;
}

Result<MetadataFile> readMetadataFile(const JsonValue& entry) {
    MetadataFile file;
    UPKEEP_TRY_AS(file.version, entry.requiredInteger(u"version", 1));
    if (entry.find(u"length")) {
        UPKEEP_TRY_AS(file.length, entry.requiredInteger(u"length", 0));
    }
    if (entry.find(u"hashes")) {
        UPKEEP_TRY_AS(file.hashes, readHashes(entry));
    }
    return file;
}

Result<TargetFile> readTarget(const QString& path, const JsonValue& entry) {
    TargetFile target;
    target.path = path.toUtf8();
    UPKEEP_TRY_AS(target.length, entry.requiredInteger(u"length", 0));
    UPKEEP_TRY_AS(target.hashes, readHashes(entry));
    if (target.hashes.contains("sha256")) {
        UPKEEP_TRY_AS(target.sha256, Digest::fromHex(target.hashes.value("sha256")));
    }
    if (const JsonValue* custom = entry.find(u"custom"))
        target.custom = *custom;
    return target;
}

} // namespace

Result<RootRole> readRoot(const JsonValue& body) {
    UPKEEP_TRY_AS(const RoleHead head, readHead(body, QLatin1String("root")));
    RootRole role;
    static_cast<RoleHead&>(role) = head;
    UPKEEP_TRY_AS(role.consistentSnapshot, body.requiredBool(u"consistent_snapshot"));
    UPKEEP_TRY_AS(role.keys, readKeys(body));
    UPKEEP_TRY_AS(const JsonValue roles, body.requiredObject(u"roles"));
    const std::pair<QStringView, RoleKeys*> wanted[] = {{u"root", &role.root},
                                                        {u"timestamp", &role.timestamp},
                                                        {u"snapshot", &role.snapshot},
                                                        {u"targets", &role.targets}};
    for (const auto& [name, keys] : wanted) {
        UPKEEP_TRY_AS(const JsonValue entry, roles.requiredObject(name));
        UPKEEP_TRY_AS(*keys, readRoleKeys(entry));
    }
    return role;
}

Result<TimestampRole> readTimestamp(const JsonValue& body) {
    UPKEEP_TRY_AS(const RoleHead head, readHead(body, QLatin1String("timestamp")));
    TimestampRole role;
    static_cast<RoleHead&>(role) = head;
    UPKEEP_TRY_AS(const JsonValue meta, body.requiredObject(u"meta"));
    UPKEEP_TRY_AS(const JsonValue snapshot, meta.requiredObject(u"snapshot.json"));
    UPKEEP_TRY_AS(role.snapshot, readMetadataFile(snapshot));
    return role;
}

Result<SnapshotRole> readSnapshot(const JsonValue& body) {
    UPKEEP_TRY_AS(const RoleHead head, readHead(body, QLatin1String("snapshot")));
    SnapshotRole role;
    static_cast<RoleHead&>(role) = head;
    UPKEEP_TRY_AS(const JsonValue meta, body.requiredObject(u"meta"));
    for (const auto& [name, entry] : meta.object()) {
        if (!name.endsWith(QLatin1String(".json")))
            return invalid(QStringLiteral("\"%1\" must end with .json").arg(name.left(80)));
        UPKEEP_TRY_AS(const MetadataFile file, readMetadataFile(entry));
        role.roles.insert(name.chopped(5).toUtf8(), file);
    }
    return role;
}

Result<TargetsRole> readTargets(const JsonValue& body) {
    UPKEEP_TRY_AS(const RoleHead head, readHead(body, QLatin1String("targets")));
    TargetsRole role;
    static_cast<RoleHead&>(role) = head;
    UPKEEP_TRY_AS(const JsonValue targets, body.requiredObject(u"targets"));
    for (const auto& [path, entry] : targets.object()) {
        UPKEEP_TRY_AS(const TargetFile target, readTarget(path, entry));
        role.targets.insert(target.path, target);
    }
    UPKEEP_TRY_AS(static_cast<Delegations&>(role), readDelegations(body));
    return role;
}

Result<void> checkHashes(QByteArrayView bytes, const Hashes& hashes, bool oneIsNeeded) {
    bool oneWasKnown = false;
    for (auto hash = hashes.cbegin(); hash != hashes.cend(); ++hash) {
        const bool isSha512 = hash.key() == "sha512";
        if (!isSha512 && hash.key() != "sha256")
            continue;
        oneWasKnown = true;
        const auto algorithm = isSha512 ? QCryptographicHash::Sha512 : QCryptographicHash::Sha256;
        const QByteArray found = QCryptographicHash::hash(bytes, algorithm).toHex();
        if (found != hash.value())
            return Error{ErrorCode::TrustHash,
                         {},
                         QStringLiteral("%1: expected %2, found %3")
                             .arg(QString::fromUtf8(hash.key()),
                                  QString::fromUtf8(hash.value().left(128)),
                                  QString::fromLatin1(found))};
    }
    if (oneIsNeeded && !oneWasKnown)
        return Error{ErrorCode::TrustHash, {}, QStringLiteral("no hash of a known kind is listed")};
    return {};
}

std::optional<QDateTime> parseTime(const QString& text) {
    static const QRegularExpression form(
        QStringLiteral("\\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\\z"));
    if (!form.match(text).hasMatch())
        return std::nullopt;
    const QDate date = QDate::fromString(text.left(10), Qt::ISODate);
    const QTime time(text.mid(11, 2).toInt(), text.mid(14, 2).toInt(), text.mid(17, 2).toInt());
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    return QDateTime(date, time, Qt::UTC);
}

QString writeTime(const QDateTime& time) {
    return time.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")) + QLatin1Char('Z');
}

QByteArray encodeRole(const QByteArray& role) {
    return role.toPercentEncoding();
}

QByteArray pathWithHash(const QByteArray& path, const QByteArray& hash) {
    const qsizetype slash = path.lastIndexOf('/') + 1;
    return path.left(slash) + hash + '.' + path.mid(slash);
}

} // namespace upkeep
