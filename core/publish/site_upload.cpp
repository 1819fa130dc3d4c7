// SPDX-License-Identifier: Apache-2.0
#include "publish/site_upload.h"

#include "base/digest.h"

namespace upkeep {

namespace {

class FolderUpload {
public:
    FolderUpload(FileSystem& files, LocalPath from, LocalPath to, std::stop_token stop)
        : m_files(files), m_from(std::move(from)), m_to(std::move(to)), m_stop(std::move(stop)) {}

    const UploadReport& report() const { return m_report; }

    using LeaveOut = bool (*)(const QByteArray& name);

    Result<void> folder(const LocalName& name, LeaveOut leaveOut = &nothing) {
        UPKEEP_TRY(m_files.makeFolders(m_to / name));
        UPKEEP_TRY_AS(const QList<FolderEntry> entries, m_files.list(m_from / name));
        for (const FolderEntry& entry : entries) {
            // Hidden names are releases in the making.
            if (entry.name.bytes().startsWith('.') || leaveOut(entry.name.bytes()))
                continue;
            const LocalName child = name.child(entry.name);
            if (entry.type == FileType::Folder)
                UPKEEP_TRY(folder(child));
            else
                UPKEEP_TRY(file(child));
        }
        return m_files.syncFolder(m_to / name);
    }

    Result<void> file(const LocalName& name) {
        if (m_stop.stop_requested())
            return Error{ErrorCode::Cancelled, {}, {}};
        UPKEEP_TRY_AS(const bool same, isSame(name));
        if (same) {
            ++m_report.unchanged;
            return {};
        }
        const LocalPath part = (m_to / name).withSuffix(".part");
        UPKEEP_TRY(m_files.removeTree(part));
        UPKEEP_TRY(m_files.cloneOrCopy(m_from / name, part, 0644));
        UPKEEP_TRY(m_files.syncFile(part));
        UPKEEP_TRY(m_files.replace(part, m_to / name));
        UPKEEP_TRY_AS(const FileStat stat, m_files.stat(m_to / name));
        ++m_report.copied;
        m_report.bytes += stat.size;
        return {};
    }

private:
    static bool nothing(const QByteArray&) { return false; }

    Result<bool> isSame(const LocalName& name) {
        UPKEEP_TRY_AS(const auto there, m_files.statIfThere(m_to / name));
        UPKEEP_TRY_AS(const FileStat here, m_files.stat(m_from / name));
        if (!there || there->size != here.size)
            return false;
        UPKEEP_TRY_AS(const Descriptor mine, m_files.open(m_from / name));
        UPKEEP_TRY_AS(const Descriptor theirs, m_files.open(m_to / name));
        UPKEEP_TRY_AS(const Digest left, Digest::ofFile(mine.get()));
        UPKEEP_TRY_AS(const Digest right, Digest::ofFile(theirs.get()));
        return left == right;
    }

    FileSystem& m_files;
    LocalPath m_from;
    LocalPath m_to;
    std::stop_token m_stop;
    UploadReport m_report;
};

} // namespace

Result<UploadReport> uploadToFolder(FileSystem& files,
                                    const LocalPath& site,
                                    const LocalPath& to,
                                    const PublishLog& log,
                                    std::stop_token stop,
                                    UploadParts parts) {
    FolderUpload upload(files, site, to, std::move(stop));
    const auto name = [](const char* text) { return *LocalName::parse(text); };
    if (parts == UploadParts::Everything) {
        log(QStringLiteral("Assets"));
        UPKEEP_TRY(upload.folder(name("releases")));
    }
    log(QStringLiteral("Release documents"));
    UPKEEP_TRY(upload.folder(name("targets")));
    log(QStringLiteral("Metadata"));
    UPKEEP_TRY(upload.folder(name("metadata"), [](const QByteArray& file) {
        return file == "timestamp.json" || file.endsWith(".root.json");
    }));
    UPKEEP_TRY(upload.file(name("metadata/timestamp.json")));
    // A new root last: until it is there, former keys' signatures are believed, and the files
    // above have those, too (metadata_signing.h).
    UPKEEP_TRY(upload.folder(name("metadata")));
    UPKEEP_TRY(upload.file(name("root.json")));
    UPKEEP_TRY(files.syncFolder(to / "metadata"));
    UPKEEP_TRY(files.syncFolder(to));
    return upload.report();
}

} // namespace upkeep
