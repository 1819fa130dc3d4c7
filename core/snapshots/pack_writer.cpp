// SPDX-License-Identifier: Apache-2.0
#include "snapshots/pack_writer.h"

#include "snapshots/byte_stream.h"

#include <QRandomGenerator>
#include <QSet>

namespace upkeep {

namespace {

constexpr size_t framesInFlight = 2;

// Frames that do not shrink by a thirtieth are kept as they are: reading them back is free.
Result<QByteArray> packFrame(const QByteArray& content) {
    CodecSettings settings;
    settings.level = 3;
    UPKEEP_TRY_AS(QByteArray packed, compress(Codec::Zstd, content, settings));
    if (packed.size() >= content.size() - content.size() / 30)
        return content;
    return packed;
}

QByteArray packFooter(qsizetype trailerSize) {
    ByteWriter footer;
    footer.number(static_cast<quint32>(trailerSize));
    footer.raw(packTail);
    return footer.result();
}

} // namespace

LocalPath temporaryPath(const LocalPath& vault) {
    const quint64 random = QRandomGenerator::system()->generate64();
    return vault / ("tmp/" + QByteArray::number(random, 16)).constData();
}

Result<void> PackWriter::addSmall(const Digest& object, const QByteArray& content) {
    if (m_group.size() + content.size() > groupSize)
        UPKEEP_TRY(flushGroup());
    m_groupPieces.append(PackPiece{object, content.size(), 0, 0, m_group.size(), content.size()});
    m_group.append(content);
    return {};
}

Result<void> PackWriter::addBlock(const PackPiece& piece, QByteArray content) {
    return submit({piece}, std::move(content));
}

Result<void> PackWriter::flushGroup() {
    if (m_group.isEmpty())
        return {};
    return submit(std::exchange(m_groupPieces, {}), std::exchange(m_group, {}));
}

Result<void> PackWriter::addFrame(QList<PackPiece> pieces, qint64 size, QByteArray packed) {
    UPKEEP_TRY(makeRoom());
    std::promise<Result<QByteArray>> ready;
    ready.set_value(std::move(packed));
    m_pending.push_back({std::move(pieces), size, ready.get_future()});
    return {};
}

Result<void> PackWriter::makeRoom() {
    return m_pending.size() < framesInFlight ? Result<void>() : writeOldest();
}

Result<void> PackWriter::submit(QList<PackPiece> pieces, QByteArray content) {
    UPKEEP_TRY(makeRoom());
    const qint64 size = content.size();
    m_pending.push_back(
        {std::move(pieces), size, std::async(std::launch::async, [bytes = std::move(content)] {
             return packFrame(bytes);
         })});
    return {};
}

Result<void> PackWriter::writeOldest() {
    Pending pending = std::move(m_pending.front());
    m_pending.pop_front();
    UPKEEP_TRY_AS(const QByteArray packed, pending.packed.get());
    if (m_file && m_trailer.end() + packed.size() > packSize)
        UPKEEP_TRY(closePack());
    if (!m_file)
        UPKEEP_TRY(openPack());
    const Codec codec = packed.size() == pending.size ? Codec::Raw : Codec::Zstd;
    for (PackPiece piece : std::as_const(pending.pieces)) {
        piece.frame = m_trailer.frames.size();
        m_trailer.pieces.append(piece);
    }
    m_trailer.frames.append(PackFrame{m_trailer.end(), packed.size(), pending.size, codec});
    return m_file->write(packed);
}

Result<void> PackWriter::openPack() {
    m_temporary = temporaryPath(m_folder);
    UPKEEP_TRY_AS(m_file, m_files.create(m_temporary, 0600));
    return m_file->write(packHead);
}

Result<void> PackWriter::closePack() {
    const std::unique_ptr<NewFile> file = std::move(m_file);
    const PackTrailer trailer = std::exchange(m_trailer, {});
    const QByteArray bytes = trailer.serialize();
    const Digest name = Digest::of(bytes);
    UPKEEP_TRY(file->write(bytes));
    UPKEEP_TRY(file->write(packFooter(bytes.size())));
    UPKEEP_TRY(file->close(true));
    const LocalPath path = packPath(m_folder, name);
    UPKEEP_TRY(m_files.makeFolders(path.parent(), 0700));
    // The same trailer is the same content: an earlier try may have left it.
    UPKEEP_TRY(m_files.replace(m_temporary, path));
    m_finished.append(FinishedPack{name, trailer});
    return {};
}

Result<QList<FinishedPack>> PackWriter::finish() {
    UPKEEP_TRY(flushGroup());
    while (!m_pending.empty())
        UPKEEP_TRY(writeOldest());
    if (m_file)
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
