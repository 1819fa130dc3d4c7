// SPDX-License-Identifier: Apache-2.0
// Downloads that break, lie and change under way (GITHUB.md sections 3 and 5, attacks B1, B7).
#include "source/http_source.h"
#include "source/site.h"

#include "support/faulty_file_system.h"
#include "support/test_server.h"
#include "support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace upkeep;
using namespace std::chrono_literals;
using test::codeOf;
using test::ServerReply;
using test::ServerRequest;

class TestDownload : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    std::unique_ptr<test::TestServer> m_server;  // gives out addresses
    std::unique_ptr<test::TestServer> m_objects; // gives out bytes
    std::unique_ptr<HttpSource> m_source;
    QByteArray m_body;
    Digest m_digest;
    LocalPath m_to;

    const QString m_url = "v1/almanac.tar";

    Result<void> download(std::stop_token stop = {}, FileSystem* files = nullptr) {
        return m_source->download(
            m_url, m_body.size(), m_digest, m_to, files ? *files : *m_files, {}, stop);
    }
    QByteArray onDisk(const LocalPath& path) const {
        auto bytes = m_files->read(path, 10 << 20);
        return bytes.has_value() ? *bytes : QByteArray("<" + codeOf(bytes).toLatin1() + ">");
    }
    LocalPath part() const { return m_to.withSuffix(".part"); }
    ServerReply whole() const {
        ServerReply reply{200, {}, m_body};
        reply.ranges = true;
        reply.etag = "\"one\"";
        return reply;
    }
    // Serves the payload behind a redirect to a signed link, as GitHub does.
    void serveBehindRedirect(const ServerReply& object) {
        m_server->serve("/releases/v1/almanac.tar",
                        {302, {{"Location", m_objects->url("/object?sig=1").toEncoded()}}});
        m_objects->serve("/object", object);
    }

    std::unique_ptr<HttpSource> freshSource() const {
        FetcherOptions options;
        options.allowLoopbackHttp = true;
        auto source = std::make_unique<HttpSource>(
            HttpSourceAddresses{m_server->url(""), m_server->url("/releases"), true},
            makeHttpFetcher(options));
        source->setRetryPolicy({3, 1ms});
        return source;
    }

