// SPDX-License-Identifier: Apache-2.0
// How the new tree comes: patch, frames, whole package, and what follows when one does not work
// out.
#include "support/small_world.h"
#include "support/verify_ok.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

QByteArray noise(quint32 seed, int size) {
    QRandomGenerator random(seed);
    QByteArray bytes(size, '\0');
    for (char& byte : bytes)
        byte = char(random.bounded(256));
    return bytes;
}

// Large enough that the ways differ: what stays, what changes a little, what is new.
SmallRelease first() {
    return {"1.0.0", {{"lib/same", noise(1, 1'100'000)}, {"lib/changed", noise(2, 60'000)}}};
}

SmallRelease second() {
    QByteArray changed = noise(2, 60'000);
    changed.replace(1000, 40, noise(3, 40));
    return {
        "1.1.0",
        {{"lib/same", noise(1, 1'100'000)}, {"lib/changed", changed}, {"lib/new", noise(4, 5000)}}};
}

} // namespace

class TestWays : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTheCheapestWay_data();
    void takesTheCheapestWay();
    void fallsBackWithTheReason_data();
    void fallsBackWithTheReason();
    void bringsALostSourceBack_data();
    void bringsALostSourceBack();
    void repairsATamperedTree_data();
    void repairsATamperedTree();
    void leavesTheInstallationAloneWhenNothingWorks();
};

void TestWays::takesTheCheapestWay_data() {
    QTest::addColumn<bool>("patches");
    QTest::addColumn<bool>("framed");
    QTest::addColumn<QString>("way");
    QTest::newRow("a patch is there") << true << true << "patch";
    QTest::newRow("only frames") << false << true << "frames";
    QTest::newRow("neither") << false << false << "package";
}

void TestWays::takesTheCheapestWay() {
    QFETCH(bool, patches);
    QFETCH(bool, framed);
    QFETCH(QString, way);
    SmallWorld world;
    world.publish(first());
    auto product = world.install();
    VERIFY_OK(product);
    SmallRelease next = second();
    next.patches = patches;
    next.framed = framed;
    world.publish(next);
    const auto updated = (*product)->update({}, {}, {});
    VERIFY_OK(updated);
    QCOMPARE(updated->way, way);
    QCOMPARE(updated->fallback, QString());
    QCOMPARE(world.picture(world.live()), world.picture(world.path("builds/1.1.0")));
    if (way != "package")
        QVERIFY(updated->downloadedBytes < 500'000);
}

void TestWays::fallsBackWithTheReason_data() {
    QTest::addColumn<QByteArray>("asset");
    QTest::addColumn<QString>("way");
    QTest::addColumn<QString>("reason");
    QTest::newRow("a damaged patch") << QByteArray("1.0.0-to-1.1.0.upkeep") << "frames"
                                     << "download.hash-mismatch";
}

void TestWays::fallsBackWithTheReason() {
    QFETCH(QByteArray, asset);
    QFETCH(QString, way);
    QFETCH(QString, reason);
    SmallWorld world;
    world.publish(first());
    auto product = world.install();
    VERIFY_OK(product);
    world.publish(second());
    const LocalPath path = world.site() / "releases/v1.1.0" / asset.constData();
    QByteArray bytes = world.read(path);
    bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
    world.write(path, bytes);
    const auto updated = (*product)->update({}, {}, {});
    VERIFY_OK(updated);
    QCOMPARE(updated->way, way);
    QCOMPARE(updated->fallback, reason);
    QCOMPARE(world.picture(world.live()), world.picture(world.path("builds/1.1.0")));
}

void TestWays::bringsALostSourceBack_data() {
    QTest::addColumn<bool>("oldPackage"); // of the installed version is there still
    QTest::addColumn<QString>("way");
    QTest::newRow("as a frame of the old package") << true << "patch-and-frames";
    QTest::newRow("no old package: the new one is as cheap") << false << "package";
}

// Every piece of the large file differs between the versions, as compilers make them: of the new
// package all would be needed, of the old one only the piece that was tampered with.
void TestWays::bringsALostSourceBack() {
    QFETCH(bool, oldPackage);
    QFETCH(QString, way);
    const QByteArray old = noise(7, 5'300'000);
    QByteArray next = old;
    next.replace(1000, 40, noise(8, 40));
    next.replace(5'000'000, 40, noise(9, 40));
    SmallWorld world;
    world.publish({"1.0.0", {{"lib/large", old}, {"README", "read me"}}});
    auto product = world.install();
    VERIFY_OK(product);
    SmallRelease second{"1.1.0", {{"lib/large", next}, {"README", "read me"}}};
    second.framed = false;
    world.publish(second);
    QByteArray tampered = old;
    tampered[4'500'000] = char(tampered[4'500'000] ^ 1);
    world.write(world.live() / "lib/large", tampered);
    world.write(world.live() / "README", "mine");
    if (!oldPackage)
        VERIFY_OK(world.files().removeFile(world.site() / "releases/v1.0.0/tool-1.0.0.index"));
    UpdateChoice choice;
    choice.localChanges = MergeStrategy::KeepRemote;
    const auto updated = (*product)->update(choice, {}, {});
    VERIFY_OK(updated);
    QCOMPARE(updated->way, way);
    QVERIFY2((updated->downloadedBytes < 1'400'000) == oldPackage,
             qPrintable(QString::number(updated->downloadedBytes)));
    QCOMPARE(world.picture(world.live()), world.picture(world.path("builds/1.1.0")));
    QVERIFY(!world.files().exists(world.installRoot() / ".upkeep/staged-restored"));
}

void TestWays::repairsATamperedTree_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("a file the release does not touch") << QByteArray("lib/same");
    QTest::newRow("a file the patch reads") << QByteArray("lib/changed");
}

void TestWays::repairsATamperedTree() {
    QFETCH(QByteArray, file);
    SmallWorld world;
    world.publish(first());
    auto product = world.install();
    VERIFY_OK(product);
    world.publish(second());
    world.write(world.live() / file.constData(), "tampered");
    UpdateChoice choice;
    choice.localChanges = MergeStrategy::KeepRemote;
    const auto updated = (*product)->update(choice, {}, {});
    VERIFY_OK(updated);
    QCOMPARE(world.picture(world.live()), world.picture(world.path("builds/1.1.0")));
}

void TestWays::leavesTheInstallationAloneWhenNothingWorks() {
    SmallWorld world;
    world.publish(first());
    auto product = world.install();
    VERIFY_OK(product);
    const SmallTree before = world.picture(world.live());
    world.publish(second());
    const LocalPath assets = world.site() / "releases/v1.1.0";
    const LocalPath aside = world.path("aside");
    VERIFY_OK(world.files().rename(assets, aside));
    VERIFY_OK(world.files().makeFolder(assets));
    QCOMPARE(codeOf((*product)->update({}, {}, {})), QStringLiteral("source.missing"));
    QCOMPARE(world.picture(world.live()), before);
    QCOMPARE((*product)->history()->first().errorId, QStringLiteral("source.missing"));
    // The next good run succeeds.
    VERIFY_OK(world.files().removeTree(assets));
    VERIFY_OK(world.files().rename(aside, assets));
    VERIFY_OK((*product)->update({}, {}, {}));
    QCOMPARE(world.liveVersion(), QByteArray("1.1.0"));
}

QTEST_GUILESS_MAIN(TestWays)
#include "test_ways.moc"
