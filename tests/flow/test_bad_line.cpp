// SPDX-License-Identifier: Apache-2.0
// 100 MB over a line that loses 1 % of its segments and is cut ten times: by the server, by the
// line, by links that expire, by the client itself. It ends right, having fetched less than 102 MB.
#include "source/http_source.h"
#include "support/fast_folder.h"
#include "support/relay.h"
#include "support/test_server.h"
#include "support/verify_ok.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace upkeep;
using namespace std::chrono_literals;
using test::codeOf;
using test::ServerReply;
using test::ServerRequest;

class TestBadLine : public QObject {
    Q_OBJECT

    static constexpr qint64 size = 100'000'000;
    QTemporaryDir m_folder{test::fastFolder()};
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    QByteArray m_body;
    Digest m_digest;

    std::unique_ptr<HttpSource> source(const QUrl& server) {
        FetcherOptions options;
        options.allowLoopbackHttp = true;
        auto source = std::make_unique<HttpSource>(
            HttpSourceAddresses{server, QUrl(server.toString() + "/releases"), true},
            makeHttpFetcher(options));
        source->setRetryPolicy({8, 1ms});
        return source;
    }

private Q_SLOTS:
    void initTestCase() {
        m_body.resize(size);
        quint32 state = 7;
        for (char& byte : m_body) {
            state = state * 1664525U + 1013904223U;
            byte = static_cast<char>(state >> 24);
        }
        m_digest = Digest::of(m_body);
    }

    void endsRightHavingFetchedLittleMore() {
        std::atomic<int> sig{1};
        std::atomic<int> served{0};
        std::atomic<bool> isFresh{false};
        std::atomic<int> serverCuts{0};
        std::atomic<int> expired{0};
        test::TestServer objects;
        objects.handle("/object", [&](const ServerRequest& request) {
            // A link is for a while only; one that was given out just now is still good.
            const bool isOld = !isFresh.exchange(false);
            if (isOld && expired < 2 && served >= 1 + 4 * expired) {
                ++expired;
                ++sig;
            }
            if (!request.path.endsWith("sig=" + QByteArray::number(sig)))
                return ServerReply{403, {}, "<Error><Code>AuthenticationFailed</Code></Error>"};
            ServerReply reply{200, {}, m_body};
            reply.ranges = true;
            reply.etag = "\"body\"";
            const int number = ++served;
            if (number == 2 || number == 4 || number == 6) {
                reply.cutAfter = 7'000'000;
                ++serverCuts;
            }
            return reply;
        });
        test::RelayOptions options;
        options.to = objects.port();
        options.lossPercent = 1;
        options.cuts = {15'000'000, 42'000'000, 63'000'000, 84'000'000};
        const test::Relay line(options);
        test::TestServer server;
        server.handle("/releases/v1/big.bin", [&](const ServerRequest&) {
            isFresh = true;
            const QByteArray place = "http://127.0.0.1:" + QByteArray::number(line.port()) +
                                     "/object?sig=" + QByteArray::number(sig);
            return ServerReply{302, {{"Location", place}}, {}};
        });

        const LocalPath to = LocalPath::parse(m_folder.path().toUtf8()).value() / "big";
        QElapsedTimer clock;
        clock.start();
        std::stop_source person;
        qint64 last = 0;
        const auto stopOnce = [&](const Progress& progress) {
            QVERIFY2(progress.done >= last || progress.done == 0, "progress never goes back");
            last = progress.done;
            if (progress.done > 52'000'000)
                person.request_stop();
        };
        const auto stopped =
            source(server.url(""))
                ->download(
                    "v1/big.bin", size, m_digest, to, *m_files, stopOnce, person.get_token());
        QCOMPARE(codeOf(stopped), "cancelled");
        last = 0;
        // Another process goes on.
        const auto ended = source(server.url(""))
                               ->download("v1/big.bin", size, m_digest, to, *m_files, stopOnce, {});
        VERIFY_OK(ended);
        const int cuts = serverCuts + line.cutOff() + expired + 1;
        qInfo("%lld bytes over the line for %lld, %d segments lost, %d cuts (%d server, %d line, "
              "%d expired links, 1 client), %lld ms",
              line.carried(),
              size,
              line.lost(),
              cuts,
              serverCuts.load(),
              line.cutOff(),
              expired.load(),
              clock.elapsed());
        QCOMPARE(cuts, 10);
        QVERIFY(line.lost() > 100);
        QVERIFY2(line.carried() < 102'000'000, qPrintable(QString::number(line.carried())));
        const auto file = m_files->open(to);
        VERIFY_OK(file);
        QVERIFY(*Digest::ofFile(file->get()) == m_digest);
        QVERIFY(!m_files->exists(to.withSuffix(".part")));
    }
};

QTEST_GUILESS_MAIN(TestBadLine)
#include "test_bad_line.moc"
