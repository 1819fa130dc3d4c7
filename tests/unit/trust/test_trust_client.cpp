// SPDX-License-Identifier: Apache-2.0
#include "support/faulty_file_system.h"
#include "support/trust_world.h"
#include "support/verify_ok.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestTrustClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksForNothingTwice();
    void keepsTheVeryBytesReceived();
    void keepsTheOldTimestampOfTheSameVersion();
    void goesOnWhereAnEarlierRunFailed();
    void followsManyRoots();
    void startsAgainFromTheShippedRoot();
    void repairsADamagedStore_data();
    void repairsADamagedStore();
    void survivesACutAtEveryWrite();
    void saysUntilWhenItTrusts();
};

namespace {

void addRelease(Publisher& publisher) {
    publisher.delegate("targets", "stable.linux-x64", {"stable/linux-x64/*"});
    publisher.addTarget("stable.linux-x64", "stable/linux-x64/1.1.0.json", "the release");
    publisher.release();
}

} // namespace

void TestTrustClient::asksForNothingTwice() {
    TrustWorld world;
    VERIFY_OK(world.check());
    QCOMPARE(
        world.publisher.requests,
        QList<QByteArray>({"2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"}));
    world.publisher.requests.clear();
    VERIFY_OK(world.check());
    QCOMPARE(world.publisher.requests, QList<QByteArray>({"2.root.json", "timestamp.json"}));
    addRelease(world.publisher);
    world.publisher.requests.clear();
    QCOMPARE(world.check().value(), QByteArray("the release"));
    QCOMPARE(world.publisher.requests.mid(0, 5),
             QList<QByteArray>({"2.root.json",
                                "timestamp.json",
                                "2.snapshot.json",
                                "2.targets.json",
                                "2.stable.linux-x64.json"}));
    QCOMPARE(world.publisher.requests.size(), 6);
}

void TestTrustClient::keepsTheVeryBytesReceived() {
    TrustWorld world;
    addRelease(world.publisher);
    VERIFY_OK(world.check());
    const auto stored = world.stored();
    const auto& served = world.publisher.files;
    QCOMPARE(stored["root.json"], served["1.root.json"]);
    QCOMPARE(stored["timestamp.json"], served["timestamp.json"]);
    QCOMPARE(stored["snapshot.json"], served["2.snapshot.json"]);
    QCOMPARE(stored["targets.json"], served["2.targets.json"]);
    QCOMPARE(stored["stable.linux-x64.json"], served["2.stable.linux-x64.json"]);
}

void TestTrustClient::keepsTheOldTimestampOfTheSameVersion() {
    TrustWorld world;
    VERIFY_OK(world.check());
    const auto before = world.stored();
    world.publisher.role("timestamp").expires = world.now.addDays(10);
    world.publisher.sign();
    QVERIFY(world.publisher.files["timestamp.json"] != before["timestamp.json"]);
    VERIFY_OK(world.check());
    QCOMPARE(world.stored(), before);
}

void TestTrustClient::goesOnWhereAnEarlierRunFailed() {
    TrustWorld world;
    const QByteArray snapshot = world.publisher.files.take("1.snapshot.json");
    QCOMPARE(codeOf(world.check()), "trust.missing");
    world.publisher.files["1.snapshot.json"] = snapshot;
    const QByteArray targets = world.publisher.files.take("1.targets.json");
    QCOMPARE(codeOf(world.check()), "trust.missing");
    world.publisher.files["1.targets.json"] = targets;
    VERIFY_OK(world.check());
}

void TestTrustClient::followsManyRoots() {
    TrustWorld world;
    for (int n = 0; n < 5; ++n)
        world.publisher.rotate(n % 2 ? "root" : "timestamp");
    world.publisher.sign();
    VERIFY_OK(world.check());
    QCOMPARE(world.stored()["root.json"], world.publisher.files["6.root.json"]);
}

void TestTrustClient::startsAgainFromTheShippedRoot() {
    TrustWorld world;
    world.publisher.rotate("root");
    VERIFY_OK(world.check());
    VERIFY_OK(world.files->writeAndSync(world.folder() / "root.json", "{"));
    auto store = TrustStore::open(*world.files, world.folder());
    VERIFY_OK(store);
    auto client = TrustClient::open(*store, world.publisher, world.now);
    VERIFY_OK(client);
    QCOMPARE(client->notes().size(), 1);
    VERIFY_OK(client->refresh({}));
    QCOMPARE(world.stored()["root.json"], world.publisher.files["2.root.json"]);
}

void TestTrustClient::repairsADamagedStore_data() {
    QTest::addColumn<QByteArray>("file");
    for (const char* file :
         {"timestamp.json", "snapshot.json", "targets.json", "stable.linux-x64.json"})
        QTest::newRow(file) << QByteArray(file);
}

void TestTrustClient::repairsADamagedStore() {
    QFETCH(QByteArray, file);
    TrustWorld world;
    addRelease(world.publisher);
    VERIFY_OK(world.check());
    const auto before = world.stored();
    QByteArray damaged = before[file];
    damaged.replace("expires", "exqires");
    VERIFY_OK(world.files->writeAndSync(world.folder() / file.constData(), damaged));
    QCOMPARE(world.check().value(), QByteArray("the release"));
    QCOMPARE(world.stored(), before);
}

void TestTrustClient::survivesACutAtEveryWrite() {
    for (int n = 1;; ++n) {
        TrustWorld world;
        addRelease(world.publisher);
        VERIFY_OK(world.check());
        world.publisher.rotate("timestamp");
        world.publisher.release();
        FaultyFileSystem disk(*world.files);
        disk.stopAt(n);
        const auto cut = world.check(disk);
        QCOMPARE(cut.has_value(), !disk.isStopped());
        QCOMPARE(world.check().value(), QByteArray("the release"));
        if (!disk.isStopped())
            break;
        QVERIFY(n < 50);
    }
}

void TestTrustClient::saysUntilWhenItTrusts() {
    TrustWorld world;
    addRelease(world.publisher);
    world.publisher.role("snapshot").expires = world.now.addDays(3);
    world.publisher.release();
    auto store = TrustStore::open(*world.files, world.folder());
    VERIFY_OK(store);
    auto client = TrustClient::open(*store, world.publisher, world.now);
    VERIFY_OK(client);
    VERIFY_OK(client->refresh({}));
    QCOMPARE(client->trustedUntil(), world.now.addDays(3));
}

QTEST_APPLESS_MAIN(TestTrustClient)
#include "test_trust_client.moc"
