// SPDX-License-Identifier: Apache-2.0
// Releases of projects that sign nothing: which file is meant, what its checksum is, and when
// nothing is offered at all.
#include "product/changelog.h"
#include "source/plain_releases.h"

#include "support/test_server.h"
#include "support/verify_ok.h"

#include <QTest>

using namespace upkeep;
using test::codeOf;
using test::ServerReply;

namespace {

const QByteArray zeros(64, '0');
const QByteArray ones(64, '1');

QByteArray json(QByteArray text) {
    return text.replace('\'', '"');
}

QByteArray asset(const QByteArray& name, const QByteArray& sha256 = {}, qint64 size = 100) {
    return json("{'id':7,'name':'" + name + "','size':" + QByteArray::number(size) +
                ",'state':'uploaded','digest':" +
                (sha256.isEmpty() ? QByteArray("null") : "'sha256:" + sha256 + "'") +
                ",'browser_download_url':'http://127.0.0.1:1/" + name + "'}");
}

QByteArray release(const QByteArray& tag, const QByteArray& assets, const QByteArray& more = {}) {
    return json("{'id':1,'tag_name':'" + tag +
                "','name':null,'body':'## Fixed\\n- it','draft':false,'prerelease':false,"
                "'published_at':'2026-01-01T00:00:00Z','assets':[") +
           assets + json("]" + more + "}");
}

} // namespace

class TestPlainReleases : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TestServer> m_server;
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();

    Result<PlainReleases> list(const PlainQuery& query) {
        SourceSpec spec;
        spec.repository = "o/r";
        spec.server = m_server->url("").toString();
        SourceOverride local;
        local.allowLoopbackHttp = true;
        UPKEEP_TRY_AS(const auto source, makeSource(spec, local, *m_files, nullptr));
        return listPlainReleases(*source, query, {});
    }
    PlainQuery query(const char* installed = "1.0.0") const {
        PlainQuery query;
        query.product = "tool";
        query.channel = "stable";
        query.platform = "linux-x64";
        query.trust.assetPattern = "tool-{version}-{platform}.tar.gz";
        query.atLeast = *Version::parse(installed);
        return query;
    }
    void serve(const QByteArrayList& releases) {
        m_server->serve("/api/v3/repos/o/r/releases", {200, {}, '[' + releases.join(',') + ']'});
    }

