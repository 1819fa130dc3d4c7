// SPDX-License-Identifier: Apache-2.0
// Repair where what says what is installed is itself damaged, and where nothing at all is left; and
// that each repair, of whatever, is in the history.
#include "support/notes_world.h"
#include "support/verify_ok.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

// One bit of a digit in the middle of the file.
void flip(SmallWorld& world, const LocalPath& path) {
    QByteArray bytes = world.read(path);
    qsizetype at = bytes.size() / 2;
    while (at < bytes.size() && (bytes[at] < '0' || bytes[at] > '9'))
        ++at;
    QVERIFY(at < bytes.size());
    bytes[at] = char(bytes[at] ^ 1);
    world.write(path, bytes);
}

} // namespace

class TestRepairRecord : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mends_data() {
        QTest::addColumn<QString>("damage");
        QTest::addColumn<QString>("path"); // of the issue
        const QString record = installedFolder;
        QTest::newRow("a bit of the record") << "flip record.json" << record;
        QTest::newRow("a bit of its list") << "flip files.list" << record;
        QTest::newRow("a bit of its manifest") << "flip update-manifest.yaml" << record;
        QTest::newRow("no record") << "remove record.json" << record;
        QTest::newRow("no folder of it") << "remove ." << record;
        QTest::newRow("a product file that cannot be read") << "product garbage"
                                                            << "product.yaml";
        QTest::newRow("no product file") << "product gone"
                                         << "product.yaml";
        QTest::newRow("no tree at all") << "tree gone" << record;
    }

    void mends() {
        QFETCH(QString, damage);
        QFETCH(QString, path);
        NotesWorld world;
        SmallRelease one = NotesWorld::one();
        one.manifest = "version: 1.0.0\nexpected_downtime_s: 12\n";
        world.publish(one);
        {
            auto product = world.install();
            VERIFY_OK(product);
            world.firstStart();
            VERIFY_OK((*product)->createSnapshot({}, {}, {}));
        }
        const SmallTree whole = world.picture(world.live());
        const LocalPath record = world.live() / installedFolder;
        if (damage.startsWith("flip "))
            flip(world, record / damage.mid(5).toUtf8().constData());
        else if (damage == "remove .")
            VERIFY_OK(world.files().removeTree(record));
        else if (damage.startsWith("remove "))
            VERIFY_OK(world.files().removeFile(record / damage.mid(7).toUtf8().constData()));
        else if (damage == "product garbage")
            world.write(world.live() / "product.yaml", "id: [\n");
        else
            VERIFY_OK(world.files().removeTree(
                damage == "tree gone" ? world.live() : world.live() / "product.yaml"));

        auto product = world.open();
        VERIFY_OK(product);
        const auto found = (*product)->verify({}, {}, {});
        VERIFY_OK(found);
        QVERIFY(!found->issues.isEmpty());
        QCOMPARE(found->issues.first().path, path);
        const auto repaired = (*product)->repair({}, {}, {});
        VERIFY_OK(repaired);
        QVERIFY2(repaired->failed.isEmpty(),
                 repaired->failed.isEmpty()
                     ? ""
                     : qPrintable(repaired->failed.first().error.toString()));
        QCOMPARE(int(repaired->kind), int(RepairOutcome::Kind::Repaired));
        QCOMPARE(repaired->downloadedBytes, 0); // all of it was in the vault and the copy
        QCOMPARE(world.picture(world.live()), whole);
        QCOMPARE((*product)->history()->first().operation, QString("repair"));
        QCOMPARE((*product)->history()->first().result, QString("success"));

        // As good as new: it is updated from there.
        world.publish(NotesWorld::two());
        auto again = world.open();
        VERIFY_OK(again);
        QVERIFY((*again)->verify({}, {}, {})->isHealthy());
        VERIFY_OK((*again)->update({}, {}, {}));
        QCOMPARE(world.liveVersion(), QByteArray("1.1.0"));
        QCOMPARE(world.notes(), QByteArray("first"));
    }

    // The copy follows every walk: after an update that came back it is the old one's again.
    void keepsTheCopyOfWhatIsLive() {
        NotesWorld world;
        world.publish(NotesWorld::one());
        auto product = world.install();
        VERIFY_OK(product);
        world.firstStart();
        const LocalPath copy = world.installRoot() / ".upkeep/installed";
        const auto versionOf = [&](const LocalPath& tree) {
            const auto record = readInstalledRecord(world.files(), tree);
            return record ? record->version.toString() : record.error().toString();
        };
        QCOMPARE(versionOf(copy), QString("1.0.0"));
        SmallRelease ill = NotesWorld::two();
        ill.version = "1.2.0";
        ill.healthy = false;
        world.publish(ill);
        QCOMPARE(int((*product)->update({}, {}, {})->kind), int(UpdateOutcome::Kind::RolledBack));
        QCOMPARE(versionOf(copy), QString("1.0.0"));
        VERIFY_OK((*product)->resume());
        world.publish({"1.3.0", NotesWorld::two().files});
        VERIFY_OK((*product)->update({}, {}, {}));
        QCOMPARE(versionOf(copy), QString("1.3.0"));
        VERIFY_OK((*product)->rollback({}, {}, {}));
        QCOMPARE(versionOf(copy), QString("1.0.0"));
    }

    // Trust store and snapshots change no tree; a repair of them is told all the same.
    void writesHistoryForWhatIsOutsideTheTree() {
        SmallWorld world;
        world.publish({"1.0.0", {{"share/text", "one"}}});
        auto product = world.install();
        VERIFY_OK(product);
        const LocalPath path = world.seams().places.trustOf("tool") / "timestamp.json";
        world.write(path, "{");
        VERIFY_OK((*product)->repair({}, {}, {}));
        QCOMPARE((*product)->history()->first().operation, QString("repair"));
        QCOMPARE((*product)->history()->first().result, QString("success"));

        VERIFY_OK(world.files().removeTree(world.site()));
        world.write(path, "{");
        const auto failed = (*product)->repair({}, {}, {});
        VERIFY_OK(failed);
        QCOMPARE(failed->failed.size(), 1);
        QCOMPARE((*product)->history()->first().result, QString("failed"));
        QVERIFY(!(*product)->history()->first().errorId.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRepairRecord)
#include "test_repair_record.moc"
