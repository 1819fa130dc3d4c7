// SPDX-License-Identifier: Apache-2.0
// One tree (or one file) on its way into a snapshot.
#pragma once

#include "snapshots/content_storer.h"
#include "snapshots/exclusions.h"
#include "snapshots/snapshot_writer.h"
#include "tree/scan.h"

namespace upkeep {

class TreeCapture {
public:
    TreeCapture(VaultStore& store,
                ContentStorer& contents,
                const AddOptions& options,
                const ProgressSink& progress,
                const std::stop_token& stop);

    // `previous`: the same component in an older snapshot; files that are provably the same are
    // not read again.
    Result<SnapshotComponent>
    take(const QString& id, const LocalPath& root, SnapshotComponent previous);

    qsizetype filesRead() const { return m_wanted.size(); }
    qsizetype filesUnchanged() const { return m_unchanged; }
    qint64 bytesRead() const { return m_bytesRead; }

private:
    Result<void> scan();
    bool isLeftOut(const LocalName& name, FileType type) const;
    bool isBesideDatabase(const LocalName& name) const;
    bool isDatabase(const LocalName& name) const;
    static SnapshotEntry describe(const FileStat& stat);
    Result<void> add(const ScannedEntry& scanned);
    bool takeUnchanged(SnapshotEntry& entry) const;
    Result<void> readAll();
    Result<void> readOne(SnapshotEntry& entry, const LocalPath& path);
    Result<void> readDatabase(SnapshotEntry& entry, const LocalPath& path);
    void noteAlike(const LocalName& name, const SnapshotEntry& entry);
    QList<Digest> alikeTo(const SnapshotEntry& entry) const;
    void shareHardLinks();
    void dropVanished();

    VaultStore& m_store;
    ContentStorer& m_contents;
    const AddOptions& m_options;
    const ProgressSink& m_progress;
    const std::stop_token& m_stop;
    Exclusions m_exclusions;
    Exclusions m_tolerant;
    QSet<LocalName> m_databases;
    SnapshotComponent m_previous;
    // Large contents by the last part of their name: an older version, or a variant.
    QHash<QByteArray, QList<std::pair<Digest, qint64>>> m_alike;
    SnapshotComponent m_component;
    QList<qsizetype> m_wanted; // entries to be read; -1 = the top
    QHash<std::pair<quint64, quint64>, quint32> m_linkSets;
    QHash<quint32, qsizetype> m_firstOfSet;
    QSet<qsizetype> m_vanished;
    qint64 m_total = 0;
    qint64 m_bytesRead = 0;
    qsizetype m_unchanged = 0;
};

} // namespace upkeep
