// SPDX-License-Identifier: Apache-2.0
// Attacks B1 to B8 on transport and host, replayed over real TLS against the real walks: each is
// refused by its name, what is trusted and what is installed stay as they were, and the next good
// run succeeds.
#include "source/http_source.h"
#include "support/site_server.h"
#include "support/small_world.h"
#include "support/tls_authority.h"
#include "support/verify_ok.h"
#include "system/http_rules.h"

#include <QTest>

#include <atomic>

using namespace upkeep;
using namespace std::chrono_literals;
using test::codeOf;
using test::ServerReply;
using test::ServerRequest;
using test::SiteServer;

namespace {

using Reply = std::optional<ServerReply>;
using Hook = SiteServer::Hook;

bool isPayload(const ServerRequest& request) {
    return request.path.contains("1.1.0") && request.path.startsWith("/releases/");
}
bool isTimestamp(const ServerRequest& request) {
    return request.path == "/metadata/timestamp.json";
}

// Changes the answers to some requests; the others stay honest.
Hook when(bool (*which)(const ServerRequest&), std::function<void(ServerReply&)> change) {
    return [which, change](const ServerRequest& request, const ServerReply& honest) -> Reply {
        if (!which(request))
            return {};
        ServerReply reply = honest;
        change(reply);
        return reply;
    };
}

} // namespace

class TestAttacksTransport : public QObject {
    Q_OBJECT

    test::TlsAuthority m_authority;
    test::ServerTls m_good = m_authority.issue("IP:127.0.0.1");
    std::unique_ptr<test::SmallWorld> m_world;
    std::unique_ptr<SiteServer> m_server;
    std::unique_ptr<InstalledProduct> m_product;

    // The real source, only less patient.
    SourceMaker sources() {
        return [this](const SourceSpec& spec,
                      const SourceOverride& local) -> Result<std::unique_ptr<ReleaseSource>> {
            FetcherOptions options;
            options.extraCaPem = m_authority.caPem();
            options.idleTimeout = 3s;
            options.floorWindow = 2500ms;
            options.floorBytes = 1500;
            UPKEEP_TRY_AS(
                auto source,
                makeSource(
                    spec, local, m_world->files(), nullptr, options, m_world->path("answers")));
            if (auto* const http = dynamic_cast<HttpSource*>(source.get()))
                http->setRetryPolicy({1, 1ms});
            return source;
        };
    }
    Seams seams() {
        Seams seams = m_world->seams();
        seams.makeSource = sources();
        return seams;
    }
    Result<UpdateOutcome> update() {
        UPKEEP_TRY_AS(const Registration registration,
                      findRegistration(m_world->files(), seams().places, "tool"));
        m_seams.emplace(seams());
        UPKEEP_TRY_AS(m_product, InstalledProduct::open(*m_seams, registration));
        return m_product->update({}, {}, {});
    }
    test::SmallTree trusted() const {
        return m_world->picture(m_world->home() / ".local/state/upkeep/trust");
    }

    // Refused for `code`, nothing changed; then an honest server, and all is well.
    void replay(const Hook& hook, const QString& code, bool movesMetadata) {
        const auto tree = m_world->picture(m_world->live());
        const auto trust = trusted();
        m_server->attack(hook);
        const auto refused = update();
        QCOMPARE(codeOf(refused), code);
        const auto treeAfter = m_world->picture(m_world->live());
        QVERIFY(tree == treeAfter);
        // What was verified may move on where only a payload was attacked.
        if (!movesMetadata)
            QVERIFY(trust == trusted());
        QCOMPARE(m_world->liveVersion(), "1.0.0");
        m_server->beHonest();
        VERIFY_OK(update());
        QCOMPARE(m_world->liveVersion(), "1.1.0");
    }

    std::optional<Seams> m_seams;

private Q_SLOTS:
    void init() {
        m_world = std::make_unique<test::SmallWorld>();
        m_world->publish({"1.0.0", {{"data", QByteArray(40'000, 'a')}}});
        m_server = std::make_unique<SiteServer>(m_world->site(), m_good);
        InstallRequest request = m_world->installRequest({});
        request.source.type = "static";
        request.source.metadata = m_server->url().toString();
        VERIFY_OK(installProduct(seams(), request, {}, {}));
        QByteArray noise;
        for (quint32 i = 1; noise.size() < 40'000; i = i * 1664525U + 1013904223U)
            noise.append(static_cast<char>(i >> 24));
        m_world->publish({"1.1.0", {{"data", noise}}});
    }
    void cleanup() {
        m_product.reset();
        m_server.reset();
        m_world.reset();
    }

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
        test::SmallWorld thief; // with a home of its own
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
                    to.isEmpty() ? m_server->server().url("/again").toEncoded() : to.toUtf8();
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
        SiteServer other(m_world->site(), m_good);
        m_server->attack([&](const ServerRequest&, const ServerReply&) -> Reply {
            return ServerReply{
                307, {{"Location", other.server().url("/metadata/timestamp.json").toEncoded()}}};
        });
        FetcherOptions options;
        options.extraCaPem = m_authority.caPem();
        FetchRequest request;
        request.url = m_server->server().url("/x");
        request.limit = 100'000;
        request.headers = {{header, "secret"}};
        m_server->forget();
        VERIFY_OK(makeHttpFetcher(options)->fetch(request));
        const auto shown = [&](SiteServer& server) {
            return server.server().requests().constLast().headers.value(header.toLower());
        };
        QCOMPARE(shown(*m_server), "secret");
        QCOMPARE(shown(other), ""); // same host, other port
        m_server->beHonest();
        VERIFY_OK(update());
    }

    void B6_tls_data() {
        QTest::addColumn<QString>("which");
        for (const char* which : {"expired", "wrong host", "self-signed", "TLS 1.2 only"})
            QTest::newRow(which) << QString(which);
    }
    void B6_tls() {
        QFETCH(QString, which);
        const QByteArray name = which == "wrong host" ? "DNS:releases.example" : "IP:127.0.0.1";
        test::ServerTls bad = which == "self-signed"
                                  ? m_authority.selfSigned(name)
                                  : m_authority.issue(name, which == "expired" ? -1 : 2);
        bad.onlyTls12 = which == "TLS 1.2 only";
        const auto tree = m_world->picture(m_world->live());
        const auto trust = trusted();
        const quint16 port = m_server->port();
        m_server.reset();
        m_server = std::make_unique<SiteServer>(m_world->site(), bad, port);
        QCOMPARE(codeOf(update()), "network.tls");
        QCOMPARE(m_server->requests(), 0); // not a word was said
        const auto treeAfter = m_world->picture(m_world->live());
        QVERIFY(tree == treeAfter);
        QVERIFY(trust == trusted());
        m_server.reset();
        m_server = std::make_unique<SiteServer>(m_world->site(), m_good, port);
        VERIFY_OK(update());
        QCOMPARE(m_world->liveVersion(), "1.1.0");
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
        m_server->attack(when(isPayload, [&asked](ServerReply& reply) {
            if (++asked == 1)
                reply.cutAfter = reply.body.size() / 2;
            else
                reply = {503, {}, "later"};
        }));
        QVERIFY(!update());
        m_server->forget();
        replay(when(isPayload,
                    [](ServerReply& reply) {
                        reply.body.fill('!');
                        reply.etag = "\"another\"";
                    }),
               "download.hash-mismatch",
               true);
        bool conditionally = false;
        for (const ServerRequest& request : m_server->server().requests())
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
