// SPDX-License-Identifier: Apache-2.0
#include "publish/metadata_repository.h"

#include "publish/metadata_roles.h"

#include <algorithm>

namespace upkeep {

namespace {

const QString profileMember = QStringLiteral("x_upkeep_profile");

Error invalid(const QByteArray& subject, const QString& cause) {
    return Error{ErrorCode::PublishInvalid, QString::fromUtf8(subject), cause};
}

Error failed(const QByteArray& subject, const QString& cause) {
    return Error{ErrorCode::PublishFailed, QString::fromUtf8(subject), cause};
}

JsonValue text(const QByteArray& bytes) {
    return QString::fromUtf8(bytes);
}

JsonValue newBody(const QByteArray& type) {
    JsonValue body;
    body.set(QStringLiteral("_type"), text(type));
    body.set(QStringLiteral("spec_version"), QStringLiteral("1.0.31"));
    body.set(QStringLiteral("version"), qint64(0));
    return body;
}

JsonValue newTargetsBody() {
    JsonValue body = newBody(targetsName);
    body.set(QStringLiteral("targets"), JsonValue::Object{});
    return body;
}

JsonValue member(const JsonValue& object, const QString& name) {
    const JsonValue* found = object.find(name);
    return found ? *found : JsonValue(JsonValue::Object{});
}

void removeMember(JsonValue& object, const QString& name) {
    JsonValue::Object members = object.object();
    members.removeIf([&](const JsonValue::Member& m) { return m.first == name; });
    object = JsonValue(members);
}

JsonValue roleKeys(const QList<KeyPair>& keys, qint64 threshold) {
    JsonValue::Array ids;
    for (const KeyPair& key : keys)
        ids.append(text(key.id()));
    JsonValue role;
    role.set(QStringLiteral("keyids"), ids);
    role.set(QStringLiteral("threshold"), threshold);
    return role;
}

// Key objects that no role of `roles` names any longer are dropped.
JsonValue keysInUse(const JsonValue& keys, const QList<JsonValue>& roles) {
    JsonValue used = JsonValue::Object{};
    for (const auto& [id, key] : keys.object()) {
        const JsonValue wanted(id);
        const bool isUsed = std::any_of(roles.cbegin(), roles.cend(), [&](const JsonValue& role) {
            return role.find(u"keyids")->array().contains(wanted);
        });
        if (isUsed)
            used.set(id, key);
    }
    return used;
}

QList<JsonValue> valuesOf(const JsonValue& object) {
    QList<JsonValue> values;
    for (const auto& entry : object.object())
        values.append(entry.second);
    return values;
}

} // namespace

bool MetadataRepository::existsAt(FileSystem& files, const LocalPath& site) {
    return files.exists(site / "metadata/timestamp.json");
}

Result<MetadataRepository> MetadataRepository::create(FileSystem& files,
                                                      const LocalPath& site,
                                                      KeyProfile profile,
                                                      const KeyRing& keys) {
    if (existsAt(files, site))
        return invalid(site.bytes(), QStringLiteral("there is metadata already"));
    const bool isTeam = profile == KeyProfile::Team;
    MetadataRepository repository(files, site, keys);
    JsonValue root = newBody(rootName);
    root.set(QStringLiteral("consistent_snapshot"), true);
    root.set(profileMember, isTeam ? QStringLiteral("team") : QStringLiteral("solo"));
    repository.m_roles.insert(rootName, Role{root, {}, true});
    repository.m_roles.insert(targetsName, Role{newTargetsBody(), {}, true});
    repository.m_roles.insert(snapshotName, Role{newBody(snapshotName), {}, true});
    repository.m_roles.insert(timestampName, Role{newBody(timestampName), {}, true});
    for (const QByteArray& role : {rootName, targetsName, snapshotName, timestampName})
        UPKEEP_TRY(
            repository.setRootKeys(role, keys.value(role), role == rootName && isTeam ? 2 : 1));
    return repository;
}

Result<MetadataRepository>
MetadataRepository::open(FileSystem& files, const LocalPath& site, const KeyRing& keys) {
    MetadataRepository repository(files, site, keys);
    UPKEEP_TRY(repository.readRole(timestampName, 0));
    const JsonValue timestamp = repository.m_roles[timestampName].body;
    const auto listed = readTimestamp(timestamp);
    if (!listed)
        return failed(site.bytes(), listed.error().cause);
    UPKEEP_TRY(repository.readNewestRoot());
    UPKEEP_TRY(repository.readRole(snapshotName, listed->snapshot.version));
    const auto snapshot = readSnapshot(repository.m_roles[snapshotName].body);
    if (!snapshot)
        return failed(site.bytes(), snapshot.error().cause);
    for (auto role = snapshot->roles.cbegin(); role != snapshot->roles.cend(); ++role)
        UPKEEP_TRY(repository.readRole(role.key(), role->version));
    repository.markUnbelieved();
    return repository;
}

LocalPath MetadataRepository::metadataFile(const QByteArray& role, qint64 version) const {
    const auto name = LocalName::parse(metadataFileName(role, version));
    Q_ASSERT(name); // encoded
    return m_site / "metadata" / *name;
}

Result<void> MetadataRepository::readRole(const QByteArray& role, qint64 version) {
    const LocalPath file = metadataFile(role, version);
    UPKEEP_TRY_AS(const QByteArray bytes, m_files->read(file, metadataLimit(role)));
    UPKEEP_TRY_AS(const SignedDocument document, SignedDocument::parse(bytes, file.display()));
    if (!document.body.requiredInteger(u"version", 1))
        return failed(role, QStringLiteral("its file has no version"));
    m_roles.insert(role, Role{document.body, bytes, false});
    return {};
}

Result<void> MetadataRepository::readNewestRoot() {
    qint64 version = 1;
    while (m_files->exists(metadataFile(rootName, version + 1)))
        ++version;
    UPKEEP_TRY(readRole(rootName, version));
    m_rootBytes = m_roles[rootName].bytes;
    UPKEEP_TRY_AS(m_formerRoot, readRoot(m_roles[rootName].body));
    return {};
}

bool MetadataRepository::isTeam() const {
    const JsonValue root = m_roles.value(rootName).body;
    const JsonValue* profile = root.find(profileMember);
    return profile && *profile == JsonValue(QStringLiteral("team"));
}

Result<void> MetadataRepository::setRootKeys(const QByteArray& role,
                                             const QList<KeyPair>& keys,
                                             qint64 threshold) {
    if (keys.size() < threshold)
        return Error{
            ErrorCode::KeyInvalid,
            QString::fromUtf8(role),
            QStringLiteral("%1 keys are needed, %2 are there").arg(threshold).arg(keys.size())};
    JsonValue& root = m_roles[rootName].body;
    JsonValue objects = member(root, QStringLiteral("keys"));
    for (const KeyPair& key : keys)
        objects.set(QString::fromLatin1(key.id()), key.publicObject());
    JsonValue roles = member(root, QStringLiteral("roles"));
    roles.set(QString::fromUtf8(role), roleKeys(keys, threshold));
    root.set(QStringLiteral("keys"), keysInUse(objects, valuesOf(roles)));
    root.set(QStringLiteral("roles"), roles);
    m_roles[rootName].changed = true;
    return {};
}

Result<void> MetadataRepository::delegate(const QByteArray& role, const QList<QByteArray>& paths) {
    const QList<KeyPair> keys = m_keys.value(role);
    if (keys.isEmpty())
        return Error{ErrorCode::KeyInvalid,
                     QString::fromUtf8(role),
                     QStringLiteral("there is no key for it")};
    if (isTopLevelRole(role))
        return invalid(role, QStringLiteral("not a name for a delegated role"));
    JsonValue entry = roleKeys(keys, 1);
    JsonValue::Array patterns;
    for (const QByteArray& path : paths)
        patterns.append(text(path));
    entry.set(QStringLiteral("name"), text(role));
    entry.set(QStringLiteral("paths"), patterns);
    entry.set(QStringLiteral("terminating"), true);
    setDelegation(entry, keys);
    if (!m_roles.contains(role))
        m_roles.insert(role, Role{newTargetsBody(), {}, true});
    return {};
}

void MetadataRepository::setDelegation(const JsonValue& entry, const QList<KeyPair>& keys) {
    Role& targets = m_roles[targetsName];
    JsonValue delegations = member(targets.body, QStringLiteral("delegations"));
    JsonValue objects = member(delegations, QStringLiteral("keys"));
    for (const KeyPair& key : keys)
        objects.set(QString::fromLatin1(key.id()), key.publicObject());
    JsonValue::Array roles;
    if (const JsonValue* before = delegations.find(u"roles"))
        roles = before->array();
    const auto same = std::find_if(roles.begin(), roles.end(), [&](const JsonValue& role) {
        return *role.find(u"name") == *entry.find(u"name");
    });
    if (same == roles.end())
        roles.append(entry);
    else
        *same = entry;
    delegations.set(QStringLiteral("keys"), keysInUse(objects, roles));
    delegations.set(QStringLiteral("roles"), roles);
    targets.body.set(QStringLiteral("delegations"), delegations);
    targets.changed = true;
}

bool MetadataRepository::hasRole(const QByteArray& role) const {
    return m_roles.contains(role);
}

Result<void> MetadataRepository::checkMayList(const QByteArray& role,
                                              const QByteArray& path) const {
    if (role == targetsName)
        return {};
    UPKEEP_TRY_AS(const TargetsRole targets, readTargets(dated(m_roles[targetsName].body)));
    const Delegation* delegation = targets.delegation(role);
    if (!delegation)
        return invalid(role, QStringLiteral("targets does not delegate to it"));
    if (!delegation->covers(path))
        return invalid(path,
                       QStringLiteral("role %1 may not list it").arg(QString::fromUtf8(role)));
    return {};
}

// Readers want a version and an expiry, which a body that was never signed lacks.
JsonValue MetadataRepository::dated(JsonValue body) {
    if (versionOf(body) < 1)
        body.set(QStringLiteral("version"), qint64(1));
    if (!body.find(u"expires"))
        body.set(QStringLiteral("expires"), QStringLiteral("1970-01-01T00:00:00Z"));
    return body;
}

Result<void> MetadataRepository::addTarget(const QByteArray& role,
                                           const RelativePath& path,
                                           QByteArrayView bytes,
                                           const JsonValue& custom) {
    UPKEEP_TRY(checkMayList(role, path.bytes()));
    JsonValue entry;
    if (!custom.isNull())
        entry.set(QStringLiteral("custom"), custom);
    entry.set(QStringLiteral("hashes"), hashesOf(bytes));
    entry.set(QStringLiteral("length"), qint64(bytes.size()));
    Role& holder = m_roles[role];
    JsonValue targets = member(holder.body, QStringLiteral("targets"));
    targets.set(QString::fromUtf8(path.bytes()), entry);
    holder.body.set(QStringLiteral("targets"), targets);
    holder.changed = true;
    m_newTargets.insert(pathWithHash(path.bytes(), Digest::of(bytes).hex()), bytes.toByteArray());
    return {};
}

Result<void> MetadataRepository::removeTarget(const QByteArray& role, const RelativePath& path) {
    const QString name = QString::fromUtf8(path.bytes());
    if (!m_roles.contains(role))
        return invalid(role, QStringLiteral("there is no such role"));
    Role& holder = m_roles[role];
    JsonValue targets = member(holder.body, QStringLiteral("targets"));
    if (!targets.find(name))
        return invalid(path.bytes(),
                       QStringLiteral("role %1 does not list it").arg(QString::fromUtf8(role)));
    removeMember(targets, name);
    holder.body.set(QStringLiteral("targets"), targets);
    holder.changed = true;
    return {};
}

Result<QList<TargetFile>> MetadataRepository::targetsOf(const QByteArray& role) const {
    if (!m_roles.contains(role))
        return QList<TargetFile>();
    UPKEEP_TRY_AS(const TargetsRole targets, readTargets(dated(m_roles[role].body)));
    return targets.targets.values();
}

Result<void> MetadataRepository::rotateKey(const QByteArray& role, const QList<KeyPair>& keys) {
    if (isTopLevelRole(role)) {
        UPKEEP_TRY(setRootKeys(role, keys, role == rootName && isTeam() ? 2 : 1));
        if (role == rootName)
            m_formerRootKeys += m_keys.value(rootName);
    } else {
        UPKEEP_TRY_AS(const TargetsRole targets, readTargets(dated(m_roles[targetsName].body)));
        const Delegation* delegation = targets.delegation(role);
        if (!delegation)
            return invalid(role, QStringLiteral("there is no such role"));
        m_keys.insert(role, keys);
        UPKEEP_TRY(delegate(role, delegation->paths));
    }
    m_keys.insert(role, keys);
    m_roles[role].changed = true; // what the old key signed is no longer believed
    return {};
}

} // namespace upkeep
