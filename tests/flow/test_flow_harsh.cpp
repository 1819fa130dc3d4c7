// SPDX-License-Identifier: Apache-2.0
// The real programs on real ground: ext4, XFS and btrfs on loop devices, a disk that fills up, a
// disk that turns read-only, two updaters at once, a person who edits files and a program that
// writes while it is updated. Nothing is lost, nothing is half.
#include "flow/tiny_product.h"

#include <QStandardPaths>
#include <QTest>

#include <atomic>
#include <thread>

#include <unistd.h>

using namespace upkeep;

namespace {

bool shell(const QString& command) {
    QProcess process;
    process.start("/bin/sh", {"-c", command});
    return process.waitForFinished(60'000) && process.exitCode() == 0;
}

// Mounted over a folder until the end of the test.
class Mounted {
public:
    Mounted(const QString& folder, const QString& mount) : m_folder(folder) {
        m_isThere = shell(QString("mkdir -p '%1' && %2 '%1'").arg(folder, mount));
    }
    ~Mounted() {
        if (m_isThere && !shell(QString("umount '%1'").arg(m_folder)))
            qWarning("%s stays mounted", qPrintable(m_folder));
    }
    Mounted(const Mounted&) = delete;
    Mounted& operator=(const Mounted&) = delete;
    bool isThere() const { return m_isThere; }

private:
    QString m_folder;
    bool m_isThere = false;
};

} // namespace

class TestFlowHarsh : public QObject {
    Q_OBJECT

    static constexpr qint64 payload = 6 << 20;

private Q_SLOTS:
    void updatesOnThisFileSystem_data() {
        QTest::addColumn<QString>("make");
        QTest::newRow("ext4") << "mkfs.ext4 -q -F -m0";
        QTest::newRow("xfs") << "mkfs.xfs -q -f -m reflink=1";
        QTest::newRow("btrfs") << "mkfs.btrfs -q -f";
    }

    void updatesOnThisFileSystem() {
        QFETCH(QString, make);
        if (::geteuid() != 0)
            QSKIP("NOT TESTED ON THIS FILE SYSTEM: only root may mount");
        if (QStandardPaths::findExecutable(make.section(' ', 0, 0), {"/sbin", "/usr/sbin"})
                .isEmpty())
            QSKIP("NOT TESTED ON THIS FILE SYSTEM: its tools are not installed");
        TinyProduct tiny;
        const QString image = tiny.ground.path("disk.img");
        QVERIFY(shell(QString("truncate -s 400M '%1'").arg(image)));
        QVERIFY(shell(QString("PATH=$PATH:/sbin:/usr/sbin %1 '%2'").arg(make, image)));
        const Mounted disk(tiny.ground.path("apps"), QString("mount -o loop '%1'").arg(image));
        if (!disk.isThere())
            QSKIP("NOT TESTED ON THIS FILE SYSTEM: it cannot be mounted here");
        QVERIFY(tiny.publish(payload));
        QVERIFY(tiny.install());
        const auto before = tiny.picture();
        QVERIFY(writeFile(tiny.ground.live() + "/mine.txt", "mine"));
        const RunReport applied = tiny.ctl({"apply"});
        QVERIFY2(applied.exitCode == 0, applied.all().constData());
        QCOMPARE(tiny.version(), QString("1.1.0"));
        QCOMPARE(readFile(tiny.ground.live() + "/mine.txt"), QByteArray("mine"));
        QVERIFY(writeFile(tiny.ground.live() + "/share/data.txt", "damaged"));
        const RunReport repaired = tiny.ctl({"repair"});
        QVERIFY2(repaired.exitCode == 0, repaired.all().constData());
        const RunReport back = tiny.ctl({"rollback"});
        QVERIFY2(back.exitCode == 0, back.all().constData());
        QVERIFY(QFile::remove(tiny.ground.live() + "/mine.txt"));
        QVERIFY2(tiny.picture() == before, pictureDifference(before, tiny.picture()).constData());
        QCOMPARE(tiny.lost(), QByteArray());
    }

    // It fills up at different moments: what fits besides the installed version grows.
    void comesThroughAFullDisk() {
        if (::geteuid() != 0)
            QSKIP("A FULL DISK IS NOT TESTED: only root may mount");
        TinyProduct tiny;
        const Mounted disk(tiny.ground.path("apps"), "mount -t tmpfs -o size=64m tmpfs");
        if (!disk.isThere())
            QSKIP("A FULL DISK IS NOT TESTED: it cannot be mounted here");
        QVERIFY(tiny.publish(payload));
        QVERIFY(tiny.install());
        const auto before = tiny.picture();
        QStringList outcomes;
        int refused = 0;
        for (int megabytes = 7; megabytes <= 28; megabytes += 3) {
            QVERIFY(shell(QString("mount -o remount,size=%1m '%2'")
                              .arg(megabytes)
                              .arg(tiny.ground.path("apps"))));
            const RunReport applied = tiny.ctl({"apply"});
            outcomes.append(QString("%1 MB: %2").arg(megabytes).arg(applied.exitCode));
            if (applied.exitCode == 0)
                break;
            ++refused;
            QVERIFY2(applied.exitCode == 13 || applied.exitCode == 14, applied.all().constData());
            QVERIFY(tiny.ctl({"finish"}).exitCode == 0);
            QVERIFY2(tiny.picture() == before,
                     pictureDifference(before, tiny.picture()).constData());
            QCOMPARE(tiny.lost(), QByteArray());
        }
        qInfo("%s", qPrintable(outcomes.join(", ")));
        QVERIFY(refused > 0);
        QVERIFY(shell(QString("mount -o remount,size=64m '%1'").arg(tiny.ground.path("apps"))));
        if (tiny.version() == "1.0.0")
            QCOMPARE(tiny.ctl({"apply"}).exitCode, 0);
        QCOMPARE(tiny.version(), QString("1.1.0"));
        QCOMPARE(tiny.lost(), QByteArray());
    }

