// SPDX-License-Identifier: Apache-2.0
#include "snapshots/put_changes.h"

#include "snapshots/byte_stream.h"
#include "snapshots/entry_metadata.h"

#include <QRandomGenerator>

namespace upkeep {

namespace {

constexpr QByteArrayView planHead("UPKEEP_MOVES\n\1\0", 15);
constexpr qsizetype digestSize = 32;
constexpr qint64 maximumPlan = 512LL << 20;
constexpr quint32 ownersRights = 0700;

QByteArray besideName(const LocalPath& place) {
    return '.' + place.basename() + ".upkeep-moves-";
}

Error damagedPlan() {
    return Error{ErrorCode::SnapshotDamaged, {}, QStringLiteral("the plan of moves is damaged")};
}

// One plan on its way; each part may be done again after a cut.
class Moving {
public:
    Moving(FileSystem& files,
           const MovePlan& plan,
           const SnapshotComponent* component,
           const LocalPath& place,
           const LocalPath& moving)
        : m_files(files), m_plan(plan), m_component(component), m_place(place), m_moving(moving) {}

    Result<void> run() {
        UPKEEP_TRY(openFolders());
        for (qsizetype i = 0; i < m_plan.steps.size(); ++i) {
            const MovePlan::Step& step = m_plan.steps.at(i);
            UPKEEP_TRY(step.comes ? takeIn(step, i) : takeAway(step.name, i));
        }
        UPKEEP_TRY(finishFolders());
        UPKEEP_TRY(m_files.syncFs(m_place));
        UPKEEP_TRY(m_files.removeFile(m_moving / "plan"));
        UPKEEP_TRY(m_files.syncFolder(m_moving));
        return m_files.removeTree(m_moving);
    }

private:
    LocalPath pathOf(const LocalName& name) const {
        return name.bytes().isEmpty() ? m_place : m_place / name;
    }
    LocalPath graveOf(qsizetype number) const {
        return m_moving / "old" / QByteArray::number(number).constData();
    }

    // Nothing can be moved in a folder that its owner may not write.
    Result<void> openFolders() {
        for (const LocalName& name : m_plan.folders) {
            UPKEEP_TRY_AS(const auto stat, m_files.statIfThere(pathOf(name)));
            if (stat && stat->type == FileType::Folder &&
                (stat->mode & ownersRights) != ownersRights)
                UPKEEP_TRY(m_files.setMode(pathOf(name), stat->mode | ownersRights));
        }
        return {};
    }

    Result<void> takeIn(const MovePlan::Step& step, qsizetype number) {
        const LocalPath made = m_moving / "new" / step.name;
        const LocalPath at = pathOf(step.name);
        UPKEEP_TRY_AS(const auto there, m_files.statIfThere(at));
        if (there && there->identity.device == step.device && there->identity.inode == step.inode)
            return {}; // before a cut
        if (!there)
            return m_files.rename(made, at);
        Result<void> exchanged = m_files.exchange(made, at);
        if (exchanged.has_value() || exchanged.error().code != ErrorCode::FileUnsupported)
            return exchanged;
        UPKEEP_TRY(m_files.rename(at, graveOf(number)));
        return m_files.rename(made, at);
    }

    Result<void> takeAway(const LocalName& name, qsizetype number) {
        UPKEEP_TRY_AS(const auto there, m_files.statIfThere(pathOf(name)));
        return there ? m_files.rename(pathOf(name), graveOf(number)) : Result<void>();
    }

    // Deepest first. A folder that is none of the snapshot's is left as it is.
    Result<void> finishFolders() {
        for (qsizetype i = m_plan.folders.size(); m_component && i-- > 0;) {
            const LocalName& name = m_plan.folders.at(i);
            const SnapshotEntry* const entry =
                name.bytes().isEmpty() ? &m_component->top : m_component->find(name);
            if (entry && entry->type == SnapshotEntryType::Folder)
                UPKEEP_TRY(setMetadata(m_files, *entry, pathOf(name)));
        }
        return {};
    }

