// SPDX-License-Identifier: Apache-2.0
// The conformance suite's tests of the plain workflow, of missing and misshapen files, and of
// expiry. A function or row bears the name that the suite gives its test.
#include "conformance_world.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

using Requests = QByteArrayList;
const Requests wholeRefresh{"root 2", "timestamp", "snapshot 1", "targets 1"};
const QByteArrayList allOfOne{"root 1", "snapshot 1", "targets 1", "timestamp 1"};

} // namespace

class TestConformanceRefresh : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void basic_init_and_refresh();
    void implicit_refresh();
    void invalid_initial_root();
    void unsigned_initial_root();
    void unsigned_metadata_data();
    void unsigned_metadata();
    void timestamp_content_changes();
    void timestamp_eq_versions_check() { timestamp_content_changes(); }
    void basic_metadata_hash_support();
    void new_targets_hash_mismatch();
    void new_targets_version_mismatch();
    void metadata_bytes_match();
    void custom_fields();
    void deprecated_keyid_hash_algorithms();
    void snapshot_404();
    void targets_404();
    void timestamp_404();
    void incorrect_metadata_type();
    void faketime();
    void root_expired();
    void timestamp_expired();
    void snapshot_expired();
    void targets_expired();
    void targets_expired_but_not_listed();
    void expired_local_root();
    void expired_local_timestamp();
    void fails_with_exactly_one_data();
    void fails_with_exactly_one();
};

void TestConformanceRefresh::basic_init_and_refresh() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.repository.metadataRequests, Requests());
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.repository.metadataRequests, wholeRefresh);
    QCOMPARE(world.trusted(), allOfOne);
    world.repository.metadataRequests.clear();
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.repository.metadataRequests, Requests({"root 2", "timestamp"}));
}

void TestConformanceRefresh::implicit_refresh() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.download("nonexistent artifact"), 1);
    QCOMPARE(world.repository.metadataRequests, wholeRefresh);
    QCOMPARE(world.trusted(), allOfOne);
}

void TestConformanceRefresh::invalid_initial_root() {
    ConformanceWorld world;
    QByteArray root = world.repository.published["root"].constFirst();
    world.init(root.replace("\"version\"", "\"revision\""));
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.repository.metadataRequests, Requests());
}

void TestConformanceRefresh::unsigned_initial_root() {
    ConformanceWorld world;
    JsonValue root = *parseJson(world.repository.published["root"].constFirst());
    JsonValue signature = root.find(u"signatures")->array().constFirst();
    signature.set(
        "sig",
        QString("3045022100ee448afe2d25dd1f05afedac83a24e7df90f203615221434979153dc7cea6d"
                "4702207710015851e571885a77db8a6e42c4b2983a59b9e1ebec91178dfa2fb0d42ab8"));
    root.set("signatures", JsonValue::Array{signature});
    world.init(writeJson(root));
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.repository.metadataRequests, Requests());
}

void TestConformanceRefresh::unsigned_metadata_data() {
    QTest::addColumn<QByteArray>("role");
    QTest::addColumn<QByteArrayList>("trusted");
    const auto row = [](const char* role, const QByteArrayList& trusted) {
        QTest::newRow(role) << QByteArray(role) << trusted;
    };
    row("root", {"root 1"});
    row("timestamp", {"root 1"});
    row("snapshot", {"root 1", "timestamp 2"});
    row("targets", {"root 1", "snapshot 2", "timestamp 2"});
}

void TestConformanceRefresh::unsigned_metadata() {
    QFETCH(QByteArray, role);
    QFETCH(QByteArrayList, trusted);
    ConformanceWorld world;
    world.repository.role(role).signers.clear();
    if (role == "root")
        world.repository.publish({"root"});
    else
        world.repository.publishAll();
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.trusted(), trusted);
}

