// SPDX-License-Identifier: Apache-2.0
// The conformance suite's tests of thresholds, kinds of keys and rotations.
#include "conformance_world.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

// One version of a role: numbers stand for keys.
struct Signing {
    QList<int> keys;
    qint64 threshold = 1;
    QList<int> signatures;
    bool isGood = true;
};
using Signings = QList<Signing>;

JsonValue documentOf(const QByteArrayList& published) {
    return *parseJson(published.constLast());
}

// Replaces the signature of a key by another text.
QByteArray
withSignature(const QByteArray& document, const QByteArray& keyId, const QString& other) {
    JsonValue json = *parseJson(document);
    JsonValue::Array signatures = json.find(u"signatures")->array();
    for (JsonValue& signature : signatures)
        if (signature.find(u"keyid")->string().toUtf8() == keyId)
            signature.set("sig", other);
    json.set("signatures", signatures);
    return writeJson(json);
}

} // namespace

Q_DECLARE_METATYPE(Signings)

class TestConformanceKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void snapshot_does_not_meet_threshold();
    void snapshot_has_too_few_keys();
    void duplicate_keys();
    void duplicate_sig_keyids();
    void keytype_and_scheme_data();
    void keytype_and_scheme();
    void invalid_sig_in_valid_metadata();
    void root_has_keys_but_not_snapshot();
    void root_rotation_data();
    void root_rotation();
    void non_root_rotations_data();
    void non_root_rotations();

private:
    void use(Repository::Role& role, const Signing& signing) const;

    QList<KeyPair> m_keys;
};

void TestConformanceKeys::initTestCase() {
    while (m_keys.size() < 10)
        m_keys.append(Repository::newKey());
}

void TestConformanceKeys::use(Repository::Role& role, const Signing& signing) const {
    role.keys.clear();
    role.signers.clear();
    role.threshold = signing.threshold;
    for (const int key : signing.keys)
        role.keys.append(m_keys.at(key));
    for (const int key : signing.signatures)
        role.signers.append(m_keys.at(key));
}

void TestConformanceKeys::snapshot_does_not_meet_threshold() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    repository.role("snapshot").threshold = 3;
    repository.addKey("snapshot");
    repository.addKey("snapshot");
    repository.publish({"root", "targets", "snapshot", "timestamp"});
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 0);
    repository.role("snapshot").signers.removeLast();
    repository.publishAll();
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.version("snapshot"), 2);
}

void TestConformanceKeys::snapshot_has_too_few_keys() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    for (int n = 0; n < 4; ++n)
        world.repository.addKey("snapshot");
    world.repository.role("snapshot").threshold = 6;
    world.repository.publish({"root", "snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.version("root"), 2);
    QCOMPARE(world.version("snapshot"), 0);
}

void TestConformanceKeys::duplicate_keys() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    const KeyPair key = repository.addKey("snapshot");
    for (int n = 0; n < 8; ++n)
        repository.role("snapshot").keys.append(key);
    repository.role("snapshot").threshold = 6;
    repository.publish({"root", "snapshot", "timestamp"});
    JsonValue snapshot = documentOf(repository.published["snapshot"]);
    JsonValue::Array signatures = snapshot.find(u"signatures")->array();
    for (int n = 0; n < 8; ++n)
        signatures.append(JsonValue(signatures.at(1)));
    snapshot.set("signatures", signatures);
    repository.published["snapshot"].last() = writeJson(snapshot);
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.version("snapshot"), 0);
}

void TestConformanceKeys::duplicate_sig_keyids() {
    ConformanceWorld world;
    QCOMPARE(world.init(), 0);
    QByteArrayList& published = world.repository.published["snapshot"];
    JsonValue snapshot = documentOf(published);
    JsonValue::Array signatures = snapshot.find(u"signatures")->array();
    signatures.append(JsonValue(signatures.at(0)));
    snapshot.set("signatures", signatures);
    published.last() = writeJson(snapshot);
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.version("snapshot"), 0);
}

