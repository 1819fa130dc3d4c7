// SPDX-License-Identifier: Apache-2.0
// Attacks B1 and B2 of the list: real sockets, never the internet.
#include "fetching.h"
#include "support/relay.h"
#include "support/tls_authority.h"
#include "support/verify_ok.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace upkeep;
using namespace std::chrono_literals;
using test::codeOf;
using test::get;
using test::loopback;
using test::redirectTo;
using test::ServerReply;

class TestFetcher : public QObject {
    Q_OBJECT

private:
    test::TestServer m_server;
    test::TestServer m_other;
    std::unique_ptr<Fetcher> m_fetcher = makeHttpFetcher(loopback());

    QByteArray seenBy(const test::TestServer& server, const QByteArray& header) const {
        return server.requests().isEmpty() ? QByteArray("<nothing came>")
                                           : server.requests().constLast().headers.value(header);
    }

private Q_SLOTS:
    void init() {
        m_server.forgetRequests();
        m_other.forgetRequests();
    }

    void givesBackBodyAndHeaders() {
        m_server.serve("/file", {200, {{"X-Thing", "1"}}, "content"});
        FetchRequest request = get(m_server.url("/file"));
        request.headers = {{"Accept", "text/plain"}};
        const auto response = m_fetcher->fetch(request);
        VERIFY_OK(response);
        QCOMPARE(response->status, 200);
        QCOMPARE(response->body, "content");
        QCOMPARE(response->header("x-thing"), "1");
        QCOMPARE(response->url, request.url);
        QCOMPARE(seenBy(m_server, "user-agent"), "Upkeep/" UPKEEP_VERSION);
        QCOMPARE(seenBy(m_server, "accept-encoding"), "identity");
        QCOMPARE(seenBy(m_server, "accept"), "text/plain");
        QCOMPARE(seenBy(m_server, "range"), "");
    }

    // What the settings page promises ("What is sent").
    void tellsServersNothingAboutThePerson() {
        m_server.serve("/file", {200, {}, "content"});
        FetchRequest request = get(m_server.url("/file"));
        request.range = ByteRange{2, 5};
        VERIFY_OK(m_fetcher->fetch(request));
        auto headers = m_server.requests().constLast().headers;
        QCOMPARE(headers.take("accept-language"), "*");
        QCOMPARE(QByteArrayList(headers.keys()),
                 QByteArrayList({"accept-encoding",
                                 "cache-control",
                                 "connection",
                                 "host",
                                 "pragma",
                                 "range",
                                 "user-agent"}));
    }

    void takesAnyStatusAsAnAnswer_data() {
        QTest::addColumn<int>("status");
        for (const int status : {204, 304, 400, 401, 403, 404, 410, 416, 429, 500, 503})
            QTest::addRow("%d", status) << status;
    }
    void takesAnyStatusAsAnAnswer() {
        QFETCH(int, status);
        ServerReply reply{status, {}, status == 204 || status == 304 ? "" : "why"};
        m_server.serve("/status", reply);
        bool called = false;
        const auto response = m_fetcher->fetch(get(m_server.url("/status"), 1),
                                               [&](const FetchResponse&, QByteArrayView) {
                                                   called = true;
                                                   return Result<void>();
                                               },
                                               {});
        VERIFY_OK(response);
        QCOMPARE(response->status, status);
        QCOMPARE(response->body, reply.body);
        QVERIFY(!called);
    }

    void keepsOnlyTheStartOfAnEndlessErrorPage() {
        ServerReply reply{404, {}, QByteArray(1000, 'x')};
        reply.withoutLength = reply.endless = true;
        m_server.serve("/error", reply);
        const auto response = m_fetcher->fetch(get(m_server.url("/error"), 10));
        VERIFY_OK(response);
        QCOMPARE(response->body.size(), 64 * 1024);
    }

