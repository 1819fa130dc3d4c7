// SPDX-License-Identifier: Apache-2.0
// The old files a segment reads, wherever they lie, as one address space. What they say is not
// checked here: every output is hashed, and a source that is not what the list says makes none. So
// each byte that is needed is read once, by blocks; few files are open at a time, as a segment may
// read thousands. Memory: 1 MiB. For one thread.
#pragma once

#include "payload/patch_format.h"
#include "system/file_system.h"

#include <QHash>

#include <array>
#include <memory>
#include <span>
#include <unordered_map>

namespace upkeep {

class OldFiles {
public:
    // Both must outlive this.
    OldFiles(FileSystem& files, const QHash<Digest, LocalPath>& places)
        : m_files(files), m_places(places) {}

    // Lays out the sources of one segment; patch.source-missing if one is nowhere or has another
    // size than its list says.
    Result<void> layOut(const PatchHead& head, const PatchSegment& segment);
    // Fails outside of the files and in the gaps between them.
    Result<void> read(qint64 position, std::span<char> into);

private:
    static constexpr qint64 blockSize = 16 * 1024;
    static constexpr size_t blockCount = 64;

    struct Part {
        qint64 start = 0;
        qint64 size = 0;
        LocalPath place;
    };
    struct Block {
        qsizetype part = -1;
        qint64 number = 0; // in its part
        std::unique_ptr<char[]> bytes;
    };

    Result<const char*> block(qsizetype part, qint64 number);
    Result<int> descriptorOf(qsizetype part);

    FileSystem& m_files;
    const QHash<Digest, LocalPath>& m_places;
    QList<Part> m_parts;
    qsizetype m_lastPart = 0;
    std::array<Block, blockCount> m_blocks;
    std::unordered_map<qsizetype, Descriptor> m_open;
};

} // namespace upkeep
