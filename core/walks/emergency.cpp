// SPDX-License-Identifier: Apache-2.0
#include "walks/emergency.h"

#include "components/component_place.h"
#include "components/fingerprint.h"
#include "steps/stage.h"
#include "system/is_there.h"
#include "walks/find_release.h"
#include "walks/history_note.h"
#include "walks/obtain_tree.h"

namespace upkeep {

namespace {

class LostTree {
public:
    LostTree(const ProductSite& site,
             const Journal& journal,
             const TreeSwitch& tree,
             const ProgressSink& progress)
        : m_site(site), m_files(site.files()), m_journal(journal), m_tree(tree),
          m_progress(progress),
          m_into(tree.live == site.root().live ? site.root().staged().withSuffix("-again")
                                               : tree.staged) {}

    Result<TreeSwitch> restore() {
        const auto asItWas = fromItsSnapshot();
        if (asItWas)
            return known();
        // Only what a publisher signed can be had from anywhere else.
        if (m_tree.live != m_site.root().live)
            return asItWas.error();
        if (fromAnySnapshot())
            return known();
        const auto fetched = fetchAgain();
        if (fetched)
            return known();
        return Error{fetched.error().code,
                     fetched.error().subject,
                     fetched.error().cause + QStringLiteral(", ") + asItWas.error().toString()};
    }

private:
    Result<void> fromItsSnapshot() {
        UPKEEP_TRY_AS(Vault vault, m_site.openVault());
        UPKEEP_TRY(m_files.removeTree(m_into));
        UPKEEP_TRY(vault.restoreTree(m_journal.snapshot, m_tree.component, m_into, m_progress));
        UPKEEP_TRY_AS(const Digest digest, fingerprintOf(m_files, m_into));
        if (digest != m_tree.oldHash)
            return Error{
                ErrorCode::TreeMismatch, m_tree.live.display(), QStringLiteral("snapshot")};
        return {};
    }

    // The newest that holds this version's program as its publisher signed it, but for what the
    // person changed then.
    Result<void> fromAnySnapshot() {
        UPKEEP_TRY_AS(Vault vault, m_site.openVault());
        UPKEEP_TRY_AS(const QList<SnapshotInfo> snapshots, vault.list());
        for (const SnapshotInfo& snapshot : snapshots) {
            if (snapshot.damaged || snapshot.meta.version != m_journal.from ||
                !snapshot.components.contains(m_tree.component))
                continue;
            UPKEEP_TRY(m_files.removeTree(m_into));
            if (vault.restoreTree(snapshot.id, m_tree.component, m_into, m_progress) &&
                verifyStage(m_files, m_into, {}))
                return {};
        }
        return Error{ErrorCode::SnapshotUnknown, m_journal.from.toString(), {}};
    }

    Result<void> fetchAgain() {
        UPKEEP_TRY_AS(ReleaseAccess access, m_site.openReleases());
        UPKEEP_TRY_AS(const FoundRelease found, findVersion(m_site, access, m_journal.from, {}));
        UPKEEP_TRY_AS(const ObtainedTree obtained,
                      obtainTree({m_site.seams(),
                                  *access.source,
                                  *found.release,
                                  evolutions(*found.release),
                                  m_site.installed(),
                                  found.releaseOf(m_site.installed()),
                                  {m_site.root().live, m_site.root().previous()},
                                  m_into,
                                  m_site.seams().places.downloadsOf(m_site.id()),
                                  m_journal.transaction,
                                  m_progress,
                                  {},
                                  found.feed.releases,
                                  {},
                                  m_site.installed().productFile}));
        UPKEEP_TRY(writeInstalledRecord(m_files, m_into, obtained.record));
        return verifyStage(m_files, m_into, {});
    }

