// SPDX-License-Identifier: Apache-2.0
// What we publish, read by another implementation: tests/data/tuf/read_repository.py knows TUF from
// Python's side and nothing of ours.
#include "publish/metadata_repository.h"

#include "support/fast_folder.h"
#include "support/verify_ok.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestOtherReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsWhatWePublish_data();
    void readsWhatWePublish();
    void refusesWhatIsNotOurs();

private:
    void publish(KeyKind kind, KeyProfile profile);
    // What it verified, sorted lines "role path"; empty and `exitCode` 1 where something is wrong.
    QByteArrayList read(int* exitCode) const;

    const QDateTime m_now{QDate(2026, 5, 4), QTime(12, 0), Qt::UTC};
    const std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    std::unique_ptr<QTemporaryDir> m_folder;
    LocalPath m_site;
};

void TestOtherReader::init() {
    m_folder = std::make_unique<QTemporaryDir>(fastFolder());
    m_site = *LocalPath::parse((m_folder->path() + "/site").toUtf8());
}

void TestOtherReader::publish(KeyKind kind, KeyProfile profile) {
    KeyRing keys;
    for (const char* role : {"root", "targets", "snapshot", "timestamp", "stable.linux-x64"})
        keys[role] = {*KeyPair::generate(kind)};
    while (profile == KeyProfile::Team && keys["root"].size() < 3)
        keys["root"].append(*KeyPair::generate(kind));
    auto site = MetadataRepository::create(*m_files, m_site, profile, keys);
    VERIFY_OK(site);
    VERIFY_OK(site->delegate("stable.linux-x64", {"stable/linux-x64/*"}));
    VERIFY_OK(site->addTarget("targets", *RelativePath::parse("policy.json"), "{}"));
    VERIFY_OK(site->addTarget(
        "stable.linux-x64", *RelativePath::parse("stable/linux-x64/1.0.0.json"), "one"));
    VERIFY_OK(site->publish(m_now));
    QVERIFY(QFile::copy(m_folder->filePath("site/metadata/1.root.json"),
                        m_folder->filePath("trusted.json")));
    VERIFY_OK(site->addTarget(
        "stable.linux-x64", *RelativePath::parse("stable/linux-x64/1.1.0.json"), "two"));
    VERIFY_OK(site->rotateKey("timestamp", {*KeyPair::generate(kind)}));
    VERIFY_OK(site->publish(m_now));
}

QByteArrayList TestOtherReader::read(int* exitCode) const {
    QProcess python;
    python.start("python3",
                 {"-B",
                  UPKEEP_SOURCE_DIR "/tests/data/tuf/read_repository.py",
                  m_folder->filePath("site"),
                  m_folder->filePath("trusted.json"),
                  "2026-05-05T00:00:00Z"});
    const bool finished = python.waitForFinished(60'000);
    *exitCode = finished ? python.exitCode() : -1;
    QByteArrayList lines = python.readAllStandardOutput().trimmed().split('\n');
    std::sort(lines.begin(), lines.end());
    if (*exitCode != 0)
        qInfo("%s", python.readAllStandardError().constData());
    return lines;
}

void TestOtherReader::readsWhatWePublish_data() {
    QTest::addColumn<KeyKind>("kind");
    QTest::addColumn<KeyProfile>("profile");
    QTest::newRow("Ed25519, solo") << KeyKind::Ed25519 << KeyProfile::Solo;
    QTest::newRow("ECDSA P-256, team") << KeyKind::EcdsaP256 << KeyProfile::Team;
    QTest::newRow("RSA-PSS, solo") << KeyKind::RsaPss << KeyProfile::Solo;
}

void TestOtherReader::readsWhatWePublish() {
    QFETCH(KeyKind, kind);
    QFETCH(KeyProfile, profile);
    publish(kind, profile);
    int exitCode = -1;
    QCOMPARE(read(&exitCode),
             QByteArrayList({"stable.linux-x64 stable/linux-x64/1.0.0.json",
                             "stable.linux-x64 stable/linux-x64/1.1.0.json",
                             "targets policy.json"}));
    QCOMPARE(exitCode, 0);
}

void TestOtherReader::refusesWhatIsNotOurs() {
    publish(KeyKind::Ed25519, KeyProfile::Solo);
    const LocalPath file = m_site / "metadata" / "timestamp.json";
    QByteArray timestamp = *m_files->read(file, 16'384);
    timestamp.replace("\"expires\"", "\"expired\"");
    VERIFY_OK(m_files->writeAndSync(file, timestamp));
    int exitCode = -1;
    read(&exitCode);
    QCOMPARE(exitCode, 1);
}

QTEST_APPLESS_MAIN(TestOtherReader)
#include "test_other_reader.moc"
