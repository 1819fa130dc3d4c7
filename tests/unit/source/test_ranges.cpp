// SPDX-License-Identifier: Apache-2.0
// Parts of a payload: several at a time, over lines that break, from hosts that lie, change or
// know no ranges.
#include "download_world.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>

using namespace upkeep;
using namespace std::chrono_literals;
using test::codeOf;
using test::ServerReply;
using test::ServerRequest;

class TestRanges : public QObject, private test::DownloadWorld {
    Q_OBJECT

    QMap<qsizetype, QByteArray> m_taken;

    RangesJob job(const QList<ByteRange>& ranges) const { return {m_url, m_body.size(), ranges}; }
    // `count` of a thousand bytes, ten thousand apart.
    RangesJob many(int count) const {
        QList<ByteRange> ranges;
        for (int i = 0; i < count; ++i)
            ranges.append({i * 10'000, i * 10'000 + 999});
        return job(ranges);
    }
    Result<RangesOutcome> fetch(const RangesJob& job, std::stop_token stop = {}) {
        m_taken.clear();
        const auto take = [this](qsizetype range, QByteArrayView piece) {
            m_taken[range] += piece;
            return Result<void>();
        };
        return m_source->downloadRanges(job, *m_files, take, stop);
    }
    void compareTaken(const RangesJob& job) const {
        QCOMPARE(m_taken.size(), job.ranges.size());
        for (qsizetype i = 0; i < job.ranges.size(); ++i) {
            const ByteRange& range = job.ranges[i];
            QCOMPARE(m_taken.value(i), m_body.mid(range.first, range.last - range.first + 1));
        }
    }
    RangesJob orWhole(RangesJob job) const {
        job.whole = m_to;
        job.sha256 = m_digest;
        return job;
    }

private Q_SLOTS:
    void init() { begin(); }

    void goesOnWhereItBroke() {
        std::atomic<int> asked = 0;
        serveBehindRedirect({});
        m_objects->handle("/object", [&](const ServerRequest&) {
            ServerReply reply = whole();
            reply.cutAfter = ++asked < 3 ? 500 : -1;
            return reply;
        });
        VERIFY_OK(fetch(job({{1000, 2999}})));
        compareTaken(job({{1000, 2999}}));
        QCOMPARE(asked, 3);
    }

    void asksForThePlaceOnce() {
        serveBehindRedirect(whole());
        VERIFY_OK(fetch(many(5)));
        compareTaken(many(5));
        QCOMPARE(m_server->requests().size(), 1);
        QCOMPARE(m_objects->requests().size(), 5);
        QCOMPARE(m_objects->requests()[0].headers.value("if-range"), QByteArray());
        QCOMPARE(m_objects->requests()[4].headers.value("if-range"), QByteArray("\"one\""));
    }

    // A far host: each answer takes a while. Never more than four at once.
    void fetchesSeveralAtATime() {
        std::atomic<int> asked = 0;
        QElapsedTimer clock;
        QList<qint64> times;
        serveBehindRedirect({});
        m_objects->handle("/object", [&](const ServerRequest&) {
            if (++asked == 1)
                clock.start();
            times.append(clock.elapsed());
            ServerReply reply = whole();
            reply.delay = 100;
            return reply;
        });
        VERIFY_OK(fetch(many(25)));
        const qint64 took = clock.elapsed();
        compareTaken(many(25));
        QCOMPARE(asked, 25);
        QVERIFY2(took < 2000, qPrintable(QString("%1 ms, one by one 2500").arg(took)));
        for (qsizetype i = 4; i < times.size(); ++i)
            QVERIFY2(times[i] - times[i - 4] >= 95, "five were in flight");
    }

    void stopsAllWhenOneFails() {
        std::atomic<int> asked = 0;
        serveBehindRedirect({});
        m_objects->handle("/object", [&](const ServerRequest&) {
            ServerReply reply = ++asked == 6 ? ServerReply{500, {}, "broken"} : whole();
            reply.delay = 20;
            return reply;
        });
        m_source->setRetryPolicy({1, 1ms});
        QCOMPARE(codeOf(fetch(many(30))), "network.status");
        QVERIFY2(asked < 20, qPrintable(QString::number(asked)));
    }

