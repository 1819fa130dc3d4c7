// SPDX-License-Identifier: Apache-2.0
// Settings and data over an update and a way back (DESIGN section 2, "Data at a rollback").
#include "support/notes_world.h"
#include "support/verify_ok.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestDataRule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mergesSettingsAndMigratesNotes();
    void givesTheOldCopyBackWhereNothingWasWritten();
    void migratesBackwardsWhatWasWrittenSince();
    void asksThePersonWhereThereIsNoWayBack();
    void saysWhichSettingsStayedAsTheyWere();
    void convertsDataThatARestoreLeavesOut();
    void refusesARestoreThatDataCannotFollow();
    void keepsTheNewerAsASnapshotWhenNobodyIsThere();
    void leavesDataAloneWhenTheProbeFails();
};

namespace {

const RollbackPart* part(const QList<RollbackPart>& parts, const char* component) {
    for (const RollbackPart& one : parts) {
        if (one.component == QLatin1String(component))
            return &one;
    }
    return nullptr;
}

struct Updated {
    explicit Updated(bool wayBack = true) {
        world.publish(NotesWorld::one());
        auto installed = world.install();
        if (!installed)
            qFatal("%s", qPrintable(installed.error().toString()));
        product = std::move(installed).value();
        world.firstStart();
        world.publish(NotesWorld::two(wayBack));
        const auto done = product->update({}, {}, {});
        if (!done || done->kind != UpdateOutcome::Kind::Updated)
            qFatal("%s", done ? "not updated" : qPrintable(done.error().toString()));
    }
    NotesWorld world;
    std::unique_ptr<InstalledProduct> product;
};

} // namespace

void TestDataRule::mergesSettingsAndMigratesNotes() {
    Updated done;
    // Mine where I changed it, new where I did not; my comment lives.
    QCOMPARE(done.world.read(done.world.settings()),
             QByteArray("# mine\ncolour: blue\nfont: serif\nsize: 12\n"));
    QVERIFY(done.world.hasMarks());
    QCOMPARE(done.world.notes(), QByteArray("first"));
    // Nothing of ours is left beside them.
    const auto entries = done.world.files().list(done.world.home());
    VERIFY_OK(entries);
    for (const FolderEntry& entry : *entries)
        QVERIFY2(!entry.name.bytes().contains(".upkeep-"), entry.name.bytes().constData());
}

void TestDataRule::givesTheOldCopyBackWhereNothingWasWritten() {
    Updated done;
    const auto preview = done.product->previewRollback({});
    VERIFY_OK(preview);
    QCOMPARE(int(part(preview->parts, "notes")->fate), int(DataFate::RestoreOld));
    QCOMPARE(int(part(preview->parts, "settings")->fate), int(DataFate::RestoreOld));
    VERIFY_OK(done.product->rollback({}, {}, {}));
    QCOMPARE(done.world.read(done.world.settings()),
             QByteArray("# mine\ncolour: blue\nsize: 10\n"));
    QVERIFY(!done.world.hasMarks());
    QCOMPARE(done.world.notes(), QByteArray("first"));
}

void TestDataRule::migratesBackwardsWhatWasWrittenSince() {
    Updated done;
    done.world.run("INSERT INTO notes (text, mark) VALUES ('second', 'star');");
    done.world.write(done.world.settings(), "colour: green\n");
    const auto preview = done.product->previewRollback({});
    VERIFY_OK(preview);
    QCOMPARE(int(part(preview->parts, "notes")->fate), int(DataFate::ReverseMigrate));
    QCOMPARE(int(part(preview->parts, "settings")->fate), int(DataFate::KeepPresent));
    const auto back = done.product->rollback({}, {}, {});
    VERIFY_OK(back);
    QVERIFY(!done.world.hasMarks());
    QCOMPARE(done.world.notes(), QByteArray("first,second"));
    QCOMPARE(done.world.read(done.world.settings()), QByteArray("colour: green\n"));
}

// The person and the release both changed one.
void TestDataRule::saysWhichSettingsStayedAsTheyWere() {
    NotesWorld world;
    world.publish(NotesWorld::one());
    auto product = world.install();
    VERIFY_OK(product);
    world.firstStart();
    world.write(world.settings(), "colour: blue\nsize: 11\n");
    world.publish(NotesWorld::two());
    const auto updated = (*product)->update({}, {}, {});
    VERIFY_OK(updated);
    QCOMPARE(world.read(world.settings()), QByteArray("colour: blue\nfont: serif\nsize: 11\n"));
    QCOMPARE(updated->keptSettings.size(), 1);
    const KeptSetting& kept = updated->keptSettings.first();
    QCOMPARE(kept.component, QStringLiteral("settings"));
    QCOMPARE(kept.name(), QStringLiteral("app.yaml: size"));
    QCOMPARE(kept.mine, QStringLiteral("11"));
    QCOMPARE(kept.theirs, QStringLiteral("12"));
    QCOMPARE((*product)->history()->first().kept, QStringList{"app.yaml: size"});
}

