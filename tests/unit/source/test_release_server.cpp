// SPDX-License-Identifier: Apache-2.0
// The server that stands in for GitHub, measured against GitHub's own description of its answers,
// and our sources against the server.
#include "publish/release_server.h"
#include "publish/site.h"
#include "source/github_api.h"
#include "source/release_source.h"

#include "support/verify_ok.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

using namespace upkeep;
using test::codeOf;

namespace {

qint64 residentBytes() {
    QFile statm("/proc/self/statm");
    const bool isOpen = statm.open(QIODevice::ReadOnly);
    return isOpen ? statm.readAll().split(' ').value(1).toLongLong() * ::getpagesize() : 0;
}

} // namespace

class TestReleaseServer : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    LocalPath m_top = LocalPath::parse(m_folder.path().toUtf8()).value();
    Site m_site{*m_files, m_top / "site"};
    std::unique_ptr<ReleaseServer> m_server;
    std::unique_ptr<Fetcher> m_fetcher;
    QByteArray m_package = QByteArray(1'000'000, 'p');

    void release(const QString& tag, const char* day, bool draft, bool prerelease) {
        PublishedRelease release{tag, "Release " + tag, "What is new", prerelease, draft, {}, {}};
        release.publishedAt = QDateTime::fromString(day, Qt::ISODate);
        const LocalPath folder = m_site.releaseFolder(tag).value();
        VERIFY_OK(m_files->makeFolders(folder));
        for (const QString name : {"almanac.tar.zst", "a b+c.json"}) {
            const QByteArray bytes = name.endsWith("json") ? tag.toUtf8() : m_package;
            VERIFY_OK(m_files->writeAndSync(m_site.assetPath(tag, name).value(), bytes));
            release.setAsset({name, bytes.size(), Digest::of(bytes)});
        }
        VERIFY_OK(m_site.saveRelease(release));
    }
    Result<FetchResponse> get(const QUrl& url, const HeaderList& headers = {}, bool follow = true) {
        FetchRequest request;
        request.url = url;
        request.headers = headers;
        request.limit = 10 << 20;
        request.followRedirects = follow;
        return m_fetcher->fetch(request);
    }
    Result<FetchResponse> api(const QString& path, const HeaderList& headers = {}) {
        return get(QUrl(m_server->api().toString() + "/repos/example/almanac" + path), headers);
    }
    QJsonValue json(const QString& path) {
        const auto response = api(path);
        const auto document = QJsonDocument::fromJson(response->body);
        return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    }
    // Empty when the value is what GitHub's description says.
    static QString violations(const QString& schemaName, const QJsonValue& value) {
        QFile file(UPKEEP_SOURCE_DIR "/tests/data/github/openapi-release.json");
        if (!file.open(QIODevice::ReadOnly))
            return "no schema";
        QJsonObject schemas = QJsonDocument::fromJson(file.readAll()).object();
        schemas.insert("$ref", "#/definitions/" + schemaName);
        const QJsonValue root(schemas);
        valijson::Schema schema;
        valijson::SchemaParser().populateSchema(valijson::adapters::QtJsonAdapter(root), schema);
        valijson::ValidationResults results;
        valijson::Validator().validate(schema, valijson::adapters::QtJsonAdapter(value), &results);
        QStringList texts;
        for (valijson::ValidationResults::Error error; results.popError(error);) {
            QString where;
            for (const std::string& step : error.context)
                where += QString::fromStdString(step);
            texts.append(where + ": " + QString::fromStdString(error.description));
        }
        return texts.join('\n');
    }
    std::unique_ptr<ReleaseSource> source() {
        SourceSpec spec;
        spec.repository = "example/almanac";
        SourceOverride local;
        local.type = "github";
        local.server = m_server->web().toString();
        local.allowLoopbackHttp = true;
        auto made = makeSource(spec, local, *m_files, nullptr);
        return made.has_value() ? std::move(*made) : nullptr;
    }

