// SPDX-License-Identifier: Apache-2.0
#include "payload/foreign_archive.h"

#include "tree/entry_gate.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <memory>

#include <unistd.h>

namespace upkeep {

namespace {

constexpr size_t blockSize = 256 * 1024;
// Our own records lie there; nobody else may write them.
constexpr const char* reserved = ".upkeep-installed";

struct CloseArchive {
    void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, CloseArchive>;

Error invalid(const LocalPath& file, const QString& cause) {
    return Error{ErrorCode::ArchiveInvalid, file.display(), cause};
}

Error lastError(const LocalPath& file, archive* reader) {
    const char* const text = archive_error_string(reader);
    return invalid(file, text ? QString::fromUtf8(text) : QStringLiteral("is damaged"));
}

ForeignEntry::Type typeOf(archive_entry* entry) {
    if (archive_entry_hardlink(entry))
        return ForeignEntry::Type::HardLink;
    switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
        return ForeignEntry::Type::File;
    case AE_IFDIR:
        return ForeignEntry::Type::Folder;
    case AE_IFLNK:
        return ForeignEntry::Type::Symlink;
    default:
        return ForeignEntry::Type::Special;
    }
}

ForeignEntry entryOf(archive_entry* entry) {
    ForeignEntry foreign;
    const char* const utf8 = archive_entry_pathname_utf8(entry);
    foreign.name = utf8 ? utf8 : archive_entry_pathname(entry);
    foreign.type = typeOf(entry);
    foreign.mode = static_cast<quint32>(archive_entry_perm(entry));
    foreign.size = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : -1;
    const char* const target = archive_entry_symlink_utf8(entry);
    if (foreign.type == ForeignEntry::Type::Symlink)
        foreign.target = target ? target : archive_entry_symlink(entry);
    return foreign;
}

// Reads one archive; writes below a folder where it was given one.
class Unpacking {
public:
    Unpacking(const ForeignArchive& archive,
              std::optional<LocalPath> into,
              FileSystem& files,
              qint64 packed,
              std::stop_token stop)
        : m_archive(archive), m_into(std::move(into)), m_files(files), m_stop(std::move(stop)),
          m_gate(packed, archive.form == ForeignForm::Program ? 0 : archive.strip) {}

    Result<FileList> run(const Descriptor& file) {
        UPKEEP_TRY(m_archive.form == ForeignForm::Program ? takeProgram(file) : takeArchive(file));
        // Last, so that nothing was ever written through one.
        for (const FileEntry& link : std::as_const(m_links)) {
            UPKEEP_TRY(makeParent(link.path));
            UPKEEP_TRY(m_files.symlink(link.target, *m_into / LocalName(link.path)));
        }
        UPKEEP_TRY_AS(const FileList list, m_gate.finish(m_digests));
        if (list.entries().isEmpty())
            return invalid(m_archive.file, QStringLiteral("holds nothing"));
        return asRunnable(list);
    }

private:
    Result<void> takeArchive(const Descriptor& file) {
        const Reader reader(archive_read_new());
        if (m_archive.form == ForeignForm::Tar)
            archive_read_support_format_tar(reader.get());
        else
            archive_read_support_format_zip(reader.get());
        archive_read_support_filter_gzip(reader.get());
        archive_read_support_filter_xz(reader.get());
        archive_read_support_filter_zstd(reader.get());
        if (archive_read_open_fd(reader.get(), file.get(), blockSize) != ARCHIVE_OK)
            return lastError(m_archive.file, reader.get());
        for (archive_entry* entry = nullptr;;) {
            if (m_stop.stop_requested())
                return Error{ErrorCode::Cancelled, m_archive.file.display(), {}};
            const int status = archive_read_next_header(reader.get(), &entry);
            if (status == ARCHIVE_EOF)
                return {};
            // A warning means that something of the entry was lost.
            if (status != ARCHIVE_OK)
                return lastError(m_archive.file, reader.get());
            if (archive_entry_is_encrypted(entry) > 0)
                return invalid(m_archive.file, QStringLiteral("is encrypted"));
            UPKEEP_TRY(takeEntry(reader.get(), entryOf(entry)));
        }
    }

    Result<void> takeEntry(archive* reader, const ForeignEntry& foreign) {
        UPKEEP_TRY_AS(const auto admitted, m_gate.admit(foreign));
        if (!admitted)
            return {};
        UPKEEP_TRY(checkReserved(admitted->path));
        if (admitted->type == EntryType::Folder)
            return m_into ? m_files.makeFolders(*m_into / LocalName(admitted->path))
                          : Result<void>();
        if (admitted->type == EntryType::Symlink) {
            if (m_into)
                m_links.append(*admitted);
            return {};
        }
        UPKEEP_TRY(begin(*admitted));
        UPKEEP_TRY(copyContent(reader));
        return end(*admitted);
    }

    // Holes are zeros like any others, and counted like them.
    Result<void> copyContent(archive* reader) {
        qint64 written = 0;
        for (;;) {
            const void* bytes = nullptr;
            size_t size = 0;
            la_int64_t offset = 0;
            const int status = archive_read_data_block(reader, &bytes, &size, &offset);
            if (status == ARCHIVE_EOF)
                return {};
            if (status != ARCHIVE_OK)
                return lastError(m_archive.file, reader);
            if (m_stop.stop_requested())
                return Error{ErrorCode::Cancelled, m_archive.file.display(), {}};
            if (offset < written)
                return invalid(m_archive.file, QStringLiteral("goes back within a file"));
            UPKEEP_TRY(addZeros(offset - written));
            UPKEEP_TRY(add(QByteArrayView(static_cast<const char*>(bytes), qsizetype(size))));
            written = offset + qint64(size);
        }
    }

