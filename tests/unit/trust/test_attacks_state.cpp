// SPDX-License-Identifier: Apache-2.0
// Attacks on what is newest: rollback, freeze, mix-and-match, fast-forward, roots out of order (A2
// to A7, A9).
#include "trust/limits.h"
#include "unit/trust/trust_attack.h"

using namespace upkeep;
using namespace upkeep::test;

namespace {

JsonValue without(const JsonValue& object, const QString& name) {
    JsonValue::Object members = object.object();
    members.removeIf([&](const JsonValue::Member& m) { return m.first == name; });
    return members;
}

Attack expiring(const QByteArray& role) {
    return [=](Publisher& publisher) {
        auto& its = publisher.role(role);
        its.expires = its.expires.addDays(-90); // this very moment
        if (role == "root")
            publisher.signRoot();
        publisher.release();
    };
}

} // namespace

class TestAttacksState : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isRefusedAndForgotten_data();
    void isRefusedAndForgotten() { REPLAY_ROW(); }
    void recoversFromAFastForward_data();
    void recoversFromAFastForward();
    void isNotFooledByAClockSetBack();
    void keepsTheNumberOfRootsInBounds();

private:
    void addRollbacks();
    void addFreezesAndMixes();
    void addRoots();
};

void TestAttacksState::addRollbacks() {
    row("A2 an older timestamp", withVersions({{"timestamp", 1}}), "trust.rollback", none);
    row("A2 an older snapshot", withVersions({{"snapshot", 1}}), "trust.rollback", none);
    row("A2 older targets", withVersions({{"targets", 1}}), "trust.rollback", onlyTimestamp);
    row("A2 an older delegated role",
        withVersions({{attackedRole, 1}}),
        "trust.rollback",
        onlyTimestamp);
    row("A2 a role vanishes from the snapshot",
        withBody("snapshot",
                 [](JsonValue& body) {
                     body.set("meta", without(*body.find(u"meta"), "stable.linux-x64.json"));
                 }),
        "trust.rollback",
        onlyTimestamp);
    row(
        "A2 an older root as the next one",
        [](Publisher& p) { p.files["2.root.json"] = p.files["1.root.json"]; },
        "trust.rollback",
        none);
    row(
        "A3 an expired timestamp with a high version",
        [](Publisher& p) {
            p.role("timestamp").version = 1000;
            expiring("timestamp")(p);
        },
        "trust.expired",
        none);
}

void TestAttacksState::addFreezesAndMixes() {
    row("A4 the whole state of yesterday",
        withVersions({{"timestamp", 1}, {"snapshot", 1}, {"targets", 1}, {attackedRole, 1}}),
        "trust.rollback",
        none);
    row("A4 an expired root", expiring("root"), "trust.expired", {"root.json"});
    row("A4 an expired timestamp", expiring("timestamp"), "trust.expired", none);
    row("A4 an expired snapshot", expiring("snapshot"), "trust.expired", onlyTimestamp);
    row("A4 expired targets", expiring("targets"), "trust.expired", untilSnapshot);
    row("A4 an expired delegated role", expiring(attackedRole), "trust.expired", top);
    const auto mixing = [](const QByteArray& role, bool hashes) {
        return [=](Publisher& p) {
            p.listHashes = p.listLengths = hashes;
            const QByteArray old = p.files["2." + role + ".json"];
            p.release();
            p.files["3." + role + ".json"] = old;
        };
    };
    row("A5 a snapshot of another release",
        mixing("snapshot", true),
        "trust.hash-mismatch",
        onlyTimestamp);
    row("A5 the same without hashes", mixing("snapshot", false), "trust.version", onlyTimestamp);
    row("A5 targets of another release",
        mixing("targets", true),
        "trust.hash-mismatch",
        untilSnapshot);
    row("A5 the same targets without hashes",
        mixing("targets", false),
        "trust.version",
        untilSnapshot);
    row("A9 a delegated role of another release",
        mixing(attackedRole, true),
        "trust.hash-mismatch",
        top);
    row("A9 the same role without hashes", mixing(attackedRole, false), "trust.version", top);
    row(
        "A9 a delegated role longer than listed",
        [](Publisher& p) {
            p.release();
            p.files["3." + attackedRole + ".json"] += QByteArray(1000, ' ');
        },
        "trust.limit",
        top);
    row(
        "A5 the snapshot is gone",
        [](Publisher& p) {
            p.release();
            p.files.remove("3.snapshot.json");
        },
        "trust.missing",
        onlyTimestamp);
    row(
        "no answer about the next root",
        [](Publisher& p) { p.failures["2.root.json"] = ErrorCode::NetworkStatus; },
        "network.status",
        none);
}

