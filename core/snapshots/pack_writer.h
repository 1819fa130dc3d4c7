// SPDX-License-Identifier: Apache-2.0
// Writes contents into packs: small ones gathered into shared frames in the order they come, large
// ones block by block. Two threads compress while the caller reads the next. Memory: about 40 MiB.
#pragma once

#include "snapshots/pack_files.h"
#include "system/file_system.h"

#include <deque>
#include <future>
#include <memory>

namespace upkeep {

struct FinishedPack {
    Digest name;
    PackTrailer trailer;
};

class PackWriter {
public:
    // `folder` is the vault; packs grow in tmp/ and go to packs/xx/.
    PackWriter(FileSystem& files, LocalPath folder) : m_files(files), m_folder(std::move(folder)) {}

    // A whole content below groupSize, not empty.
    Result<void> addSmall(const Digest& object, const QByteArray& content);
    // The next block of a large content.
    Result<void> addBlock(const PackPiece& piece, QByteArray content);
    // A frame of another pack as it is there; the pieces' numbers of frames do not count.
    Result<void> addFrame(QList<PackPiece> pieces, qint64 size, QByteArray packed);
    // Durable on return: every pack and its name. The writer is then ready for more.
    Result<QList<FinishedPack>> finish();

private:
    struct Pending {
        QList<PackPiece> pieces;
        qint64 size = 0;
        std::future<Result<QByteArray>> packed; // as large as `size` = kept raw
    };

    Result<void> submit(QList<PackPiece> pieces, QByteArray content);
    Result<void> makeRoom();
    Result<void> flushGroup();
    Result<void> writeOldest();
    Result<void> openPack();
    Result<void> closePack();

    FileSystem& m_files;
    LocalPath m_folder;
    QByteArray m_group;
    QList<PackPiece> m_groupPieces;
    std::deque<Pending> m_pending;
    std::unique_ptr<NewFile> m_file;
    LocalPath m_temporary;
    PackTrailer m_trailer;
    QList<FinishedPack> m_finished;
};

// A random name in tmp/.
LocalPath temporaryPath(const LocalPath& vault);

} // namespace upkeep
