// SPDX-License-Identifier: Apache-2.0
#include "publish/metadata_repository.h"

#include "support/fast_folder.h"
#include "support/faulty_file_system.h"
#include "support/publisher.h"
#include "support/verify_ok.h"
#include "trust/trust_client.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

// Reads a published site as a client does.
class SiteTransport final : public MetadataTransport {
public:
    SiteTransport(FileSystem& files, const LocalPath& site) : m_files(files), m_site(site) {}
    Result<std::optional<QByteArray>>
    metadata(const QByteArray& fileName, qint64 limit, std::stop_token) override {
        return read("metadata/" + fileName, limit);
    }
    Result<std::optional<QByteArray>>
    target(const QByteArray& path, qint64 limit, std::stop_token) override {
        return read("targets/" + path, limit);
    }

private:
    Result<std::optional<QByteArray>> read(const QByteArray& name, qint64 limit) {
        const LocalPath path = m_site / name.constData();
        if (!m_files.exists(path))
            return std::optional<QByteArray>();
        UPKEEP_TRY_AS(QByteArray bytes, m_files.read(path, limit));
        return std::optional<QByteArray>(bytes);
    }

    FileSystem& m_files;
    LocalPath m_site;
};

RelativePath path(const char* text) {
    return *RelativePath::parse(text);
}

} // namespace

class TestMetadataRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void publishesWhatAClientBelieves_data();
    void publishesWhatAClientBelieves();
    void goesOnWithASecondRelease();
    void rotatesKeys_data();
    void rotatesKeys();
    void refreshesWithOnlineKeysAlone();
    void refusesToSignForTooLong();
    void refusesAPathThatTheRoleMayNotList();
    void saysWhichKeyIsMissing();
    void survivesACutAtEveryWrite();
    void waitsForSignatures();
    void keepsTheRulesOfTheTeam();

private:
    KeyRing keys(int rootKeys = 1) const;
    Result<MetadataRepository> firstRelease(FileSystem& disk,
                                            KeyProfile profile = KeyProfile::Solo);
    Result<QList<TargetFile>> clientSees(const char* role = "stable.linux-x64");

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FileSystem> m_files;
    LocalPath m_site;
    KeyRing m_keys;
    QByteArray m_root;
    QDateTime m_now;
};

void TestMetadataRepository::init() {
    m_dir = std::make_unique<QTemporaryDir>(fastFolder());
    m_files = makeLocalFileSystem();
    m_site = *LocalPath::parse((m_dir->path() + "/site").toUtf8());
    m_keys = keys();
    m_root.clear();
    m_now = QDateTime(QDate(2026, 5, 4), QTime(12, 0), Qt::UTC);
}

KeyRing TestMetadataRepository::keys(int rootKeys) const {
    KeyRing ring;
    for (const char* role : {"targets", "snapshot", "timestamp", "stable.linux-x64"})
        ring[role] = Publisher::newKeys(1);
    ring["root"] = Publisher::newKeys(rootKeys);
    return ring;
}

Result<MetadataRepository> TestMetadataRepository::firstRelease(FileSystem& disk,
                                                                KeyProfile profile) {
    UPKEEP_TRY_AS(auto repository, MetadataRepository::create(disk, m_site, profile, m_keys));
    UPKEEP_TRY(repository.delegate("stable.linux-x64", {"stable/linux-x64/*"}));
    UPKEEP_TRY(repository.addTarget(
        "stable.linux-x64", path("stable/linux-x64/1.0.0.json"), "release 1.0.0"));
    UPKEEP_TRY(repository.addTarget("targets", path("policy.json"), "policy"));
    UPKEEP_TRY(repository.publish(m_now));
    if (m_root.isEmpty())
        m_root = repository.trustedRoot();
    return repository;
}

