// SPDX-License-Identifier: Apache-2.0
// One file of the new tree while it is written: hashed on its way, and gone again unless it is what
// was signed.
#pragma once

#include "base/digest.h"
#include "base/result.h"
#include "system/file_system.h"
#include "tree/file_list.h"

#include <memory>

namespace upkeep {

class VerifiedFile {
public:
    static Result<VerifiedFile>
    create(FileSystem& files, const LocalPath& path, const FileEntry& entry);
    Result<void> write(QByteArrayView bytes);
    // Closes it; what differs from the entry is removed and reported as payload.hash-mismatch.
    Result<void> finish();
    // Removes what was written of a file that is given up.
    Result<void> discard();

private:
    VerifiedFile(FileSystem& files,
                 LocalPath path,
                 const FileEntry& entry,
                 std::unique_ptr<NewFile> file);

    FileSystem* m_files;
    LocalPath m_path;
    const FileEntry* m_entry;
    std::unique_ptr<NewFile> m_file;
    Sha256 m_hash;
    qint64 m_written = 0;
};

} // namespace upkeep
