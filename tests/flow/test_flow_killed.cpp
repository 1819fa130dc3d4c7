// SPDX-License-Identifier: Apache-2.0
// The real process killed (SIGKILL) at the n-th change of a name, for every n, during an update and
// during a rollback; then `upkeepctl finish`: wholly the old or wholly the new version, nothing of
// the person's lost, and a second finish changes nothing. The kills are injected by strace.
#include "flow/flow_support.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

using namespace upkeep;

class TestFlowKilled : public QObject {
    Q_OBJECT

    std::unique_ptr<Playground> m_ground;
    QMap<QByteArray, QByteArray> m_old;
    QMap<QByteArray, QByteArray> m_new;

    RunReport ctl(const QStringList& arguments) {
        return m_ground->upkeepctl(arguments + QStringList{"--yes", "--json"});
    }
    QMap<QByteArray, QByteArray> picture() const {
        return treePicture(m_ground->live(), {".upkeep-installed"});
    }

    void write(const QString& path, const QByteArray& bytes, bool executable = false) {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
        file.write(bytes);
        file.close();
        file.setPermissions(QFile::Permissions(executable ? 0x7755 : 0x6644));
    }

    void publish(const QString& version) {
        const QString tree = m_ground->path("trees/" + version);
        write(tree + "/bin/tiny", "#!/bin/sh\necho tiny " + version.toUtf8() + "\n", true);
        write(tree + "/share/tiny/defaults/settings.yaml",
              "colour: " + QByteArray(version == "1.0.0" ? "red" : "blue") + "\nsize: 1\n");
        write(tree + "/share/data.txt",
              QByteArray("the same line\n").repeated(2000) + version.toUtf8());
        write(tree + "/only-in-" + version, version.toUtf8());
        const QString product = m_ground->path("tiny.yaml");
        write(product,
              "schema: 1\nid: tiny\nname: Tiny\npublisher: Example Press\n"
              "source: { type: github, repository: example/product, metadata: "
              "https://example.github.io/product/metadata }\n"
              "trust: { root: root.json }\n"
              "launch: { command: bin/tiny, version: [bin/tiny, --version] }\n"
              "switch: when_closed\n"
              "components:\n"
              "  - { id: app, kind: application, path: . }\n"
              "  - { id: settings, kind: config, path: ~/.config/tiny, defaults: "
              "share/tiny/defaults, layout: file, strategy: merge }\n"
              "  - { id: notes, kind: data, path: ~/.local/share/tiny, snapshot: always }\n"
              "health: { probe: [bin/tiny, --health], timeout_s: 30 }\n");
        const RunReport made = m_ground->release({version, tree, product, {}, {}, {}, {}});
        QVERIFY2(made.exitCode == 0, made.all().constData());
    }

    // Everything that a run changes, kept aside and put back: a fresh start for each kill.
    void copyTree(const QString& from, const QString& to) {
        QDir(to).removeRecursively();
        QProcess copy;
        copy.start("cp", {"-a", from, to});
        QVERIFY(copy.waitForFinished() && copy.exitCode() == 0);
    }
    void keep() {
        copyTree(m_ground->path("home"), m_ground->path("kept-home"));
        copyTree(m_ground->path("apps"), m_ground->path("kept-apps"));
    }
    void putBack() {
        copyTree(m_ground->path("kept-home"), m_ground->path("home"));
        copyTree(m_ground->path("kept-apps"), m_ground->path("apps"));
    }

    // False when the run came to its end before the n-th call.
    bool runKilled(const QStringList& arguments, int n) {
        const RunReport report = m_ground->run(
            "/usr/bin/strace",
            QStringList{"-qq",
                        "-o",
                        "/dev/null",
                        "-e",
                        "trace=rename,renameat,renameat2",
                        "-e",
                        QString("inject=rename,renameat,renameat2:signal=SIGKILL:when=%1").arg(n),
                        UPKEEP_BIN_DIR "/upkeepctl"} +
                arguments + QStringList{"--yes", "--json"});
        return report.exitCode != 0;
    }

    void survives(const QStringList& arguments) {
        int kills = 0;
        int sawOld = 0;
        int sawNew = 0;
        for (int n = 1; n < 400; ++n) {
            putBack();
            if (!runKilled(arguments, n))
                break;
            ++kills;
            const RunReport finished = ctl({"finish"});
            QVERIFY2(finished.exitCode == 0 || finished.exitCode == 14, finished.all().constData());
            const auto now = picture();
            const bool isOld = now == m_old;
            const bool isNew = now == m_new;
            QVERIFY2(
                isOld || isNew,
                (QByteArray("killed at ") + QByteArray::number(n) + pictureDifference(m_old, now))
                    .constData());
            (isOld ? sawOld : sawNew) += 1;
            QFile note(m_ground->path("home/.local/share/tiny/note.txt"));
            QVERIFY2(note.open(QIODevice::ReadOnly), qPrintable(QString("killed at %1").arg(n)));
            QCOMPARE(note.readAll(), QByteArray("mine"));
            QFile settings(m_ground->path("home/.config/tiny/settings.yaml"));
            QVERIFY(settings.open(QIODevice::ReadOnly));
            QVERIFY(settings.readAll().contains("size: 7"));
            QCOMPARE(ctl({"finish"}).exitCode, 0);
            QVERIFY(picture() == now);
            const RunReport status = ctl({"status"});
            QCOMPARE(status.result().value("version").toString(), isNew ? "1.1.0" : "1.0.0");
        }
        qInfo("%d kills: %d times the old version, %d times the new one", kills, sawOld, sawNew);
        QVERIFY(sawOld > 0 && sawNew > 0);
    }

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable("strace").isEmpty())
            QSKIP("THE KILLS ARE NOT TESTED: strace is not installed");
        m_ground = std::make_unique<Playground>();
        QVERIFY(m_ground->makeKeys());
        publish("1.0.0");
        publish("1.1.0");
        QVERIFY(m_ground->serve());
        const RunReport installed = m_ground->install(m_ground->path("tiny.yaml"), "1.0.0");
        QVERIFY2(installed.exitCode == 0, installed.all().constData());
        write(m_ground->path("home/.config/tiny/settings.yaml"), "colour: red\nsize: 7\n");
        write(m_ground->path("home/.local/share/tiny/note.txt"), "mine");
        m_old = picture();
        keep();
        const RunReport applied = ctl({"apply"});
        QVERIFY2(applied.exitCode == 0, applied.all().constData());
        m_new = picture();
        QVERIFY(m_old != m_new);
    }
    void cleanupTestCase() { m_ground.reset(); }

    void survivesAKillAtEveryRenameOfAnUpdate() { survives({"apply"}); }

    void survivesAKillAtEveryRenameOfARollback() {
        putBack();
        QCOMPARE(ctl({"apply"}).exitCode, 0);
        keep();
        survives({"rollback"});
    }
};

QTEST_GUILESS_MAIN(TestFlowKilled)
#include "test_flow_killed.moc"
