// SPDX-License-Identifier: Apache-2.0
// The old files a patch reads, wherever they lie, as one address space per segment. Each is hashed
// before the first byte of it is believed. Few are open at a time: a segment may read thousands.
#pragma once

#include "payload/patch_format.h"
#include "system/file_system.h"

#include <QHash>

#include <span>
#include <unordered_map>

namespace upkeep {

class OldFiles {
public:
    // Both must outlive this.
    OldFiles(FileSystem& files, const QHash<Digest, LocalPath>& places)
        : m_files(files), m_places(places) {}

    // Lays out the sources of one segment; patch.source-missing if one is nowhere or not what its
    // hash says.
    Result<void> layOut(const PatchHead& head, const PatchSegment& segment);
    // Fails outside of the files and in the gaps between them.
    Result<void> read(qint64 position, std::span<char> into);

private:
    struct Part {
        qint64 start = 0;
        qint64 size = 0;
        LocalPath place;
    };

    bool isGenuine(const PatchSource& source);
    Result<int> descriptorOf(qsizetype part);

    FileSystem& m_files;
    const QHash<Digest, LocalPath>& m_places;
    QHash<Digest, bool> m_genuine;
    QList<Part> m_parts;
    std::unordered_map<qsizetype, Descriptor> m_open;
};

} // namespace upkeep
