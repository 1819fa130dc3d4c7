// SPDX-License-Identifier: Apache-2.0
#include "publish/metadata_signing.h"

#include "publish/metadata_roles.h"
#include "trust/canonical_json.h"

#include <QSet>

namespace upkeep {

namespace {

Error failed(const QByteArray& role, const QString& cause) {
    return Error{ErrorCode::PublishFailed, QString::fromUtf8(role), cause};
}

class Signing {
public:
    Signing(const RoleSet& roles, const SigningJob& job) : m_job(job) { m_out.roles = roles; }

    Result<SigningOutcome> run() {
        UPKEEP_TRY(markUnbelieved());
        const bool rootChanged = m_out.roles.role(rootName).changed;
        if (rootChanged)
            UPKEEP_TRY(signAndCount(rootName));
        for (const QByteArray& name : m_out.roles.targetsRoles()) {
            if (m_out.roles.role(name).changed)
                UPKEEP_TRY(signAndCount(name));
        }
        if (m_job.withListings && m_out.missing.isEmpty())
            UPKEEP_TRY(signListings());
        orderForWriting(rootChanged);
        return std::move(m_out);
    }

private:
    // What an earlier signature no longer covers, because its keys were taken away.
    Result<void> markUnbelieved() {
        for (const QByteArray& name : m_out.roles.names()) {
            PublishedRole role = m_out.roles.role(name);
            if (role.bytes.isEmpty() || role.changed)
                continue;
            const auto keys = m_out.roles.keysFor(name);
            if (!keys)
                continue; // no longer delegated to: nobody will ask
            UPKEEP_TRY_AS(const SignedDocument document,
                          SignedDocument::parse(role.bytes, QString::fromUtf8(name)));
            role.changed = signersOf(document, keys->first, keys->second) < keys->second.threshold;
            m_out.roles.put(name, role);
        }
        return {};
    }

    // The keys that may sign: those of now, and, as long as clients know them, those before.
    Result<QSet<QByteArray>> signerIds(const QByteArray& name) const {
        UPKEEP_TRY_AS(const auto keys, m_out.roles.keysFor(name));
        QSet<QByteArray> ids(keys.second.keyIds.cbegin(), keys.second.keyIds.cend());
        if (isTopLevelRole(name) && m_job.formerRoot) {
            for (const QByteArray& id : keysOfRole(*m_job.formerRoot, name).keyIds)
                ids.insert(id);
        }
        return ids;
    }

    Result<JsonValue::Array> signatures(const QByteArray& name, const PublishedRole& role) const {
        UPKEEP_TRY_AS(QSet<QByteArray> ids, signerIds(name));
        const QByteArray message = canonicalJson(role.body);
        JsonValue::Array list;
        for (const KeyPair& key : m_job.keys) {
            if (!ids.remove(key.id()))
                continue;
            UPKEEP_TRY_AS(const QByteArray bytes, key.sign(message));
            list.append(
                JsonValue::Object{{QStringLiteral("keyid"), QString::fromLatin1(key.id())},
                                  {QStringLiteral("sig"), QString::fromLatin1(bytes.toHex())}});
        }
        for (const JsonValue& signature : role.carried) {
            UPKEEP_TRY_AS(const QString id, signature.requiredString(u"keyid"));
            if (ids.remove(id.toLatin1()))
                list.append(signature);
        }
        return list;
    }

    Result<void> sign(const QByteArray& name) {
        PublishedRole role = m_out.roles.role(name);
        if (!role.frozen) {
            const int longest = lifetimeDays(name, m_out.roles.isTeam());
            const int days = m_job.lifetimes.value(name, longest);
            role.body.set(QStringLiteral("version"), role.publishedVersion + 1);
            role.body.set(QStringLiteral("expires"), writeTime(m_job.now.addDays(days)));
        }
        UPKEEP_TRY_AS(role.carried, signatures(name, role));
        role.frozen = true;
        role.bytes = documentOf(role.body, role.carried);
        if (role.bytes.size() > metadataLimit(name))
            return failed(name,
                          QStringLiteral("longer than the %1 bytes that clients take")
                              .arg(metadataLimit(name)));
        m_out.roles.put(name, role);
        return {};
    }

