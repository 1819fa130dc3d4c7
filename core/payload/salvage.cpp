// SPDX-License-Identifier: Apache-2.0
#include "payload/salvage.h"

#include "payload/read_at.h"

namespace upkeep {

SalvagedPieces::SalvagedPieces(const PackageIndex& index, const Salvage& salvage, FileSystem& files)
    : m_index(index), m_files(files) {
    const QList<FileEntry>& entries = index.files.entries();
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const auto damaged = salvage.constFind(entries[i].digest);
        if (damaged == salvage.constEnd())
            continue;
        qint64 offset = 0;
        for (const qint64 number : index.framesOf(i)) {
            if (index.frames[number].kind == FrameKind::Data)
                m_places.insert(number, {damaged.value(), offset});
            offset += index.frames[number].raw;
        }
    }
}

std::optional<QByteArray> SalvagedPieces::read(qint64 frame) const {
    const auto place = m_places.constFind(frame);
    if (place == m_places.constEnd())
        return {};
    const auto file = m_files.open(place->file);
    if (!file)
        return {};
    QByteArray piece(m_index.frames[frame].raw, Qt::Uninitialized);
    const std::span<char> into(piece.data(), static_cast<size_t>(piece.size()));
    if (!readAt(file->get(), place->offset, into) ||
        Digest::of(piece) != m_index.frames[frame].rawDigest)
        return {};
    return piece;
}

} // namespace upkeep
