// SPDX-License-Identifier: Apache-2.0
#include "policy/preference_keys.h"
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

    // Every key by name: what it takes, what it refuses, and that it survives the file.
    void everyKeyIsReadAndWritten_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("good");
        QTest::addColumn<QString>("bad");
        const auto row = [](const char* name, const char* good, const char* bad) {
            QTest::newRow(name) << name << good << bad;
        };
        row("automatic", "security", "sometimes");
        row("start-after-update", "false", "no");
        row("check-interval-hours", "24", "0");
        row("update-window", "22:00-06:00 mon,fri", "25:00-06:00");
        row("idle-minutes", "15", "-1");
        row("cool-down-days", "7", "week");
        row("security-bypasses-cool-down", "false", "maybe");
        row("notifications", "off", "loud");
        row("start-in-background", "true", "1");
        row("show-tray", "false", "");
        row("download-on-metered", "true", "yes");
        row("rate-limit-kib", "512", "fast");
        row("proxy", "http://proxy.example:3128", "http://user:secret@proxy.example:3128");
        row("hold-on-battery", "false", "0");
        row("battery-minimum", "60", "101");
        row("integrity-days", "30", "366");
        row("hold-on-power-saver", "false", "0");
        row("hold-in-full-screen", "false", "0");
        row("snapshots-kept", "9", "0");
        row("snapshot-budget-gb", "10", "-5");
        row("channel", "beta", "Beta Channel");
        row("docker-compose-path", "/opt/docker-compose.yml", nullptr);
        row("core-install-path", "/opt/core", nullptr);
        row("backup-path", "/opt/backups", nullptr);
    }
    void everyKeyIsReadAndWritten() {
        QFETCH(QString, name);
        QFETCH(QString, good);
        QFETCH(QString, bad);
        const PreferenceKey* const key = findPreferenceKey(name);
        QVERIFY(key);
        Preferences values;
        QVERIFY2(key->read(values, good), qPrintable(key->takes));
        QCOMPARE(key->write(values), good);
        QCOMPARE(changedKeys(Preferences(), values), QStringList(name));
        QVERIFY(savePreferences(*m_disk, m_file, values).has_value());
        QCOMPARE(loadPreferences(*m_disk, m_file).values, values);
        QCOMPARE(withGroupReset(values, key->group), Preferences());
        const Preferences before = values;
        QVERIFY(bad.isNull() || !key->read(values, bad));
        QCOMPARE(values, before);
        QFile(m_folder->filePath("upkeep/upkeep.conf")).remove();
    }
    void noKeyIsForgotten() { QCOMPARE(preferenceKeys().size(), 26); }

    void theWindowOpensAndCloses_data() {
        QTest::addColumn<QString>("window");
        QTest::addColumn<QDateTime>("moment"); // local
        QTest::addColumn<bool>("open");
        QTest::addColumn<QDateTime>("opens");
        const auto at = [](int day, int hour, int minute) {
            return QDateTime(QDate(2026, 6, day), QTime(hour, minute)); // the 1st is a Monday
        };
        QTest::newRow("any") << "" << at(1, 12, 0) << true << at(1, 12, 0);
        QTest::newRow("before") << "20:00-22:00" << at(1, 19, 59) << false << at(1, 20, 0);
        QTest::newRow("at its opening") << "20:00-22:00" << at(1, 20, 0) << true << at(1, 20, 0);
        QTest::newRow("at its end") << "20:00-22:00" << at(1, 22, 0) << false << at(2, 20, 0);
        QTest::newRow("over midnight, late")
            << "22:00-06:00" << at(1, 23, 0) << true << at(1, 23, 0);
        QTest::newRow("over midnight, early")
            << "22:00-06:00" << at(1, 5, 59) << true << at(1, 5, 59);
        QTest::newRow("over midnight, by day")
            << "22:00-06:00" << at(1, 6, 0) << false << at(1, 22, 0);
        QTest::newRow("another day") << "20:00-22:00 wed" << at(1, 21, 0) << false << at(3, 20, 0);
        QTest::newRow("the night belongs to its evening")
            << "22:00-06:00 mon" << at(2, 5, 0) << true << at(2, 5, 0);
        QTest::newRow("not the night before")
            << "22:00-06:00 mon" << at(1, 5, 0) << false << at(1, 22, 0);
        QTest::newRow("a whole day") << "00:00-00:00 sat" << at(6, 13, 0) << true << at(6, 13, 0);
        QTest::newRow("next week") << "08:00-09:00 mon" << at(1, 9, 0) << false << at(8, 8, 0);
    }
    void theWindowOpensAndCloses() {
        QFETCH(QString, window);
        QFETCH(QDateTime, moment);
        QFETCH(bool, open);
        QFETCH(QDateTime, opens);
        const auto read = UpdateWindow::fromText(window);
        QVERIFY(read);
        QCOMPARE(read->toText(), window);
        QCOMPARE(read->contains(moment.toUTC()), open);
        QCOMPARE(read->opensAfter(moment.toUTC()).toUTC(), opens.toUTC());
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
