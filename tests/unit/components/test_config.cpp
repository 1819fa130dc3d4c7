// SPDX-License-Identifier: Apache-2.0
#include "components/config.h"
#include "unit/components/component_bench.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestConfig : public QObject {
    Q_OBJECT

    std::unique_ptr<ComponentBench> m_bench;

    Config config(const char* where, ConfigLayout layout = ConfigLayout::File) const {
        ComponentSpec spec;
        spec.id = QStringLiteral("settings");
        spec.kind = ComponentKind::Config;
        spec.defaults = QStringLiteral("defaults");
        spec.layout = layout;
        spec.strategy = MergeStrategy::Merge;
        return {spec, m_bench->place(where)};
    }

private Q_SLOTS:
    void init() {
        m_bench = std::make_unique<ComponentBench>();
        m_bench->write("live/defaults/app.yaml", "a: 1\nb: 1\nc: 1\n");
        m_bench->write("next/defaults/app.yaml", "a: 2\nb: 2\nc: 1\n");
    }
    void cleanup() { m_bench.reset(); }

    void mergesBesideTheLiveOne() {
        m_bench->write("home/settings/app.yaml", "a: 1\nb: 7\nc: 3\n");
        m_bench->write("home/settings/own.txt", "mine");
        Config settings = config("~/settings");
        QStringList kept;
        ComponentContext here = m_bench->context();
        here.onKeptSetting = [&](const KeptSetting& setting) {
            kept << setting.component + u' ' + setting.name() + u' ' + setting.mine + u' ' +
                        setting.theirs;
        };
        const auto staged = settings.stage(here);
        VERIFY_OK(staged);
        QVERIFY(staged->has_value());
        QCOMPARE((*staged)->live, m_bench->path("home/settings"));
        QCOMPARE((*staged)->staged, m_bench->path("home/.settings.upkeep-t1"));
        QCOMPARE(m_bench->read((*staged)->staged / "app.yaml"), QByteArray("a: 2\nb: 7\nc: 3\n"));
        QCOMPARE(m_bench->read((*staged)->staged / "own.txt"), QByteArray("mine"));
        QCOMPARE(m_bench->files->stat((*staged)->staged / "app.yaml")->mode, quint32(0640));
        QCOMPARE(kept, QStringList{"settings app.yaml: b 7 2"});
        // The live one was not touched.
        QCOMPARE(m_bench->read("home/settings/app.yaml"), QByteArray("a: 1\nb: 7\nc: 3\n"));
    }

    void leavesAloneWhatNeedsNothing_data() {
        QTest::addColumn<QByteArray>("present"); // "" = the program never wrote any
        QTest::newRow("not made yet") << QByteArray();
        QTest::newRow("as the new defaults already") << QByteArray("a: 2\nb: 2\nc: 1\n");
    }
    void leavesAloneWhatNeedsNothing() {
        QFETCH(QByteArray, present);
        if (!present.isEmpty())
            m_bench->write("home/settings/app.yaml", present);
        Config settings = config("~/settings");
        const auto staged = settings.stage(m_bench->context());
        VERIFY_OK(staged);
        QVERIFY(!staged->has_value());
        QVERIFY(!m_bench->files->exists(m_bench->path("home/.settings.upkeep-t1")));
    }

    // Inside the tree it changes hands with it.
    void writesIntoTheNextTree() {
        m_bench->write("live/etc/app.yaml", "a: 1\nb: 1\nc: 3\n");
        Config settings = config("etc");
        const auto staged = settings.stage(m_bench->context());
        VERIFY_OK(staged);
        QVERIFY(!staged->has_value());
        QCOMPARE(m_bench->read("next/etc/app.yaml"), QByteArray("a: 2\nb: 2\nc: 3\n"));
    }

    void keepsTheLayersApart() {
        m_bench->write("home/settings/default/app.yaml", "a: 1\nb: 1\nc: 1\n");
        m_bench->write("home/settings/local/app.yaml", "b: 7\n");
        Config settings = config("~/settings", ConfigLayout::Layers);
        const auto staged = settings.stage(m_bench->context());
        VERIFY_OK(staged);
        QVERIFY(staged->has_value());
        const LocalPath made = (*staged)->staged;
        QCOMPARE(m_bench->read(made / "default/app.yaml"), QByteArray("a: 2\nb: 2\nc: 1\n"));
        QCOMPARE(m_bench->read(made / "local/app.yaml"), QByteArray("b: 7\n"));
        QCOMPARE(m_bench->read(made / "backup/default/app.yaml"), QByteArray("a: 1\nb: 1\nc: 1\n"));
        QCOMPARE(m_bench->read(made / "backup/local/app.yaml"), QByteArray("b: 7\n"));
    }

    void comesBackFromASnapshot() {
        m_bench->write("home/settings/app.yaml", "a: 5\n");
        Config settings = config("~/settings");
        auto vault = Vault::open(*m_bench->files, m_bench->path("vault"));
        VERIFY_OK(vault);
        const Digest then = settings.fingerprint(m_bench->context()).value();
        const QString id = m_bench->saved(settings, *vault);
        QVERIFY(!id.isEmpty());
        m_bench->write("home/settings/app.yaml", "a: 6\n");
        QVERIFY(settings.fingerprint(m_bench->context()).value() != then);
        const auto staged = settings.stageFromSnapshot(m_bench->context(), *vault, id);
        VERIFY_OK(staged);
        QVERIFY(staged->has_value());
        QCOMPARE(m_bench->read((*staged)->staged / "app.yaml"), QByteArray("a: 5\n"));
        QCOMPARE(settings.inspect(m_bench->context())->size, qint64(5));
    }
};

QTEST_GUILESS_MAIN(TestConfig)
#include "test_config.moc"
