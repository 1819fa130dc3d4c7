// SPDX-License-Identifier: Apache-2.0
// An update carried on a stick: the same trust as over a network, and nothing of the network.
#include "publish/bundle_maker.h"
#include "source/bundle.h"
#include "support/small_world.h"
#include "support/verify_ok.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

using Damage = std::function<QByteArray(const QByteArray&)>;
Q_DECLARE_METATYPE(Damage)

class TestOfflineBundle : public QObject {
    Q_OBJECT

    std::unique_ptr<SmallWorld> m_world;
    std::unique_ptr<InstalledProduct> m_product;

    LocalPath file() const { return m_world->path("stick/tool.upkeep-bundle"); }

    BundleRequest request() const {
        BundleRequest request;
        request.site = m_world->site();
        request.channel = "stable";
        request.platform = "linux-x64";
        request.out = file();
        request.scratch = m_world->path("scratch");
        request.now = m_world->clock.now();
        return request;
    }

    Result<MadeBundle> make(const BundleRequest& request) {
        UPKEEP_TRY(m_world->files().makeFolders(request.out.parent()));
        UPKEEP_TRY(m_world->files().removeTree(request.scratch));
        UPKEEP_TRY(m_world->files().removeTree(request.out));
        m_world->write(m_world->site() / "root.json", m_world->installRequest().trustedRoot);
        return makeBundle(m_world->files(), request, {});
    }

    // The machine has no way to the site any more.
    void cutOff() { VERIFY_OK(m_world->files().rename(m_world->site(), m_world->path("away"))); }
    void plugIn() { VERIFY_OK(m_world->files().rename(m_world->path("away"), m_world->site())); }

