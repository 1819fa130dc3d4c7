// SPDX-License-Identifier: Apache-2.0
#include "tree/scan.h"

#include <QSet>

namespace upkeep {

namespace {

class Scanner {
public:
    Scanner(FileSystem& files,
            const LocalPath& root,
            const ScanOptions& options,
            const std::stop_token& stop)
        : m_files(files), m_root(root), m_options(options), m_stop(stop),
          m_skip(options.skip.begin(), options.skip.end()) {}

    Result<QList<ScannedEntry>> scan();

private:
    Result<void> scanEntry(const LocalName& name, int depth);
    Result<void> enter(const LocalName& name, int depth);
    bool isLeftOut(const LocalName& name, FileType type) const;
    Error tooMuch(const LocalName& name, const QString& cause) const;

    FileSystem& m_files;
    const LocalPath& m_root;
    const ScanOptions& m_options;
    const std::stop_token& m_stop;
    QSet<LocalName> m_skip;
    quint64 m_device = 0;
    QList<ScannedEntry> m_entries;
};

Error Scanner::tooMuch(const LocalName& name, const QString& cause) const {
    return Error{ErrorCode::TreeInvalid, (m_root / name).display(), cause};
}

bool Scanner::isLeftOut(const LocalName& name, FileType type) const {
    return m_skip.contains(name) || (m_options.leaveOut && m_options.leaveOut(name, type));
}

// A file that goes away between two looks is none of ours to report.
bool isGone(const Error& error) {
    return error.code == ErrorCode::FileNotFound;
}

Result<void> Scanner::enter(const LocalName& name, int depth) {
    if (depth >= m_options.maximumDepth)
        return tooMuch(name, QStringLiteral("lies over %1 levels deep").arg(depth));
    const qsizetype folder = m_entries.size() - 1;
    auto listed = m_files.list(m_root / name);
    if (!listed.has_value() && isGone(listed.error())) {
        m_entries.removeAt(folder);
        return {};
    }
    if (!listed.has_value() && listed.error().code == ErrorCode::FileAccess) {
        m_entries[folder].unreadable = true;
        return {};
    }
    UPKEEP_TRY(listed);
    for (const FolderEntry& entry : std::as_const(listed.value()))
        UPKEEP_TRY(scanEntry(name.child(entry.name), depth + 1));
    return {};
}

Result<void> Scanner::scanEntry(const LocalName& name, int depth) {
    if (m_stop.stop_requested())
        return Error{ErrorCode::Cancelled, {}, {}};
    const auto stat = m_files.stat(m_root / name);
    if (!stat.has_value() && isGone(stat.error()))
        return {};
    UPKEEP_TRY(stat);
    if (isLeftOut(name, stat->type))
        return {};
    if (m_entries.size() >= m_options.maximumEntries)
        return tooMuch(name, QStringLiteral("is one of over %1 entries").arg(m_entries.size()));
    ScannedEntry entry{name, stat.value(), {}, false, stat->identity.device != m_device};
    if (stat->type == FileType::Symlink) {
        auto target = m_files.readLink(m_root / name);
        if (!target.has_value() && isGone(target.error()))
            return {};
        UPKEEP_TRY_AS(entry.target, std::move(target));
    }
    m_entries.append(entry);
    if (stat->type == FileType::Folder && !entry.otherFileSystem)
        return enter(name, depth);
    return {};
}

Result<QList<ScannedEntry>> Scanner::scan() {
    UPKEEP_TRY_AS(const FileStat top, m_files.stat(m_root));
    if (top.type != FileType::Folder)
        return Error{ErrorCode::FileFailed, m_root.display(), QStringLiteral("is no folder")};
    m_device = top.identity.device;
    UPKEEP_TRY_AS(const QList<FolderEntry> names, m_files.list(m_root));
    for (const FolderEntry& entry : names)
        UPKEEP_TRY(scanEntry(entry.name, 1));
    return std::move(m_entries);
}

} // namespace

Result<QList<ScannedEntry>> scanTree(FileSystem& files,
                                     const LocalPath& root,
                                     const ScanOptions& options,
                                     std::stop_token stop) {
    return Scanner(files, root, options, stop).scan();
}

} // namespace upkeep
