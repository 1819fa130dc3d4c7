// SPDX-License-Identifier: Apache-2.0
// The packs of a vault as they lie on the disk, and the cache of their trailers; losing that costs
// a second. What is in them VaultStore knows.
#pragma once

#include "snapshots/pack_format.h"
#include "system/file_system.h"

#include <QHash>
#include <QSet>

namespace upkeep {

class PackFiles {
public:
    // `files` must outlive this.
    PackFiles(FileSystem& files, LocalPath folder) : m_files(files), m_folder(std::move(folder)) {}

    Result<QSet<Digest>> list() const;
    // snapshot.damaged where the pack is not the one its name says.
    Result<PackTrailer> readTrailer(const Digest& name) const;
    // Bytes of a pack; snapshot.damaged where it is gone or ends before them.
    Result<QByteArray> read(const Digest& name, qint64 offset, qint64 size) const;
    // Under the lock: a whole pack of unknown name, durable already, goes where it belongs.
    // snapshot.damaged, and the file stays, if it is none.
    Result<void> take(const LocalPath& temporary);
    // Under the lock: takes the pack away for good.
    Result<void> remove(const Digest& name);

    QHash<Digest, PackTrailer> readIndex() const;
    void writeIndex(const QList<Digest>& names);

private:
    struct TrailerBytes {
        QByteArray bytes;
        qint64 start = 0; // in the file
    };
    Result<TrailerBytes> readTrailerOf(const LocalPath& path) const;

    FileSystem& m_files;
    LocalPath m_folder;
};

// packs/xx/<sha256>.pack
LocalPath packPath(const LocalPath& vault, const Digest& name);
Error damagedPack(const LocalPath& path, const QString& cause);
// The name of a file of ours, "<stem><suffix>"; nullopt for anything else.
std::optional<QByteArray> stemOf(const FolderEntry& entry, QByteArrayView suffix);

} // namespace upkeep
