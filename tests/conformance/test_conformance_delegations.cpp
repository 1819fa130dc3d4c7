// SPDX-License-Identifier: Apache-2.0
// The conformance suite's tests of the search through delegations: its order, its names, expiry of
// delegated roles, hash bins.
#include "conformance_world.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

struct Edge {
    QByteArray delegator;
    QByteArray role;
    bool terminating = false;
    QList<QByteArray> paths{"*"};
    QList<QByteArray> hashPrefixes = {};
};
using Graph = QList<Edge>;

// Publishes each role of the graph in version 1, and targets after them.
void publish(Repository& repository, const Graph& graph) {
    QByteArrayList roles;
    for (const Edge& edge : graph) {
        repository.delegate(edge.delegator,
                            {edge.role, edge.paths, edge.hashPrefixes, edge.terminating});
        if (!roles.contains(edge.role))
            roles.append(edge.role);
    }
    repository.publish(roles);
    repository.publishAll();
}

QByteArrayList versionOne(const QByteArrayList& roles) {
    QByteArrayList requests;
    for (const QByteArray& role : roles)
        requests.append(role + " 1");
    return requests;
}

// What was asked for after root, timestamp, snapshot and targets.
QByteArrayList searched(const Repository& repository) {
    return repository.metadataRequests.mid(4);
}

} // namespace

Q_DECLARE_METATYPE(Graph)

class TestConformanceDelegations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void graph_traversal_data();
    void graph_traversal();
    void targetfile_search_data();
    void targetfile_search();
    void hash_bins_graph_traversal_data();
    void hash_bins_graph_traversal();
    void succinct_roles_graph_traversal_data();
    void succinct_roles_graph_traversal();
    void unusual_role_name_data();
    void unusual_role_name();
    void cached_role_is_verified_against_current_delegator();
    void failure_on_the_way_ends_the_search();
    void delegated_role_is_not_fetched_again();
    void delegated_targets_expired();
    void expired_local_delegated_targets();
    void expired_local_delegated_targets_updates();
};

void TestConformanceDelegations::graph_traversal_data() {
    QTest::addColumn<Graph>("graph");
    QTest::addColumn<QByteArrayList>("visited");
    const auto row = [](const char* name, const Graph& graph, const QByteArrayList& visited) {
        QTest::newRow(name) << graph << visited;
    };
    const Edge a{"targets", "A"};
    const Edge b{"targets", "B"};
    row("basic-delegation", {a}, {"A"});
    row("single-level-delegations", {a, b}, {"A", "B"});
    row("two-level-delegations", {a, b, {"B", "C"}}, {"A", "B", "C"});
    row("two-level-test-DFS-order-of-traversal",
        {a, b, {"A", "C"}, {"A", "D"}},
        {"A", "C", "D", "B"});
    row("three-level-delegation-test-DFS-order-of-traversal",
        {a, b, {"A", "C"}, {"C", "D"}},
        {"A", "C", "D", "B"});
    row("two-level-terminating-ignores-all-but-roles-descendants",
        {a, b, {"A", "C", true}, {"A", "D"}},
        {"A", "C"});
    row("three-level-terminating-ignores-all-but-roles-descendants",
        {a, b, {"A", "C", true}, {"C", "D"}},
        {"A", "C", "D"});
    row("two-level-ignores-all-branches-not-matching-paths",
        {{"targets", "A", false, {"*.py"}}, b, {"A", "C"}},
        {"B"});
    row("three-level-ignores-all-branches-not-matching-paths",
        {a, b, {"A", "C", false, {"*.py"}}, {"C", "D"}},
        {"A", "B"});
    row("cyclic-graph", {a, b, {"B", "C"}, {"C", "D"}, {"D", "B"}}, {"A", "B", "C", "D"});
    row("two-roles-delegating-to-a-third", {a, b, {"B", "C"}, {"A", "C"}}, {"A", "C", "B"});
    row("two-roles-delegating-to-a-third-different-paths",
        {a, b, {"B", "C"}, {"A", "C", false, {"*.py"}}},
        {"A", "B", "C"});
}

void TestConformanceDelegations::graph_traversal() {
    QFETCH(Graph, graph);
    QFETCH(QByteArrayList, visited);
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    publish(world.repository, graph);
    QCOMPARE(world.download("missingpath"), 1);
    QCOMPARE(searched(world.repository), versionOne(visited));
}

void TestConformanceDelegations::targetfile_search_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("found");
    QTest::addColumn<QByteArrayList>("visited");
    const auto row =
        [](const char* name, const char* path, bool found, const QByteArrayList& visited) {
            QTest::newRow(name) << QByteArray(path) << found << visited;
        };
    row("no delegations", "targetfile", true, {});
    row("targetpath matches wildcard", "README.md", true, {"A"});
    row("targetpath with separators x", "releases/x/x_v1", true, {"B", "C"});
    row("targetpath with separators y", "releases/y/y_v1.zip", true, {"B", "D"});
    row("targetpath is not delegated by all roles in the chain",
        "releases/z/z_v1.zip",
        false,
        {"B"});
}