    Result<void> addZeros(qint64 count) {
        static const QByteArray zeros(64 * 1024, '\0');
        for (; count > 0; count -= qMin<qint64>(count, zeros.size()))
            UPKEEP_TRY(add(QByteArrayView(zeros).first(qMin<qint64>(count, zeros.size()))));
        return {};
    }

    Result<void> takeProgram(const Descriptor& file) {
        ForeignEntry foreign;
        foreign.name = m_archive.executable.bytes();
        foreign.mode = 0755;
        UPKEEP_TRY_AS(const auto admitted, m_gate.admit(foreign));
        if (!admitted)
            return invalid(m_archive.file, QStringLiteral("has no name"));
        UPKEEP_TRY(begin(*admitted));
        const auto buffer = std::make_unique<std::array<char, blockSize>>();
        for (;;) {
            const ssize_t got = ::read(file.get(), buffer->data(), buffer->size());
            if (got < 0)
                return invalid(m_archive.file, qt_error_string(errno));
            if (got == 0)
                return end(*admitted);
            UPKEEP_TRY(add(QByteArrayView(buffer->data(), got)));
        }
    }

    Result<void> begin(const FileEntry& entry) {
        if (!m_into)
            return {};
        UPKEEP_TRY(makeParent(entry.path));
        const bool runs = entry.path == m_archive.executable;
        UPKEEP_TRY_AS(m_file,
                      m_files.create(*m_into / LocalName(entry.path), runs ? 0755 : entry.mode));
        return {};
    }

    Result<void> add(QByteArrayView bytes) {
        UPKEEP_TRY(m_gate.addContent(bytes.size()));
        m_hash.add(bytes);
        return m_file ? m_file->write(bytes) : Result<void>();
    }

    Result<void> end(const FileEntry& entry) {
        m_digests.insert(entry.path, m_hash.finish());
        const std::unique_ptr<NewFile> file = std::move(m_file);
        return file ? file->close(false) : Result<void>();
    }

    Result<void> makeParent(const RelativePath& path) {
        const QByteArray parent = path.parent();
        if (parent.isEmpty())
            return {};
        UPKEEP_TRY_AS(const LocalName name, LocalName::parse(parent));
        return m_files.makeFolders(*m_into / name);
    }

    static Result<void> checkReserved(const RelativePath& path) {
        const QByteArray first = path.bytes().split('/').constFirst();
        if (first.compare(reserved, Qt::CaseInsensitive) != 0)
            return {};
        return Error{ErrorCode::ArchiveUnsafe,
                     QString::fromUtf8(path.bytes()),
                     QStringLiteral("is a name of ours")};
    }

    // A zip made elsewhere knows no modes, and the program must start all the same.
    Result<FileList> asRunnable(const FileList& list) const {
        QList<FileEntry> entries = list.entries();
        for (FileEntry& entry : entries) {
            if (entry.type == EntryType::File && entry.path == m_archive.executable)
                entry.mode = 0755;
        }
        return FileList::fromEntries(std::move(entries));
    }

    const ForeignArchive& m_archive;
    std::optional<LocalPath> m_into;
    FileSystem& m_files;
    std::stop_token m_stop;
    EntryGate m_gate;
    Sha256 m_hash;
    std::unique_ptr<NewFile> m_file;
    QHash<RelativePath, Digest> m_digests;
    QList<FileEntry> m_links;
};

Result<FileList> read(const ForeignArchive& archive,
                      const std::optional<LocalPath>& into,
                      FileSystem& files,
                      std::stop_token stop) {
    UPKEEP_TRY_AS(const FileStat stat, files.stat(archive.file));
    UPKEEP_TRY_AS(const Descriptor file, files.open(archive.file));
    return Unpacking(archive, into, files, stat.size, std::move(stop)).run(file);
}

} // namespace

std::optional<ForeignForm> foreignFormOf(const QString& assetName) {
    const QString name = assetName.toLower();
    const auto endsWith = [&](const QStringList& endings) {
        return std::any_of(endings.begin(), endings.end(), [&](const QString& ending) {
            return name.endsWith(ending);
        });
    };
    if (endsWith({QStringLiteral(".tar.gz"),
                  QStringLiteral(".tgz"),
                  QStringLiteral(".tar.xz"),
                  QStringLiteral(".txz"),
                  QStringLiteral(".tar.zst"),
                  QStringLiteral(".tar")}))
        return ForeignForm::Tar;
    if (endsWith({QStringLiteral(".zip")}))
        return ForeignForm::Zip;
    const bool isOthers = endsWith({QStringLiteral(".deb"),
                                    QStringLiteral(".rpm"),
                                    QStringLiteral(".apk"),
                                    QStringLiteral(".exe"),
                                    QStringLiteral(".msi"),
                                    QStringLiteral(".dmg"),
                                    QStringLiteral(".pkg"),
                                    QStringLiteral(".snap"),
                                    QStringLiteral(".flatpak"),
                                    QStringLiteral(".7z"),
                                    QStringLiteral(".rar"),
                                    QStringLiteral(".gz"),
                                    QStringLiteral(".xz"),
                                    QStringLiteral(".zst"),
                                    QStringLiteral(".bz2"),
                                    QStringLiteral(".tbz")});
    return isOthers ? std::nullopt : std::optional(ForeignForm::Program);
}

Result<FileList> unpackForeign(const ForeignArchive& archive,
                               const LocalPath& into,
                               FileSystem& files,
                               std::stop_token stop) {
    return read(archive, into, files, std::move(stop));
}

Result<FileList>
listForeign(const ForeignArchive& archive, FileSystem& files, std::stop_token stop) {
    return read(archive, std::nullopt, files, std::move(stop));
}

} // namespace upkeep