    // What clients will ask: do enough keys of the role say so? Of root those before, too.
    Result<void> signAndCount(const QByteArray& name) {
        UPKEEP_TRY(sign(name));
        UPKEEP_TRY_AS(const SignedDocument document,
                      SignedDocument::parse(m_out.roles.role(name).bytes, QString::fromUtf8(name)));
        UPKEEP_TRY_AS(const auto keys, m_out.roles.keysFor(name));
        const qsizetype before = m_out.missing.size();
        count(name, document, keys.first, keys.second);
        if (name == rootName && m_job.formerRoot && m_out.missing.size() == before)
            count(name, document, m_job.formerRoot->keys, m_job.formerRoot->root);
        const bool isWhole = m_out.missing.size() == before;
        const bool isListing = name == snapshotName || name == timestampName;
        if (isWhole)
            m_out.signedRoles += name;
        if (!isListing)
            m_out.drafts += name;
        return {};
    }

    void count(const QByteArray& name,
               const SignedDocument& document,
               const KeySet& keys,
               const RoleKeys& role) {
        const qint64 have = signersOf(document, keys, role);
        if (have < role.threshold)
            m_out.missing += {name, have, role.threshold};
    }

    Result<void> signListings() {
        JsonValue listed = JsonValue::Object{};
        for (const QByteArray& name : m_out.roles.targetsRoles()) {
            const PublishedRole role = m_out.roles.role(name);
            listed.set(QString::fromUtf8(name) + QStringLiteral(".json"),
                       listingOf(versionOf(role.body), role.bytes));
        }
        const PublishedRole snapshot = m_out.roles.role(snapshotName);
        const JsonValue* before = snapshot.body.find(u"meta");
        if (snapshot.changed || !before || canonicalJson(*before) != canonicalJson(listed)) {
            m_out.roles.edit(snapshotName).set(QStringLiteral("meta"), listed);
            UPKEEP_TRY(signAndCount(snapshotName));
        }
        if (!m_out.missing.isEmpty())
            return {};
        const PublishedRole inForce = m_out.roles.role(snapshotName);
        JsonValue meta;
        meta.set(QStringLiteral("snapshot.json"),
                 listingOf(versionOf(inForce.body), inForce.bytes));
        m_out.roles.edit(timestampName).set(QStringLiteral("meta"), meta);
        return signAndCount(timestampName);
    }

    // A changed root goes last: the files before it are signed by former and new keys, so whoever
    // asks in between believes them. The first root goes first: nobody knows another.
    void orderForWriting(bool rootChanged) {
        if (rootChanged && m_job.formerRoot && !m_out.signedRoles.isEmpty() &&
            m_out.signedRoles.constFirst() == rootName)
            m_out.signedRoles.append(m_out.signedRoles.takeFirst());
    }

    const SigningJob& m_job;
    SigningOutcome m_out;
};

} // namespace

Result<SigningOutcome> signRoles(const RoleSet& roles, const SigningJob& job) {
    return Signing(roles, job).run();
}

QByteArray documentOf(const JsonValue& body, const JsonValue::Array& signatures) {
    JsonValue document;
    document.set(QStringLiteral("signatures"), signatures);
    document.set(QStringLiteral("signed"), body);
    return writeJsonLine(document);
}

Result<void> checkLifetime(const QByteArray& role, int days, bool isTeam) {
    const int longest = lifetimeDays(role, isTeam);
    if (days >= 1 && days <= longest)
        return {};
    return Error{ErrorCode::PublishInvalid,
                 QString::fromUtf8(role),
                 QStringLiteral("it may live 1 to %1 days, not %2").arg(longest).arg(days)};
}

} // namespace upkeep
