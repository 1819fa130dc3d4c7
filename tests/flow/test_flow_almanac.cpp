// SPDX-License-Identifier: Apache-2.0
// Almanac all the way: installed, updated by patch with its notes and settings, rolled back across
// the migration, and saved from a release that does not start.
#include "flow/flow_support.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace upkeep;

class TestFlowAlmanac : public QObject {
    Q_OBJECT

    std::unique_ptr<Playground> m_ground;

    QString program() const { return m_ground->live() + "/bin/almanac"; }
    RunReport almanacRun(const QStringList& arguments) {
        return m_ground->run(program(), arguments);
    }
    QByteArray notes() { return almanacRun({"--list-notes"}).output; }
    QByteArray version() { return almanacRun({"--version"}).output.trimmed(); }
    RunReport ctl(const QStringList& arguments) {
        return m_ground->upkeepctl(arguments +
                                   QStringList{"--product", "almanac", "--yes", "--json"});
    }
    QString state() { return ctl({"status"}).result().value("state").toString(); }

    bool historyHas(const QString& operation, const QString& result) {
        const RunReport report = ctl({"history"});
        for (const QByteArray& line : report.output.split('\n')) {
            const QJsonArray events =
                QJsonDocument::fromJson(line).object().value("result").toArray();
            for (const auto& event : events) {
                if (event.toObject().value("operation") == operation &&
                    event.toObject().value("result") == result)
                    return true;
            }
        }
        return false;
    }

    void publish(const QStringList& versions) {
        QVERIFY(m_ground->makeKeys());
        for (const QString& version : versions) {
            const RunReport made = m_ground->release(almanac(version));
            QVERIFY2(made.exitCode == 0, made.all().constData());
        }
        QVERIFY(m_ground->serve("example/almanac"));
    }

    void installOldest() {
        const RunReport installed = m_ground->install(almanac("1.0.0").product, "1.0.0");
        QVERIFY2(installed.exitCode == 0, installed.all().constData());
        QCOMPARE(version(), QByteArray("almanac 1.0.0"));
    }

private Q_SLOTS:
    void init() { m_ground = std::make_unique<Playground>(); }
    void cleanup() { m_ground.reset(); }

    void goesForwardAndBackWithEveryNote() {
        publish({"1.0.0", "1.1.0"});
        installOldest();
        const auto asInstalled = treePicture(m_ground->live(), {".upkeep-installed"});
        QCOMPARE(almanacRun({"--add-note", "written with 1.0.0"}).exitCode, 0);

        const RunReport checked = ctl({"check", "--exit-code"});
        QCOMPARE(checked.exitCode, 10);
        QCOMPARE(checked.result().value("offer").toObject().value("to").toString(),
                 QString("1.1.0"));

        const RunReport applied = ctl({"apply", "--evolutions", "sky-charts"});
        QVERIFY2(applied.exitCode == 0, applied.all().constData());
        QCOMPARE(applied.result().value("outcome").toString(), QString("updated"));
        QCOMPARE(applied.result().value("way").toString(), QString("patch"));
        QCOMPARE(version(), QByteArray("almanac 1.1.0"));
        QVERIFY(QFile::exists(m_ground->live() + "/evolutions/sky-charts"));
        QVERIFY(!QFile::exists(m_ground->live() + "/evolutions/tide-tables"));
        QVERIFY2(notes().contains("written with 1.0.0"), notes().constData());
        QCOMPARE(almanacRun({"--health"}).exitCode, 0);

        QCOMPARE(almanacRun({"--add-note", "written with 1.1.0"}).exitCode, 0);
        const RunReport preview = ctl({"rollback", "--dry-run"});
        QCOMPARE(preview.exitCode, 0);
        QCOMPARE(preview.result().value("to").toString(), QString("1.0.0"));

        const RunReport back = ctl({"rollback"});
        QVERIFY2(back.exitCode == 0, back.all().constData());
        QCOMPARE(version(), QByteArray("almanac 1.0.0"));
        const auto afterwards = treePicture(m_ground->live(), {".upkeep-installed"});
        QVERIFY2(afterwards == asInstalled, pictureDifference(asInstalled, afterwards).constData());
        QVERIFY2(notes().contains("written with 1.0.0"), notes().constData());
        QVERIFY2(notes().contains("written with 1.1.0"), notes().constData());
        QCOMPARE(almanacRun({"--health"}).exitCode, 0);

        // The version left is on hold until the person resumes.
        QCOMPARE(state(), QString("rolled-back"));
        QCOMPARE(ctl({"resume"}).exitCode, 0);
        QCOMPARE(ctl({"check", "--exit-code"}).exitCode, 10);
        QVERIFY(historyHas("update", "success"));
        QVERIFY(historyHas("rollback", "success"));
    }

