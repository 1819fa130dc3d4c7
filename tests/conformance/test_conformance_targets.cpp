// SPDX-License-Identifier: Apache-2.0
// The conformance suite's tests of downloads.
#include "conformance_world.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestConformanceTargets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void client_downloads_expected_file();
    void client_downloads_expected_file_in_sub_dir();
    void repository_substitutes_target_file();
    void multiple_changes_to_target();
    void download_with_hash_algorithms_data();
    void download_with_hash_algorithms();
    void download_with_unknown_hash_algorithm();
    void artifact_cache();
    void download_several_in_one_run();
    void unusual_target_name_data();
    void unusual_target_name();
    void without_consistent_snapshot();
};

namespace {

const char* const name = "target_file.txt";
const QByteArray content = "target file contents";

} // namespace

void TestConformanceTargets::client_downloads_expected_file() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    world.repository.addArtifact("targets", name, content);
    world.repository.publishAll();
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.downloaded(), QByteArrayList());
    QCOMPARE(world.download(name), 0);
    QCOMPARE(world.downloaded(), QByteArrayList{content});
}

void TestConformanceTargets::client_downloads_expected_file_in_sub_dir() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    world.repository.addArtifact("targets", "path/to/a/target_file.txt", content);
    world.repository.publishAll();
    QCOMPARE(world.download("path/to/a/target_file.txt"), 0);
    QCOMPARE(world.downloaded(), QByteArrayList{content});
}

void TestConformanceTargets::repository_substitutes_target_file() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    repository.addArtifact("targets", name, content);
    repository.addArtifact("targets", "another.txt", "content");
    repository.publishAll();
    QCOMPARE(world.download(name), 0);
    for (Repository::Artifact& artifact : repository.artifacts)
        artifact.content = "malicious data - should not download";
    world.download(name);
    QCOMPARE(world.downloaded(), QByteArrayList{content});
    QCOMPARE(world.download("another.txt"), 1);
    QCOMPARE(world.downloaded(), QByteArrayList{content});
}

void TestConformanceTargets::multiple_changes_to_target() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    repository.addArtifact("targets", name, content);
    repository.publishAll();
    QCOMPARE(world.download(name), 0);
    QByteArrayList expected;
    for (int round = 0; round <= 10; ++round) {
        const QByteArray number = QByteArray::number(round);
        repository.addArtifact("targets", name, "modified " + number);
        repository.addArtifact("targets", "new-" + number, "new " + number);
        repository.publishAll();
        if (round % 5 != 0)
            continue;
        QCOMPARE(world.download(name), 0);
        QCOMPARE(world.download(QByteArrayList{"new-" + number}), 0);
        expected.append("new " + number);
        QByteArrayList all = QByteArrayList{"modified " + number} + expected;
        std::sort(all.begin(), all.end());
        QCOMPARE(world.downloaded(), all);
        repository.artifacts[name].content = "malicious " + number;
        repository.publishAll();
        world.download(name);
        QCOMPARE(world.downloaded(), all);
    }
}

void TestConformanceTargets::download_with_hash_algorithms_data() {
    QTest::addColumn<QByteArrayList>("hashes");
    QTest::newRow("sha256") << QByteArrayList{"sha256"};
    QTest::newRow("sha512") << QByteArrayList{"sha512"};
    QTest::newRow("both") << QByteArrayList{"sha256", "sha512"};
}

void TestConformanceTargets::download_with_hash_algorithms() {
    QFETCH(QByteArrayList, hashes);
    ConformanceWorld world;
    Repository& repository = world.repository;
    repository.addArtifact("targets", name, content, hashes);
    repository.publishAll();
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.download(name), 0);
    QCOMPARE(world.downloaded(), QByteArrayList{content});
    QCOMPARE(repository.artifactRequests.size(), 1);
    const QByteArrayList known = repository.artifacts[name].hashes;
    QVERIFY(known.contains(repository.artifactRequests.constFirst().split(' ').constFirst()));
    // Each of them counts: one that is wrong beside one that is right is wrong.
    JsonValue& listed = repository.role("targets").targets[name];
    JsonValue wrong = *listed.find(u"hashes");
    wrong.set(QString::fromLatin1(hashes.constLast()),
              QString(hashes.constLast() == "sha256" ? 64 : 128, 'a'));
    listed.set("hashes", wrong);
    repository.publishAll();
    repository.artifacts[name].hashes.append(QByteArray(128, 'a'));
    repository.artifacts[name].hashes.append(QByteArray(64, 'a'));
    QCOMPARE(world.download(name), 1);
    QCOMPARE(world.downloaded(), QByteArrayList{content});
}

void TestConformanceTargets::download_with_unknown_hash_algorithm() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    repository.addArtifact("targets", name, content);
    JsonValue hashes;
    hashes.set("unknown-hash", QString::fromLatin1(repository.artifacts[name].hashes.constFirst()));
    repository.role("targets").targets[name].set("hashes", hashes);
    repository.publishAll();
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.download(name), 1);
    QCOMPARE(world.downloaded(), QByteArrayList());
}

void TestConformanceTargets::artifact_cache() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    world.repository.addArtifact("targets", name, content);
    world.repository.publishAll();
    QCOMPARE(world.download(name), 0);
    QCOMPARE(world.download(name), 0);
    QCOMPARE(world.repository.artifactRequests.size(), 1);
}

void TestConformanceTargets::download_several_in_one_run() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    for (const char* each : {"a", "b", "c"})
        repository.addArtifact("targets", each, each);
    repository.publishAll();
    repository.artifacts["b"].content = "else";
    QCOMPARE(world.download({"a", "b", "c"}), 1);
    QCOMPARE(world.downloaded(), QByteArrayList{"a"});
    repository.artifacts["b"].content = "b";
    repository.metadataRequests.clear();
    QCOMPARE(world.download({"a", "b", "c"}), 0);
    QCOMPARE(world.downloaded(), QByteArrayList({"a", "b", "c"}));
    QCOMPARE(repository.metadataRequests, QByteArrayList({"root 2", "timestamp"}));
}

void TestConformanceTargets::unusual_target_name_data() {
    QTest::addColumn<QByteArray>("path");
    for (const char* path : {"a b", "a?b", "a#b", "a%2Fb", "100%", "grün/ß", "a+b&c=d;e", "[x]"})
        QTest::newRow(path) << QByteArray(path);
}

void TestConformanceTargets::unusual_target_name() {
    QFETCH(QByteArray, path);
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    world.repository.addArtifact("targets", path, content);
    world.repository.publishAll();
    const bool isPortable = RelativePath::parse(path).has_value();
    QCOMPARE(world.download(QByteArrayList{path}), isPortable ? 0 : 1);
    if (isPortable)
        QCOMPARE(world.downloaded(), QByteArrayList{content});
}

void TestConformanceTargets::without_consistent_snapshot() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    repository.consistentSnapshot = false;
    repository.published.remove("root");
    repository.publish({"root"});
    repository.delegate("targets", {"role"});
    repository.addArtifact("role", name, content);
    repository.publish({"role", "targets", "snapshot", "timestamp"});
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.download(name), 0);
    QCOMPARE(repository.metadataRequests,
             QByteArrayList({"root 2", "timestamp", "snapshot", "targets", "role"}));
    QCOMPARE(repository.artifactRequests, QByteArrayList{name});
    QCOMPARE(world.downloaded(), QByteArrayList{content});
}

QTEST_GUILESS_MAIN(TestConformanceTargets)
#include "test_conformance_targets.moc"
