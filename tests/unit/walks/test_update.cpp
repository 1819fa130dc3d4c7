// SPDX-License-Identifier: Apache-2.0
// The walk, from check to commit and back, on a small but complete world.
#include "support/small_world.h"
#include "support/verify_ok.h"

#include <QProcess>
#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestUpdate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void installsUpdatesAndGoesBack();
    void saysWhenThereIsNothingNew();
    void comesBackWhenTheProbeFails();
    void takesTheUsersFilesAlong();
    void treatsChangedFilesAsTheStrategySays_data();
    void treatsChangedFilesAsTheStrategySays();
    void waitsForNobodyWhenRefused();
    void changesEvolutions();
    void adoptsATreeByItsFiles();
    void removesWhatItInstalled();
    void keepsAsManySnapshotsAsAsked();
};

namespace {

Version version(const char* text) {
    return Version::parse(QString::fromLatin1(text)).value();
}

const SmallRelease One{"1.0.0", {{"share/text", "one"}, {"share/old", "only in one"}}};
const SmallRelease Two{"1.1.0", {{"share/text", "two"}, {"share/new", "only in two"}}};

} // namespace

void TestUpdate::installsUpdatesAndGoesBack() {
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    const SmallTree before = world.picture(world.live());
    QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));

    world.publish(Two);
    const auto checked = (*product)->check({}, {}, {});
    VERIFY_OK(checked);
    const auto* const offer = std::get_if<Offer>(&*checked);
    QVERIFY(offer);
    QCOMPARE(offer->to.toString(), QStringLiteral("1.1.0"));

    const auto updated = (*product)->update({}, {}, {});
    VERIFY_OK(updated);
    QCOMPARE(int(updated->kind), int(UpdateOutcome::Kind::Updated));
    QCOMPARE(world.liveVersion(), QByteArray("1.1.0"));
    QCOMPARE(world.read(world.live() / "share/new"), QByteArray("only in two"));
    QVERIFY(!world.files().exists(world.live() / "share/old"));

    const auto back = (*product)->rollback({}, {}, {});
    VERIFY_OK(back);
    QCOMPARE(world.picture(world.live()), before);
    const auto status = (*product)->status();
    VERIFY_OK(status);
    QCOMPARE(status->version.toString(), QStringLiteral("1.0.0"));
    QCOMPARE(int(status->state), int(UpdateState::RolledBack));
    // And forward again, from what was left.
    RollbackChoice forward;
    forward.version = version("1.1.0");
    VERIFY_OK((*product)->rollback(forward, {}, {}));
    QCOMPARE(world.liveVersion(), QByteArray("1.1.0"));
}

void TestUpdate::saysWhenThereIsNothingNew() {
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    const auto checked = (*product)->check({}, {}, {});
    VERIFY_OK(checked);
    QVERIFY(std::holds_alternative<UpToDate>(*checked));
    const auto updated = (*product)->update({}, {}, {});
    VERIFY_OK(updated);
    QCOMPARE(updated->from, updated->to);
}

void TestUpdate::comesBackWhenTheProbeFails() {
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    const SmallTree before = world.picture(world.live());
    SmallRelease ill = Two;
    ill.healthy = false;
    world.publish(ill);

    const auto updated = (*product)->update({}, {}, {});
    VERIFY_OK(updated);
    QCOMPARE(int(updated->kind), int(UpdateOutcome::Kind::RolledBack));
    QVERIFY(updated->cause);
    QCOMPARE(updated->cause->code, ErrorCode::ProbeFailed);
    QCOMPARE(world.picture(world.live()), before);
    const auto history = (*product)->history();
    VERIFY_OK(history);
    QCOMPARE(history->first().operation, QStringLiteral("update"));
    QCOMPARE(history->first().result, QStringLiteral("rolled-back"));
    QCOMPARE(history->first().errorId, QStringLiteral("probe.failed"));
    QVERIFY(!world.files().exists(world.installRoot() / ".upkeep/staged"));
    QVERIFY(!world.files().exists(world.installRoot() / ".upkeep/journal"));
}

