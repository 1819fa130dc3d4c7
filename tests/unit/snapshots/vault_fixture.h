// SPDX-License-Identifier: Apache-2.0
// A vault and a tree in a temporary folder, and a picture of a tree that is equal only if the trees
// are exactly the same.
#pragma once

#include "snapshots/vault.h"

#include "support/faulty_file_system.h"
#include "support/verify_ok.h"
#include "tree/scan.h"

#include <QDir>
#include <QTemporaryDir>

#include <memory>

namespace upkeep::test {

inline QByteArray timeText(FileTime time) {
    return QByteArray::number(time.seconds) + '.' + QByteArray::number(time.nanoseconds);
}

// One line per entry: name, type, mode, owner, mtime, content or target, attributes, link count.
inline QByteArrayList exactPicture(FileSystem& files, const LocalPath& root) {
    QByteArrayList lines;
    const auto describe = [&](const QByteArray& name, const FileStat& stat, const LocalPath& path) {
        QByteArray line = name.toPercentEncoding("/");
        line += ' ' + QByteArray::number(int(stat.type)) + ' ' + QByteArray::number(stat.mode, 8) +
                ' ' + QByteArray::number(stat.uid) + ':' + QByteArray::number(stat.gid) + ' ' +
                timeText(stat.modified);
        if (stat.type == FileType::Regular)
            line += ' ' + Digest::of(files.read(path, 1 << 30).value()).hex() + " links " +
                    QByteArray::number(stat.links);
        if (stat.type == FileType::Symlink)
            line += " -> " + files.readLink(path).value();
        const XattrMap xattrs = files.xattrs(path).value();
        for (auto it = xattrs.cbegin(); it != xattrs.cend(); ++it)
            line += ' ' + it.key() + '=' + it.value().toHex();
        lines.append(line);
    };
    describe(".", files.stat(root).value(), root);
    const auto entries = scanTree(files, root);
    for (const ScannedEntry& entry : entries.value())
        describe(entry.name.bytes(), entry.stat, root / entry.name);
    return lines;
}

struct VaultFixture {
    QTemporaryDir folder; // of a pattern like "/tmp/name-XXXXXX"
    std::unique_ptr<FileSystem> files = makeLocalFileSystem();
    LocalPath top = LocalPath::parse(folder.path().toUtf8()).value();
    LocalPath tree = top / "tree";
    LocalPath place = top / "vault";

    explicit VaultFixture(const QString& where = QDir::tempPath() + "/upkeep-XXXXXX")
        : folder(where) {
        shell("mkdir -p tree");
    }
    // QTemporaryDir cannot remove names that are not UTF-8.
    ~VaultFixture() {
        const QByteArray command = "rm -rf '" + top.bytes() + "'";
        static_cast<void>(std::system(command.constData()));
    }
    VaultFixture(const VaultFixture&) = delete;
    VaultFixture& operator=(const VaultFixture&) = delete;

    void shell(const QByteArray& script) const {
        const QByteArray command = "cd '" + top.bytes() + "' && " + script;
        QCOMPARE(std::system(command.constData()), 0);
    }
    void put(const QByteArray& name, QByteArrayView bytes) const {
        const LocalPath path = tree / LocalName::parse(name).value();
        VERIFY_OK(files->makeFolders(path.parent()));
        VERIFY_OK(files->writeAndSync(path, bytes));
    }
    QByteArrayList picture(const LocalPath& root) const { return exactPicture(*files, root); }
    static SnapshotMeta meta(int minute = 0) {
        SnapshotMeta meta;
        meta.product = "almanac";
        meta.version = Version::parse("1.1.0").value();
        meta.time = QDateTime({2026, 3, 1}, {12, minute}, Qt::UTC);
        meta.reason = "manual";
        return meta;
    }
    static Result<QString>
    snapshot(Vault& vault, const LocalPath& root, int minute = 0, const AddOptions& options = {}) {
        UPKEEP_TRY_AS(SnapshotWriter writer, vault.begin(meta(minute)));
        UPKEEP_TRY(writer.addTree("app", root, options));
        return writer.close();
    }
};

} // namespace upkeep::test
