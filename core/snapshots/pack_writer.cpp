// SPDX-License-Identifier: Apache-2.0
#include "snapshots/pack_writer.h"

#include "base/codec_base.h"
#include "snapshots/byte_stream.h"

#include <QRandomGenerator>
#include <QSet>

namespace upkeep {

namespace {

// Small frames need more of them in flight: on a busy machine every hand-over between threads waits
// for its turn. Measured at a load of 20: 55 s for 2.3 s of work with two.
constexpr size_t framesInFlight = 8;
constexpr qint64 bytesInFlight = 2 * blockSize;

QByteArray packFooter(qsizetype trailerSize) {
    ByteWriter footer;
    footer.number(static_cast<quint32>(trailerSize));
    footer.raw(packTail);
    return footer.result();
}

bool isUnnamed(const PackPiece& piece) {
    return piece.object.isNull();
}

} // namespace

LocalPath temporaryPath(const LocalPath& vault) {
    const quint64 random = QRandomGenerator::system()->generate64();
    return vault / ("tmp/" + QByteArray::number(random, 16)).constData();
}

// --- what comes in

Result<void> PackWriter::addSmall(const Digest& object, const QByteArray& content) {
    if (m_group.size() + content.size() > groupSize)
        UPKEEP_TRY(flushGroup());
    m_groupPieces.append(PackPiece{object, content.size(), 0, 0, m_group.size(), content.size()});
    m_group.append(content);
    return {};
}

Result<void>
PackWriter::addBlock(const PackPiece& piece, QByteArray content, std::optional<BaseBlock> base) {
    return submit({piece}, std::move(content), std::move(base));
}

Result<void>
PackWriter::addFrame(QList<PackPiece> pieces, const PackFrame& frame, QByteArray packed) {
    UPKEEP_TRY(makeRoom());
    std::promise<Result<Packed>> ready;
    ready.set_value(Packed{std::move(packed), frame.codec, frame.base});
    m_pending.push_back({std::move(pieces), frame.size, ready.get_future()});
    return {};
}

Result<void> PackWriter::flushGroup() {
    if (m_group.isEmpty())
        return {};
    return submit(std::exchange(m_groupPieces, {}), std::exchange(m_group, {}), {});
}

Result<void> PackWriter::makeRoom() {
    const auto isFull = [this] {
        qint64 bytes = 0;
        for (const Pending& pending : m_pending)
            bytes += pending.size;
        return m_pending.size() >= framesInFlight || bytes >= bytesInFlight;
    };
    while (isFull())
        UPKEEP_TRY(writeOldest());
    return {};
}

Result<void>
PackWriter::submit(QList<PackPiece> pieces, QByteArray content, std::optional<BaseBlock> base) {
    UPKEEP_TRY(makeRoom());
    const qint64 size = content.size();
    // What was packed goes at once: its result may wait long for its turn.
    auto packed =
        m_threads.start([this, bytes = std::move(content), on = std::move(base)]() mutable {
            const QByteArray whole = std::exchange(bytes, {});
            const std::optional<BaseBlock> block = std::exchange(on, std::nullopt);
            return block ? packOnBase(whole, *block) : pack(whole);
        });
    m_pending.push_back({std::move(pieces), size, std::move(packed)});
    return {};
}

// --- compressing, on other threads

// Frames that do not shrink by a thirtieth are kept as they are: reading them back is free.
Result<PackWriter::Packed> PackWriter::pack(const QByteArray& content) {
    CodecSettings settings;
    settings.level = 3;
    UPKEEP_TRY_AS(QByteArray packed, compress(Codec::Zstd, content, settings));
    if (packed.size() >= content.size() - content.size() / 30)
        return Packed{content, Codec::Raw, {}};
    return Packed{std::move(packed), Codec::Zstd, {}};
}

// A base must stay as long as what refers to it, so it has to save much: two fifths.
Result<PackWriter::Packed> PackWriter::packOnBase(const QByteArray& content,
                                                  const BaseBlock& base) {
    UPKEEP_TRY_AS(QByteArray onBase, compressOnBase(base.bytes, content));
    if (onBase.size() > content.size() / 8) {
        UPKEEP_TRY_AS(Packed alone, pack(content));
        if (onBase.size() > alone.bytes.size() * 3 / 5) {
            ++m_uselessBases;
            return alone;
        }
    }
    m_uselessBases = 0;
    return Packed{std::move(onBase), Codec::Zstd, base.where};
}

// --- packs

Result<void> PackWriter::writeOldest() {
    Pending pending = std::move(m_pending.front());
    m_pending.pop_front();
    UPKEEP_TRY_AS(const Packed packed, pending.packed.get());
    if (m_current && m_current->trailer.end() + packed.bytes.size() > packSize)
        UPKEEP_TRY(closePack());
    if (!m_current)
        UPKEEP_TRY(openPack());
    PackTrailer& trailer = m_current->trailer;
    for (PackPiece piece : std::as_const(pending.pieces)) {
        piece.frame = trailer.frames.size();
        trailer.pieces.append(piece);
    }
    trailer.frames.append(
        PackFrame{trailer.end(), packed.bytes.size(), pending.size, packed.codec, packed.base});
    return m_current->file->write(packed.bytes);
}

Result<void> PackWriter::openPack() {
    Growing pack;
    pack.temporary = temporaryPath(m_folder);
    UPKEEP_TRY_AS(pack.file, m_files.create(pack.temporary, 0600));
    m_current = std::move(pack);
    return m_current->file->write(packHead);
}

Result<void> PackWriter::closePack() {
    Growing pack = *std::exchange(m_current, std::nullopt);
    const QList<PackPiece>& pieces = pack.trailer.pieces;
    if (std::none_of(pieces.cbegin(), pieces.cend(), isUnnamed))
        return seal(std::move(pack));
    UPKEEP_TRY(pack.file->close(false));
    pack.file.reset();
    m_unnamed.push_back(std::move(pack));
    return {};
}

Result<void> PackWriter::seal(Growing pack) {
    if (!pack.file) {
        UPKEEP_TRY_AS(pack.file, m_files.resume(pack.temporary, 0600));
    }
    const QByteArray bytes = pack.trailer.serialize();
    const Digest name = Digest::of(bytes);
    UPKEEP_TRY(pack.file->write(bytes));
    UPKEEP_TRY(pack.file->write(packFooter(bytes.size())));
    UPKEEP_TRY(pack.file->close(true));
    const LocalPath path = packPath(m_folder, name);
    UPKEEP_TRY(m_files.makeFolders(path.parent(), 0700));
    // The same trailer is the same content: an earlier try may have left it.
    UPKEEP_TRY(m_files.replace(pack.temporary, path));
    m_finished.append(FinishedPack{name, std::move(pack.trailer)});
    return {};
}

Result<void> PackWriter::endLarge(const std::function<void(QList<PackPiece>&)>& change) {
    for (Pending& pending : m_pending)
        change(pending.pieces);
    if (m_current)
        change(m_current->trailer.pieces);
    for (Growing& pack : m_unnamed)
        change(pack.trailer.pieces);
    while (!m_unnamed.empty()) {
        Growing pack = std::move(m_unnamed.front());
        m_unnamed.pop_front();
        UPKEEP_TRY(seal(std::move(pack)));
    }
    return {};
}

Result<void> PackWriter::nameLarge(const Digest& object) {
    return endLarge([&](QList<PackPiece>& pieces) {
        for (PackPiece& piece : pieces)
            piece.object = isUnnamed(piece) ? object : piece.object;
    });
}

// The frames stay, as bytes that nobody needs, until the pack is written anew.
Result<void> PackWriter::dropLarge() {
    return endLarge([](QList<PackPiece>& pieces) { pieces.removeIf(isUnnamed); });
}

Result<QList<FinishedPack>> PackWriter::finish() {
    UPKEEP_TRY(flushGroup());
    while (!m_pending.empty())
        UPKEEP_TRY(writeOldest());
    if (m_current)
        UPKEEP_TRY(closePack());
    QSet<LocalPath> folders;
    for (const FinishedPack& pack : std::as_const(m_finished))
        folders.insert(packPath(m_folder, pack.name).parent());
    for (const LocalPath& folder : std::as_const(folders))
        UPKEEP_TRY(m_files.syncFolder(folder));
    // A rename is durable when both its folders are.
    for (const char* folder : {"packs", "tmp"}) {
        if (!folders.isEmpty())
            UPKEEP_TRY(m_files.syncFolder(m_folder / folder));
    }
    return std::exchange(m_finished, {});
}

} // namespace upkeep
