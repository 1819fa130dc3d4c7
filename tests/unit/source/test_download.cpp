// SPDX-License-Identifier: Apache-2.0
// Downloads that break, lie and change under way (GITHUB.md sections 3 and 5, attacks B1, B7).
#include "download_world.h"
#include "support/faulty_file_system.h"

#include <QTest>

#include <atomic>

using namespace upkeep;
using namespace std::chrono_literals;
using test::codeOf;
using test::ServerReply;
using test::ServerRequest;

class TestDownload : public QObject, private test::DownloadWorld {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }

    void keepsAFileThatIsRight() {
        serveBehindRedirect(whole());
        VERIFY_OK(download());
        QCOMPARE(onDisk(m_to), m_body);
        QVERIFY(!m_files->exists(part()));
        m_objects->forgetRequests();
        VERIFY_OK(download()); // it is there already
        QVERIFY(m_objects->requests().isEmpty());
    }

    void reportsHowFarItIs() {
        serveBehindRedirect(whole());
        QList<Progress> reports;
        VERIFY_OK(m_source->download(m_url,
                                     m_body.size(),
                                     m_digest,
                                     m_to,
                                     *m_files,
                                     [&](const Progress& progress) { reports.append(progress); },
                                     {}));
        QCOMPARE(reports.constFirst().done, 0);
        QCOMPARE(reports.constLast().done, m_body.size());
        QCOMPARE(reports.constLast().total, m_body.size());
        QCOMPARE(reports.constLast().phase, Phase::Download);
    }

    void goesOnAfterEachCut() {
        std::atomic<int> asked = 0;
        serveBehindRedirect({});
        m_objects->handle("/object", [&](const ServerRequest&) {
            ServerReply reply = whole();
            reply.cutAfter = ++asked < 5 ? 70'000 : -1;
            return reply;
        });
        VERIFY_OK(download());
        QCOMPARE(onDisk(m_to), m_body);
        // Qt itself asks once more when a line breaks before it has read anything, so which request
        // is which cannot be told; but each go starts where the last one ended.
        const auto last = m_objects->requests().constLast();
        QVERIFY(last.headers.value("range").startsWith("bytes="));
        QCOMPARE(last.headers.value("if-range"), "\"one\"");
        QCOMPARE(m_server->requests().size(), 1); // the link was asked for once
    }

    void givesUpWhenNothingMoreComes() {
        serveBehindRedirect(whole());
        m_objects->handle("/object", [&](const ServerRequest& request) {
            ServerReply reply = whole();
            reply.cutAfter = request.headers.contains("range") ? 0 : 100'000;
            return reply;
        });
        QCOMPARE(codeOf(download()), "network.failed");
        QCOMPARE(onDisk(part()), m_body.left(100'000)); // the next run goes on
        QVERIFY(m_objects->requests().size() >= 4);
        m_objects->serve("/object", whole());
        m_objects->forgetRequests();
        VERIFY_OK(download());
        QCOMPARE(m_objects->requests().constFirst().headers.value("range"), "bytes=100000-");
        QCOMPARE(onDisk(m_to), m_body);
    }

    void keepsThePartWhenCancelled() {
        serveBehindRedirect(whole());
        std::stop_source stop;
        const auto result = m_source->download(
            m_url,
            m_body.size(),
            m_digest,
            m_to,
            *m_files,
            [&](const Progress& progress) {
                if (progress.done > 0)
                    stop.request_stop();
            },
            stop.get_token());
        QCOMPARE(codeOf(result), "cancelled");
        const QByteArray kept = onDisk(part());
        QVERIFY(!kept.isEmpty() && kept.size() < m_body.size());
        QVERIFY(m_body.startsWith(kept));
    }

    void startsAgainWhenTheServerKnowsNoRanges() {
        VERIFY_OK(m_files->writeAndSync(part(), m_body.left(1000)));
        ServerReply reply = whole();
        reply.ranges = false;
        serveBehindRedirect(reply);
        VERIFY_OK(download());
        QCOMPARE(onDisk(m_to), m_body);
    }

    void startsAgainWhenTheFileChangedUnderWay() {
        serveBehindRedirect({});
        const QByteArray older(m_body.size(), '?');
        m_objects->handle("/object", [&](const ServerRequest& request) {
            ServerReply reply = whole();
            if (request.headers.contains("range"))
                return reply; // If-Range no longer holds
            reply.body = older;
            reply.etag = "\"older\"";
            reply.cutAfter = 1000;
            return reply;
        });
        VERIFY_OK(download());
        QCOMPARE(onDisk(m_to), m_body);
    }

    // The process that began is gone; what it had of another file must not be gone on with.
    void noticesAChangedFileAfterARestart() {
        ServerReply reply = whole();
        reply.cutAfter = 100'000;
        serveBehindRedirect(reply);
        std::atomic<int> asked{0};
        m_objects->handle("/object", [&asked, reply](const ServerRequest&) {
            return ++asked == 1 ? reply : ServerReply{503, {}, "later"};
        });
        QVERIFY(!download());
        QVERIFY(onDisk(part()).size() > 0);
        m_source = freshSource();
        reply = whole();
        reply.etag = "\"two\"";
        reply.body = QByteArray(m_body.size(), 'z');
        m_digest = Digest::of(reply.body);
        serveBehindRedirect(reply);
        m_objects->forgetRequests();
        VERIFY_OK(download());
        QCOMPARE(m_objects->requests().size(), 1); // whole at once, not twice
        QCOMPARE(m_objects->requests().constFirst().headers.value("if-range"), "\"one\"");
        QCOMPARE(onDisk(m_to), reply.body);
        QVERIFY(!m_files->exists(m_to.withSuffix(".part.etag")));
        m_digest = Digest::of(m_body);
    }

    void startsAgainWhenThePartWasWrong_data() {
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("other bytes") << QByteArray(1000, '?');
        QTest::newRow("whole, but wrong") << QByteArray(300'000, '?');
        QTest::newRow("too long") << QByteArray(300'001, '?');
    }
    void startsAgainWhenThePartWasWrong() {
        QFETCH(QByteArray, part);
        VERIFY_OK(m_files->writeAndSync(this->part(), part));
        serveBehindRedirect(whole());
        VERIFY_OK(download());
        QCOMPARE(onDisk(m_to), m_body);
    }

    void refusesBytesThatAreNotTheSignedOnes_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("withoutLength");
        QTest::newRow("other bytes") << QByteArray(300'000, '?') << false;
        QTest::newRow("fewer, and says so") << QByteArray(1000, '?') << false;
        QTest::newRow("more, without saying so") << QByteArray(300'001, '?') << true;
    }
    void refusesBytesThatAreNotTheSignedOnes() {
        QFETCH(QByteArray, body);
        QFETCH(bool, withoutLength);
        ServerReply reply{200, {}, body};
        reply.withoutLength = withoutLength;
        serveBehindRedirect(reply);
        const QString code = codeOf(download());
        QVERIFY2(code == "download.hash-mismatch" || code == "network.too-large", qPrintable(code));
        QVERIFY(!m_files->exists(m_to));
    }

    void triesAWholeFileOnlyOnceMore() {
        VERIFY_OK(m_files->writeAndSync(part(), QByteArray(1000, '?')));
        ServerReply reply = whole();
        reply.body = QByteArray(m_body.size(), '!');
        serveBehindRedirect(reply);
        QCOMPARE(codeOf(download()), "download.hash-mismatch");
        QCOMPARE(m_objects->requests().size(), 2);
        QVERIFY(!m_files->exists(part()));
    }

    void refusesARangeThatIsNotTheOneAskedFor_data() {
        QTest::addColumn<QByteArray>("contentRange");
        QTest::addColumn<QString>("code");
        QTest::newRow("another start")
            << QByteArray("bytes 999-299999/300000") << "download.failed";
        QTest::newRow("another total")
            << QByteArray("bytes 1000-299999/300001") << "download.hash-mismatch";
        QTest::newRow("none") << QByteArray() << "download.failed";
        QTest::newRow("nonsense") << QByteArray("bytes ?-?/?") << "download.failed";
    }
    void refusesARangeThatIsNotTheOneAskedFor() {
        QFETCH(QByteArray, contentRange);
        QFETCH(QString, code);
        VERIFY_OK(m_files->writeAndSync(part(), m_body.left(1000)));
        serveBehindRedirect({206, {{"Content-Range", contentRange}}, m_body.mid(1000)});
        QCOMPARE(codeOf(download()), code);
        QVERIFY(!m_files->exists(m_to));
    }

    void takesAnHtmlPageForWhatItIs() {
        VERIFY_OK(m_files->writeAndSync(part(), m_body.left(1000)));
        serveBehindRedirect(
            {200, {{"Content-Type", "text/html; charset=utf-8"}}, "<html>Log in!</html>"});
        QCOMPARE(codeOf(download()), "network.captive-portal");
        QCOMPARE(onDisk(part()), m_body.left(1000)); // what we had is not lost to a captive portal
    }

    void asksForANewLinkWhenTheOldOneExpired_data() {
        QTest::addColumn<int>("status");
        for (const int status : {401, 403, 404, 410})
            QTest::addRow("%d", status) << status;
    }
    void asksForANewLinkWhenTheOldOneExpired() {
        QFETCH(int, status);
        std::atomic<int> links = 0;
        m_server->handle("/releases/v1/almanac.tar", [&](const ServerRequest&) {
            const QByteArray path = "/object" + QByteArray::number(++links);
            return ServerReply{302, {{"Location", m_objects->url(path.constData()).toEncoded()}}};
        });
        m_objects->handle("/object1", [&](const ServerRequest& request) {
            ServerReply reply = whole();
            reply.cutAfter = 100'000;
            return request.headers.contains("range") ? ServerReply{status, {}, "expired"} : reply;
        });
        m_objects->serve("/object2", whole());
        VERIFY_OK(download());
        QCOMPARE(onDisk(m_to), m_body);
        QCOMPARE(links.load(), 2);
        QCOMPARE(m_objects->requests().constLast().headers.value("range"), "bytes=100000-");
    }

    void saysWhatTheServerSaid_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("requests");
        QTest::newRow("not there") << 404 << QByteArray() << "source.missing" << 3;
        QTest::newRow("gone") << 410 << QByteArray() << "source.missing" << 3;
        QTest::newRow("no leave") << 403 << QByteArray() << "network.status" << 1;
        QTest::newRow("too often") << 429 << QByteArray("5") << "network.rate-limited" << 1;
        QTest::newRow("server in trouble") << 503 << QByteArray() << "network.status" << 3;
    }
    void saysWhatTheServerSaid() {
        QFETCH(int, status);
        QFETCH(QByteArray, retryAfter);
        QFETCH(QString, code);
        QFETCH(int, requests);
        ServerReply reply{status, {}, "no"};
        if (!retryAfter.isEmpty())
            reply.headers.append({"Retry-After", retryAfter});
        m_server->serve("/releases/v1/almanac.tar", reply);
        QCOMPARE(codeOf(download()), code);
        QCOMPARE(m_server->requests().size(), requests);
    }

    void keepsASignedLinkOutOfFilesAndErrors() {
        ServerReply reply = whole();
        reply.cutAfter = 1000;
        m_server->serve("/releases/v1/almanac.tar",
                        {302, {{"Location", m_objects->url("/object?sig=secret").toEncoded()}}});
        m_objects->handle("/object", [&](const ServerRequest& request) {
            return request.headers.contains("range") ? ServerReply{500, {}, "no"} : reply;
        });
        const auto result = download();
        QVERIFY(!result.has_value());
        QVERIFY2(!result.error().toString().contains("secret"),
                 qPrintable(result.error().toString()));
    }

    void saysThatTheDiskIsFullOrBroken() {
        serveBehindRedirect(whole());
        test::FaultyFileSystem disk(*m_files);
        disk.failAt(3, ErrorCode::FileNoSpace);
        QCOMPARE(codeOf(download({}, &disk)), "file.no-space");
        QVERIFY(!m_files->exists(m_to));
        VERIFY_OK(download()); // there is room again
        QCOMPARE(onDisk(m_to), m_body);
    }

    void survivesACutAtEveryOperation() {
        serveBehindRedirect(whole());
        for (int n = 1;; ++n) {
            VERIFY_OK(m_files->removeTree(m_to));
            test::FaultyFileSystem disk(*m_files);
            disk.modelDurability(m_to.parent(), m_to.parent().withSuffix("-graves"));
            disk.stopAt(n, test::Cut::Torn);
            Q_UNUSED(download({}, &disk).has_value());
            const bool wasCut = disk.isStopped();
            disk.dropUnsynced();
            const QByteArray left = onDisk(m_to);
            QVERIFY2(left == m_body || left == "<file.not-found>",
                     qPrintable(disk.log().join('\n')));
            VERIFY_OK(download());
            QCOMPARE(onDisk(m_to), m_body);
            if (!wasCut)
                break;
        }
    }

    void downloadsAnEmptyFile() {
        serveBehindRedirect({200, {}, ""});
        VERIFY_OK(m_source->download(m_url, 0, Digest::of({}), m_to, *m_files, {}, {}));
        QCOMPARE(onDisk(m_to), "");
    }
};

QTEST_GUILESS_MAIN(TestDownload)
#include "test_download.moc"
