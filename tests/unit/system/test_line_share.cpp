// SPDX-License-Identifier: Apache-2.0
// The pace and the number of requests that all downloads of a process share.
#include "fetching.h"
#include "support/verify_ok.h"
#include "system/line_share.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace upkeep;
using namespace std::chrono_literals;
using test::codeOf;
using test::get;
using test::loopback;
using test::ServerReply;

class TestLineShare : public QObject {
    Q_OBJECT

    test::TestServer m_server;

private Q_SLOTS:
    void keepsToThePaceThatWasSet() {
        m_server.serve("/file", {200, {}, QByteArray(300'000, 'x')});
        FetcherOptions options = loopback();
        options.bytesPerSecond = 1'000'000;
        options.floorWindow = 100ms;
        options.floorBytes = 1;
        QElapsedTimer clock;
        clock.start();
        const auto response = makeHttpFetcher(options)->fetch(get(m_server.url("/file")));
        VERIFY_OK(response);
        QCOMPARE(response->body.size(), 300'000);
        QVERIFY2(clock.elapsed() > 200, qPrintable(QString::number(clock.elapsed())));
    }

    void keepsToThePaceWithOthersTogether() {
        m_server.serve("/file", {200, {}, QByteArray(300'000, 'x')});
        FetcherOptions options = loopback();
        options.bytesPerSecond = 1'000'000;
        options.share = std::make_shared<LineShare>();
        QElapsedTimer clock;
        clock.start();
        const auto fetch = [&] {
            const auto response = makeHttpFetcher(options)->fetch(get(m_server.url("/file")));
            QVERIFY(response && response->body.size() == 300'000);
        };
        std::thread other(fetch);
        fetch();
        other.join();
        QVERIFY2(clock.elapsed() > 450, qPrintable(QString::number(clock.elapsed())));
    }

    void asksAHostAsOftenAtOnceAsAllowed() {
        std::atomic<int> now{0};
        std::atomic<int> most{0};
        FetcherOptions options = loopback();
        options.share = std::make_shared<LineShare>();
        ServerReply slow{200, {}, QByteArray(20, 'x')};
        slow.bytesPerTick = 1;
        m_server.serve("/slow", slow);
        std::vector<std::thread> threads;
        for (int i = 0; i < 5; ++i)
            threads.emplace_back([&] {
                FetchRequest request = get(m_server.url("/slow"));
                request.atOnce = 2;
                const auto sink = [&](const FetchResponse&, QByteArrayView) -> Result<void> {
                    return {};
                };
                const auto place = options.share->take("another host", 5, {});
                most = std::max(most.load(), ++now);
                VERIFY_OK(makeHttpFetcher(options)->fetch(request, sink, {}));
                --now;
            });
        QElapsedTimer clock;
        clock.start();
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(most, 5); // all of them wanted to
        // Two, two and one of 200 ms each.
        QVERIFY2(clock.elapsed() > 450, qPrintable(QString::number(clock.elapsed())));
    }

    void stopsWaitingForAPlaceWhenAskedTo() {
        LineShare share;
        const auto first = share.take("host", 1, {});
        VERIFY_OK(first);
        std::stop_source stop;
        std::thread waiting(
            [&] { QCOMPARE(codeOf(share.take("host", 1, stop.get_token())), "cancelled"); });
        stop.request_stop();
        waiting.join();
        VERIFY_OK(share.take("host", 2, {}));
    }
};

QTEST_GUILESS_MAIN(TestLineShare)
#include "test_line_share.moc"
