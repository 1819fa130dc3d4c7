// SPDX-License-Identifier: Apache-2.0
// Writes contents into packs: small ones gathered into shared frames in the order they come, large
// ones block by block, each on its own or on a block of an older version. Two threads compress
// while the caller reads the next. Memory: about 45 MiB with large contents, 15 MiB without.
#pragma once

#include "snapshots/pack_files.h"
#include "snapshots/packing_threads.h"
#include "system/file_system.h"

#include <atomic>
#include <deque>
#include <future>
#include <memory>

namespace upkeep {

struct FinishedPack {
    Digest name;
    PackTrailer trailer;
};

// A part of a content that a block may refer to, and its bytes.
struct BaseBlock {
    FrameBase where;
    QByteArray bytes;
};

class PackWriter {
public:
    // `folder` is the vault; packs grow in tmp/ and go to packs/xx/.
    PackWriter(FileSystem& files, LocalPath folder) : m_files(files), m_folder(std::move(folder)) {}

    // A whole content below groupSize, not empty.
    Result<void> addSmall(const Digest& object, const QByteArray& content);
    // The next block of a large content. What it is called may come later: a null digest stands for
    // the one that nameLarge() tells. The base is taken only where it saves much.
    Result<void>
    addBlock(const PackPiece& piece, QByteArray content, std::optional<BaseBlock> base = {});
    // Ends the large content without a name: it is the one with this digest, or it shall not be.
    Result<void> nameLarge(const Digest& object);
    Result<void> dropLarge();
    // Blocks in a row that a base did not make smaller.
    int uselessBases() const { return m_uselessBases; }
    void forgetBases() { m_uselessBases = 0; }
    // A frame of another pack as it is there; its offset and the pieces' numbers of frames do not
    // count.
    Result<void> addFrame(QList<PackPiece> pieces, const PackFrame& frame, QByteArray packed);
    // Durable on return: every pack and its name. The writer is then ready for more.
    Result<QList<FinishedPack>> finish();

private:
    struct Packed {
        QByteArray bytes;
        Codec codec = Codec::Raw;
        std::optional<FrameBase> base;
    };
    struct Pending {
        QList<PackPiece> pieces;
        qint64 size = 0;
        std::future<Result<Packed>> packed;
    };
    struct Growing {
        LocalPath temporary;
        std::unique_ptr<NewFile> file; // none while it waits for a name
        PackTrailer trailer;
    };

    static Result<Packed> pack(const QByteArray& content);
    Result<Packed> packOnBase(const QByteArray& content, const BaseBlock& base);
    Result<void> submit(QList<PackPiece> pieces, QByteArray content, std::optional<BaseBlock> base);
    Result<void> makeRoom();
    Result<void> flushGroup();
    Result<void> writeOldest();
    Result<void> openPack();
    Result<void> closePack();
    Result<void> seal(Growing pack);
    Result<void> endLarge(const std::function<void(QList<PackPiece>&)>& change);

    FileSystem& m_files;
    LocalPath m_folder;
    QByteArray m_group;
    QList<PackPiece> m_groupPieces;
    std::deque<Pending> m_pending;
    std::optional<Growing> m_current;
    std::deque<Growing> m_unnamed; // full, but for a name
    QList<FinishedPack> m_finished;
    std::atomic<int> m_uselessBases = 0;
    PackingThreads m_threads; // last: they end before what they use
};

// A random name in tmp/.
LocalPath temporaryPath(const LocalPath& vault);

} // namespace upkeep
