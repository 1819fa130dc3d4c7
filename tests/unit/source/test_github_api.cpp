// SPDX-License-Identifier: Apache-2.0
// What a client of the releases API must bear (GITHUB.md sections 3 and 5, attack B5).
#include "release_json.h"
#include "source/github_api.h"
#include "source/release_source.h"

#include "support/test_server.h"
#include "support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace upkeep;
using test::codeOf;
using test::json;
using test::releaseJson;
using test::ServerReply;
using test::ServerRequest;
using test::withAsset;

namespace {

class SetClock final : public Clock {
public:
    QDateTime now() const override { return time; }
    QDateTime time = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
};

class OneSecret final : public SecretStore {
public:
    Result<std::optional<QByteArray>> read(const QString& key) override {
        asked = key;
        return std::optional<QByteArray>("token");
    }
    Result<void> write(const QString&, const QByteArray&) override { return {}; }
    Result<void> remove(const QString&) override { return {}; }
    QString asked;
};

} // namespace

class TestGitHubApi : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::TestServer> m_server;
    std::unique_ptr<test::TestServer> m_other;
    std::unique_ptr<Fetcher> m_fetcher;
    SetClock m_clock;

    const QByteArray m_list = "/api/v3/repos/o/r/releases";

    GitHubApi api(const QByteArray& token = {}) {
        return GitHubApi(*m_fetcher, m_clock, {m_server->url("/api/v3"), "o/r"}, token);
    }
    QByteArray seen(const QByteArray& header) const {
        return m_server->requests().constLast().headers.value(header);
    }

