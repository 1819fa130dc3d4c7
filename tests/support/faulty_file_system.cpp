// SPDX-License-Identifier: Apache-2.0
#include "support/faulty_file_system.h"

#include <limits>

namespace upkeep::test {

namespace {

const QString powerCut = QStringLiteral("the power is cut");

} // namespace

class FaultyNewFile final : public NewFile {
public:
    FaultyNewFile(FaultyFileSystem& disk, std::unique_ptr<NewFile> real, LocalPath path)
        : m_disk(disk), m_real(std::move(real)), m_path(std::move(path)) {}

    Result<void> write(QByteArrayView bytes) override {
        const auto admitted = m_disk.admit("write", m_path);
        if (m_disk.isTorn(admitted))
            UPKEEP_TRY(m_real->write(bytes.first(bytes.size() / 2)));
        UPKEEP_TRY(admitted);
        return m_real->write(bytes);
    }

    Result<void> skip(qint64 bytes) override {
        UPKEEP_TRY(m_disk.admit("skip", m_path));
        return m_real->skip(bytes);
    }

    Result<void> close(bool sync) override {
        UPKEEP_TRY(m_disk.admit(sync ? "close and sync" : "close", m_path));
        UPKEEP_TRY(m_real->close(sync));
        const std::scoped_lock lock(m_disk.m_mutex);
        if (sync && m_disk.m_unsynced)
            m_disk.m_unsynced->syncedFile(m_path);
        return {};
    }

private:
    FaultyFileSystem& m_disk;
    std::unique_ptr<NewFile> m_real;
    LocalPath m_path;
};

// --- faults

void FaultyFileSystem::stopAt(int operation, Cut cut) {
    m_stopAt = operation;
    m_cut = cut;
}

bool FaultyFileSystem::isPowerCut(const Error& error) {
    return error.code == ErrorCode::FileFailed && error.cause.endsWith(powerCut);
}

void FaultyFileSystem::failAt(int operation, ErrorCode code) {
    m_failFrom = operation;
    m_failUntil = operation;
    m_failure = code;
}

void FaultyFileSystem::failFrom(int operation, ErrorCode code) {
    failAt(operation, code);
    m_failUntil = std::numeric_limits<int>::max();
}

void FaultyFileSystem::failReadAt(int reading, ErrorCode code) {
    m_failReadAt = reading;
    m_readFailure = code;
}

void FaultyFileSystem::modelDurability(const LocalPath& root, const LocalPath& graveyard) {
    m_unsynced = std::make_unique<UnsyncedChanges>(m_real, root, graveyard);
}

void FaultyFileSystem::dropUnsynced() {
    Q_ASSERT(m_unsynced);
    m_unsynced->drop();
}

void FaultyFileSystem::restart() {
    m_operations = m_readings = m_stopAt = m_failFrom = m_failUntil = m_failReadAt = 0;
    m_stopped = false;
    m_log.clear();
}

Result<void> FaultyFileSystem::admit(const char* operation, const LocalPath& path) {
    const std::scoped_lock lock(m_mutex);
    if (!m_stopped) {
        ++m_operations;
        m_log.append(QLatin1String(operation) + QLatin1Char(' ') + path.display());
        m_stopped = m_operations == m_stopAt;
    }
    if (m_stopped)
        return Error{ErrorCode::FileFailed, path.display(), powerCut};
    if (m_failFrom > 0 && m_operations >= m_failFrom && m_operations <= m_failUntil)
        return Error{m_failure, path.display(), QStringLiteral("made to fail by the test")};
    return {};
}

Result<void> FaultyFileSystem::admitReading(const LocalPath& path) {
    const std::scoped_lock lock(m_mutex);
    if (m_stopped)
        return Error{ErrorCode::FileFailed, path.display(), powerCut};
    if (++m_readings == m_failReadAt)
        return Error{m_readFailure, path.display(), QStringLiteral("made to fail by the test")};
    return {};
}

bool FaultyFileSystem::isTorn(const Result<void>& admitted) const {
    if (admitted.has_value())
        return false;
    // A full disk takes what still fits.
    return admitted.error().code == ErrorCode::FileNoSpace ||
           (m_cut == Cut::Torn && m_stopped && m_operations == m_stopAt);
}

Result<void> FaultyFileSystem::made(Result<void> result, const LocalPath& path) {
    const std::scoped_lock lock(m_mutex);
    if (result.has_value() && m_unsynced)
        m_unsynced->madeName(path);
    return result;
}

std::unique_ptr<NewFile> FaultyFileSystem::wrap(std::unique_ptr<NewFile> file,
                                                const LocalPath& path) {
    return std::make_unique<FaultyNewFile>(*this, std::move(file), path);
}

// --- reading

Result<FileStat> FaultyFileSystem::stat(const LocalPath& path) {
    UPKEEP_TRY(admitReading(path));
    return m_real.stat(path);
}

Result<QList<FolderEntry>> FaultyFileSystem::list(const LocalPath& folder) {
    UPKEEP_TRY(admitReading(folder));
    return m_real.list(folder);
}

Result<QByteArray> FaultyFileSystem::read(const LocalPath& path, qint64 limit) {
    UPKEEP_TRY(admitReading(path));
    return m_real.read(path, limit);
}

Result<Descriptor> FaultyFileSystem::open(const LocalPath& path) {
    UPKEEP_TRY(admitReading(path));
    return m_real.open(path);
}

Result<QByteArray> FaultyFileSystem::readLink(const LocalPath& path) {
    UPKEEP_TRY(admitReading(path));
    return m_real.readLink(path);
}

Result<XattrMap> FaultyFileSystem::xattrs(const LocalPath& path) {
    UPKEEP_TRY(admitReading(path));
    return m_real.xattrs(path);
}

Result<SpaceReport> FaultyFileSystem::space(const LocalPath& path) {
    UPKEEP_TRY(admitReading(path));
    return m_real.space(path);
}

// --- whole small files

Result<void>
FaultyFileSystem::writeAndSync(const LocalPath& path, QByteArrayView bytes, quint32 mode) {
    UPKEEP_TRY(admit("writeAndSync", path));
    UPKEEP_TRY(m_real.writeAndSync(path, bytes, mode));
    const std::scoped_lock lock(m_mutex);
    if (m_unsynced)
        m_unsynced->syncedFolder(path.parent());
    return {};
}

Result<void> FaultyFileSystem::appendAndSync(const LocalPath& path, QByteArrayView bytes) {
    const auto admitted = admit("appendAndSync", path);
    const bool isNew = !m_real.exists(path);
    if (isTorn(admitted) && m_stopped)
        UPKEEP_TRY(m_real.appendAndSync(path, bytes.first(bytes.size() / 2)));
    UPKEEP_TRY(admitted);
    UPKEEP_TRY(m_real.appendAndSync(path, bytes));
    const std::scoped_lock lock(m_mutex);
    if (m_unsynced)
        m_unsynced->syncedFile(path);
    if (m_unsynced && isNew)
        m_unsynced->syncedFolder(path.parent());
    return {};
}

// --- new files

Result<std::unique_ptr<NewFile>>
FaultyFileSystem::create(const LocalPath& path, quint32 mode, qint64 reserve) {
    UPKEEP_TRY(admit("create", path));
    UPKEEP_TRY_AS(std::unique_ptr<NewFile> file, m_real.create(path, mode, reserve));
    UPKEEP_TRY(made({}, path));
    const std::scoped_lock lock(m_mutex);
    if (m_unsynced)
        m_unsynced->wroteContent(path, 0);
    return wrap(std::move(file), path);
}

Result<std::unique_ptr<NewFile>> FaultyFileSystem::resume(const LocalPath& path, quint32 mode) {
    UPKEEP_TRY(admit("resume", path));
    UPKEEP_TRY_AS(const std::optional<FileStat> before, m_real.statIfThere(path));
    UPKEEP_TRY_AS(std::unique_ptr<NewFile> file, m_real.resume(path, mode));
    if (!before.has_value())
        UPKEEP_TRY(made({}, path));
    const std::scoped_lock lock(m_mutex);
    if (m_unsynced)
        m_unsynced->wroteContent(path, before.has_value() ? before->size : 0);
    return wrap(std::move(file), path);
}

Result<void> FaultyFileSystem::clone(const LocalPath& from, const LocalPath& to, quint32 mode) {
    if (!cloneIsSupported)
        return Error{ErrorCode::FileUnsupported, to.display(), QStringLiteral("switched off")};
    UPKEEP_TRY(admit("clone", to));
    UPKEEP_TRY(made(m_real.clone(from, to, mode), to));
    const std::scoped_lock lock(m_mutex);
    if (m_unsynced)
        m_unsynced->wroteContent(to, 0);
    return {};
}

Result<void> FaultyFileSystem::link(const LocalPath& from, const LocalPath& to) {
    UPKEEP_TRY(admit("link", to));
    return made(m_real.link(from, to), to);
}

Result<void> FaultyFileSystem::symlink(QByteArrayView target, const LocalPath& path) {
    UPKEEP_TRY(admit("symlink", path));
    return made(m_real.symlink(target, path), path);
}

Result<void> FaultyFileSystem::makeFolder(const LocalPath& path, quint32 mode) {
    UPKEEP_TRY(admit("makeFolder", path));
    return made(m_real.makeFolder(path, mode), path);
}

// --- names

Result<void> FaultyFileSystem::rename(const LocalPath& from, const LocalPath& to) {
    UPKEEP_TRY(admit("rename", from));
    UPKEEP_TRY(m_real.rename(from, to));
    const std::scoped_lock lock(m_mutex);
    if (m_unsynced)
        m_unsynced->renamed(from, to);
    return {};
}

Result<void> FaultyFileSystem::replace(const LocalPath& from, const LocalPath& to) {
    UPKEEP_TRY(admit("replace", from));
    const std::scoped_lock lock(m_mutex);
    if (!m_unsynced)
        return m_real.replace(from, to);
    UPKEEP_TRY(m_real.stat(from)); // or the replaced one would be gone for nothing
    if (m_real.exists(to))
        UPKEEP_TRY(m_unsynced->bury(to));
    UPKEEP_TRY(m_real.replace(from, to));
    m_unsynced->renamed(from, to);
    return {};
}

Result<void> FaultyFileSystem::exchange(const LocalPath& a, const LocalPath& b) {
    if (!exchangeIsSupported)
        return Error{ErrorCode::FileUnsupported, a.display(), QStringLiteral("switched off")};
    UPKEEP_TRY(admit("exchange", a));
    UPKEEP_TRY(m_real.exchange(a, b));
    const std::scoped_lock lock(m_mutex);
    if (m_unsynced)
        m_unsynced->exchanged(a, b);
    return {};
}

Result<void> FaultyFileSystem::removeFile(const LocalPath& path) {
    UPKEEP_TRY(admit("removeFile", path));
    const std::scoped_lock lock(m_mutex);
    const auto found = m_real.stat(path);
    const bool canBury = m_unsynced && found.has_value() && found->type != FileType::Folder;
    return canBury ? m_unsynced->bury(path) : m_real.removeFile(path);
}

Result<void> FaultyFileSystem::removeTree(const LocalPath& path) {
    const auto admitted = admit("removeTree", path);
    const std::scoped_lock lock(m_mutex);
    if (isTorn(admitted)) {
        const auto entries = m_real.list(path);
        for (int i = 0; entries.has_value() && i < entries->size() / 2; ++i)
            UPKEEP_TRY(m_real.removeTree(path / entries->at(i).name));
    }
    UPKEEP_TRY(admitted);
    return m_unsynced && m_real.exists(path) ? m_unsynced->bury(path) : m_real.removeTree(path);
}

// --- attributes

Result<void> FaultyFileSystem::setMode(const LocalPath& path, quint32 mode) {
    UPKEEP_TRY(admit("setMode", path));
    return m_real.setMode(path, mode);
}

Result<void> FaultyFileSystem::setOwner(const LocalPath& path, quint32 uid, quint32 gid) {
    UPKEEP_TRY(admit("setOwner", path));
    return m_real.setOwner(path, uid, gid);
}

Result<void> FaultyFileSystem::setModified(const LocalPath& path, FileTime time) {
    UPKEEP_TRY(admit("setModified", path));
    return m_real.setModified(path, time);
}

Result<void> FaultyFileSystem::setXattrs(const LocalPath& path, const XattrMap& values) {
    UPKEEP_TRY(admit("setXattrs", path));
    return m_real.setXattrs(path, values);
}

// --- durability

Result<void> FaultyFileSystem::syncFolder(const LocalPath& path) {
    UPKEEP_TRY(admit("syncFolder", path));
    UPKEEP_TRY(m_real.syncFolder(path));
    const std::scoped_lock lock(m_mutex);
    if (m_unsynced)
        m_unsynced->syncedFolder(path);
    return {};
}

Result<void> FaultyFileSystem::syncFile(const LocalPath& path) {
    UPKEEP_TRY(admit("syncFile", path));
    UPKEEP_TRY(m_real.syncFile(path));
    const std::scoped_lock lock(m_mutex);
    if (m_unsynced)
        m_unsynced->syncedFile(path);
    return {};
}

Result<void> FaultyFileSystem::syncFs(const LocalPath& anyPathOnIt) {
    UPKEEP_TRY(admit("syncFs", anyPathOnIt));
    UPKEEP_TRY(m_real.syncFs(anyPathOnIt));
    const std::scoped_lock lock(m_mutex);
    if (m_unsynced)
        m_unsynced->syncedAll();
    return {};
}

Result<std::unique_ptr<FileLock>> FaultyFileSystem::lock(const LocalPath& path) {
    UPKEEP_TRY(admitReading(path));
    return m_real.lock(path);
}

} // namespace upkeep::test
