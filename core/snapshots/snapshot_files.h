// SPDX-License-Identifier: Apache-2.0
// The snapshots of a vault by id: "<id>.snap", what was saved, and "<id>.state", what became of it
// since (pinned, verified). Their contents lie in packs.
#pragma once

#include "snapshots/snapshot_manifest.h"
#include "system/file_system.h"

#include <optional>

namespace upkeep {

struct SnapshotState {
    bool pinned = false;
    std::optional<QDateTime> verified;
};

class SnapshotFiles {
public:
    // `files` must outlive this.
    SnapshotFiles(FileSystem& files, LocalPath folder)
        : m_files(files), m_folder(std::move(folder)) {}

    Result<QStringList> ids() const; // newest first
    Result<SnapshotManifest> read(const QString& id, Digest* checksum = nullptr) const;
    // Durable on return; replaces one of the same id.
    Result<void> write(const SnapshotManifest& manifest);
    Result<void> remove(const QString& id);
    SnapshotState readState(const QString& id) const;
    Result<void> writeState(const QString& id, const SnapshotState& state);
    // Under the lock: removes what a cut left behind.
    Result<void> sweep();

private:
    LocalPath pathOf(const QString& id, const char* suffix) const {
        return m_folder / (id.toLatin1() + suffix).constData();
    }

    FileSystem& m_files;
    LocalPath m_folder;
};

} // namespace upkeep
