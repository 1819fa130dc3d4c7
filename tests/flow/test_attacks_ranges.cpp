// SPDX-License-Identifier: Apache-2.0
// Hosts that lie about parts of a package, over real TLS against the real walks: what is wrong is
// named, the next way is taken where that helps, nothing wrong is written, and the next good run
// succeeds.
#include "source/http_source.h"
#include "support/site_server.h"
#include "support/small_world.h"
#include "support/tls_authority.h"
#include "support/verify_ok.h"

#include <QTest>

#include <atomic>

using namespace upkeep;
using namespace std::chrono_literals;
using test::codeOf;
using test::ServerReply;
using test::ServerRequest;
using test::SiteServer;

namespace {

using Bend = std::function<void(const ServerRequest&, ServerReply&)>;

bool isPart(const ServerRequest& request) {
    return request.path.contains("tool-1.1.0.tar.zst") && request.headers.contains("range");
}

QByteArray noise(qsizetype size, quint32 state) {
    QByteArray bytes;
    for (; bytes.size() < size; state = state * 1664525U + 1013904223U)
        bytes.append(static_cast<char>(state >> 24));
    return bytes;
}

// As if only this part had been asked for.
void answerPart(const ServerRequest& request, ServerReply& reply, qint64 shift, qint64 total) {
    const QByteArrayList ends = request.headers.value("range").mid(6).split('-');
    const qint64 first = ends[0].toLongLong();
    const qint64 last = ends[1].toLongLong();
    reply.ranges = false;
    reply.status = 206;
    reply.headers.append({"Content-Range",
                          "bytes " + QByteArray::number(first + shift) + '-' +
                              QByteArray::number(last + shift) + '/' + QByteArray::number(total)});
    reply.body = reply.body.mid(first + shift, last - first + 1);
}

} // namespace

Q_DECLARE_METATYPE(Bend)

class TestAttacksRanges : public QObject {
    Q_OBJECT

    test::TlsAuthority m_authority;
    test::ServerTls m_good = m_authority.issue("IP:127.0.0.1");
    std::unique_ptr<test::SmallWorld> m_world;
    std::unique_ptr<SiteServer> m_server;

    Seams seams() {
        Seams seams = m_world->seams();
        seams.makeSource =
            [this](const SourceSpec& spec,
                   const SourceOverride& local) -> Result<std::unique_ptr<ReleaseSource>> {
            FetcherOptions options;
            options.extraCaPem = m_authority.caPem();
            options.idleTimeout = 3s;
            UPKEEP_TRY_AS(auto source, makeSource(spec, local, m_world->files(), nullptr, options));
            if (auto* const http = dynamic_cast<HttpSource*>(source.get()))
                http->setRetryPolicy({1, 1ms});
            return source;
        };
        return seams;
    }
    Result<UpdateOutcome> update() {
        const Seams outside = seams();
        UPKEEP_TRY_AS(const Registration registration,
                      findRegistration(m_world->files(), outside.places, "tool"));
        UPKEEP_TRY_AS(const auto product, InstalledProduct::open(outside, registration));
        return product->update({}, {}, {});
    }
    // So much of a tree is new.
    void begin(qsizetype changes, qsizetype stays) {
        const QByteArray same = noise(stays, 1);
        m_world = std::make_unique<test::SmallWorld>();
        m_world->publish({"1.0.0", {{"share/same", same}, {"share/changes", "old"}}});
        m_server = std::make_unique<SiteServer>(m_world->site(), m_good);
        InstallRequest request = m_world->installRequest();
        request.source.type = "static";
        request.source.metadata = m_server->url().toString();
        VERIFY_OK(installProduct(seams(), request, {}, {}));
        test::SmallRelease next{"1.1.0",
                                {{"share/same", same}, {"share/changes", noise(changes, 2)}}};
        next.patches = false;
        m_world->publish(next);
        m_server->forget();
    }
    int partsAskedFor() const {
        const auto requests = m_server->server().requests();
        return int(std::count_if(requests.begin(), requests.end(), &isPart));
    }

private Q_SLOTS:
    void cleanup() {
        m_server.reset();
        m_world.reset();
    }

