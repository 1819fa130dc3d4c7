// SPDX-License-Identifier: Apache-2.0
#include "support/unsynced_changes.h"

#include <algorithm>

#include <fcntl.h>
#include <unistd.h>

namespace upkeep::test {

struct UnsyncedChanges::Place {
    std::shared_ptr<Descriptor> folder;
    FileIdentity identity; // of the folder
    QByteArray name;

    LocalPath path() const {
        const QByteArray through = "/proc/self/fd/" + QByteArray::number(folder->get());
        return LocalPath::parse(through).value() / name.constData();
    }
};

struct UnsyncedChanges::Change {
    QList<FileIdentity> unsyncedFolders;
    std::function<void()> undo;
    std::function<void()> settle; // it is durable: forget what was kept for undoing it
};

UnsyncedChanges::UnsyncedChanges(FileSystem& real, LocalPath root, LocalPath graveyard)
    : m_real(real), m_root(std::move(root)), m_graveyard(std::move(graveyard)) {
    const auto made = m_real.makeFolders(m_graveyard);
    Q_ASSERT(made.has_value());
}

UnsyncedChanges::~UnsyncedChanges() = default;

UnsyncedChanges::Place UnsyncedChanges::place(const LocalPath& path) {
    const LocalPath parent = path.parent();
    const int fd = ::open(parent.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    const auto found = m_real.stat(parent);
    return Place{std::make_shared<Descriptor>(fd),
                 found.has_value() ? found->identity : FileIdentity{},
                 path.basename()};
}

void UnsyncedChanges::remember(QList<Place> places,
                               std::function<void()> undo,
                               std::function<void()> settle) {
    Change change{{}, std::move(undo), std::move(settle)};
    for (const Place& place : places) {
        if (!change.unsyncedFolders.contains(place.identity))
            change.unsyncedFolders.append(place.identity);
    }
    m_changes.push_back(std::move(change));
}

void UnsyncedChanges::madeName(const LocalPath& path) {
    const Place made = place(path);
    remember({made}, [this, made] { Q_UNUSED(m_real.removeTree(made.path()).has_value()); }, {});
}

void UnsyncedChanges::renamed(const LocalPath& from, const LocalPath& to) {
    const Place source = place(from);
    const Place target = place(to);
    const auto undo = [this, source, target] {
        // The old name has durably become something else: the moved one is lost.
        if (!m_real.rename(target.path(), source.path()).has_value())
            Q_UNUSED(m_real.removeTree(target.path()).has_value());
    };
    remember({source, target}, undo, {});
}

void UnsyncedChanges::exchanged(const LocalPath& a, const LocalPath& b) {
    const Place first = place(a);
    const Place second = place(b);
    remember({first, second},
             [this, first, second] {
                 Q_UNUSED(m_real.exchange(first.path(), second.path()).has_value());
             },
             {});
}

Result<void> UnsyncedChanges::bury(const LocalPath& path) {
    const Place buried = place(path);
    const LocalPath grave = m_graveyard / QByteArray::number(++m_graves).constData();
    auto moved = m_real.rename(path, grave);
    if (!moved.has_value() && moved.error().code == ErrorCode::FileAccess) {
        // Moving a read-only folder to another parent needs write permission on it.
        UPKEEP_TRY(m_real.setMode(path, 0700));
        moved = m_real.rename(path, grave);
    }
    UPKEEP_TRY(moved);
    remember(
        {buried},
        [this, buried, grave] { Q_UNUSED(m_real.rename(grave, buried.path()).has_value()); },
        [this, grave] { Q_UNUSED(m_real.removeTree(grave).has_value()); });
    return {};
}

void UnsyncedChanges::wroteContent(const LocalPath& path, qint64 durableSize) {
    const auto found = m_real.stat(path);
    if (!found.has_value())
        return;
    const auto isSame = [&](const auto& entry) { return entry.first == found->identity; };
    if (std::none_of(m_contents.cbegin(), m_contents.cend(), isSame))
        m_contents.append({found->identity, durableSize});
}

void UnsyncedChanges::syncedFolder(const LocalPath& path) {
    const auto found = m_real.stat(path);
    if (!found.has_value())
        return;
    for (Change& change : m_changes)
        change.unsyncedFolders.removeAll(found->identity);
    for (const Change& change : m_changes) {
        if (change.unsyncedFolders.isEmpty() && change.settle)
            change.settle();
    }
    std::erase_if(m_changes, [](const Change& c) { return c.unsyncedFolders.isEmpty(); });
}

void UnsyncedChanges::syncedFile(const LocalPath& path) {
    const auto found = m_real.stat(path);
    if (found.has_value())
        m_contents.removeIf([&](const auto& entry) { return entry.first == found->identity; });
}

void UnsyncedChanges::syncedAll() {
    for (const Change& change : m_changes) {
        if (change.settle)
            change.settle();
    }
    m_changes.clear();
    m_contents.clear();
}

void UnsyncedChanges::drop() {
    for (auto change = m_changes.rbegin(); change != m_changes.rend(); ++change)
        change->undo();
    m_changes.clear();
    if (!m_contents.isEmpty())
        truncateBelow(m_root);
    m_contents.clear();
}

void UnsyncedChanges::truncateBelow(const LocalPath& folder) {
    const auto entries = m_real.list(folder);
    for (const FolderEntry& entry : entries.has_value() ? *entries : QList<FolderEntry>()) {
        const LocalPath path = folder / entry.name;
        if (entry.type == FileType::Folder && path != m_graveyard)
            truncateBelow(path);
        if (entry.type != FileType::Regular)
            continue;
        const auto found = m_real.stat(path);
        for (const auto& [identity, durableSize] : std::as_const(m_contents)) {
            if (found.has_value() && found->identity == identity)
                Q_UNUSED((::truncate(path.c_str(), durableSize) == 0));
        }
    }
}

} // namespace upkeep::test