private Q_SLOTS:
    void initTestCase() {
        for (qint64 i = 0; i < 300'000; ++i)
            m_body.append(static_cast<char>('a' + (i * i) % 23));
        m_digest = Digest::of(m_body);
    }

    void init() {
        static int number = 0;
        m_server = std::make_unique<test::TestServer>();
        m_objects = std::make_unique<test::TestServer>();
        m_source = freshSource();
        m_to = LocalPath::parse(m_folder.path().toUtf8()).value() /
               ("payload" + QByteArray::number(++number)).constData();
    }

    void keepsAFileThatIsRight() {
        serveBehindRedirect(whole());
        VERIFY_OK(download());
        QCOMPARE(onDisk(m_to), m_body);
        QVERIFY(!m_files->exists(part()));
        m_objects->forgetRequests();
        VERIFY_OK(download()); // it is there already
        QVERIFY(m_objects->requests().isEmpty());
    }

    void reportsHowFarItIs() {
        serveBehindRedirect(whole());
        QList<Progress> reports;
        VERIFY_OK(m_source->download(m_url,
                                     m_body.size(),
                                     m_digest,
                                     m_to,
                                     *m_files,
                                     [&](const Progress& progress) { reports.append(progress); },
                                     {}));
        QCOMPARE(reports.constFirst().done, 0);
        QCOMPARE(reports.constLast().done, m_body.size());
        QCOMPARE(reports.constLast().total, m_body.size());
        QCOMPARE(reports.constLast().phase, Phase::Download);
    }

    void goesOnAfterEachCut() {
        std::atomic<int> asked = 0;
        serveBehindRedirect({});
        m_objects->handle("/object", [&](const ServerRequest&) {
            ServerReply reply = whole();
            reply.cutAfter = ++asked < 5 ? 70'000 : -1;
            return reply;
        });
        VERIFY_OK(download());
        QCOMPARE(onDisk(m_to), m_body);
        // Qt itself asks once more when a line breaks before it has read anything, so which request
        // is which cannot be told; but each go starts where the last one ended.
        const auto last = m_objects->requests().constLast();
        QVERIFY(last.headers.value("range").startsWith("bytes="));
        QCOMPARE(last.headers.value("if-range"), "\"one\"");
        QCOMPARE(m_server->requests().size(), 1); // the link was asked for once
    }

    void givesUpWhenNothingMoreComes() {
        serveBehindRedirect(whole());
        m_objects->handle("/object", [&](const ServerRequest& request) {
            ServerReply reply = whole();
            reply.cutAfter = request.headers.contains("range") ? 0 : 100'000;
            return reply;
        });
        QCOMPARE(codeOf(download()), "network.failed");
        QCOMPARE(onDisk(part()), m_body.left(100'000)); // the next run goes on
        QVERIFY(m_objects->requests().size() >= 4);
        m_objects->serve("/object", whole());
        m_objects->forgetRequests();
        VERIFY_OK(download());
        QCOMPARE(m_objects->requests().constFirst().headers.value("range"), "bytes=100000-");
        QCOMPARE(onDisk(m_to), m_body);
    }

    void keepsThePartWhenCancelled() {
        serveBehindRedirect(whole());
        std::stop_source stop;
        const auto result = m_source->download(
            m_url,
            m_body.size(),
            m_digest,
            m_to,
            *m_files,
            [&](const Progress& progress) {
                if (progress.done > 0)
                    stop.request_stop();
            },
            stop.get_token());
        QCOMPARE(codeOf(result), "cancelled");
        const QByteArray kept = onDisk(part());
        QVERIFY(!kept.isEmpty() && kept.size() < m_body.size());
        QVERIFY(m_body.startsWith(kept));
    }

    void startsAgainWhenTheServerKnowsNoRanges() {
        VERIFY_OK(m_files->writeAndSync(part(), m_body.left(1000)));
        ServerReply reply = whole();
        reply.ranges = false;
        serveBehindRedirect(reply);
        VERIFY_OK(download());
        QCOMPARE(onDisk(m_to), m_body);
    }

    void startsAgainWhenTheFileChangedUnderWay() {
        serveBehindRedirect({});
        const QByteArray older(m_body.size(), '?');
        m_objects->handle("/object", [&](const ServerRequest& request) {
            ServerReply reply = whole();
            if (request.headers.contains("range"))
                return reply; // If-Range no longer holds
            reply.body = older;
            reply.etag = "\"older\"";
            reply.cutAfter = 1000;
            return reply;
        });
        VERIFY_OK(download());
        QCOMPARE(onDisk(m_to), m_body);
    }

    // The process that began is gone; what it had of another file must not be gone on with.
    void noticesAChangedFileAfterARestart() {
        ServerReply reply = whole();
        reply.cutAfter = 100'000;
        serveBehindRedirect(reply);
        std::atomic<int> asked{0};
        m_objects->handle("/object", [&asked, reply](const ServerRequest&) {
            return ++asked == 1 ? reply : ServerReply{503, {}, "later"};
        });
        QVERIFY(!download());
        QVERIFY(onDisk(part()).size() > 0);
        m_source = freshSource();
        reply = whole();
        reply.etag = "\"two\"";
        reply.body = QByteArray(m_body.size(), 'z');
        m_digest = Digest::of(reply.body);
        serveBehindRedirect(reply);
        m_objects->forgetRequests();
        VERIFY_OK(download());
        QCOMPARE(m_objects->requests().size(), 1); // whole at once, not twice
        QCOMPARE(m_objects->requests().constFirst().headers.value("if-range"), "\"one\"");
        QCOMPARE(onDisk(m_to), reply.body);
        QVERIFY(!m_files->exists(m_to.withSuffix(".part.etag")));
        m_digest = Digest::of(m_body);
    }

    void startsAgainWhenThePartWasWrong_data() {
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("other bytes") << QByteArray(1000, '?');
        QTest::newRow("whole, but wrong") << QByteArray(300'000, '?');
        QTest::newRow("too long") << QByteArray(300'001, '?');
    }
    void startsAgainWhenThePartWasWrong() {
        QFETCH(QByteArray, part);
        VERIFY_OK(m_files->writeAndSync(this->part(), part));
        serveBehindRedirect(whole());
        VERIFY_OK(download());
        QCOMPARE(onDisk(m_to), m_body);
    }

    void refusesBytesThatAreNotTheSignedOnes_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("withoutLength");
        QTest::newRow("other bytes") << QByteArray(300'000, '?') << false;
        QTest::newRow("fewer, and says so") << QByteArray(1000, '?') << false;
        QTest::newRow("more, without saying so") << QByteArray(300'001, '?') << true;
    }
    void refusesBytesThatAreNotTheSignedOnes() {
        QFETCH(QByteArray, body);
        QFETCH(bool, withoutLength);
        ServerReply reply{200, {}, body};
        reply.withoutLength = withoutLength;
        serveBehindRedirect(reply);
        const QString code = codeOf(download());
        QVERIFY2(code == "download.hash-mismatch" || code == "network.too-large", qPrintable(code));
        QVERIFY(!m_files->exists(m_to));
    }

    void triesAWholeFileOnlyOnceMore() {
        VERIFY_OK(m_files->writeAndSync(part(), QByteArray(1000, '?')));
        ServerReply reply = whole();
        reply.body = QByteArray(m_body.size(), '!');
        serveBehindRedirect(reply);
        QCOMPARE(codeOf(download()), "download.hash-mismatch");
        QCOMPARE(m_objects->requests().size(), 2);
        QVERIFY(!m_files->exists(part()));
    }

    void refusesARangeThatIsNotTheOneAskedFor_data() {
        QTest::addColumn<QByteArray>("contentRange");
        QTest::addColumn<QString>("code");
        QTest::newRow("another start")
            << QByteArray("bytes 999-299999/300000") << "download.failed";
        QTest::newRow("another total")
            << QByteArray("bytes 1000-299999/300001") << "download.hash-mismatch";
        QTest::newRow("none") << QByteArray() << "download.failed";
        QTest::newRow("nonsense") << QByteArray("bytes ?-?/?") << "download.failed";
    }
    void refusesARangeThatIsNotTheOneAskedFor() {
        QFETCH(QByteArray, contentRange);
        QFETCH(QString, code);
        VERIFY_OK(m_files->writeAndSync(part(), m_body.left(1000)));
        serveBehindRedirect({206, {{"Content-Range", contentRange}}, m_body.mid(1000)});
        QCOMPARE(codeOf(download()), code);
        QVERIFY(!m_files->exists(m_to));
    }

    void takesAnHtmlPageForWhatItIs() {
        VERIFY_OK(m_files->writeAndSync(part(), m_body.left(1000)));
        serveBehindRedirect(
            {200, {{"Content-Type", "text/html; charset=utf-8"}}, "<html>Log in!</html>"});
        QCOMPARE(codeOf(download()), "network.captive-portal");
        QCOMPARE(onDisk(part()), m_body.left(1000)); // what we had is not lost to a captive portal
    }

    void asksForANewLinkWhenTheOldOneExpired_data() {
        QTest::addColumn<int>("status");
        for (const int status : {401, 403, 404, 410})
            QTest::addRow("%d", status) << status;
    }
    void asksForANewLinkWhenTheOldOneExpired() {
        QFETCH(int, status);
        std::atomic<int> links = 0;
        m_server->handle("/releases/v1/almanac.tar", [&](const ServerRequest&) {
            const QByteArray path = "/object" + QByteArray::number(++links);
            return ServerReply{302, {{"Location", m_objects->url(path.constData()).toEncoded()}}};
        });
        m_objects->handle("/object1", [&](const ServerRequest& request) {
            ServerReply reply = whole();
            reply.cutAfter = 100'000;
            return request.headers.contains("range") ? ServerReply{status, {}, "expired"} : reply;
        });
        m_objects->serve("/object2", whole());
        VERIFY_OK(download());
        QCOMPARE(onDisk(m_to), m_body);
        QCOMPARE(links.load(), 2);
        QCOMPARE(m_objects->requests().constLast().headers.value("range"), "bytes=100000-");
    }

    void saysWhatTheServerSaid_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("requests");
        QTest::newRow("not there") << 404 << QByteArray() << "source.missing" << 3;
        QTest::newRow("gone") << 410 << QByteArray() << "source.missing" << 3;
        QTest::newRow("no leave") << 403 << QByteArray() << "network.status" << 1;
        QTest::newRow("too often") << 429 << QByteArray("5") << "network.rate-limited" << 1;
        QTest::newRow("server in trouble") << 503 << QByteArray() << "network.status" << 3;
    }
    void saysWhatTheServerSaid() {
        QFETCH(int, status);
        QFETCH(QByteArray, retryAfter);
        QFETCH(QString, code);
        QFETCH(int, requests);
        ServerReply reply{status, {}, "no"};
        if (!retryAfter.isEmpty())
            reply.headers.append({"Retry-After", retryAfter});
        m_server->serve("/releases/v1/almanac.tar", reply);
        QCOMPARE(codeOf(download()), code);
        QCOMPARE(m_server->requests().size(), requests);
    }

    void keepsASignedLinkOutOfFilesAndErrors() {
        ServerReply reply = whole();
        reply.cutAfter = 1000;
        m_server->serve("/releases/v1/almanac.tar",
                        {302, {{"Location", m_objects->url("/object?sig=secret").toEncoded()}}});
        m_objects->handle("/object", [&](const ServerRequest& request) {
            return request.headers.contains("range") ? ServerReply{500, {}, "no"} : reply;
        });
        const auto result = download();
        QVERIFY(!result.has_value());
        QVERIFY2(!result.error().toString().contains("secret"),
                 qPrintable(result.error().toString()));
    }

    void saysThatTheDiskIsFullOrBroken() {
        serveBehindRedirect(whole());
        test::FaultyFileSystem disk(*m_files);
        disk.failAt(3, ErrorCode::FileNoSpace);
        QCOMPARE(codeOf(download({}, &disk)), "file.no-space");
        QVERIFY(!m_files->exists(m_to));
        VERIFY_OK(download()); // there is room again
        QCOMPARE(onDisk(m_to), m_body);
    }

    void survivesACutAtEveryOperation() {
        serveBehindRedirect(whole());
        for (int n = 1;; ++n) {
            VERIFY_OK(m_files->removeTree(m_to));
            test::FaultyFileSystem disk(*m_files);
            disk.modelDurability(m_to.parent(), m_to.parent().withSuffix("-graves"));
            disk.stopAt(n, test::Cut::Torn);
            Q_UNUSED(download({}, &disk).has_value());
            const bool wasCut = disk.isStopped();
            disk.dropUnsynced();
            const QByteArray left = onDisk(m_to);
            QVERIFY2(left == m_body || left == "<file.not-found>",
                     qPrintable(disk.log().join('\n')));
            VERIFY_OK(download());
            QCOMPARE(onDisk(m_to), m_body);
            if (!wasCut)
                break;
        }
    }

    void downloadsAnEmptyFile() {
        serveBehindRedirect({200, {}, ""});
        VERIFY_OK(m_source->download(m_url, 0, Digest::of({}), m_to, *m_files, {}, {}));
        QCOMPARE(onDisk(m_to), "");
    }

    void fetchesARangeAndGoesOnWhereItBroke() {
        std::atomic<int> asked = 0;
        serveBehindRedirect({});
        m_objects->handle("/object", [&](const ServerRequest&) {
            ServerReply reply = whole();
            reply.cutAfter = ++asked < 3 ? 500 : -1;
            return reply;
        });
        QByteArray taken;
        const auto take = [&](QByteArrayView piece) {
            taken += piece;
            return Result<void>();
        };
        VERIFY_OK(m_source->downloadRange(m_url, 1000, 2999, take, {}));
        QCOMPARE(taken, m_body.mid(1000, 2000));
    }

    void saysThatAHostServesNoRanges() {
        ServerReply reply = whole();
        reply.ranges = false;
        serveBehindRedirect(reply);
        const auto take = [](QByteArrayView) { return Result<void>(Error{}); };
        QCOMPARE(codeOf(m_source->downloadRange(m_url, 10, 19, take, {})), "file.unsupported");
        reply.withoutLength = true;
        m_objects->serve("/object", reply);
        QCOMPARE(codeOf(m_source->downloadRange(m_url, 10, 19, take, {})), "file.unsupported");
    }

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
};

QTEST_GUILESS_MAIN(TestDownload)
#include "test_download.moc"
