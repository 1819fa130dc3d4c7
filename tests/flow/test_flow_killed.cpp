// SPDX-License-Identifier: Apache-2.0
// The real process killed (SIGKILL) at the n-th change of a name, for every n, and at some of its
// writes, syncs and removals, during an update, a rollback and a repair; then `upkeepctl finish`:
// wholly the old or wholly the new version, nothing of the person's lost, and a second finish
// changes nothing. The kills are injected by strace. `test_flow_killed --all` kills at every n of
// every kind.
#include "flow/tiny_product.h"

#include <QStandardPaths>
#include <QTest>

using namespace upkeep;

namespace {

bool killAtAll = false;

struct Calls {
    const char* name;
    const char* calls;
};
const QList<Calls> kinds{
    {"name", "rename,renameat,renameat2"},
    {"write", "write,pwrite64,copy_file_range"},
    {"sync", "fsync,fdatasync,syncfs"},
    {"removal or folder", "unlink,unlinkat,rmdir,mkdir,mkdirat"},
    {"attribute", "fchmod,chmod,fchmodat,utimensat,ftruncate,fallocate"},
};

} // namespace

class TestFlowKilled : public QObject {
    Q_OBJECT

    std::unique_ptr<TinyProduct> m_tiny;
    QMap<QByteArray, QByteArray> m_old;
    QMap<QByteArray, QByteArray> m_new;
    QString m_start;
    QStringList m_table;

    // False when the run came to its end before the n-th call.
    bool runKilled(const QStringList& arguments, const char* calls, int n) {
        const RunReport report = m_tiny->ground.run(
            "/usr/bin/strace",
            QStringList{"-f",
                        "-qq",
                        "-o",
                        "/dev/null",
                        "-e",
                        QString("trace=") + calls,
                        "-e",
                        QString("inject=%1:signal=SIGKILL:when=%2").arg(calls).arg(n),
                        UPKEEP_BIN_DIR "/upkeepctl"} +
                arguments + QStringList{"--yes", "--json"});
        return report.exitCode != 0;
    }

    QByteArray lookAfterwards(bool& isNew) {
        const RunReport finished = m_tiny->ctl({"finish"});
        if (finished.exitCode != 0 && finished.exitCode != 14)
            return finished.all();
        const auto now = m_tiny->picture();
        isNew = now == m_new;
        if (!isNew && now != m_old)
            return "neither old nor new: " + pictureDifference(m_old, now);
        if (const QByteArray lost = m_tiny->lost(); !lost.isEmpty())
            return lost;
        if (m_tiny->ctl({"finish"}).exitCode != 0 || m_tiny->picture() != now)
            return "a second finish changed something";
        return {};
    }

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable("strace").isEmpty())
            QSKIP("THE KILLS ARE NOT TESTED: strace is not installed");
        m_tiny = std::make_unique<TinyProduct>();
        QVERIFY(m_tiny->publish());
        QVERIFY(m_tiny->install());
        m_old = m_tiny->picture();
        QVERIFY(m_tiny->keep());
        const RunReport applied = m_tiny->ctl({"apply"});
        QVERIFY2(applied.exitCode == 0, applied.all().constData());
        m_new = m_tiny->picture();
        QVERIFY(m_old != m_new);
    }

    void survives_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("kind");
        for (const char* walk : {"apply", "rollback", "repair"}) {
            for (int kind = 0; kind < kinds.size(); ++kind)
                QTest::addRow("%s, %s", walk, kinds[kind].name) << QStringList{walk} << kind;
        }
    }

    void survives() {
        QFETCH(QStringList, arguments);
        QFETCH(int, kind);
        const QString walk = arguments.first();
        if (walk != m_start) { // another world to put back from here on
            QVERIFY(m_start.isEmpty() || m_tiny->putBack());
            if (walk == "rollback") {
                QVERIFY(m_start == "apply");
                QCOMPARE(m_tiny->ctl({"apply"}).exitCode, 0);
            } else if (walk == "repair") { // of the version that was rolled back from
                QVERIFY(writeFile(m_tiny->ground.live() + "/share/data.txt", "damaged"));
                m_old = m_tiny->picture();
            }
            m_start = walk;
            QVERIFY(walk == "apply" || m_tiny->keep());
        }
        int kills = 0;
        int sawNew = 0;
        const bool every = killAtAll || (kind == 0 && walk != "repair");
        for (int n = 1; n < 5000; n = every ? n + 1 : n + 1 + n * 2 / 3) {
            QVERIFY(m_tiny->putBack());
            if (!runKilled(arguments, kinds[kind].calls, n))
                break;
            ++kills;
            bool isNew = false;
            const QByteArray trouble = lookAfterwards(isNew);
            QVERIFY2(trouble.isEmpty(),
                     ("killed at " + QByteArray::number(n) + ": " + trouble).constData());
            sawNew += isNew ? 1 : 0;
        }
        m_table.append(QString("%1 %2 %3 kills, %4 times the new state")
                           .arg(walk, -9)
                           .arg(QLatin1String(kinds[kind].name), -18)
                           .arg(kills, 4)
                           .arg(sawNew, 4));
        QVERIFY(kills > 1);
        QVERIFY(!every || (sawNew > 0 && sawNew < kills));
    }

    void cleanupTestCase() {
        qInfo("%s", qPrintable(m_table.join(u'\n')));
        m_tiny.reset();
    }
};

int main(int count, char** values) {
    QCoreApplication app(count, values);
    QStringList arguments = QCoreApplication::arguments();
    killAtAll = arguments.removeAll(QStringLiteral("--all")) > 0;
    TestFlowKilled test;
    return QTest::qExec(&test, arguments);
}

#include "test_flow_killed.moc"
