// SPDX-License-Identifier: Apache-2.0
// The index of a package (FORMATS section 4): its frames, its file list, and where each file's
// content lies. An asset of its own, zstd; fetched only for missing frames, the whole way and
// repair.
//
//   zstd of:  "UPKEEP_INDEX" u16 major u16 minor | tree hash | package length varint, SHA-256 |
//   frame count varint,
//             per frame { csize, usize varints; kind u8 (0 = G, 1 = D); SHA-256 of the compressed
//             frame; D: of the piece } | file list block | per regular file with content { first
//             frame varint, offset varint }
//
// Bounds: 64 MiB unpacked, 400,000 frames, windowLog <= 25 in a frame, <= 8 MiB raw per frame, the
// tar <= 200 times the package (asked above 64 MiB).
#pragma once

#include "base/digest.h"
#include "base/result.h"
#include "tree/file_list.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace upkeep {

enum class FrameKind : quint8 { Group = 0, Data = 1 };

struct Frame {
    FrameKind kind = FrameKind::Group;
    qint64 offset = 0; // in the framed package
    qint64 packed = 0;
    qint64 raw = 0;
    qint64 rawOffset = 0; // in the tar
    Digest packedDigest;
    Digest rawDigest; // D frames only

    friend bool operator==(const Frame&, const Frame&) = default;
};

// Where the content of one file begins; D frames follow each other until the file is complete.
struct FilePlace {
    qint64 firstFrame = -1; // -1: no content (empty file, folder, link)
    qint64 offset = 0;      // in that frame's raw bytes

    friend bool operator==(const FilePlace&, const FilePlace&) = default;
};

struct PackageIndex {
    Digest treeHash;
    qint64 packageLength = 0;
    Digest packageDigest;
    QList<Frame> frames;
    FileList files;
    QList<FilePlace> places; // one per entry of `files`

    // Fails with payload.invalid or payload.limit; a `files` that does not hash to `treeHash` is
    // refused, too.
    static Result<PackageIndex> parse(QByteArrayView asset);
    Result<QByteArray> serialize() const;

    // The frames that hold the content of an entry, in order.
    QList<qint64> framesOf(qsizetype entry) const;
    // Where the content of an entry begins in the tar.
    qint64 tarOffset(qsizetype entry) const;

    friend bool operator==(const PackageIndex&, const PackageIndex&) = default;
};

} // namespace upkeep