void TestConformanceKeys::keytype_and_scheme_data() {
    QTest::addColumn<KeyKind>("kind");
    QTest::newRow("rsa/rsassa-pss-sha256") << KeyKind::RsaPss;
    QTest::newRow("ecdsa/ecdsa-sha2-nistp256") << KeyKind::EcdsaP256;
    QTest::newRow("ed25519/ed25519") << KeyKind::Ed25519;
}

void TestConformanceKeys::keytype_and_scheme() {
    QFETCH(KeyKind, kind);
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    const KeyPair key = Repository::newKey(kind);
    repository.role("root").keys.append(key);
    repository.role("root").signers.append(key);
    repository.role("root").threshold = 2;
    repository.publish({"root"});
    QCOMPARE(world.refresh(), 0);
    QCOMPARE(world.version("root"), 2);
    // One that looks like it, and is not.
    repository.publish({"root"});
    QByteArray& third = repository.published["root"].last();
    third = withSignature(third, key.id(), QString::fromLatin1(key.sign("else")->toHex()));
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.version("root"), 2);
}

void TestConformanceKeys::invalid_sig_in_valid_metadata() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    const KeyPair first = repository.role("timestamp").keys.constFirst();
    repository.addKey("timestamp");
    for (const QString& bad : {QString::fromLatin1(first.sign("else")->toHex()), QString()}) {
        repository.publish({"root", "timestamp"});
        QByteArray& last = repository.published["timestamp"].last();
        last = withSignature(last, first.id(), bad);
        QCOMPARE(world.refresh(), 0);
        QCOMPARE(world.stored("timestamp"), last);
    }
}

void TestConformanceKeys::root_has_keys_but_not_snapshot() {
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    QCOMPARE(world.refresh(), 0);
    // Root lists keys enough, the snapshot bears too few signatures of theirs.
    repository.role("snapshot").threshold = 5;
    for (int n = 0; n < 3; ++n)
        repository.addKey("snapshot");
    repository.role("snapshot").keys.append(Repository::newKey());
    repository.publish({"root", "snapshot", "timestamp"});
    QCOMPARE(world.refresh(), 1);
    QCOMPARE(world.version("root"), 2);
    QCOMPARE(world.version("snapshot"), 1);
}

void TestConformanceKeys::root_rotation_data() {
    QTest::addColumn<Signings>("versions");
    const auto row = [](const char* name, const Signings& versions) {
        QTest::newRow(name) << versions;
    };
    const QList<int> five{0, 1, 2, 3, 4};
    const QList<int> oneRotated{0, 1, 3, 4, 5};
    const QList<int> allRotated{5, 6, 7, 8, 9};
    const QList<int> three{1, 2, 3};
    row("1-of-1-key-rotation", {{{1}, 1, {1}}, {{2}, 1, {2, 1}}, {{2}, 1, {2}}});
    row("1-of-1-key-rotation-unused-signatures",
        {{{1}, 1, {3, 1, 4}}, {{2}, 1, {3, 2, 1, 4}}, {{2}, 1, {3, 2, 4}}});
    row("3-of-5-sign-with-different-keycombos",
        {{five, 3, {0, 2, 4}}, {five, 3, {0, 4, 1}}, {five, 3, {0, 1, 3}}, {five, 3, {0, 1, 3}}});
    row("3-of-5-one-key-rotated", {{five, 3, {0, 2, 4}}, {oneRotated, 3, {0, 4, 1}}});
    row("3-of-5-one-key-rotated-with-intermediate-step",
        {{five, 3, {0, 2, 4}}, {oneRotated, 3, {0, 2, 4, 5}}, {oneRotated, 3, {0, 4, 5}}});
    row("3-of-5-all-keys-rotated-with-intermediate-step",
        {{five, 3, {0, 2, 4}}, {allRotated, 3, {0, 2, 4, 5, 6, 7}}, {allRotated, 3, {5, 6, 7}}});
    row("1-of-3-threshold-increase-to-2-of-3", {{three, 1, {1}}, {three, 2, {1, 2}}});
    row("2-of-3-threshold-decrease-to-1-of-3",
        {{three, 2, {1, 2}}, {three, 1, {1, 2}}, {three, 1, {1}}});
    row("1-of-2-threshold-increase-to-2-of-2", {{{1}, 1, {1}}, {{1, 2}, 2, {1, 2}}});
    row("1-of-1-key-rotation-fail-not-signed-with-old-key",
        {{{1}, 1, {1}}, {{2}, 1, {2, 3, 4}, false}});
    row("1-of-1-key-rotation-fail-not-signed-with-new-key",
        {{{1}, 1, {1}}, {{2}, 1, {1, 3, 4}, false}});
    row("3-of-5-one-key-rotate-fails-not-signed-with-3-new-keys",
        {{five, 3, {0, 2, 4}}, {oneRotated, 3, {0, 2, 4}, false}});
    row("3-of-5-one-key-rotate-fails-not-signed-with-3-old-keys",
        {{five, 3, {0, 2, 4}}, {oneRotated, 3, {0, 4, 5}, false}});
    row("1-of-3-threshold-bump-to-2-of-3-fails-new-threshold-not-reached",
        {{three, 1, {1}}, {three, 2, {2}, false}});
    row("2-of-3-threshold-decr-to-1-of-3-fails-old-threshold-not-reached",
        {{three, 2, {1, 2}}, {three, 1, {1}, false}});
}

