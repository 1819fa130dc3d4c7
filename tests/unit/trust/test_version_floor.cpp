// SPDX-License-Identifier: Apache-2.0
// What was trusted once is a floor, whoever forges or puts back what lies on this machine (D10).
#include "support/trust_world.h"
#include "support/verify_ok.h"
#include "trust/version_floor.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

const QByteArray release = "stable.linux-x64";

VersionFloor someFloor() {
    VersionFloor floor;
    floor.root = 3;
    floor.epoch = 2;
    floor.timestamp = 40;
    floor.snapshot = 30;
    floor.roles = {{"targets", 5}, {"a\nb \"c\" \xC3\xA9", 6}};
    floor.time = QDateTime(QDate(2026, 5, 4), QTime(12, 0), Qt::UTC);
    return floor;
}

void publishOne(Publisher& publisher) {
    publisher.delegate("targets", release, {"stable/linux-x64/*"});
    publisher.addTarget(release, "stable/linux-x64/1.1.0.json", "the release");
    publisher.release();
}

void putBack(TrustWorld& world, const QMap<QByteArray, QByteArray>& files) {
    QVERIFY(world.files->removeTree(world.folder()).has_value());
    QVERIFY(world.files->makeFolders(world.folder(), 0700).has_value());
    for (auto file = files.cbegin(); file != files.cend(); ++file)
        QVERIFY(
            world.files->writeAndSync(world.folder() / file.key().constData(), *file).has_value());
}

LocalPath besideOf(const TrustWorld& world) {
    return *LocalPath::parse(world.folder().bytes() + ".floor");
}

// Everything but the floor beside the folder is as it was.
void theWholeFolder(TrustWorld& world, const QMap<QByteArray, QByteArray>& old) {
    putBack(world, old);
}

void noFloorBeside(TrustWorld& world, const QMap<QByteArray, QByteArray>& old) {
    auto files = old;
    files["floor"] = world.stored()["floor"];
    putBack(world, files);
    QVERIFY(world.files->removeFile(besideOf(world)).has_value());
}

void anEditedFloor(TrustWorld& world, const QMap<QByteArray, QByteArray>& old) {
    auto files = old;
    QByteArray& floor = files["floor"];
    floor.replace("\"timestamp\":", "\"timestamp\":9");
    putBack(world, files);
}

void onlyTheFloors(TrustWorld& world, const QMap<QByteArray, QByteArray>&) {
    QVERIFY(world.files->removeFile(besideOf(world)).has_value());
    QVERIFY(world.files->removeFile(world.folder() / "floor").has_value());
}

void noMetadata(TrustWorld& world, const QMap<QByteArray, QByteArray>&) {
    for (const char* name : {"timestamp.json", "snapshot.json", "targets.json"})
        QVERIFY(world.files->removeFile(world.folder() / name).has_value());
}

} // namespace

using Restore = void (*)(TrustWorld&, const QMap<QByteArray, QByteArray>&);
Q_DECLARE_METATYPE(Restore)

class TestVersionFloor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBackFromBytes();
    void refusesDamage();
    void takesTheHighestOfTwo();
    void survivesForgedState_data();
    void survivesForgedState();
    void refusesAnOldRootPutBack();
    void isNotFreedTwice();
    void isFreedOnceWhereACutFellBetween();
    void believesNoClockBeforeTheBuild();
    void goesWithTheProduct();
};

void TestVersionFloor::comesBackFromBytes() {
    const auto floor = VersionFloor::fromBytes(someFloor().toBytes());
    VERIFY_OK(floor);
    QCOMPARE(*floor, someFloor());
    QCOMPARE(*VersionFloor::fromBytes(VersionFloor().toBytes()), VersionFloor());
}

void TestVersionFloor::refusesDamage() {
    const QByteArray good = someFloor().toBytes();
    for (qsizetype at = 0; at < good.size(); ++at) {
        QByteArray bad = good;
        bad[at] = char(bad[at] ^ 1);
        QCOMPARE(codeOf(VersionFloor::fromBytes(bad)), "trust.store-failed");
        QCOMPARE(codeOf(VersionFloor::fromBytes(good.left(at))), "trust.store-failed");
    }
}

void TestVersionFloor::takesTheHighestOfTwo() {
    VersionFloor older = someFloor();
    older.timestamp = 39;
    older.roles = {{"targets", 6}, {"more", 1}};
    older.time = older.time.addDays(-1);
    for (const VersionFloor& both :
         {VersionFloor::highest(someFloor(), older), VersionFloor::highest(older, someFloor())}) {
        QCOMPARE(both.timestamp, 40);
        QCOMPARE(both.roles.value("targets"), 6);
        QCOMPARE(both.roles.value("more"), 1);
        QCOMPARE(both.roles.size(), 3);
        QCOMPARE(both.time, someFloor().time);
    }
    // One from before a rotation says nothing about versions after it.
    VersionFloor later = someFloor();
    later.freeAt(4);
    later.timestamp = 2;
    for (const VersionFloor& both :
         {VersionFloor::highest(someFloor(), later), VersionFloor::highest(later, someFloor())}) {
        QCOMPARE(both.timestamp, 2);
        QCOMPARE(both.roles.size(), 0);
        QCOMPARE(both.root, 3);
    }
}

