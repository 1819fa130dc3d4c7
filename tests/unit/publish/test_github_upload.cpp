// SPDX-License-Identifier: Apache-2.0
// Uploading against the project's own server, over a real socket; a layer above the fetcher breaks
// one request at a time.
#include "publish/github_upload.h"

#include "publish/release_server.h"
#include "support/fast_folder.h"
#include "support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;
using namespace std::chrono_literals;

namespace {

const QByteArray token = "upload-token-0123456789";

enum class Break {
    None,
    NotSent,       // the line is down
    LostAnswer,    // done, but nobody says so
    HalfSent,      // the server has an asset without bytes, and says 502
    OtherBytes,    // the server has other bytes, and the line is down
    ServerError,   // 500, nothing done
    TooMany,       // 429 with a time
    OtherUploader, // an answer that wants uploads elsewhere
};

class BreakingFetcher final : public Fetcher {
public:
    BreakingFetcher(Fetcher& real, Break kind, int at) : m_real(real), m_kind(kind), m_at(at) {}

    int writes = 0;
    QSet<QString> shownTo; // whoever saw the token

    Result<FetchResponse>
    fetch(const FetchRequest& request, const BodySink& sink, std::stop_token stop) override {
        for (const auto& [name, value] : request.headers) {
            if (value.contains(token))
                shownTo.insert(request.url.host());
        }
        if (m_kind == Break::OtherUploader)
            return withOtherUploader(m_real.fetch(request, sink, stop));
        if (request.method == "GET" || ++writes != m_at)
            return m_real.fetch(request, sink, stop);
        return broken(request, sink, stop);
    }

private:
    Result<FetchResponse>
    broken(const FetchRequest& request, const BodySink& sink, const std::stop_token& stop) {
        const Error down{ErrorCode::NetworkFailed, request.url.host(), "the line is down"};
        if (m_kind == Break::LostAnswer) {
            UPKEEP_TRY(m_real.fetch(request, sink, stop));
            return down;
        }
        if (m_kind == Break::ServerError)
            return FetchResponse{503, {}, {}, request.url, {}};
        if (m_kind == Break::TooMany)
            return FetchResponse{429, {{"Retry-After", "7"}}, {}, request.url, {}};
        const bool isHalf = m_kind == Break::HalfSent;
        if (!request.upload || (!isHalf && m_kind != Break::OtherBytes))
            return down;
        FetchRequest changed = request;
        changed.upload = nullptr;
        changed.body = isHalf ? "" : "others";
        if (isForm(request))
            changed.body = "--b\r\n\r\nothers\r\n--b--\r\n";
        for (auto& [name, value] : changed.headers) {
            if (name == "Content-Type" && isForm(request))
                value = "multipart/form-data; boundary=b";
        }
        auto response = m_real.fetch(changed, sink, stop);
        return isHalf ? response : Result<FetchResponse>(down);
    }

    static bool isForm(const FetchRequest& request) {
        return std::any_of(request.headers.begin(), request.headers.end(), [](const auto& header) {
            return header.second.startsWith("multipart/form-data");
        });
    }

    static Result<FetchResponse> withOtherUploader(Result<FetchResponse> response) {
        if (response)
            response->body
                .replace("\"upload_url\": \"http://127.0.0.1", "\"upload_url\": \"http://127.0.0.2")
                .replace("\"upload_url\":\"http://127.0.0.1", "\"upload_url\":\"http://127.0.0.2");
        return response;
    }

