// SPDX-License-Identifier: Apache-2.0
#include "components/evolutions.h"
#include "unit/components/component_bench.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestEvolutionsComponent : public QObject {
    Q_OBJECT

    ComponentBench m_bench;

    // "stars" as it was signed: one file.
    ComponentContext here() const {
        FileEntry file;
        file.size = 5;
        file.digest = Digest::of("stars");
        file.path = RelativePath::parse("evolutions/stars/data").value();
        FileEntry outer;
        outer.type = EntryType::Folder;
        outer.mode = 0755;
        outer.path = RelativePath::parse("evolutions").value();
        FileEntry inner = outer;
        inner.path = RelativePath::parse("evolutions/stars").value();
        ComponentContext context = m_bench.context();
        InstalledEvolution stars;
        stars.list = FileList::fromEntries({outer, inner, file}).value();
        context.installed.evolutions.insert(QStringLiteral("stars"), stars);
        return context;
    }

private Q_SLOTS:
    void init() { m_bench.write("live/evolutions/stars/data", "stars"); }

    void tellsWhatWasChanged_data() {
        QTest::addColumn<QByteArray>("content"); // "" = removed
        QTest::addColumn<int>("changes");
        QTest::addColumn<bool>("healthy");
        QTest::newRow("as signed") << QByteArray("stars") << 0 << true;
        QTest::newRow("changed") << QByteArray("STARS") << 1 << true;
        QTest::newRow("removed") << QByteArray() << 1 << false;
    }
    void tellsWhatWasChanged() {
        QFETCH(QByteArray, content);
        QFETCH(int, changes);
        QFETCH(bool, healthy);
        VERIFY_OK(m_bench.files->removeFile(m_bench.path("live/evolutions/stars/data")));
        if (!content.isEmpty()) {
            m_bench.write("live/evolutions/stars/data", content);
            VERIFY_OK(m_bench.files->setMode(m_bench.path("live/evolutions/stars/data"), 0644));
        }
        for (const char* folder : {"live/evolutions", "live/evolutions/stars"})
            VERIFY_OK(m_bench.files->setMode(m_bench.path(folder), 0755));
        Evolutions evolutions(QStringLiteral("evolutions"), m_bench.place("evolutions"));
        const auto report = evolutions.inspect(here());
        VERIFY_OK(report);
        QCOMPARE(int(report->localChanges.size()), changes);
        QCOMPARE(report->healthy, healthy);
        QCOMPARE(report->size, qint64(5));
        QCOMPARE(report->trouble, healthy ? QString() : QStringLiteral("files-missing"));
    }

    // With the tree, not beside it.
    void comesBackIntoTheNextTree() {
        Evolutions evolutions(QStringLiteral("evolutions"), m_bench.place("evolutions"));
        auto vault = Vault::open(*m_bench.files, m_bench.path("vault"));
        VERIFY_OK(vault);
        const QString id = m_bench.saved(evolutions, *vault);
        const auto staged = evolutions.stageFromSnapshot(here(), *vault, id);
        VERIFY_OK(staged);
        QVERIFY(!staged->has_value());
        QCOMPARE(m_bench.read("next/evolutions/stars/data"), QByteArray("stars"));
    }
};

QTEST_GUILESS_MAIN(TestEvolutionsComponent)
#include "test_evolutions_component.moc"
