// SPDX-License-Identifier: Apache-2.0
// Which content a file had when it was last hashed (FORMATS section 6). Believed only while device,
// inode, size, mtime and ctime are all the same, to the nanosecond. A cache: losing it costs time,
// nothing else.
#pragma once

#include "base/digest.h"
#include "base/names.h"
#include "base/result.h"
#include "system/file_system.h"

#include <QHash>

#include <optional>

namespace upkeep {

// A file changed so shortly before it was hashed may change again within the same time stamp.
inline constexpr qint64 racySeconds = 2;
bool isRacy(const FileStat& stat, FileTime hashingStarted);
// The clock that stamps files, not the clock of the walk.
FileTime currentFileTime();

class StatCache {
public:
    // A cache that is missing or damaged is an empty one; only I/O errors fail.
    static Result<StatCache> load(FileSystem& files, const LocalPath& file);
    // Atomic, so that a cut leaves the old one or the new one.
    Result<void> save(FileSystem& files, const LocalPath& file) const;

    std::optional<Digest> find(const LocalName& name, const FileStat& stat) const;
    // Racy entries are dropped, so that they are hashed anew the next time.
    void remember(const LocalName& name,
                  const FileStat& stat,
                  const Digest& digest,
                  FileTime hashingStarted);
    void forget(const LocalName& name) { m_entries.remove(name); }
    qsizetype size() const { return m_entries.size(); }

    friend bool operator==(const StatCache&, const StatCache&) = default;

private:
    struct Entry {
        quint64 device = 0;
        quint64 inode = 0;
        qint64 size = 0;
        FileTime modified;
        FileTime changed;
        Digest digest;
        friend bool operator==(const Entry&, const Entry&) = default;
    };
    static Result<StatCache> parse(QByteArrayView bytes);
    QByteArray serialize() const;

    QHash<LocalName, Entry> m_entries;
};

} // namespace upkeep