    void namesItAndTakesTheNextWay_data() {
        QTest::addColumn<Bend>("bend");
        QTest::addColumn<QString>("fallback");
        const auto row = [](const char* name, const Bend& bend, const char* fallback) {
            QTest::newRow(name) << bend << QString(fallback);
        };
        row(
            "a wrong range",
            [](const ServerRequest& request, ServerReply& reply) {
                answerPart(request, reply, 1, reply.body.size());
            },
            "download.failed");
        row(
            "a wrong total",
            [](const ServerRequest& request, ServerReply& reply) {
                answerPart(request, reply, 0, reply.body.size() + 1);
            },
            "download.failed");
        row(
            "other bytes",
            [](const ServerRequest&, ServerReply& reply) { reply.body.fill('!'); },
            "payload.hash-mismatch");
        row(
            "one other byte",
            [](const ServerRequest&, ServerReply& reply) {
                reply.body[700] = static_cast<char>(reply.body[700] ^ 1);
            },
            "payload.hash-mismatch");
        row(
            "an endless part",
            [](const ServerRequest& request, ServerReply& reply) {
                answerPart(request, reply, 0, reply.body.size());
                reply.endless = reply.chunked = true;
            },
            "download.failed");
        row(
            "a longer file",
            [](const ServerRequest&, ServerReply& reply) {
                reply.ranges = false;
                reply.body += "more";
            },
            "network.too-large");
        row(
            "a shorter file",
            [](const ServerRequest&, ServerReply& reply) { reply.body.truncate(100); },
            "download.failed");
        row(
            "no ranges at all",
            [](const ServerRequest&, ServerReply& reply) { reply.ranges = false; },
            "file.unsupported");
        row(
            "not there",
            [](const ServerRequest&, ServerReply& reply) {
                reply = {404, {}, "no"};
            },
            "source.missing");
    }
    void namesItAndTakesTheNextWay() {
        QFETCH(Bend, bend);
        QFETCH(QString, fallback);
        begin(300'000, 2'000'000);
        if (QTest::currentTestFailed())
            return;
        m_server->attack([&](const ServerRequest& request,
                             const ServerReply& honest) -> std::optional<ServerReply> {
            if (!isPart(request))
                return {};
            ServerReply reply = honest;
            bend(request, reply);
            return reply;
        });
        const auto outcome = update();
        VERIFY_OK(outcome);
        QVERIFY(partsAskedFor() > 0);
        QCOMPARE(outcome->way, QString("package"));
        QCOMPARE(outcome->fallback, fallback);
        QCOMPARE(m_world->picture(m_world->live()),
                 m_world->picture(m_world->path("builds/1.1.0")));
    }

    // No other way leads out of a network that wants a sign-in, or that breaks off.
    void staysWhereNoWayHelps_data() {
        QTest::addColumn<Bend>("bend");
        QTest::addColumn<QString>("code");
        QTest::newRow("a web page") << Bend([](const ServerRequest&, ServerReply& reply) {
            reply = {200, {{"Content-Type", "text/html"}}, "<html>Sign in</html>"};
        }) << QString("network.captive-portal");
        QTest::newRow("a lying Content-Length")
            << Bend([](const ServerRequest& request, ServerReply& reply) {
                   answerPart(request, reply, 0, reply.body.size());
                   reply.declaredLength = reply.body.size();
                   reply.body.chop(1000);
               })
            << QString("network.failed");
    }
    void staysWhereNoWayHelps() {
        QFETCH(Bend, bend);
        begin(300'000, 2'000'000);
        if (QTest::currentTestFailed())
            return;
        const auto before = m_world->picture(m_world->live());
        m_server->attack([&](const ServerRequest& request,
                             const ServerReply& honest) -> std::optional<ServerReply> {
            if (!isPart(request))
                return {};
            ServerReply reply = honest;
            bend(request, reply);
            return reply;
        });
        QTEST(codeOf(update()), "code");
        QCOMPARE(m_world->picture(m_world->live()), before);
        m_server->beHonest();
        const auto outcome = update();
        VERIFY_OK(outcome);
        QCOMPARE(outcome->way, QString("frames"));
        QCOMPARE(m_world->liveVersion(), "1.1.0");
    }

    // Most of it was wanted anyway: the body that came is the package.
    void keepsTheWholeThatCame() {
        begin(2'000'000, 300'000);
        if (QTest::currentTestFailed())
            return;
        m_server->attack([&](const ServerRequest& request,
                             const ServerReply& honest) -> std::optional<ServerReply> {
            if (!isPart(request))
                return {};
            ServerReply reply = honest;
            reply.ranges = false;
            return reply;
        });
        const auto outcome = update();
        VERIFY_OK(outcome);
        QCOMPARE(outcome->way, QString("package"));
        QCOMPARE(outcome->fallback, QString());
        int asked = 0; // for the package, in whatever form
        for (const ServerRequest& request : m_server->server().requests())
            asked += request.path.contains("tool-1.1.0.tar.zst") ? 1 : 0;
        QCOMPARE(asked, 1);
        QCOMPARE(m_world->picture(m_world->live()),
                 m_world->picture(m_world->path("builds/1.1.0")));
    }

    // What was right of a part that broke off is there for the next try.
    void goesOnWithWhatCame() {
        begin(9'000'000, 6'000'000); // pieces of 4 MiB
        if (QTest::currentTestFailed())
            return;
        std::atomic<int> asked = 0;
        m_server->attack([&](const ServerRequest& request,
                             const ServerReply& honest) -> std::optional<ServerReply> {
            if (!isPart(request))
                return {};
            ServerReply reply = honest;
            reply.cutAfter = 8'700'000;
            return ++asked == 1 ? reply : ServerReply{503, {}, "later"};
        });
        QCOMPARE(codeOf(update()), "network.status");
        m_server->beHonest();
        const auto outcome = update();
        VERIFY_OK(outcome);
        QVERIFY2(outcome->downloadedBytes < 1'500'000,
                 qPrintable(QString::number(outcome->downloadedBytes)));
    }
};

QTEST_GUILESS_MAIN(TestAttacksRanges)
#include "test_attacks_ranges.moc"