    void findsItByItsFolderAndTellsSupport() {
        publish({"1.0.0"});
        installOldest();
        const QStringList here = {"--root", m_ground->root()};
        const RunReport shown = m_ground->upkeepctl(QStringList{"report"} + here);
        QCOMPARE(shown.exitCode, 0);
        QVERIFY2(shown.output.contains("Product almanac 1.0.0"), shown.all().constData());
        QVERIFY2(shown.output.contains(" install success "), shown.all().constData());
        QVERIFY2(!shown.output.contains(m_ground->path("home").toUtf8()), shown.all().constData());
        const QString file = m_ground->path("report.txt");
        QCOMPARE(m_ground->upkeepctl(QStringList{"report", file} + here).exitCode, 0);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll(), shown.output);
        QCOMPARE(m_ground->upkeepctl(QStringList{"history", "--limit", "few"} + here).exitCode, 2);
        // Without the limit this one stays until it is told to end.
        QCOMPARE(m_ground->upkeepctl(QStringList{"agent", "--timeout", "1"} + here).exitCode, 0);
    }

    void comesBackFromAReleaseThatDoesNotStart() {
        publish({"1.0.0", "1.1.0"});
        installOldest();
        QCOMPARE(ctl({"apply"}).exitCode, 0);
        QCOMPARE(almanacRun({"--add-note", "before 1.2.0"}).exitCode, 0);
        const auto before = treePicture(m_ground->live());
        const RunReport made = m_ground->release(almanac("1.2.0"));
        QVERIFY2(made.exitCode == 0, made.all().constData());
        const RunReport refused = ctl({"apply"});
        QVERIFY2(refused.exitCode == 14, refused.all().constData());
        QCOMPARE(refused.result().value("outcome").toString(), QString("rolled-back"));
        QCOMPARE(version(), QByteArray("almanac 1.1.0"));
        const auto after = treePicture(m_ground->live());
        QVERIFY2(after == before, pictureDifference(before, after).constData());
        QVERIFY2(notes().contains("before 1.2.0"), notes().constData());
        QCOMPARE(almanacRun({"--health"}).exitCode, 0);
        QCOMPARE(state(), QString("rolled-back"));
        QVERIFY(historyHas("update", "rolled-back"));
        // It is not offered again by itself; nothing else is there.
        QVERIFY(ctl({"check"}).exitCode != 10);
    }

    void addsAndTakesAwayEvolutionsLater() {
        publish({"1.0.0"});
        installOldest();
        const RunReport added = ctl({"evolutions", "enable", "tide-tables"});
        QVERIFY2(added.exitCode == 0, added.all().constData());
        QVERIFY(QFile::exists(m_ground->live() + "/evolutions/tide-tables"));
        QCOMPARE(almanacRun({"--health"}).exitCode, 0);
        const RunReport removed = ctl({"evolutions", "disable", "tide-tables"});
        QVERIFY2(removed.exitCode == 0, removed.all().constData());
        QVERIFY(!QFile::exists(m_ground->live() + "/evolutions/tide-tables"));
    }

    void keepsWhatThePersonChanged() {
        publish({"1.0.0", "1.1.0"});
        installOldest();
        const auto write = [&](const QString& name, const QByteArray& bytes) {
            QDir().mkpath(QFileInfo(name).path());
            QFile file(name);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        write(m_ground->live() + "/share/almanac/mine.txt", "my own file");
        write(m_ground->live() + "/share/almanac/sayings.txt", "my own sayings\n");
        const RunReport checked = ctl({"check"});
        QCOMPARE(checked.result()["offer"]
                     .toObject()["plan"]
                     .toObject()["local_changes"]
                     .toArray()
                     .size(),
                 1);
        const RunReport applied = ctl({"apply", "--local-changes", "keep"});
        QVERIFY2(applied.exitCode == 0, applied.all().constData());
        QFile own(m_ground->live() + "/share/almanac/mine.txt");
        QVERIFY(own.open(QIODevice::ReadOnly));
        QCOMPARE(own.readAll(), QByteArray("my own file"));
        QFile changed(m_ground->live() + "/share/almanac/sayings.txt");
        QVERIFY(changed.open(QIODevice::ReadOnly));
        QCOMPARE(changed.readAll(), QByteArray("my own sayings\n"));
    }
};

QTEST_GUILESS_MAIN(TestFlowAlmanac)
#include "test_flow_almanac.moc"
