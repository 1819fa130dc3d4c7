// SPDX-License-Identifier: Apache-2.0
// Downloads by the real programs: stopped by Ctrl+C and by SIGKILL and gone on with, at the pace
// that was set, with numbers that are true.
#include "flow/tiny_product.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

#include <csignal>

using namespace upkeep;

namespace {

constexpr qint64 payload = 3'000'000;

struct Watched {
    int exitCode = -1;
    qint64 begin = -1; // as reported first
    qint64 done = 0;   // as last reported
    qint64 total = 0;
    bool wentBack = false;
    qint64 milliseconds = 0;
};

} // namespace

class TestFlowDownloads : public QObject {
    Q_OBJECT

    std::unique_ptr<TinyProduct> m_tiny;

    // Until it ends, or until so much came: then it gets the signal.
    Watched watch(int signal, qint64 after) {
        QProcess process;
        process.setProcessEnvironment(m_tiny->ground.environment());
        process.setStandardInputFile(QProcess::nullDevice());
        QElapsedTimer clock;
        clock.start();
        process.start(UPKEEP_BIN_DIR "/upkeepctl", {"download", "--yes", "--json"});
        Watched watched;
        QByteArray text;
        bool isSignalled = false;
        while (process.state() != QProcess::NotRunning) {
            process.waitForReadyRead(100);
            text += process.readAllStandardOutput();
            for (qsizetype end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
                note(text.left(end), watched);
                text.remove(0, end + 1);
            }
            if (signal != 0 && !isSignalled && watched.done >= after) {
                isSignalled = true;
                ::kill(pid_t(process.processId()), signal);
            }
        }
        watched.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        watched.milliseconds = clock.elapsed();
        return watched;
    }

    static void note(const QByteArray& line, Watched& watched) {
        const QJsonObject progress =
            QJsonDocument::fromJson(line).object().value("progress").toObject();
        if (progress.value("phase").toString() != "download")
            return;
        const qint64 done = progress.value("overall_done").toInteger();
        if (watched.begin < 0)
            watched.begin = done;
        watched.wentBack = watched.wentBack || done < watched.done;
        watched.done = done;
        watched.total = progress.value("overall_total").toInteger();
    }

    void setRate(int kib) {
        QCOMPARE(m_tiny->ctl({"config", "set", "rate-limit-kib", QString::number(kib)}).exitCode,
                 0);
    }

private Q_SLOTS:
    void initTestCase() {
        m_tiny = std::make_unique<TinyProduct>();
        QVERIFY(m_tiny->publish(payload));
        QVERIFY(m_tiny->install());
        setRate(1000); // 3 MB in 3 s
        QVERIFY(m_tiny->keep("start"));
    }
    void init() { QVERIFY(m_tiny->putBack("start")); }

    void keepsToThePace() {
        const Watched whole = watch(0, 0);
        QCOMPARE(whole.exitCode, 0);
        QVERIFY2(whole.milliseconds > 2500, qPrintable(QString::number(whole.milliseconds)));
        QVERIFY(!whole.wentBack);
        QVERIFY(whole.done > whole.total - 300'000); // the last report may be left out
        QVERIFY2(whole.total > payload && whole.total < payload + 100'000,
                 qPrintable(QString::number(whole.total)));
    }

    void goesOnAfterASignal_data() {
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("Ctrl+C") << SIGINT << 130;
        QTest::newRow("terminated") << SIGTERM << 130;
        QTest::newRow("killed") << SIGKILL << -1;
    }
    void goesOnAfterASignal() {
        QFETCH(int, signal);
        QFETCH(int, exitCode);
        const Watched first = watch(signal, payload / 2);
        QCOMPARE(first.exitCode, exitCode);
        QVERIFY(first.done >= payload / 2 && first.done < payload);
        QCOMPARE(m_tiny->version(), "1.0.0");
        const Watched second = watch(0, 0);
        QCOMPARE(second.exitCode, 0);
        QCOMPARE(second.total, first.total); // the whole is the whole
        // What came was not fetched again.
        QVERIFY2(second.begin >= first.done,
                 qPrintable(QString("%1, %2").arg(first.done).arg(second.begin)));
        QVERIFY(second.done > second.total - 300'000);
        setRate(0);
        const RunReport applied = m_tiny->ctl({"apply"});
        QVERIFY2(applied.exitCode == 0, applied.all().constData());
        QCOMPARE(applied.result().value("downloaded_bytes").toInteger(), 0);
        QCOMPARE(m_tiny->version(), "1.1.0");
    }

    // The length of what came was on the disk when the power went, its bytes were not.
    void fetchesWhatAPowerCutSpoiltAgain() {
        QCOMPARE(watch(SIGKILL, payload / 2).exitCode, -1);
        int spoilt = 0;
        QDirIterator parts(m_tiny->ground.path("home"),
                           {"*.part"},
                           QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (parts.hasNext()) {
            QFile part(parts.next());
            QVERIFY(part.open(QIODevice::ReadWrite));
            spoilt += part.write(QByteArray(part.size(), '\0')) > payload / 4 ? 1 : 0;
        }
        QCOMPARE(spoilt, 1);
        setRate(0);
        const RunReport applied = m_tiny->ctl({"apply"});
        QVERIFY2(applied.exitCode == 0, applied.all().constData());
        QCOMPARE(m_tiny->version(), "1.1.0");
    }
};

QTEST_GUILESS_MAIN(TestFlowDownloads)
#include "test_flow_downloads.moc"
