// SPDX-License-Identifier: Apache-2.0
// Damage of every kind between publisher and installation: a clear error with its stable id (or
// another way, said), the installation untouched, and the next good run succeeds.
#include "flow/flow_support.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace upkeep;

class TestFlowBadInput : public QObject {
    Q_OBJECT

    std::unique_ptr<Playground> m_ground;
    QMap<QString, QByteArray> m_saved;

    RunReport ctl(const QStringList& arguments) {
        return m_ground->upkeepctl(arguments + QStringList{"--yes", "--json"});
    }

    static QString errorId(const RunReport& report) {
        for (const QByteArray& line : report.output.split('\n')) {
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            if (object.contains("error"))
                return object["error"].toObject()["id"].toString();
        }
        return {};
    }

    void makeTree(const QString& version) {
        const auto put = [&](const QString& name, const QByteArray& bytes, bool executable) {
            const QString path = m_ground->path("trees/" + version + '/' + name);
            QDir().mkpath(QFileInfo(path).path());
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
            file.close();
            file.setPermissions(QFile::Permissions(executable ? 0x7755 : 0x6644));
        };
        put("bin/tiny", "#!/bin/sh\necho tiny " + version.toUtf8() + "\n", true);
        QByteArray data;
        for (int i = 0; i < 20'000; ++i)
            data += QByteArray::number(i * 7919 % 10'007) +
                    (i == 500 ? " changed in " + version.toUtf8() : QByteArray()) + '\n';
        put("share/data.txt", data, false);
    }

    void publish(const QString& version) {
        const QString product = writeProductFile(*m_ground, "tiny", "bin/tiny", "bin/tiny");
        const QString manifest = m_ground->path("update-manifest.yaml");
        QFile file(manifest);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("version: \"" + version.toUtf8() + "\"\n");
        file.close();
        const QString changelog = m_ground->path("CHANGELOG.md");
        QFile changes(changelog);
        QVERIFY(changes.open(QIODevice::WriteOnly));
        changes.write("# Changelog\n\n## [1.1.0] - 2026-05-03\n\n### Added\n\n- More.\n\n## "
                      "[1.0.0] - 2026-04-01\n\n### Added\n\n- All.\n");
        changes.close();
        const RunReport made = m_ground->release(
            {version, m_ground->path("trees/" + version), product, manifest, changelog, {}, {}});
        QVERIFY2(made.exitCode == 0, made.all().constData());
    }

    // Flips bytes in the middle of every file below the site whose path matches one of the
    // patterns.
    void damage(const QStringList& patterns) {
        int damaged = 0;
        for (const QString& pattern : patterns) {
            const QRegularExpression matcher(QRegularExpression::anchoredPattern(pattern));
            QDirIterator it(
                m_ground->path({}), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                const QString path = it.next();
                if (!matcher.match(QDir(m_ground->path({})).relativeFilePath(path)).hasMatch())
                    continue;
                QFile file(path);
                QVERIFY(file.open(QIODevice::ReadWrite));
                QByteArray bytes = file.readAll();
                m_saved.insert(path, bytes);
                bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 0x55);
                file.resize(0);
                file.seek(0);
                file.write(bytes);
                ++damaged;
            }
        }
        QVERIFY2(damaged > 0, qPrintable("nothing matches " + patterns.join(' ')));
    }

    void repair() {
        for (auto it = m_saved.begin(); it != m_saved.end(); ++it) {
            QFile file(it.key());
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(it.value());
        }
        m_saved.clear();
    }

private Q_SLOTS:
    void init() {
        m_ground = std::make_unique<Playground>();
        QVERIFY(m_ground->makeKeys());
        for (const char* version : {"1.0.0", "1.1.0"})
            makeTree(version);
        publish("1.0.0");
        QVERIFY(m_ground->serve());
        const RunReport installed = m_ground->install(m_ground->path("tiny.yaml"));
        QVERIFY2(installed.exitCode == 0, installed.all().constData());
        publish("1.1.0");
    }
    void cleanup() {
        m_saved.clear();
        m_ground.reset();
    }

    void refusesDamageAndRecovers_data() {
        QTest::addColumn<QStringList>("patterns");
        QTest::addColumn<QString>("error"); // prefix of the stable id; empty = another way is taken
        const auto row = [](const char* what, const QStringList& patterns, const char* error) {
            QTest::newRow(what) << patterns << QString(error);
        };
        row("patch", {"site/releases/v1.1.0/.*\\.upkeep"}, "");
        row("patch and index",
            {"site/releases/v1.1.0/.*\\.(upkeep|index)"},
            "download.hash-mismatch");
        row("every payload",
            {"site/releases/v1.1.0/.*\\.(upkeep|index|zst|frames)"},
            "download.hash-mismatch");
        row("manifest", {"site/releases/v1.1.0/.*manifest\\.yaml"}, "download.hash-mismatch");
        row("timestamp", {"site/metadata/timestamp\\.json"}, "trust.");
        row("snapshot", {"site/metadata/[0-9]+\\.snapshot\\.json"}, "trust.");
        row("targets role", {"site/metadata/[0-9]+\\.stable.*\\.json"}, "trust.");
        row("release document", {"site/targets/stable/.*\\.json"}, "trust.");
    }
    void refusesDamageAndRecovers() {
        QFETCH(QStringList, patterns);
        QFETCH(QString, error);
        const auto before = treePicture(m_ground->live());
        damage(patterns);
        const RunReport applied = ctl({"apply"});
        if (error.isEmpty()) {
            QVERIFY2(applied.exitCode == 0, applied.all().constData());
            QVERIFY2(!applied.result().value("fallback").toString().isEmpty(),
                     applied.all().constData());
            return;
        }
        QVERIFY2(applied.exitCode == 12, applied.all().constData());
        QVERIFY2(errorId(applied).startsWith(error), qPrintable(errorId(applied)));
        const auto after = treePicture(m_ground->live());
        QVERIFY2(after == before, pictureDifference(before, after).constData());
        repair();
        const RunReport again = ctl({"apply"});
        QVERIFY2(again.exitCode == 0, again.all().constData());
        QCOMPARE(m_ground->run(m_ground->live() + "/bin/tiny", {}).output,
                 QByteArray("tiny 1.1.0\n"));
    }

    // What is new is for reading: without it the update is as safe, so it goes on.
    void updatesWithoutADamagedChangelog() {
        damage({"site/releases/v1.1.0/.*CHANGELOG\\.md"});
        const RunReport checked = ctl({"check"});
        QVERIFY2(checked.exitCode == 0, checked.all().constData());
        QCOMPARE(ctl({"apply"}).exitCode, 0);
    }

    void namesTheMistakeInAProductFile_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("not YAML") << QByteArray("schema: [1\n");
        QTest::newRow("unknown schema") << QByteArray("schema: 99\nid: x\n");
        QTest::newRow("bad id") << QByteArray("schema: 1\nid: ../x\nname: x\n");
        QTest::newRow("empty") << QByteArray();
    }
    void namesTheMistakeInAProductFile() {
        QFETCH(QByteArray, text);
        const QString path = m_ground->path("handed-out/product.yaml");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
        file.close();
        const RunReport report = ctl({"install",
                                      path,
                                      "--source",
                                      m_ground->url(),
                                      "--root",
                                      m_ground->path("apps/second")});
        QVERIFY2(report.exitCode == 1, report.all().constData());
        QVERIFY2(errorId(report) == "product.invalid" || errorId(report) == "parse.invalid",
                 qPrintable(errorId(report)));
        QVERIFY(!QFile::exists(m_ground->path("apps/second")));
    }

    void saysWhenTheInstalledRecordIsDamaged() {
        damage({"apps/product/current/\\.upkeep-installed/files\\.list"});
        const RunReport applied = ctl({"apply"});
        QVERIFY(applied.exitCode != 0);
        QVERIFY(!errorId(applied).isEmpty());
        repair();
        QCOMPARE(ctl({"apply"}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(TestFlowBadInput)
#include "test_flow_bad_input.moc"
