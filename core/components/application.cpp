// SPDX-License-Identifier: Apache-2.0
#include "components/application.h"

#include "components/copy_tree.h"
#include "components/damage.h"
#include "components/fingerprint.h"
#include "snapshots/vault.h"
#include "tree/local_changes.h"

namespace upkeep {

namespace {

LocalName recordFolder() {
    return LocalName::parse(installedFolder).value();
}

// The user's files and changed signed files of one live tree, on their way into the next one.
class Carrier {
public:
    Carrier(const ComponentContext& context, QString component)
        : m_context(context), m_component(std::move(component)) {}

    Result<InstalledRecord> run() {
        UPKEEP_TRY_AS(m_installed, m_context.installed.signedList());
        UPKEEP_TRY_AS(m_wanted, m_context.wanted.signedList());
        UPKEEP_TRY_AS(const TreeReport live,
                      compareWithList(m_context.files,
                                      m_context.live,
                                      m_installed,
                                      nullptr,
                                      {recordFolder()},
                                      m_context.stop));
        UPKEEP_TRY(refuseUnreadFolders(live));
        m_record = m_context.wanted;
        m_record.carried.clear();
        m_record.kept.clear();
        UPKEEP_TRY(carryExtras(live));
        UPKEEP_TRY(dropExtrasGoneSince(live));
        for (const LocalName& name : live.changed)
            UPKEEP_TRY(treatChanged(name));
        for (const LocalName& name : live.modeChanged)
            UPKEEP_TRY(treatChanged(name));
        return m_record;
    }

private:
    // What nobody could list would be left behind, and the user's files in it with it.
    Result<void> refuseUnreadFolders(const TreeReport& live) const {
        for (const LocalName& name : live.unreadable) {
            UPKEEP_TRY_AS(const auto stat, m_context.files.statIfThere(m_context.live / name));
            if (stat && stat->type == FileType::Folder)
                return Error{ErrorCode::FileAccess,
                             (m_context.live / name).display(),
                             QStringLiteral("unreadable")};
        }
        return {};
    }

    Result<void> carryExtras(const TreeReport& live) {
        const QList<LocalName> inTheWay = extrasInTheWay(live, m_wanted);
        const QSet<LocalName> blocked(inTheWay.begin(), inTheWay.end());
        for (const LocalName& name : live.extras) {
            if (m_context.stop.stop_requested())
                return Error{ErrorCode::Cancelled, {}, {}};
            if (isBlocked(name, blocked)) {
                UPKEEP_TRY(backUp(name));
                continue;
            }
            UPKEEP_TRY_AS(const bool same, isCarriedAlready(name));
            if (!same)
                UPKEEP_TRY(copyEntry(m_context.files, m_context.live, m_context.next, name));
            m_record.carried.append(name);
        }
        return {};
    }

    // A name below one that is in the way is in the way too.
    static bool isBlocked(const LocalName& name, const QSet<LocalName>& blocked) {
        return std::any_of(blocked.begin(), blocked.end(), [&](const LocalName& one) {
            return name == one || name.bytes().startsWith(one.bytes() + '/');
        });
    }

    Result<bool> isCarriedAlready(const LocalName& name) {
        UPKEEP_TRY_AS(const auto next, m_context.files.statIfThere(m_context.next / name));
        UPKEEP_TRY_AS(const FileStat live, m_context.files.stat(m_context.live / name));
        return next && next->type == live.type &&
               (live.type == FileType::Folder ||
                (next->size == live.size && next->modified == live.modified &&
                 next->mode == live.mode));
    }

    // Catching up, and on the way back: what the user deleted since is not brought back. What the
    // live tree's own release uses is another thing of the same name and stays.
    Result<void> dropExtrasGoneSince(const TreeReport& live) {
        UPKEEP_TRY_AS(const TreeReport next,
                      compareWithList(m_context.files,
                                      m_context.next,
                                      m_wanted,
                                      nullptr,
                                      {recordFolder()},
                                      m_context.stop));
        const QSet<LocalName> there(live.extras.begin(), live.extras.end());
        for (auto it = next.extras.rbegin(); it != next.extras.rend(); ++it) {
            if (there.contains(*it))
                continue;
            if (isSigned(*it, m_installed))
                m_record.carried.append(*it);
            else
                UPKEEP_TRY(m_context.files.removeTree(m_context.next / *it));
        }
        return {};
    }

    static bool isSigned(const LocalName& name, const FileList& list) {
        const auto path = RelativePath::parse(name.bytes());
        return path && list.find(*path);
    }