    void comesThroughAReadOnlyDisk() {
        if (::geteuid() != 0)
            QSKIP("A READ-ONLY DISK IS NOT TESTED: only root may mount");
        TinyProduct tiny;
        const Mounted disk(tiny.ground.path("apps"), "mount -t tmpfs -o size=64m tmpfs");
        if (!disk.isThere())
            QSKIP("A READ-ONLY DISK IS NOT TESTED: it cannot be mounted here");
        QVERIFY(tiny.publish());
        QVERIFY(tiny.install());
        const auto before = tiny.picture();
        const QString apps = tiny.ground.path("apps");
        QVERIFY(shell(QString("mount -o remount,ro '%1'").arg(apps)));
        for (const char* verb : {"apply", "repair"}) {
            const RunReport refused = tiny.ctl({verb});
            QVERIFY2(refused.exitCode == 13 || (QByteArray(verb) == "repair"),
                     refused.all().constData());
            QVERIFY(tiny.picture() == before);
        }
        QVERIFY(shell(QString("mount -o remount,rw '%1'").arg(apps)));
        QCOMPARE(tiny.ctl({"apply"}).exitCode, 0);
        QCOMPARE(tiny.version(), QString("1.1.0"));
        QCOMPARE(tiny.lost(), QByteArray());
    }

    // Started by `upkeepctl run` after an update: it crashes, and the old version is back; it
    // works, and is confirmed.
    void goesBackWhenTheNewVersionCrashes() {
        TinyProduct tiny;
        QVERIFY(tiny.publish());
        QVERIFY(tiny.install());
        QCOMPARE(tiny.ctl({"apply"}).exitCode, 0);
        QCOMPARE(tiny.ctl({"status"}).result().value("confirmed").toBool(), false);
        const RunReport crashed = tiny.ground.upkeepctl({"run", "crash"});
        QVERIFY2(crashed.exitCode == 14, crashed.all().constData());
        QCOMPARE(tiny.version(), QString("1.0.0"));
        QCOMPARE(tiny.lost(), QByteArray());
        QCOMPARE(tiny.ctl({"resume"}).exitCode, 0);
        QCOMPARE(tiny.ctl({"apply"}).exitCode, 0);
        QCOMPARE(tiny.version(), QString("1.1.0"));
        QCOMPARE(tiny.ground.upkeepctl({"run"}).exitCode, 0);
        QCOMPARE(tiny.ctl({"status"}).result().value("confirmed").toBool(), true);
        // From now on a crash is the program's own affair.
        QVERIFY(tiny.ground.upkeepctl({"run", "crash"}).exitCode != 14);
        QCOMPARE(tiny.version(), QString("1.1.0"));
    }

    void letsOneOfTwoUpdatersWork() {
        TinyProduct tiny;
        QVERIFY(tiny.publish(payload));
        QVERIFY(tiny.install());
        int done = 0;
        QList<QProcess*> updaters;
        for (int i = 0; i < 3; ++i) {
            auto* const updater = new QProcess(this);
            updater->setProcessEnvironment(tiny.ground.environment());
            updater->start(UPKEEP_BIN_DIR "/upkeepctl", {"apply", "--yes", "--json"});
            updaters.append(updater);
        }
        for (QProcess* updater : updaters) {
            QVERIFY(updater->waitForFinished(120'000));
            const int code = updater->exitCode();
            const QByteArray last = updater->readAllStandardOutput().trimmed().split('\n').last();
            QVERIFY2(code == 0 || code == 11, last.constData());
            done += code == 0;
        }
        QVERIFY(done > 0);
        QCOMPARE(tiny.version(), QString("1.1.0"));
        QCOMPARE(tiny.ctl({"finish"}).exitCode, 0);
        QCOMPARE(tiny.lost(), QByteArray());
    }

    // A line a millisecond into a file of the person's in the program's folder and into the data.
    // Each line is in the live file, or, if it was written as the trees changed places, in the one
    // that was left.
    void losesNoLineThatIsWrittenMeanwhile() {
        TinyProduct tiny;
        QVERIFY(tiny.publish(payload));
        QVERIFY(tiny.install());
        const QString inTree = tiny.ground.live() + "/mine.log";
        const QString data = tiny.ground.path("home/.local/share/tiny/lines.log");
        std::atomic_bool stop = false;
        std::atomic_int written = 0;
        std::thread person([&] {
            for (int line = 0; !stop; ++line) {
                const QByteArray text = QByteArray::number(line) + '\n';
                for (const QString& path : {inTree, data}) {
                    QFile file(path);
                    if (file.open(QIODevice::Append))
                        file.write(text);
                }
                written = line + 1;
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        });
        while (written < 10)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        const RunReport applied = tiny.ctl({"apply", "--when-running", "wait"});
        stop = true;
        person.join();
        QVERIFY2(applied.exitCode == 0, applied.all().constData());
        const QByteArray all =
            readFile(inTree) + readFile(tiny.ground.root() + "/.upkeep/previous/mine.log");
        const QByteArrayList lines = all.split('\n');
        const QSet<QByteArray> found(lines.begin(), lines.end());
        QCOMPARE(readFile(data).count('\n'), written.load());
        int gone = 0;
        for (int line = 0; line < written; ++line)
            gone += found.contains(QByteArray::number(line)) ? 0 : 1;
        qInfo("%d lines, %d of them gone", written.load(), gone);
        QCOMPARE(gone, 0);
        QCOMPARE(tiny.lost(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestFlowHarsh)
#include "test_flow_harsh.moc"
