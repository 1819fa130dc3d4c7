// SPDX-License-Identifier: Apache-2.0
// Attacks B1 to B8 on transport and host, replayed over real TLS against the real walks: each is
// refused by its name, what is trusted and what is installed stay as they were, and the next good
// run succeeds.
#include "flow/attacked_site.h"
#include "system/http_rules.h"

#include <atomic>

using namespace upkeep;
using namespace upkeep::test;

class TestAttacksTransport : public QObject {
    Q_OBJECT

    std::unique_ptr<AttackedSite> m_site;

    void replay(const Hook& hook, const QString& code, bool movesMetadata) {
        m_site->replay(hook, code, movesMetadata ? QByteArrayList{"*"} : QByteArrayList{});
    }

private Q_SLOTS:
    void init() {
        m_site = std::make_unique<AttackedSite>();
        QVERIFY(m_site->installed);
    }
    void cleanup() { m_site.reset(); }

    void B1_endlessData_data() {
        QTest::addColumn<Hook>("hook");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("movesMetadata");
        const auto endless = [](bool chunked) {
            return [chunked](ServerReply& reply) {
                reply.endless = true;
                reply.chunked = chunked;
                reply.withoutLength = !chunked;
                reply.etag.clear();
            };
        };
        QTest::newRow("metadata without a length")
            << when(isTimestamp, endless(false)) << "network.too-large" << false;
        QTest::newRow("metadata in chunks for ever")
            << when(isTimestamp, endless(true)) << "network.too-large" << false;
        QTest::newRow("payload in chunks for ever")
            << when(isPayload, endless(true)) << "network.too-large" << true;
        QTest::newRow("payload longer than signed")
            << when(isPayload, [](ServerReply& reply) { reply.body += "more"; })
            << "network.too-large" << true;
        QTest::newRow("payload shorter than signed")
            << when(isPayload, [](ServerReply& reply) { reply.body.chop(1); })
            << "download.hash-mismatch" << true;
        QTest::newRow("payload that says it is longer than what comes")
            << when(isPayload,
                    [](ServerReply& reply) {
                        reply.declaredLength = reply.body.size();
                        reply.body.chop(100);
                    })
            << "network.failed" << true;
        QTest::newRow("gzip bomb") << when(isPayload, [](ServerReply& reply) {
            reply.headers.emplace_back("Content-Encoding", "gzip");
        }) << "network.failed" << true;
    }
    void B1_endlessData() {
        QFETCH(Hook, hook);
        QFETCH(QString, code);
        QFETCH(bool, movesMetadata);
        replay(hook, code, movesMetadata);
    }

    void B2_slowRetrieval_data() {
        QTest::addColumn<Hook>("hook");
        QTest::addColumn<bool>("movesMetadata");
        QTest::newRow("a byte now and then, metadata")
            << when(isTimestamp, [](ServerReply& reply) { reply.bytesPerTick = 1; }) << false;
        QTest::newRow("a byte now and then, payload")
            << when(isPayload, [](ServerReply& reply) { reply.bytesPerTick = 1; }) << true;
        QTest::newRow("stall after the headers")
            << when(isPayload, [](ServerReply& reply) { reply.stallAfter = 0; }) << true;
        QTest::newRow("stall at 99 %") << when(isPayload, [](ServerReply& reply) {
            reply.stallAfter = reply.body.size() * 99 / 100;
        }) << true;
        QTest::newRow("no answer at all")
            << when(isTimestamp, [](ServerReply& reply) { reply.silent = true; }) << false;
    }
    void B2_slowRetrieval() {
        QFETCH(Hook, hook);
        QFETCH(bool, movesMetadata);
        replay(hook, "network.timeout", movesMetadata);
    }

    void B3_hostTakenOver_data() {
        QTest::addColumn<bool>("metadataToo");
        QTest::newRow("another payload for this victim") << false;
        QTest::newRow("everything, signed with the thief's own keys") << true;
    }
    void B3_hostTakenOver() {
        QFETCH(bool, metadataToo);
        if (!metadataToo)
            return replay(when(isPayload,
                               [](ServerReply& reply) {
                                   reply.body.fill('!');
                                   reply.etag = "\"e\"";
                               }),
                          "download.hash-mismatch",
                          true);
        const auto mine = qgetenv("HOME");
        SmallWorld thief; // with a home of its own
        thief.publish({"9.0.0"});
        qputenv("HOME", mine);
        replay(
            [&](const ServerRequest& request, const ServerReply&) -> Reply {
                const QByteArray body = thief.read(thief.site() / request.path.mid(1).constData());
                return body == "-" ? ServerReply{404, {}, "no"} : ServerReply{200, {}, body};
            },
            "trust.signature",
            false);
    }

    void B4_redirects_data() {
        QTest::addColumn<QString>("to");
        QTest::newRow("to http") << "http://127.0.0.1:1/x";
        QTest::newRow("to http elsewhere") << "http://mirror.example/x";
        QTest::newRow("for ever") << "";
        QTest::newRow("to a file") << "file:///etc/passwd";
        QTest::newRow("with a name and password") << "https://user:password@127.0.0.1/x";
    }
    void B4_redirects() {
        QFETCH(QString, to);
        replay(
            [&](const ServerRequest& request, const ServerReply&) -> Reply {
                if (!isPayload(request) && !request.path.startsWith("/again"))
                    return {};
                const QByteArray next =
                    to.isEmpty() ? m_site->server->server().url("/again").toEncoded() : to.toUtf8();
                return ServerReply{302, {{"Location", next}}, "moved"};
            },
            "network.redirect",
            true);
    }

