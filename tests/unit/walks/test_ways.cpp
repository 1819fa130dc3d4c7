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
