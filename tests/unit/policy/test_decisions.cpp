// SPDX-License-Identifier: Apache-2.0
#include "policy/decisions.h"
#include "policy/rollout.h"
#include "support/faulty_file_system.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;

namespace {

Version version(const char* text) {
    return Version::parse(text).value();
}

Decisions someDecisions() {
    Decisions values;
    values.skipped = {version("1.1.0"), version("1.2.0")};
    values.remindAt = QDateTime(QDate(2026, 1, 14), QTime(9, 0), Qt::UTC);
    values.pinnedTo = version("1.0.0");
    values.left = version("1.1.0");
    values.feedFloor = 7;
    values.minimumCounter = 2;
    values.revoked = {version("1.0.1"), version("0.9.0")};
    values.lastChecked = QDateTime(QDate(2026, 1, 13), QTime(9, 0), Qt::UTC);
    return values;
}

} // namespace

class TestDecisions : public QObject {
    Q_OBJECT

    QString file(const char* name) const { return m_folder->filePath(name); }
    void overwrite(const char* name, const QByteArray& text) {
        QFile written(file(name));
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write(text);
    }
    QByteArray content(const char* name) {
        QFile read(file(name));
        return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = LocalPath::fromUser(m_folder->path()).value();
    }

    void everythingComesBack() {
        DecisionStore store(*m_disk, m_path, 0);
        QVERIFY(store.save(someDecisions()).has_value());
        const LoadedDecisions loaded = store.load();
        QCOMPARE(loaded.values, someDecisions());
        QVERIFY(!loaded.damaged);
        QVERIFY(loaded.values.isSkipped(version("1.2.0")));
        QVERIFY(!loaded.values.isSkipped(version("1.0.0")));
        QVERIFY(store.save(Decisions()).has_value());
        QVERIFY(store.load().values.skipped.isEmpty());
    }

    void nothingStoredMeansNothingDecided() {
        const LoadedDecisions loaded = DecisionStore(*m_disk, m_path, 5).load();
        Decisions expected;
        expected.feedFloor = 5;
        QCOMPARE(loaded.values, expected);
        QVERIFY(!loaded.damaged);
    }

    void floorsOnlyRise() {
        DecisionStore store(*m_disk, m_path, 0);
        QVERIFY(store.save(someDecisions()).has_value());
        QVERIFY(store.save(Decisions()).has_value());
        QCOMPARE(store.load().values.feedFloor, 7);
        QCOMPARE(store.load().values.minimumCounter, 2);
        QCOMPARE(DecisionStore(*m_disk, m_path, 9).load().values.feedFloor, 9);
    }

    void oneDamagedCopyIsMadeUpByTheOther_data() {
        QTest::addColumn<QByteArray>("damage");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("torn") << QByteArray("{\"checksum\":");
        QTest::newRow("edited") << QByteArray("edit");
    }
    void oneDamagedCopyIsMadeUpByTheOther() {
        QFETCH(QByteArray, damage);
        for (const char* name : {"decisions.json", "decisions.copy.json"}) {
            init();
            DecisionStore store(*m_disk, m_path, 0);
            QVERIFY(store.save(someDecisions()).has_value());
            if (damage == "edit")
                damage = content(name).replace("\"feed_floor\": 7", "\"feed_floor\": 1");
            QVERIFY(damage != content(name));
            overwrite(name, damage);
            const LoadedDecisions loaded = store.load();
            QCOMPARE(loaded.values, someDecisions());
            QVERIFY(loaded.damaged.has_value());
            QVERIFY(loaded.damaged->subject.endsWith(name));
        }
    }

    void bothDamagedMeansTheHighestKnownFloor() {
        DecisionStore store(*m_disk, m_path, 6);
        QVERIFY(store.save(someDecisions()).has_value());
        overwrite("decisions.json", "x");
        overwrite("decisions.copy.json", "x");
        const LoadedDecisions loaded = store.load();
        QCOMPARE(loaded.values.feedFloor, 6);
        QVERIFY(!loaded.values.pinnedTo);
        QVERIFY(loaded.damaged.has_value());
    }

    void anOlderCopyPutBackLowersNoFloor() {
        DecisionStore store(*m_disk, m_path, 0);
        QVERIFY(store.save(Decisions()).has_value());
        const QByteArray old = content("decisions.json");
        QVERIFY(store.save(someDecisions()).has_value());
        overwrite("decisions.json", old);
        QCOMPARE(store.load().values, someDecisions());
    }

    void aPowerCutLeavesTheOldOrTheNew() {
        for (int n = 1;; ++n) {
            init();
            DecisionStore before(*m_disk, m_path, 0);
            Decisions old;
            old.feedFloor = 3;
            QVERIFY(before.save(old).has_value());
            test::FaultyFileSystem disk(*m_disk);
            disk.stopAt(n, test::Cut::Torn);
            const bool saved = DecisionStore(disk, m_path, 0).save(someDecisions()).has_value();
            const LoadedDecisions loaded = before.load();
            QVERIFY(!loaded.damaged);
            QVERIFY(loaded.values == someDecisions() || (!saved && loaded.values == old));
            if (!disk.isStopped())
                break;
        }
    }

    void theInstallIdIsMadeOnceAndPrivate() {
        const LocalPath path = m_path / "state/install-id";
        const QByteArray id = installId(*m_disk, path).value();
        QCOMPARE(id.size(), 32);
        QCOMPARE(installId(*m_disk, path).value(), id);
        QCOMPARE(m_disk->stat(path).value().mode, 0600u);
        overwrite("state/install-id", "broken");
        const QByteArray fresh = installId(*m_disk, path).value();
        QVERIFY(fresh != id);
        QCOMPARE(fresh.size(), 32);
    }

    void aRolloutIsStableAndFair() {
        // Fixed for ever: another answer would move people between the halves of a rollout.
        QCOMPARE(rolloutBucket("salt", "0123456789abcdef0123456789abcdef"), 3144);
        int reached = 0;
        for (int i = 0; i < 2000; ++i) {
            const QByteArray id = QByteArray::number(i);
            const int bucket = rolloutBucket("salt", id);
            QVERIFY(bucket >= 0 && bucket < 10'000);
            reached += rolloutReached(25, "salt", id);
            QVERIFY(rolloutReached(100, "salt", id));
            QVERIFY(!rolloutReached(0, "salt", id));
            QVERIFY(rolloutReached(50, "salt", id) || !rolloutReached(25, "salt", id));
        }
        QVERIFY2(reached > 400 && reached < 600, qPrintable(QString::number(reached)));
        QVERIFY(rolloutBucket("ab", "c") != rolloutBucket("a", "bc"));
    }

private:
    std::unique_ptr<FileSystem> m_disk = makeLocalFileSystem();
    std::unique_ptr<QTemporaryDir> m_folder;
    LocalPath m_path;
};

QTEST_GUILESS_MAIN(TestDecisions)
#include "test_decisions.moc"
