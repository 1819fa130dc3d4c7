// SPDX-License-Identifier: Apache-2.0
// `cmake --install` into a prefix and below a DESTDIR: everything is there, is valid to the tools
// that read it, names the program where it was put, and runs.
#include <QDir>
#include <QImage>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QString id = "io.github.upkeep.Upkeep";

struct Ended {
    int code = -1;
    QString said;
};

Ended run(const QString& program,
          const QStringList& arguments,
          const QStringList& environment = {}) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setEnvironment(QProcess::systemEnvironment() + environment);
    process.start(program, arguments);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray valueIn(const QString& path, const QByteArray& key) {
    for (const QByteArray& line : contents(path).split('\n')) {
        if (line.startsWith(key + '='))
            return line.mid(key.size() + 1);
    }
    return {};
}

} // namespace

class TestInstalled : public QObject {
    Q_OBJECT

    QTemporaryDir m_place;
    QString m_prefix;
    QString share() const { return m_prefix + "/share"; }

private Q_SLOTS:
    void initTestCase() {
        m_prefix = m_place.filePath("usr");
        const Ended done =
            run(UPKEEP_CMAKE,
                {"--install", UPKEEP_BUILD_DIR, "--component", "runtime", "--prefix", m_prefix});
        QVERIFY2(done.code == 0, qPrintable(done.said));
    }

    void everythingIsThere_data() {
        QTest::addColumn<QString>("path");
        const QStringList paths = {"bin/upkeep",
                                   "bin/upkeepctl",
                                   "share/applications/" + id + ".desktop",
                                   "share/dbus-1/services/" + id + ".service",
                                   "share/metainfo/" + id + ".metainfo.xml",
                                   "share/icons/hicolor/scalable/apps/" + id + ".svg",
                                   "share/icons/hicolor/symbolic/apps/" + id + "-symbolic.svg",
                                   "lib/systemd/user/upkeep-agent.service",
                                   "share/man/man1/upkeep.1",
                                   "share/man/man1/upkeepctl.1",
                                   "share/man/man5/upkeep.conf.5",
                                   "share/man/man5/update-manifest.yaml.5",
                                   "lib/systemd/user/upkeep-agent.timer"};
        for (const QString& path : paths)
            QTest::addRow("%s", qPrintable(path)) << path;
    }
    void everythingIsThere() {
        QFETCH(QString, path);
        QVERIFY(QFileInfo(m_prefix + "/" + path).size() > 0);
    }

    void nothingOfTheBuildIsInIt() {
        const auto listed = run("find", {m_prefix, "-type", "f", "-not", "-path", "*/bin/*"});
        QCOMPARE(listed.code, 0);
        for (const QString& path : listed.said.split('\n', Qt::SkipEmptyParts)) {
            QVERIFY2(!contents(path).contains(UPKEEP_BUILD_DIR), qPrintable(path));
            QVERIFY2(!contents(path).contains("@CMAKE"), qPrintable(path));
        }
    }

    void theManualPagesAreWhole_data() {
        QTest::addColumn<QString>("page");
        for (const char* page : {"man1/upkeep.1",
                                 "man1/upkeepctl.1",
                                 "man5/upkeep.conf.5",
                                 "man5/update-manifest.yaml.5"})
            QTest::addRow("%s", page) << share() + "/man/" + page;
    }
    void theManualPagesAreWhole() {
        if (QStandardPaths::findExecutable("groff").isEmpty())
            QSKIP("THE MANUAL PAGES ARE NOT READ: groff is not installed");
        QFETCH(QString, page);
        const Ended warned = run("groff", {"-man", "-Tutf8", "-ww", "-z", page});
        QVERIFY2(warned.code == 0 && warned.said.isEmpty(), qPrintable(warned.said));
    }

    void everyPreferenceIsInTheManual() {
        const QByteArray page = contents(share() + "/man/man5/upkeep.conf.5");
        QVERIFY2(!page.contains("\n It takes"), "a preference without its purpose");
        QVERIFY(page.count("It takes") > 20);
        QVERIFY(page.contains("log\\-level"));
    }

    void theDesktopFileIsValid() {
        if (QStandardPaths::findExecutable("desktop-file-validate").isEmpty())
            QSKIP("THE DESKTOP FILE IS NOT CHECKED: desktop-file-validate is not installed");
        const Ended done = run("desktop-file-validate",
                               {"--no-hints", share() + "/applications/" + id + ".desktop"});
        QVERIFY2(done.code == 0 && done.said.isEmpty(), qPrintable(done.said));
    }

    void theMetadataIsValid() {
        if (QStandardPaths::findExecutable("appstreamcli").isEmpty())
            QSKIP("THE APPSTREAM METADATA IS NOT CHECKED: appstreamcli is not installed");
        const Ended done =
            run("appstreamcli",
                {"validate", "--no-net", share() + "/metainfo/" + id + ".metainfo.xml"});
        QVERIFY2(done.code == 0, qPrintable(done.said));
    }

    // The whole tree as a packager's tool sees it: does the metadata find its desktop file and its
    // icon?
    void theMetadataFitsTheTree() {
        if (QStandardPaths::findExecutable("appstreamcli").isEmpty())
            QSKIP("THE APPSTREAM METADATA IS NOT CHECKED: appstreamcli is not installed");
        const Ended done = run("appstreamcli", {"validate-tree", "--no-net", m_place.path()});
        QVERIFY2(done.code == 0, qPrintable(done.said));
    }

