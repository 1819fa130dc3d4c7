// SPDX-License-Identifier: Apache-2.0
// Every command of installer/publishing/ceremonies.md, in the order it stands there; after each a
// client looks at the site and must believe it. A thief with the old keys is not believed by a
// client that has followed.
#include "publish/key_folder.h"
#include "support/playground.h"
#include "support/verify_ok.h"
#include "trust/trust_client.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace upkeep;
using test::codeOf;

namespace {

struct Block {
    QString kind;
    QStringList lines;
};

QList<Block> readBlocks() {
    QFile page(UPKEEP_SOURCE_DIR "/installer/publishing/ceremonies.md");
    if (!page.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression pattern("<!-- test: ([^>]+) -->\n```sh\n(.*?)```",
                                            QRegularExpression::DotMatchesEverythingOption);
    QList<Block> blocks;
    auto matches = pattern.globalMatch(QString::fromUtf8(page.readAll()));
    while (matches.hasNext()) {
        const auto match = matches.next();
        blocks.append({match.captured(1), match.captured(2).split('\n', Qt::SkipEmptyParts)});
    }
    return blocks;
}

// A site's folder as a client's transport.
class FolderTransport final : public MetadataTransport {
public:
    FolderTransport(FileSystem& files, LocalPath site) : m_files(files), m_site(std::move(site)) {}
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

} // namespace

class TestFlowCeremonies : public QObject {
    Q_OBJECT

    Playground m_ground;
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();

    LocalPath path(const QString& name) const { return *LocalPath::fromUser(m_ground.path(name)); }
    void write(const QString& name, const QByteArray& bytes, bool executable = false) {
        QDir().mkpath(QFileInfo(m_ground.path(name)).path());
        QFile file(m_ground.path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        file.setPermissions(QFile::Permissions(executable ? 0x7755 : 0x6644));
    }
    RunReport sh(const QString& line) { return m_ground.run("/bin/sh", {"-c", line}); }

    // A client that has been there since the first root.
    Result<QList<TargetFile>> clientSees(const QString& site, const QByteArray& role) {
        UPKEEP_TRY_AS(TrustStore store, TrustStore::open(*m_files, path("trust")));
        FolderTransport transport(*m_files, path(site));
        UPKEEP_TRY_AS(TrustClient client,
                      TrustClient::open(store, transport, QDateTime::currentDateTimeUtc()));
        UPKEEP_TRY(client.refresh({}));
        UPKEEP_TRY_AS(auto listed, client.targetsOf(role, {}));
        for (const TargetFile& target : listed)
            UPKEEP_TRY(client.fetch(target, 8192, {}));
        return listed;
    }

    void runBlock(const QStringList& lines) {
        for (const QString& line : lines) {
            const RunReport report = sh(line);
            QVERIFY2(report.exitCode == 0, (line.toUtf8() + '\n' + report.all()).constData());
            if (!m_files->exists(path("site/metadata/timestamp.json")))
                continue;
            if (!m_files->exists(path("trust")))
                QCOMPARE(codeOf(TrustStore::create(
                             *m_files,
                             path("trust"),
                             m_files->read(path("site/metadata/1.root.json"), 1 << 20).value())),
                         "ok");
            const auto seen = clientSees("site", "stable.linux-x64");
            QVERIFY2(
                seen.has_value(),
                (line.toUtf8() + '\n' + (seen ? QByteArray() : seen.error().toString().toUtf8()))
                    .constData());
        }
    }

private Q_SLOTS:
    void initTestCase() {
        write("passphrase", "correct horse battery staple\n");
        write("hello.yaml",
              "schema: 1\nid: hello\nname: Hello\npublisher: Example Press\n"
              "source: { type: github, repository: example/hello, metadata: "
              "https://example.github.io/hello/metadata }\n"
              "trust: { root: root.json }\n"
              "launch: { command: bin/hello, version: [bin/hello, --version] }\n"
              "switch: when_closed\ncomponents:\n"
              "  - { id: app, kind: application, path: . }\n"
              "health: { probe: [bin/hello, --version], timeout_s: 10 }\n");
        for (const char* version : {"1.0.0", "1.1.0"})
            write(QString("tree-%1/bin/hello").arg(version),
                  QByteArray("#!/bin/sh\necho hello ") + version + "\n",
                  true);
    }

    void aClientFollowsEveryStep() {
        const QList<Block> blocks = readBlocks();
        QVERIFY(blocks.size() >= 7);
        for (const Block& block : blocks) {
            if (block.kind == "stolen")
                QCOMPARE(sh("mkdir stolen && cp -r site thief && cp alice/targets-* online/* "
                            "stolen")
                             .exitCode,
                         0);
            runBlock(block.lines);
            if (QTest::currentTestFailed())
                return;
        }
        QCOMPARE(clientSees("site", "stable.linux-x64").value().size(), 2);
        QCOMPARE(m_files->list(path("site/metadata")).has_value(), true);
        for (int version = 1; version <= 6; ++version) // each is kept for ever
            QVERIFY(m_files->exists(path(QString("site/metadata/%1.root.json").arg(version))));
        QVERIFY(!m_files->exists(path("site/.ceremony")));
    }

    // Everything but root's keys, taken before the rotation: he can publish, and fools only those
    // who have not asked the true site since.
    void theThiefIsNotBelieved() {
        const auto stolen =
            KeyFolder::open(*m_files, path("stolen"), "correct horse battery staple");
        VERIFY_OK(stolen);
        auto thief =
            MetadataRepository::open(*m_files, path("thief"), stolen->ring({"stable.linux-x64"}));
        VERIFY_OK(thief);
        VERIFY_OK(thief->addTarget(
            "stable.linux-x64", *RelativePath::parse("stable/linux-x64/9.0.0.json"), "malware"));
        VERIFY_OK(thief->touch("targets"));
        for (int i = 0; i < 20; ++i)
            VERIFY_OK(thief->publish(QDateTime::currentDateTimeUtc()));
        const auto fooled = clientSees("thief", "stable.linux-x64");
        QCOMPARE(codeOf(fooled), "trust.signature");
        VERIFY_OK(clientSees("site", "stable.linux-x64"));
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* what, const char* line, int code, const char* words) {
            QTest::newRow(what) << QString(line) << code << QByteArray(words);
        };
        row("nothing waits",
            "upkeep-publish sign --site site --offline x.json",
            1,
            "nothing waits");
        row("no such role",
            "upkeep-publish delegate --site site --role nightly --yes",
            1,
            "a role is named");
        row("no such key",
            "upkeep-publish keys remove --site site --role root --old 0000 --yes",
            1,
            "names no key of this role");
        row("too few keys left",
            "upkeep-publish keys threshold --site site --role root --count 9 --yes",
            1,
            "9 keys are needed");
        row("the team's root with one key",
            "upkeep-publish keys threshold --site site --role root --count 1 --yes",
            1,
            "two keys or more");
        row("a release that is none",
            "upkeep-publish revoke --site site --version 3.0.0 --reason x --yes",
            1,
            "no such release");
        row("no reason",
            "upkeep-publish revoke --site site --version 1.0.0 --yes",
            1,
            "told the reason");
        row("nobody to ask",
            "upkeep-publish revoke --site site --version 1.0.0 --reason x",
            2,
            "--yes");
        row("a passphrase on the command line",
            "upkeep-publish renew --site site --keys online --passphrase secret",
            2,
            "no option");
        row("keys that may not sign it",
            "upkeep-publish revoke --site site --version 1.0.0 --reason x --yes && upkeep-publish "
            "sign --site site --offline r.json && upkeep-publish sign r.json --keys nina --yes "
            "--passphrase-fd 3 3<passphrase",
            1,
            "none of these keys");
        row("a request that was changed",
            "sed -i 's/\\\\\"version\\\\\": /\\\\\"version\\\\\": 1/' r.json; upkeep-publish sign "
            "r.json --keys alice --yes --passphrase-fd 3 3<passphrase",
            12,
            "signed by 0");
    }

    void saysWhatIsWrong() {
        QFETCH(QString, line);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, words);
        const RunReport report = sh(line);
        QVERIFY2(report.all().contains(words), report.all().constData());
        QCOMPARE(report.exitCode, exitCode);
        QVERIFY(!report.all().contains("correct horse"));
        VERIFY_OK(clientSees("site", "stable.linux-x64"));
    }
};

QTEST_GUILESS_MAIN(TestFlowCeremonies)
#include "test_flow_ceremonies.moc"