void TestConformanceDelegations::targetfile_search() {
    QFETCH(QByteArray, path);
    QFETCH(bool, found);
    QFETCH(QByteArrayList, visited);
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    repository.addArtifact("targets", "targetfile", "targetfile content");
    repository.addArtifact("A", "README.md", "README by A");
    repository.addArtifact("C", "releases/x/x_v1", "x release by C");
    repository.addArtifact("D", "releases/y/y_v1.zip", "y release by D");
    repository.addArtifact("D", "releases/z/z_v1.zip", "z release by D");
    for (const char* role : {"A", "C", "D"})
        repository.role(role).expires = Repository::inDays(30);
    publish(repository,
            {{"targets", "A", false, {"*.doc", "*.md"}},
             {"targets", "B", false, {"releases/*/*"}},
             {"B", "C", false, {"releases/x/*"}},
             {"B", "D", false, {"releases/y/*.zip"}}});
    QCOMPARE(world.download(QByteArrayList{path}), found ? 0 : 1);
    QCOMPARE(world.downloaded(),
             found ? QByteArrayList{repository.artifacts[path].content} : QByteArrayList());
    QCOMPARE(searched(repository), versionOne(visited));
}

void TestConformanceDelegations::hash_bins_graph_traversal_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("bin");
    // The first digit of the SHA-256 of each: d, b, 2, f.
    for (const char* path : {"boo", "baz", "foo", "bar"}) {
        const QByteArray digit = Digest::of(path).hex().left(1);
        const int quarter = digit.toInt(nullptr, 16) / 4;
        QTest::newRow(path) << QByteArray(path) << "bin" + QByteArray::number(quarter);
    }
}

void TestConformanceDelegations::hash_bins_graph_traversal() {
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, bin);
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    publish(world.repository,
            {{"targets", "bin0", false, {}, {"0", "1", "2", "3"}},
             {"targets", "bin1", false, {}, {"4", "5", "6", "7"}},
             {"targets", "bin2", false, {}, {"8", "9", "a", "b"}},
             {"targets", "bin3", false, {}, {"c", "d", "e", "f"}}});
    QCOMPARE(world.download(QByteArrayList{path}), 1);
    QCOMPARE(searched(world.repository), versionOne({bin}));
}

void TestConformanceDelegations::succinct_roles_graph_traversal_data() {
    QTest::addColumn<int>("bits");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("bin");
    const auto row = [](const char* name, int bits, const char* path, const char* bin) {
        QTest::newRow(name) << bits << QByteArray(path) << QByteArray(bin);
    };
    row("bin amount = 2, target bin index 0", 1, "boo", "bin-0");
    row("bin amount = 2, target bin index 1", 1, "too", "bin-1");
    row("bin amount = 4, target bin index 0", 2, "foo", "bin-0");
    row("bin amount = 4, target bin index 1", 2, "doo", "bin-1");
    row("bin amount = 4, target bin index 2", 2, "too", "bin-2");
    row("bin amount = 4, target bin index 3", 2, "bar", "bin-3");
    row("bin amount = 256, target bin index fc", 8, "bar", "bin-fc");
}

void TestConformanceDelegations::succinct_roles_graph_traversal() {
    QFETCH(int, bits);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, bin);
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    const KeyPair key = Repository::newKey();
    repository.role("targets").succinct = Repository::SuccinctRoles{bits, "bin", {key}};
    repository.role(bin).expires = Repository::inDays(30);
    repository.role(bin).signers = {key};
    repository.publish({bin, "targets", "snapshot", "timestamp"});
    QCOMPARE(world.download(QByteArrayList{path}), 1);
    QCOMPARE(searched(repository), versionOne({bin}));
    QCOMPARE(world.version(bin), 1);
    repository.addArtifact(bin, path, "found");
    repository.publish({bin, "snapshot", "timestamp"});
    QCOMPARE(world.download(QByteArrayList{path}), 0);
    QCOMPARE(world.downloaded(), QByteArrayList{"found"});
}

void TestConformanceDelegations::unusual_role_name_data() {
    QTest::addColumn<QByteArray>("role");
    QTest::addColumn<QByteArray>("quoted");
    const auto row = [](const char* role, const char* quoted) {
        QTest::newRow(role) << QByteArray(role) << QByteArray(quoted);
    };
    row("?", "%3F");
    row("#", "%23");
    row("/delegatedrole", "%2Fdelegatedrole");
    row("../delegatedrole", "..%2Fdelegatedrole");
    row(".", ".");
    row("..", "..");
    row("%2F", "%252F");
    row("ü ~", "%C3%BC%20~");
}

