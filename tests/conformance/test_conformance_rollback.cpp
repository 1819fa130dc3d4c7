// SPDX-License-Identifier: Apache-2.0
// The conformance suite's tests of rollback and of the way back after a fast-forward.
#include "conformance_world.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestConformanceRollback : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void simple_snapshot_rollback();
    void new_timestamp_version_rollback();
    void new_timestamp_snapshot_rollback();
    void snapshot_rollback_data() { withAndWithoutHashes(); }
    void snapshot_rollback();
    void new_targets_version_rollback();
    void targets_rollback_data() { withAndWithoutHashes(); }
    void targets_rollback();
    void delegated_targets_rollback();
    void role_vanishes_from_snapshot();
    void new_timestamp_fast_forward_recovery();
    void new_snapshot_fast_forward_recovery();
    void new_targets_fast_forward_recovery();
    void new_snapshot_version_mismatch();

private:
    static void withAndWithoutHashes() {
        QTest::addColumn<bool>("useHashes");
        QTest::newRow("basic") << false;
        QTest::newRow("with hashes") << true;
    }
};

namespace {

// The next version that will be published is `version`, and what is served starts again there.
void startAgain(Repository& repository, const QByteArray& role, qint64 version) {
    repository.role(role).version = version - 1;
}

// Serves `role` of this version where the client will ask for it.
void serveAs(Repository& repository, const QByteArray& role, qint64 version) {
    QByteArrayList& all = repository.published[role];
    const QByteArray last = all.takeLast();
    all.resize(version - 1);
    all.append(last);
}

void publishAs(Repository& repository, const QByteArray& role, qint64 version) {
    startAgain(repository, role, version);
    repository.publish({role});
    serveAs(repository, role, version);
}

} // namespace

void TestConformanceRollback::simple_snapshot_rollback() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    world.repository.publish({"snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 0);
    // Version 2 is now an older one; the client has the one that the timestamp lists.
    world.repository.published["snapshot"][1] = world.repository.published["snapshot"][0];
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.version("snapshot"), 2);
    QCOMPARE(world.repository.metadataRequests.constLast(), "timestamp");
}

void TestConformanceRollback::new_timestamp_version_rollback() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    world.repository.publish({"timestamp"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.version("timestamp"), 2);
    world.repository.published["timestamp"].removeLast();
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.version("timestamp"), 2);
    QCOMPARE(world.repository.metadataRequests.constLast(), "timestamp");
}

void TestConformanceRollback::new_timestamp_snapshot_rollback() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    world.repository.publish({"snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 0);
    world.repository.role("timestamp").listed["snapshot"].version = 1;
    world.repository.publish({"timestamp"});
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.version("timestamp"), 2);
}

void TestConformanceRollback::snapshot_rollback() {
    QFETCH(bool, useHashes);
    ConformanceWorld world;
    world.repository.listHashes = useHashes;
    QCOMPARE(world.init(), 0);
    world.repository.publish({"snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 0);
    publishAs(world.repository, "snapshot", 1);
    world.repository.publish({"timestamp"});
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.version("timestamp"), 2);
    QCOMPARE(world.version("snapshot"), 2);
    QCOMPARE(world.repository.metadataRequests.constLast(), "timestamp");
}

void TestConformanceRollback::new_targets_version_rollback() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    for (int n = 0; n < 6; ++n)
        world.repository.publish({"targets"});
    world.repository.publish({"snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.version("targets"), 7);
    publishAs(world.repository, "targets", 5);
    world.repository.publish({"snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.version("targets"), 7);
    QCOMPARE(world.version("snapshot"), 2);
}

void TestConformanceRollback::targets_rollback() {
    QFETCH(bool, useHashes);
    ConformanceWorld world;
    world.repository.listHashes = useHashes;
    QCOMPARE(world.init(), 0);
    world.repository.publishAll();
    QCOMPARE(world.refresh(), 0);
    publishAs(world.repository, "targets", 1);
    world.repository.publish({"snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.version("snapshot"), 2);
    QCOMPARE(world.version("targets"), 2);
}

void TestConformanceRollback::delegated_targets_rollback() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    repository.delegate("targets", {"role"});
    repository.publish({"role", "role", "targets", "snapshot", "timestamp"});
    QCOMPARE(world.download("missing"), 1);
    QCOMPARE(world.version("role"), 2);
    publishAs(repository, "role", 1);
    repository.publish({"snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.version("snapshot"), 2);
}

void TestConformanceRollback::role_vanishes_from_snapshot() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    repository.delegate("targets", {"role"});
    repository.publish({"role", "targets", "snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 0);
    repository.role("snapshot").listed.remove("role");
    repository.publish({"snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.version("snapshot"), 2);
}

void TestConformanceRollback::new_timestamp_fast_forward_recovery() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    repository.role("timestamp").version = 99'998;
    repository.publish({"timestamp"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.version("timestamp"), 99'999);
    repository.rotateKeys("timestamp");
    repository.publish({"root"});
    repository.role("timestamp").version = 0;
    repository.publish({"timestamp"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.version("timestamp"), 1);
}

void TestConformanceRollback::new_snapshot_fast_forward_recovery() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    publishAs(repository, "snapshot", 99'999);
    repository.publish({"timestamp"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.version("snapshot"), 99'999);
    repository.rotateKeys("snapshot");
    repository.rotateKeys("timestamp");
    repository.publish({"root"});
    publishAs(repository, "snapshot", 1);
    repository.publish({"timestamp"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.version("snapshot"), 1);
}

void TestConformanceRollback::new_targets_fast_forward_recovery() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    publishAs(repository, "targets", 99'999);
    repository.publish({"snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.version("targets"), 99'999);
    repository.rotateKeys("snapshot");
    publishAs(repository, "targets", 1);
    repository.publish({"root", "snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.version("targets"), 1);
}

void TestConformanceRollback::new_snapshot_version_mismatch() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    // A snapshot that says version 2, served as the version 1 that the timestamp lists.
    world.repository.publish({"snapshot"});
    world.repository.published["snapshot"].removeFirst();
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.trusted(), QByteArrayList({"root 1", "timestamp 1"}));
    QCOMPARE(world.repository.metadataRequests.constLast(), "snapshot 1");
}

QTEST_GUILESS_MAIN(TestConformanceRollback)
#include "test_conformance_rollback.moc"