Result<QList<TargetFile>> TestMetadataRepository::clientSees(const char* role) {
    const LocalPath folder = m_site.parent() / "trust";
    if (!m_files->exists(folder))
        UPKEEP_TRY(TrustStore::create(*m_files, folder, m_root));
    UPKEEP_TRY_AS(TrustStore store, TrustStore::open(*m_files, folder));
    SiteTransport transport(*m_files, m_site);
    UPKEEP_TRY_AS(TrustClient client, TrustClient::open(store, transport, m_now));
    UPKEEP_TRY(client.refresh({}));
    UPKEEP_TRY_AS(auto targets, client.targetsOf(role, {}));
    for (const TargetFile& target : targets)
        UPKEEP_TRY(client.fetch(target, 8192, {}));
    return targets;
}

void TestMetadataRepository::publishesWhatAClientBelieves_data() {
    QTest::addColumn<KeyProfile>("profile");
    QTest::addColumn<int>("rootKeys");
    QTest::addColumn<KeyKind>("kind");
    QTest::newRow("solo") << KeyProfile::Solo << 1 << KeyKind::Ed25519;
    QTest::newRow("team") << KeyProfile::Team << 3 << KeyKind::Ed25519;
    QTest::newRow("solo, ECDSA") << KeyProfile::Solo << 1 << KeyKind::EcdsaP256;
}

void TestMetadataRepository::publishesWhatAClientBelieves() {
    QFETCH(KeyProfile, profile);
    QFETCH(int, rootKeys);
    QFETCH(KeyKind, kind);
    m_keys = keys(rootKeys);
    for (QList<KeyPair>& list : m_keys) {
        for (KeyPair& key : list)
            key = KeyPair::generate(kind).value();
    }
    const auto repository = firstRelease(*m_files, profile);
    VERIFY_OK(repository);
    const auto seen = clientSees();
    VERIFY_OK(seen);
    QCOMPARE(seen->size(), 1);
    QCOMPARE(seen->constFirst().path, QByteArray("stable/linux-x64/1.0.0.json"));
    QCOMPARE(repository->validUntil(), m_now.addDays(profile == KeyProfile::Team ? 7 : 14));
}

void TestMetadataRepository::goesOnWithASecondRelease() {
    VERIFY_OK(firstRelease(*m_files));
    VERIFY_OK(clientSees());
    // The machine that releases needs neither root's keys nor those of targets.
    m_keys.remove("root");
    m_keys.remove("targets");
    auto repository = MetadataRepository::open(*m_files, m_site, m_keys);
    VERIFY_OK(repository);
    VERIFY_OK(repository->addTarget(
        "stable.linux-x64", path("stable/linux-x64/1.1.0.json"), "release 1.1.0"));
    VERIFY_OK(repository->publish(m_now));
    QCOMPARE(clientSees().value().size(), 2);
    QVERIFY(m_files->exists(m_site / "metadata/2.stable.linux-x64.json"));
    QVERIFY(!m_files->exists(m_site / "metadata/2.targets.json"));
    VERIFY_OK(repository->removeTarget("stable.linux-x64", path("stable/linux-x64/1.0.0.json")));
    VERIFY_OK(repository->publish(m_now));
    QCOMPARE(clientSees().value().size(), 1);
}

void TestMetadataRepository::rotatesKeys_data() {
    QTest::addColumn<QByteArray>("role");
    for (const char* role : {"root", "targets", "snapshot", "timestamp", "stable.linux-x64"})
        QTest::newRow(role) << QByteArray(role);
}