    FileSystem& m_files;
    const MovePlan& m_plan;
    const SnapshotComponent* m_component; // nullptr where the snapshot is gone since
    const LocalPath& m_place;
    const LocalPath& m_moving;
};

Result<MovePlan> makePlan(FileSystem& files,
                          const SnapshotManifest& manifest,
                          const QString& component,
                          const LiveChanges& changes,
                          const LocalPath& moving) {
    MovePlan plan{manifest.id, component, {}, changes.folders.values()};
    std::sort(plan.folders.begin(), plan.folders.end());
    for (const LocalName& name : changes.go)
        plan.steps.append({false, name, 0, 0});
    for (const LocalName& name : changes.come) {
        UPKEEP_TRY_AS(const FileStat made, files.stat(moving / "new" / name));
        // A folder that changes its parent is written to itself.
        if (made.type == FileType::Folder && (made.mode & ownersRights) != ownersRights)
            UPKEEP_TRY(files.setMode(moving / "new" / name, made.mode | ownersRights));
        plan.steps.append({true, name, made.identity.device, made.identity.inode});
    }
    return plan;
}

Result<void>
finishOne(FileSystem& files, Vault& vault, const LocalPath& place, const LocalPath& moving) {
    const auto bytes = files.read(moving / "plan", maximumPlan);
    if (!bytes.has_value() && bytes.error().code == ErrorCode::FileNotFound)
        return files.removeTree(moving);
    UPKEEP_TRY(bytes);
    UPKEEP_TRY_AS(const MovePlan plan, MovePlan::parse(*bytes));
    const auto manifest = vault.manifest(plan.snapshot);
    const SnapshotComponent* const component =
        manifest.has_value() ? manifest->component(plan.component) : nullptr;
    return Moving(files, plan, component, place, moving).run();
}

} // namespace

QByteArray MovePlan::serialize() const {
    ByteWriter writer;
    writer.raw(planHead);
    writer.text(snapshot);
    writer.text(component);
    writer.varint(static_cast<quint64>(steps.size()));
    for (const Step& step : steps) {
        writer.number(static_cast<quint8>(step.comes ? 0 : 1));
        writer.bytes(step.name.bytes());
        writer.varint(step.device);
        writer.varint(step.inode);
    }
    writer.varint(static_cast<quint64>(folders.size()));
    for (const LocalName& name : folders)
        writer.bytes(name.bytes());
    writer.digest(Digest::of(writer.result()));
    return writer.result();
}

Result<MovePlan> MovePlan::parse(QByteArrayView bytes) {
    if (bytes.size() < planHead.size() + digestSize || !bytes.startsWith(planHead) ||
        Digest::of(bytes.chopped(digestSize)).raw() != bytes.last(digestSize))
        return damagedPlan();
    ByteReader reader(bytes.chopped(digestSize).sliced(planHead.size()));
    MovePlan plan{reader.text(), reader.text(), {}, {}};
    constexpr qsizetype smallestStep = 5;
    const qsizetype steps = reader.count(smallestStep);
    for (qsizetype i = 0; i < steps && reader.isGood(); ++i) {
        Step step;
        step.comes = reader.number<quint8>() == 0;
        UPKEEP_TRY_AS(step.name, LocalName::parse(reader.bytes()));
        step.device = reader.varint();
        step.inode = reader.varint();
        plan.steps.append(std::move(step));
    }
    const qsizetype folders = reader.count(1);
    for (qsizetype i = 0; i < folders && reader.isGood(); ++i) {
        const QByteArray name = reader.bytes();
        LocalName folder;
        if (!name.isEmpty()) {
            UPKEEP_TRY_AS(folder, LocalName::parse(name));
        }
        plan.folders.append(std::move(folder));
    }
    if (!reader.isComplete())
        return damagedPlan();
    return plan;
}

Result<LocalPath> makeMovingPlace(FileSystem& files, const LocalPath& place) {
    const QByteArray random = QByteArray::number(QRandomGenerator::system()->generate64(), 16);
    const LocalPath moving = place.parent() / (besideName(place) + random).constData();
    UPKEEP_TRY(files.makeFolder(moving, ownersRights));
    UPKEEP_TRY(files.makeFolder(moving / "old", ownersRights));
    return moving;
}

Result<void> putChanges(FileSystem& files,
                        const SnapshotManifest& manifest,
                        const QString& component,
                        const LiveChanges& changes,
                        const LocalPath& place,
                        const LocalPath& moving) {
    UPKEEP_TRY_AS(const MovePlan plan, makePlan(files, manifest, component, changes, moving));
    UPKEEP_TRY(files.syncFs(moving));
    UPKEEP_TRY(files.syncFolder(place.parent()));
    UPKEEP_TRY(files.writeAndSync(moving / "plan", plan.serialize(), 0600));
    return Moving(files, plan, manifest.component(component), place, moving).run();
}

Result<bool> finishPutChanges(FileSystem& files, Vault& vault, const LocalPath& place) {
    const auto beside = files.list(place.parent());
    if (!beside.has_value())
        return false;
    bool found = false;
    for (const FolderEntry& entry : *beside) {
        if (entry.type != FileType::Folder || !entry.name.bytes().startsWith(besideName(place)))
            continue;
        UPKEEP_TRY(finishOne(files, vault, place, place.parent() / entry.name));
        found = true;
    }
    return found;
}

} // namespace upkeep