    void stopsAllWhenAskedTo() {
        std::stop_source person;
        std::atomic<int> asked = 0;
        serveBehindRedirect({});
        m_objects->handle("/object", [&](const ServerRequest&) {
            if (++asked == 5)
                person.request_stop();
            ServerReply reply = whole();
            reply.delay = 20;
            return reply;
        });
        QCOMPARE(codeOf(fetch(many(30), person.get_token())), "cancelled");
        QVERIFY2(asked < 20, qPrintable(QString::number(asked)));
    }

    void asksForANewLinkWhenTheOldOneExpired() {
        std::atomic<int> sig = 1;
        std::atomic<int> asked = 0;
        m_server->handle("/releases/v1/almanac.tar", [&](const ServerRequest&) {
            const QByteArray place =
                m_objects->url("/object").toEncoded() + "?sig=" + QByteArray::number(sig);
            return ServerReply{302, {{"Location", place}}, {}};
        });
        m_objects->handle("/object", [&](const ServerRequest& request) {
            if (++asked == 4)
                ++sig;
            if (!request.path.endsWith("sig=" + QByteArray::number(sig)))
                return ServerReply{403, {}, "expired"};
            return whole();
        });
        VERIFY_OK(fetch(many(20)));
        compareTaken(many(20));
    }

    // By its hash alone a changed file is told from another machine of the same host.
    void asksAgainWithoutConditionWhereTheTagChanged() {
        std::atomic<int> asked = 0;
        serveBehindRedirect({});
        m_objects->handle("/object", [&](const ServerRequest&) {
            ServerReply reply = whole();
            reply.etag = ++asked < 3 ? "\"one\"" : "\"two\"";
            return reply;
        });
        VERIFY_OK(fetch(many(4)));
        compareTaken(many(4));
        QCOMPARE(asked, 5);
    }

    void saysThatAHostServesNoRanges_data() {
        QTest::addColumn<bool>("saysItsLength");
        QTest::newRow("and how long it is") << true;
        QTest::newRow("and not how long it is") << false;
    }
    void saysThatAHostServesNoRanges() {
        QFETCH(bool, saysItsLength);
        ServerReply reply = whole();
        reply.ranges = false;
        reply.withoutLength = !saysItsLength;
        serveBehindRedirect(reply);
        QVERIFY(m_source->servesRanges());
        QCOMPARE(codeOf(fetch(job({{10, 19}}))), "file.unsupported");
        QVERIFY(m_taken.isEmpty());
        QVERIFY(!m_source->servesRanges());
        if (saysItsLength) // else the line ends with the answer, and may be tried once more
            QCOMPARE(m_objects->requests().size(), 1);
    }