    void refusesMoreThanTheLimit_data() {
        QTest::addColumn<bool>("endless");
        QTest::addColumn<bool>("withoutLength");
        QTest::addColumn<bool>("chunked");
        QTest::newRow("declared") << false << false << false;
        QTest::newRow("without length") << false << true << false;
        QTest::newRow("endless") << true << true << false;
        QTest::newRow("endless chunks") << true << false << true;
    }
    void refusesMoreThanTheLimit() {
        ServerReply reply{200, {}, QByteArray(1001, 'x')};
        QFETCH(bool, endless);
        QFETCH(bool, withoutLength);
        QFETCH(bool, chunked);
        reply.endless = endless;
        reply.withoutLength = withoutLength;
        reply.chunked = chunked;
        m_server.serve("/big", reply);
        QCOMPARE(codeOf(m_fetcher->fetch(get(m_server.url("/big"), 1000))), "network.too-large");
        if (!endless)
            QCOMPARE(codeOf(m_fetcher->fetch(get(m_server.url("/big"), 1001))), "ok");
    }

    void noticesABrokenExchange_data() {
        QTest::addColumn<qint64>("cutAfter");
        QTest::addColumn<qint64>("declaredLength");
        QTest::newRow("cut in the middle") << qint64(500) << qint64(-1);
        QTest::newRow("cut before the body") << qint64(0) << qint64(-1);
        QTest::newRow("length too great") << qint64(-1) << qint64(1500);
    }
    void noticesABrokenExchange() {
        QFETCH(qint64, cutAfter);
        QFETCH(qint64, declaredLength);
        ServerReply reply{200, {}, QByteArray(1000, 'x')};
        reply.cutAfter = cutAfter;
        reply.declaredLength = declaredLength;
        m_server.serve("/broken", reply);
        QCOMPARE(codeOf(m_fetcher->fetch(get(m_server.url("/broken")))), "network.failed");
    }

    void saysThatNobodyIsThere() {
        quint16 port = 0;
        {
            const test::TestServer gone;
            port = gone.port();
        }
        const QUrl url(QStringLiteral("http://127.0.0.1:%1/").arg(port));
        QCOMPARE(codeOf(m_fetcher->fetch(get(url))), "network.failed");
    }

    void leavesASilentServerInTime_data() {
        QTest::addColumn<bool>("silent");
        QTest::addColumn<qint64>("stallAfter");
        QTest::newRow("no answer") << true << qint64(-1);
        QTest::newRow("stall after the headers") << false << qint64(0);
        QTest::newRow("stall at 99 %") << false << qint64(990);
    }
    void leavesASilentServerInTime() {
        QFETCH(bool, silent);
        QFETCH(qint64, stallAfter);
        ServerReply reply{200, {}, QByteArray(1000, 'x')};
        reply.silent = silent;
        reply.stallAfter = stallAfter;
        m_server.serve("/stall", reply);
        FetchRequest request = get(m_server.url("/stall"));
        request.idleTimeout = 100ms;
        QCOMPARE(codeOf(m_fetcher->fetch(request)), "network.timeout");
    }

    void leavesAServerThatNeverShakesHands() {
        FetchRequest request = get(m_server.url("/"));
        request.url.setScheme("https");
        request.connectTimeout = 100ms;
        QCOMPARE(codeOf(m_fetcher->fetch(request)), "network.timeout");
    }

