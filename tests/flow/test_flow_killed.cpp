// SPDX-License-Identifier: Apache-2.0
// The real process killed (SIGKILL) at the n-th change of a name, for every n, and at some of its
// writes, syncs and removals, during every walk that changes something, and during the finish() of
// one that was killed before; then `upkeepctl finish`: wholly the old or wholly the new state,
// nothing of the person's lost, snapshots whole, and a second finish changes nothing. The kills are
// injected by strace. `test_flow_killed --all` kills at every n of every kind.
#include "flow/tiny_product.h"

#include <QJsonArray>
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

// Every walk starts from 1.0.0 installed, one snapshot made by hand, 1.1.0 published.
struct Walk {
    const char* name;
    QStringList first; // what is done before, as verbs of upkeepctl, one a string
    const char* verb;  // SNAPSHOT: the id of the one made by hand
    bool atEveryName = false;
    bool changesTree = true;
};
const QList<Walk> walks{
    {"update", {}, "apply", true},
    {"rollback", {"apply"}, "rollback", true},
    {"restore", {"apply"}, "restore SNAPSHOT"},
    {"repair", {"apply", "(damage)"}, "repair"},
    {"evolutions", {}, "evolutions enable stars"},
    {"retention", {"apply"}, "snapshot delete SNAPSHOT", false, false},
    {"finish", {"(killed)"}, "finish"},
};

} // namespace

class TestFlowKilled : public QObject {
    Q_OBJECT

    std::unique_ptr<TinyProduct> m_tiny;
    QList<QMap<QByteArray, QByteArray>> m_allowed; // what may be left
    QString m_snapshot;
    int m_walk = -1;
    int m_kills = 0;
    QStringList m_table;

    QStringList wordsOf(const QString& verb) const {
        return QString(verb).replace("SNAPSHOT", m_snapshot).split(' ');
    }

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
        return report.exitCode != 0 && report.exitCode != 14; // finish() may go back by itself
    }

    bool doFirst(const QString& step) {
        if (step == "(damage)")
            return writeFile(m_tiny->ground.live() + "/share/data.txt", "damaged");
        if (step != "(killed)")
            return m_tiny->ctl(wordsOf(step)).exitCode == 0;
        // In the middle of the switch: the last change of a name but a few.
        int names = 1;
        while (runKilled({"apply"}, kinds[0].calls, names)) {
            if (m_tiny->picture() != m_allowed.first())
                return true;
            if (!m_tiny->putBack("installed"))
                return false;
            ++names;
        }
        return false;
    }

    // The state before, and the two it may be left in.
    bool take(int walk) {
        if (m_walk == walk)
            return true;
        const Walk& next = walks[walk];
        if (!m_tiny->putBack("installed"))
            return false;
        m_allowed = {m_tiny->picture()};
        for (const QString& step : next.first) {
            if (!doFirst(step))
                return false;
        }
        if (!next.first.contains("(killed)"))
            m_allowed = {m_tiny->picture()};
        if (!m_tiny->keep("start"))
            return false;
        const RunReport undisturbed = m_tiny->ctl(wordsOf(next.verb));
        const int code = undisturbed.exitCode;
        if (code != 0 && code != 14)
            qWarning("%s", undisturbed.all().constData());
        m_allowed.append(m_tiny->picture());
        m_walk = walk;
        return code == 0 || code == 14;
    }

    QByteArray lookAfterwards(bool& isNew) {
        const RunReport finished = m_tiny->ctl({"finish"});
        if (finished.exitCode != 0 && finished.exitCode != 14)
            return finished.all();
        const auto now = m_tiny->picture();
        isNew = now == m_allowed.last();
        if (!m_allowed.contains(now))
            return "neither old nor new: " + pictureDifference(m_allowed.first(), now);
        if (const QByteArray lost = m_tiny->lost(); !lost.isEmpty())
            return lost;
        if (m_tiny->ctl({"finish"}).exitCode != 0 || m_tiny->picture() != now)
            return "a second finish changed something";
        if (walks[m_walk].changesTree)
            return {};
        const RunReport snapshots = m_tiny->ctl({"snapshot", "verify"});
        isNew = !snapshots.all().contains(m_snapshot.toUtf8());
        return snapshots.exitCode == 0 ? QByteArray() : snapshots.all();
    }

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable("strace").isEmpty())
            QSKIP("THE KILLS ARE NOT TESTED: strace is not installed");
        m_tiny = std::make_unique<TinyProduct>();
        QVERIFY(m_tiny->publish());
        QVERIFY(m_tiny->install());
        const RunReport made = m_tiny->ctl({"snapshot", "create"});
        QVERIFY2(made.exitCode == 0, made.all().constData());
        m_snapshot = made.result().value("id").toString();
        QVERIFY(!m_snapshot.isEmpty());
        QVERIFY(m_tiny->keep("installed"));
    }

    void survives_data() {
        QTest::addColumn<int>("walk");
        QTest::addColumn<int>("kind");
        for (int walk = 0; walk < walks.size(); ++walk) {
            for (int kind = 0; kind < kinds.size(); ++kind)
                QTest::addRow("%s, %s", walks[walk].name, kinds[kind].name) << walk << kind;
        }
    }

    void survives() {
        QFETCH(int, walk);
        QFETCH(int, kind);
        QVERIFY(take(walk));
        int kills = 0;
        int sawNew = 0;
        const bool every = killAtAll || (kind == 0 && walks[walk].atEveryName);
        for (int n = 1; n < 5000; n = every ? n + 1 : n + 1 + n * 2 / 3) {
            QVERIFY(m_tiny->putBack("start"));
            if (!runKilled(wordsOf(walks[walk].verb), kinds[kind].calls, n))
                break;
            ++kills;
            bool isNew = false;
            const QByteArray trouble = lookAfterwards(isNew);
            QVERIFY2(trouble.isEmpty(),
                     ("killed at " + QByteArray::number(n) + ": " + trouble).constData());
            sawNew += isNew ? 1 : 0;
        }
        m_kills += kills;
        m_table.append(QString("%1 %2 %3 kills, %4 times the new state")
                           .arg(walks[walk].name, -11)
                           .arg(QLatin1String(kinds[kind].name), -18)
                           .arg(kills, 4)
                           .arg(sawNew, 4));
        QVERIFY(!every || (sawNew > 0 && sawNew < kills));
    }

    void cleanupTestCase() {
        qInfo("%s\n%d kills", qPrintable(m_table.join(u'\n')), m_kills);
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