void TestMetadataRepository::rotatesKeys() {
    QFETCH(QByteArray, role);
    VERIFY_OK(firstRelease(*m_files));
    VERIFY_OK(clientSees());
    auto repository = MetadataRepository::open(*m_files, m_site, m_keys);
    VERIFY_OK(repository);
    const KeyRing old = m_keys;
    m_keys[role] = Publisher::newKeys(1);
    VERIFY_OK(repository->rotateKey(role, m_keys[role]));
    VERIFY_OK(repository->publish(m_now));
    VERIFY_OK(clientSees());
    // The new keys sign from now on, the old one no longer can.
    repository = MetadataRepository::open(*m_files, m_site, m_keys);
    VERIFY_OK(repository);
    VERIFY_OK(repository->rotateKey("timestamp", Publisher::newKeys(1)));
    auto withOldKey = MetadataRepository::open(*m_files, m_site, old);
    VERIFY_OK(withOldKey);
    VERIFY_OK(withOldKey->touch(role));
    QCOMPARE(codeOf(withOldKey->publish(m_now)), "publish.failed");
}

void TestMetadataRepository::refreshesWithOnlineKeysAlone() {
    VERIFY_OK(firstRelease(*m_files));
    const KeyRing online{{"snapshot", m_keys["snapshot"]}, {"timestamp", m_keys["timestamp"]}};
    for (int day = 1; day <= 60; ++day) {
        m_now = m_now.addDays(1);
        auto repository = MetadataRepository::open(*m_files, m_site, online);
        VERIFY_OK(repository);
        VERIFY_OK(repository->refresh(m_now));
    }
    QCOMPARE(clientSees().value().size(), 1);
    QVERIFY(!m_files->exists(m_site / "metadata/2.targets.json"));
    QVERIFY(!m_files->exists(m_site / "metadata/6.snapshot.json")); // every 15 days, no more
    // Nothing is due a minute later, so nothing is written.
    auto repository = MetadataRepository::open(*m_files, m_site, online);
    VERIFY_OK(repository);
    const auto again = repository->renew(m_now.addSecs(60));
    VERIFY_OK(again);
    QVERIFY(again->signedRoles.isEmpty());
    // What only the offline keys can sign is named.
    const auto later = repository->renew(m_now.addDays(6));
    VERIFY_OK(later);
    QCOMPARE(later->waiting, QList<QByteArray>({"targets", "stable.linux-x64"}));
}

void TestMetadataRepository::refusesToSignForTooLong() {
    auto repository = firstRelease(*m_files);
    VERIFY_OK(repository);
    QCOMPARE(codeOf(repository->setLifetime("timestamp", 15)), "publish.invalid");
    QCOMPARE(codeOf(repository->setLifetime("root", 366)), "publish.invalid");
    VERIFY_OK(repository->setLifetime("timestamp", 2));
    VERIFY_OK(repository->publish(m_now));
    QCOMPARE(repository->validUntil(), m_now.addDays(2));
}

void TestMetadataRepository::refusesAPathThatTheRoleMayNotList() {
    auto repository = firstRelease(*m_files);
    VERIFY_OK(repository);
    for (const char* other :
         {"policy.json", "stable/linux-arm64/1.0.0.json", "stable/linux-x64/a/b"})
        QCOMPARE(codeOf(repository->addTarget("stable.linux-x64", path(other), "x")),
                 "publish.invalid");
    QCOMPARE(codeOf(repository->addTarget("nightly", path("nightly/1"), "x")), "publish.invalid");
}

void TestMetadataRepository::saysWhichKeyIsMissing() {
    VERIFY_OK(firstRelease(*m_files));
    m_keys.remove("timestamp");
    auto repository = MetadataRepository::open(*m_files, m_site, m_keys);
    VERIFY_OK(repository);
    const auto published = repository->publish(m_now);
    QCOMPARE(codeOf(published), "publish.failed");
    QCOMPARE(published.error().subject, "timestamp");
    VERIFY_OK(clientSees());
    m_keys.remove("snapshot");
    QCOMPARE(codeOf(MetadataRepository::create(
                 *m_files, m_site.parent() / "other", KeyProfile::Solo, m_keys)),
             "key.invalid");
}

