// SPDX-License-Identifier: Apache-2.0
// A walk has to go back and its old tree is nowhere: from the vault, else from the publisher; where
// that fails, too, it stands still, says what to do, and goes on or is given up as the person says.
#include "support/notes_world.h"
#include "support/verify_ok.h"
#include "walks/journal.h"

#include <QDir>
#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

// 1.1.0 is live with a file of the person's in it, and has to go back to 1.0.0, which is lost.
class LostWorld : public NotesWorld {
public:
    LostWorld() {
        publish(one());
        auto product = install();
        if (!product)
            qFatal("install");
        firstStart();
        write(live() / "mine.txt", "mine");
        old = picture(live());
        publish(two());
        if (!(*product)->update({}, {}, {}))
            qFatal("update");
        fresh = picture(live());
        lose();
    }

    // As after a probe that failed.
    void lose() {
        const LocalPath work = installRoot() / ".upkeep";
        auto tree = readTreeSwitch(files(), {"app", work / "previous", live()});
        if (!tree)
            qFatal("previous");
        tree->live = live();
        tree->staged = work / "staged";
        tree->aside = work / "staged-aside";
        journal.transaction = "lost";
        journal.state = JournalState::Reverting;
        journal.from = Version::parse("1.0.0").value();
        journal.to = Version::parse("1.1.0").value();
        journal.started = clock.now();
        journal.snapshot = (*open())->snapshots()->first().id;
        journal.trees = {*tree};
        const bool done = writeJournal(files(), path(), journal).has_value() &&
                          files().removeTree(work / "previous").has_value();
        if (!done)
            qFatal("journal");
    }
    LocalPath path() const { return installRoot() / ".upkeep/journal"; }
    void loseTheVault() {
        if (!files().removeTree(seams().places.vaultOf("tool")))
            qFatal("vault");
    }
    void network(bool there) const {
        const QString here = site().display();
        const QString away = here + ".away";
        if (!QDir().rename(there ? away : here, there ? here : away))
            qFatal("site");
    }

    SmallTree old;
    SmallTree fresh;
    Journal journal;
};

} // namespace

class TestEmergency : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesItFromTheVault() {
        LostWorld world;
        world.network(false);
        auto product = world.open();
        VERIFY_OK(product);
        const auto ended = (*product)->finish({});
        VERIFY_OK(ended);
        QCOMPARE(int(ended->kind), int(FinishReport::Kind::RolledBack));
        QCOMPARE(world.picture(world.live()), world.old);
        QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));
    }

    // What the person put into the new tree goes along.
    void fetchesItAgainWhereTheVaultHasNone() {
        LostWorld world;
        world.loseTheVault();
        world.write(world.live() / "since.txt", "since");
        auto product = world.open();
        VERIFY_OK(product);
        const auto ended = (*product)->finish({});
        VERIFY_OK(ended);
        QVERIFY2(ended->kind == FinishReport::Kind::RolledBack, qPrintable(ended->steps.join(' ')));
        world.old.insert("since.txt", world.picture(world.live()).value("since.txt"));
        QCOMPARE(world.picture(world.live()), world.old);
        QCOMPARE(world.read(world.live() / "since.txt"), QByteArray("since"));
        QVERIFY(!world.files().exists(world.path()));
        QVERIFY((*product)->verify({}, {}, {})->isHealthy());
    }

    void standsStillWhereNothingHasIt() {
        LostWorld world;
        world.loseTheVault();
        world.network(false);
        auto product = world.open();
        VERIFY_OK(product);
        const auto ended = (*product)->finish({});
        VERIFY_OK(ended);
        QCOMPARE(int(ended->kind), int(FinishReport::Kind::NeedsHelp));
        QVERIFY(ended->steps.value(0).startsWith("old-missing"));
        QVERIFY(ended->steps.value(1).startsWith("cause"));
        const auto status = (*product)->status();
        VERIFY_OK(status);
        QCOMPARE(int(status->state), int(UpdateState::RestoreFailed));
        QCOMPARE(int(status->lastError->code), int(ErrorCode::NeedsHelp));
        QCOMPARE(status->lastError->cause.split("; "), ended->steps);
        QCOMPARE((*product)->history()->first().result, QString("failed"));
        // Nothing is touched by any walk meanwhile.
        QCOMPARE(int((*product)->update({}, {}, {}).error().code), int(ErrorCode::NeedsHelp));
        QCOMPARE(world.picture(world.live()), world.fresh);
        // The line is back: it goes on by itself.
        world.network(true);
        const auto again = (*product)->finish({});
        VERIFY_OK(again);
        QCOMPARE(int(again->kind), int(FinishReport::Kind::RolledBack));
        QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));
        QVERIFY((*product)->status()->state != UpdateState::RestoreFailed);
    }

    void isGivenUpByARepair() {
        LostWorld world;
        world.loseTheVault();
        world.network(false);
        auto product = world.open();
        VERIFY_OK(product);
        QCOMPARE(int((*product)->finish({})->kind), int(FinishReport::Kind::NeedsHelp));
        VERIFY_OK((*product)->repair({}, {}, {}));
        QCOMPARE(world.picture(world.live()), world.fresh);
        QCOMPARE(int((*product)->finish({})->kind), int(FinishReport::Kind::NothingToDo));
        QVERIFY((*product)->status()->state != UpdateState::RestoreFailed);
    }

    // Of a torn journal nothing is believed and nothing is deleted.
    void isGivenUpWithATornJournal() {
        LostWorld world;
        world.network(false);
        world.write(world.path(), "upkeep-journal 1 torn");
        world.write(world.installRoot() / ".upkeep/staged/file", "what waited");
        auto product = world.open();
        VERIFY_OK(product);
        QCOMPARE(int((*product)->finish({})->kind), int(FinishReport::Kind::NeedsHelp));
        QCOMPARE(int((*product)->status()->state), int(UpdateState::RestoreFailed));
        VERIFY_OK((*product)->repair({}, {}, {}));
        QCOMPARE(world.picture(world.live()), world.fresh);
        const auto kept = world.files().list(world.installRoot() / ".upkeep/backup");
        VERIFY_OK(kept);
        int found = 0;
        for (const FolderEntry& entry : *kept) {
            const LocalPath folder = world.installRoot() / ".upkeep/backup" / entry.name;
            found += world.read(folder / "staged/file") == "what waited" ? 1 : 0;
            found += world.read(folder / "journal").startsWith("upkeep-journal") ? 1 : 0;
        }
        QCOMPARE(found, 2);
        VERIFY_OK((*product)->createSnapshot({}, {}, {})); // walks go on
    }

    // Not even the live tree is there.
    void bringsBackATreeOfWhichNothingIsLeft() {
        LostWorld world;
        VERIFY_OK(world.files().removeTree(world.live()));
        auto product = world.open();
        VERIFY_OK(product);
        const auto ended = (*product)->finish({});
        VERIFY_OK(ended);
        QVERIFY2(ended->kind == FinishReport::Kind::RolledBack, qPrintable(ended->steps.join(' ')));
        QCOMPARE(world.picture(world.live()), world.old);
    }
};

QTEST_GUILESS_MAIN(TestEmergency)
#include "test_emergency.moc"
