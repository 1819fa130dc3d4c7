// SPDX-License-Identifier: Apache-2.0
// Metadata that are listed but not there: a publisher may just be replacing them (FORMATS section
// 1). A real client asks a real server through a real source; only the waiting is played.
#include "source/http_source.h"

#include "support/test_server.h"
#include "support/trust_world.h"
#include "support/verify_ok.h"

#include <QElapsedTimer>
#include <QtTest>

#include <numeric>
#include <thread>

using namespace upkeep;
using namespace upkeep::test;
using namespace std::chrono_literals;

namespace {

const QByteArray release = "stable.linux-x64";
const QByteArray document = "stable/linux-x64/1.1.0.json";

} // namespace

class TestMetadataGap : public QObject {
    Q_OBJECT

    QMutex m_mutex; // what the server's thread reads, too
    QMap<QByteArray, QByteArray> m_files;
    QByteArray m_gapAt; // part of a name
    int m_gapsLeft = 0;

    std::unique_ptr<TrustWorld> m_world;
    std::unique_ptr<TestServer> m_server;
    QList<std::chrono::milliseconds> m_waits;
    std::function<void()> m_whileWaiting;

    // What the publisher has signed lies on the server.
    void upload() {
        const QMutexLocker lock(&m_mutex);
        m_files.clear();
        const Publisher& publisher = m_world->publisher;
        for (auto file = publisher.files.begin(); file != publisher.files.end(); ++file)
            m_files.insert("/metadata/" + file.key(), *file);
        for (auto file = publisher.targets.begin(); file != publisher.targets.end(); ++file)
            m_files.insert("/targets/" + file.key(), *file);
    }
    void makeGap(const QByteArray& at, int times) {
        const QMutexLocker lock(&m_mutex);
        m_gapAt = at;
        m_gapsLeft = times;
    }
    ServerReply answer(const ServerRequest& request) {
        const QMutexLocker lock(&m_mutex);
        const bool isMissing =
            !m_files.contains(request.path) ||
            (!m_gapAt.isEmpty() && request.path.contains(m_gapAt) && m_gapsLeft-- > 0);
        return isMissing ? ServerReply{404, {}, "no"}
                         : ServerReply{200, {}, m_files.value(request.path)};
    }
    int asked(const QByteArray& part) const {
        const auto requests = m_server->requests();
        return int(std::count_if(requests.begin(), requests.end(), [&](const ServerRequest& r) {
            return r.path.contains(part);
        }));
    }

    RetryPolicy played() {
        RetryPolicy policy;
        policy.wait = [this](std::chrono::milliseconds time, const std::stop_token&) {
            m_waits.append(time);
            if (m_whileWaiting)
                m_whileWaiting();
        };
        return policy;
    }
    Result<QByteArray> check(const RetryPolicy& policy, const std::stop_token& stop = {}) {
        FetcherOptions options;
        options.allowLoopbackHttp = true;
        HttpSource source({m_server->url(""), m_server->url("/releases"), true},
                          makeHttpFetcher(options));
        source.setRetryPolicy(policy);
        UPKEEP_TRY_AS(TrustStore store, TrustStore::open(*m_world->files, m_world->folder()));
        UPKEEP_TRY_AS(TrustClient client,
                      TrustClient::open(store, source.metadata(), m_world->now));
        UPKEEP_TRY(client.refresh(stop));
        UPKEEP_TRY_AS(const auto target, client.find(document, stop));
        return client.fetch(target.value(), 8192, stop);
    }
    Result<QByteArray> check() { return check(played()); }

    void addRelease(const QByteArray& bytes) {
        m_world->publisher.addTarget(release, document, bytes);
        m_world->publisher.release();
    }

private Q_SLOTS:
    void init() {
        m_world = std::make_unique<TrustWorld>();
        m_server = std::make_unique<TestServer>();
        m_server->handleRest([this](const ServerRequest& request) { return answer(request); });
        m_waits.clear();
        m_whileWaiting = nullptr;
        makeGap({}, 0);
        m_world->publisher.delegate("targets", release, {"stable/linux-x64/*"});
        addRelease("the first");
        upload();
    }
    void cleanup() {
        m_server.reset();
        m_world.reset();
    }

