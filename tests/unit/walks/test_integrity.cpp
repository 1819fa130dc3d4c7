// SPDX-License-Identifier: Apache-2.0
// The continuous look at what is installed: a part at a time, what it finds shows, what was kept on
// purpose does not, and a repair ends it.
#include "support/small_world.h"
#include "support/verify_ok.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestIntegrity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsDamageAndForgetsItAfterARepair() {
        SmallWorld world;
        world.components = "  - { id: evolutions, kind: evolutions, path: evolutions }\n";
        SmallRelease release{"1.0.0", {{"share/text", "one"}, {"share/other", "other"}}};
        release.evolutions = {{"stars", {{"data", "stars"}}}};
        release.manifest = "version: 1.0.0\nevolutions:\n"
                           "  - { id: stars, version: 1.0.0, name: Stars, description: Stars }\n";
        world.publish(release);
        auto product = world.install();
        VERIFY_OK(product);
        UpdateChoice stars;
        stars.evolutions = QStringList{"stars"};
        VERIFY_OK((*product)->changeEvolutions(stars, {}, {}));
        const auto whole = (*product)->checkIntegrity({});
        VERIFY_OK(whole);
        QCOMPARE(whole->damaged, 0);
        QVERIFY(whole->isWhole);
        QVERIFY(whole->files > 4);
        QCOMPARE((*product)->status()->damaged, 0);

        world.write(world.live() / "share/text", "0ne");
        VERIFY_OK(world.files().setMode(world.live() / "bin/tool", 0644));
        VERIFY_OK(world.files().removeFile(world.live() / "evolutions/stars/data"));
        const auto found = (*product)->checkIntegrity({});
        VERIFY_OK(found);
        QCOMPARE(found->damaged, 3);
        const auto status = (*product)->status();
        QCOMPARE(status->damaged, 3);
        QCOMPARE(int(status->state), int(UpdateState::Damaged));
        // Seen whole again, it is forgotten.
        world.write(world.live() / "share/text", "one");
        QCOMPARE((*product)->checkIntegrity({})->damaged, 2);

        VERIFY_OK((*product)->repair({}, {}, {}));
        QCOMPARE((*product)->status()->damaged, 0);
        QCOMPARE((*product)->checkIntegrity({})->damaged, 0);
    }

    void leavesWhatTheUserKept() {
        SmallWorld world;
        world.publish({"1.0.0", {{"share/note", "a note"}}});
        auto product = world.install();
        VERIFY_OK(product);
        world.write(world.live() / "share/note", "my note");
        world.publish({"1.1.0", {{"share/note", "a note"}}});
        VERIFY_OK((*product)->update({}, {}, {}));
        QCOMPARE(world.read(world.live() / "share/note"), QByteArray("my note"));
        QCOMPARE((*product)->checkIntegrity({})->damaged, 0);
    }

    // 5,000 files: three parts, spread over the days of the preference.
    void takesAPartAtATime() {
        SmallWorld world;
        SmallRelease release{"1.0.0", {}};
        for (int i = 0; i < 5000; ++i)
            release.files.insert("share/" + QByteArray::number(i), QByteArray::number(i));
        world.publish(release);
        auto product = world.install();
        VERIFY_OK(product);
        world.write(world.live() / "share/999", "damaged"); // the last of them
        QVERIFY((*product)->status()->integrityDue.isValid());
        int parts = 0;
        int files = 0;
        for (bool isWhole = false; !isWhole; ++parts) {
            QVERIFY(parts < 9);
            const auto part = (*product)->checkIntegrity({});
            VERIFY_OK(part);
            files += part->files;
            isWhole = part->isWhole;
            QCOMPARE(part->damaged, isWhole ? 1 : 0);
            // The moment is kept in whole seconds.
            const qint64 gap = world.clock.time.secsTo((*product)->status()->integrityDue) + 1;
            QCOMPARE(gap / 3600, 7 * 24 / 3);
        }
        QCOMPARE(parts, 3);
        QVERIFY(files >= 5000);
        Preferences never = (*product)->preferences().value();
        never.integrityDays = 0;
        VERIFY_OK((*product)->setPreferences(never));
        QVERIFY(!(*product)->status()->integrityDue.isValid());
    }
};

QTEST_GUILESS_MAIN(TestIntegrity)
#include "test_integrity.moc"
