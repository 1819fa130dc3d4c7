// SPDX-License-Identifier: Apache-2.0
#include "publish/metadata_repository.h"

#include "publish/ceremony_folder.h"
#include "publish/metadata_roles.h"

#include <QSet>

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 smallTarget = 1 << 20;

Error invalid(const QByteArray& subject, const QString& cause) {
    return Error{ErrorCode::PublishInvalid, QString::fromUtf8(subject), cause};
}

Error failed(const QByteArray& subject, const QString& cause) {
    return Error{ErrorCode::PublishFailed, QString::fromUtf8(subject), cause};
}

JsonValue member(const JsonValue& object, QStringView name) {
    const JsonValue* found = object.find(name);
    return found ? *found : JsonValue(JsonValue::Object{});
}

void removeMember(JsonValue& object, const QString& name) {
    JsonValue::Object members = object.object();
    members.removeIf([&](const JsonValue::Member& m) { return m.first == name; });
    object = JsonValue(members);
}

// Keys without a written holder, as tests and first releases have them.
QList<KeyRecord> recordsOf(const QByteArray& role, const QList<KeyPair>& keys) {
    QList<KeyRecord> records;
    for (const KeyPair& key : keys)
        records += {role, {}, {}, key.publicObject(), key.id()};
    return records;
}

} // namespace

MetadataRepository::MetadataRepository(FileSystem& files, LocalPath site, const KeyRing& keys)
    : m_files(&files), m_site(std::move(site)), m_ring(keys) {
    QSet<QByteArray> known;
    for (const QList<KeyPair>& list : keys) {
        for (const KeyPair& key : list) {
            if (!known.contains(key.id()))
                m_keys += key;
            known.insert(key.id());
        }
    }
}

bool MetadataRepository::existsAt(FileSystem& files, const LocalPath& site) {
    return files.exists(site / "metadata/timestamp.json");
}

Result<MetadataRepository> MetadataRepository::create(FileSystem& files,
                                                      const LocalPath& site,
                                                      KeyProfile profile,
                                                      const KeyRing& keys,
                                                      const QList<KeyRecord>& records) {
    if (existsAt(files, site))
        return invalid(site.bytes(), QStringLiteral("there is metadata already"));
    const bool isTeam = profile == KeyProfile::Team;
    MetadataRepository repository(files, site, keys);
    PublishedRole root = RoleSet::newRole(rootName);
    root.body.set(QStringLiteral("consistent_snapshot"), true);
    root.body.set(profileMember, isTeam ? QStringLiteral("team") : QStringLiteral("solo"));
    repository.m_roles.put(rootName, root);
    for (const QByteArray& role : {targetsName, snapshotName, timestampName})
        repository.m_roles.put(role, RoleSet::newRole(role));
    for (const QByteArray& role : {rootName, targetsName, snapshotName, timestampName}) {
        KeyHolding holding;
        holding.threshold = role == rootName && isTeam ? 2 : 1;
        for (const KeyRecord& record : records) {
            if (record.role == role)
                holding.keys += record;
        }
        if (holding.keys.isEmpty())
            holding.keys = recordsOf(role, keys.value(role));
        UPKEEP_TRY(repository.m_roles.setHolding(role, holding));
    }
    UPKEEP_TRY(repository.checkProfile());
    return repository;
}

Result<MetadataRepository>
MetadataRepository::open(FileSystem& files, const LocalPath& site, const KeyRing& keys) {
    MetadataRepository repository(files, site, keys);
    UPKEEP_TRY(repository.readPublished());
    return repository;
}

Result<MetadataRepository>
MetadataRepository::openCeremony(FileSystem& files, const LocalPath& site, const KeyRing& keys) {
    MetadataRepository repository(files, site, keys);
    if (existsAt(files, site))
        UPKEEP_TRY(repository.readPublished());
    UPKEEP_TRY(repository.takeDrafts());
    if (repository.m_roles.names().isEmpty())
        return Error{ErrorCode::FileNotFound, site.display(), QStringLiteral("no metadata here")};
    return repository;
}

// --- reading

