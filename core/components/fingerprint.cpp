// SPDX-License-Identifier: Apache-2.0
#include "components/fingerprint.h"

#include "product/installed_record.h"

namespace upkeep {

namespace {

class Fingerprinter {
public:
    Fingerprinter(FileSystem& files, std::stop_token stop)
        : m_files(files), m_stop(std::move(stop)) {}

    Result<void> addEntry(const LocalPath& path, const QByteArray& name, const FileStat& stat) {
        if (m_stop.stop_requested())
            return Error{ErrorCode::Cancelled, {}, {}};
        QByteArray content;
        if (stat.type == FileType::Regular) {
            UPKEEP_TRY_AS(const Descriptor file, m_files.open(path));
            UPKEEP_TRY_AS(const Digest digest, Digest::ofFile(file.get()));
            content = digest.hex();
        } else if (stat.type == FileType::Symlink) {
            UPKEEP_TRY_AS(content, m_files.readLink(path));
        }
        // Lengths before the bytes: names may hold anything.
        m_hash.add(QByteArray::number(int(stat.type)) + ' ' + QByteArray::number(stat.mode, 8) +
                   ' ' + QByteArray::number(name.size()) + ' ' +
                   QByteArray::number(content.size()) + '\n' + name + content);
        return {};
    }

    Result<void> addFolder(const LocalPath& folder, const QByteArray& prefix) {
        UPKEEP_TRY_AS(const QList<FolderEntry> entries, m_files.list(folder));
        for (const FolderEntry& entry : entries) {
            const LocalPath path = folder / entry.name;
            const QByteArray name = prefix + entry.name.bytes();
            UPKEEP_TRY_AS(const FileStat stat, m_files.stat(path));
            UPKEEP_TRY(addEntry(path, name, stat));
            if (stat.type == FileType::Folder)
                UPKEEP_TRY(addFolder(path, name + '/'));
        }
        return {};
    }

    Result<void> addSigned(const LocalPath& tree, const FileList& list) {
        for (const FileEntry& entry : list.entries()) {
            const LocalPath path = tree / LocalName(entry.path);
            UPKEEP_TRY_AS(const auto stat, m_files.statIfThere(path));
            if (stat)
                UPKEEP_TRY(addEntry(path, entry.path.bytes(), *stat));
        }
        return {};
    }

    Digest finish() { return m_hash.finish(); }

private:
    FileSystem& m_files;
    std::stop_token m_stop;
    Sha256 m_hash;
};

} // namespace

Result<Digest> fingerprintOf(FileSystem& files, const LocalPath& tree, std::stop_token stop) {
    Fingerprinter fingerprinter(files, std::move(stop));
    UPKEEP_TRY_AS(const FileStat stat, files.stat(tree));
    if (stat.type != FileType::Folder) {
        UPKEEP_TRY(fingerprinter.addEntry(tree, {}, stat));
        return fingerprinter.finish();
    }
    const auto record = readInstalledRecord(files, tree);
    if (!record && record.error().code == ErrorCode::FileFailed)
        return record.error();
    if (record) {
        UPKEEP_TRY_AS(const FileList list, record->signedList());
        UPKEEP_TRY(fingerprinter.addSigned(tree, list));
    } else {
        UPKEEP_TRY(fingerprinter.addFolder(tree, {}));
    }
    return fingerprinter.finish();
}

} // namespace upkeep