    void leavesAServerThatCrawls() {
        ServerReply reply{200, {}, QByteArray(100'000, 'x')};
        reply.bytesPerTick = 1;
        m_server.serve("/crawl", reply);
        FetcherOptions options = loopback();
        options.floorBytes = 10'000;
        options.floorWindow = 200ms;
        QCOMPARE(codeOf(makeHttpFetcher(options)->fetch(get(m_server.url("/crawl")))),
                 "network.timeout");
    }

    // Enough for the floor, yet the whole would take forty seconds.
    void leavesAServerThatTakesTooLongInAll() {
        ServerReply reply{200, {}, QByteArray(400'000, 'x')};
        reply.bytesPerTick = 100;
        m_server.serve("/slow", reply);
        m_server.serve("/moved", redirectTo(m_server.url("/slow")));
        FetchRequest request = get(m_server.url("/moved"));
        request.totalTimeout = 200ms;
        QElapsedTimer clock;
        clock.start();
        const auto response = m_fetcher->fetch(request);
        QCOMPARE(codeOf(response), "network.timeout");
        QCOMPARE(response.error().cause, "takes too long in all");
        QVERIFY(clock.elapsed() < 2000);
    }

    void stopsAtOnceWhenAskedTo_data() { leavesASilentServerInTime_data(); }
    void stopsAtOnceWhenAskedTo() {
        QFETCH(bool, silent);
        QFETCH(qint64, stallAfter);
        ServerReply reply{200, {}, QByteArray(1000, 'x')};
        reply.silent = silent;
        reply.stallAfter = stallAfter;
        m_server.serve("/stall", reply);
        std::stop_source stop;
        std::thread asker([&] {
            while (m_server.requests().isEmpty())
                std::this_thread::yield();
            stop.request_stop();
        });
        QElapsedTimer clock;
        clock.start();
        const auto response = m_fetcher->fetch(get(m_server.url("/stall")), stop.get_token());
        asker.join();
        QCOMPARE(codeOf(response), "cancelled");
        QVERIFY(clock.elapsed() < 5'000);
        QCOMPARE(codeOf(m_fetcher->fetch(get(m_server.url("/stall")), stop.get_token())),
                 "cancelled");
    }

    void handsTheBodyOnPieceByPiece() {
        const QByteArray body(5'000'000, 'x');
        m_server.serve("/large", {200, {}, body});
        QByteArray taken;
        int pieces = 0;
        const auto response =
            m_fetcher->fetch(get(m_server.url("/large"), body.size()),
                             [&](const FetchResponse& head, QByteArrayView piece) {
                                 if (head.status != 200 || piece.size() > 64 * 1024)
                                     return Result<void>(Error{});
                                 ++pieces;
                                 taken += piece;
                                 return Result<void>();
                             },
                             {});
        VERIFY_OK(response);
        QCOMPARE(taken, body);
        QVERIFY(pieces > 50);
        QVERIFY(response->body.isEmpty());
    }

    void givesBackTheErrorOfTheSink() {
        m_server.serve("/large", {200, {}, QByteArray(1'000'000, 'x')});
        const auto response =
            m_fetcher->fetch(get(m_server.url("/large")),
                             [](const FetchResponse&, QByteArrayView) {
                                 return Result<void>(Error{ErrorCode::FileNoSpace, "here", "full"});
                             },
                             {});
        QVERIFY(!response.has_value());
        QCOMPARE(response.error(), (Error{ErrorCode::FileNoSpace, "here", "full"}));
    }

    void asksForARange() {
        ServerReply reply{200, {}, "0123456789"};
        reply.ranges = true;
        reply.etag = "\"a\"";
        m_server.serve("/ranges", reply);
        FetchRequest request = get(m_server.url("/ranges"));
        request.range = ByteRange{2, 4};
        QCOMPARE(m_fetcher->fetch(request)->body, "234");
        request.range = ByteRange{7, -1};
        QCOMPARE(m_fetcher->fetch(request)->body, "789");
        request.headers = {{"If-Range", "\"b\""}};
        QCOMPARE(m_fetcher->fetch(request)->status, 200);
        request.range = ByteRange{10, -1};
        request.headers.clear();
        QCOMPARE(m_fetcher->fetch(request)->status, 416);
    }

    void goesThroughTheProxyThatWasSet() {
        FetcherOptions options;
        options.proxy = QString("http://127.0.0.1:%1").arg(m_server.port());
        m_server.forgetRequests();
        QVERIFY(!makeHttpFetcher(options)->fetch(get(QUrl("https://releases.example/file"))));
        QVERIFY(!m_server.requests().isEmpty());
        QCOMPARE(m_server.requests().constFirst().method, "CONNECT");
        QCOMPARE(m_server.requests().constFirst().path, "releases.example:443");
    }

    void showsThePasswordToTheProxyThatAsks_data() {
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QString>("code");
        QTest::newRow("the right one") << QByteArray("sesame") << "ok";
        QTest::newRow("a wrong one") << QByteArray("open") << "network.proxy";
        QTest::newRow("none") << QByteArray() << "network.proxy";
    }
    void showsThePasswordToTheProxyThatAsks() {
        QFETCH(QByteArray, password);
        test::TlsAuthority authority;
        const test::ServerTls tls = authority.issue("DNS:releases.example");
        test::TestServer server(&tls);
        server.serve("/file", {200, {}, "through"});
        test::RelayOptions line;
        line.to = server.port();
        line.isProxy = true;
        line.credentials = "ali:sesame";
        const test::Relay proxy(line);
        FetcherOptions options;
        options.extraCaPem = authority.caPem();
        options.proxy = QString("http://ali@127.0.0.1:%1").arg(proxy.port());
        options.proxyPassword = password;
        FetchRequest request = get(QUrl("https://releases.example/file"));
        request.headers = {{"Authorization", "Bearer token"}};
        const auto response = makeHttpFetcher(options)->fetch(request);
        QTEST(codeOf(response), "code");
        for (const QByteArray& head : proxy.asked())
            QVERIFY2(!head.contains("Bearer"), "the token is not the proxy's to see");
        QCOMPARE(server.requests().isEmpty(), !response.has_value());
        if (!response)
            QVERIFY(!response.error().toString().contains("sesame"));
    }

    void noProxyForLoopbackAndNoneWhereNoneIsWanted() {
        m_server.serve("/file", {200, {}, "straight"});
        FetcherOptions options = loopback();
        options.proxy = "http://127.0.0.1:1"; // nobody there
        const auto straight = makeHttpFetcher(options)->fetch(get(m_server.url("/file")));
        VERIFY_OK(straight);
        QCOMPARE(straight->body, "straight");
    }

    void refusesWhatItDidNotAskFor() {
        m_server.serve("/zipped", {200, {{"Content-Encoding", "gzip"}}, "\x1f\x8b"});
        QCOMPARE(codeOf(m_fetcher->fetch(get(m_server.url("/zipped")))), "network.failed");
        m_server.serve("/plain", {200, {{"Content-Encoding", "identity"}}, "x"});
        QCOMPARE(codeOf(m_fetcher->fetch(get(m_server.url("/plain")))), "ok");
    }

    void handsARedirectOverWhenAskedNotToFollow() {
        m_server.serve("/redirect", redirectTo(QUrl("https://example.org/asset?sig=1")));
        FetchRequest request = get(m_server.url("/redirect"));
        request.followRedirects = false;
        const auto response = m_fetcher->fetch(request);
        VERIFY_OK(response);
        QCOMPARE(response->status, 302);
        QCOMPARE(response->location, QUrl("https://example.org/asset?sig=1"));
    }

    void keepsASignedLinkOutOfErrors() {
        ServerReply reply{200, {}, QByteArray(1000, 'x')};
        reply.cutAfter = 10;
        m_server.serve("/signed", reply);
        const auto response = m_fetcher->fetch(get(m_server.url("/signed?sig=secret")));
        QVERIFY(!response.has_value());
        QVERIFY(!response.error().toString().contains("secret"));
    }

    void usesAConnectionAgainAndAnyThread() {
        m_server.serve("/file", {200, {}, "content"});
        for (int i = 0; i < 3; ++i)
            VERIFY_OK(m_fetcher->fetch(get(m_server.url("/file"))));
        QByteArray elsewhere;
        std::thread([&] { elsewhere = m_fetcher->fetch(get(m_server.url("/file")))->body; }).join();
        QCOMPARE(elsewhere, "content");
        VERIFY_OK(m_fetcher->fetch(get(m_server.url("/file"))));
    }
};

QTEST_GUILESS_MAIN(TestFetcher)
#include "test_fetcher.moc"
