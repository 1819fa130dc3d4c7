// SPDX-License-Identifier: Apache-2.0
#include "walks/product_snapshots.h"

#include "snapshots/compare.h"
#include "steps/snapshot.h"
#include "walks/history_note.h"

#include <QTemporaryDir>

namespace upkeep {

namespace {

SnapshotSummary summaryOf(const SnapshotInfo& info, bool current) {
    SnapshotSummary summary;
    summary.id = info.id;
    summary.time = info.meta.time;
    summary.version = info.meta.version;
    summary.reason = info.meta.reason;
    summary.description = info.meta.description;
    summary.components = info.components;
    summary.size = info.size;
    summary.ownSize = info.ownSize;
    summary.files = info.files;
    summary.pinned = info.pinned;
    summary.damaged = info.damaged;
    summary.current = current;
    if (info.verified)
        summary.verified = *info.verified;
    return summary;
}

Result<SnapshotSummary> summaryOf(const ProductSite& site, const QString& id) {
    UPKEEP_TRY_AS(Vault vault, site.openVault());
    UPKEEP_TRY_AS(const QList<SnapshotInfo> all, vault.list());
    for (const SnapshotInfo& info : all) {
        if (info.id == id)
            return summaryOf(info, false);
    }
    return Error{ErrorCode::SnapshotUnknown, id, {}};
}

constexpr qint64 largestSettings = 1024 * 1024;

const SnapshotEntry* entryOf(const SnapshotManifest& manifest, const DifferenceEntry& difference) {
    const SnapshotComponent* const component = manifest.component(difference.component);
    if (!component)
        return nullptr;
    return difference.path.bytes().isEmpty() ? &component->top : component->find(difference.path);
}

// What a file held in a snapshot, by way of a private folder.
Result<QByteArray> contentIn(const ProductSite& site,
                             Vault& vault,
                             const SnapshotManifest& manifest,
                             const DifferenceEntry& difference) {
    const SnapshotEntry* const entry = entryOf(manifest, difference);
    if (!entry)
        return Error{ErrorCode::SnapshotUnknown, difference.path.display(), {}};
    const QTemporaryDir folder;
    UPKEEP_TRY_AS(const LocalPath place, LocalPath::fromUser(folder.path()));
    UPKEEP_TRY(vault.extractObject(entry->digest, place / "settings"));
    return site.files().read(place / "settings", largestSettings);
}

// One changed settings file of a component of settings; nullopt for everything else.
class SettingsComparing {
public:
    SettingsComparing(const ProductSite& site,
                      Vault& vault,
                      const SnapshotManifest& left,
                      const SnapshotManifest* right)
        : m_site(site), m_vault(vault), m_left(left), m_right(right) {}

