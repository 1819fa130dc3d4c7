// SPDX-License-Identifier: Apache-2.0
#include "policy/preferences.h"
#include "system/file_system.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;

class TestPreferences : public QObject {
    Q_OBJECT

    QByteArray written() const {
        QFile file(m_folder->filePath("upkeep/upkeep.conf"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }
    void write(const QByteArray& text) {
        QVERIFY(m_disk->makeFolders(m_file.parent()).has_value());
        QVERIFY(m_disk->writeAndSync(m_file, text).has_value());
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = LocalPath::fromUser(m_folder->filePath("upkeep/upkeep.conf")).value();
    }

    void aMissingFileMeansTheDefaults() {
        const LoadedPreferences loaded = loadPreferences(*m_disk, m_file);
        QCOMPARE(loaded.values, Preferences());
        QVERIFY(!loaded.broken);
    }

    void readsTheKeysOfOlderSetUps() {
        const LoadedPreferences loaded =
            parsePreferences("[Updater]\n"
                             "updateCheckIntervalHours = 24\n"
                             "dockerComposePath = /opt/app/docker-compose.yml\n"
                             "coreInstallPath = /opt/app/core\n"
                             "backupPath = /opt/app/backups\n",
                             "upkeep.conf");
        QVERIFY(!loaded.broken);
        QCOMPARE(loaded.values.checkIntervalHours, 24);
        QCOMPARE(loaded.values.dockerComposePath, "/opt/app/docker-compose.yml");
        QCOMPARE(loaded.values.coreInstallPath, "/opt/app/core");
        QCOMPARE(loaded.values.backupPath, "/opt/app/backups");
    }

    void readsTheRest() {
        const LoadedPreferences loaded = parsePreferences(
            "; comment\r\n[Other]\r\nkeep=99\r\n[Updater]\r\nautomatic=security\r\n"
            "channel = beta\r\nstartAfterUpdate=false\r\n"
            "[Snapshots]\r\nkeep = 7\r\nbudgetGb=10\r\n",
            "f");
        Preferences expected;
        expected.automatic = AutoUpdate::SecurityOnly;
        expected.channel = "beta";
        expected.startAfterUpdate = false;
        expected.snapshotsKept = 7;
        expected.snapshotBudgetGb = 10;
        QVERIFY(!loaded.broken);
        QCOMPARE(loaded.values, expected);
    }

    void aBrokenFileIsNamedAndTheRestStillCounts_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::newRow("no key") << QByteArray("[Snapshots]\nkeep=7\nnonsense\n") << 3;
        QTest::newRow("no number")
            << QByteArray("[Snapshots]\nkeep=7\n[Updater]\nupdateCheckIntervalHours=soon\n") << 4;
        QTest::newRow("never")
            << QByteArray("[Updater]\nupdateCheckIntervalHours=0\n[Snapshots]\nkeep=7\n") << 2;
        QTest::newRow("unknown word")
            << QByteArray("[Updater]\nautomatic=sometimes\n[Snapshots]\nkeep=7\n") << 2;
        QTest::newRow("neither true nor false")
            << QByteArray("[Updater]\nstartAfterUpdate=1\n[Snapshots]\nkeep=7\n") << 2;
        QTest::newRow("no channel")
            << QByteArray("[Updater]\nchannel=\n[Snapshots]\nkeep=7\n") << 2;
    }
    void aBrokenFileIsNamedAndTheRestStillCounts() {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        const LoadedPreferences loaded = parsePreferences(text, "upkeep.conf");
        QVERIFY(loaded.broken.has_value());
        QCOMPARE(loaded.broken->code, ErrorCode::ConfigInvalid);
        QCOMPARE(loaded.broken->subject, QStringLiteral("upkeep.conf:%1").arg(line));
        Preferences expected;
        expected.snapshotsKept = 7;
        if (QByteArray(QTest::currentDataTag()) == "neither true nor false")
            expected.startAfterUpdate = loaded.values.startAfterUpdate;
        QCOMPARE(loaded.values, expected);
    }

    void savingKeepsWhatIsNotOurs() {
        write("# mine\n[Updater]\nautomatic = all ; not a comment\n[Theirs]\nx = 1\n");
        write("# mine\n[Updater]\nautomatic = all\ncolour = red\n\n[Theirs]\nx = 1\n");
        Preferences values = loadPreferences(*m_disk, m_file).values;
        QCOMPARE(values.automatic, AutoUpdate::All);
        values.automatic = AutoUpdate::Manual;
        values.checkIntervalHours = 12;
        values.snapshotsKept = 9;
        QVERIFY(savePreferences(*m_disk, m_file, values).has_value());
        QCOMPARE(
            written(),
            "# mine\n[Updater]\nautomatic = manual\ncolour = red\nupdateCheckIntervalHours = 12\n"
            "\n[Theirs]\nx = 1\n[Snapshots]\nkeep = 9\n");
        QCOMPARE(loadPreferences(*m_disk, m_file).values, values);
        QVERIFY(!QFile::exists(m_folder->filePath("upkeep/upkeep.conf.broken")));
    }

    void savingOverABrokenFileKeepsIt() {
        write("[Updater]\nautomatic = all\nrubbish\n");
        Preferences values;
        values.channel = "beta";
        QVERIFY(savePreferences(*m_disk, m_file, values).has_value());
        QCOMPARE(written(), "[Updater]\nchannel = beta\n");
        QFile kept(m_folder->filePath("upkeep/upkeep.conf.broken"));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), "[Updater]\nautomatic = all\nrubbish\n");
    }

    void refusesWhatCannotBeWrittenDown() {
        Preferences values;
        values.channel = "a\n[Updater]";
        QVERIFY(!savePreferences(*m_disk, m_file, values).has_value());
    }

private:
    std::unique_ptr<FileSystem> m_disk = makeLocalFileSystem();
    std::unique_ptr<QTemporaryDir> m_folder;
    LocalPath m_file;
};

QTEST_GUILESS_MAIN(TestPreferences)
#include "test_preferences.moc"