    void waitsForWhatIsListed_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("times");
        QTest::addColumn<QString>("code");
        for (const char* file : {"timestamp.json",
                                 "3.snapshot.json",
                                 "3.targets.json",
                                 "3.stable.linux-x64.json",
                                 ".1.1.0.json"}) {
            const bool isTarget = *file == '.';
            for (const int times : {1, 2, 3})
                QTest::addRow("%s, %d times", file, times)
                    << QByteArray(file) << times << QStringLiteral("ok");
            QTest::addRow("%s, for good", file)
                << QByteArray(file) << 1'000'000
                << (isTarget ? QStringLiteral("trust.target-missing")
                             : QStringLiteral("trust.missing"));
        }
    }
    void waitsForWhatIsListed() {
        QFETCH(QByteArray, file);
        QFETCH(int, times);
        QFETCH(QString, code);
        QCOMPARE(check().value(), QByteArray("the first"));
        QVERIFY(m_waits.isEmpty()); // the next root is not listed: nobody waits for it
        addRelease("the second");
        upload();
        m_server->forgetRequests();
        makeGap(file, times);
        const auto before = m_world->stored();

        const auto checked = check();
        QCOMPARE(codeOf(checked), code);
        const int tries = qMin(times, 3);
        QCOMPARE(m_waits.size(), tries);
        QCOMPARE(asked(file), tries + 1);
        QVERIFY(std::accumulate(m_waits.begin(), m_waits.end(), 0ms) <= 60s);
        if (checked) {
            QCOMPARE(*checked, QByteArray("the second"));
            return;
        }
        if (file == "timestamp.json")
            QCOMPARE(m_world->stored(), before);
        QCOMPARE(m_world->stored().value("root.json"), before.value("root.json"));
        makeGap({}, 0);
        QCOMPARE(check().value(), QByteArray("the second"));
    }

    // Whoever types an address wrong need not wait for a minute.
    void doesNotWaitForASiteThatNeverWas() {
        makeGap("timestamp.json", 1'000'000);
        QCOMPARE(codeOf(check()), "trust.missing");
        QVERIFY(m_waits.isEmpty());
        QCOMPARE(m_server->requests().size(), 2); // next root, timestamp
    }

    // The last resort of FORMATS section 1: the new timestamp is there under another name, the old
    // one deleted, the new one renamed.
    void seesATimestampReplaced() {
        QCOMPARE(check().value(), QByteArray("the first"));
        addRelease("the second");
        makeGap("timestamp.json", 1'000'000);
        m_whileWaiting = [this] {
            upload();
            makeGap({}, 0);
        };
        QCOMPARE(check().value(), QByteArray("the second"));
        QCOMPARE(m_waits.size(), 1);
    }

    // A mirror that got the timestamp before the rest.
    void seesAReleaseComeInTheWrongOrder() {
        QCOMPARE(check().value(), QByteArray("the first"));
        addRelease("the second");
        const QByteArray timestamp = m_world->publisher.files.value("timestamp.json");
        {
            const QMutexLocker lock(&m_mutex);
            m_files["/metadata/timestamp.json"] = timestamp;
        }
        m_whileWaiting = [this] {
            if (m_waits.size() == 2)
                upload();
        };
        QCOMPARE(check().value(), QByteArray("the second"));
        QCOMPARE(m_waits.size(), 2);
    }

    // The site went on to the next release under way and keeps nothing of the one before.
    void survivesASiteThatMovesOnUnderWay() {
        QCOMPARE(check().value(), QByteArray("the first"));
        addRelease("the second");
        upload();
        makeGap("3.snapshot.json", 1'000'000);
        m_whileWaiting = [this] {
            if (m_waits.size() != 1)
                return;
            addRelease("the third");
            upload();
        };
        const auto root = m_world->stored().value("root.json");
        QCOMPARE(codeOf(check()), "trust.missing");
        QCOMPARE(m_world->stored().value("root.json"), root);
        m_waits.clear();
        QCOMPARE(check().value(), QByteArray("the third"));
        QVERIFY(m_waits.isEmpty());
    }

    // SECURITY 4.9; what each of them does is tested with shorter ones.
    void hasTheTimesOfTheDesign() {
        QCOMPARE(FetchRequest().connectTimeout, std::chrono::milliseconds(15s));
        QCOMPARE(FetchRequest().idleTimeout, std::chrono::milliseconds(30s));
        QCOMPARE(FetcherOptions().floorBytes, 60 * 1024);
        QCOMPARE(FetcherOptions().floorWindow, std::chrono::milliseconds(60s));
        QCOMPARE(CheckTime::whole, std::chrono::milliseconds(120s));
        const RetryPolicy policy;
        const auto longest = std::accumulate(policy.gaps.begin(), policy.gaps.end(), 0ms) * 3 / 2;
        QCOMPARE(policy.gaps.size(), 3);
        QVERIFY(longest <= 60s);
    }

    void countsWaitingAsTimeOfTheCheck() {
        QCOMPARE(check().value(), QByteArray("the first"));
        addRelease("the second");
        upload();
        makeGap("3.snapshot.json", 1);
        RetryPolicy policy = played();
        policy.gaps = {300s};
        QCOMPARE(codeOf(check(policy)), "network.timeout");
        QCOMPARE(check().value(), QByteArray("the second"));
    }

    void stopsWaitingAtOnce() {
        QCOMPARE(check().value(), QByteArray("the first"));
        addRelease("the second");
        upload();
        makeGap("3.snapshot.json", 1'000'000);
        std::stop_source stop;
        std::thread person([&] {
            while (asked("3.snapshot.json") == 0)
                std::this_thread::sleep_for(5ms);
            stop.request_stop();
        });
        QElapsedTimer clock;
        clock.start();
        RetryPolicy policy;
        policy.gaps = {60s};
        const auto stopped = check(policy, stop.get_token());
        person.join();
        QCOMPARE(codeOf(stopped), "cancelled");
        QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
        makeGap({}, 0);
        QCOMPARE(check().value(), QByteArray("the second"));
    }
};

QTEST_GUILESS_MAIN(TestMetadataGap)
#include "test_metadata_gap.moc"
