// SPDX-License-Identifier: Apache-2.0
// A project that signs nothing, as most on GitHub: installed, checked, updated, gone back and
// adopted by the real program from a server that speaks the shapes of GitHub and of Gitea.
#include "publish/release_server.h"
#include "publish/site.h"
#include "support/playground.h"
#include "support/verify_ok.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace upkeep;

namespace {

LocalPath local(const QString& path) {
    return LocalPath::parse(path.toUtf8()).value();
}

} // namespace

class TestFlowChecksums : public QObject {
    Q_OBJECT

    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    std::unique_ptr<Playground> m_ground;
    std::unique_ptr<ReleaseServer> m_server;

    RunReport ctl(const QStringList& arguments) {
        return m_ground->upkeepctl(arguments + QStringList{"--yes", "--json"});
    }
    void sh(const QString& script) {
        QProcess shell;
        shell.setWorkingDirectory(m_ground->path({}));
        shell.start("sh", {"-ec", script});
        QVERIFY(shell.waitForFinished());
        QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
    }
    QByteArray live(const QString& name) const {
        QFile file(m_ground->live() + '/' + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("-");
    }
    QByteArray runs() {
        return m_ground->run(m_ground->live() + "/bin/tool", {"--version"}).output.trimmed();
    }

    // tool-<version>-x86_64-unknown-linux-musl.<kind> and SHA256SUMS, as projects do.
    void publish(const QString& version, const QString& kind) {
        const QString tree = "tool-" + version;
        const QString platform =
            QSysInfo::currentCpuArchitecture() == "arm64" ? "aarch64" : "x86_64";
        const QString asset = tree + '-' + platform + "-unknown-linux-musl" +
                              (kind == "program" ? QString() : '.' + kind);
        const QString folder = "site/releases/v" + version;
        QString pack = "tar -caf " + folder + '/' + asset + ' ' + tree;
        if (kind == "zip")
            pack = "python3 -c \"import shutil; shutil.make_archive('" + folder + '/' +
                   asset.chopped(4) + "', 'zip', '.', '" + tree + "')\"";
        else if (kind == "program")
            pack = "cp " + tree + "/bin/tool " + folder + '/' + asset;
        sh("mkdir -p " + tree + "/bin " + tree + "/share " + folder +
           "\nprintf '#!/bin/sh\\necho " + version + "\\n' > " + tree + "/bin/tool\nchmod 755 " +
           tree + "/bin/tool\necho " + version + " > " + tree + "/share/about\n" + pack + "\ncd " +
           folder + " && sha256sum " + asset + " > SHA256SUMS");
        PublishedRelease release;
        release.tag = "v" + version;
        release.title = version;
        release.body = "## What is new\n\n- Things of " + version;
        release.publishedAt = QDateTime::fromString("2026-01-01T00:00:00Z", Qt::ISODate);
        const Site site(*m_files, local(m_ground->site()));
        for (const QString& name : {asset, QString("SHA256SUMS")}) {
            const auto path = site.assetPath(release.tag, name);
            VERIFY_OK(path);
            const auto bytes = m_files->read(*path, 16 << 20);
            VERIFY_OK(bytes);
            release.setAsset({name, bytes->size(), Digest::of(*bytes)});
        }
        VERIFY_OK(site.saveRelease(release));
    }

    QString productFile(const QString& forge, const QString& kind) {
        const bool isProgram = kind == "program";
        const QString path = m_ground->path("tool.yaml");
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("%s", qPrintable(path));
        const QString server = forge == "gitea" ? QString(", server: https://git.example") : "";
        file.write(QString("schema: 1\nid: tool\nname: Tool\npublisher: Somebody\n"
                           "source: { type: %1, repository: example/tool%2 }\n"
                           "trust: { kind: checksums-only, asset: \"tool-{version}-{platform}%3\", "
                           "strip: %4%5 }\n"
                           "launch: { command: bin/tool, version: [bin/tool, --version] }\n"
                           "components:\n  - { id: app, kind: application, path: . }\n"
                           "health: { probe: [bin/tool, --version], timeout_s: 10 }\n")
                       .arg(forge,
                            server,
                            isProgram ? QString() : '.' + kind,
                            QString::number(isProgram ? 0 : 1),
                            forge == "gitea" ? ", checksums: SHA256SUMS" : "")
                       .toUtf8());
        return path;
    }

    void serve() {
        ReleaseServerOptions options;
        options.site = local(m_ground->site());
        options.repository = "example/tool";
        auto started = ReleaseServer::start(*m_files, options);
        VERIFY_OK(started);
        m_server = std::move(*started);
    }
    RunReport install(const QString& product) {
        return ctl({"install",
                    product,
                    "--root",
                    m_ground->root(),
                    "--source",
                    m_server->web().toString()});
    }

private Q_SLOTS:
    void init() {
        m_ground = std::make_unique<Playground>();
        QDir().mkpath(m_ground->site() + "/releases");
    }
    void cleanup() {
        m_server.reset();
        m_ground.reset();
    }

    void goesTheWholeWay_data() {
        QTest::addColumn<QString>("forge");
        QTest::addColumn<QString>("kind");
        QTest::newRow("GitHub, tar.gz") << "github"
                                        << "tar.gz";
        QTest::newRow("GitHub, tar.xz") << "github"
                                        << "tar.xz";
        QTest::newRow("GitHub, zip") << "github"
                                     << "zip";
        QTest::newRow("GitHub, one program") << "github"
                                             << "program";
        QTest::newRow("Gitea, tar.gz with SHA256SUMS") << "gitea"
                                                       << "tar.gz";
    }
    void goesTheWholeWay() {
        QFETCH(QString, forge);
        QFETCH(QString, kind);
        publish("1.0.0", kind);
        serve();
        const QString product = productFile(forge, kind);
        const RunReport installed = install(product);
        QVERIFY2(installed.exitCode == 0, installed.all().constData());
        QVERIFY2(m_ground->upkeepctl({"install", product, "--root", "/x", "--dry-run"})
                     .output.contains("Not signed by its publisher"),
                 "it must be said before anything is asked for");
        QCOMPARE(runs(), "1.0.0");
        QVERIFY(m_ground->upkeepctl({"status"}).output.contains("Not signed by its publisher"));
        const QJsonArray warnings = ctl({"status"}).result().value("warnings").toArray();
        QCOMPARE(warnings, QJsonArray{"not-signed"});
        QCOMPARE(ctl({"check"}).result().value("outcome").toString(), "up-to-date");

        publish("1.1.0", kind);
        QFile own(m_ground->live() + "/own.txt");
        QVERIFY(own.open(QIODevice::WriteOnly));
        own.write("mine");
        own.close();
        const RunReport checked = ctl({"check"});
        QVERIFY2(checked.exitCode == 0, checked.all().constData());
        QVERIFY2(checked.output.contains("\"signed_by_publisher\":false") ||
                     checked.output.contains("\"signed_by_publisher\": false"),
                 checked.output.constData());
        const RunReport applied = ctl({"apply"});
        QVERIFY2(applied.exitCode == 0, applied.all().constData());
        QCOMPARE(runs(), "1.1.0");
        QCOMPARE(live("own.txt"), "mine");
        const RunReport parts = ctl({"components"});
        QVERIFY2(parts.output.contains("\"local_changes\":0") ||
                     parts.output.contains("\"local_changes\": 0"),
                 parts.all().constData());

        const RunReport back = ctl({"rollback"});
        QVERIFY2(back.exitCode == 0, back.all().constData());
        QCOMPARE(runs(), "1.0.0");
        QCOMPARE(live("own.txt"), "mine");
    }

    void refusesAnotherFileThanTheChecksumSays() {
        publish("1.0.0", "tar.gz");
        serve();
        const RunReport installed = install(productFile("github", "tar.gz"));
        QVERIFY2(installed.exitCode == 0, installed.all().constData());
        publish("1.1.0", "tar.gz");
        sh("cd site/releases/v1.1.0 && for f in tool-*; do printf x | dd of=$f bs=1 seek=40 "
           "conv=notrunc 2>/dev/null; done");
        const auto before = treePicture(m_ground->live());
        const RunReport applied = ctl({"apply"});
        QVERIFY2(applied.exitCode == 12, applied.all().constData());
        QVERIFY2(applied.all().contains("download.hash-mismatch"), applied.all().constData());
        QVERIFY(before == treePicture(m_ground->live()));
        publish("1.1.0", "tar.gz");
        const RunReport again = ctl({"apply"});
        QVERIFY2(again.exitCode == 0, again.all().constData());
        QCOMPARE(runs(), "1.1.0");
    }

    // Killed in the middle of a throttled download; the next process goes on in the same file.
    void goesOnAfterItWasKilled() {
        publish("1.0.0", "tar.gz");
        serve();
        const RunReport installed = install(productFile("github", "tar.gz"));
        QVERIFY2(installed.exitCode == 0, installed.all().constData());
        sh("mkdir -p tool-1.1.0/share && head -c 3000000 /dev/urandom > tool-1.1.0/share/noise");
        publish("1.1.0", "tar.gz");
        QCOMPARE(ctl({"config", "set", "rate-limit-kib", "500"}).exitCode, 0);
        QProcess first;
        first.setProcessEnvironment(m_ground->environment());
        first.start(QStringLiteral(UPKEEP_BIN_DIR "/upkeepctl"), {"download", "--yes"});
        const auto part = [&]() -> std::optional<std::pair<LocalPath, FileStat>> {
            QDirIterator it(m_ground->path({}),
                            {"*.part"},
                            QDir::Files | QDir::Hidden,
                            QDirIterator::Subdirectories);
            if (!it.hasNext())
                return {};
            const LocalPath path = local(it.next());
            const auto stat = m_files->stat(path);
            return stat ? std::optional(std::pair(path, *stat)) : std::nullopt;
        };
        QTRY_VERIFY_WITH_TIMEOUT(part() && part()->second.size > 700'000, 30'000);
        first.kill();
        QVERIFY(first.waitForFinished());
        const auto left = part();
        QVERIFY(left && left->second.size < 2'900'000);
        QVERIFY(m_files->exists(left->first.withSuffix(".etag")));
        QCOMPARE(ctl({"config", "set", "rate-limit-kib", "0"}).exitCode, 0);
        const RunReport second = ctl({"download"});
        QVERIFY2(second.exitCode == 0, second.all().constData());
        const QByteArray name = left->first.bytes().chopped(5); // without ".part"
        const auto whole = m_files->stat(*LocalPath::parse(name));
        VERIFY_OK(whole);
        QCOMPARE(whole->identity.inode, left->second.identity.inode);
        const RunReport applied = ctl({"apply"});
        QVERIFY2(applied.exitCode == 0, applied.all().constData());
        QCOMPARE(runs(), "1.1.0");
    }

    void adoptsWhatIsThereAlready() {
        publish("1.0.0", "tar.gz");
        publish("1.1.0", "tar.gz");
        serve();
        sh("mkdir -p apps && cp -a tool-1.0.0 apps/mine");
        const RunReport adopted = ctl({"adopt",
                                       m_ground->path("apps/mine"),
                                       "--product-file",
                                       productFile("github", "tar.gz"),
                                       "--source",
                                       m_server->web().toString()});
        QVERIFY2(adopted.exitCode == 0, adopted.all().constData());
        QCOMPARE(adopted.result().value("version").toString(), "1.0.0");
        const RunReport applied = ctl({"apply"});
        QVERIFY2(applied.exitCode == 0, applied.all().constData());
        QCOMPARE(m_ground->run(m_ground->path("apps/mine/bin/tool"), {}).output, "1.1.0\n");
    }
};

QTEST_GUILESS_MAIN(TestFlowChecksums)
#include "test_flow_checksums.moc"