    void B4_tokenStaysAtItsOrigin_data() {
        QTest::addColumn<QByteArray>("header");
        for (const char* header : {"Authorization", "aUTHORIZATION", "PRIVATE-TOKEN", "Cookie"})
            QTest::newRow(header) << QByteArray(header);
    }
    void B4_tokenStaysAtItsOrigin() {
        QFETCH(QByteArray, header);
        const auto tree = m_site->tree();
        const auto trust = m_site->trusted();
        SiteServer other(m_site->world.site(), m_site->good);
        m_site->server->attack([&](const ServerRequest&, const ServerReply&) -> Reply {
            return ServerReply{
                307, {{"Location", other.server().url("/metadata/timestamp.json").toEncoded()}}};
        });
        FetcherOptions options;
        options.extraCaPem = m_site->authority.caPem();
        FetchRequest request;
        request.url = m_site->server->server().url("/x");
        request.limit = 100'000;
        request.headers = {{header, "secret"}};
        m_site->server->forget();
        VERIFY_OK(makeHttpFetcher(options)->fetch(request));
        const auto shown = [&](SiteServer& server) {
            return server.server().requests().constLast().headers.value(header.toLower());
        };
        QCOMPARE(shown(*m_site->server), "secret");
        QCOMPARE(shown(other), ""); // same host, other port
        QVERIFY(tree == m_site->tree());
        QVERIFY(trust == m_site->trusted());
        m_site->nextGoodRun();
    }

    void B6_tls_data() {
        QTest::addColumn<QString>("which");
        for (const char* which : {"expired", "wrong host", "self-signed", "TLS 1.2 only"})
            QTest::newRow(which) << QString(which);
    }
    void B6_tls() {
        QFETCH(QString, which);
        const QByteArray name = which == "wrong host" ? "DNS:releases.example" : "IP:127.0.0.1";
        ServerTls bad = which == "self-signed"
                            ? m_site->authority.selfSigned(name)
                            : m_site->authority.issue(name, which == "expired" ? -1 : 2);
        bad.onlyTls12 = which == "TLS 1.2 only";
        const auto tree = m_site->tree();
        const auto trust = m_site->trusted();
        const quint16 port = m_site->server->port();
        m_site->server.reset();
        m_site->server = std::make_unique<SiteServer>(m_site->world.site(), bad, port);
        QCOMPARE(codeOf(m_site->update()), "network.tls");
        QCOMPARE(m_site->server->requests(), 0); // not a word was said
        const auto treeAfter = m_site->tree();
        QVERIFY(tree == treeAfter);
        QVERIFY(trust == m_site->trusted());
        m_site->server.reset();
        m_site->server = std::make_unique<SiteServer>(m_site->world.site(), m_site->good, port);
        m_site->nextGoodRun();
    }

    void B7_captivePortal_data() {
        QTest::addColumn<bool>("everything");
        QTest::addColumn<bool>("saysSo");
        QTest::newRow("for every file") << true << true;
        QTest::newRow("for every file, called something else") << true << false;
        QTest::newRow("for the payload") << false << true;
    }
    void B7_captivePortal() {
        QFETCH(bool, everything);
        QFETCH(bool, saysSo);
        replay(
            [&](const ServerRequest& request, const ServerReply&) -> Reply {
                if (!everything && !isPayload(request))
                    return {};
                const QByteArray type = saysSo ? "text/html; charset=utf-8" : "application/json";
                return ServerReply{
                    200, {{"Content-Type", type}}, "\n<!DOCTYPE html><title>Sign in</title>"};
            },
            "network.captive-portal",
            !everything);
    }

    // Half of it came; then the file behind the link is another one.
    void B7_resumedAfterTheFileChanged() {
        std::atomic<int> asked{0};
        m_site->server->attack(when(isPayload, [&asked](ServerReply& reply) {
            if (++asked == 1)
                reply.cutAfter = reply.body.size() / 2;
            else
                reply = {503, {}, "later"};
        }));
        QVERIFY(!m_site->update());
        m_site->server->forget();
        replay(when(isPayload,
                    [](ServerReply& reply) {
                        reply.body.fill('!');
                        reply.etag = "\"another\"";
                    }),
               "download.hash-mismatch",
               true);
        bool conditionally = false;
        for (const ServerRequest& request : m_site->server->server().requests())
            conditionally = conditionally || !request.headers.value("if-range").isEmpty();
        QVERIFY(conditionally);
    }

    // Right sums beside a wrong payload: nobody asks for them.
    void B8_plainHashIsNoCheck() {
        bool wasAsked = false;
        replay(
            [&](const ServerRequest& request, const ServerReply& honest) -> Reply {
                wasAsked = wasAsked || request.path.contains("SHA256SUMS") ||
                           request.path.contains(".sha256") || request.path.contains("/api/");
                if (!isPayload(request))
                    return {};
                ServerReply reply = honest;
                reply.body.fill('!');
                reply.etag = "\"evil\"";
                reply.headers.emplace_back("Digest", "sha-256=" + Digest::of(reply.body).hex());
                return reply;
            },
            "download.hash-mismatch",
            true);
        QVERIFY(!wasAsked);
    }
};

QTEST_GUILESS_MAIN(TestAttacksTransport)
#include "test_attacks_transport.moc"