    void keepsTheWholeThatCameInPlaceOfParts_data() {
        QTest::addColumn<qint64>("cutAfter");
        QTest::addColumn<int>("requests");
        QTest::newRow("in one go") << qint64(-1) << 1;
        QTest::newRow("and it breaks on the way") << qint64(200'000) << 2;
    }
    void keepsTheWholeThatCameInPlaceOfParts() {
        QFETCH(qint64, cutAfter);
        QFETCH(int, requests);
        std::atomic<int> asked = 0;
        serveBehindRedirect({});
        m_objects->handle("/object", [&](const ServerRequest&) {
            ServerReply reply = whole();
            reply.ranges = false;
            if (++asked == 1)
                reply.cutAfter = cutAfter;
            return reply;
        });
        qint64 reported = 0;
        RangesJob wanted = orWhole(many(10));
        wanted.progress = [&](const Progress& progress) { reported = progress.done; };
        const auto outcome = fetch(wanted);
        VERIFY_OK(outcome);
        QVERIFY(*outcome == RangesOutcome::Whole);
        QVERIFY(m_taken.isEmpty());
        QCOMPARE(onDisk(m_to), m_body);
        // One may have been sent on the very line that was just being cut.
        QVERIFY(asked == requests || (cutAfter >= 0 && asked == requests + 1));
        QCOMPARE(reported, m_body.size());
        QVERIFY(!m_files->exists(part()));
        QVERIFY(!m_source->servesRanges());
    }

    void namesWhatIsWrong_data() {
        QTest::addColumn<std::function<void(ServerReply&)>>("bend");
        QTest::addColumn<QString>("code");
        using Bend = std::function<void(ServerReply&)>;
        const auto row = [](const char* name, const Bend& bend, const char* code) {
            QTest::newRow(name) << bend << code;
        };
        const auto answer = [](const char* contentRange) {
            return [contentRange](ServerReply& reply) {
                reply.ranges = false;
                reply.status = 206;
                reply.headers = {{"Content-Range", contentRange}};
                reply.body = reply.body.mid(1000, 2000);
            };
        };
        row("another beginning", answer("bytes 1001-3000/300000"), "download.failed");
        row("another end", answer("bytes 1000-2998/300000"), "download.failed");
        row("another total", answer("bytes 1000-2999/299999"), "download.failed");
        row("no Content-Range", answer(""), "download.failed");
        row("nonsense", answer("bytes 1000-x/y"), "download.failed");
        row(
            "more than it says",
            [=](ServerReply& reply) {
                answer("bytes 1000-2999/300000")(reply);
                reply.endless = true;
                reply.chunked = true;
            },
            "download.failed");
        row(
            "less than it says",
            [=](ServerReply& reply) {
                answer("bytes 1000-2999/300000")(reply);
                reply.declaredLength = 2000;
                reply.body.chop(500);
            },
            "download.failed"); // and then it gives the wrong rest
        row(
            "a shorter file",
            [](ServerReply& reply) { reply.body.truncate(500); },
            "download.failed");
        row(
            "a larger file",
            [](ServerReply& reply) {
                reply.ranges = false;
                reply.body += "more";
            },
            "network.too-large");
        row(
            "endless, whole",
            [](ServerReply& reply) {
                reply.ranges = false;
                reply.endless = true;
                reply.chunked = true;
            },
            "file.unsupported");
        row(
            "a web page",
            [](ServerReply& reply) {
                reply = {200, {{"Content-Type", "text/html"}}, "<html>Sign in</html>"};
            },
            "network.captive-portal");
        row(
            "a web page as a part of something",
            [=](ServerReply& reply) {
                answer("bytes 1000-2999/300000")(reply);
                reply.body = "<!doctype html>" + QByteArray(1985, ' ');
            },
            "network.captive-portal");
        row(
            "an encoding not asked for",
            [](ServerReply& reply) { reply.headers.emplace_back("Content-Encoding", "gzip"); },
            "network.failed");
        row(
            "nobody may have it",
            [](ServerReply& reply) {
                reply = {403, {}, "no"};
            },
            "network.status");
        row(
            "gone",
            [](ServerReply& reply) {
                reply = {404, {}, "no"};
            },
            "source.missing");
    }
    void namesWhatIsWrong() {
        QFETCH(std::function<void(ServerReply&)>, bend);
        QFETCH(QString, code);
        ServerReply reply = whole();
        reply.etag.clear();
        bend(reply);
        serveBehindRedirect(reply);
        QCOMPARE(codeOf(fetch(job({{1000, 2999}}))), code);
        // What was right until then may have been taken.
        QVERIFY(m_body.mid(1000, 2000).startsWith(m_taken.value(0)));
        QVERIFY(!m_files->exists(m_to));
    }

    // The whole in place of a part is judged like any download.
    void keepsNoWholeThatIsNotTheSignedOne() {
        ServerReply reply = whole();
        reply.ranges = false;
        reply.body[1234] = '!';
        serveBehindRedirect(reply);
        QCOMPARE(codeOf(fetch(orWhole(many(10)))), "download.hash-mismatch");
        QVERIFY(!m_files->exists(m_to));
        QVERIFY(!m_files->exists(part()));
    }
};

QTEST_GUILESS_MAIN(TestRanges)
#include "test_ranges.moc"