    Fetcher& m_real;
    Break m_kind;
    int m_at;
};

// A site with two small releases, and an empty server.
class World {
public:
    explicit World(bool isGitea = false) {
        makeRelease("v1.0.0", {{"app-1.0.0.tar.zst", "package"}, {"app-1.0.0.index", "index"}});
        makeRelease("v1.1.0", {{"app-1.1.0.tar.zst", QByteArray(300'000, 'x')}, {"notes.md", "#"}});
        ReleaseServerOptions options;
        options.site = path("server");
        options.token = token;
        server = ReleaseServer::start(*files, options).value();
        FetcherOptions network;
        network.allowLoopbackHttp = true;
        fetcher = makeHttpFetcher(network);
        upload.isGitea = isGitea;
        upload.api = isGitea ? QUrl(server->web().toString() + "/api/v1") : server->api();
        upload.repository = "example/product";
        upload.token = token;
        upload.wait = [this](std::chrono::milliseconds time, const std::stop_token&) {
            waits += time;
            return Result<void>();
        };
    }

    LocalPath path(const char* name) const {
        return *LocalPath::parse((m_dir.path() + '/' + name).toUtf8());
    }
    void makeRelease(const QString& tag, const QList<std::pair<QString, QByteArray>>& assets) {
        const Site site(*files, path("site"));
        PublishedRelease release;
        release.tag = tag;
        release.title = "App " + tag;
        release.publishedAt = QDateTime(QDate(2026, 5, tag.at(3).digitValue() + 1), {}, Qt::UTC);
        files->makeFolders(*site.releaseFolder(tag)).has_value();
        for (const auto& [name, bytes] : assets) {
            files->writeAndSync(*site.assetPath(tag, name), bytes).has_value();
            release.setAsset({name, bytes.size(), Digest::of(bytes)});
        }
        site.saveRelease(release).has_value();
    }
    Result<GitHubUploadReport> run(Fetcher& through) {
        const Site site(*files, path("site"));
        return uploadToGitHub(*files, site, through, clock, upload, [](const QString&) {}, {});
    }
    // Each release once, published, with our assets and no others.
    QString difference() const {
        const auto ours = Site(*files, path("site")).releases();
        const auto theirs = Site(*files, path("server")).releases();
        if (!theirs || theirs->size() != ours->size())
            return "another number of releases";
        for (const PublishedRelease& release : *ours) {
            const auto there = Site(*files, path("server")).release(release.tag);
            if (!there || there->draft || there->assets.size() != release.assets.size())
                return release.tag + " is not whole";
            for (const PublishedAsset& asset : release.assets) {
                if (!there->asset(asset.name) || *there->asset(asset.name) != asset)
                    return asset.name + " differs";
            }
        }
        return {};
    }

    std::unique_ptr<FileSystem> files = makeLocalFileSystem();
    std::unique_ptr<ReleaseServer> server;
    std::unique_ptr<Fetcher> fetcher;
    GitHubUploadOptions upload;
    Clock clock;
    QList<std::chrono::milliseconds> waits;

private:
    QTemporaryDir m_dir{fastFolder()};
};

} // namespace

class TestGitHubUpload : public QObject {
    Q_OBJECT

    static void forges() {
        QTest::addColumn<bool>("isGitea");
        QTest::newRow("GitHub") << false;
        QTest::newRow("Gitea") << true;
    }

private Q_SLOTS:
    void publishesEveryRelease_data() { forges(); }
    void publishesEveryRelease() {
        QFETCH(bool, isGitea);
        World world(isGitea);
        const auto report = world.run(*world.fetcher);
        VERIFY_OK(report);
        QCOMPARE(report->published, 2);
        QCOMPARE(report->uploaded, 4);
        QCOMPARE(world.difference(), QString());
        QVERIFY(world.waits.contains(1000ms)); // the pace GitHub asks for
        const auto again = world.run(*world.fetcher);
        VERIFY_OK(again);
        QCOMPARE(again->published, 0);
        QCOMPARE(again->uploaded, 0);
        QCOMPARE(again->unchanged, 4);
    }

    void mendsWhatBreaks_data() {
        QTest::addColumn<Break>("kind");
        QTest::addColumn<bool>("isGitea");
        QTest::newRow("the line is down") << Break::NotSent << false;
        QTest::newRow("an answer is lost") << Break::LostAnswer << false;
        QTest::newRow("an asset is half there") << Break::HalfSent << false;
        QTest::newRow("an asset has other bytes") << Break::OtherBytes << false;
        QTest::newRow("the server stumbles") << Break::ServerError << false;
        QTest::newRow("asked too much") << Break::TooMany << false;
        QTest::newRow("Gitea: the line is down") << Break::NotSent << true;
        QTest::newRow("Gitea: an answer is lost") << Break::LostAnswer << true;
        QTest::newRow("Gitea: an asset has other bytes") << Break::OtherBytes << true;
        QTest::newRow("Gitea: the server stumbles") << Break::ServerError << true;
    }
    // At each request that writes, within one call and with a call that gives up.
    void mendsWhatBreaks() {
        QFETCH(Break, kind);
        QFETCH(bool, isGitea);
        constexpr int writes = 8; // two drafts, four assets, two publications
        for (int at = 1; at <= writes; ++at) {
            World world(isGitea);
            BreakingFetcher once(*world.fetcher, kind, at);
            VERIFY_OK(world.run(once));
            QCOMPARE(world.difference(), QString());

            World other(isGitea);
            other.upload.tries = 1;
            BreakingFetcher hard(*other.fetcher, kind, at);
            std::ignore = other.run(hard);
            other.upload.tries = 5;
            VERIFY_OK(other.run(*other.fetcher));
            QCOMPARE(other.difference(), QString());
        }
    }

    void waitsAsLongAsItIsTold() {
        World world;
        BreakingFetcher limited(*world.fetcher, Break::TooMany, 3);
        VERIFY_OK(world.run(limited));
        const auto longest = *std::max_element(world.waits.cbegin(), world.waits.cend());
        QVERIFY2(longest > 6000ms && longest <= 7000ms, QByteArray::number(longest.count()));
        World patient;
        patient.upload.longestWait = 2s;
        BreakingFetcher again(*patient.fetcher, Break::TooMany, 3);
        QCOMPARE(codeOf(patient.run(again)), "network.rate-limited");
    }

    void neverChangesWhatIsPublished() {
        World world;
        VERIFY_OK(world.run(*world.fetcher));
        world.makeRelease("v1.1.0", {{"app-1.1.0.tar.zst", "another"}, {"notes.md", "#"}});
        const auto changed = world.run(*world.fetcher);
        QCOMPARE(codeOf(changed), "publish.failed");
        QVERIFY(changed.error().cause.contains("other bytes"));
        world.makeRelease("v1.1.0",
                          {{"app-1.1.0.tar.zst", QByteArray(300'000, 'x')},
                           {"notes.md", "#"},
                           {"late.zst", "late"}});
        const auto late = world.run(*world.fetcher);
        QCOMPARE(codeOf(late), "publish.failed");
        QVERIFY(late.error().cause.contains("locked"));
    }

    // Attack B4, D11: the token is for the API alone, and in no error.
    void showsTheTokenToTheApiOnly() {
        World world;
        BreakingFetcher watching(*world.fetcher, Break::None, 0);
        VERIFY_OK(world.run(watching));
        QCOMPARE(watching.shownTo, QSet<QString>{"127.0.0.1"});
        World other;
        BreakingFetcher elsewhere(*other.fetcher, Break::OtherUploader, 0);
        QCOMPARE(codeOf(other.run(elsewhere)), "network.redirect");
        QCOMPARE(elsewhere.shownTo, QSet<QString>{"127.0.0.1"});
    }

    void saysThatTheTokenIsRefused_data() { forges(); }
    void saysThatTheTokenIsRefused() {
        QFETCH(bool, isGitea);
        World world(isGitea);
        world.upload.token = "wrong-token-0123456789";
        const auto refused = world.run(*world.fetcher);
        QCOMPARE(codeOf(refused), "token.refused");
        QVERIFY(!refused.error().toString().contains("wrong-token"));
    }
};

QTEST_GUILESS_MAIN(TestGitHubUpload)
#include "test_github_upload.moc"
