// SPDX-License-Identifier: Apache-2.0
// What a source behind http(s) says of metadata, and where it looks for payloads.
#include "download_world.h"
#include "source/site.h"

#include <QTest>

using namespace upkeep;
using namespace std::chrono_literals;
using test::codeOf;
using test::ServerReply;

class TestHttpSource : public QObject, private test::DownloadWorld {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }

    void readsMetadataAndTargets() {
        m_server->serve("/metadata/2.root.json", {200, {}, "root"});
        m_server->serve("/targets/stable/linux-x64/ab.1.0.0.json", {200, {}, "release"});
        m_server->serve("/metadata/timestamp.json", {503, {}, "busy"});
        MetadataTransport& metadata = m_source->metadata();
        QCOMPARE(**metadata.metadata("2.root.json", 100, {}), "root");
        QCOMPARE(**metadata.target("stable/linux-x64/ab.1.0.0.json", 100, {}), "release");
        QVERIFY(!metadata.metadata("3.root.json", 100, {})->has_value());
        QCOMPARE(codeOf(metadata.metadata("timestamp.json", 100, {})), "network.status");
        QCOMPARE(codeOf(metadata.metadata("2.root.json", 3, {})), "network.too-large");
    }

    void asksOnlyWhetherVerifiedBytesChanged() {
        ServerReply reply{200, {}, "timestamp"};
        reply.etag = "\"one\"";
        m_server->serve("/metadata/timestamp.json", reply);
        const auto folder = LocalPath::parse((m_folder.path() + "/answers").toUtf8()).value();
        const auto ask = [&](const std::optional<QByteArray>& known) {
            FetcherOptions options;
            options.allowLoopbackHttp = true;
            HttpSource source({m_server->url(""), m_server->url("/releases"), true},
                              makeHttpFetcher(options),
                              std::make_shared<AnswerCache>(*m_files, folder));
            const auto bytes = source.metadata().changed("timestamp.json", known, 100, {});
            return bytes && *bytes ? **bytes : QByteArray("-");
        };
        const auto condition = [&] {
            return m_server->requests().constLast().headers.value("if-none-match");
        };
        QCOMPARE(ask({}), "timestamp");
        QCOMPARE(condition(), "");
        QCOMPARE(ask("timestamp"), "timestamp"); // another process
        QCOMPARE(condition(), "\"one\"");
        // Whoever did not come to believe these bytes gets them anew.
        QCOMPARE(ask({}), "timestamp");
        QCOMPARE(condition(), "");
        QCOMPARE(ask("something else"), "timestamp");
        QCOMPARE(condition(), "");
        // A damaged answer is none.
        const auto kept = m_files->list(folder);
        VERIFY_OK(kept);
        QCOMPARE(kept->size(), 1);
        VERIFY_OK(m_files->writeAndSync(folder / kept->constFirst().name, "torn"));
        QCOMPARE(ask("timestamp"), "timestamp");
        QCOMPARE(condition(), "");
    }

    void givesAllMetadataOfACheckTwoMinutes() {
        FetcherOptions options;
        options.allowLoopbackHttp = true;
        const auto fetcher = makeHttpFetcher(options);
        CheckTime time(1500ms);
        ServerReply slow{200, {}, QByteArray(1000, 'x')};
        slow.bytesPerTick = 1; // 10 s
        m_server->serve("/slow", slow);
        FetchRequest request;
        request.url = m_server->url("/slow");
        request.limit = 2000;
        m_server->serve("/quick", {200, {}, "x"});
        FetchRequest quick = request;
        quick.url = m_server->url("/quick");
        VERIFY_OK(time.fetch(*fetcher, quick, {}));
        QCOMPARE(codeOf(time.fetch(*fetcher, request, {})), "network.timeout");
        m_server->forgetRequests();
        QCOMPARE(codeOf(time.fetch(*fetcher, request, {})), "network.timeout");
        QVERIFY(m_server->requests().isEmpty()); // not even asked any more
        QCOMPARE(CheckTime::whole, std::chrono::milliseconds(120s));
    }

    void knowsWhereAPayloadLies_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("address");
        QTest::newRow("plain") << "v1.0.0/a.tar"
                               << "https://h/r/v1.0.0/a.tar";
        QTest::newRow("encoded") << "v1 b/a#1?.tar"
                                 << "https://h/r/v1%20b/a%231%3F.tar";
        QTest::newRow("absolute") << "https://e.org/x?y"
                                  << "https://e.org/x?y";
        QTest::newRow("plain http") << "http://e.org/x"
                                    << "";
        QTest::newRow("file") << "file:///etc/passwd"
                              << "";
        QTest::newRow("climbs") << "../a"
                                << "";
        QTest::newRow("no tag") << "a.tar"
                                << "";
        QTest::newRow("empty") << ""
                               << "";
        QTest::newRow("host only") << "//e.org/x"
                                   << "";
    }
    void knowsWhereAPayloadLies() {
        QFETCH(QString, url);
        QFETCH(QString, address);
        const auto found = payloadAddress(QUrl("https://h/r"), url, false);
        QCOMPARE(found.has_value() ? QString(found->toEncoded()) : QString(), address);
    }

    void refusesSourcesThatCannotBe_data() {
        QTest::addColumn<SourceType>("type");
        QTest::addColumn<QString>("repository");
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("code");
        QTest::newRow("no repository") << SourceType::GitHub << ""
                                       << ""
                                       << "source.invalid";
        QTest::newRow("half a repository") << SourceType::GitHub << "o"
                                           << ""
                                           << "source.invalid";
        QTest::newRow("Gitea nowhere") << SourceType::Gitea << "o/r"
                                       << ""
                                       << "source.invalid";
        QTest::newRow("static nowhere") << SourceType::Static << ""
                                        << ""
                                        << "source.invalid";
        QTest::newRow("GitHub") << SourceType::GitHub << "o/r"
                                << ""
                                << "ok";
        QTest::newRow("static") << SourceType::Static << ""
                                << "https://e.org/u"
                                << "ok";
    }
    void refusesSourcesThatCannotBe() {
        QFETCH(SourceType, type);
        QFETCH(QString, repository);
        QFETCH(QString, server);
        const auto files = makeLocalFileSystem();
        SourceSpec spec{type, repository, {}, server, {}};
        QTEST(codeOf(makeSource(spec, {}, *files, nullptr)), "code");
    }

    void knowsWhereAReleaseLies_data() {
        QTest::addColumn<SourceType>("type");
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("address");
        QTest::newRow("github.com") << SourceType::GitHub << ""
                                    << "https://github.com/o/r/releases/download/v1/a";
        QTest::newRow("Enterprise") << SourceType::GitHub << "https://git.e.org/"
                                    << "https://git.e.org/o/r/releases/download/v1/a";
        QTest::newRow("Gitea") << SourceType::Gitea << "https://tea.e.org"
                               << "https://tea.e.org/o/r/releases/download/v1/a";
        QTest::newRow("static") << SourceType::Static << "https://e.org/u/"
                                << "https://e.org/u/releases/v1/a";
    }
    void knowsWhereAReleaseLies() {
        QFETCH(SourceType, type);
        QFETCH(QString, server);
        const auto files = makeLocalFileSystem();
        const auto source = makeSource({type, "o/r", {}, server, {}}, {}, *files, nullptr);
        VERIFY_OK(source);
        QTEST((*source)->payloadUrl("v1/a")->toString(), "address");
    }
};

QTEST_GUILESS_MAIN(TestHttpSource)
#include "test_http_source.moc"
