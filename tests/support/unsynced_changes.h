// SPDX-License-Identifier: Apache-2.0
// What a disk may forget at a power cut: names made, moved or removed in folders that were not
// synced, and file contents that were not. Removed things wait in a graveyard until their removal
// is durable. Folders are held by descriptor, so that a later exchange of their parents does not
// matter. Not modelled: loss of modes, owners, times and attributes.
#pragma once

#include "system/file_system.h"

#include <functional>
#include <memory>
#include <vector>

namespace upkeep::test {

class UnsyncedChanges {
public:
    // Contents are looked for below `root`; `graveyard` is a folder on the same file system,
    // outside what the test compares.
    UnsyncedChanges(FileSystem& real, LocalPath root, LocalPath graveyard);
    ~UnsyncedChanges();

    // Each is called after the change was made.
    void madeName(const LocalPath& path);
    void renamed(const LocalPath& from, const LocalPath& to);
    void exchanged(const LocalPath& a, const LocalPath& b);
    // Instead of removing: takes it away so that it can come back.
    Result<void> bury(const LocalPath& path);
    // The first change of a file's content since it was synced; `durableSize` bytes of it are safe.
    void wroteContent(const LocalPath& path, qint64 durableSize);

    void syncedFolder(const LocalPath& path);
    void syncedFile(const LocalPath& path);
    void syncedAll();

    // Takes back, newest first, every change that was not durable.
    void drop();

private:
    struct Place;
    struct Change;

    Place place(const LocalPath& path);
    void remember(QList<Place> places, std::function<void()> undo, std::function<void()> settle);
    void truncateBelow(const LocalPath& folder);

    FileSystem& m_real;
    LocalPath m_root;
    LocalPath m_graveyard;
    int m_graves = 0;
    std::vector<Change> m_changes;
    QList<std::pair<FileIdentity, qint64>> m_contents;
};

} // namespace upkeep::test
