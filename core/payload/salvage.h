// SPDX-License-Identifier: Apache-2.0
// What is still whole of files that are no longer what was signed: large files lie in a package as
// pieces of 4 MiB with a hash of their own (D frames), so that one changed byte costs one piece.
// Before and while missing frames are fetched.
#pragma once

#include "payload/package_index.h"
#include "system/file_system.h"

#include <QHash>

namespace upkeep {

// Where a damaged file lies, by the hash it should have.
using Salvage = QHash<Digest, LocalPath>;

class SalvagedPieces {
public:
    // All must outlive this.
    SalvagedPieces(const PackageIndex& index, const Salvage& salvage, FileSystem& files);

    // The content of a frame if it can still be read where it belongs and hashes as signed.
    std::optional<QByteArray> read(qint64 frame) const;
    bool has(qint64 frame) const { return read(frame).has_value(); }

private:
    struct Place {
        LocalPath file;
        qint64 offset = 0;
    };

    const PackageIndex& m_index;
    FileSystem& m_files;
    QHash<qint64, Place> m_places;
};

} // namespace upkeep
