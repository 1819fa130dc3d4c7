// SPDX-License-Identifier: Apache-2.0
// Attack B5: what a forge's API can say and do to a product that signs nothing, over real TLS. Each
// is refused by its name or not offered, the tree stays, and the next good run succeeds.
#include "source/http_source.h"
#include "support/fast_folder.h"
#include "support/test_server.h"
#include "support/tls_authority.h"
#include "support/verify_ok.h"
#include "walks/installation.h"
#include "walks/installed_product.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;
using namespace std::chrono_literals;
using test::codeOf;
using test::ServerReply;
using test::ServerRequest;

namespace {

QByteArray json(QByteArray text) {
    return text.replace('\'', '"');
}

// What an attack changes of the newest release.
struct Forge {
    QByteArray name = "tool-1.1.0-linux-x64.tar.gz";
    QByteArray digest; // none: the right one
    QByteArray flags = "'draft':false,'prerelease':false";
    bool isListed = true;
    bool isReplaced = false; // the bytes are others
    bool isGone = false;     // the asset is 404
    int status = 200;
    bool isCutOff = false;
    qint64 id = 42; // of the repository
};
using ForgeChange = std::function<void(Forge&)>;

} // namespace

class TestAttacksApi : public QObject {
    Q_OBJECT

    test::TlsAuthority m_authority;
    test::ServerTls m_tls = m_authority.issue("IP:127.0.0.1");
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    std::unique_ptr<Processes> m_processes = makeLocalProcesses();
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::TestServer> m_server;
    Clock m_clock;
    Forge m_forge;
    QMap<QByteArray, QByteArray> m_archives;
    std::optional<Seams> m_seams;
    std::unique_ptr<InstalledProduct> m_product;

    LocalPath path(const char* name) const {
        return LocalPath::parse(m_folder->path().toUtf8()).value() / name;
    }
    QByteArray archiveOf(const QByteArray& version) {
        QProcess shell;
        shell.setWorkingDirectory(m_folder->path());
        shell.start("sh",
                    {"-ec",
                     "mkdir -p t/bin; printf '#!/bin/sh\\necho " + QString::fromLatin1(version) +
                         "\\n' > t/bin/tool; chmod 755 t/bin/tool; tar -cz t"});
        shell.waitForFinished();
        return shell.readAllStandardOutput();
    }
    QByteArray release(const QByteArray& version, const QByteArray& name, const Forge& forge) {
        const QByteArray bytes = m_archives.value(version);
        const QByteArray digest = forge.digest.isEmpty() ? Digest::of(bytes).hex() : forge.digest;
        return json("{'id':1,'tag_name':'v" + version + "','name':null,'body':null," + forge.flags +
                    ",'published_at':'2026-01-01T00:00:00Z','assets':[{'id':2,'name':'" + name +
                    "','size':" + QByteArray::number(bytes.size()) +
                    ",'state':'uploaded','digest':'sha256:" + digest + "'}]}");
    }
    ServerReply answer(const ServerRequest& request) {
        const QByteArray path = request.path.split('?').constFirst();
        if (path == "/api/v3/repos/o/tool")
            return {200, {}, "{\"id\":" + QByteArray::number(m_forge.id) + "}"};
        if (path == "/api/v3/repos/o/tool/releases")
            return list();
        for (const char* version : {"1.0.0", "1.1.0"}) {
            if (!path.startsWith("/o/tool/releases/download/v" + QByteArray(version)))
                continue;
            QByteArray bytes = m_archives.value(version);
            if (m_forge.isGone)
                break;
            if (m_forge.isReplaced)
                bytes.fill('!');
            return {200, {}, bytes};
        }
        return {404, {}, "{}"};
    }
    ServerReply list() {
        if (m_forge.status != 200)
            return {
                m_forge.status,
                {{"X-RateLimit-Remaining", "0"},
                 {"X-RateLimit-Reset", QByteArray::number(QDateTime::currentSecsSinceEpoch() + 1)}},
                "{\"message\":\"API rate limit exceeded\"}"};
        QByteArrayList releases;
        if (m_forge.isListed)
            releases.append(release("1.1.0", m_forge.name, m_forge));
        releases.append(release("1.0.0", "tool-1.0.0-linux-x64.tar.gz", {}));
        const QByteArray body = '[' + releases.join(',') + ']';
        return {200, {}, m_forge.isCutOff ? body.left(body.size() / 2) : body};
    }