    std::optional<SettingsFileDifference> compare(const Component& component,
                                                  const DifferenceEntry& entry) {
        const LocalPath place = component.place(m_site.context({}, {}));
        const LocalPath path = entry.path.bytes().isEmpty() ? place : place / entry.path;
        const auto before = contentIn(m_site, m_vault, m_left, entry);
        const auto now = m_right ? contentIn(m_site, m_vault, *m_right, entry)
                                 : m_site.files().read(path, largestSettings);
        if (!before.has_value() || !now.has_value())
            return std::nullopt;
        const auto keys = compareSettings(configFormat(path.basename()), *before, *now);
        if (!keys.has_value() || keys->isEmpty())
            return std::nullopt;
        return SettingsFileDifference{entry.component, entry.path, *keys};
    }

private:
    const ProductSite& m_site;
    Vault& m_vault;
    const SnapshotManifest& m_left;
    const SnapshotManifest* m_right; // nullptr = now
};

} // namespace

Result<QList<SnapshotSummary>> listSnapshots(const ProductSite& site) {
    UPKEEP_TRY_AS(Vault vault, site.openVault());
    UPKEEP_TRY_AS(const QList<SnapshotInfo> all, vault.list());
    QList<SnapshotSummary> list;
    bool current = true; // the newest of the installed version describes it best
    for (const SnapshotInfo& info : all) {
        const bool same = info.meta.version == site.installed().version;
        list.append(summaryOf(info, current && same));
        current = current && !same;
    }
    return list;
}

Result<SpaceUse> snapshotSpace(const ProductSite& site) {
    UPKEEP_TRY_AS(Vault vault, site.openVault());
    UPKEEP_TRY_AS(const VaultSpace space, vault.space());
    SpaceUse use;
    use.shared = space.shared;
    use.own = space.own;
    use.pinned = space.pinned;
    use.free = space.free;
    use.budget = snapshotBudget(site.preferences(), space.total);
    return use;
}

Result<SnapshotSummary> createSnapshot(const ProductSite& site,
                                       const QString& description,
                                       const ProgressSink& progress,
                                       std::stop_token stop) {
    UPKEEP_TRY_AS(const ComponentList components, site.components());
    UPKEEP_TRY_AS(Vault vault, site.openVault());
    SnapshotMeta meta = site.snapshotMeta(QStringLiteral("manual"), Trigger::User);
    meta.description = description;
    UPKEEP_TRY_AS(const QString id,
                  takeSnapshot(components,
                               site.context(progress, std::move(stop)),
                               vault,
                               meta,
                               SnapshotScope::Everything));
    note(site, QStringLiteral("snapshot"), QStringLiteral("success"), Trigger::User);
    return summaryOf(site, id);
}

Result<SnapshotSummary> verifySnapshot(const ProductSite& site,
                                       const QString& id,
                                       const ProgressSink& progress,
                                       std::stop_token stop) {
    bool intact = false;
    {
        UPKEEP_TRY_AS(Vault vault, site.openVault());
        UPKEEP_TRY_AS(const VerifyReport report,
                      vault.verify(id, VerifyDepth::Full, progress, std::move(stop), site.now()));
        intact = report.isIntact();
    }
    UPKEEP_TRY_AS(SnapshotSummary summary, summaryOf(site, id));
    summary.damaged = summary.damaged || !intact;
    return summary;
}

Result<void> exportSnapshot(const ProductSite& site, const QString& id, const LocalPath& file) {
    UPKEEP_TRY_AS(Vault vault, site.openVault());
    return vault.exportTo(id, file);
}

Result<SnapshotSummary> importSnapshot(const ProductSite& site,
                                       const LocalPath& file,
                                       const ProgressSink& progress,
                                       std::stop_token stop) {
    QString id;
    {
        UPKEEP_TRY_AS(Vault vault, site.openVault());
        UPKEEP_TRY_AS(id, vault.importFrom(file, site.installed().product, progress, stop));
    }
    return summaryOf(site, id);
}

Result<Comparison> compareSnapshot(const ProductSite& site,
                                   const QString& left,
                                   const QString& right,
                                   std::stop_token stop) {
    UPKEEP_TRY_AS(Vault vault, site.openVault());
    UPKEEP_TRY_AS(const SnapshotManifest old, vault.manifest(left));
    Comparison comparison{left, right, {}};
    if (!right.isEmpty()) {
        UPKEEP_TRY_AS(const SnapshotManifest newer, vault.manifest(right));
        comparison.entries = compareSnapshots(old, newer);
        return comparison;
    }
    UPKEEP_TRY_AS(const ComponentList components, site.components());
    for (const auto& component : components) {
        const SnapshotComponent* const kept = old.component(component->id());
        if (!kept)
            continue;
        UPKEEP_TRY_AS(
            const QList<DifferenceEntry> entries,
            compareWithLive(site.files(), *kept, component->place(site.context({}, {})), stop));
        comparison.entries += entries;
    }
    return comparison;
}

Result<QList<SettingsFileDifference>> compareSnapshotSettings(const ProductSite& site,
                                                              const Comparison& comparison) {
    UPKEEP_TRY_AS(const ComponentList components, site.components());
    UPKEEP_TRY_AS(Vault vault, site.openVault());
    UPKEEP_TRY_AS(const SnapshotManifest left, vault.manifest(comparison.left));
    std::optional<SnapshotManifest> right;
    if (!comparison.right.isEmpty()) {
        UPKEEP_TRY_AS(right, vault.manifest(comparison.right));
    }
    SettingsComparing comparing(site, vault, left, right ? &*right : nullptr);
    QList<SettingsFileDifference> files;
    for (const DifferenceEntry& entry : comparison.entries) {
        const auto isItsOwn = [&](const auto& each) { return each->id() == entry.component; };
        const auto component = std::find_if(components.begin(), components.end(), isItsOwn);
        const bool isSettings = component != components.end() &&
                                (*component)->kind() == QLatin1String("config") &&
                                entry.difference == Difference::Changed;
        if (!isSettings)
            continue;
        if (auto found = comparing.compare(**component, entry))
            files.append(*std::move(found));
    }
    return files;
}

} // namespace upkeep
