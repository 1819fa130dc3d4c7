// SPDX-License-Identifier: Apache-2.0
#include "publish/metadata_repository.h"
#include "publish/metadata_roles.h"
#include "trust/canonical_json.h"

#include <QSet>

#include <algorithm>

namespace upkeep {

namespace {

Error failed(const QByteArray& role, const QString& cause) {
    return Error{ErrorCode::PublishFailed, QString::fromUtf8(role), cause};
}

Result<QByteArray> signedBytes(const JsonValue& body, const QList<KeyPair>& keys) {
    const QByteArray message = canonicalJson(body);
    JsonValue::Array signatures;
    QSet<QByteArray> done;
    for (const KeyPair& key : keys) {
        const QByteArray id = key.id();
        if (done.contains(id))
            continue;
        done.insert(id);
        UPKEEP_TRY_AS(const QByteArray bytes, key.sign(message));
        JsonValue signature;
        signature.set(QStringLiteral("keyid"), QString::fromLatin1(id));
        signature.set(QStringLiteral("sig"), QString::fromLatin1(bytes.toHex()));
        signatures.append(signature);
    }
    JsonValue document;
    document.set(QStringLiteral("signatures"), signatures);
    document.set(QStringLiteral("signed"), body);
    return canonicalJson(document);
}

} // namespace

int MetadataRepository::lifetimeOf(const QByteArray& role) const {
    return m_lifetimes.value(role, lifetimeDays(role, isTeam()));
}

Result<void> MetadataRepository::setLifetime(const QByteArray& role, int days) {
    const int longest = lifetimeDays(role, isTeam());
    if (days < 1 || days > longest)
        return Error{ErrorCode::PublishInvalid,
                     QString::fromUtf8(role),
                     QStringLiteral("it may live 1 to %1 days, not %2").arg(longest).arg(days)};
    m_lifetimes.insert(role, days);
    return {};
}

Result<void>
MetadataRepository::signRole(const QByteArray& name, Roles& roles, const QDateTime& now) const {
    Role& role = roles[name];
    role.body.set(QStringLiteral("version"), versionOf(role.body) + 1);
    role.body.set(QStringLiteral("expires"), writeTime(now.addDays(lifetimeOf(name))));
    QList<KeyPair> keys = m_keys.value(name);
    if (name == rootName)
        keys += m_formerRootKeys;
    UPKEEP_TRY_AS(role.bytes, signedBytes(role.body, keys));
    if (role.bytes.size() > metadataLimit(name))
        return failed(
            name,
            QStringLiteral("longer than the %1 bytes that clients take").arg(metadataLimit(name)));
    role.changed = false;
    return checkSigned(name, roles);
}

// What clients will ask: do enough keys of the role say so?
Result<void> MetadataRepository::checkSigned(const QByteArray& name, const Roles& roles) const {
    const QString subject = QString::fromUtf8(name);
    UPKEEP_TRY_AS(const SignedDocument document,
                  SignedDocument::parse(roles.value(name).bytes, subject));
    UPKEEP_TRY_AS(const RootRole root, readRoot(dated(roles.value(rootName).body)));
    if (name == rootName && m_formerRoot)
        UPKEEP_TRY(document.verify(m_formerRoot->keys, m_formerRoot->root, subject));
    if (name == rootName)
        return document.verify(root.keys, root.root, subject);
    if (name == timestampName)
        return document.verify(root.keys, root.timestamp, subject);
    if (name == snapshotName)
        return document.verify(root.keys, root.snapshot, subject);
    if (name == targetsName)
        return document.verify(root.keys, root.targets, subject);
    UPKEEP_TRY_AS(const TargetsRole targets, readTargets(dated(roles.value(targetsName).body)));
    const Delegation* delegation = targets.delegation(name);
    if (!delegation)
        return failed(name, QStringLiteral("targets does not delegate to it"));
    return document.verify(targets.keys, delegation->keys, subject);
}

void MetadataRepository::markUnbelieved() {
    for (auto role = m_roles.begin(); role != m_roles.end(); ++role) {
        if (!checkSigned(role.key(), m_roles))
            role->changed = true;
    }
}

Result<QList<QByteArray>> MetadataRepository::signAll(Roles& roles, const QDateTime& now) const {
    QList<QByteArray> signedRoles;
    const auto sign = [&](const QByteArray& name) -> Result<void> {
        const auto done = signRole(name, roles, now);
        if (!done)
            return failed(name, QStringLiteral("cannot be signed: ") + done.error().toString());
        signedRoles.append(name);
        return {};
    };
    const bool rootChanged = roles[rootName].changed;
    if (rootChanged)
        UPKEEP_TRY(sign(rootName));
    const QList<QByteArray> names = roles.keys();
    JsonValue listed = JsonValue::Object{};
    for (const QByteArray& name : names) {
        if (name == rootName || name == snapshotName || name == timestampName)
            continue;
        if (roles[name].changed)
            UPKEEP_TRY(sign(name));
        const Role& role = roles[name];
        listed.set(QString::fromUtf8(name) + QStringLiteral(".json"),
                   listingOf(versionOf(role.body), role.bytes));
    }
    Role& snapshot = roles[snapshotName];
    const JsonValue* before = snapshot.body.find(u"meta");
    if (snapshot.changed || !before || canonicalJson(*before) != canonicalJson(listed)) {
        snapshot.body.set(QStringLiteral("meta"), listed);
        UPKEEP_TRY(sign(snapshotName));
    }
    JsonValue meta;
    meta.set(QStringLiteral("snapshot.json"), listingOf(versionOf(snapshot.body), snapshot.bytes));
    roles[timestampName].body.set(QStringLiteral("meta"), meta);
    // Written just before the timestamp: a reader must not meet new keys and old signatures long.
    if (rootChanged)
        signedRoles.append(signedRoles.takeFirst());
    UPKEEP_TRY(sign(timestampName));
    return signedRoles;
}

Result<void> MetadataRepository::writeNewTargets() {
    const LocalPath folder = m_site / "targets";
    UPKEEP_TRY(m_files->makeFolders(folder));
    for (auto target = m_newTargets.cbegin(); target != m_newTargets.cend(); ++target) {
        UPKEEP_TRY_AS(const RelativePath name, RelativePath::parse(target.key()));
        const LocalPath path = folder / name;
        UPKEEP_TRY(m_files->makeFolders(path.parent()));
        UPKEEP_TRY(m_files->writeAndSync(path, *target));
    }
    return {};
}

Result<void> MetadataRepository::publish(const QDateTime& now) {
    Roles roles = m_roles;
    UPKEEP_TRY_AS(const QList<QByteArray> signedRoles, signAll(roles, now));
    UPKEEP_TRY(m_files->makeFolders(m_site / "metadata"));
    UPKEEP_TRY(writeNewTargets());
    for (const QByteArray& name : signedRoles) {
        const Role role = roles.value(name);
        UPKEEP_TRY(m_files->writeAndSync(metadataFile(name, versionOf(role.body)), role.bytes));
    }
    m_roles = roles;
    m_newTargets.clear();
    m_rootBytes = roles.value(rootName).bytes;
    m_formerRootKeys.clear();
    UPKEEP_TRY_AS(m_formerRoot, readRoot(roles.value(rootName).body));
    return {};
}

bool MetadataRepository::isDue(const QByteArray& name, const QDateTime& now) const {
    const qint64 left = now.secsTo(expiryOf(m_roles.value(name).body));
    return left < qint64(lifetimeOf(name)) * 24 * 3600 / 3;
}

Result<void> MetadataRepository::refresh(const QDateTime& now) {
    const QList<QByteArray> names = m_roles.keys();
    for (const QByteArray& name : names) {
        if (isDue(name, now) && !m_keys.value(name).isEmpty())
            m_roles[name].changed = true;
    }
    return publish(now);
}

QDateTime MetadataRepository::validUntil() const {
    QDateTime earliest;
    for (const Role& role : m_roles) {
        const QDateTime expires = expiryOf(role.body);
        if (!earliest.isValid() || expires < earliest)
            earliest = expires;
    }
    return earliest;
}

} // namespace upkeep
