// SPDX-License-Identifier: Apache-2.0
// Verify and repair: every kind of damage is named and mended, from what is here or from its
// publisher; what the user changed is told apart; what was replaced is kept.
#include "support/notes_world.h"
#include "support/verify_ok.h"
#include "tree/scan.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestRepair : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsNothingWhereNothingIsWrong();
    void mends_data();
    void mends();
    void takesFromTheVaultWithoutTheNetwork();
    void fetchesOnlyWhatIsMissing();
    void leavesWhatTheUserChangedOnPurpose();
    void mendsSettingsFromTheNewestReadableCopy();
    void mendsTheTrustStore_data();
    void mendsTheTrustStore();
    void mendsSnapshotsFromWhatIsStillHere();
    void saysWhatCannotBeRepaired();
    void keepsWhatIsBehindTheLastUpdate();
    void waitsForTheProgramToBeClosed();

private:
    static QStringList idsOf(const QList<HealthIssue>& issues);
};

QStringList TestRepair::idsOf(const QList<HealthIssue>& issues) {
    QStringList ids;
    for (const HealthIssue& issue : issues)
        ids.append(issueKindId(issue.kind) + u' ' + issue.path + u' ' + issue.detail);
    return ids;
}

namespace {

SmallRelease big() {
    SmallRelease release{"1.0.0", {}};
    QRandomGenerator random(7);
    for (int i = 0; i < 300; ++i) {
        QByteArray content(20'000, '\0');
        random.fillRange(reinterpret_cast<quint32*>(content.data()), content.size() / 4);
        release.files.insert("share/" + QByteArray::number(i), content);
    }
    return release;
}

} // namespace

void TestRepair::findsNothingWhereNothingIsWrong() {
    NotesWorld world;
    world.publish(NotesWorld::one());
    auto product = world.install();
    VERIFY_OK(product);
    world.firstStart();
    const auto report = (*product)->verify({}, {}, {});
    VERIFY_OK(report);
    QCOMPARE(idsOf(report->issues), QStringList());
    QCOMPARE(report->components, 3);
    const auto repaired = (*product)->repair({}, {}, {});
    VERIFY_OK(repaired);
    QCOMPARE(int(repaired->kind), int(RepairOutcome::Kind::NothingToDo));
}

void TestRepair::mends_data() {
    QTest::addColumn<QString>("damage");
    QTest::addColumn<QString>("issue");
    QTest::newRow("a changed file") << "changed"
                                    << "binary_corruption share/text changed";
    QTest::newRow("a missing file") << "missing"
                                    << "binary_corruption share/text missing";
    QTest::newRow("a wrong mode") << "mode"
                                  << "permission_error share/text mode";
    QTest::newRow("a program that cannot be run") << "program"
                                                  << "permission_error bin/tool mode";
    QTest::newRow("a folder in place of a file") << "folder"
                                                 << "binary_corruption share/text changed";
    QTest::newRow("an evolution's file") << "evolution"
                                         << "plugin_missing evolutions/stars/data "
                                            "missing";
}

void TestRepair::mends() {
    QFETCH(QString, damage);
    QFETCH(QString, issue);
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
    world.write(world.live() / "mine.txt", "mine");
    const SmallTree whole = world.picture(world.live());
    const LocalPath text = world.live() / "share/text";
    FileSystem& files = world.files();
    if (damage == "changed")
        world.write(text, "0ne");
    else if (damage == "mode")
        VERIFY_OK(files.setMode(text, 0600));
    else if (damage == "program")
        VERIFY_OK(files.setMode(world.live() / "bin/tool", 0644));
    else
        VERIFY_OK(files.removeFile(damage == "evolution" ? world.live() / "evolutions/stars/data"
                                                         : text));
    if (damage == "folder")
        VERIFY_OK(files.makeFolder(text));

    const auto found = (*product)->verify({}, {}, {});
    VERIFY_OK(found);
    QCOMPARE(idsOf(found->issues), QStringList{issue});
    const auto repaired = (*product)->repair({}, {}, {});
    VERIFY_OK(repaired);
    QVERIFY2(repaired->failed.isEmpty(),
             repaired->failed.isEmpty() ? ""
                                        : qPrintable(repaired->failed.first().error.toString()));
    QCOMPARE(idsOf(repaired->repaired), QStringList{issue});
    QCOMPARE(world.picture(world.live()), whole);
    const auto after = (*product)->verify({}, {}, {});
    VERIFY_OK(after);
    QVERIFY(after->isHealthy());
    QCOMPARE((*product)->history()->first().operation, QString("repair"));
    if (damage == "changed")
        QCOMPARE(world.read(repaired->backup / "app/share/text"), QByteArray("0ne"));
}

void TestRepair::takesFromTheVaultWithoutTheNetwork() {
    SmallWorld world;
    world.publish({"1.0.0", {{"share/text", "one"}}});
    auto product = world.install();
    VERIFY_OK(product);
    VERIFY_OK((*product)->createSnapshot({}, {}, {}));
    VERIFY_OK(world.files().removeTree(world.site()));
    world.write(world.live() / "share/text", "0ne");
    const auto repaired = (*product)->repair({}, {}, {});
    VERIFY_OK(repaired);
    QCOMPARE(repaired->downloadedBytes, 0);
    QCOMPARE(repaired->repaired.size(), 1);
    QCOMPARE(world.read(world.live() / "share/text"), QByteArray("one"));
}

// 300 files of 20 kB: one is damaged, one is gone, one has a wrong mode.
void TestRepair::fetchesOnlyWhatIsMissing() {
    SmallWorld world;
    world.publish(big());
    auto product = world.install();
    VERIFY_OK(product);
    const SmallTree whole = world.picture(world.live());
    world.write(world.live() / "share/7", "damaged");
    VERIFY_OK(world.files().removeFile(world.live() / "share/200"));
    VERIFY_OK(world.files().setMode(world.live() / "share/90", 0600));
    const auto repaired = (*product)->repair({}, {}, {});
    VERIFY_OK(repaired);
    QCOMPARE(repaired->repaired.size(), 3);
    QCOMPARE(world.picture(world.live()), whole);
    qInfo("%lld bytes fetched of 6000000", repaired->downloadedBytes);
    QVERIFY(repaired->downloadedBytes < 2'500'000);
}

void TestRepair::leavesWhatTheUserChangedOnPurpose() {
    SmallWorld world;
    world.publish({"1.0.0", {{"share/text", "one"}, {"share/note", "a note"}}});
    auto product = world.install();
    VERIFY_OK(product);
    world.write(world.live() / "share/note", "my note");
    world.publish({"1.1.0", {{"share/text", "two"}, {"share/note", "a note"}}});
    VERIFY_OK((*product)->update({}, {}, {})); // keeps it
    world.write(world.live() / "share/text", "tvo");
    const auto found = (*product)->verify({}, {}, {});
    VERIFY_OK(found);
    QCOMPARE(idsOf(found->issues), QStringList{"binary_corruption share/text changed"});
    QCOMPARE(found->localChanges.size(), 1);

    const auto repaired = (*product)->repair({}, {}, {});
    VERIFY_OK(repaired);
    QCOMPARE(repaired->localChanges.size(), 1);
    QCOMPARE(world.read(world.live() / "share/text"), QByteArray("two"));
    QCOMPARE(world.read(world.live() / "share/note"), QByteArray("my note"));

    RepairChoice replace;
    replace.localChanges = LocalChangeStrategy::KeepRemote;
    const auto replaced = (*product)->repair(replace, {}, {});
    VERIFY_OK(replaced);
    QCOMPARE(world.read(world.live() / "share/note"), QByteArray("a note"));
    QCOMPARE(world.read(replaced->backup / "app/share/note"), QByteArray("my note"));
}

void TestRepair::mendsSettingsFromTheNewestReadableCopy() {
    NotesWorld world;
    world.publish(NotesWorld::one());
    auto product = world.install();
    VERIFY_OK(product);
    world.firstStart();
    const QByteArray mine = world.read(world.settings());
    world.write(world.settings(), "colour: [\n");
    const auto found = (*product)->verify({}, {}, {});
    VERIFY_OK(found);
    QCOMPARE(idsOf(found->issues), QStringList{"config_invalid app.yaml unreadable"});
    // No snapshot yet: what the program ships.
    VERIFY_OK((*product)->repair({}, {}, {}));
    QCOMPARE(world.read(world.settings()), QByteArray("size: 10\ncolour: red\n"));

    world.write(world.settings(), mine);
    VERIFY_OK((*product)->createSnapshot({}, {}, {}));
    world.write(world.settings(), "colour: [\n");
    const auto repaired = (*product)->repair({}, {}, {});
    VERIFY_OK(repaired);
    QCOMPARE(repaired->repaired.size(), 1);
    QCOMPARE(world.read(world.settings()), mine);
}

void TestRepair::mendsTheTrustStore_data() {
    QTest::addColumn<QString>("file");
    for (const char* file : {"root.json", "timestamp.json", "snapshot.json", "targets.json"})
        QTest::newRow(file) << file;
}

void TestRepair::mendsTheTrustStore() {
    QFETCH(QString, file);
    SmallWorld world;
    world.publish({"1.0.0", {{"share/text", "one"}}});
    auto product = world.install();
    VERIFY_OK(product);
    const LocalPath store = world.seams().places.trustOf("tool");
    const LocalPath path = store / file.toUtf8().constData();
    const QByteArray whole = world.read(path);
    QVERIFY(whole != "-");
    world.write(path, whole.left(whole.size() / 2));
    const auto found = (*product)->verify({}, {}, {});
    VERIFY_OK(found);
    QCOMPARE(found->issues.size(), 1);
    QCOMPARE(found->issues.first().kind, IssueKind::TrustDamaged);
    const auto repaired = (*product)->repair({}, {}, {});
    VERIFY_OK(repaired);
    QVERIFY2(repaired->failed.isEmpty(),
             repaired->failed.isEmpty() ? ""
                                        : qPrintable(repaired->failed.first().error.toString()));
    QCOMPARE(repaired->repaired.size(), 1);
    QCOMPARE(world.read(path), whole);
}

void TestRepair::mendsSnapshotsFromWhatIsStillHere() {
    SmallWorld world;
    world.publish({"1.0.0", {{"share/text", QByteArray(5000, 'x')}}});
    auto product = world.install();
    VERIFY_OK(product);
    const auto made = (*product)->createSnapshot({}, {}, {});
    VERIFY_OK(made);
    // Every pack of the vault is cut short.
    const LocalPath vault = world.seams().places.vaultOf("tool");
    const auto entries = scanTree(world.files(), vault);
    VERIFY_OK(entries);
    int cut = 0;
    for (const ScannedEntry& entry : *entries) {
        if (!entry.name.bytes().endsWith(".pack"))
            continue;
        QByteArray bytes = world.read(vault / entry.name);
        bytes[bytes.size() / 3] = char(bytes[bytes.size() / 3] ^ 1);
        VERIFY_OK(world.files().setMode(vault / entry.name, 0600));
        world.write(vault / entry.name, bytes);
        ++cut;
    }
    QVERIFY(cut > 0);
    RepairChoice choice;
    choice.verify.snapshotsInFull = true;
    const auto repaired = (*product)->repair(choice, {}, {});
    VERIFY_OK(repaired);
    QCOMPARE(repaired->repaired.size(), 1);
    QCOMPARE(repaired->repaired.first().kind, IssueKind::SnapshotDamaged);
    const auto verified = (*product)->verifySnapshot(made->id, {}, {});
    VERIFY_OK(verified);
    QVERIFY(!verified->damaged);
    QCOMPARE((*product)->snapshots()->size(), 1);
}

void TestRepair::saysWhatCannotBeRepaired() {
    SmallWorld world;
    world.publish({"1.0.0", {{"share/text", "one"}}});
    auto product = world.install();
    VERIFY_OK(product);
    VERIFY_OK(world.files().removeTree(world.site()));
    world.write(world.live() / "share/text", "0ne");
    const auto repaired = (*product)->repair({}, {}, {});
    VERIFY_OK(repaired);
    QCOMPARE(repaired->repaired.size(), 0);
    QCOMPARE(repaired->failed.size(), 1);
    QCOMPARE(world.read(world.live() / "share/text"), QByteArray("0ne"));
    QVERIFY(!world.files().exists(world.installRoot() / ".upkeep/journal"));
    QVERIFY(!world.files().exists(world.installRoot() / ".upkeep/staged"));
}

// A damaged tree is nothing to go back to.
void TestRepair::keepsWhatIsBehindTheLastUpdate() {
    SmallWorld world;
    world.publish({"1.0.0", {{"share/text", "one"}}});
    auto product = world.install();
    VERIFY_OK(product);
    const SmallTree before = world.picture(world.live());
    world.publish({"1.1.0", {{"share/text", "two"}}});
    VERIFY_OK((*product)->update({}, {}, {}));
    world.write(world.live() / "share/text", "tvo");
    VERIFY_OK((*product)->repair({}, {}, {}));
    QCOMPARE(world.read(world.live() / "share/text"), QByteArray("two"));
    VERIFY_OK((*product)->rollback({}, {}, {}));
    QCOMPARE(world.picture(world.live()), before);
}

void TestRepair::waitsForTheProgramToBeClosed() {
    SmallWorld world;
    world.publish({"1.0.0", {{"share/text", "one"}}});
    auto product = world.install();
    VERIFY_OK(product);
    world.write(world.live() / "share/text", "0ne");
    QProcess program;
    program.start(QString::fromUtf8((world.live() / "bin/tool").bytes()), {"--wait"});
    QVERIFY(program.waitForStarted());
    QTRY_VERIFY(!world.processes().using_(world.live())->isEmpty());
    const auto blocked = (*product)->repair({}, {}, {});
    VERIFY_OK(blocked);
    QCOMPARE(int(blocked->kind), int(RepairOutcome::Kind::Blocked));
    QCOMPARE(world.read(world.live() / "share/text"), QByteArray("0ne"));
    program.closeWriteChannel();
    QVERIFY(program.waitForFinished());
    const auto repaired = (*product)->repair({}, {}, {});
    VERIFY_OK(repaired);
    QCOMPARE(world.read(world.live() / "share/text"), QByteArray("one"));
}

QTEST_GUILESS_MAIN(TestRepair)
#include "test_repair.moc"