// Former and new keys sign while both are at hand, so a client believes each state in between, and
// whoever comes back after the cut ends the ceremony that was begun.
void TestMetadataRepository::survivesACutAtEveryWrite() {
    VERIFY_OK(firstRelease(*m_files));
    for (int n = 1; n < 60; ++n) {
        FaultyFileSystem disk(*m_files);
        auto repository = MetadataRepository::open(disk, m_site, m_keys);
        VERIFY_OK(repository);
        VERIFY_OK(repository->addTarget(
            "stable.linux-x64", path("stable/linux-x64/1.1.0.json"), QByteArray::number(n)));
        const QByteArrayList rotated{"root", "targets", "snapshot", "timestamp"};
        for (const QByteArray& role : rotated) {
            const QList<KeyPair> fresh = Publisher::newKeys(1);
            VERIFY_OK(repository->rotateKey(role, fresh));
            m_keys[role] += fresh;
        }
        disk.stopAt(n);
        const auto published = repository->commit(m_now);
        QCOMPARE(published.has_value(), !disk.isStopped());
        const auto between = clientSees();
        VERIFY_OK(between);
        auto again = MetadataRepository::openCeremony(*m_files, m_site, m_keys);
        VERIFY_OK(again);
        const auto ended = again->commit(m_now);
        VERIFY_OK(ended);
        QVERIFY(ended->published);
        VERIFY_OK(clientSees());
        QVERIFY(!m_files->exists(m_site / ".ceremony"));
        if (!disk.isStopped())
            return;
    }
    QFAIL("the publish never ends");
}

void TestMetadataRepository::waitsForSignatures() {
    m_keys = keys(3);
    const KeyRing all = m_keys;
    VERIFY_OK(firstRelease(*m_files, KeyProfile::Team));
    VERIFY_OK(clientSees());
    const QByteArray before = m_files->read(m_site / "metadata/timestamp.json", 1 << 20).value();
    m_keys["root"] = {all["root"].at(0)};
    m_keys["targets"] = Publisher::newKeys(1);
    auto first = MetadataRepository::open(*m_files, m_site, m_keys);
    VERIFY_OK(first);
    VERIFY_OK(first->rotateKey("targets", m_keys["targets"]));
    const auto waiting = first->commit(m_now);
    VERIFY_OK(waiting);
    QVERIFY(!waiting->published);
    QCOMPARE(waiting->missing, QList<MissingSignatures>({{"root", 1, 2}}));
    QCOMPARE(m_files->read(m_site / "metadata/timestamp.json", 1 << 20).value(), before);
    VERIFY_OK(clientSees());

    // Another holder signs the very same bytes; a daily job in between does no harm.
    const KeyRing online{{"snapshot", all["snapshot"]}, {"timestamp", all["timestamp"]}};
    auto daily = MetadataRepository::open(*m_files, m_site, online);
    VERIFY_OK(daily);
    VERIFY_OK(daily->refresh(m_now.addDays(1)));
    m_keys["root"] = {all["root"].at(2)};
    auto second = MetadataRepository::openCeremony(*m_files, m_site, m_keys);
    VERIFY_OK(second);
    const auto whole = second->commit(m_now.addDays(2));
    VERIFY_OK(whole);
    QVERIFY(whole->published);
    VERIFY_OK(clientSees());
    QVERIFY(m_files->exists(m_site / "metadata/2.root.json"));
}

void TestMetadataRepository::keepsTheRulesOfTheTeam() {
    m_keys = keys(3);
    auto repository = firstRelease(*m_files, KeyProfile::Team);
    VERIFY_OK(repository);
    KeyHolding root = repository->holding("root").value();
    root.threshold = 1;
    QCOMPARE(codeOf(repository->setHolding("root", root)), "publish.invalid");
    root.threshold = 4;
    QCOMPARE(codeOf(repository->setHolding("root", root)), "key.invalid");
    QCOMPARE(codeOf(repository->setHolding("timestamp", repository->holding("snapshot").value())),
             "publish.invalid");
}

QTEST_APPLESS_MAIN(TestMetadataRepository)
#include "test_metadata_repository.moc"