    Seams seams() {
        Places places;
        places.config = path("config");
        places.data = path("data");
        places.state = path("state");
        places.cache = path("cache");
        Seams seams{*m_files, *m_processes, m_clock, places, nullptr, {}, {}, {}};
        seams.makeSource =
            [this](const SourceSpec& spec,
                   const SourceOverride& local) -> Result<std::unique_ptr<ReleaseSource>> {
            FetcherOptions options;
            options.extraCaPem = m_authority.caPem();
            UPKEEP_TRY_AS(auto source,
                          makeSource(spec, local, *m_files, nullptr, options, path("answers")));
            if (auto* const http = dynamic_cast<HttpSource*>(source.get()))
                http->setRetryPolicy({1, 1ms});
            return source;
        };
        return seams;
    }
    Result<UpdateOutcome> update() {
        m_seams.emplace(seams());
        UPKEEP_TRY_AS(const Registration registration,
                      findRegistration(*m_files, m_seams->places, "tool"));
        UPKEEP_TRY_AS(m_product, InstalledProduct::open(*m_seams, registration));
        return m_product->update({}, {}, {});
    }
    QByteArray version() {
        QProcess tool;
        tool.start(m_folder->filePath("app/current/bin/tool"), {});
        tool.waitForFinished();
        return tool.readAll().trimmed();
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>(test::fastFolder());
        qputenv("HOME", m_folder->path().toUtf8());
        m_forge = {};
        m_archives = {{"1.0.0", archiveOf("1.0.0")}, {"1.1.0", archiveOf("1.1.0")}};
        m_server = std::make_unique<test::TestServer>(&m_tls);
        m_server->handleRest([this](const ServerRequest& request) { return answer(request); });
        InstallRequest request;
        request.productYaml = "schema: 1\nid: tool\nname: Tool\npublisher: Somebody\n"
                              "source: { type: github, repository: o/tool, server: \"" +
                              m_server->url("").toEncoded() +
                              "\" }\n"
                              "trust: { kind: checksums-only, asset: \"tool-{version}-*.tar.gz\", "
                              "strip: 1 }\n"
                              "launch: { command: bin/tool }\n"
                              "components:\n  - { id: app, kind: application, path: . }\n";
        request.root = path("app");
        request.version = *Version::parse("1.0.0");
        m_seams.emplace(seams());
        VERIFY_OK(installProduct(*m_seams, request, {}, {}));
        QCOMPARE(version(), "1.0.0");
    }
    void cleanup() {
        m_product.reset();
        m_server.reset();
    }

    void B5_api_data() {
        QTest::addColumn<ForgeChange>("change");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const ForgeChange& change, const char* code) {
            QTest::newRow(name) << change << code;
        };
        row(
            "asset renamed", [](Forge& f) { f.name = "tool.tar.gz"; }, "source.missing");
        row(
            "digest changed",
            [](Forge& f) { f.digest = QByteArray(64, '0'); },
            "download.hash-mismatch");
        row(
            "asset replaced", [](Forge& f) { f.isReplaced = true; }, "download.hash-mismatch");
        row(
            "asset deleted", [](Forge& f) { f.isGone = true; }, "source.missing");
        row(
            "release deleted", [](Forge& f) { f.isListed = false; }, "nothing new");
        row(
            "a draft",
            [](Forge& f) { f.flags = "'draft':true,'prerelease':false"; },
            "nothing new");
        row(
            "a prerelease shown as the latest",
            [](Forge& f) { f.flags = "'draft':false,'prerelease':true"; },
            "nothing new");
        row(
            "rate limit", [](Forge& f) { f.status = 403; }, "network.rate-limited");
        row(
            "body cut off", [](Forge& f) { f.isCutOff = true; }, "source.invalid");
        row(
            "another project of this name", [](Forge& f) { f.id = 7; }, "source.changed");
    }
    void B5_api() {
        QFETCH(ForgeChange, change);
        QFETCH(QString, code);
        const QByteArray program = *m_files->read(path("app/current/bin/tool"), 1000);
        change(m_forge);
        const auto refused = update();
        QCOMPARE(refused ? "nothing new" : codeOf(refused), code);
        if (refused)
            QCOMPARE(refused->to, refused->from);
        QCOMPARE(*m_files->read(path("app/current/bin/tool"), 1000), program);
        m_forge = {};
        QString last;
        QTRY_COMPARE_WITH_TIMEOUT((last = codeOf(update())), "ok", 5000); // a limit may have to end
        QCOMPARE(version(), "1.1.0");
    }

    void neverInstallsByItself() {
        m_seams.emplace(seams());
        const auto registration = findRegistration(*m_files, m_seams->places, "tool");
        VERIFY_OK(registration);
        auto product = InstalledProduct::open(*m_seams, *registration);
        VERIFY_OK(product);
        UpdateChoice silent;
        silent.trigger = Trigger::Silent;
        const auto refused = (*product)->update(silent, {}, {});
        QCOMPARE(codeOf(refused), "update.held");
        QCOMPARE(refused.error().cause, "not-signed");
        QCOMPARE(version(), "1.0.0");
    }
};

QTEST_GUILESS_MAIN(TestAttacksApi)
#include "test_attacks_api.moc"