private Q_SLOTS:
    void initTestCase() {
        release("v1.0.0", "2026-01-01T00:00:00Z", false, false);
        release("v1.1.0", "2026-03-01T00:00:00Z", false, false);
        release("v1.2.0-rc.1", "2026-04-01T00:00:00Z", false, true);
        release("v1.2.0", "2026-05-01T00:00:00Z", true, false);
        release("v1.0.1", "2026-06-01T00:00:00Z", false, false); // a backport
        for (const char* folder : {"metadata", "targets/stable/linux-x64"})
            VERIFY_OK(m_files->makeFolders(m_site.root() / folder));
        VERIFY_OK(m_files->writeAndSync(m_site.metadata() / "1.root.json", "{}"));
        VERIFY_OK(m_files->writeAndSync(m_site.targets() / "stable/linux-x64/ab.1.json", "[]"));
        VERIFY_OK(m_files->writeAndSync(m_top / "secret", "secret"));
        FetcherOptions options;
        options.allowLoopbackHttp = true;
        m_fetcher = makeHttpFetcher(options);
        auto started = ReleaseServer::start(*m_files, {m_site.root(), "example/almanac"});
        VERIFY_OK(started);
        m_server = std::move(*started);
    }

    void answersAsGitHubDescribesIt_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("schema");
        QTest::newRow("latest") << "/releases/latest"
                                << "release";
        QTest::newRow("by tag") << "/releases/tags/v1.1.0"
                                << "release";
        QTest::newRow("by number")
            << "/releases/" + QString::number(json("/releases/latest")["id"].toInteger())
            << "release";
        const qint64 asset = json("/releases/latest")["assets"][0]["id"].toInteger();
        QTest::newRow("asset") << "/releases/assets/" + QString::number(asset) << "release-asset";
    }
    void answersAsGitHubDescribesIt() {
        QFETCH(QString, path);
        QFETCH(QString, schema);
        const QJsonValue value = json(path);
        QVERIFY(!value["id"].isUndefined());
        QCOMPARE(violations(schema, value), "");
    }

    void listsAsGitHubDescribesIt() {
        const QJsonArray list = json("/releases").toArray();
        QStringList tags;
        for (const QJsonValue& item : list) {
            QCOMPARE(violations("release", item), "");
            tags.append(item["tag_name"].toString());
        }
        tags.sort();
        QCOMPARE(tags, (QStringList{"v1.0.0", "v1.0.1", "v1.1.0", "v1.2.0-rc.1"})); // no draft
    }

    void wouldNoticeAWrongAnswer_data() {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("missing") << "tag_name" << QJsonValue(QJsonValue::Undefined);
        QTest::newRow("wrong type") << "id" << QJsonValue("1");
        QTest::newRow("unknown") << "surprise" << QJsonValue(1);
        QTest::newRow("null") << "html_url" << QJsonValue(QJsonValue::Null);
    }
    void wouldNoticeAWrongAnswer() {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        QJsonObject release = json("/releases/latest").toObject();
        QCOMPARE(violations("release", release), "");
        if (value.isUndefined())
            release.remove(member);
        else
            release.insert(member, value);
        QVERIFY(!violations("release", release).isEmpty());
    }

    void pagesByRepositoryNumber() {
        QStringList tags;
        QUrl page(m_server->api().toString() + "/repos/example/almanac/releases?per_page=1");
        int pages = 0;
        for (; !page.isEmpty(); ++pages) {
            const auto response = get(page);
            VERIFY_OK(response);
            tags.append(QJsonDocument::fromJson(response->body)[0]["tag_name"].toString());
            page = nextPage(response->header("Link"));
            QVERIFY(page.isEmpty() || page.path().contains("/repositories/"));
        }
        QCOMPARE(pages, 4);
        tags.removeDuplicates();
        QCOMPARE(tags.size(), 4);
        QCOMPARE(api("/releases?per_page=100")->header("Link"), "");
    }

    void saysNotFound_data() {
        QTest::addColumn<QString>("path");
        for (const char* path : {"/api/v3/repos/example/almanac/releases/tags/v9",
                                 "/api/v3/repos/example/almanac/releases/tags/v1.2.0",
                                 "/api/v3/repos/example/other/releases",
                                 "/api/v3/repos/example/almanac/releases/assets/7",
                                 "/example/almanac/releases/download/v1.2.0/almanac.tar.zst",
                                 "/example/almanac/releases/download/v1.1.0/release.json",
                                 "/example/almanac/releases/download/../secret",
                                 "/metadata/../../secret",
                                 "/metadata/..%2F..%2Fsecret",
                                 "/targets/..%2F..%2Fsecret",
                                 "/releases/..%2F../secret",
                                 "/metadata",
                                 "/metadata/2.root.json",
                                 "/"})
            QTest::newRow(path) << path;
    }
    void saysNotFound() {
        QFETCH(QString, path);
        const auto response = get(QUrl(m_server->web().toString() + path));
        VERIFY_OK(response);
        QCOMPARE(response->status, 404);
    }

    void countsWhatIsAsked() {
        const auto first = api("/releases/latest");
        QCOMPARE(first->header("X-RateLimit-Limit"), "5000");
        const int left = first->header("X-RateLimit-Remaining").toInt();
        const auto again = api("/releases/latest", {{"If-None-Match", first->header("ETag")}});
        QCOMPARE(again->status, 304);
        QCOMPARE(again->body, "");
        QCOMPARE(again->header("X-RateLimit-Remaining").toInt(), left); // a 304 is free
        QCOMPARE(api("/releases/latest")->header("X-RateLimit-Remaining").toInt(), left - 1);

        auto strict = ReleaseServer::start(*m_files, {m_site.root(), "example/almanac", 0, 2});
        VERIFY_OK(strict);
        const QUrl url((*strict)->api().toString() + "/repos/example/almanac/releases");
        for (const int status : {200, 200, 403, 403})
            QCOMPARE(get(url)->status, status);
        QCOMPARE(get(url)->header("X-RateLimit-Remaining"), "0");
    }

    void redirectsDownloadsToAnotherOrigin() {
        const QUrl url(m_server->web().toString() +
                       "/example/almanac/releases/download/v1.1.0/almanac.tar.zst");
        const auto redirect = get(url, {}, false);
        VERIFY_OK(redirect);
        QCOMPARE(redirect->status, 302);
        QVERIFY(redirect->location.port() != url.port());
        QCOMPARE(get(url)->body, m_package);
        QCOMPARE(get(redirect->location, {{"Authorization", "Bearer x"}})->status, 400);
        QCOMPARE(get(redirect->location)->status, 200);
        QUrl forged = redirect->location;
        forged.setPath("/objects/v1.0.0/almanac.tar.zst");
        QCOMPARE(get(forged)->status, 403);

        ReleaseServerOptions options{m_site.root(), "example/almanac"};
        options.linkLifetime = std::chrono::seconds(-1);
        auto stale = ReleaseServer::start(*m_files, options);
        VERIFY_OK(stale);
        QUrl expired = url;
        expired.setPort((*stale)->web().port());
        QCOMPARE(get(expired)->status, 403);
    }

    void givesAnAssetThroughTheApi() {
        const QJsonValue asset = json("/releases/tags/v1.0.0")["assets"][0];
        const auto response =
            get(QUrl(asset["url"].toString()),
                {{"Accept", "application/octet-stream"}, {"Authorization", "Bearer secret"}});
        VERIFY_OK(response); // the token was dropped on the way, or it were a 400
        QCOMPARE(response->status, 200);
        QCOMPARE(response->body.size(), asset["size"].toInt());
    }

    void servesRanges_data() {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("contentRange");
        QTest::addColumn<int>("size");
        QTest::newRow("middle") << QByteArray("bytes=10-19") << 206
                                << QByteArray("bytes 10-19/1000000") << 10;
        QTest::newRow("to the end") << QByteArray("bytes=999990-") << 206
                                    << QByteArray("bytes 999990-999999/1000000") << 10;
        QTest::newRow("the last") << QByteArray("bytes=-5") << 206
                                  << QByteArray("bytes 999995-999999/1000000") << 5;
        QTest::newRow("over the end") << QByteArray("bytes=999999-2000000") << 206
                                      << QByteArray("bytes 999999-999999/1000000") << 1;
        QTest::newRow("behind the end")
            << QByteArray("bytes=1000000-") << 416 << QByteArray("bytes */1000000") << 0;
        QTest::newRow("several") << QByteArray("bytes=0-1,5-6") << 200 << QByteArray() << 1'000'000;
    }
    void servesRanges() {
        QFETCH(QByteArray, range);
        QFETCH(int, status);
        const auto response =
            get(QUrl(m_server->web().toString() + "/releases/v1.1.0/almanac.tar.zst"),
                {{"Range", range}});
        VERIFY_OK(response);
        QCOMPARE(response->status, status);
        QTEST(response->header("Content-Range"), "contentRange");
        QTEST(static_cast<int>(response->body.size()), "size");
    }

    // A reader that does not read must not make the server hold the file in memory for it.
    void keepsItsMemoryWhateverIsAsked() {
        constexpr qint64 size = 256LL << 20;
        const LocalPath huge = m_site.assetPath("v1.0.0", "huge").value();
        VERIFY_OK(m_files->writeAndSync(huge, ""));
        QCOMPARE(::truncate(huge.c_str(), size), 0);
        const qint64 before = residentBytes();
        QTcpSocket reader;
        reader.setReadBufferSize(16 * 1024);
        reader.connectToHost(QHostAddress::LocalHost, quint16(m_server->web().port()));
        QVERIFY(reader.waitForConnected());
        reader.write("GET /releases/v1.0.0/huge HTTP/1.1\r\nHost: x\r\n\r\n");
        QVERIFY(reader.waitForReadyRead());
        for (int i = 0; i < 50; ++i) // it still has time for others, and had time to read it all
            VERIFY_OK(api("/releases/latest"));
        const qint64 grown = residentBytes() - before;
        QVERIFY2(grown < (32LL << 20), qPrintable(QString::number(grown)));
        reader.abort();
        VERIFY_OK(m_files->removeFile(huge));
    }

    void bringsASourceAllItNeeds() {
        const auto source = this->source();
        QVERIFY(source);
        QCOMPARE(**source->metadata().metadata("1.root.json", 10, {}), "{}");
        QVERIFY(!source->metadata().metadata("2.root.json", 10, {})->has_value());
        QCOMPARE(**source->metadata().target("stable/linux-x64/ab.1.json", 10, {}), "[]");
        const LocalPath to = m_top / "download";
        VERIFY_OK(m_files->writeAndSync(to.withSuffix(".part"), m_package.left(1234)));
        VERIFY_OK(source->download("v1.1.0/almanac.tar.zst",
                                   m_package.size(),
                                   Digest::of(m_package),
                                   to,
                                   *m_files,
                                   {},
                                   {}));
        QCOMPARE(*m_files->read(to, 10 << 20), m_package);
        QByteArray range;
        const auto take = [&](qsizetype, QByteArrayView piece) {
            range += piece;
            return Result<void>();
        };
        const RangesJob job{"v1.1.0/a b+c.json", 6, {{1, 3}}};
        VERIFY_OK(source->downloadRanges(job, *m_files, take, {}));
        QCOMPARE(range, "1.1");
    }

    void bringsAFolderTheSame() {
        SourceSpec spec;
        spec.type = SourceType::Folder;
        spec.folder = m_site.root().display();
        const auto source = makeSource(spec, {}, *m_files, nullptr);
        VERIFY_OK(source);
        MetadataTransport& metadata = (*source)->metadata();
        QCOMPARE(**metadata.metadata("1.root.json", 10, {}), "{}");
        QVERIFY(!metadata.metadata("2.root.json", 10, {})->has_value());
        QVERIFY(!metadata.metadata("../../secret", 10, {}).has_value());
        const LocalPath to = m_top / "copy";
        const Digest digest = Digest::of(m_package);
        const qint64 size = m_package.size();
        const QString url = "v1.1.0/almanac.tar.zst";
        VERIFY_OK((*source)->download(url, size, digest, to, *m_files, {}, {}));
        QCOMPARE(*m_files->read(to, 10 << 20), m_package);
        QCOMPARE(codeOf((*source)->download(url, size - 1, digest, to, *m_files, {}, {})),
                 "download.hash-mismatch");
        QCOMPARE(codeOf((*source)->download("v9/x", 1, digest, to, *m_files, {}, {})),
                 "source.missing");
        QCOMPARE(codeOf((*source)->download("../secret", 1, digest, to, *m_files, {}, {})),
                 "source.invalid");
    }

    void letsTheApiClientChooseByVersion() {
        const Clock clock;
        GitHubApi client(*m_fetcher, clock, {m_server->api(), "example/almanac"}, {});
        const auto releases = client.releases();
        VERIFY_OK(releases);
        QCOMPARE(releases->size(), 4);
        QCOMPARE((*client.latest())->tag, "v1.0.1"); // what the server calls the latest
        const auto stable = newestFirst(*releases, false);
        QCOMPARE(stable.constFirst().tag, "v1.1.0");
        QCOMPARE(newestFirst(*releases, true).constFirst().tag, "v1.2.0-rc.1");
        const GitHubAsset* asset = stable.constFirst().asset(u"almanac.tar.zst");
        QVERIFY(asset && asset->digest == Digest::of(m_package));
    }
};

QTEST_GUILESS_MAIN(TestReleaseServer)
#include "test_release_server.moc"
