// SPDX-License-Identifier: Apache-2.0
#include "payload/verified_file.h"

namespace upkeep {

VerifiedFile::VerifiedFile(FileSystem& files,
                           LocalPath path,
                           const FileEntry& entry,
                           std::unique_ptr<NewFile> file)
    : m_files(&files), m_path(std::move(path)), m_entry(&entry), m_file(std::move(file)) {}

Result<VerifiedFile>
VerifiedFile::create(FileSystem& files, const LocalPath& path, const FileEntry& entry) {
    UPKEEP_TRY_AS(auto file, files.create(path, entry.mode, entry.size));
    return VerifiedFile(files, path, entry, std::move(file));
}

Result<void> VerifiedFile::write(QByteArrayView bytes) {
    m_written += bytes.size();
    if (m_written > m_entry->size)
        return Error{
            ErrorCode::PayloadHash, m_path.display(), QStringLiteral("is longer than signed")};
    m_hash.add(bytes);
    return m_file->write(bytes);
}

Result<void> VerifiedFile::finish() {
    UPKEEP_TRY(m_file->close(false));
    if (m_written == m_entry->size && m_hash.finish() == m_entry->digest)
        return {};
    UPKEEP_TRY(m_files->removeFile(m_path));
    return Error{ErrorCode::PayloadHash,
                 m_path.display(),
                 QStringLiteral("is not the content that was signed")};
}

Result<void> VerifiedFile::discard() {
    UPKEEP_TRY(m_file->close(false));
    return m_files->removeFile(m_path);
}

} // namespace upkeep