void TestUpdate::takesTheUsersFilesAlong() {
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    world.write(world.live() / "plugins/mine.txt", "kept");
    world.write(world.live() / "share/new", "the user's own");
    world.publish(Two);
    VERIFY_OK((*product)->update({}, {}, {}));
    QCOMPARE(world.read(world.live() / "plugins/mine.txt"), QByteArray("kept"));
    QCOMPARE(world.read(world.live() / "share/new"), QByteArray("only in two"));
    // What had to make way is kept aside.
    bool found = false;
    const SmallTree backup = world.picture(world.installRoot() / ".upkeep/backup");
    for (auto it = backup.begin(); it != backup.end(); ++it)
        found = found || (it.key().endsWith("app/share/new") && it->endsWith("the user's own"));
    QVERIFY(found);

    world.write(world.live() / "plugins/later.txt", "written in two");
    QVERIFY(QFile::remove((world.live() / "plugins/mine.txt").display()));
    VERIFY_OK((*product)->rollback({}, {}, {}));
    QCOMPARE(world.read(world.live() / "plugins/later.txt"), QByteArray("written in two"));
    QCOMPARE(world.read(world.live() / "plugins/mine.txt"), QByteArray("-"));
    QCOMPARE(world.read(world.live() / "share/new"), QByteArray("the user's own"));
}

void TestUpdate::treatsChangedFilesAsTheStrategySays_data() {
    QTest::addColumn<MergeStrategy>("strategy");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("keep-local") << MergeStrategy::KeepLocal << QByteArray("mine");
    QTest::newRow("keep-remote") << MergeStrategy::KeepRemote << QByteArray("two");
}

void TestUpdate::treatsChangedFilesAsTheStrategySays() {
    QFETCH(MergeStrategy, strategy);
    QFETCH(QByteArray, text);
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    world.write(world.live() / "share/text", "mine");
    world.write(world.live() / "bin/tool", "#!/bin/sh\necho broken\n");
    world.publish(Two);
    const auto checked = (*product)->check({}, {}, {});
    VERIFY_OK(checked);
    QCOMPARE(std::get<Offer>(*checked).plan.localChanges.size(), 2);
    UpdateChoice choice;
    choice.localChanges = strategy;
    const auto updated = (*product)->update(choice, {}, {});
    VERIFY_OK(updated);
    QCOMPARE(int(updated->kind), int(UpdateOutcome::Kind::Updated));
    QCOMPARE(world.read(world.live() / "share/text"), text);
    // A program the release changed too is the release's, whatever the strategy.
    QCOMPARE(world.liveVersion(), QByteArray("1.1.0"));
    const SmallTree backup = world.picture(world.installRoot() / ".upkeep/backup");
    bool backedUp = false;
    for (auto it = backup.begin(); it != backup.end(); ++it)
        backedUp = backedUp || (it.key().endsWith("app/share/text") && it->endsWith("mine"));
    QVERIFY(backedUp);
}

void TestUpdate::waitsForNobodyWhenRefused() {
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    world.publish(Two);
    QProcess running;
    running.start((world.live() / "bin/tool").display(), {"--wait"});
    QVERIFY(running.waitForStarted());
    QTRY_VERIFY(!world.processes().using_(world.live())->isEmpty());

    auto updated = (*product)->update({}, {}, {});
    VERIFY_OK(updated);
    QCOMPARE(int(updated->kind), int(UpdateOutcome::Kind::Blocked));
    QCOMPARE(updated->blockers.size(), 1);
    QCOMPARE(updated->blockers.first().pid, running.processId());
    QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));
    QCOMPARE(int((*product)->status()->state), int(UpdateState::Ready));

    world.write(world.live() / "while-running.txt", "written after it was staged");
    running.write("\n");
    QVERIFY(running.waitForFinished());
    updated = (*product)->update({}, {}, {});
    VERIFY_OK(updated);
    QCOMPARE(int(updated->kind), int(UpdateOutcome::Kind::Updated));
    QCOMPARE(updated->downloadedBytes, 0);
    QCOMPARE(world.read(world.live() / "while-running.txt"),
             QByteArray("written after it was staged"));
}

