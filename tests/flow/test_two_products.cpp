// SPDX-License-Identifier: Apache-2.0
// Two products of one machine, updated at the same time from one real server over TLS: their
// downloads overlap, but never ask the host for more than four things at once nor come quicker
// than the pace that was set; their installations come one after the other.
#include "source/http_source.h"
#include "support/small_world.h"
#include "support/test_server.h"
#include "support/tls_authority.h"
#include "support/verify_ok.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace upkeep;
using namespace upkeep::test;

namespace {

constexpr int answerTakes = 60;               // ms
constexpr qint64 bytesPerSecond = 12'000'000; // of both together
constexpr qint64 fileSize = 1'200'000;        // a frame of its own
constexpr int files = 20;

QByteArray noise(int seed) {
    QByteArray bytes(fileSize, Qt::Uninitialized);
    auto state = static_cast<quint32>(seed * 7919 + 1);
    for (char& byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

SmallTree treeOf(int product, const QByteArray& version) {
    SmallTree tree{{"share/version", version}};
    for (int i = 0; i < files; ++i)
        tree.insert("share/" + QByteArray::number(i), noise(product * 100 + i));
    return tree;
}

struct Asked {
    qint64 at = 0;
    QByteArray product;
};

struct Spell { // from the snapshot to the end
    qint64 begin = -1;
    qint64 end = -1;
};

} // namespace

class TestTwoProducts : public QObject {
    Q_OBJECT

    TlsAuthority m_authority;
    ServerTls m_tls = m_authority.issue("IP:127.0.0.1");
    TestServer m_server{&m_tls};
    std::shared_ptr<LineShare> m_line = std::make_shared<LineShare>();
    std::shared_ptr<Turns> m_installations = std::make_shared<Turns>();
    QElapsedTimer m_clock;
    QMutex m_mutex;
    QList<Asked> m_asked; // ranges
    QHash<QByteArray, QByteArray> m_bodies;

    static QByteArray read(SmallWorld& world, const QByteArray& path) {
        const auto bytes = world.files().read(world.site() / path.constData(), 1 << 28);
        return bytes ? *bytes : QByteArray();
    }

    ServerReply answer(SmallWorld& world, const QByteArray& product, const ServerRequest& r) {
        const QByteArray path = r.path.mid(product.size() + 2);
        const QMutexLocker lock(&m_mutex);
        if (!m_bodies.contains(r.path) || path.startsWith("metadata/"))
            m_bodies.insert(r.path, read(world, path));
        const QByteArray body = m_bodies.value(r.path);
        if (body.isNull())
            return {404, {}, "not here"};
        ServerReply reply{200, {}, body};
        reply.ranges = true;
        if (r.headers.contains("range")) {
            m_asked.append({m_clock.elapsed(), product});
            reply.delay = answerTakes;
        }
        return reply;
    }

    Seams seamsOf(SmallWorld& world) {
        Seams seams = world.seams();
        seams.line = m_line;
        seams.installations = m_installations;
        seams.makeSource = [this, &world](const SourceSpec& spec, const SourceOverride& local) {
            FetcherOptions options;
            options.extraCaPem = m_authority.caPem();
            options.bytesPerSecond = bytesPerSecond;
            options.share = m_line;
            return makeSource(spec, local, world.files(), nullptr, options);
        };
        return seams;
    }

    void install(SmallWorld& world, const QByteArray& product, int number) {
        m_server.handleRest({});
        world.id = product;
        world.publish({"1.0.0", treeOf(number, "one")});
        InstallRequest request = world.installRequest();
        request.source.type = "static";
        request.source.metadata = m_server.url(("/" + product).constData()).toString();
        // Not yet over the line, which would take its time.
        Seams local = world.seams();
        local.makeSource = [&world](const SourceSpec&, const SourceOverride&) {
            return makeSource({SourceType::Folder, {}, {}, {}, world.site().display()},
                              {},
                              world.files(),
                              nullptr);
        };
        VERIFY_OK(installProduct(local, request, {}, {}));
        SmallRelease next{"1.1.0", treeOf(number, "two")};
        next.patches = false;
        world.publish(next);
        for (int i = 0; i < files; i += 2) // lost, and far from each other in the package
            VERIFY_OK(world.files().removeFile(world.live() / "share" /
                                               QByteArray::number(i).constData()));
    }

    Result<UpdateOutcome> update(SmallWorld& world, const QByteArray& product, Spell& spell) {
        const Seams seams = seamsOf(world);
        UPKEEP_TRY_AS(const Registration registration,
                      findRegistration(world.files(), seams.places, QString(product)));
        UPKEEP_TRY_AS(const auto opened, InstalledProduct::open(seams, registration));
        UpdateChoice choice;
        choice.localChanges = MergeStrategy::KeepRemote;
        auto outcome = opened->update(choice,
                                      [&](const Progress& progress) {
                                          if (progress.phase == Phase::Snapshot && spell.begin < 0)
                                              spell.begin = m_clock.elapsed();
                                      },
                                      {});
        spell.end = m_clock.elapsed();
        return outcome;
    }

private Q_SLOTS:
    void shareTheLineAndInstallInTurn() {
        SmallWorld tool;
        SmallWorld gear;
        install(tool, "tool", 1);
        install(gear, "gear", 2);
        if (QTest::currentTestFailed())
            return;
        m_server.handleRest([&](const ServerRequest& request) {
            const bool isTool = request.path.startsWith("/tool/");
            return isTool ? answer(tool, "tool", request) : answer(gear, "gear", request);
        });
        m_clock.start();
        Spell first;
        Spell second;
        std::optional<Result<UpdateOutcome>> other;
        std::thread beside([&] { other = update(gear, "gear", second); });
        const auto one = update(tool, "tool", first);
        beside.join();
        VERIFY_OK(one);
        VERIFY_OK(*other);
        QCOMPARE(one->way, QString("frames"));
        QCOMPARE((*other)->way, QString("frames"));
        QCOMPARE(tool.picture(tool.live()), tool.picture(tool.path("builds/1.1.0")));
        QCOMPARE(gear.picture(gear.live()), gear.picture(gear.path("builds/1.1.0")));

        // Only what was lost came.
        const qint64 bytes = one->downloadedBytes + (*other)->downloadedBytes;
        QVERIFY2(bytes < 2 * (files / 2 + 1) * (fileSize + 2000),
                 qPrintable(QString::number(bytes)));
        int changes = 0;
        for (qsizetype i = 1; i < m_asked.size(); ++i)
            changes += m_asked[i].product != m_asked[i - 1].product ? 1 : 0;
        QVERIFY2(changes > 3, "the downloads did not overlap");
        for (qsizetype i = 4; i < m_asked.size(); ++i)
            QVERIFY2(m_asked[i].at - m_asked[i - 4].at >= answerTakes - 5, "five were in flight");
        const qint64 quickest = 1000 * bytes / bytesPerSecond;
        const qint64 downloaded = m_asked.constLast().at;
        qInfo("%lld bytes in %lld requests, the last after %lld ms (at the pace %lld), installed "
              "%lld-%lld and %lld-%lld ms",
              bytes,
              qint64(m_asked.size()),
              downloaded,
              quickest,
              first.begin,
              first.end,
              second.begin,
              second.end);
        QVERIFY2(downloaded > quickest * 8 / 10, "quicker than the pace");
        QVERIFY2(first.end <= second.begin || second.end <= first.begin,
                 "both were installed at once");
    }
};

QTEST_GUILESS_MAIN(TestTwoProducts)
#include "test_two_products.moc"
