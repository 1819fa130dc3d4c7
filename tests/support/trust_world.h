// SPDX-License-Identifier: Apache-2.0
// A publisher in memory and a client with a real trust store on disk, both at a fixed time; beside
// the store lies what is installed, which is nobody's business here.
#pragma once

#include "support/fast_folder.h"
#include "support/publisher.h"
#include "system/file_system.h"
#include "trust/trust_client.h"

#include <QDirIterator>
#include <QTemporaryDir>

namespace upkeep::test {

class TrustWorld {
public:
    TrustWorld() : files(makeLocalFileSystem()), publisher(now) {
        create().has_value();
        files->makeFolders(home() / "app/bin").has_value();
        files->writeAndSync(home() / "app/bin/tool", "the program").has_value();
    }

    LocalPath home() const { return *LocalPath::parse(m_dir.path().toUtf8()); }
    LocalPath folder() const { return home() / "trust"; }
    Result<TrustStore> create() {
        return TrustStore::create(*files, folder(), publisher.firstRoot());
    }
    // What a check does with trust: refresh, list a role, fetch the first of its targets.
    Result<QByteArray> check(FileSystem& disk) {
        UPKEEP_TRY_AS(TrustStore store, TrustStore::open(disk, folder()));
        UPKEEP_TRY_AS(TrustClient client, TrustClient::open(store, publisher, now));
        UPKEEP_TRY(client.refresh({}));
        UPKEEP_TRY_AS(const auto listed, client.targetsOf(role, {}));
        if (listed.isEmpty())
            return QByteArray();
        return client.fetch(listed.constFirst(), 8192, {});
    }
    Result<QByteArray> check() { return check(*files); }
    // Every file of the store by name.
    QMap<QByteArray, QByteArray> stored() const {
        QMap<QByteArray, QByteArray> contents;
        const auto entries = files->list(folder());
        for (const FolderEntry& entry : *entries)
            contents[entry.name.bytes()] = *files->read(folder() / entry.name, 8 << 20);
        return contents;
    }

    // Everything that is not of the store: names and contents.
    QMap<QString, QByteArray> besideTheStore() const {
        QMap<QString, QByteArray> contents;
        QDirIterator all(m_dir.path(),
                         QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
        while (all.hasNext()) {
            const QString name = all.next().mid(m_dir.path().size() + 1);
            const bool isOfTheStore = name == QLatin1String("trust") ||
                                      name.startsWith(QLatin1String("trust/")) ||
                                      name == QLatin1String("trust.floor");
            if (isOfTheStore)
                continue;
            QFile file(all.filePath());
            const bool isRead = all.fileInfo().isFile() && file.open(QIODevice::ReadOnly);
            contents.insert(name, isRead ? file.readAll() : QByteArray("-"));
        }
        return contents;
    }

    QDateTime now = QDateTime(QDate(2026, 5, 4), QTime(12, 0), Qt::UTC);
    QByteArray role = "stable.linux-x64";
    std::unique_ptr<FileSystem> files;
    Publisher publisher;

private:
    QTemporaryDir m_dir{fastFolder()};
};

} // namespace upkeep::test
