// SPDX-License-Identifier: Apache-2.0
// How one release of the API is read, and which of many is the newest.
#include "release_json.h"
#include "source/github_release.h"
#include "support/verify_ok.h"

#include <QTest>

using namespace upkeep;
using test::codeOf;
using test::json;
using test::releaseJson;
using test::withAsset;

class TestGitHubRelease : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsReleases_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("assets");
        const QByteArray digest = Digest::of("x").hex();
        QTest::newRow("nulls") << releaseJson("v1") << "ok" << 0;
        QTest::newRow("unknown members")
            << releaseJson("v1", json(",'new':{'x':[1]}")) << "ok" << 0;
        QTest::newRow("least") << json("{'id':1,'tag_name':'v1'}") << "ok" << 0;
        QTest::newRow("no tag") << json("{'id':1}") << "parse.invalid" << 0;
        QTest::newRow("digest absent") << withAsset("") << "ok" << 1;
        QTest::newRow("digest null") << withAsset(json(",'digest':null")) << "ok" << 1;
        QTest::newRow("digest") << withAsset(json(",'digest':'sha256:") + digest + '"') << "ok"
                                << 1;
        QTest::newRow("digest malformed")
            << withAsset(json(",'digest':'sha256:12'")) << "source.invalid" << 0;
        QTest::newRow("digest of another kind")
            << withAsset(json(",'digest':'sha512:") + digest + '"') << "source.invalid" << 0;
        QTest::newRow("still being uploaded") << withAsset(json(",'state':'open'")) << "ok" << 0;
        QTest::newRow("uploaded") << withAsset(json(",'state':'uploaded'")) << "ok" << 1;
    }
    void readsReleases() {
        QFETCH(QByteArray, text);
        QFETCH(QString, code);
        QFETCH(int, assets);
        const auto release = readRelease(*parseJson(text));
        QCOMPARE(codeOf(release), code);
        if (release.has_value())
            QCOMPARE(release->assets.size(), assets);
    }

    void readsAHundredAssets() {
        QByteArrayList assets;
        for (int i = 0; i < 100; ++i)
            assets.append(json("{'id':") + QByteArray::number(i) + json(",'name':'a") +
                          QByteArray::number(i) + json("','size':1}"));
        const auto release = readRelease(
            *parseJson(json("{'id':1,'tag_name':'v1','assets':[") + assets.join(',') + "]}"));
        QCOMPARE(release->assets.size(), 100);
        QCOMPARE(release->asset(u"a99")->id, 99);
    }

    void doesNotBelieveTheOrderOfTheServer() {
        QList<GitHubRelease> releases;
        for (const char* tag : {"v1.0.9", "nightly", "v1.0.10", "v2.0.0-rc.1", "v1.1.0", "v3.0.0"})
            releases.append({1, tag, {}, {}, false, false, false, {}, {}});
        releases[4].prerelease = true;
        releases[5].draft = true;
        QStringList tags;
        for (const GitHubRelease& release : newestFirst(releases, false))
            tags.append(release.tag);
        QCOMPARE(tags, (QStringList{"v1.0.10", "v1.0.9"}));
        QCOMPARE(newestFirst(releases, true).constFirst().tag, "v2.0.0-rc.1");
    }
};

QTEST_GUILESS_MAIN(TestGitHubRelease)
#include "test_github_release.moc"
