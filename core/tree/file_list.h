// SPDX-License-Identifier: Apache-2.0
// The signed list of a tree (FORMATS section 3): one canonical line per entry, sorted by raw path
// bytes. Its SHA-256 is the tree hash. Regular files, folders and relative symlinks that stay
// inside; modes 0644 or 0755.
//
//   f 0644 1234 <sha256> path            d 0755 0 - path            l 0777 0 - path -> target
// Fields are separated by one tab: type, mode, size, sha256 (or -), path, link target (links only).
// Lines end in "\n".
#pragma once

#include "base/digest.h"
#include "base/names.h"
#include "base/result.h"

#include <QByteArray>
#include <QHash>
#include <QList>

namespace upkeep {

enum class EntryType : char { File = 'f', Folder = 'd', Symlink = 'l' };

struct FileEntry {
    EntryType type = EntryType::File;
    quint32 mode = 0644;
    qint64 size = 0; // files
    Digest digest;   // files
    RelativePath path;
    QByteArray target; // symlinks: relative, stays inside the tree

    friend bool operator==(const FileEntry&, const FileEntry&) = default;
};

class FileList {
public:
    FileList() = default;
    // Strict: exact bytes, sorted, unique (also case-insensitively and in NFC), parents listed as
    // folders, limits of SECURITY 4.9 (200,000 entries). Fails with tree.invalid naming the line.
    static Result<FileList> parse(QByteArrayView text);
    // Sorts and checks the same rules.
    static Result<FileList> fromEntries(QList<FileEntry> entries);

    const QList<FileEntry>& entries() const { return m_entries; }
    // nullptr if there is none.
    const FileEntry* find(const RelativePath& path) const;
    QByteArray serialize() const;
    Digest treeHash() const; // SHA-256 of serialize()
    qint64 totalSize() const;
    // This list plus the entries of another; tree.invalid where both own a path (folders may be
    // shared).
    Result<FileList> joined(const FileList& other) const;

    friend bool operator==(const FileList&, const FileList&) = default;

private:
    QList<FileEntry> m_entries;
    QHash<RelativePath, qsizetype> m_index;
};

} // namespace upkeep
