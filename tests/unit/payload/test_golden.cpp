// SPDX-License-Identifier: Apache-2.0
// The files of tests/data/payload-v1 stay readable for ever (README there).
#include "payload/apply_patch.h"
#include "payload/assemble.h"
#include "payload/package_index.h"
#include "unit/payload/made_tree.h"

#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;

class TestGolden : public QObject {
    Q_OBJECT

    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    const LocalPath m_data = LocalPath::parse(UPKEEP_SOURCE_DIR "/tests/data/payload-v1").value();
    const QByteArray m_newTree = "8231e653656b3232bdcbf90696c2a04dd28d4cf7c55bc64c925bd6ba4f563230";

    // git keeps no more of a mode than whether a file can be run.
    Result<FileList> listOfOld() {
        QMap<QByteArray, FileEntry> entries;
        UPKEEP_TRY(addFolder(entries, m_data / "old", {}));
        return FileList::fromEntries(entries.values());
    }

    Result<void> addFolder(QMap<QByteArray, FileEntry>& entries,
                           const LocalPath& folder,
                           const QByteArray& prefix) {
        UPKEEP_TRY_AS(const QList<FolderEntry> found, m_files->list(folder));
        for (const FolderEntry& each : found) {
            const LocalPath place = folder / each.name;
            FileEntry entry;
            UPKEEP_TRY_AS(entry.path, RelativePath::parse(prefix + each.name.bytes()));
            if (each.type == FileType::Folder) {
                entry.type = EntryType::Folder;
                entry.mode = 0755;
                UPKEEP_TRY(addFolder(entries, place, entry.path.bytes() + '/'));
            } else if (each.type == FileType::Symlink) {
                entry.type = EntryType::Symlink;
                entry.mode = 0777;
                UPKEEP_TRY_AS(entry.target, m_files->readLink(place));
            } else {
                UPKEEP_TRY_AS(const QByteArray content, m_files->read(place, 1 << 20));
                UPKEEP_TRY_AS(const FileStat stat, m_files->stat(place));
                entry.mode = (stat.mode & 0100) ? 0755 : 0644;
                entry.size = content.size();
                entry.digest = Digest::of(content);
            }
            entries.insert(entry.path.bytes(), entry);
        }
        return {};
    }

private Q_SLOTS:
    void appliesThePatch() {
        const auto old = listOfOld();
        VERIFY_OK(old);
        const auto head = readPatchHead(m_data / "sample.upkeep", old.value(), *m_files);
        VERIFY_OK(head);
        QCOMPARE(head->segments.size(), 2);
        const auto list = head->newList(old.value());
        VERIFY_OK(list);
        QCOMPARE(list->treeHash().hex(), m_newTree);

        const QTemporaryDir folder;
        AssembleJob job;
        job.into = localPath(folder.path()) / "staged";
        job.wanted = list.value();
        job.patch = m_data / "sample.upkeep";
        job.patchFrom = old.value();
        for (const FileEntry& entry : old->entries()) {
            if (entry.type == EntryType::File)
                job.sources.insert(entry.digest, m_data / "old" / LocalName(entry.path));
        }
        VERIFY_OK(m_files->makeFolder(job.into));
        const auto report = assemble(job, *m_files, {}, {});
        VERIFY_OK(report);
        QVERIFY(report->missing.isEmpty());
        QCOMPARE(report->decoded, 3);
        QCOMPARE(differenceFrom(*m_files, job.into, job.wanted), QByteArray());
    }

    void unpacksThePackage() {
        const auto asset = m_files->read(m_data / "sample.index", 1 << 20);
        VERIFY_OK(asset);
        const auto index = PackageIndex::parse(asset.value());
        VERIFY_OK(index);
        QCOMPARE(index->treeHash.hex(), m_newTree);
        const QTemporaryDir folder;
        AssembleJob job;
        job.into = localPath(folder.path()) / "staged";
        job.wanted = index->files;
        job.index = m_data / "sample.index";
        job.package = m_data / "sample.tar.zst";
        VERIFY_OK(m_files->makeFolder(job.into));
        const auto report = assemble(job, *m_files, {}, {});
        VERIFY_OK(report);
        QVERIFY(report->missing.isEmpty());
        QCOMPARE(differenceFrom(*m_files, job.into, job.wanted), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestGolden)
#include "test_golden.moc"