    static SmallRelease release(const char* version, char mark) {
        return {version,
                {{"lib/large", QByteArray(400'000, mark) + "tail"}, {"lib/same", "same"}},
                {{"dark", {{"theme", QByteArray("dark ") + mark}}}}};
    }

private Q_SLOTS:
    void init() {
        m_world = std::make_unique<SmallWorld>();
        m_world->publish(release("1.0.0", 'a'));
        auto product = m_world->install();
        VERIFY_OK(product);
        m_product = *std::move(product);
        m_world->publish(release("1.1.0", 'b'));
    }
    void cleanup() {
        m_product.reset();
        m_world.reset();
    }

    void updatesWithoutANetwork_data() {
        QTest::addColumn<QStringList>("from");
        QTest::addColumn<QString>("way");
        QTest::newRow("everything") << QStringList() << "patch";
        QTest::newRow("the patch alone") << QStringList("1.0.0") << "patch";
    }
    void updatesWithoutANetwork() {
        QFETCH(QStringList, from);
        QFETCH(QString, way);
        BundleRequest wanted = request();
        wanted.patchesFrom = from;
        const auto made = make(wanted);
        VERIFY_OK(made);
        QCOMPARE(made->head.version.toString(), QString("1.1.0"));
        QCOMPARE(made->length, m_world->files().stat(file())->size);
        cutOff();
        VERIFY_OK(m_product->useBundle(file()));
        const auto checked = m_product->check({}, {}, {});
        VERIFY_OK(checked);
        QCOMPARE(std::get<Offer>(*checked).to.toString(), QString("1.1.0"));
        const auto updated = m_product->update({}, {}, {});
        VERIFY_OK(updated);
        QCOMPARE(updated->way, way);
        QCOMPARE(m_world->picture(m_world->live()),
                 m_world->picture(m_world->path("builds/1.1.0")));
        // And back to the network.
        plugIn();
        VERIFY_OK(m_product->useBundle({}));
        m_world->publish(release("1.2.0", 'c'));
        VERIFY_OK(m_product->update({}, {}, {}));
        QCOMPARE(m_world->liveVersion(), QByteArray("1.2.0"));
    }

    void takesTheWholePackageWhereNoPatchFits() {
        m_world->publish(release("1.2.0", 'c'));
        BundleRequest wanted = request();
        wanted.patchesFrom = {"1.1.0"};
        VERIFY_OK(make(wanted)); // of no use for 1.0.0
        cutOff();
        const SmallTree before = m_world->picture(m_world->live());
        VERIFY_OK(m_product->useBundle(file()));
        QCOMPARE(codeOf(m_product->update({}, {}, {})), QString("source.missing"));
        QCOMPARE(m_world->picture(m_world->live()), before);
        plugIn();
        VERIFY_OK(make(request()));
        cutOff();
        VERIFY_OK(m_product->update({}, {}, {}));
        QCOMPARE(m_world->liveVersion(), QByteArray("1.2.0"));
    }

    void holdsWhatAnyClientAsksFor() {
        VERIFY_OK(make(request()));
        const auto bundle = Bundle::open(m_world->files(), file());
        VERIFY_OK(bundle);
        QVERIFY(bundle->find("metadata/timestamp.json"));
        QVERIFY(bundle->find("metadata/1.root.json"));
        QVERIFY(bundle->find("releases/v1.1.0/tool-1.1.0.tar.zst"));
        QVERIFY(!bundle->find("releases/v1.0.0/tool-1.0.0.tar.zst"));
    }

    void refusesBadBundles_data() {
        QTest::addColumn<Damage>("damage");
        QTest::addColumn<QString>("atOnce"); // by useBundle(), else
        QTest::addColumn<QString>("later");  // by the update
        const auto row =
            [](const char* name, const Damage& damage, const char* atOnce, const char* later = "") {
                QTest::newRow(name) << damage << atOnce << later;
            };
        row(
            "empty", [](const QByteArray&) { return QByteArray(); }, "bundle.invalid");
        row(
            "something else", [](const QByteArray& b) { return "PK" + b; }, "bundle.invalid");
        row(
            "cut off", [](const QByteArray& b) { return b.chopped(1); }, "bundle.invalid");
        row(
            "cut in its head", [](const QByteArray& b) { return b.first(200); }, "bundle.invalid");
        row(
            "longer", [](const QByteArray& b) { return b + 'x'; }, "bundle.invalid");
        row(
            "of another program",
            [](QByteArray b) { return b.replace("\"tool\"", "\"fool\""); },
            "bundle.other-product");
        row(
            "of another platform",
            [](QByteArray b) { return b.replace("\"linux-x64\"", "\"linux-x32\""); },
            "bundle.other-product");
        row(
            "a changed timestamp",
            [](QByteArray b) { return b.replace("\"timestamp\"", "\"Timestamp\""); },
            "",
            "bundle.damaged");
        // The last payload is that of the evolution or the patch: whichever, it is not as signed.
        row(
            "a changed payload",
            [](QByteArray b) {
                b[b.size() - 20] = char(b[b.size() - 20] ^ 1);
                return b;
            },
            "",
            "");
    }
    void refusesBadBundles() {
        QFETCH(Damage, damage);
        QFETCH(QString, atOnce);
        QFETCH(QString, later);
        VERIFY_OK(make(request()));
        const QByteArray good = m_world->read(file());
        m_world->write(file(), damage(good));
        cutOff();
        const SmallTree before = m_world->picture(m_world->live());
        const LocalPath store = m_world->seams().places.trustOf("tool");
        const SmallTree trusted = m_world->picture(store);
        const auto used = m_product->useBundle(file());
        QCOMPARE(codeOf(used), atOnce.isEmpty() ? QString("ok") : atOnce);
        if (!used) {
            QVERIFY(!used.error().subject.isEmpty());
        } else if (!later.isEmpty()) {
            QCOMPARE(codeOf(m_product->update({}, {}, {})), later);
            QCOMPARE(m_world->picture(store), trusted);
        }
        QCOMPARE(m_world->picture(m_world->live()), before);
        m_world->write(file(), good);
        VERIFY_OK(m_product->useBundle(file()));
        VERIFY_OK(m_product->update({}, {}, {}));
        QCOMPARE(m_world->liveVersion(), QByteArray("1.1.0"));
    }

    // Nobody can hand in yesterday's news, or news of last year.
    void holdsToTheSameTrust() {
        const auto made = make(request());
        VERIFY_OK(made);
        const QByteArray old = m_world->read(file());
        m_world->publish(release("1.2.0", 'c'));
        VERIFY_OK(m_product->check({}, {}, {})); // the network knows more by now
        cutOff();
        VERIFY_OK(m_product->useBundle(file()));
        QCOMPARE(codeOf(m_product->update({}, {}, {})), QString("trust.rollback"));
        plugIn();
        VERIFY_OK(make(request()));
        cutOff();
        m_world->clock.time = made->head.validUntil.addDays(30);
        QCOMPARE(codeOf(m_product->update({}, {}, {})), QString("trust.expired"));
        QCOMPARE(m_world->liveVersion(), QByteArray("1.0.0"));
        m_world->clock.time = made->head.made;
        VERIFY_OK(m_product->update({}, {}, {}));
        QCOMPARE(m_world->liveVersion(), QByteArray("1.2.0"));
    }

    // The format as it was released first, byte by byte.
    void isReadForEver() {
        const QByteArray head =
            "{\"schema\": 1, \"product\": \"tool\", \"channel\": \"stable\", \"platform\": "
            "\"linux-x64\", "
            "\"version\": \"1.1.0\", \"made\": \"2026-01-02T03:04:05Z\", "
            "\"valid_until\": \"2026-01-16T03:04:05Z\", \"files\": [{\"path\": \"metadata/a\", "
            "\"length\": 3, \"sha256\": \"" +
            QByteArray("ab").repeated(32) + "\"}]}\n";
        const QByteArray bytes = "UPKEEP_BUNDLE 1\n" +
                                 QByteArray::number(head.size(), 16).rightJustified(8, '0') + '\n' +
                                 head + "abc";
        const auto read = BundleHead::parse(bytes, bytes.size());
        VERIFY_OK(read);
        QCOMPARE(read->files.size(), 1);
        QCOMPARE(read->files[0].offset, bytes.size() - 3);
        QCOMPARE(read->serialize() + "abc", bytes);
    }

    void isNotMadeOfWhatIsNotThere() {
        BundleRequest wanted = request();
        wanted.version = Version::parse("9.0.0").value();
        QCOMPARE(codeOf(make(wanted)), QString("publish.invalid"));
        wanted = request();
        wanted.patchesFrom = {"0.9.0"};
        QCOMPARE(codeOf(make(wanted)), QString("publish.invalid"));
        m_world->write(m_world->site() / "releases/v1.1.0/tool-1.1.0.index", "other");
        QVERIFY(!make(request()).has_value());
        QVERIFY(!m_world->files().exists(file()));
        QVERIFY(!m_world->files().exists(file().withSuffix(".part")));
    }

    void refusesToOverwrite() {
        VERIFY_OK(make(request()));
        BundleRequest again = request();
        again.scratch = m_world->path("scratch2");
        QCOMPARE(codeOf(makeBundle(m_world->files(), again, {})), QString("file.exists"));
    }
};

QTEST_GUILESS_MAIN(TestOfflineBundle)
#include "test_offline_bundle.moc"