void TestVersionFloor::survivesForgedState_data() {
    QTest::addColumn<Restore>("restore");
    QTest::newRow("D10 an old metadata folder is put back") << &theWholeFolder;
    QTest::newRow("D10 the same, and the floor beside it is gone") << &noFloorBeside;
    QTest::newRow("D10 the same, and its floor is edited") << &anEditedFloor;
    QTest::newRow("D10 both floors are gone") << &onlyTheFloors;
    QTest::newRow("D10 the metadata are gone") << &noMetadata;
}

void TestVersionFloor::survivesForgedState() {
    QFETCH(Restore, restore);
    TrustWorld world;
    publishOne(world.publisher);
    VERIFY_OK(world.check());
    const auto oldFolder = world.stored();
    const Publisher yesterday = world.publisher;
    world.publisher.release();
    VERIFY_OK(world.check());

    restore(world, oldFolder);
    const Publisher today = world.publisher;
    world.publisher = yesterday;
    QCOMPARE(codeOf(world.check()), "trust.rollback");
    world.publisher = today;
    world.publisher.release();
    QCOMPARE(world.check().value(), QByteArray("the release"));
}

void TestVersionFloor::refusesAnOldRootPutBack() {
    TrustWorld world;
    VERIFY_OK(world.check());
    const auto oldFolder = world.stored();
    const Publisher yesterday = world.publisher;
    world.publisher.rotate("targets");
    world.publisher.release();
    VERIFY_OK(world.check());
    // A thief of the old keys who also restores the folder: root 2 was seen, root 1 is no end.
    putBack(world, oldFolder);
    const Publisher today = world.publisher;
    world.publisher = yesterday;
    const auto refused = world.check();
    QCOMPARE(codeOf(refused), "trust.rollback");
    QCOMPARE(refused.error().subject, "root.json");
    world.publisher = today;
    VERIFY_OK(world.check());
}

void TestVersionFloor::isNotFreedTwice() {
    TrustWorld world;
    publishOne(world.publisher);
    VERIFY_OK(world.check());
    const auto beforeTheRotation = world.stored();
    world.publisher.rotate("timestamp");
    world.publisher.release();
    const Publisher afterTheRotation = world.publisher;
    world.publisher.release();
    VERIFY_OK(world.check());
    // Walking from root 1 to root 2 again must not forget the versions seen since.
    putBack(world, beforeTheRotation);
    world.publisher = afterTheRotation;
    QCOMPARE(codeOf(world.check()), "trust.rollback");
}

void TestVersionFloor::isFreedOnceWhereACutFellBetween() {
    TrustWorld world;
    publishOne(world.publisher);
    world.publisher.role("timestamp").version = 1'000;
    world.publisher.release();
    VERIFY_OK(world.check());
    const QByteArray oldRoot = world.stored()["root.json"];
    world.publisher.rotate("timestamp");
    world.publisher.role("timestamp").version = 1;
    world.publisher.release();
    VERIFY_OK(world.check());
    VERIFY_OK(world.files->writeAndSync(world.folder() / "root.json", oldRoot));
    VERIFY_OK(world.check());
}

void TestVersionFloor::believesNoClockBeforeTheBuild() {
    TrustWorld world;
    auto store = TrustStore::open(*world.files, world.folder());
    VERIFY_OK(store);
    const QDateTime builtAt = world.now.addDays(60);
    auto client = TrustClient::open(*store, world.publisher, world.now, builtAt);
    VERIFY_OK(client);
    QCOMPARE(client->notes().size(), 1);
    VERIFY_OK(client->refresh({}));
    QCOMPARE(store->floor().time, builtAt);
    const auto before = world.stored();
    const auto installed = world.besideTheStore();
    const QDateTime later = world.now.addDays(91);
    client = TrustClient::open(*store, world.publisher, world.now, later);
    QCOMPARE(codeOf(client->refresh({})), "trust.expired");
    QCOMPARE(world.stored(), before);
    QCOMPARE(world.besideTheStore(), installed);
    for (const char* name : {"root", "timestamp", "snapshot", "targets"})
        world.publisher.role(name).expires = later.addDays(90);
    world.publisher.signRoot();
    world.publisher.release();
    client = TrustClient::open(*store, world.publisher, world.now, later);
    VERIFY_OK(client->refresh({}));
}

void TestVersionFloor::goesWithTheProduct() {
    TrustWorld world;
    publishOne(world.publisher);
    VERIFY_OK(world.check());
    VERIFY_OK(TrustStore::erase(*world.files, world.folder()));
    QVERIFY(!world.files->exists(besideOf(world)));
    VERIFY_OK(world.create());
    VERIFY_OK(world.check());
}

QTEST_APPLESS_MAIN(TestVersionFloor)
#include "test_version_floor.moc"
