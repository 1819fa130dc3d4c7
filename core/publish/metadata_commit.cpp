// SPDX-License-Identifier: Apache-2.0
// The part of metadata_repository that signs, writes, and looks at the calendar.
#include "publish/ceremony_folder.h"
#include "publish/metadata_repository.h"
#include "publish/metadata_roles.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 daySeconds = 24 * 3600;

} // namespace

Result<SigningOutcome> MetadataRepository::rehearse(const QDateTime& now) const {
    return signRoles(m_roles, SigningJob{m_keys, m_formerRoot, m_lifetimes, now});
}

Result<CommitReport> MetadataRepository::commit(const QDateTime& now) {
    UPKEEP_TRY_AS(const SigningOutcome outcome, rehearse(now));
    UPKEEP_TRY(m_files->makeFolders(m_site / "metadata"));
    // Named by their hashes: nobody asks for them before metadata lists them.
    UPKEEP_TRY(writeNewTargets());
    const bool isCeremony =
        outcome.drafts.contains(rootName) || outcome.drafts.contains(targetsName);
    if (isCeremony || !outcome.missing.isEmpty())
        UPKEEP_TRY(saveDrafts(outcome));
    if (!outcome.missing.isEmpty())
        return CommitReport{false, {}, outcome.missing};
    UPKEEP_TRY(write(outcome));
    UPKEEP_TRY(removeDoneDrafts());
    return CommitReport{true, outcome.signedRoles, {}};
}

Result<void> MetadataRepository::publish(const QDateTime& now) {
    UPKEEP_TRY_AS(const SigningOutcome outcome, rehearse(now));
    if (!outcome.missing.isEmpty()) {
        const MissingSignatures& first = outcome.missing.constFirst();
        return Error{ErrorCode::PublishFailed,
                     QString::fromUtf8(first.role),
                     QStringLiteral("cannot be signed: signed by %1 of the %2 keys that are needed")
                         .arg(first.have)
                         .arg(first.needed)};
    }
    UPKEEP_TRY(commit(now));
    return {};
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

Result<void> MetadataRepository::saveDrafts(const SigningOutcome& outcome) const {
    QMap<QByteArray, QByteArray> drafts;
    for (const QByteArray& name : outcome.drafts)
        drafts.insert(name, outcome.roles.role(name).bytes);
    return CeremonyFolder(*m_files, m_site).save(drafts);
}

// Of what is published now, or was just before a cut.
Result<void> MetadataRepository::removeDoneDrafts() const {
    const CeremonyFolder folder(*m_files, m_site);
    UPKEEP_TRY_AS(const auto drafts, folder.drafts());
    QList<QByteArray> done;
    for (auto draft = drafts.cbegin(); draft != drafts.cend(); ++draft) {
        const auto document = SignedDocument::parse(*draft, QString::fromUtf8(draft.key()));
        if (!document ||
            versionOf(document->body) <= m_published.role(draft.key()).publishedVersion)
            done += draft.key();
    }
    return folder.remove(done);
}

Result<void> MetadataRepository::write(const SigningOutcome& outcome) {
    m_roles = outcome.roles;
    for (const QByteArray& name : outcome.signedRoles) {
        PublishedRole role = m_roles.role(name);
        role.publishedVersion = versionOf(role.body);
        role.changed = false;
        role.frozen = false;
        role.carried.clear();
        m_roles.put(name, role);
        UPKEEP_TRY(m_files->writeAndSync(metadataFile(name, role.publishedVersion), role.bytes));
    }
    m_newTargets.clear();
    m_rootBytes = m_roles.role(rootName).bytes;
    if (outcome.signedRoles.contains(rootName))
        UPKEEP_TRY(m_files->writeAndSync(m_site / "root.json", m_rootBytes));
    UPKEEP_TRY_AS(m_formerRoot, m_roles.root());
    m_published = m_roles;
    return {};
}

// --- the calendar

bool RoleStatus::expiresSoon(const QDateTime& now) const {
    return now.secsTo(expires) < lifetimeDays * daySeconds / 3;
}

QList<RoleStatus> MetadataRepository::status() const {
    QList<RoleStatus> list;
    QList<QByteArray> names{rootName};
    names += m_roles.targetsRoles();
    names += {snapshotName, timestampName};
    for (const QByteArray& name : names) {
        const Result<KeyHolding> holding = m_roles.holding(name);
        if (!holding)
            continue; // no longer delegated to
        const JsonValue body = m_published.role(name).body;
        list += {name, versionOf(body), expiryOf(body), lifetimeDays(name, isTeam()), *holding};
    }
    return list;
}

bool MetadataRepository::isDue(const QByteArray& name, const QDateTime& now) const {
    const qint64 left = now.secsTo(expiryOf(m_published.role(name).body));
    const qint64 whole = lifetimeDays(name, isTeam()) * daySeconds;
    return name == timestampName ? left < whole * 7 / 8 : left < whole / 3;
}

bool MetadataRepository::canSign(const QByteArray& name) const {
    const Result<KeyHolding> holding = m_roles.holding(name);
    if (!holding)
        return false;
    const auto ours = std::count_if(m_keys.cbegin(), m_keys.cend(), [&](const KeyPair& key) {
        return holding->holds(key.id());
    });
    return ours >= holding->threshold;
}

RenewReport MetadataRepository::due(const QDateTime& now) const {
    RenewReport report;
    for (const RoleStatus& role : status()) {
        if (!isDue(role.role, now))
            continue;
        (canSign(role.role) ? report.signedRoles : report.waiting) += role.role;
    }
    return report;
}

Result<RenewReport> MetadataRepository::renew(const QDateTime& now, bool alwaysTimestamp) {
    RenewReport report = due(now);
    if (report.signedRoles.isEmpty() && !alwaysTimestamp)
        return report;
    for (const QByteArray& role : report.signedRoles)
        UPKEEP_TRY(touch(role));
    UPKEEP_TRY_AS(const SigningOutcome outcome, rehearse(now));
    UPKEEP_TRY(publish(now));
    report.signedRoles = outcome.signedRoles;
    return report;
}

Result<RenewReport> MetadataRepository::renew(const QDateTime& now) {
    return renew(now, false);
}

Result<RenewReport> MetadataRepository::refresh(const QDateTime& now) {
    return renew(now, true);
}

QDateTime MetadataRepository::validUntil() const {
    QDateTime earliest;
    for (const RoleStatus& role : status()) {
        if (!earliest.isValid() || role.expires < earliest)
            earliest = role.expires;
    }
    return earliest;
}

} // namespace upkeep