void TestConformanceRefresh::timestamp_content_changes() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 0);
    const QByteArray before = world.stored("timestamp");
    // Another version 1.
    world.repository.role("timestamp").listed["snapshot"].version = 100;
    world.repository.published.remove("timestamp");
    world.repository.publish({"timestamp"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.repository.metadataRequests.constLast(), "timestamp");
    QCOMPARE(world.stored("timestamp"), before);
}

void TestConformanceRefresh::basic_metadata_hash_support() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    repository.listHashes = true;
    repository.publishAll();
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 0);
    repository.publish({"targets"});
    repository.role("snapshot").listed["targets"].hashes["sha256"] =
        "46419349341cfb2d95f6ae3d4cd5c3d3dd7f4673985dad42a45130be5e0531a0";
    repository.publish({"snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.version("snapshot"), 3);
    QCOMPARE(world.version("targets"), 2);
}

void TestConformanceRefresh::new_targets_hash_mismatch() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 0);
    // Targets change after the snapshot was told about them.
    world.repository.listHashes = true;
    world.repository.publishAll();
    world.repository.published["targets"].last().append(' ');
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.version("targets"), 1);
}

void TestConformanceRefresh::new_targets_version_mismatch() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 0);
    world.repository.publish({"targets"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.version("targets"), 1);
    QCOMPARE(world.repository.metadataRequests.constLast(), "timestamp");
}

void TestConformanceRefresh::metadata_bytes_match() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    world.repository.published["timestamp"].last().append(' ');
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.stored("timestamp"), world.repository.published["timestamp"].constLast());
}

void TestConformanceRefresh::custom_fields() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 0);
    const KeyPair key = repository.addKey("root");
    JsonValue object = key.publicObject();
    object.set("extra-field", *parseJson(R"({"a": 1, "b": [true, null, "é\n"]})"));
    repository.publicObjects[key.id()] = object;
    repository.role("root").more.set("custom-field", QString("value"));
    repository.publish({"root"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.version("root"), 2);
}

void TestConformanceRefresh::deprecated_keyid_hash_algorithms() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    repository.rotateKeys("snapshot");
    const KeyPair key = repository.role("snapshot").keys.constFirst();
    JsonValue object = key.publicObject();
    object.set("keyid_hash_algorithms", QString("md5"));
    repository.publicObjects[key.id()] = object;
    repository.publish({"root", "snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.version("root"), 2);
    QCOMPARE(world.version("snapshot"), 2);
}

void TestConformanceRefresh::snapshot_404() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 0);
    ++world.repository.role("timestamp").listed["snapshot"].version;
    world.repository.publish({"timestamp"});
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.repository.metadataRequests.constLast(), "snapshot 2");
    QCOMPARE(world.trusted(), QByteArrayList({"root 1", "snapshot 1", "targets 1", "timestamp 2"}));
    // Not done: the next run asks for what the trusted timestamp lists and the disk lacks.
    QCOMPARE(world.refresh(), 1);
    world.repository.publish({"snapshot"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.version("snapshot"), 2);
}

void TestConformanceRefresh::targets_404() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 0);
    ++world.repository.role("snapshot").listed["targets"].version;
    world.repository.publish({"snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.repository.metadataRequests.constLast(), "targets 2");
    QCOMPARE(world.trusted(), QByteArrayList({"root 1", "snapshot 2", "targets 1", "timestamp 2"}));
    world.repository.publish({"targets"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.version("targets"), 2);
}

void TestConformanceRefresh::timestamp_404() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 0);
    world.repository.published.remove("timestamp");
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.repository.metadataRequests.constLast(), "timestamp");
}

void TestConformanceRefresh::incorrect_metadata_type() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    // A snapshot that would do as a timestamp, signed by the timestamp's key too.
    const KeyPair key = repository.role("timestamp").keys.constFirst();
    repository.role("snapshot").keys.append(key);
    repository.role("snapshot").signers.append(key);
    repository.role("snapshot").listed = {{"snapshot", MetadataFile{1, {}, {}}}};
    repository.publish({"root", "snapshot"});
    repository.published["timestamp"].append(repository.published["snapshot"].takeLast());
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.trusted(), QByteArrayList{"root 2"});
}

