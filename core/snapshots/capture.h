// SPDX-License-Identifier: Apache-2.0
// The work behind SnapshotWriter: what a tree holds becomes entries, what files hold goes into
// packs, and close() puts the snapshot's name over both.
#pragma once

#include "snapshots/content_storer.h"
#include "snapshots/exclusions.h"
#include "snapshots/snapshot_writer.h"
#include "tree/scan.h"

namespace upkeep {

class SnapshotWriter::Capture {
public:
    Capture(VaultStore& store, std::unique_ptr<FileLock> lock, SnapshotManifest manifest);

    const QString& id() const { return m_manifest.id; }
    Result<void> addTree(const QString& component,
                         const LocalPath& root,
                         const AddOptions& options,
                         const ProgressSink& progress,
                         const std::stop_token& stop);
    Result<void> addFile(const QString& component, const LocalName& name, const LocalPath& path);
    Result<void> addBytes(const QString& component, const LocalName& name, QByteArrayView bytes);
    Result<void> close();
    const CaptureReport& report() const { return m_report; }
    const SnapshotManifest& manifest() const { return m_manifest; }

private:
    Result<SnapshotComponent*> dumpComponent(const QString& component, const LocalName& name);
    Result<SnapshotComponent> previousOf(const QString& component, const LocalPath& root);
    Result<void> checkContents() const;

    VaultStore& m_store;
    std::unique_ptr<FileLock> m_lock;
    SnapshotManifest m_manifest;
    PackWriter m_packs;
    ContentStorer m_contents;
    CaptureReport m_report;
};

} // namespace upkeep