Result<void> MetadataRepository::readPublished() {
    UPKEEP_TRY(readRole(timestampName, 0));
    const auto listed = readTimestamp(m_roles.role(timestampName).body);
    if (!listed)
        return failed(m_site.bytes(), listed.error().cause);
    UPKEEP_TRY(readNewestRoot());
    UPKEEP_TRY(readRole(snapshotName, listed->snapshot.version));
    const auto snapshot = readSnapshot(m_roles.role(snapshotName).body);
    if (!snapshot)
        return failed(m_site.bytes(), snapshot.error().cause);
    for (auto role = snapshot->roles.cbegin(); role != snapshot->roles.cend(); ++role)
        UPKEEP_TRY(readRole(role.key(), role->version));
    m_published = m_roles;
    return {};
}

LocalPath MetadataRepository::metadataFile(const QByteArray& role, qint64 version) const {
    const auto name = LocalName::parse(metadataFileName(role, version));
    Q_ASSERT(name); // encoded
    return m_site / "metadata" / *name;
}

Result<void> MetadataRepository::readRole(const QByteArray& name, qint64 version) {
    const LocalPath file = metadataFile(name, version);
    UPKEEP_TRY_AS(const QByteArray bytes, m_files->read(file, metadataLimit(name)));
    UPKEEP_TRY_AS(const SignedDocument document, SignedDocument::parse(bytes, file.display()));
    if (!document.body.requiredInteger(u"version", 1))
        return failed(name, QStringLiteral("its file has no version"));
    PublishedRole role;
    role.body = document.body;
    role.bytes = bytes;
    role.publishedVersion = versionOf(document.body);
    m_roles.put(name, role);
    return {};
}

Result<void> MetadataRepository::readNewestRoot() {
    qint64 version = 1;
    while (m_files->exists(metadataFile(rootName, version + 1)))
        ++version;
    UPKEEP_TRY(readRole(rootName, version));
    m_rootBytes = m_roles.role(rootName).bytes;
    UPKEEP_TRY_AS(m_formerRoot, m_roles.root());
    return {};
}

// Of those that were published meanwhile nothing is left to do.
Result<void> MetadataRepository::takeDrafts() {
    UPKEEP_TRY_AS(const auto drafts, CeremonyFolder(*m_files, m_site).drafts());
    for (auto draft = drafts.cbegin(); draft != drafts.cend(); ++draft) {
        const QByteArray& name = draft.key();
        UPKEEP_TRY_AS(const JsonValue document, parseJson(*draft));
        PublishedRole role = m_roles.role(name);
        UPKEEP_TRY_AS(role.body, document.requiredObject(u"signed"));
        UPKEEP_TRY_AS(role.carried, document.requiredArray(u"signatures"));
        if (versionOf(role.body) != role.publishedVersion + 1)
            continue;
        role.changed = true;
        role.frozen = true;
        m_roles.put(name, role);
    }
    if (drafts.isEmpty())
        return {};
    for (const QByteArray& name : {rootName, targetsName, snapshotName, timestampName}) {
        if (!m_roles.contains(name))
            m_roles.put(name, RoleSet::newRole(name));
    }
    UPKEEP_TRY_AS(const TargetsRole targets, m_roles.targets(targetsName));
    for (const Delegation& delegation : targets.delegations) {
        if (!m_roles.contains(delegation.role))
            m_roles.put(delegation.role, RoleSet::newRole(delegation.role));
    }
    return {};
}

// --- changing

Result<void> MetadataRepository::delegate(const QByteArray& role, const QList<QByteArray>& paths) {
    KeyHolding holding;
    holding.keys = recordsOf(role, m_ring.value(role));
    if (holding.keys.isEmpty())
        return Error{ErrorCode::KeyInvalid,
                     QString::fromUtf8(role),
                     QStringLiteral("there is no key for it")};
    return delegate(role, paths, holding);
}

Result<void> MetadataRepository::delegate(const QByteArray& role,
                                          const QList<QByteArray>& paths,
                                          const KeyHolding& holding) {
    return m_roles.delegate(role, paths, holding);
}