    void oneNameEverywhere() {
        const QString desktop = share() + "/applications/" + id + ".desktop";
        QCOMPARE(valueIn(desktop, "Icon"), id.toUtf8());
        QCOMPARE(valueIn(desktop, "DBusActivatable"), "true");
        QVERIFY(contents(share() + "/metainfo/" + id + ".metainfo.xml")
                    .contains("<id>" + id.toUtf8() + "</id>"));
        const QString service = share() + "/dbus-1/services/" + id + ".service";
        QCOMPARE(valueIn(service, "Name"), id.toUtf8());
        QCOMPARE(valueIn(service, "Exec"), m_prefix.toUtf8() + "/bin/upkeep --background");
    }

    void theUnitsAreValid() {
        const QString unit = m_prefix + "/lib/systemd/user/upkeep-agent.service";
        QCOMPARE(valueIn(unit, "ExecStart"), m_prefix.toUtf8() + "/bin/upkeepctl agent");
        if (QStandardPaths::findExecutable("systemd-analyze").isEmpty())
            QSKIP("THE UNITS ARE NOT CHECKED: systemd-analyze is not installed");
        const Ended done = run("systemd-analyze",
                               {"verify",
                                "--user",
                                "--man=no",
                                unit,
                                m_prefix + "/lib/systemd/user/upkeep-agent.timer"},
                               {"XDG_RUNTIME_DIR=" + m_place.path()});
        QVERIFY2(done.code == 0, qPrintable(done.said));
        QVERIFY2(!done.said.contains("upkeep-agent"), qPrintable(done.said));
    }

    void theIconIsDrawnInEverySize() {
        for (const int size : {16, 22, 24, 32, 48, 64, 128, 256, 512}) {
            const QString path =
                QString("%1/icons/hicolor/%2x%2/apps/%3.png").arg(share()).arg(size).arg(id);
            const QImage image(path);
            QCOMPARE(image.size(), QSize(size, size));
            QCOMPARE(image.pixelColor(0, 0).alpha(), 0);
            QVERIFY(image.pixelColor(size / 2, size / 5).alpha() > 200);
        }
    }

    void theTraysIconsAreThere() {
        const QDir source(UPKEEP_SOURCE_DIR "/resources/icons/symbolic");
        for (const QString& name : source.entryList({"*.svg"}))
            QVERIFY2(QFile::exists(share() + "/icons/hicolor/symbolic/status/" + name),
                     qPrintable(name));
    }

    // What bash offers after each of these words.
    void bashCompletes_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("offered");
        QTest::newRow("a verb") << "upkeepctl che"
                                << "check";
        QTest::newRow("its second word") << "upkeepctl snapshot ver"
                                         << "verify";
        QTest::newRow("an option of the verb") << "upkeepctl rollback --da"
                                               << "--data";
        QTest::newRow("an option of every verb") << "upkeepctl check --js"
                                                 << "--json";
        QTest::newRow("nothing hidden") << "upkeepctl unpa"
                                        << "";
    }
    void bashCompletes() {
        QFETCH(QString, typed);
        QFETCH(QString, offered);
        const Ended done = run("bash",
                               {"-c",
                                "complete() { :; }; . " + share() +
                                    "/bash-completion/completions/upkeepctl; COMP_WORDS=(" + typed +
                                    "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _upkeepctl; "
                                    "echo -n \"${COMPREPLY[*]}\""});
        QCOMPARE(done.said, offered);
    }

    void otherShellsReadTheirs_data() {
        QTest::addColumn<QString>("shell");
        QTest::addColumn<QString>("path");
        QTest::newRow("zsh") << "zsh"
                             << "/zsh/site-functions/_upkeepctl";
        QTest::newRow("fish") << "fish"
                              << "/fish/vendor_completions.d/upkeepctl.fish";
    }
    void otherShellsReadTheirs() {
        QFETCH(QString, shell);
        QFETCH(QString, path);
        QVERIFY(contents(share() + path).contains("snapshot"));
        if (QStandardPaths::findExecutable(shell).isEmpty())
            QSKIP("THIS COMPLETION IS NOT READ: its shell is not installed");
        const Ended done = run(shell, {"-n", share() + path});
        QVERIFY2(done.code == 0, qPrintable(done.said));
    }

    void theInstalledProgramsRun() {
        for (const char* program : {"/bin/upkeep", "/bin/upkeepctl"}) {
            const Ended done = run(m_prefix + program, {"--version"});
            QVERIFY2(done.code == 0 && done.said.contains(UPKEEP_VERSION), qPrintable(done.said));
        }
    }

    void theSameBelowADestdir() {
        const QString root = m_place.filePath("root");
        const Ended done =
            run(UPKEEP_CMAKE,
                {"--install", UPKEEP_BUILD_DIR, "--component", "runtime", "--prefix", "/usr"},
                {"DESTDIR=" + root});
        QVERIFY2(done.code == 0, qPrintable(done.said));
        QVERIFY(QFile::exists(root + "/usr/bin/upkeep"));
        QCOMPARE(valueIn(root + "/usr/lib/systemd/user/upkeep-agent.service", "ExecStart"),
                 "/usr/bin/upkeepctl agent");
    }
};

QTEST_GUILESS_MAIN(TestInstalled)
#include "test_installed.moc"
