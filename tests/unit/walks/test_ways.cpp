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
    void goesByWayOfAnotherRelease_data();
    void goesByWayOfAnotherRelease();
    void findsFilesUnderAnyName();
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
    QTest::newRow("neither: frames are counted with the index") << false << false << "frames";
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
    QTest::newRow("no old package: as frames of the new one") << false << "patch-and-frames";
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

void TestWays::goesByWayOfAnotherRelease_data() {
    QTest::addColumn<bool>("whole"); // the patch in between is as signed
    QTest::addColumn<QString>("way");
    QTest::addColumn<QString>("fallback");
    QTest::newRow("two patches") << true << "patch-chain"
                                 << "";
    QTest::newRow("the first one is damaged") << false << "frames"
                                              << "download.hash-mismatch";
}

// 1.2.0 has a patch from 1.1.0 only; 1.0.0 is installed, and every large file is another in each.
void TestWays::goesByWayOfAnotherRelease() {
    QFETCH(bool, whole);
    QFETCH(QString, way);
    QFETCH(QString, fallback);
    const QByteArray old = noise(7, 2'600'000);
    QByteArray middle = old;
    middle.replace(1000, 40, noise(8, 40));
    QByteArray last = middle;
    last.replace(2'000'000, 40, noise(9, 40));
    SmallWorld world;
    world.publish({"1.0.0", {{"lib/large", old}, {"lib/a", "a"}}});
    auto product = world.install();
    VERIFY_OK(product);
    world.publish({"1.1.0", {{"lib/large", middle}, {"lib/b", "b"}}});
    world.beforeSigning = [&](ReleaseDocument& document, const LocalPath&) {
        const Digest first = document.framesFrom[0].fromTree;
        document.payloads.removeIf([&](const Payload& payload) {
            return payload.kind == Payload::Kind::Patch && payload.fromTree == first;
        });
        document.framesFrom.clear();
    };
    world.publish({"1.2.0", {{"lib/large", last}, {"lib/a", "a"}, {"lib/b", "b"}}});
    if (!whole) {
        const LocalPath patch = world.site() / "releases/v1.1.0/1.0.0-to-1.1.0.upkeep";
        QByteArray damaged = world.read(patch);
        damaged[damaged.size() / 2] = char(damaged[damaged.size() / 2] ^ 1);
        world.write(patch, damaged);
    }
    const auto checked = (*product)->check({}, {}, {});
    VERIFY_OK(checked);
    const PlanWay planned = std::get<Offer>(*checked).plan.ways.first();
    QCOMPARE(planned.kind, WayKind::PatchChain);
    QCOMPARE(planned.via, QStringList("1.1.0"));
    const auto status = (*product)->status();
    VERIFY_OK(status);
    QCOMPARE(status->offer->plan.ways.first().kind, WayKind::PatchChain);
    const auto updated = (*product)->update({}, {}, {});
    VERIFY_OK(updated);
    QCOMPARE(updated->way, way);
    QCOMPARE(updated->fallback, fallback);
    if (whole)
        QCOMPARE(updated->downloadedBytes, planned.bytes);
    QCOMPARE(world.picture(world.live()), world.picture(world.path("builds/1.2.0")));
    QVERIFY(!world.files().exists(world.installRoot() / ".upkeep/staged-between"));
}

// The person moved a shipped file; the release does not list what costs a client without it.
void TestWays::findsFilesUnderAnyName() {
    SmallWorld world;
    world.publish(first());
    auto product = world.install();
    VERIFY_OK(product);
    SmallRelease next = second();
    next.patches = false;
    next.framed = false;
    world.publish(next);
    VERIFY_OK(world.files().rename(world.live() / "lib/same", world.live() / "mine"));
    UpdateChoice choice;
    choice.localChanges = MergeStrategy::KeepRemote;
    const auto updated = (*product)->update(choice, {}, {});
    VERIFY_OK(updated);
    QCOMPARE(updated->way, QString("frames"));
    QVERIFY2(updated->downloadedBytes < 100'000,
             qPrintable(QString::number(updated->downloadedBytes)));
    QCOMPARE(world.read(world.live() / "lib/same"), first().files["lib/same"]);
    QCOMPARE(world.read(world.live() / "mine"), first().files["lib/same"]);
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
    // And the next one finds nothing amiss.
    SmallRelease next = second();
    next.version = "1.2.0";
    world.publish(next);
    VERIFY_OK((*product)->update({}, {}, {}));
    QCOMPARE(world.picture(world.live()), world.picture(world.path("builds/1.2.0")));
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