private Q_SLOTS:
    void init() {
        m_server = std::make_unique<test::TestServer>();
        m_server->serve("/api/v3/repos/o/r", {200, {}, "{\"id\":42}"});
    }

    void knowsTheFileThatIsMeant_data() {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char* pattern, const char* name, bool fits) {
            QTest::addRow("%s %s %s", pattern, fits ? "is" : "is not", name)
                << QString(pattern) << QString(name) << fits;
        };
        row("ripgrep-{version}-{platform}.tar.gz",
            "ripgrep-1.2.3-x86_64-unknown-linux-musl.tar.gz",
            true);
        row("ripgrep-{version}-{platform}.tar.gz",
            "ripgrep-1.2.3-aarch64-unknown-linux-gnu.tar.gz",
            false);
        row("ripgrep-{version}-{platform}.tar.gz",
            "ripgrep-1.2.4-x86_64-unknown-linux-musl.tar.gz",
            false);
        row("jq-{os}-{arch}", "jq-linux-amd64", true);
        row("jq-{os}-{arch}", "jq-macos-amd64", false);
        row("jq-{os}-{arch}", "jq-linux-amd64.asc", false);
        row("gh_{version}_{os}_{arch}.tar.gz", "gh_1.2.3_linux_amd64.tar.gz", true);
        row("tool-{tag}.zip", "tool-v1.2.3.zip", true);
        row("node-*-{os}-x64.tar.xz", "node-v22-linux-x64.tar.xz", true);
        row("a+b.zip", "aab.zip", false);
        row("", "lazygit_1.2.3_Linux_x86_64.tar.gz", true);
        row("", "lazygit_1.2.3_Linux_x86_64.tar.gz.sha256", false);
        row("", "lazygit_1.2.3_Darwin_x86_64.tar.gz", false);
    }
    void knowsTheFileThatIsMeant() {
        QFETCH(QString, pattern);
        QFETCH(QString, name);
        const auto fits = isWishedAsset(name, {pattern, "linux-x64", "v1.2.3"});
        VERIFY_OK(fits);
        QTEST(*fits, "fits");
    }

    void refusesAPlaceholderItDoesNotKnow() {
        QCOMPARE(codeOf(isWishedAsset("a", {"a-{moon}", "linux-x64", "v1"})), "source.invalid");
    }

    void readsFilesOfSums_data() {
        QTest::addColumn<QByteArray>("sums");
        QTest::addColumn<bool>("found");
        QTest::newRow("coreutils") << ones + "  other\n" + zeros + "  a.tar.gz\n" << true;
        QTest::newRow("binary mode, folder") << zeros + " *./a.tar.gz\r\n" << true;
        QTest::newRow("BSD") << "SHA256 (a.tar.gz) = " + zeros << true;
        QTest::newRow("capitals") << QByteArray(64, 'A').replace('A', "0") + "  a.tar.gz" << true;
        QTest::newRow("only the sum") << zeros + "\n" << true;
        QTest::newRow("only sums") << zeros + "\n" + ones << false;
        QTest::newRow("another file") << zeros + "  b.tar.gz" << false;
        QTest::newRow("two that differ") << zeros + "  a.tar.gz\n" + ones + "  a.tar.gz" << false;
        QTest::newRow("too short") << zeros.left(63) + "  a.tar.gz" << false;
        QTest::newRow("a web page") << QByteArray("<html>") << false;
    }
    void readsFilesOfSums() {
        QFETCH(QByteArray, sums);
        QTEST(sumFor(sums, "a.tar.gz").has_value(), "found");
    }

    void countsUpwards() {
        const QStringList rising = {"0.0.1-rc.1",
                                    "0.0.1",
                                    "0.1.0",
                                    "1.0.0",
                                    "1.0.1",
                                    "1.1.0",
                                    "2.0.0",
                                    "2025.9.26",
                                    "20260101.0.0"};
        qint64 before = 0;
        for (const QString& text : rising) {
            const qint64 counter = counterOf(*Version::parse(text));
            QVERIFY2(counter > before && counter < qint64(1) << 53, qPrintable(text));
            before = counter;
        }
        QCOMPARE(counterOf(*Version::parse("1.5000.0")) > 0, true);
        QCOMPARE(counterOf(*Version::parse("1.9000.0")), 0);
    }

    void listsByDigest() {
        const QByteArray name = "-x86_64-unknown-linux-musl.tar.gz";
        serve(
            {release("v1.1.0", asset("tool-1.1.0" + name, ones) + ',' + asset("SHA256SUMS")),
             release("v2.0.0", asset("tool-2.0.0" + name, zeros)), // the server's order is no news
             release("v1.0.0", asset("tool-1.0.0" + name, ones)),
             release("v0.9.0", asset("tool-0.9.0" + name, ones))});
        const auto found = list(query());
        VERIFY_OK(found);
        QCOMPARE(found->documents.size(), 3);
        const ReleaseDocument& newest = found->documents.constFirst();
        QCOMPARE(newest.version.toString(), "2.0.0");
        QCOMPARE(newest.updateType, UpdateType::Major);
        const Payload* const payload = newest.payload(Payload::Kind::Package);
        QVERIFY(payload);
        QCOMPARE(payload->url, "v2.0.0/tool-2.0.0-x86_64-unknown-linux-musl.tar.gz");
        QCOMPARE(payload->sha256.hex(), zeros);
        QCOMPARE(found->repositoryId, 42);
        // What is kept of a check can be read again.
        VERIFY_OK(ReleaseDocument::parse(writeJsonLine(newest.toJson())));
        const auto notes = parseChangelog(found->changelog);
        VERIFY_OK(notes);
        QCOMPARE(notes->size(), 3);
        QCOMPARE(notes->constFirst().intro, "**Fixed**\n- it");
    }

    void takesTheSumsFile() {
        const QByteArray name = "tool-1.1.0-linux-amd64.tar.gz";
        serve({release("v1.1.0", asset(name) + ',' + asset("SHA256SUMS"))});
        m_server->serve("/SHA256SUMS", {200, {}, zeros + "  " + name + "\n"});
        QByteArray address = m_server->url("/SHA256SUMS").toEncoded();
        m_server->serve("/api/v3/repos/o/r/releases",
                        {200,
                         {},
                         '[' +
                             release("v1.1.0", asset(name) + ',' + asset("SHA256SUMS"))
                                 .replace("http://127.0.0.1:1/SHA256SUMS", address) +
                             ']'});
        PlainQuery wanted = query();
        wanted.trust.checksums = "SHA256SUMS";
        const auto found = list(wanted);
        VERIFY_OK(found);
        QCOMPARE(found->documents.constFirst().payloads.constFirst().sha256.hex(), zeros);
        // Up to date: nobody needs the sums.
        m_server->forgetRequests();
        wanted.atLeast = *Version::parse("1.1.0");
        VERIFY_OK(list(wanted));
        QCOMPARE(m_server->requests().size(), 2);
        m_server->serve("/SHA256SUMS", {200, {}, "<html>sign in</html>"});
        wanted.atLeast = *Version::parse("1.0.0");
        QCOMPARE(codeOf(list(wanted)), "network.captive-portal");
    }

    void offersNothing_data() {
        QTest::addColumn<QByteArray>("assets");
        QTest::addColumn<QString>("code");
        const QByteArray name = "tool-1.1.0-x86_64-linux.tar.gz";
        QTest::newRow("no file for this machine")
            << asset("tool-1.1.0-aarch64-linux.tar.gz", ones) << "source.missing";
        QTest::newRow("two files for this machine")
            << asset(name, ones) + ',' + asset("tool-1.1.0-linux-amd64.tar.gz", ones)
            << "source.invalid";
        QTest::newRow("no checksum") << asset(name) << "source.no-checksum";
        QTest::newRow("a malformed one") << asset(name, "zz") << "source.invalid";
        QTest::newRow("2 GiB and a byte")
            << asset(name, ones, Payload::longest + 1) << "payload.limit";
        QTest::newRow("2 GiB") << asset(name, ones, Payload::longest) << "ok";
    }
    void offersNothing() {
        QFETCH(QByteArray, assets);
        serve({release("v1.1.0", assets)});
        QTEST(codeOf(list(query())), "code");
    }

    // An update must not go unseen because of how it is called.
    void refusesANewestThatHasNoOrder_data() {
        QTest::addColumn<QByteArray>("tag");
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QString>("code");
        const QByteArray later = ",'published_at':'2026-02-01T00:00:00Z'";
        QTest::newRow("four numbers") << QByteArray("v1.1.0.2") << later << "source.invalid";
        QTest::newRow("a letter") << QByteArray("1.1.0a") << later << "source.invalid";
        QTest::newRow("too great") << QByteArray("v1.9000.0") << later << "source.invalid";
        QTest::newRow("older than the newest")
            << QByteArray("v0.9.0.2") << QByteArray(",'published_at':'2025-01-01T00:00:00Z'")
            << "ok";
        QTest::newRow("a draft") << QByteArray("v1.1.0.2") << later + ",'draft':true"
                                 << "ok";
        QTest::newRow("a prerelease") << QByteArray("v1.1.0.2") << later + ",'prerelease':true"
                                      << "ok";
        QTest::newRow("no version meant") << QByteArray("nightly") << later << "ok";
    }
    void refusesANewestThatHasNoOrder() {
        QFETCH(QByteArray, tag);
        QFETCH(QByteArray, more);
        QFETCH(QString, code);
        const QByteArray file = asset("tool-1.9000.0-linux-x64.tar.gz", ones);
        QByteArray odd =
            json("{'id':1,'tag_name':'" + tag + "'" + more + ",'assets':[") + file + json("]}");
        const QByteArray good = release("v1.0.0", asset("tool-1.0.0-linux-x64.tar.gz", ones));
        serve({odd, good});
        const auto found = list(query());
        QCOMPARE(codeOf(found), code);
        if (!found)
            QCOMPARE(found.error().subject.toUtf8(), tag);
        serve({good});
        VERIFY_OK(list(query()));
        // Who wants one version by its name is not kept from it.
        serve({odd, good});
        PlainQuery exactly = query();
        exactly.exactly = true;
        VERIFY_OK(list(exactly));
    }

    void readsVersionsOfTwoNumbers() {
        serve({release("v1.10", asset("tool-1.10-linux-x64.tar.gz", ones)),
               release("v1.9", asset("tool-1.9-linux-x64.tar.gz", ones)),
               release("v1.2.3", asset("tool-1.2.3-linux-x64.tar.gz", ones))});
        const auto found = list(query());
        VERIFY_OK(found);
        QStringList versions;
        for (const ReleaseDocument& document : found->documents)
            versions.append(document.version.toString());
        QCOMPARE(versions, (QStringList{"1.10.0", "1.9.0", "1.2.3"}));
        QCOMPARE(found->documents.constFirst().payloads.constFirst().url,
                 "v1.10/tool-1.10-linux-x64.tar.gz");
    }

    void stopsWhenAnotherProjectHasTheName() {
        serve({release("v1.1.0", asset("tool-1.1.0-linux-x64.tar.gz", ones))});
        PlainQuery wanted = query();
        wanted.repositoryId = 42;
        VERIFY_OK(list(wanted));
        wanted.repositoryId = 41;
        QCOMPARE(codeOf(list(wanted)), "source.changed");
    }

    void keepsToItsChannel() {
        const QByteArray name = "-linux-x64.tar.gz";
        serve({release("v2.0.0-rc.1", asset("tool-2.0.0-rc.1" + name, ones)),
               release("v1.1.0", asset("tool-1.1.0" + name, ones))});
        QCOMPARE(list(query())->documents.constFirst().version.toString(), "1.1.0");
        PlainQuery beta = query();
        beta.channel = "beta";
        QCOMPARE(list(beta)->documents.constFirst().version.toString(), "2.0.0-rc.1");
    }
};

QTEST_GUILESS_MAIN(TestPlainReleases)
#include "test_plain_releases.moc"