void TestConformanceKeys::root_rotation() {
    QFETCH(Signings, versions);
    ConformanceWorld world;
    Repository& repository = world.repository;
    repository.published.remove("root");
    for (const Signing& version : versions) {
        use(repository.role("root"), version);
        repository.publish({"root"});
    }
    repository.publishAll();
    QCOMPARE(world.init(), 0);
    const bool isGood = versions.constLast().isGood;
    QCOMPARE(world.refresh(), isGood ? 0 : 1);
    const QByteArrayList& roots = repository.published["root"];
    QCOMPARE(world.stored("root"), roots.at(roots.size() - (isGood ? 1 : 2)));
}

void TestConformanceKeys::non_root_rotations_data() {
    QTest::addColumn<Signings>("versions");
    const auto row = [](const char* name, const Signing& version) {
        QTest::newRow(name) << Signings{version};
    };
    const QList<int> five{0, 1, 2, 3, 4};
    const QList<int> oneRotated{0, 1, 3, 4, 5};
    row("1-of-1-key-rotation", {{2}, 1, {2}});
    row("1-of-1-key-rotation-unused-signatures", {{1}, 1, {3, 1, 4}});
    row("1-of-1-key-rotation-fail-not-signed-with-new-key", {{2}, 1, {1, 3, 4}, false});
    row("3-of-5-one-key-signature-wrong-not-signed-with-3-expected-keys",
        {oneRotated, 3, {0, 2, 4}, false});
    row("2-of-5-one-key-signature-missing-threshold-not-reached", {oneRotated, 3, {0, 4}, false});
    row("3-of-5-sign-first-combo", {five, 3, {0, 2, 4}});
    row("3-of-5-sign-second-combo", {five, 3, {0, 4, 1}});
    row("3-of-5-sign-third-combo", {five, 3, {0, 1, 3}});
    row("3-of-5-sign-fourth-combo", {five, 3, {1, 2, 3}});
    row("3-of-5-sign-fifth-combo", {five, 3, {2, 3, 4}});
}

void TestConformanceKeys::non_root_rotations() {
    QFETCH(Signings, versions);
    ConformanceWorld world;
    Repository& repository = world.repository;
    QCOMPARE(world.init(), 0);
    for (const char* role : {"timestamp", "snapshot", "targets"}) {
        use(repository.role(role), versions.constFirst());
        repository.publish({"root", "targets", "snapshot", "timestamp"});
        QCOMPARE(world.refresh(), versions.constFirst().isGood ? 0 : 1);
        if (versions.constFirst().isGood)
            QCOMPARE(world.stored(role), repository.published[role].constLast());
    }
}

QTEST_GUILESS_MAIN(TestConformanceKeys)
#include "test_conformance_keys.moc"