void TestUpdate::changesEvolutions() {
    SmallWorld world;
    world.components = "  - { id: evolutions, kind: evolutions, path: evolutions }\n";
    SmallRelease release = One;
    release.evolutions = {{"stars", {{"data", "stars of one"}}}, {"tides", {{"data", "tides"}}}};
    release.manifest = "version: 1.0.0\nevolutions:\n"
                       "  - { id: stars, version: 1.0.0, name: Stars, description: Stars }\n"
                       "  - { id: tides, version: 1.0.0, name: Tides, description: Tides }\n";
    world.publish(release);
    auto product = world.install();
    VERIFY_OK(product);
    QVERIFY(!world.files().exists(world.live() / "evolutions/stars"));

    UpdateChoice choice;
    choice.evolutions = QStringList{"stars"};
    VERIFY_OK((*product)->changeEvolutions(choice, {}, {}));
    QCOMPARE(world.read(world.live() / "evolutions/stars/data"), QByteArray("stars of one"));
    const auto offers = (*product)->evolutions();
    VERIFY_OK(offers);
    QCOMPARE(offers->size(), 2);
    QVERIFY(offers->at(0).installed && !offers->at(1).installed);
    QCOMPARE(offers->at(0).size, qint64(strlen("stars of one")));

    choice.evolutions = QStringList{"tides"};
    VERIFY_OK((*product)->changeEvolutions(choice, {}, {}));
    QVERIFY(!world.files().exists(world.live() / "evolutions/stars"));
    QCOMPARE(world.read(world.live() / "evolutions/tides/data"), QByteArray("tides"));
    QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));
}

void TestUpdate::adoptsATreeByItsFiles() {
    SmallWorld world;
    world.publish(One);
    world.publish(Two);
    auto product = world.install("1.0.0");
    VERIFY_OK(product);
    const LocalPath folder = world.path("home/apps/by-hand");
    VERIFY_OK(world.files().rename(world.live(), folder));
    VERIFY_OK(world.files().removeTree(folder / ".upkeep-installed"));
    VERIFY_OK(removeRegistration(world.files(), world.seams().places, "tool"));

    InstallRequest request = world.installRequest();
    request.root = folder;
    VERIFY_OK(adoptProduct(world.seams(), request, {}, {}));
    auto adopted = world.open();
    VERIFY_OK(adopted);
    QCOMPARE((*adopted)->status()->version.toString(), QStringLiteral("1.0.0"));
    VERIFY_OK((*adopted)->update({}, {}, {}));
    QCOMPARE(world.read(folder / "share/text"), QByteArray("two"));

    world.write(folder / "share/text", "nobody's");
    VERIFY_OK(removeProduct(
        world.seams(), *findRegistration(world.files(), world.seams().places, "tool"), true));
    QCOMPARE(codeOf(adoptProduct(world.seams(), request, {}, {})),
             QStringLiteral("release.unknown"));
}

void TestUpdate::removesWhatItInstalled() {
    SmallWorld world;
    world.publish(One);
    VERIFY_OK(world.install());
    QCOMPARE(codeOf(installProduct(world.seams(), world.installRequest(), {}, {})),
             QStringLiteral("product.exists"));
    const auto registration = findRegistration(world.files(), world.seams().places, "tool");
    VERIFY_OK(registration);
    VERIFY_OK(removeProduct(world.seams(), *registration, true));
    QVERIFY(!world.files().exists(world.installRoot()));
    QCOMPARE(codeOf(findRegistration(world.files(), world.seams().places, "tool")),
             QStringLiteral("product.unknown"));
    VERIFY_OK(world.install());
}

void TestUpdate::keepsAsManySnapshotsAsAsked() {
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    Preferences preferences;
    preferences.snapshotsKept = 2;
    VERIFY_OK((*product)->setPreferences(preferences));
    for (const char* next : {"1.1.0", "1.2.0", "1.3.0", "1.4.0"}) {
        world.publish({next, {{"share/text", next}}, {}, {}, {}, true, false});
        world.clock.time = world.clock.time.addSecs(60);
        VERIFY_OK((*product)->update({}, {}, {}));
    }
    const auto snapshots = (*product)->snapshots();
    VERIFY_OK(snapshots);
    QCOMPARE(snapshots->size(), 2);
}

QTEST_GUILESS_MAIN(TestUpdate)
#include "test_update.moc"
