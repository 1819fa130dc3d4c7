// SPDX-License-Identifier: Apache-2.0
#include "walks/product_acts.h"

#include "components/component_place.h"
#include "components/fingerprint.h"
#include "steps/commit.h"
#include "steps/probe.h"
#include "steps/snapshot.h"
#include "system/is_there.h"
#include "walks/emergency.h"
#include "walks/event_log.h"
#include "walks/last_check.h"
#include "walks/last_update.h"
#include "walks/record_copy.h"
#include "walks/startup_entry.h"

namespace upkeep {

namespace {

bool isUpdate(const Journal& journal) {
    return journal.operation == JournalOperation::Update ||
           journal.operation == JournalOperation::Evolutions;
}

// "staged" and what is made beside it: evolutions, single files, a tree aside.
Result<QList<LocalPath>> stagesIn(FileSystem& files, const LocalPath& work) {
    QList<LocalPath> stages;
    UPKEEP_TRY_AS(const QList<FolderEntry> entries, files.list(work));
    for (const FolderEntry& entry : entries) {
        if (entry.name.bytes().startsWith("staged"))
            stages.append(work / entry.name);
    }
    return stages;
}

} // namespace

const TreeSwitch* applicationTree(const Journal& journal, const InstallRoot& root) {
    for (const TreeSwitch& tree : journal.trees) {
        if (tree.live == root.live)
            return &tree;
    }
    return nullptr;
}

QString operationName(JournalOperation operation) {
    switch (operation) {
    case JournalOperation::Update:
        return QStringLiteral("update");
    case JournalOperation::Evolutions:
        return QStringLiteral("evolutions");
    case JournalOperation::Rollback:
        return QStringLiteral("rollback");
    case JournalOperation::Restore:
        return QStringLiteral("restore");
    case JournalOperation::Repair:
        return QStringLiteral("repair");
    }
    return {};
}

ProductActs::ProductActs(ProductSite& site, ProgressSink progress)
    : m_site(site), m_progress(std::move(progress)) {}

Result<void> ProductActs::removeStrays() {
    UPKEEP_TRY(dropStages());
    return removeStartupEntry(m_site.seams(), m_site.id());
}

// Downloads stay: they carry their hash as their name, and the next walk goes on with them.
Result<void> ProductActs::discardStage(const Journal&) {
    return dropStages();
}

Result<void> ProductActs::dropStages() {
    UPKEEP_TRY_AS(const QList<LocalPath> inRoot, stagesIn(m_site.files(), m_site.root().work));
    for (const LocalPath& stage : inRoot)
        UPKEEP_TRY(m_site.files().removeTree(stage));
    UPKEEP_TRY_AS(const ComponentList components, m_site.components());
    const ComponentContext context = m_site.context({}, {});
    for (const auto& component : components) {
        const LocalPath place = component->place(context);
        if (place.isWithin(m_site.root().live))
            continue;
        UPKEEP_TRY_AS(const QList<LocalPath> strays, strayStages(m_site.files(), place));
        for (const LocalPath& stray : strays)
            UPKEEP_TRY(m_site.files().removeTree(stray));
    }
    return {};
}

// No kind of component stops a service yet, so no journal names one.
Result<void> ProductActs::restartStopped(const Journal&) {
    return {};
}

Result<void> ProductActs::probe(const Journal& journal) {
    UPKEEP_TRY(m_site.reload());
    if (const auto& damage = m_site.recordDamage())
        return *damage;
    if (m_progress)
        m_progress(Progress{Phase::Probe, {}, {}, 0, 0, 0, 0});
    UPKEEP_TRY(
        upkeep::probe(m_site.root().live, m_site.product(), journal.to, m_site.seams().processes));
    UPKEEP_TRY_AS(const ComponentList components, m_site.components());
    const ComponentContext context = m_site.context(m_progress, {});
    for (const auto& component : components)
        UPKEEP_TRY(component->health(context));
    return keepRecordCopy(m_site.files(), m_site.root());
}

Result<void> ProductActs::commit(const Journal& journal) {
    UPKEEP_TRY(m_site.reload());
    UPKEEP_TRY(decide(journal, false));
    UPKEEP_TRY(keepOldTree(journal));
    UPKEEP_TRY(rememberUpdate(journal));
    UPKEEP_TRY(keepLateWrites(journal));
    UPKEEP_TRY(dropOldCopies(m_site.files(), journal.trees, m_site.root()));
    UPKEEP_TRY(emptyTrash(m_site.files(), m_site.seams().processes, m_site.root()));
    UPKEEP_TRY(m_site.files().removeTree(m_site.seams().places.downloadsOf(m_site.id())));
    UPKEEP_TRY(retain(journal));
    UPKEEP_TRY(removeStartupEntry(m_site.seams(), m_site.id()));
    return record(journal, "success");
}

// A damaged tree is nothing to go back to: what was before the last update stays that.
Result<void> ProductActs::keepOldTree(const Journal& journal) {
    const TreeSwitch* const application = applicationTree(journal, m_site.root());
    if (!application)
        return {};
    FileSystem& files = m_site.files();
    Processes& processes = m_site.seams().processes;
    if (journal.operation == JournalOperation::Repair)
        return dropTree(files, processes, m_site.root(), application->staged, journal.transaction);
    UPKEEP_TRY(completeRollbackPoint(journal, *application));
    return keepPrevious(files, processes, m_site.root(), *application, journal.transaction);
}

// The old application tree into the vault, from where it waits. Only kept back versions need it;
// the last one is one exchange away in any case.
Result<void> ProductActs::completeRollbackPoint(const Journal& journal,
                                                const TreeSwitch& application) {
    if (journal.snapshot.isEmpty())
        return {};
    ComponentContext context = m_site.context(m_progress, {});
    UPKEEP_TRY_AS(context.live, oldTreeOf(m_site.files(), m_site.root(), application));
    UPKEEP_TRY_AS(const bool there, isThere(m_site.files(), context.live));
    if (!there)
        return {};
    UPKEEP_TRY_AS(context.installed, readInstalledRecord(m_site.files(), context.live));
    UPKEEP_TRY_AS(const ComponentList components, m_site.componentsOf(context.live));
    UPKEEP_TRY_AS(Vault vault, m_site.openVault());
    return completeSnapshot(components, context, vault, journal.snapshot);
}

// After a crash in the middle of the switch somebody may have written to an old copy before it
// changed places. The new one is in force; those bytes are kept.
Result<void> ProductActs::keepLateWrites(const Journal& journal) {
    for (const TreeSwitch& tree : journal.trees) {
        UPKEEP_TRY_AS(const bool there, isThere(m_site.files(), tree.staged));
        if (tree.live == m_site.root().live || !there)
            continue;
        UPKEEP_TRY_AS(const Digest now, fingerprintOf(m_site.files(), tree.staged));
        if (now == tree.oldHash)
            continue;
        UPKEEP_TRY_AS(Vault vault, m_site.openVault());
        UPKEEP_TRY_AS(QString id, [&]() -> Result<QString> {
            UPKEEP_TRY_AS(SnapshotWriter writer,
                          vault.begin(m_site.snapshotMeta(QStringLiteral("before-update"),
                                                          Trigger::Recovery)));
            UPKEEP_TRY(writer.addTree(tree.component, tree.staged));
            return writer.close();
        }());
        UPKEEP_TRY(vault.pin(id, true));
    }
    return {};
}

Result<void> ProductActs::rememberUpdate(const Journal& journal) {
    const LocalPath path = m_site.root().lastUpdate();
    if (journal.operation == JournalOperation::Repair)
        return {};
    if (const auto known = readLastUpdate(m_site.files(), path);
        known && known->transaction == journal.transaction)
        return {};
    LastUpdate last;
    last.transaction = journal.transaction;
    last.from = journal.from;
    last.to = journal.to;
    last.at = m_site.now();
    last.snapshot = journal.snapshot;
    last.wentBack = !isUpdate(journal);
    if (const TreeSwitch* const application = applicationTree(journal, m_site.root()))
        last.oldTree = application->oldHash;
    for (const TreeSwitch& tree : journal.trees) {
        if (tree.live == m_site.root().live)
            continue;
        UPKEEP_TRY_AS(const Digest digest, fingerprintOf(m_site.files(), tree.live));
        last.switched.insert(tree.component, digest);
    }
    return writeLastUpdate(m_site.files(), path, last);
}

// Floors rise with what was installed. A version gone back from is not offered again by itself.
Result<void> ProductActs::decide(const Journal& journal, bool wentBack) {
    DecisionStore store = m_site.decisionStore();
    Decisions decisions = store.load().values;
    const bool backwards = wentBack || !isUpdate(journal);
    if (backwards) {
        const Version& stays = wentBack ? journal.from : journal.to;
        const Version& left = wentBack ? journal.to : journal.from;
        if (left != stays) {
            decisions.pinnedTo = stays;
            decisions.left = left;
            forgetOffer(m_site.files(), m_site.stateFolder(), left);
        }
    } else {
        decisions.feedFloor = std::max(decisions.feedFloor, journal.counterTo);
        decisions.pinnedTo.reset();
        decisions.left.reset();
        decisions.remindAt = {};
    }
    return store.save(decisions);
}

Result<void> ProductActs::retain(const Journal& journal) {
    const Preferences preferences = m_site.preferences();
    UPKEEP_TRY_AS(Vault vault, m_site.openVault());
    UPKEEP_TRY_AS(const SpaceReport disk, vault.disk());
    const qint64 budget = snapshotBudget(preferences, disk.total);
    RetentionWish wish;
    wish.keep = preferences.snapshotsKept;
    wish.budget = budget;
    wish.protectedIds = {journal.snapshot};
    if (preferences.snapshotDays > 0)
        wish.notBefore = m_site.now().addDays(-preferences.snapshotDays);
    UPKEEP_TRY(vault.retain(wish));
    return {};
}

Result<void> ProductActs::carryBack(const Journal& journal) {
    for (const TreeSwitch& tree : journal.trees) {
        UPKEEP_TRY_AS(const TreeFinding found, lookAt(m_site.files(), tree, LookDepth::Identity));
        if (found.live == Found::Other) // it was not when the walk began to go back
            return Error{ErrorCode::SwitchFailed, tree.live.display(), QStringLiteral("changed")};
        if (found.live != Found::New || found.staged != Found::Old)
            continue;
        if (tree.live == m_site.root().live) {
            UPKEEP_TRY(carryApplication(journal, tree));
        } else {
            UPKEEP_TRY(keepAsSnapshot(tree));
        }
    }
    return {};
}

// What the user put into the new tree since the switch.
Result<void> ProductActs::carryApplication(const Journal& journal, const TreeSwitch& tree) {
    ComponentContext context = m_site.context(m_progress, {});
    context.live = tree.live;
    context.next = tree.staged;
    UPKEEP_TRY_AS(context.installed, readInstalledRecord(m_site.files(), tree.live));
    UPKEEP_TRY_AS(context.wanted, readInstalledRecord(m_site.files(), tree.staged));
    context.transaction = journal.transaction;
    context.backup = m_site.root().backup() / journal.transaction.toLatin1().constData();
    context.localChanges = MergeStrategy::KeepRemote;
    UPKEEP_TRY_AS(const ComponentList components, m_site.componentsOf(tree.staged));
    UPKEEP_TRY(components.front()->stage(context));
    return m_site.files().syncFs(tree.staged);
}

// Nobody is asked here: the old data come back with the old program; what was written since is kept
// as a pinned snapshot.
Result<void> ProductActs::keepAsSnapshot(const TreeSwitch& tree) {
    UPKEEP_TRY_AS(const Digest now, fingerprintOf(m_site.files(), tree.live));
    if (now == tree.newHash)
        return {};
    UPKEEP_TRY_AS(const ComponentList components, m_site.components());
    const ComponentContext context = m_site.context(m_progress, {});
    UPKEEP_TRY_AS(Vault vault, m_site.openVault());
    UPKEEP_TRY_AS(
        SnapshotWriter writer,
        vault.begin(m_site.snapshotMeta(QStringLiteral("before-rollback"), Trigger::Recovery)));
    for (const auto& component : components) {
        if (component->id() == tree.component)
            UPKEEP_TRY(component->save(context, writer));
    }
    UPKEEP_TRY_AS(const QString id, writer.close());
    return vault.pin(id, true);
}

Result<TreeSwitch> ProductActs::restoreOld(const Journal& journal, const TreeSwitch& tree) {
    return restoreLostTree(m_site, journal, tree, m_progress);
}

Result<void> ProductActs::settleBack(const Journal& journal) {
    UPKEEP_TRY(m_site.reload());
    if (!m_site.recordDamage())
        UPKEEP_TRY(keepRecordCopy(m_site.files(), m_site.root()));
    if (isUpdate(journal))
        UPKEEP_TRY(decide(journal, true));
    UPKEEP_TRY(dropStages());
    UPKEEP_TRY(removeStartupEntry(m_site.seams(), m_site.id()));
    return record(journal, "rolled-back");
}

// Once per walk, however often the row is gone through.
Result<void> ProductActs::record(const Journal& journal, const char* result) {
    History history = m_site.history();
    UPKEEP_TRY_AS(const QList<HistoryEvent> known, history.list());
    for (const HistoryEvent& event : known) {
        if (event.id == journal.transaction)
            return {};
    }
    HistoryEvent event;
    event.id = journal.transaction;
    event.time = m_site.now();
    event.operation = operationName(journal.operation);
    event.result = QLatin1String(result);
    event.from = journal.from;
    event.to = journal.to;
    event.trigger = journal.trigger;
    event.seconds = double(journal.started.msecsTo(event.time)) / 1000;
    event.snapshot = journal.snapshot;
    if (event.result == QLatin1String("success"))
        event.kept = journal.kept;
    if (journal.cause) {
        event.errorId = errorId(journal.cause->code);
        event.errorSubject = journal.cause->subject;
        event.errorCause = journal.cause->cause;
    }
    UPKEEP_TRY(history.append(event));
    logEvent(m_site, event);
    return {};
}

} // namespace upkeep
