// SPDX-License-Identifier: Apache-2.0
#include "models/component_model.h"
#include "models/difference_model.h"
#include "models/evolution_model.h"
#include "models/history_model.h"
#include "models/progress_model.h"
#include "models/snapshot_model.h"
#include "support/fake_walks.h"
#include "walks/history_export.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace upkeep;

class TestModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepTheRulesOfModels() {
        FakeWalks world;
        EvolutionModel evolutions;
        SnapshotModel snapshots;
        HistoryModel history;
        HistoryFilter filter;
        ComponentModel components;
        ProgressModel progress;
        DifferenceModel differences;
        filter.setSourceModel(&history);
        QList<QAbstractItemModel*> models = {
            &evolutions, &snapshots, &history, &filter, &components, &progress, &differences};
        for (QAbstractItemModel* model : models)
            new QAbstractItemModelTester(
                model, QAbstractItemModelTester::FailureReportingMode::QtTest, model);
        evolutions.setEvolutions(world.published.evolutions, world.published.to, "Almanac");
        evolutions.setData(evolutions.index(2), Qt::Checked, Qt::CheckStateRole);
        snapshots.setSnapshots(world.kept, world.product.version);
        history.setEvents(world.events);
        filter.setText("snapshot");
        filter.setText({});
        components.setComponents(world.parts, "Almanac");
        progress.setRows(
            {{"app", "application", "Almanac", ProgressRow::State::Waiting, {}, 0, 0}});
        progress.take({Phase::Download, "app", {}, 5, 10, 5, 10});
        progress.take({Phase::Download, "new-one", {}, 1, 10, 6, 10});
        differences.setComparison(world.differences, world.parts, "Almanac");
        differences.setFilter(Difference::Added, {});
        for (QAbstractItemModel* model : models)
            QVERIFY(model->rowCount() > 0);
    }

    void everyRowCanBeRead() {
        FakeWalks world;
        EvolutionModel evolutions;
        evolutions.setEvolutions(world.published.evolutions, world.published.to, "Almanac");
        SnapshotModel snapshots;
        snapshots.setSnapshots(world.kept, world.product.version);
        ComponentModel components;
        components.setComponents(world.parts, "Almanac");
        for (QAbstractItemModel* model :
             QList<QAbstractItemModel*>{&evolutions, &snapshots, &components}) {
            for (int row = 0; row < model->rowCount(); ++row)
                QVERIFY(!model->index(row, 0).data(Qt::AccessibleTextRole).toString().isEmpty());
        }
    }

    void lockedEvolutionsStay() {
        FakeWalks world;
        EvolutionModel model;
        model.setEvolutions(world.published.evolutions, world.published.to, "Almanac");
        QVERIFY(!model.setData(model.index(0), Qt::Unchecked, Qt::CheckStateRole)); // required
        QVERIFY(!model.setData(model.index(3), Qt::Checked, Qt::CheckStateRole));   // too new
        QCOMPARE(model.chosenIds(), QStringList({"sync", "sky-charts"}));
    }

    void needsAndConflictsFollow() {
        FakeWalks world;
        QList<EvolutionOffer> offers = world.published.evolutions;
        offers[2].needs = QStringList{"sky-charts"};
        offers[1].chosen = false;
        EvolutionModel model;
        model.setEvolutions(offers, world.published.to, "Almanac");
        model.setData(model.index(2), Qt::Checked, Qt::CheckStateRole);
        QVERIFY(model.chosenIds().contains("sky-charts"));
        model.setData(model.index(1), Qt::Unchecked, Qt::CheckStateRole);
        QVERIFY(!model.chosenIds().contains("pdf-export"));

        offers[2].needs.clear();
        offers[2].conflicts = QStringList{"sky-charts"};
        offers[1].chosen = true;
        model.setEvolutions(offers, world.published.to, "Almanac");
        model.setData(model.index(2), Qt::Checked, Qt::CheckStateRole);
        QVERIFY(!model.chosenIds().contains("sky-charts"));
    }

    void tickingChangesWhatIsDownloaded() {
        FakeWalks world;
        EvolutionModel model;
        model.setEvolutions(world.published.evolutions, world.published.to, "Almanac");
        QSignalSpy changed(&model, &EvolutionModel::choiceChanged);
        model.setData(model.index(2), Qt::Checked, Qt::CheckStateRole);
        QCOMPARE(model.extraBytes(), 1'800'000);
        model.setData(model.index(1), Qt::Unchecked, Qt::CheckStateRole);
        QCOMPARE(model.extraBytes(), 1'800'000 - 12'400'000);
        QCOMPARE(changed.count(), 2);
        model.chooseRecommended();
        QCOMPARE(model.extraBytes(), 0);
    }

    void componentsBecomeReady() {
        ProgressModel model;
        model.setRows({{"app", "application", "Almanac", ProgressRow::State::Waiting, {}, 0, 0},
                       {"notes", "data", "Notes", ProgressRow::State::Waiting, {}, 0, 0}});
        model.take({Phase::Download, "app", {}, 4, 10, 4, 20});
        QCOMPARE(model.readyCount(), 0);
        model.take({Phase::Download, "app", {}, 10, 10, 10, 20});
        QCOMPARE(model.readyCount(), 1);
    }

    void damagedSnapshotsSaySo() {
        SnapshotSummary snapshot;
        snapshot.description = "Mine";
        QCOMPARE(SnapshotModel::reason(snapshot), QString("Mine"));
        snapshot.damaged = true;
        QVERIFY(SnapshotModel::reason(snapshot).contains("amaged"));
    }

    void differencesAreCountedAndFiltered() {
        FakeWalks world;
        DifferenceModel model;
        model.setComparison(world.differences, world.parts, "Almanac");
        QCOMPARE(model.count(std::nullopt), 5);
        QCOMPARE(model.count(Difference::Changed), 2);
        QCOMPARE(model.rowCount(), 4); // unchanged components are an answer too
        model.setFilter(Difference::Removed, {});
        QCOMPARE(model.rowCount(model.index(0, 0)), 1);
        QCOMPARE(model.index(0, 0, model.index(0, 0)).data().toString(),
                 QString("lib/almanac/old_print.so"));
        model.setFilter(std::nullopt, "settings");
        QCOMPARE(model.rowCount(model.index(0, 0)), 0);
    }

    void historyCanBeFiltered() {
        FakeWalks world;
        HistoryModel model;
        model.setEvents(world.events);
        HistoryFilter filter;
        filter.setSourceModel(&model);
        filter.setOperation("update");
        QCOMPARE(filter.rowCount(), 1);
        filter.setOperation({});
        filter.setResult("nothing-new");
        QCOMPARE(filter.rowCount(), 1);
        filter.setResult({});
        filter.setText("0.9.4");
        QCOMPARE(filter.rowCount(), 3);
    }

    void historyIsExported() {
        FakeWalks world;
        world.events[0].errorCause = "=SUM(A1) \"quoted\"";
        const QJsonArray array = QJsonDocument::fromJson(historyAsJson(world.events)).array();
        QCOMPARE(array.size(), world.events.size());
        QCOMPARE(array.at(1).toObject().value("operation").toString(), QString("update"));
        const QByteArray csv = historyAsCsv(world.events);
        QCOMPARE(csv.count("\r\n"), world.events.size() + 1);
        QVERIFY(csv.contains("\"'=SUM(A1) \"\"quoted\"\"\"")); // no formula runs in a spreadsheet
    }

    void reportLeavesOutPaths() {
        FakeWalks world;
        world.events[0].errorSubject = "/home/ada/diary.txt";
        world.events[0].errorCause = "cannot read /home/ada/diary.txt";
        world.events[0].errorId = "file.failed";
        const QString report = historyReport(world.product, world.events);
        QVERIFY(report.contains("file.failed"));
        QVERIFY(!report.contains("ada"));
    }
};

QTEST_MAIN(TestModels)
#include "test_models.moc"
