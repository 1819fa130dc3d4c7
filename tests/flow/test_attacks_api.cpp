// SPDX-License-Identifier: Apache-2.0
// Attack B5: what a forge's API can say and do to a product that signs nothing, over real TLS; and
// group C as the archives of such a project, read in the child that reads them in the product. Each
// is refused by its name or not offered, the tree and what is known of it stay, and the next good
// run succeeds.
#include "source/http_source.h"
#include "support/fast_folder.h"
#include "support/test_server.h"
#include "support/tls_authority.h"
#include "support/verify_ok.h"
#include "walks/installation.h"
#include "walks/installed_product.h"

#include <QDir>
#include <QDirIterator>
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
    // Python writes what no well-meant tool would; the program is there in any case.
    QByteArray hostileArchive(const QByteArray& script) {
        QProcess interpreter;
        interpreter.setWorkingDirectory(m_folder->path());
        interpreter.start("python3",
                          {"-c",
                           "import tarfile, io\n"
                           "t = tarfile.open('hostile.tar.gz', 'w:gz')\n"
                           "def add(n, data=b'x', **k):\n"
                           " i = tarfile.TarInfo('t/' + n)\n"
                           " i.size = len(data) if k.get('type', b'0') == b'0' else 0\n"
                           " [setattr(i, a, v) for a, v in k.items()]\n"
                           " t.addfile(i, io.BytesIO(data))\n"
                           "link = lambda n, to: add(n, type=tarfile.SYMTYPE, linkname=to)\n"
                           "add('bin/tool', b'#!/bin/sh\\necho 1.1.0\\n', mode=0o755)\n" +
                               QString::fromUtf8(script) + "\nt.close()"});
        interpreter.waitForFinished();
        const auto made = m_files->read(path("hostile.tar.gz"), 64 << 20);
        return made && interpreter.exitCode() == 0 ? *made : QByteArray();
    }
    // Every file below a folder: mode, and content or target.
    QMap<QString, QByteArray> picture(const char* name) const {
        QMap<QString, QByteArray> all;
        QDirIterator files(m_folder->filePath(name),
                           QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            const QFileInfo info(file);
            QByteArray& entry = all[file.fileName()];
            entry = QByteArray::number(info.permissions(), 16) + ' ';
            if (info.isSymLink())
                entry += info.symLinkTarget().toUtf8();
            else if (info.isFile() && file.open(QIODevice::ReadOnly))
                entry += file.readAll();
        }
        return all;
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
        const LocalPath worker = LocalPath::parse(UPKEEP_BIN_DIR "/upkeepctl").value();
        Seams seams{*m_files, *m_processes, m_clock, places, nullptr, worker, {}, {}};
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

    // Refused for `code`, nothing changed; then an honest forge, and all is well.
    void isRefused(const QString& code, const std::function<void()>& mend = {}) {
        const auto tree = picture("app/current");
        const auto registered = picture("config");
        const auto refused = update();
        QCOMPARE(refused ? "nothing new" : codeOf(refused), code);
        if (refused)
            QCOMPARE(refused->to, refused->from);
        QCOMPARE(picture("app/current"), tree);
        QCOMPARE(picture("config"), registered);
        m_forge = {};
        if (mend)
            mend();
        QString last;
        QTRY_COMPARE_WITH_TIMEOUT((last = codeOf(update())), "ok", 5000); // a limit may have to end
        QCOMPARE(version(), "1.1.0");
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>(test::fastFolder());
        qputenv("HOME", m_folder->path().toUtf8());
        QVERIFY(QDir(m_folder->path()).mkpath("outside"));
        VERIFY_OK(m_files->writeAndSync(path("outside/keep"), "kept"));
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
        change(m_forge);
        isRefused(code);
    }

    void C_archives_data() {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const char* script, const char* code) {
            QTest::newRow(name) << QByteArray(script) << QString(code);
        };
        const char* const unsafe = "archive.unsafe-entry";
        row("C1 up", "add('../../evil')", unsafe);
        row("C1 absolute", "i = tarfile.TarInfo('/tmp/evil'); t.addfile(i)", unsafe);
        row("C1 backslash", "add('a\\..\\evil')", unsafe);
        row("C1 behind a newline", "add('a\\n../evil')", unsafe);
        row("C2 a link out of the tree", "link('l', '../../evil')", unsafe);
        row("C2 an absolute link", "link('l', '/etc/passwd')", unsafe);
        row("C2 a file through a link", "link('d', 'bin'); add('d/evil')", unsafe);
        row("C2 a chain of links", "link('a', 'b'); link('b', '../..'); add('a/evil')", unsafe);
        row("C2 a hard link",
            "add('h', type=tarfile.LNKTYPE, linkname='../../../outside')",
            unsafe);
        row("C3 the same name twice", "add('bin/tool')", unsafe);
        row("C3 another case", "add('bin/TOOL')", unsafe);
        row("C3 another form", "add('\\u00e9'); add('e\\u0301')", unsafe);
        row("C3 a file where a folder was", "add('bin')", unsafe);
        row("C4 setuid", "add('s', mode=0o4755)", unsafe);
        row("C4 a device", "add('n', type=tarfile.CHRTYPE)", unsafe);
        row("C4 a FIFO", "add('p', type=tarfile.FIFOTYPE)", unsafe);
        row("C5 a bomb", "add('zeros', bytes(30 << 20))", "payload.limit");
        row("C5 5,000 levels", "add('a/' * 5000 + 'x')", unsafe);
        row("C6 another format",
            "t.close(); open('hostile.tar.gz', 'wb').write(b'Rar!\\x1a\\x07\\x01\\x00')\n"
            "t = io.BytesIO()",
            "archive.invalid");
        row("C6 cut off",
            "add('noise', __import__('os').urandom(50000)); t.close()\n"
            "d = open('hostile.tar.gz', 'rb').read()\n"
            "open('hostile.tar.gz', 'wb').write(d[:len(d) // 2]); t = io.BytesIO()",
            "archive.invalid");
    }
    void C_archives() {
        QFETCH(QByteArray, script);
        QFETCH(QString, code);
        const QByteArray good = m_archives.value("1.1.0");
        m_archives["1.1.0"] = hostileArchive(script);
        QVERIFY(!m_archives["1.1.0"].isEmpty());
        const auto outside = picture("outside");
        isRefused(code, [&] { m_archives["1.1.0"] = good; });
        QCOMPARE(picture("outside"), outside);
        QVERIFY(!m_files->exists(path("evil")));
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
