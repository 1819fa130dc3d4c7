// SPDX-License-Identifier: Apache-2.0
#include "trust/metadata.h"

#include "trust/limits.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

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

Result<RoleKeys> readRoleKeys(const JsonValue& role) {
    RoleKeys keys;
    UPKEEP_TRY_AS(keys.threshold, role.requiredInteger(u"threshold", 1));
    UPKEEP_TRY_AS(const JsonValue::Array ids, role.requiredArray(u"keyids"));
    if (ids.size() > trust_limits::keysPerRole)
        return Error{
            ErrorCode::TrustLimit,
            {},
            QStringLiteral("more than %1 keys of one role").arg(trust_limits::keysPerRole)};
    for (const JsonValue& id : ids) {
        if (!id.isString())
            return invalid(QStringLiteral("\"keyids\" must hold strings only"));
        const QByteArray bytes = id.string().toUtf8();
        if (keys.keyIds.contains(bytes))
            return invalid(QStringLiteral("a key id is listed twice for one role"));
        keys.keyIds.append(bytes);
    }
    return keys;
}

Result<KeySet> readKeys(const JsonValue& holder) {
    UPKEEP_TRY_AS(const JsonValue objects, holder.requiredObject(u"keys"));
    KeySet keys;
    for (const auto& [id, object] : objects.object()) {
        UPKEEP_TRY_AS(const PublicKey key, PublicKey::parse(object));
        if (key.id() != id.toUtf8())
            return invalid(QStringLiteral("key id %1 is not the hash of its key").arg(id.left(64)));
        keys.insert(key.id(), key);
    }
    return keys;
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

bool isTopLevel(const QByteArray& role) {
    return role == "root" || role == "timestamp" || role == "snapshot" || role == "targets";
}

Result<QList<QByteArray>> readTexts(const JsonValue& holder, QStringView name) {
    UPKEEP_TRY_AS(const QStringList texts, holder.optionalStrings(name));
    QList<QByteArray> bytes;
    for (const QString& text : texts)
        bytes.append(text.toUtf8());
    return bytes;
}

Result<Delegation> readDelegation(const JsonValue& entry) {
    Delegation delegation;
    UPKEEP_TRY_AS(const QString name, entry.requiredString(u"name"));
    delegation.role = name.toUtf8();
    // Such a name would stand for another file in the trust store and on the server.
    if (name.isEmpty() || isTopLevel(delegation.role))
        return invalid(QStringLiteral("a delegated role may not be named \"%1\"").arg(name));
    UPKEEP_TRY_AS(delegation.keys, readRoleKeys(entry));
    UPKEEP_TRY_AS(delegation.terminating, entry.requiredBool(u"terminating"));
    UPKEEP_TRY_AS(delegation.paths, readTexts(entry, u"paths"));
    UPKEEP_TRY_AS(delegation.hashPrefixes, readTexts(entry, u"path_hash_prefixes"));
    if ((entry.find(u"paths") != nullptr) == (entry.find(u"path_hash_prefixes") != nullptr))
        return invalid(
            QStringLiteral("role \"%1\" needs either \"paths\" or \"path_hash_prefixes\"")
                .arg(name.left(80)));
    return delegation;
}

Result<void> readDelegations(const JsonValue& body, TargetsRole& role) {
    if (!body.find(u"delegations"))
        return {};
    UPKEEP_TRY_AS(const JsonValue delegations, body.requiredObject(u"delegations"));
    UPKEEP_TRY_AS(role.keys, readKeys(delegations));
    UPKEEP_TRY_AS(const JsonValue::Array entries, delegations.requiredArray(u"roles"));
    QSet<QByteArray> names;
    for (const JsonValue& entry : entries) {
        UPKEEP_TRY_AS(Delegation delegation, readDelegation(entry));
        if (names.contains(delegation.role))
            return invalid(QStringLiteral("role \"%1\" is delegated to twice")
                               .arg(QString::fromUtf8(delegation.role.left(80))));
        names.insert(delegation.role);
        role.delegations.append(std::move(delegation));
    }
    return {};
}

// One level of a path against one level of a pattern. Backtracks to the last '*' only: linear in
// pattern times text.
bool matchesLevel(QByteArrayView pattern, QByteArrayView text) {
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype star = -1;
    qsizetype starText = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            starText = t;
        } else if (p < pattern.size() && pattern[p] == '?') {
            ++p;
            do { // one character, however many bytes
                ++t;
            } while (t < text.size() && (text[t] & 0xC0) == 0x80);
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++starText;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

bool matchesPattern(const QByteArray& pattern, const QByteArray& path) {
    const QList<QByteArray> patternLevels = pattern.split('/');
    const QList<QByteArray> levels = path.split('/');
    return patternLevels.size() == levels.size() &&
           std::equal(levels.cbegin(),
                      levels.cend(),
                      patternLevels.cbegin(),
                      [](auto& level, auto& wanted) { return matchesLevel(wanted, level); });
}

} // namespace

bool Delegation::covers(const QByteArray& path) const {
    const QByteArray hash = hashPrefixes.isEmpty() ? QByteArray() : Digest::of(path).hex();
    return std::any_of(paths.cbegin(),
                       paths.cend(),
                       [&](const QByteArray& pattern) { return matchesPattern(pattern, path); }) ||
           std::any_of(hashPrefixes.cbegin(), hashPrefixes.cend(), [&](const QByteArray& prefix) {
               return hash.startsWith(prefix);
           });
}

const Delegation* TargetsRole::delegation(const QByteArray& role) const {
    const auto found = std::find_if(delegations.cbegin(),
                                    delegations.cend(),
                                    [&](const Delegation& d) { return d.role == role; });
    return found == delegations.cend() ? nullptr : &*found;
}

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
    UPKEEP_TRY(readDelegations(body, role));
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