// The program of an older snapshot, the person's notes of today.
void TestDataRule::convertsDataThatARestoreLeavesOut() {
    Updated done;
    done.world.run("INSERT INTO notes (text, mark) VALUES ('second', 'star');");
    const auto snapshots = done.product->snapshots();
    VERIFY_OK(snapshots);
    const QString id = snapshots->first().id; // before the update
    const auto preview = done.product->previewRestore(id, {}, {});
    VERIFY_OK(preview);
    QVERIFY(preview->dataCompatible);
    QCOMPARE(int(part(preview->parts, "notes")->fate), int(DataFate::ReverseMigrate));
    QCOMPARE(int(part(preview->parts, "settings")->fate), int(DataFate::RestoreOld));
    VERIFY_OK(done.product->restore(id, {}, WhenRunning::Refuse, {}, {}));
    QCOMPARE(done.world.liveVersion(), QByteArray("1.0.0"));
    QVERIFY(!done.world.hasMarks());
    QCOMPARE(done.world.notes(), QByteArray("first,second"));
}

void TestDataRule::refusesARestoreThatDataCannotFollow() {
    Updated done(false);
    done.world.run("INSERT INTO notes (text, mark) VALUES ('second', 'star');");
    const auto snapshots = done.product->snapshots();
    VERIFY_OK(snapshots);
    const QString id = snapshots->first().id;
    const auto preview = done.product->previewRestore(id, {}, {});
    VERIFY_OK(preview);
    QVERIFY(!preview->dataCompatible);
    QCOMPARE(int(part(preview->parts, "notes")->fate), int(DataFate::AskPerson));
    QCOMPARE(codeOf(done.product->restore(id, {}, WhenRunning::Refuse, {}, {})),
             QStringLiteral("migrate.no-way-back"));
    QCOMPARE(done.world.liveVersion(), QByteArray("1.1.0"));
    QCOMPARE(done.world.notes(), QByteArray("first,second"));
    RestoreScope everything;
    everything.components = QStringList{"app", "settings", "notes"};
    VERIFY_OK(done.product->restore(id, everything, WhenRunning::Refuse, {}, {}));
    QCOMPARE(done.world.liveVersion(), QByteArray("1.0.0"));
    QCOMPARE(done.world.notes(), QByteArray("first"));
}

void TestDataRule::asksThePersonWhereThereIsNoWayBack() {
    Updated done(false);
    done.world.run("INSERT INTO notes (text, mark) VALUES ('second', 'star');");
    auto back = done.product->rollback({}, {}, {});
    VERIFY_OK(back);
    QCOMPARE(int(back->kind), int(RollbackOutcome::Kind::AskData));
    QCOMPARE(done.world.liveVersion(), QByteArray("1.1.0"));
    QCOMPARE(done.world.notes(), QByteArray("first,second"));

    RollbackChoice choice;
    choice.data = DataChoice::RestoreOld;
    back = done.product->rollback(choice, {}, {});
    VERIFY_OK(back);
    QCOMPARE(int(back->kind), int(RollbackOutcome::Kind::RolledBack));
    QCOMPARE(done.world.notes(), QByteArray("first"));
    // The other side is kept.
    RestoreScope scope;
    scope.components = QStringList{"notes"};
    VERIFY_OK(done.product->restore(back->safetySnapshot, scope, WhenRunning::Refuse, {}, {}));
    QCOMPARE(done.world.notes(), QByteArray("first,second"));
}

void TestDataRule::keepsTheNewerAsASnapshotWhenNobodyIsThere() {
    Updated done(false);
    done.world.run("INSERT INTO notes (text, mark) VALUES ('second', 'star');");
    RollbackChoice choice;
    choice.trigger = Trigger::Recovery;
    const auto back = done.product->rollback(choice, {}, {});
    VERIFY_OK(back);
    QCOMPARE(int(back->kind), int(RollbackOutcome::Kind::RolledBack));
    QCOMPARE(done.world.notes(), QByteArray("first"));
    const auto snapshots = done.product->snapshots();
    VERIFY_OK(snapshots);
    const auto safety =
        std::find_if(snapshots->begin(), snapshots->end(), [&](const SnapshotSummary& one) {
            return one.id == back->safetySnapshot;
        });
    QVERIFY(safety != snapshots->end());
    QVERIFY(safety->pinned);
    QVERIFY(safety->components.contains("notes"));
}

void TestDataRule::leavesDataAloneWhenTheProbeFails() {
    NotesWorld world;
    world.publish(NotesWorld::one());
    auto product = world.install();
    VERIFY_OK(product);
    world.firstStart();
    SmallRelease ill = NotesWorld::two();
    ill.healthy = false;
    world.publish(ill);
    const auto updated = (*product)->update({}, {}, {});
    VERIFY_OK(updated);
    QCOMPARE(int(updated->kind), int(UpdateOutcome::Kind::RolledBack));
    QVERIFY(!world.hasMarks());
    QCOMPARE(world.notes(), QByteArray("first"));
    QCOMPARE(world.read(world.settings()), QByteArray("# mine\ncolour: blue\nsize: 10\n"));
}

QTEST_GUILESS_MAIN(TestDataRule)
#include "test_data_rule.moc"