void TestConformanceRefresh::faketime() {
    SKIP_WITHOUT_FAKETIME();
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    world.repository.role("root").expires = Repository::inDays(7);
    world.repository.publish({"root"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.refresh(Repository::inDays(8)), 1);
}

void TestConformanceRefresh::root_expired() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 0);
    world.repository.publish({"root"});
    QCOMPARE(world.refresh(), 0);
    world.repository.role("root").expires = Repository::inDays(-1);
    world.repository.publish({"root", "targets", "snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.trusted(), QByteArrayList({"root 3", "snapshot 1", "targets 1", "timestamp 1"}));
}

void TestConformanceRefresh::timestamp_expired() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 0);
    world.repository.role("timestamp").expires = Repository::inDays(-5);
    world.repository.publish({"timestamp"});
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.trusted(), allOfOne);
}

void TestConformanceRefresh::snapshot_expired() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 0);
    world.repository.role("snapshot").expires = Repository::inDays(-5);
    world.repository.publish({"snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.trusted(), QByteArrayList({"root 1", "snapshot 1", "targets 1", "timestamp 2"}));
}

void TestConformanceRefresh::targets_expired() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 0);
    world.repository.role("targets").expires = Repository::inDays(-5);
    world.repository.publishAll();
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.trusted(), QByteArrayList({"root 1", "snapshot 2", "targets 1", "timestamp 2"}));
}

void TestConformanceRefresh::targets_expired_but_not_listed() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 0);
    world.repository.role("targets").expires = Repository::inDays(-5);
    world.repository.publish({"snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.trusted(), QByteArrayList({"root 1", "snapshot 2", "targets 1", "timestamp 2"}));
}

void TestConformanceRefresh::expired_local_root() {
    SKIP_WITHOUT_FAKETIME();
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    world.repository.role("root").expires = Repository::inDays(7);
    world.repository.publish({"root"});
    QCOMPARE(world.refresh(), 0);
    world.repository.role("root").expires = Repository::inDays(21);
    world.repository.publish({"root"});
    QCOMPARE(world.refresh(Repository::inDays(18)), 0);
    QCOMPARE(world.version("root"), 3);
}

void TestConformanceRefresh::expired_local_timestamp() {
    SKIP_WITHOUT_FAKETIME();
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    world.repository.role("timestamp").expires = Repository::inDays(7);
    world.repository.publish({"timestamp"});
    QCOMPARE(world.refresh(), 0);
    world.repository.role("timestamp").expires = Repository::inDays(21);
    world.repository.publishAll();
    QCOMPARE(world.refresh(Repository::inDays(18)), 0);
    QCOMPARE(world.trusted(), QByteArrayList({"root 1", "snapshot 2", "targets 2", "timestamp 3"}));
    // What has expired here still says which version is too old.
    world.repository.role("timestamp").version = 1;
    world.repository.publish({"timestamp"});
    QCOMPARE(world.refresh(Repository::inDays(22)), 1);
    QCOMPARE(world.version("timestamp"), 3);
}

void TestConformanceRefresh::fails_with_exactly_one_data() {
    QTest::addColumn<QByteArray>("served");
    QTest::newRow("no JSON") << QByteArray("<html>");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("too long") << QByteArray(20'000, ' ');
    QTest::newRow("too deep") << QByteArray(5'000, '[');
    QTest::newRow("not signed") << QByteArray("{\"signed\": {}, \"signatures\": []}");
}

void TestConformanceRefresh::fails_with_exactly_one() {
    QFETCH(QByteArray, served);
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    world.repository.published["timestamp"] = {served};
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.trusted(), QByteArrayList{"root 1"});
}

QTEST_GUILESS_MAIN(TestConformanceRefresh)
#include "test_conformance_refresh.moc"