    Result<void> treatChanged(const LocalName& name) {
        UPKEEP_TRY(backUp(name));
        const auto path = RelativePath::parse(name.bytes());
        if (!path || !keepsMine(*path))
            return {};
        UPKEEP_TRY_AS(const FileStat live, m_context.files.stat(m_context.live / name));
        if (live.type == FileType::Folder)
            return {};
        UPKEEP_TRY(copyEntry(m_context.files, m_context.live, m_context.next, name));
        m_record.kept.append(*path);
        return {};
    }

    bool keepsMine(const RelativePath& path) const {
        if (m_context.localChanges == MergeStrategy::KeepRemote)
            return false;
        if (m_context.olderCopies && !m_context.installed.kept.contains(path))
            return false;
        const FileEntry* const before = m_installed.find(path);
        const FileEntry* const after = m_wanted.find(path);
        if (!before || !after || after->type != EntryType::File)
            return false;
        const bool program = after->mode == 0755;
        return !program || before->digest == after->digest;
    }

    Result<void> backUp(const LocalName& name) {
        UPKEEP_TRY(
            m_context.files.makeFolders(m_context.backup / m_component.toUtf8().constData()));
        return copyEntry(m_context.files,
                         m_context.live,
                         m_context.backup / m_component.toUtf8().constData(),
                         name);
    }

    const ComponentContext& m_context;
    QString m_component;
    FileList m_installed;
    FileList m_wanted;
    InstalledRecord m_record;
};

void addChanges(QList<LocalChange>& changes,
                const QString& component,
                LocalChange::Kind kind,
                const QList<LocalName>& names,
                const QList<LocalName>& others) {
    for (const LocalName& name : names) {
        const bool elsewhere = std::any_of(others.begin(), others.end(), [&](const LocalName& one) {
            return name == one || name.bytes().startsWith(one.bytes() + '/');
        });
        if (!elsewhere)
            changes.append({kind, component, name});
    }
}

} // namespace

Application::Application(QString id, QList<LocalName> others)
    : m_id(std::move(id)), m_others(std::move(others)) {}

Result<bool> Application::belongsToRollbackPoint(const ComponentContext&) {
    return true;
}

Result<ComponentReport> Application::inspect(const ComponentContext& context) {
    ComponentReport report{m_id, kind(), context.live, 0, true, {}, {}};
    UPKEEP_TRY_AS(const FileList list, context.installed.signedList());
    UPKEEP_TRY_AS(const TreeReport found,
                  compareWithList(
                      context.files, context.live, list, nullptr, {recordFolder()}, context.stop));
    report.size = list.totalSize();
    using Kind = LocalChange::Kind;
    addChanges(report.localChanges, m_id, Kind::Changed, found.changed, m_others);
    addChanges(report.localChanges, m_id, Kind::Removed, found.removed, m_others);
    addChanges(report.localChanges, m_id, Kind::ModeChanged, found.modeChanged, m_others);
    if (!context.next.isEmpty()) {
        UPKEEP_TRY_AS(const FileList wanted, context.wanted.signedList());
        addChanges(report.localChanges,
                   m_id,
                   Kind::ExtraInTheWay,
                   extrasInTheWay(found, wanted),
                   m_others);
    }
    report.healthy = found.removed.isEmpty() && found.unreadable.isEmpty();
    if (!report.healthy)
        report.trouble = QStringLiteral("files-missing");
    tellDamage(report, context.installed, IssueKind::BinaryCorruption, found.unreadable);
    return report;
}

Result<QStringList> Application::pendingMigrations(const ComponentContext&) {
    return QStringList();
}

Result<std::optional<StagedPart>> Application::stage(const ComponentContext& context) {
    UPKEEP_TRY_AS(const InstalledRecord record, Carrier(context, m_id).run());
    UPKEEP_TRY(writeInstalledRecord(context.files, context.next, record));
    return std::optional(StagedPart{m_id, context.live, context.next});
}

Result<MigrationReport> Application::migrate(const ComponentContext&, const StagedPart&) {
    return MigrationReport{};
}

Result<Digest> Application::fingerprint(const ComponentContext& context) {
    return fingerprintOf(context.files, context.live, context.stop);
}

Result<void> Application::save(const ComponentContext& context, SnapshotWriter& writer) {
    AddOptions options;
    for (const LocalName& other : m_others)
        options.exclude.append('/' + other.bytes());
    return writer.addTree(m_id, context.live, options, context.progress, context.stop);
}

Result<std::optional<StagedPart>>
Application::stageFromSnapshot(const ComponentContext& context, Vault& vault, const QString& id) {
    UPKEEP_TRY_AS(const SnapshotManifest manifest, vault.manifest(id));
    if (!manifest.component(m_id))
        return std::optional<StagedPart>{};
    UPKEEP_TRY(vault.restoreTree(id, m_id, context.next, context.progress, context.stop));
    return std::optional(StagedPart{m_id, context.live, context.next});
}

Result<void> Application::health(const ComponentContext&) {
    return {};
}

} // namespace upkeep
