// SPDX-License-Identifier: Apache-2.0
// Where everything lies in the tar of a package: the order of files, and the borders of frames.
// Pure.
#pragma once

#include "payload/package_index.h"
#include "tree/file_list.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>

namespace upkeep {

// One stretch of the tar: bytes of ours (headers, padding), or the content of a file.
struct TarPiece {
    QByteArray bytes;
    qsizetype entry = -1; // the list's entry whose content it is
    qint64 offset = 0;    // in that content
    qint64 length = 0;
};

struct TarFrame {
    FrameKind kind = FrameKind::Group;
    QList<TarPiece> pieces;
    qint64 raw = 0;
};

struct TarLayout {
    QList<TarFrame> frames;
    QList<FilePlace> places; // one per entry of the list
    qint64 length = 0;
};

// Folders first, then files by (generation, extension, base name, path), links last. `previous`:
// newest first; a file's generation is how many of these releases already had its content, so that
// the newest content comes first and an older client needs a prefix.
TarLayout
layOutTar(const FileList& list, const QList<FileList>& previous, const QDateTime& released);

} // namespace upkeep
