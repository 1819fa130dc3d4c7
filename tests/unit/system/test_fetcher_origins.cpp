// SPDX-License-Identifier: Apache-2.0
// Attacks B4 and B6 of the list: addresses, redirects, what follows them, and TLS. Real sockets,
// real TLS, never the internet.
#include "fetching.h"
#include "support/tls_authority.h"
#include "support/verify_ok.h"

#include <QTest>

using namespace upkeep;
using test::codeOf;
using test::get;
using test::loopback;
using test::redirectTo;
using test::ServerReply;

class TestFetcherOrigins : public QObject {
    Q_OBJECT

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

    void refusesAddresses_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("allowLoopbackHttp");
        QTest::newRow("plain http") << "http://example.org/" << false;
        QTest::newRow("plain http elsewhere") << "http://example.org/" << true;
        QTest::newRow("loopback without leave") << "http://127.0.0.1:1/" << false;
        QTest::newRow("a name for loopback") << "http://localhost:1/" << true;
        QTest::newRow("a name that looks like loopback") << "http://127.0.0.1.example.org/" << true;
        QTest::newRow("file") << "file:///etc/passwd" << true;
        QTest::newRow("ftp") << "ftp://example.org/" << true;
        QTest::newRow("password inside") << "https://user:secret@example.org/" << true;
        QTest::newRow("nothing") << "" << true;
    }
    void refusesAddresses() {
        QFETCH(QString, url);
        QFETCH(bool, allowLoopbackHttp);
        FetcherOptions options;
        options.allowLoopbackHttp = allowLoopbackHttp;
        const auto response = makeHttpFetcher(options)->fetch(get(QUrl(url)));
        QCOMPARE(codeOf(response), "network.failed");
        QVERIFY(response.error().cause.startsWith("is ") ||
                response.error().cause.startsWith("has "));
        QVERIFY(!response.error().toString().contains("secret"));
    }

    void followsFiveRedirectsButNotSix() {
        for (int i = 0; i < 7; ++i) {
            const QByteArray next = "/hop" + QByteArray::number(i + 1);
            m_server.serve("/hop" + QByteArray::number(i),
                           {i % 2 ? 301 : 307, {{"Location", next}}, ""});
        }
        m_server.serve("/hop7", {200, {}, "arrived"});
        const auto five = m_fetcher->fetch(get(m_server.url("/hop2")));
        VERIFY_OK(five);
        QCOMPARE(five->body, "arrived");
        QCOMPARE(five->url, m_server.url("/hop7"));
        QCOMPARE(codeOf(m_fetcher->fetch(get(m_server.url("/hop1")))), "network.redirect");
    }

    void leavesSecretsBehindAtAnotherOrigin_data() {
        QTest::addColumn<QByteArray>("header");
        for (const char* name :
             {"Authorization", "authorization", "AUTHORIZATION", "PRIVATE-TOKEN", "Cookie"})
            QTest::newRow(name) << QByteArray(name);
    }
    void leavesSecretsBehindAtAnotherOrigin() {
        QFETCH(QByteArray, header);
        m_server.serve("/same", redirectTo(m_server.url("/away")));
        m_server.serve("/away", redirectTo(m_other.url("/back")));
        m_other.serve("/back", redirectTo(m_server.url("/end")));
        m_server.serve("/end", {200, {}, "x"});
        FetchRequest request = get(m_server.url("/same"));
        request.headers = {{header, "token"}, {"Accept", "a/b"}};
        request.range = ByteRange{5, -1};
        VERIFY_OK(m_fetcher->fetch(request));
        const auto first = m_server.requests();
        QCOMPARE(first.size(), 3);
        QCOMPARE(first[0].headers.value(header.toLower()), "token");
        QCOMPARE(first[1].headers.value(header.toLower()), "token");
        QCOMPARE(first[2].headers.value(header.toLower()), ""); // and it does not come back
        QCOMPARE(seenBy(m_other, header.toLower()), "");
        QCOMPARE(seenBy(m_other, "accept"), "a/b");
        QCOMPARE(seenBy(m_other, "range"), "bytes=5-");
    }

    void refusesRedirects_data() {
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("to plain http") << QByteArray("http://example.org/");
        QTest::newRow("to a file") << QByteArray("file:///etc/passwd");
        QTest::newRow("to data") << QByteArray("data:text/plain,x");
        QTest::newRow("to nowhere") << QByteArray();
        QTest::newRow("with a password") << QByteArray("https://user:secret@example.org/");
    }
    void refusesRedirects() {
        QFETCH(QByteArray, location);
        ServerReply reply{302, {}, ""};
        if (!location.isEmpty())
            reply.headers.append({"Location", location});
        m_server.serve("/redirect", reply);
        QCOMPARE(codeOf(m_fetcher->fetch(get(m_server.url("/redirect")))), "network.redirect");
    }

    void trustsOnlyAnHonestServer_data() {
        QTest::addColumn<QString>("which");
        QTest::addColumn<QString>("code");
        QTest::newRow("signed by the authority") << "good"
                                                 << "ok";
        QTest::newRow("authority not known") << "unknown authority"
                                             << "network.tls";
        QTest::newRow("wrong host") << "wrong host"
                                    << "network.tls";
        QTest::newRow("expired") << "expired"
                                 << "network.tls";
        QTest::newRow("self-signed") << "self-signed"
                                     << "network.tls";
        QTest::newRow("TLS 1.2 only") << "old protocol"
                                      << "network.tls";
        QTest::newRow("TLS 1.2 only, allowed for this host") << "old protocol, allowed"
                                                             << "ok";
        QTest::newRow("TLS 1.2 only, allowed for another") << "old protocol, another host"
                                                           << "network.tls";
        QTest::newRow("TLS 1.2 allowed, wrong authority") << "old protocol, unknown authority"
                                                          << "network.tls";
    }
    void trustsOnlyAnHonestServer() {
        QFETCH(QString, which);
        QFETCH(QString, code);
        test::TlsAuthority authority;
        const QByteArray name = which == "wrong host" ? "DNS:example.org" : "IP:127.0.0.1";
        test::ServerTls tls = which == "self-signed"
                                  ? authority.selfSigned(name)
                                  : authority.issue(name, which == "expired" ? -1 : 2);
        tls.onlyTls12 = which.startsWith("old protocol");
        test::TestServer server(&tls);
        server.serve("/file", {200, {}, "content"});
        FetcherOptions options;
        if (which.endsWith("allowed") || which.endsWith("unknown authority"))
            options.tls12Hosts = QStringList{"127.0.0.1"};
        if (which.endsWith("another host"))
            options.tls12Hosts = QStringList{"example.org"};
        if (!which.endsWith("unknown authority"))
            options.extraCaPem = authority.caPem();
        const auto response = makeHttpFetcher(options)->fetch(get(server.url("/file")));
        QCOMPARE(codeOf(response), code);
        QCOMPARE(server.requests().isEmpty(), code != "ok");
    }

    void doesNotFallFromHttpsToHttp() {
        test::TlsAuthority authority;
        const test::ServerTls tls = authority.issue("IP:127.0.0.1");
        test::TestServer server(&tls);
        server.serve("/down", redirectTo(m_server.url("/file")));
        m_server.serve("/file", {200, {}, "x"});
        FetcherOptions options = loopback();
        options.extraCaPem = authority.caPem();
        QCOMPARE(codeOf(makeHttpFetcher(options)->fetch(get(server.url("/down")))),
                 "network.redirect");
        QVERIFY(m_server.requests().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFetcherOrigins)
#include "test_fetcher_origins.moc"