void TestAttacksState::addRoots() {
    row(
        "A6 a root of the far future",
        [](Publisher& p) {
            p.role("root").version = farAhead - 1;
            p.signRoot();
            p.files["2.root.json"] = p.files.take(QByteArray::number(farAhead) + ".root.json");
        },
        "trust.version",
        none);
    row(
        "A7 a root is skipped",
        [](Publisher& p) {
            p.signRoot();
            p.signRoot();
            p.files["2.root.json"] = p.files.take("3.root.json");
        },
        "trust.version",
        none);
    row(
        "A7 a root that the old keys did not sign",
        [](Publisher& p) {
            p.role("root").signers = p.role("root").keys = Publisher::newKeys(1);
            p.signRoot();
        },
        "trust.signature",
        none);
    row(
        "A7 a root that its own keys did not sign",
        [](Publisher& p) {
            p.role("root").signers = p.role("root").keys;
            p.role("root").keys = Publisher::newKeys(1);
            p.signRoot();
        },
        "trust.signature",
        none);
}

void TestAttacksState::isRefusedAndForgotten_data() {
    attackColumns();
    addRollbacks();
    addFreezesAndMixes();
    addRoots();
}

void TestAttacksState::recoversFromAFastForward_data() {
    QTest::addColumn<QByteArray>("role");
    QTest::addColumn<QByteArray>("rotated");
    QTest::newRow("A6 timestamp") << QByteArray("timestamp") << QByteArray("timestamp");
    QTest::newRow("A6 snapshot, timestamp rotated")
        << QByteArray("snapshot") << QByteArray("timestamp");
    QTest::newRow("A6 snapshot, snapshot rotated")
        << QByteArray("snapshot") << QByteArray("snapshot");
    QTest::newRow("A6 targets") << QByteArray("targets") << QByteArray("snapshot");
    QTest::newRow("A6 a delegated role") << attackedRole << QByteArray("snapshot");
}

void TestAttacksState::recoversFromAFastForward() {
    QFETCH(QByteArray, role);
    QFETCH(QByteArray, rotated);
    TrustWorld world;
    prepare(world.publisher);
    world.publisher.role(role).version = farAhead;
    world.publisher.role("timestamp").version =
        qMax<qint64>(3, world.publisher.role("timestamp").version);
    world.publisher.sign();
    VERIFY_OK(world.check());
    const auto before = world.stored();
    const auto installed = world.besideTheStore();
    for (const char* name : {"timestamp", "snapshot", "targets", "stable.linux-x64"})
        world.publisher.role(name).version = 4;
    world.publisher.sign();
    QCOMPARE(codeOf(world.check()), "trust.rollback");
    // The timestamp of a thief of other roles is honest.
    onlyHonestFilesChanged(before, world.stored(), {"timestamp.json"});
    world.publisher.rotate(rotated);
    world.publisher.sign();
    QCOMPARE(world.check().value(), QByteArray("the release"));
    QCOMPARE(world.besideTheStore(), installed);
}

void TestAttacksState::isNotFooledByAClockSetBack() {
    TrustWorld world;
    prepare(world.publisher);
    VERIFY_OK(world.check());
    world.now = world.now.addDays(80);
    world.publisher.role("timestamp").expires = world.now.addDays(90);
    world.publisher.release();
    VERIFY_OK(world.check());
    // All had expired; with the clock back it must still be so.
    world.now = world.now.addDays(-70);
    const auto before = world.stored();
    const auto installed = world.besideTheStore();
    auto store = TrustStore::open(*world.files, world.folder());
    VERIFY_OK(store);
    auto client = TrustClient::open(*store, world.publisher, world.now);
    VERIFY_OK(client);
    QCOMPARE(client->notes().size(), 1);
    world.publisher.role("timestamp").expires = world.now.addDays(60);
    world.publisher.release();
    const auto refused = client->refresh({});
    QCOMPARE(codeOf(refused), "trust.expired");
    QVERIFY2(refused.error().cause.contains("the clock says"), qPrintable(refused.error().cause));
    onlyHonestFilesChanged(before, world.stored(), none);
    QCOMPARE(world.besideTheStore(), installed);
    world.publisher.role("timestamp").expires = world.now.addDays(160);
    world.publisher.release();
    QCOMPARE(world.check().value(), QByteArray("the release"));
}

void TestAttacksState::keepsTheNumberOfRootsInBounds() {
    TrustWorld world;
    for (int n = 0; n <= trust_limits::rootsPerRun; ++n)
        world.publisher.signRoot();
    VERIFY_OK(world.check()); // the rest comes next time
    QCOMPARE(world.stored()["root.json"], world.publisher.files["257.root.json"]);
    VERIFY_OK(world.check());
    QCOMPARE(world.stored()["root.json"], world.publisher.files["258.root.json"]);
}

QTEST_APPLESS_MAIN(TestAttacksState)
#include "test_attacks_state.moc"
