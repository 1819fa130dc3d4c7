// SPDX-License-Identifier: Apache-2.0
// What a repair does about the trust store and the snapshots; the trees: repair.cpp.
#include "walks/repair.h"

#include "steps/verify.h"
#include "system/is_there.h"

namespace upkeep {

namespace {

constexpr quint32 onlyOwner = 0700;

} // namespace

// ---- The trust store

// What cannot be read is as good as not there: the publisher's files are asked for again, and the
// root starts from the one that came with the product.
Result<void> Repair::mendTrustStore(const QList<HealthIssue>& issues) {
    FileSystem& files = m_site.files();
    const LocalPath folder = m_site.seams().places.trustOf(m_site.id());
    UPKEEP_TRY(files.setMode(folder, onlyOwner));
    for (const HealthIssue& issue : issues) {
        const auto name = LocalName::parse(issue.path.toUtf8());
        if (name && files.exists(folder / *name) && issue.path != QLatin1String("shipped-root"))
            UPKEEP_TRY(files.removeFile(folder / *name));
    }
    UPKEEP_TRY(files.syncFolder(folder));
    UPKEEP_TRY_AS(ReleaseAccess access, m_site.openReleases());
    if (!access.trust)
        return {}; // nothing is signed, so nothing is trusted
    const auto root = access.store->read(QByteArrayLiteral("root"));
    if (root && !*root) {
        UPKEEP_TRY_AS(const QByteArray shipped, access.store->shippedRoot());
        UPKEEP_TRY(access.store->write(QByteArrayLiteral("root"), shipped));
    }
    return access.trust->refresh(m_stop);
}

Result<void> Repair::repairTrust(const QList<HealthIssue>& issues) {
    if (issues.isEmpty())
        return {};
    const auto mended = mendTrustStore(issues);
    if (!mended && mended.error().code == ErrorCode::Cancelled)
        return mended.error();
    HealthReport after;
    UPKEEP_TRY(verifyTrust(m_site.files(), m_site.seams().places.trustOf(m_site.id()), after));
    for (const HealthIssue& issue : issues) {
        if (!after.issues.contains(issue) && mended)
            m_outcome.repaired.append(issue);
        else if (!mended && mended.error().code != ErrorCode::TrustStoreFailed)
            m_outcome.failed.append({issue, mended.error()});
        else
            m_outcome.notRepairable.append(issue);
    }
    return {};
}

// ---- Snapshots

// Contents that a verification found bad are stored anew by the next snapshot that has them: the
// live tree and the one before it, for the moment.
Result<QString> Repair::saveWhatIsHere(Vault& vault) {
    UPKEEP_TRY_AS(const ComponentList components, m_site.components());
    const ComponentContext here = m_site.context(m_progress, m_stop);
    UPKEEP_TRY_AS(SnapshotWriter writer,
                  vault.begin(m_site.snapshotMeta(QStringLiteral("repair"), m_choice.trigger)));
    for (const auto& component : components)
        UPKEEP_TRY(component->save(here, writer));
    UPKEEP_TRY_AS(const bool hasPrevious, isThere(m_site.files(), m_site.root().previous()));
    if (hasPrevious)
        UPKEEP_TRY(writer.addTree(
            QStringLiteral("previous"), m_site.root().previous(), {}, m_progress, m_stop));
    return writer.close();
}

Result<void> Repair::repairSnapshots(const QList<HealthIssue>& issues) {
    if (issues.isEmpty())
        return {};
    UPKEEP_TRY_AS(Vault vault, m_site.openVault());
    const VerifyDepth full = VerifyDepth::Full;
    for (const HealthIssue& issue : issues)
        UPKEEP_TRY(vault.verify(issue.path, full, m_progress, m_stop, m_site.now()));
    UPKEEP_TRY_AS(const QString saved, saveWhatIsHere(vault));
    for (const HealthIssue& issue : issues) {
        UPKEEP_TRY_AS(const VerifyReport after,
                      vault.verify(issue.path, full, m_progress, m_stop, m_site.now()));
        if (!after.isIntact()) {
            m_outcome.notRepairable.append(issue);
            continue;
        }
        // Written again, it names the packs that have the good copies: they outlive `saved`.
        UPKEEP_TRY_AS(SnapshotWriter again, vault.extend(issue.path));
        UPKEEP_TRY(again.close());
        m_outcome.repaired.append(issue);
    }
    return vault.remove(saved);
}

} // namespace upkeep
