// SPDX-License-Identifier: Apache-2.0
// A small tree for the tests of packages and patches: described in a table, written to a folder,
// listed, and compared with what was assembled.
#pragma once

#include "support/verify_ok.h"
#include "system/file_system.h"
#include "tree/file_list.h"

#include <QMap>
#include <QTest>

#include <optional>

namespace upkeep {

struct MadeFile {
    QByteArray content;
    quint32 mode = 0644;
    QByteArray linkTarget; // a link if not empty
};

using MadeTree = QMap<QByteArray, MadeFile>;

// Bytes without pattern, the same for the same seed.
inline QByteArray noise(qsizetype size, quint32 seed) {
    QByteArray bytes(size, Qt::Uninitialized);
    quint64 state = seed * 0x9E3779B97F4A7C15ULL + 1;
    for (char& byte : bytes) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        byte = static_cast<char>(state >> 32);
    }
    return bytes;
}

inline QByteArray sentences(int lines, quint32 seed) {
    QByteArray text;
    for (int i = 0; i < lines; ++i)
        text += "line " + QByteArray::number(i) + " of text " + QByteArray::number(seed) + "\n";
    return text;
}

inline LocalPath localPath(const QString& path) {
    return LocalPath::parse(path.toUtf8()).value();
}

// Folders are made and listed for every file.
inline FileList listOf(const MadeTree& tree) {
    QMap<QByteArray, FileEntry> entries;
    for (auto file = tree.begin(); file != tree.end(); ++file) {
        RelativePath path = RelativePath::parse(file.key()).value();
        for (QByteArray parent = path.parent(); !parent.isEmpty();) {
            const RelativePath folder = RelativePath::parse(parent).value();
            entries.insert(parent, {EntryType::Folder, 0755, 0, {}, folder, {}});
            parent = folder.parent();
        }
        if (!file->linkTarget.isEmpty())
            entries.insert(file.key(), {EntryType::Symlink, 0777, 0, {}, path, file->linkTarget});
        else
            entries.insert(file.key(),
                           {EntryType::File,
                            file->mode,
                            file->content.size(),
                            Digest::of(file->content),
                            path,
                            {}});
    }
    return FileList::fromEntries(entries.values()).value();
}

inline Result<void> writeEntry(FileSystem& files, const LocalPath& path, const MadeFile& made) {
    if (!made.linkTarget.isEmpty())
        return files.symlink(made.linkTarget, path);
    UPKEEP_TRY_AS(const auto file, files.create(path, made.mode));
    UPKEEP_TRY(file->write(made.content));
    return file->close(false);
}

inline FileList writeTree(FileSystem& files, const LocalPath& folder, const MadeTree& tree) {
    const FileList list = listOf(tree);
    [&] { VERIFY_OK(files.makeFolder(folder)); }();
    for (const FileEntry& entry : list.entries()) {
        const LocalPath path = folder / LocalName(entry.path);
        if (entry.type == EntryType::Folder)
            [&] { VERIFY_OK(files.makeFolder(path)); }();
        else
            [&] { VERIFY_OK(writeEntry(files, path, tree.value(entry.path.bytes()))); }();
    }
    return list;
}

// Empty if `folder` holds exactly the listed entries, else the first difference.
inline QByteArray differenceFrom(FileSystem& files, const LocalPath& folder, const FileList& list) {
    qsizetype found = 0;
    const std::function<qsizetype(const LocalPath&)> count = [&](const LocalPath& place) {
        qsizetype sum = 0;
        const auto listed = files.list(place);
        for (const FolderEntry& entry : listed.value())
            sum += 1 + (entry.type == FileType::Folder ? count(place / entry.name) : 0);
        return sum;
    };
    found = count(folder);
    if (found != list.entries().size())
        return QByteArray::number(found) + " entries instead of " +
               QByteArray::number(list.entries().size());
    for (const FileEntry& entry : list.entries()) {
        const LocalPath path = folder / LocalName(entry.path);
        const auto stat = files.stat(path);
        if (!stat)
            return entry.path.bytes() + " is not there";
        if (entry.type == EntryType::Symlink) {
            if (files.readLink(path).value() != entry.target)
                return entry.path.bytes() + " leads elsewhere";
            continue;
        }
        if (stat->mode != entry.mode)
            return entry.path.bytes() + " has another mode";
        if (entry.type == EntryType::File &&
            Digest::of(files.read(path, qint64(1) << 30).value()) != entry.digest)
            return entry.path.bytes() + " has other content";
    }
    return {};
}

} // namespace upkeep
