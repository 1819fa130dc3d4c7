// SPDX-License-Identifier: Apache-2.0
// The settings page: every preference, applied at once.
#include "policy/preference_keys.h"
#include "support/window_world.h"
#include "widgets/buttons.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace upkeep;
using namespace upkeep::test;

class TestWindowSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dressForTests(); }

    void appliesSettingsAtOnce() {
        World world;
        world.window.showPage("settings");
        auto* interval = find<QComboBox>(world.window, "Check every");
        QVERIFY(interval);
        interval->setCurrentIndex(interval->findData("24"));
        Q_EMIT interval->activated(interval->currentIndex());
        world.settle();
        QCOMPARE(world.walks.preferred.checkIntervalHours, 24);
        auto* start = find<Switch>(world.window, "Start the program after an update");
        QVERIFY(start);
        start->click();
        world.settle();
        QVERIFY(!world.walks.preferred.startAfterUpdate);
    }

    void everyPreferenceIsOnThePage() {
        Preferences other; // nothing as it comes
        other.updateWindow = *UpdateWindow::fromText("22:00-06:00 mon,fri");
        other.coolDownDays = 3;
        World world([&](FakeWalks& walks) { walks.preferred = other; });
        world.window.showPage("settings");
        world.settle();
        QStringList shownKeys;
        for (const PreferenceKey& key : preferenceKeys()) {
            world.walks.product.managed = {{key.name, "/etc/upkeep/policy.d/x.json"}};
            world.controller.readStatus();
            world.settle();
            if (countOf(world.window, "Managed by your administrator") > 0)
                shownKeys << key.name;
        }
        QStringList all;
        for (const PreferenceKey& key : preferenceKeys())
            all << key.name;
        QCOMPARE(shownKeys, all);
    }

    void resetsAGroupButNotWhatIsManaged() {
        World world([](FakeWalks& walks) {
            walks.preferred.checkIntervalHours = 24;
            walks.preferred.coolDownDays = 7;
            walks.preferred.snapshotsKept = 2;
            walks.product.managed = {{"cool-down-days", "/etc/upkeep/policy.d/x.json"}};
        });
        world.window.showPage("settings");
        world.settle();
        auto* reset = find<QPushButton>(world.window, "Reset Schedule to defaults");
        QVERIFY(reset);
        reset->click();
        world.settle();
        QCOMPARE(world.walks.preferred.checkIntervalHours, 6);
        QCOMPARE(world.walks.preferred.coolDownDays, 7);
        QCOMPARE(world.walks.preferred.snapshotsKept, 2);
        QVERIFY(!find<QPushButton>(world.window, "Reset Schedule to defaults"));
    }

    void setsTheUpdateWindow() {
        World world;
        world.window.showPage("settings");
        auto* on = find<Switch>(world.window, "Install only between");
        QVERIFY(on);
        QVERIFY(!find<QComboBox>(world.window, "Earliest time"));
        on->click();
        world.settle();
        QCOMPARE(world.walks.preferred.updateWindow.toText(), "20:00-07:00");
        auto* saturday = find<QToolButton>(world.window, "Saturday");
        QVERIFY(saturday);
        saturday->click();
        world.settle();
        QCOMPARE(world.walks.preferred.updateWindow.days, QList<int>({1, 2, 3, 4, 5, 7}));
        on->click();
        world.settle();
        QVERIFY(world.walks.preferred.updateWindow.isAny());
    }

    void takesAProxyOnlyWhenItIsOne() {
        World world([](FakeWalks& walks) { walks.preferred.proxy = "http://old.example:3128"; });
        world.window.showPage("settings");
        world.settle();
        auto* address = find<QLineEdit>(world.window, "Address of the proxy");
        QVERIFY(address);
        address->setText("nonsense");
        Q_EMIT address->editingFinished();
        world.settle();
        QCOMPARE(world.walks.preferred.proxy, "http://old.example:3128");
        address->setText("socks5://new.example:1080");
        Q_EMIT address->editingFinished();
        world.settle();
        QCOMPARE(world.walks.preferred.proxy, "socks5://new.example:1080");
    }

    void theWheelChangesNoSetting() {
        World world;
        world.window.showPage("settings");
        world.settle();
        auto* interval = find<QComboBox>(world.window, "Check every");
        interval->setFocus();
        const QPointF at(10, 10);
        QWheelEvent wheel(at,
                          interval->mapToGlobal(at),
                          {},
                          QPoint(0, -120),
                          Qt::NoButton,
                          Qt::NoModifier,
                          Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(interval, &wheel);
        QCOMPARE(interval->currentData().toString(), "6");
    }

    void pausesAndResumes() {
        World world;
        world.window.showPage("settings");
        world.settle();
        auto* pause = find<QPushButton>(world.window, "Pause updates for a while");
        QVERIFY(pause && pause->menu());
        pause->menu()->actions().at(1)->trigger();
        world.settle();
        QCOMPARE(world.walks.product.pausedUntil.date(), QDate::currentDate().addDays(1));
        press(world.window, "Resume Updates");
        world.settle();
        QVERIFY(!world.walks.product.pausedUntil.isValid());
    }
};

QTEST_MAIN(TestWindowSettings)
#include "test_window_settings.moc"
