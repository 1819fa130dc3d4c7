// SPDX-License-Identifier: Apache-2.0
// A disk that can be cut off, fail or forget, over any other FileSystem. The power-cut loop:
//
//     for (int n = 1;; ++n) {
//         FaultyFileSystem disk(*real);
//         disk.modelDurability(root, graveyard);
//         disk.stopAt(n);
//         walk(disk);
//         const bool wasCut = disk.isStopped();
//         disk.dropUnsynced();          // leave it out for a mere kill
//         disk.restart();
//         finish(disk); compare();
//         if (!wasCut) break;
//     }
#pragma once

#include "support/unsynced_changes.h"
#include "system/file_system.h"

#include <QStringList>

#include <memory>
#include <mutex>
#include <optional>

namespace upkeep::test {

// How the operation at which the power goes is left behind.
enum class Cut {
    Clean, // it has not begun
    Torn,  // bytes are half written, a tree is half removed
};

class FaultyFileSystem final : public FileSystem {
public:
    explicit FaultyFileSystem(FileSystem& real) : m_real(real) {}

    // Operations that change or sync something are counted from 1; reading is not.
    int operations() const { return m_operations; }
    int readings() const { return m_readings; }
    // What each counted operation was, for failure messages.
    QStringList log() const { return m_log; }

    // The power is cut at the n-th operation: it and every call after it (reading too) fail with
    // file.failed.
    void stopAt(int operation, Cut cut = Cut::Clean);
    bool isStopped() const { return m_stopped; }
    static bool isPowerCut(const Error& error);

    // Only the n-th operation fails / every one from the n-th on.
    void failAt(int operation, ErrorCode code);
    void failFrom(int operation, ErrorCode code);
    // The n-th reading call fails.
    void failReadAt(int reading, ErrorCode code);

    // Switches for a file system that cannot do everything.
    bool exchangeIsSupported = true;
    bool cloneIsSupported = true;

    // From now on remembers what is not durable yet; see UnsyncedChanges.
    void modelDurability(const LocalPath& root, const LocalPath& graveyard);
    void dropUnsynced();
    // The power is back: no faults, counting starts again. What was unsynced stays remembered.
    void restart();

    Result<FileStat> stat(const LocalPath& path) override;
    Result<QList<FolderEntry>> list(const LocalPath& folder) override;
    Result<QByteArray> read(const LocalPath& path, qint64 limit) override;
    Result<Descriptor> open(const LocalPath& path) override;
    Result<QByteArray> readLink(const LocalPath& path) override;
    Result<XattrMap> xattrs(const LocalPath& path) override;
    Result<SpaceReport> space(const LocalPath& path) override;

    Result<void> writeAndSync(const LocalPath& path, QByteArrayView bytes, quint32 mode) override;
    Result<void> appendAndSync(const LocalPath& path, QByteArrayView bytes) override;
    Result<std::unique_ptr<NewFile>>
    create(const LocalPath& path, quint32 mode, qint64 reserve) override;
    Result<std::unique_ptr<NewFile>> resume(const LocalPath& path, quint32 mode) override;
    Result<void> clone(const LocalPath& from, const LocalPath& to, quint32 mode) override;
    Result<void> link(const LocalPath& from, const LocalPath& to) override;
    Result<void> symlink(QByteArrayView target, const LocalPath& path) override;
    Result<void> makeFolder(const LocalPath& path, quint32 mode) override;

    Result<void> rename(const LocalPath& from, const LocalPath& to) override;
    Result<void> replace(const LocalPath& from, const LocalPath& to) override;
    Result<void> exchange(const LocalPath& a, const LocalPath& b) override;
    Result<void> removeFile(const LocalPath& path) override;
    Result<void> removeTree(const LocalPath& path) override;

    Result<void> setMode(const LocalPath& path, quint32 mode) override;
    Result<void> setOwner(const LocalPath& path, quint32 uid, quint32 gid) override;
    Result<void> setModified(const LocalPath& path, FileTime time) override;
    Result<void> setXattrs(const LocalPath& path, const XattrMap& values) override;

    Result<void> syncFolder(const LocalPath& path) override;
    Result<void> syncFile(const LocalPath& path) override;
    Result<void> syncFs(const LocalPath& anyPathOnIt) override;
    Result<std::unique_ptr<FileLock>> lock(const LocalPath& path) override;

private:
    friend class FaultyNewFile;

    // Counts an operation and says whether it may be done.
    Result<void> admit(const char* operation, const LocalPath& path);
    Result<void> admitReading(const LocalPath& path);
    // True when the operation just refused is to leave half of its work behind.
    bool isTorn(const Result<void>& admitted) const;
    Result<void> made(Result<void> result, const LocalPath& path);
    std::unique_ptr<NewFile> wrap(std::unique_ptr<NewFile> file, const LocalPath& path);

    FileSystem& m_real;
    std::unique_ptr<UnsyncedChanges> m_unsynced;
    std::mutex m_mutex; // hashing and assembling use two threads
    QStringList m_log;
    int m_operations = 0;
    int m_readings = 0;
    int m_stopAt = 0;
    Cut m_cut = Cut::Clean;
    bool m_stopped = false;
    int m_failFrom = 0;
    int m_failUntil = 0;
    ErrorCode m_failure = ErrorCode::FileFailed;
    int m_failReadAt = 0;
    ErrorCode m_readFailure = ErrorCode::FileFailed;
};

} // namespace upkeep::test