private Q_SLOTS:
    void init() {
        m_server = std::make_unique<test::TestServer>();
        m_other = std::make_unique<test::TestServer>();
        FetcherOptions options;
        options.allowLoopbackHttp = true;
        m_fetcher = makeHttpFetcher(options);
        m_clock.time = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
    }

    void asksAsGitHubWantsToBeAsked() {
        m_server->serve(m_list, {200, {}, "[]"});
        VERIFY_OK(api("secret").releases());
        QCOMPARE(seen("accept"), "application/vnd.github+json");
        QCOMPARE(seen("x-github-api-version"), "2022-11-28");
        QCOMPARE(seen("authorization"), "Bearer secret");
        QVERIFY(seen("user-agent").startsWith("Upkeep/"));
        VERIFY_OK(api().releases());
        QCOMPARE(seen("authorization"), "");
    }

    void asksGiteaAsGiteaWants() {
        m_server->serve("/api/v1/repos/o/r/releases", {200, {}, "[" + releaseJson("v1") + "]"});
        GitHubApi gitea(*m_fetcher, m_clock, {m_server->url("/api/v1"), "o/r", true}, "secret");
        QCOMPARE(gitea.releases()->size(), 1);
        QCOMPARE(seen("authorization"), "token secret");
        QCOMPARE(m_server->requests().constLast().path, "/api/v1/repos/o/r/releases?limit=30");
    }

    void asksAnOldServerWithoutAVersion() {
        m_server->handle(m_list, [](const ServerRequest& request) {
            return request.headers.contains("x-github-api-version") ? ServerReply{400, {}, "{}"}
                                                                    : ServerReply{200, {}, "[]"};
        });
        GitHubApi client = api();
        VERIFY_OK(client.releases());
        VERIFY_OK(client.releases());
        QCOMPARE(m_server->requests().size(), 3);
    }

    void keepsAnAnswerThatDidNotChange_data() {
        QTest::addColumn<QByteArray>("etag");
        QTest::newRow("weak") << QByteArray("W/\"abc\"");
        QTest::newRow("strong") << QByteArray("\"abc\"");
    }
    void keepsAnAnswerThatDidNotChange() {
        QFETCH(QByteArray, etag);
        ServerReply reply{200, {}, "[" + releaseJson("v1") + "]"};
        reply.etag = etag;
        m_server->serve(m_list, reply);
        GitHubApi client = api();
        QCOMPARE(client.releases()->size(), 1);
        QCOMPARE(client.releases()->size(), 1);
        QCOMPARE(seen("if-none-match"), etag);
        GitHubApi other = api("token"); // what another may see is another answer
        QCOMPARE(other.releases()->size(), 1);
        QCOMPARE(seen("if-none-match"), "");
    }

    void waitsAsLongAsItIsTold_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("seconds"); // -1: no rate limit at all
        const QByteArray none;
        QTest::newRow("403, nothing left")
            << 403 << QByteArray("X-RateLimit-Reset") << QByteArray("1800000300") << none << 300;
        QTest::newRow("429, retry after")
            << 429 << QByteArray("Retry-After") << QByteArray("7") << none << 7;
        QTest::newRow("403, retry after")
            << 403 << QByteArray("Retry-After") << QByteArray("7") << none << 7;
        QTest::newRow("429 without a word") << 429 << none << none << none << 60;
        QTest::newRow("403, secondary, in words only")
            << 403 << none << none
            << json("{'message':'You have exceeded a secondary rate limit.'}") << 60;
        QTest::newRow("403, no leave")
            << 403 << none << none << json("{'message':'Resource not accessible'}") << -1;
        QTest::newRow("retry after, absurd")
            << 429 << QByteArray("Retry-After") << QByteArray("99999999999") << none << 86'400;
    }
    void waitsAsLongAsItIsTold() {
        QFETCH(int, status);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, body);
        QFETCH(int, seconds);
        ServerReply reply{status, {}, body};
        if (!header.isEmpty())
            reply.headers.emplace_back(header, value);
        if (header == "X-RateLimit-Reset")
            reply.headers.emplace_back("X-RateLimit-Remaining", "0");
        m_server->serve(m_list, reply);
        GitHubApi client = api();
        QCOMPARE(codeOf(client.releases()),
                 seconds < 0 ? "network.status" : "network.rate-limited");
        if (seconds < 0)
            return;
        m_server->serve(m_list, {200, {}, "[]"});
        m_server->forgetRequests();
        m_clock.time = m_clock.time.addSecs(seconds - 1);
        QCOMPARE(codeOf(client.releases()), "network.rate-limited");
        QVERIFY(m_server->requests().isEmpty()); // going on may ban
        // Where the server names no time, it is spread.
        m_clock.time = m_clock.time.addSecs(1 + (header.isEmpty() ? seconds / 4 : 0));
        VERIFY_OK(client.releases());
    }

    void remembersForTheNextProcess() {
        QTemporaryDir dir;
        const auto files = makeLocalFileSystem();
        const auto folder = LocalPath::parse((dir.path() + "/answers").toUtf8()).value();
        const auto nextProcess = [&](const QByteArray& token) {
            return GitHubApi(*m_fetcher,
                             m_clock,
                             {m_server->url("/api/v3"), "o/r"},
                             token,
                             std::make_shared<AnswerCache>(*files, folder));
        };
        ServerReply reply{200, {}, "[" + releaseJson("v1.0.0") + "]"};
        reply.etag = "W/\"a\"";
        m_server->serve(m_list, reply);
        QCOMPARE(nextProcess({}).releases()->size(), 1);
        QCOMPARE(nextProcess({}).releases()->size(), 1);
        QCOMPARE(seen("if-none-match"), "W/\"a\"");
        QCOMPARE(nextProcess("token").releases()->size(), 1);
        QCOMPARE(seen("if-none-match"), ""); // another sees other things

        m_server->serve(m_list, {429, {{"Retry-After", "100"}}, "{}"});
        QCOMPARE(codeOf(nextProcess({}).releases()), "network.rate-limited");
        m_server->forgetRequests();
        QCOMPARE(codeOf(nextProcess({}).releases()), "network.rate-limited");
        QVERIFY(m_server->requests().isEmpty());
        m_clock.time = m_clock.time.addSecs(101);
        m_server->serve(m_list, reply);
        QCOMPARE(nextProcess({}).releases()->size(), 1);
        m_clock.time = m_clock.time.addSecs(-50);
        QCOMPARE(nextProcess({}).releases()->size(), 1); // the limit is over, and forgotten
    }

    void countsThePagesOfGitea() {
        m_server->handle("/api/v1/repos/o/r/releases", [](const ServerRequest& request) {
            const int page = request.path.contains("page=3")   ? 3
                             : request.path.contains("page=2") ? 2
                                                               : 1;
            QByteArrayList items;
            for (int i = 0; i < (page == 3 ? 5 : 30); ++i)
                items.append(
                    releaseJson("v" + QByteArray::number(page) + ".0." + QByteArray::number(i)));
            // As set up behind a proxy: nobody may follow it.
            return ServerReply{200,
                               {{"Link", "<http://internal:3000/next>; rel=\"next\""}},
                               "[" + items.join(',') + "]"};
        });
        GitHubApi gitea(*m_fetcher, m_clock, {m_server->url("/api/v1"), "o/r", true}, {});
        const auto releases = gitea.releases();
        VERIFY_OK(releases);
        QCOMPARE(releases->size(), 65);
        QCOMPARE(m_server->requests().size(), 3);
    }

    void waitsLongerEachTimeItIsRefused() {
        m_server->serve(m_list, {429, {}, ""});
        GitHubApi client = api();
        for (const int seconds : {60, 120, 240}) {
            QCOMPARE(codeOf(client.releases()), "network.rate-limited");
            const qint64 wait = m_clock.time.secsTo(client.rateLimit().notBefore());
            QVERIFY2(wait >= seconds && wait <= seconds + seconds / 4,
                     qPrintable(QString::number(wait)));
            m_clock.time = client.rateLimit().notBefore();
        }
    }

    void stopsBeforeTheLimitIsPassed() {
        m_server->serve(
            m_list,
            {200, {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1800000100"}}, "[]"});
        GitHubApi client = api();
        VERIFY_OK(client.releases());
        QCOMPARE(client.rateLimit().remaining(), 0);
        QCOMPARE(codeOf(client.releases()), "network.rate-limited");
    }

    void followsThreePages() {
        for (int page = 1; page <= 3; ++page) {
            const QByteArray path =
                page == 1 ? m_list + "?per_page=30"
                          : "/api/v3/repositories/7/releases?page=" + QByteArray::number(page);
            const QByteArray next =
                m_server->url("/api/v3/repositories/7/releases?page=").toEncoded() +
                QByteArray::number(page + 1);
            ServerReply reply{200, {}, "[" + releaseJson("v" + QByteArray::number(page)) + "]"};
            if (page < 3)
                reply.headers.append({"Link",
                                      "<http://x/>; rel=\"prev\", <" + next +
                                          ">; rel=\"next\", <http://x/>; rel=\"last\""});
            m_server->serve(path, reply);
        }
        const auto releases = api().releases();
        VERIFY_OK(releases);
        QCOMPARE(releases->size(), 3);
        QCOMPARE(releases->constLast().tag, "v3");
    }

    void refusesANextPageElsewhere() {
        const QByteArray next = m_other->url("/releases").toEncoded();
        m_server->serve(m_list, {200, {{"Link", "<" + next + ">; rel=\"next\""}}, "[]"});
        QCOMPARE(codeOf(api("token").releases()), "network.redirect");
        QVERIFY(m_other->requests().isEmpty());
    }

    void endsAListThatNeverEnds() {
        const QByteArray next = m_server->url(m_list.constData()).toEncoded();
        m_server->serve(m_list, {200, {{"Link", "<" + next + ">; rel=\"next\""}}, "[]"});
        VERIFY_OK(api().releases());
        QCOMPARE(m_server->requests().size(), 10);
    }

    void followsARenameOnItsOwnHostOnly() {
        m_server->serve(m_list, {301, {{"Location", "/api/v3/repositories/7/releases"}}, ""});
        m_server->serve("/api/v3/repositories/7/releases", {200, {}, "[]"});
        VERIFY_OK(api("token").releases());
        QCOMPARE(seen("authorization"), "Bearer token");
        m_server->serve(m_list, {301, {{"Location", m_other->url("/x").toEncoded()}}, ""});
        QCOMPARE(codeOf(api("token").releases()), "network.redirect");
        QVERIFY(m_other->requests().isEmpty());
    }

    void tellsARepositoryFromOneThatTookItsName() {
        m_server->serve("/api/v3/repos/o/r", {200, {}, json("{'id':7,'name':'r'}")});
        QCOMPARE(*api().repositoryId(), 7);
        m_server->serve("/api/v3/repos/o/r", {200, {}, json("{'id':8,'name':'r'}")});
        QCOMPARE(*api().repositoryId(), 8);
    }

    void saysWhatTheServerSaid_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        QTest::newRow("unknown, private or expired token")
            << 404 << QByteArray("{}") << "source.missing";
        QTest::newRow("bad token") << 401 << QByteArray("{}") << "network.status";
        QTest::newRow("trouble") << 502 << QByteArray("<html>unicorn</html>") << "network.status";
        QTest::newRow("HTML for JSON")
            << 200 << QByteArray("<html></html>") << "network.captive-portal";
        QTest::newRow("an object for a list") << 200 << QByteArray("{}") << "source.invalid";
        QTest::newRow("JSON cut off") << 200 << QByteArray("[{\"id\":1,") << "source.invalid";
        QTest::newRow("member twice")
            << 200 << json("[{'id':1,'id':2,'tag_name':'v1'}]") << "source.invalid";
    }
    void saysWhatTheServerSaid() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, code);
        m_server->serve(m_list, {status, {}, body});
        QCOMPARE(codeOf(api("token").releases()), code);
        QCOMPARE(m_server->requests().size(), 1); // never tried again without the token
    }

    void refusesAnAnswerOfTenMegabytes() {
        ServerReply reply{200, {}, "[" + QByteArray(11 << 20, ' ') + "]"};
        m_server->serve(m_list, reply);
        QCOMPARE(codeOf(api().releases()), "network.too-large");
        reply.cutAfter = 1000;
        reply.body = "[" + QByteArray(9 << 20, ' ') + "]";
        m_server->serve(m_list, reply);
        QCOMPARE(codeOf(api().releases()), "network.failed");
    }

    void fetchesAPrivatePayloadThroughTheApi() {
        const QByteArray bytes = "private bytes";
        const QByteArray assetUrl =
            m_server->url("/api/v3/repos/o/r/releases/assets/2").toEncoded();
        m_server->serve("/api/v3/repos/o/r/releases/tags/v1",
                        {200, {}, withAsset(json(",'url':'") + assetUrl + '"')});
        m_server->serve("/api/v3/repos/o/r/releases/assets/2",
                        {302, {{"Location", m_other->url("/object").toEncoded()}}, ""});
        m_other->handle("/object", [&](const ServerRequest& request) {
            return request.headers.contains("authorization")
                       ? ServerReply{400, {}, "Only one auth mechanism allowed"}
                       : ServerReply{200, {}, bytes};
        });
        QTemporaryDir folder;
        const auto files = makeLocalFileSystem();
        const LocalPath to = LocalPath::parse(folder.path().toUtf8()).value() / "a.tar";
        SourceSpec spec;
        spec.repository = "o/r";
        SourceOverride local{"github", m_server->url("").toString(), {}, {}, true};
        OneSecret secrets;
        const auto source = makeSource(spec, local, *files, &secrets);
        VERIFY_OK(source);
        QCOMPARE(secrets.asked, "token/127.0.0.1");
        const Digest digest = Digest::of(bytes);
        VERIFY_OK((*source)->download("v1/a.tar", bytes.size(), digest, to, *files, {}, {}));
        QCOMPARE(*files->read(to, 100), bytes);
        QCOMPARE(seen("authorization"), "Bearer token");
        QCOMPARE(seen("accept"), "application/octet-stream");
        QCOMPARE(codeOf((*source)->download("v1/b.tar", 1, digest, to, *files, {}, {})),
                 "source.missing");
    }
};

QTEST_GUILESS_MAIN(TestGitHubApi)
#include "test_github_api.moc"