Result<void> MetadataRepository::setHolding(const QByteArray& role, const KeyHolding& holding) {
    UPKEEP_TRY(m_roles.setHolding(role, holding));
    return checkProfile();
}

Result<void> MetadataRepository::checkProfile() const {
    if (!isTeam())
        return {};
    UPKEEP_TRY_AS(const KeyHolding root, m_roles.holding(rootName));
    if (root.threshold < 2)
        return invalid(rootName, QStringLiteral("in the profile team it needs two keys or more"));
    UPKEEP_TRY_AS(const KeyHolding snapshot, m_roles.holding(snapshotName));
    UPKEEP_TRY_AS(const KeyHolding timestamp, m_roles.holding(timestampName));
    for (const KeyRecord& key : snapshot.keys) {
        if (timestamp.holds(key.id))
            return invalid(timestampName,
                           QStringLiteral("in the profile team it has a key of its own"));
    }
    return {};
}

Result<void> MetadataRepository::rotateKey(const QByteArray& role, const QList<KeyPair>& keys) {
    UPKEEP_TRY_AS(KeyHolding holding, m_roles.holding(role));
    holding.keys = recordsOf(role, keys);
    UPKEEP_TRY(setHolding(role, holding));
    m_ring.insert(role, keys);
    m_keys += keys;
    return {};
}

Result<void> MetadataRepository::checkMayList(const QByteArray& role,
                                              const QByteArray& path) const {
    if (role == targetsName)
        return {};
    UPKEEP_TRY_AS(const TargetsRole targets, m_roles.targets(targetsName));
    const Delegation* delegation = targets.delegation(role);
    if (!delegation)
        return invalid(role, QStringLiteral("targets does not delegate to it"));
    if (!delegation->covers(path))
        return invalid(path,
                       QStringLiteral("role %1 may not list it").arg(QString::fromUtf8(role)));
    return {};
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
    JsonValue& body = m_roles.edit(role);
    JsonValue targets = member(body, u"targets");
    targets.set(QString::fromUtf8(path.bytes()), entry);
    body.set(QStringLiteral("targets"), targets);
    m_newTargets.insert(pathWithHash(path.bytes(), Digest::of(bytes).hex()), bytes.toByteArray());
    return {};
}

Result<void> MetadataRepository::removeTarget(const QByteArray& role, const RelativePath& path) {
    const QString name = QString::fromUtf8(path.bytes());
    if (!m_roles.contains(role))
        return invalid(role, QStringLiteral("there is no such role"));
    JsonValue targets = member(m_roles.role(role).body, u"targets");
    if (!targets.find(name))
        return invalid(path.bytes(),
                       QStringLiteral("role %1 does not list it").arg(QString::fromUtf8(role)));
    removeMember(targets, name);
    m_roles.edit(role).set(QStringLiteral("targets"), targets);
    return {};
}

Result<QList<TargetFile>> MetadataRepository::targetsOf(const QByteArray& role) const {
    if (!m_roles.contains(role))
        return QList<TargetFile>();
    UPKEEP_TRY_AS(const TargetsRole targets, m_roles.targets(role));
    return targets.targets.values();
}

Result<QByteArray> MetadataRepository::readTarget(const TargetFile& target) const {
    const QByteArray name = pathWithHash(target.path, target.sha256.hex());
    if (m_newTargets.contains(name))
        return m_newTargets.value(name);
    UPKEEP_TRY_AS(const RelativePath path, RelativePath::parse(name));
    UPKEEP_TRY_AS(const QByteArray bytes,
                  m_files->read(m_site / "targets" / LocalName(path), smallTarget));
    UPKEEP_TRY(checkHashes(bytes, target.hashes, true));
    return bytes;
}

Result<void> MetadataRepository::setLifetime(const QByteArray& role, int days) {
    UPKEEP_TRY(checkLifetime(role, days, isTeam()));
    m_lifetimes.insert(role, days);
    return {};
}

Result<void> MetadataRepository::touch(const QByteArray& role) {
    if (!m_roles.contains(role))
        return invalid(role, QStringLiteral("there is no such role"));
    m_roles.edit(role);
    return {};
}

} // namespace upkeep