    // Those the lost tree had; the copy of its record is renewed only when a walk went through.
    QStringList evolutions(const TrustedRelease& release) const {
        const auto copy = readInstalledRecord(m_files, m_site.root().recordCopy());
        const InstalledRecord& record =
            copy && copy->version == m_journal.from ? *copy : m_site.installed();
        QStringList ids;
        for (const EvolutionSpec& spec : release.manifest.evolutions) {
            if (spec.required || record.evolutions.contains(spec.id))
                ids.append(spec.id);
        }
        return ids;
    }

    // The program takes its name only when it is whole: without its record, half of it would pass
    // for the tree that is looked for.
    Result<TreeSwitch> known() {
        UPKEEP_TRY(m_files.syncFs(m_into));
        if (m_into != m_tree.staged) {
            UPKEEP_TRY(m_files.removeTree(m_tree.staged));
            UPKEEP_TRY(m_files.rename(m_into, m_tree.staged));
        }
        UPKEEP_TRY(m_files.syncFolder(m_tree.staged.parent()));
        UPKEEP_TRY_AS(const FileStat stat, m_files.stat(m_tree.staged));
        m_tree.oldIdentity = stat.identity;
        UPKEEP_TRY_AS(m_tree.oldHash, fingerprintOf(m_files, m_tree.staged));
        return m_tree;
    }

    const ProductSite& m_site;
    FileSystem& m_files;
    const Journal& m_journal;
    TreeSwitch m_tree;
    const ProgressSink& m_progress;
    LocalPath m_into; // where it is made
};

// Everything of ours that waits beside something live.
Result<QList<LocalPath>> waitingTrees(const ProductSite& site) {
    QList<LocalPath> waiting;
    UPKEEP_TRY_AS(const QList<FolderEntry> entries, site.files().list(site.root().work));
    for (const FolderEntry& entry : entries) {
        if (entry.name.bytes().startsWith("staged"))
            waiting.append(site.root().work / entry.name);
    }
    UPKEEP_TRY_AS(const ComponentList components, site.components());
    const ComponentContext context = site.context({}, {});
    for (const auto& component : components) {
        const LocalPath place = component->place(context);
        if (place.isWithin(site.root().live))
            continue;
        UPKEEP_TRY_AS(const QList<LocalPath> strays, strayStages(site.files(), place));
        waiting += strays;
    }
    return waiting;
}

} // namespace

Result<TreeSwitch> restoreLostTree(const ProductSite& site,
                                   const Journal& journal,
                                   const TreeSwitch& tree,
                                   const ProgressSink& progress) {
    return LostTree(site, journal, tree, progress).restore();
}

Result<void> giveUpWalk(ProductSite& site) {
    FileSystem& files = site.files();
    const LocalPath folder =
        site.root().backup() / ("given-up-" + newTransaction().toLatin1()).constData();
    UPKEEP_TRY(files.makeFolders(folder, 0700));
    UPKEEP_TRY_AS(const QList<LocalPath> waiting, waitingTrees(site));
    for (const LocalPath& tree : waiting) {
        const bool isOurs = tree.parent() == site.root().work;
        // Another component's place may be on another disk: its copies stay in their folder, under
        // a name that no walk takes for its own.
        const QByteArray beside = tree.basename().replace(".upkeep-", ".given-up-");
        UPKEEP_TRY(files.rename(tree,
                                isOurs ? folder / tree.basename().constData()
                                       : tree.parent() / beside.constData()));
        UPKEEP_TRY(files.syncFolder(tree.parent()));
    }
    UPKEEP_TRY(files.syncFolder(folder));
    // Last of all: until here the walk can still be ended as before.
    UPKEEP_TRY(files.rename(site.root().journal(), folder / "journal"));
    UPKEEP_TRY(files.syncFolder(folder));
    UPKEEP_TRY(files.syncFolder(site.root().work));
    const Error kept{ErrorCode::NeedsHelp, folder.display(), QStringLiteral("given up")};
    noteFailure(site, QStringLiteral("finish"), Trigger::User, kept);
    return site.reload();
}

} // namespace upkeep