void TestConformanceDelegations::unusual_role_name() {
    QFETCH(QByteArray, role);
    QFETCH(QByteArray, quoted);
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    publish(world.repository, {{"targets", role}});
    QCOMPARE(world.download("nonexistent target"), 1);
    QCOMPARE(searched(world.repository), versionOne({quoted}));
    QCOMPARE(world.trusted().size(), 5);
}

// What one delegator's keys signed says nothing to another, also when it lies on the disk.
void TestConformanceDelegations::cached_role_is_verified_against_current_delegator() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    repository.delegate("targets", {"A", {"a/*"}});
    repository.delegate("targets", {"B", {"b/*"}});
    repository.delegate("A", {"C", {"a/*"}});
    repository.delegate("B", {"C", {"b/*"}});
    repository.role("C").signers.removeLast(); // only the key that A names
    repository.addArtifact("C", "a/file", "by A's leave");
    repository.addArtifact("C", "b/file", "without B's");
    repository.publish({"A", "B", "C", "targets", "snapshot", "timestamp"});
    QCOMPARE(world.download("a/file"), 0);
    QCOMPARE(world.download("b/file"), 1);
    QCOMPARE(world.download({"a/file", "b/file"}), 1);
    QCOMPARE(world.downloaded(), QByteArrayList{"by A's leave"});
    // Nor does the disk bear witness after targets have named other keys.
    repository.role("A").delegations[0].keys = {Repository::newKey()};
    repository.publish({"A", "snapshot", "timestamp"});
    QCOMPARE(world.download("a/file"), 1);
}

void TestConformanceDelegations::failure_on_the_way_ends_the_search() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    publish(repository, {{"targets", "A"}, {"targets", "B"}});
    repository.addArtifact("B", "file", "by B");
    repository.publish({"B"});
    repository.role("A").signers.clear();
    repository.publish({"A", "snapshot", "timestamp"});
    QCOMPARE(world.download("file"), 1);
    QCOMPARE(searched(repository), QByteArrayList{"A 2"});
    QCOMPARE(world.downloaded(), QByteArrayList());
}

void TestConformanceDelegations::delegated_role_is_not_fetched_again() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    publish(world.repository, {{"targets", "A"}});
    QCOMPARE(world.download("missing"), 1);
    world.repository.metadataRequests.clear();
    QCOMPARE(world.download("missing"), 1);
    QCOMPARE(world.repository.metadataRequests, QByteArrayList({"root 2", "timestamp"}));
}

void TestConformanceDelegations::delegated_targets_expired() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    repository.delegate("targets", {"delegated", {"delegatedpath/*"}}).expires =
        Repository::inDays(-1);
    repository.addArtifact("delegated", "delegatedpath/target", "delegated content");
    repository.publish({"delegated", "targets", "snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.download("delegatedpath/target"), 1);
    QCOMPARE(world.downloaded(), QByteArrayList());
    QCOMPARE(world.trusted(), QByteArrayList({"root 1", "snapshot 2", "targets 2", "timestamp 2"}));
}

void TestConformanceDelegations::expired_local_delegated_targets() {
    SKIP_WITHOUT_FAKETIME();
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    repository.delegate("targets", {"delegated", {"delegatedpath/*"}}).expires =
        Repository::inDays(7);
    repository.addArtifact("delegated", "delegatedpath/first", "first");
    repository.addArtifact("delegated", "delegatedpath/second", "second");
    repository.publish({"delegated", "targets", "snapshot", "timestamp"});
    QCOMPARE(world.download("delegatedpath/first"), 0);
    QCOMPARE(world.download("delegatedpath/second", Repository::inDays(18)), 1);
    QCOMPARE(world.downloaded(), QByteArrayList{"first"});
}

void TestConformanceDelegations::expired_local_delegated_targets_updates() {
    SKIP_WITHOUT_FAKETIME();
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    repository.delegate("targets", {"delegated", {"delegatedpath/*"}}).expires =
        Repository::inDays(7);
    repository.addArtifact("delegated", "delegatedpath/first", "first");
    repository.addArtifact("delegated", "delegatedpath/second", "second");
    repository.publish({"delegated", "targets", "snapshot", "timestamp"});
    QCOMPARE(world.download("delegatedpath/first"), 0);
    repository.role("delegated").expires = Repository::inDays(21);
    repository.publish({"delegated", "snapshot", "timestamp"});
    QCOMPARE(world.download("delegatedpath/second", Repository::inDays(18)), 0);
    QCOMPARE(world.downloaded(), QByteArrayList({"first", "second"}));
}

QTEST_GUILESS_MAIN(TestConformanceDelegations)
#include "test_conformance_delegations.moc"
