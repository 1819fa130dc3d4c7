// SPDX-License-Identifier: Apache-2.0
// Lets entries of a stranger's archive in, one by one, before their content is read, and makes the
// file list of what came. Whoever reads an archive asks this and writes the files itself; nothing
// an archive says about owners, times, xattrs, ACLs or capabilities is ever applied.
//
// Refused by name: names that RelativePath refuses, links that leave the tree, hard links, devices,
// FIFOs, sockets, setuid and setgid files, a name twice (also in another case or Unicode form), a
// file where a folder was, anything below what is no folder (archive.unsafe-entry); more entries
// or bytes than allowed (payload.limit). After an error the whole archive is given up.
#pragma once

#include "base/digest.h"
#include "tree/file_list.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace upkeep {

struct ForeignEntry {
    enum class Type { File, Folder, Symlink, HardLink, Special };
    QByteArray name; // as the archive has it
    Type type = Type::File;
    quint32 mode = 0644;
    qint64 size = 0;   // as declared; -1 = unknown until it was read
    QByteArray target; // links
};

struct ArchiveLimits {
    qint64 entries = 200'000;
    qint64 file = qint64(2) << 30;     // one file
    qint64 unpacked = qint64(8) << 30; // all files
    qint64 ratio = 200;                // unpacked bytes per packed byte
    qint64 ratioFree = 1 << 20;        // below this the ratio is not asked
};

class EntryGate {
public:
    // `packed`: length of the archive. `strip`: leading components dropped from every name.
    explicit EntryGate(qint64 packed, int strip = 0, const ArchiveLimits& limits = {});

    // The entry to make (its size and digest follow from the content); nullopt where nothing of it
    // is left, or the folder is known already.
    Result<std::optional<FileEntry>> admit(const ForeignEntry& entry);
    // Before `count` more bytes of the file admitted last are written.
    Result<void> addContent(qint64 count);
    // The list of all that was admitted, folders nobody listed included. `digests` by path.
    Result<FileList> finish(const QHash<RelativePath, Digest>& digests) const;

private:
    Result<std::optional<RelativePath>> nameOf(const ForeignEntry& entry) const;
    Result<void> addFolders(const RelativePath& path);
    Result<void> add(FileEntry entry);
    Result<void> checkSize(const FileEntry& entry, qint64 declared) const;

    qint64 m_mostUnpacked;
    int m_strip;
    ArchiveLimits m_limits;
    qint64 m_seen = 0;     // entries of the archive, the dropped ones too
    qint64 m_unpacked = 0; // bytes that came
    QList<FileEntry> m_entries;
    QHash<RelativePath, qsizetype> m_index;
    QSet<QString> m_folded;
    qsizetype m_current = -1; // the file whose content comes
};

} // namespace upkeep
