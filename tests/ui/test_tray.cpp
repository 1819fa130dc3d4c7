// SPDX-License-Identifier: Apache-2.0
// The icon on panels of their own making: a status notifier host (tests/ui/status-notifier-host)
// that reads and clicks it, late, restarted, lying or absent; and a real XEmbed tray.
#include "support/panel.h"
#include "tray/tray_icon.h"

#include <QImageReader>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QSystemTrayIcon>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

constexpr int patience = 20'000; // ms, for programs that have to start

Version versionOf(const char* text) {
    return Version::parse(text).value();
}

TrayProduct product(UpdateState state = UpdateState::Available) {
    TrayProduct values;
    values.status.id = "almanac";
    values.status.name = "Almanac";
    values.status.version = versionOf("1.0.0");
    values.status.state = state;
    Offer offer;
    offer.from = versionOf("1.0.0");
    offer.to = versionOf("1.1.0");
    values.status.offer = offer;
    return values;
}

void present(TrayIcon& icon, const QList<TrayProduct>& products) {
    const QDateTime now(QDate(2026, 5, 6), QTime(9, 42));
    icon.present(trayLook(products, now), trayMenu(products, now));
}

QImage rendered(const QString& file) {
    QImageReader reader(file);
    reader.setScaledSize(QSize(48, 48));
    return reader.read().convertToFormat(QImage::Format_ARGB32);
}

QString markOf(const TrayProduct& values) {
    return QString(trayMarkName(trayMark(values)));
}

} // namespace

class TestTray : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStateHasItsMark_data() {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("mark");
        const auto row = [](const char* what, UpdateState state, const char* mark) {
            QTest::newRow(what) << int(state) << QString(mark);
        };
        row("not checked", UpdateState::NotChecked, "idle");
        row("up to date", UpdateState::UpToDate, "idle");
        row("available", UpdateState::Available, "available");
        row("not signed", UpdateState::NotSigned, "available");
        row("security", UpdateState::Security, "security");
        row("downloading", UpdateState::Downloading, "busy");
        row("applying", UpdateState::Applying, "busy");
        row("elsewhere", UpdateState::HeldElsewhere, "busy");
        row("ready", UpdateState::Ready, "attention");
        row("failed", UpdateState::Failed, "attention");
        row("restore failed", UpdateState::RestoreFailed, "attention");
        row("withdrawn", UpdateState::Withdrawn, "attention");
        row("held", UpdateState::Held, "paused");
        row("rolled back", UpdateState::RolledBack, "rolled-back");
        row("from a package", UpdateState::FromPackage, "idle");
    }
    void everyStateHasItsMark() {
        QFETCH(int, state);
        QFETCH(QString, mark);
        TrayProduct values = product(UpdateState(state));
        QCOMPARE(markOf(values), mark);
        values.activity = Activity::Updating;
        QCOMPARE(markOf(values), "busy");
        const QDateTime now = QDateTime::currentDateTime();
        QVERIFY(!trayLook({values}, now).text.isEmpty());
        QVERIFY(!trayMenu({values}, now).isEmpty());
    }

    void aFailedCheckBothersNobody() {
        TrayProduct values = product(UpdateState::Failed);
        values.status.offer.reset();
        QCOMPARE(markOf(values), "idle");
    }

    void theMostPressingIsShown() {
        const QDateTime now = QDateTime::currentDateTime();
        const TrayProduct calm = product(UpdateState::UpToDate);
        const TrayProduct security = product(UpdateState::Security);
        const TrayProduct held = product(UpdateState::Held);
        QCOMPARE(trayLook({calm, held, security}, now).mark, TrayMark::Security);
        QCOMPARE(trayLook({security, calm, held}, now).mark, TrayMark::Security);
        QCOMPARE(trayLook({calm, calm}, now).mark, TrayMark::Idle);
        QCOMPARE(trayLook({calm, calm}, now).title, "Upkeep");
        QCOMPARE(trayLook({calm, calm}, now).text.count('\n'), 1);
    }

    // Panels fill the shapes of a theme's icon with their own colour, so these have no strokes.
    void theThemesIconsAreTheSameDrawings() {
        for (int mark = 0; mark <= int(TrayMark::RolledBack); ++mark) {
            const QString name = trayMarkName(TrayMark(mark));
            const QString folder = UPKEEP_SOURCE_DIR "/resources/icons/";
            const QImage drawn = rendered(folder + "tray-" + name + ".svg");
            const QString file = folder + "symbolic/upkeep-tray-" + name + "-symbolic.svg";
            const QImage filled = rendered(file);
            QVERIFY2(!drawn.isNull() && !filled.isNull(), qPrintable(name));
            int difference = 0;
            for (int y = 0; y < drawn.height(); ++y) {
                for (int x = 0; x < drawn.width(); ++x)
                    difference += std::abs(qAlpha(drawn.pixel(x, y)) - qAlpha(filled.pixel(x, y)));
            }
            QVERIFY2(difference < 255 * 25, qPrintable(name + QString::number(difference)));
            QFile source(file);
            QVERIFY(source.open(QIODevice::ReadOnly));
            QVERIFY(!source.readAll().contains("stroke"));
        }
    }

    void aPanelReadsTheIcon() {
        PrivateBus bus;
        Panel panel(bus);
        TrayIcon icon(bus.connect());
        QSignalSpy shown(&icon, &TrayIcon::shownChanged);
        present(icon, {product()});
        icon.setWanted(true);
        QTRY_VERIFY(icon.isShown());
        QCOMPARE(shown.size(), 1);
        QCOMPARE(panel.items().size(), 1);
        const QJsonObject item = panel.item();
        QCOMPARE(item["Category"].toString(), "SystemServices");
        QCOMPARE(item["Id"].toString(), "io.github.upkeep.Upkeep");
        QCOMPARE(item["Status"].toString(), "Active");
        QCOMPARE(item["Menu"].toString(), "/MenuBar");
        const QJsonArray images = item["IconPixmap"].toArray();
        QCOMPARE(images.size(), 5);
        for (const QJsonValue& value : images) {
            const QJsonArray image = value.toArray(); // width, height, bytes, pixels with ink
            QCOMPARE(image[2].toInt(), image[0].toInt() * image[1].toInt() * 4);
            QVERIFY(image[3].toInt() > image[0].toInt() * 2);
        }
        const QJsonArray tip = item["ToolTip"].toArray();
        QVERIFY(tip[2].toString().contains("Almanac"));

        panel.ask({"signals"});
        present(icon, {product(UpdateState::Security)});
        QTRY_COMPARE(panel.item()["Status"].toString(), "NeedsAttention");
        QVERIFY(panel.item()["AttentionIconPixmap"].toArray().size() == 5);
        const QJsonArray said = panel.ask({"signals"}).toArray();
        for (const char* signal : {"NewIcon", "NewStatus", "NewToolTip", "LayoutUpdated"})
            QVERIFY2(said.contains(signal), signal);
        present(icon, {product(UpdateState::UpToDate)});
        QTRY_COMPARE(panel.item()["Status"].toString(), "Passive");
        icon.setWanted(false);
        QVERIFY(!icon.isShown());
    }

    void aPanelReadsTheMenu() {
        PrivateBus bus;
        Panel panel(bus);
        TrayIcon icon(bus.connect());
        present(icon, {product()});
        icon.setWanted(true);
        QTRY_VERIFY(icon.isShown());
        const QStringList expected = {"Almanac 1.1.0 is available (off)",
                                      "-",
                                      "Update Now",
                                      "What's New...",
                                      "Remind Me Later",
                                      "> In 1 Hour",
                                      "> This Evening",
                                      "> Tomorrow",
                                      "> Next Week",
                                      "> When I Quit",
                                      "Skip This Version",
                                      "-",
                                      "Check for Updates",
                                      "Pause Updates",
                                      "> For 1 Hour",
                                      "> Until Tomorrow",
                                      "> For a Week",
                                      "-",
                                      "Snapshots...",
                                      "Settings...",
                                      "-",
                                      "Quit Upkeep"};
        QCOMPARE(panel.menu(), expected);
        present(icon, {product(UpdateState::Security)});
        QTRY_VERIFY(!panel.menu().contains("Skip This Version"));
        TrayProduct paused = product(UpdateState::UpToDate);
        paused.paused = true;
        present(icon, {paused});
        QTRY_VERIFY(panel.menu().contains("> Resume Now"));
    }

    void clicksArrive_data() {
        QTest::addColumn<QStringList>("labels");
        QTest::addColumn<QString>("key");
        const auto row = [](const char* key, const QStringList& labels) {
            QTest::newRow(key) << labels << QString(key);
        };
        row("answer/update-now/almanac", {"Update Now"});
        row("remind/tomorrow/almanac", {"Remind Me Later", "Tomorrow"});
        row("remind/quit/almanac", {"Remind Me Later", "When I Quit"});
        row("skip/1.1.0/almanac", {"Skip This Version"});
        row("page/updates/almanac", {"What's New..."});
        row("check//", {"Check for Updates"});
        row("pause/hour/", {"Pause Updates", "For 1 Hour"});
        row("page/snapshots/", {"Snapshots..."});
        row("page/settings/", {"Settings..."});
        row("quit//", {"Quit Upkeep"});
    }
    void clicksArrive() {
        QFETCH(QStringList, labels);
        QFETCH(QString, key);
        PrivateBus bus;
        Panel panel(bus);
        TrayIcon icon(bus.connect());
        QSignalSpy chosen(&icon, &TrayIcon::chosen);
        present(icon, {product()});
        icon.setWanted(true);
        QTRY_VERIFY(icon.isShown());
        QCOMPARE(panel.ask(QStringList{"click"} + labels).toString(), "clicked");
        QTRY_COMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), key);
        const TrayCommand command = TrayCommand::fromKey(key);
        QCOMPARE(command.key(), key);
    }

    void theIconIsPressed() {
        PrivateBus bus;
        Panel panel(bus);
        TrayIcon icon(bus.connect());
        QSignalSpy activated(&icon, &TrayIcon::activated);
        present(icon, {product()});
        icon.setWanted(true);
        QTRY_VERIFY(icon.isShown());
        panel.ask({"activate", "token-9"});
        QTRY_COMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].toString(), "token-9");
        panel.ask({"activate"});
        QTRY_COMPARE(activated.size(), 2);
        QCOMPARE(activated[1][0].toString(), "");
    }

    // What was under the pointer a moment ago must not become something else.
    void anOutdatedMenuCannotHitAnotherEntry() {
        PrivateBus bus;
        Panel panel(bus);
        TrayIcon icon(bus.connect());
        QSignalSpy chosen(&icon, &TrayIcon::chosen);
        present(icon, {product()});
        icon.setWanted(true);
        QTRY_VERIFY(icon.isShown());
        QHash<QString, int> ids;
        for (const QJsonValue& entry : panel.ask({"menu"}).toArray())
            ids[entry[1].toString()] = entry[0].toInt();
        present(icon, {product(UpdateState::UpToDate)});
        panel.ask({"clickid", QString::number(ids["Skip This Version"])});
        panel.ask({"clickid", QString::number(ids["Update Now"])});
        panel.ask({"clickid", "0"});
        panel.ask({"clickid", "-7"});
        panel.ask({"clickid", "100000"});
        QCOMPARE(chosen.size(), 0);
        panel.ask({"clickid", QString::number(ids["Settings..."])}); // still the same
        QTRY_COMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), "page/settings/");
    }

    void aPanelComesLateAndGoesAndComes() {
        PrivateBus bus;
        TrayIcon icon(bus.connect());
        QSignalSpy shown(&icon, &TrayIcon::shownChanged);
        present(icon, {product()});
        icon.setWanted(true);
        QTest::qWait(50);
        QVERIFY(!icon.isShown());
        {
            Panel panel(bus);
            QTRY_VERIFY_WITH_TIMEOUT(icon.isShown(), patience);
            QCOMPARE(panel.items().size(), 1);
        }
        QTRY_VERIFY(!icon.isShown());
        Panel second(bus);
        QTRY_VERIFY_WITH_TIMEOUT(icon.isShown(), patience);
        QTRY_COMPARE(second.items().size(), 1);
        QVERIFY(second.menu().contains("Update Now"));
        QCOMPARE(shown.size(), 3);
    }

    void aWatcherWithoutAPanelShowsNothing() {
        PrivateBus bus;
        Panel panel(bus, {"--no-host"});
        TrayIcon icon(bus.connect());
        present(icon, {product()});
        icon.setWanted(true);
        QTRY_COMPARE(panel.items().size(), 1);
        QTest::qWait(50);
        QVERIFY(!icon.isShown());
        panel.ask({"host", "yes"});
        QTRY_VERIFY(icon.isShown());
        panel.ask({"host", "no"});
        QTRY_VERIFY(!icon.isShown());
    }

    void aLyingWatcherShowsNothing_data() {
        QTest::addColumn<QString>("manner");
        QTest::newRow("a text for a truth value") << "--wrong-type";
        QTest::newRow("refuses us") << "--refuse";
    }
    void aLyingWatcherShowsNothing() {
        QFETCH(QString, manner);
        PrivateBus bus;
        Panel panel(bus, {manner});
        TrayIcon icon(bus.connect());
        present(icon, {product()});
        icon.setWanted(true);
        QTest::qWait(300);
        QVERIFY(!icon.isShown());
    }

    void withoutABus() {
        TrayIcon icon(QDBusConnection::connectToBus("unix:path=/nowhere", "no bus"));
        present(icon, {product()});
        icon.setWanted(true);
        QCOMPARE(icon.isShown(), QSystemTrayIcon::isSystemTrayAvailable());
        icon.setWanted(false);
    }

    // trayer speaks XEmbed, the older way; it comes late, goes and comes again.
    void aTrayOfTheWindowSystem() {
        if (QGuiApplication::platformName() != "xcb")
            QSKIP("needs an X server");
        if (QStandardPaths::findExecutable("trayer").isEmpty())
            QSKIP("trayer is not installed");
        PrivateBus bus;
        TrayIcon icon(bus.connect());
        QSignalSpy shown(&icon, &TrayIcon::shownChanged);
        present(icon, {product()});
        icon.setWanted(true);
        QTest::qWait(100);
        QVERIFY(!icon.isShown());
        for (int turn = 0; turn < 2; ++turn) {
            QProcess trayer;
            bus.start(trayer,
                      "trayer",
                      {"--edge", "bottom", "--align", "right", "--widthtype", "request"});
            QTRY_VERIFY_WITH_TIMEOUT(icon.isShown(), patience);
            QTRY_COMPARE_WITH_TIMEOUT(shown.size(), 2 * turn + 1, patience);
            trayer.kill();
            trayer.waitForFinished();
            QTRY_VERIFY_WITH_TIMEOUT(!icon.isShown(), patience);
            QTRY_COMPARE_WITH_TIMEOUT(shown.size(), 2 * turn + 2, patience);
        }
        Panel panel(bus); // the newer way wins when it comes
        QTRY_VERIFY_WITH_TIMEOUT(icon.isShown(), patience);
        QCOMPARE(panel.items().size(), 1);
    }
};

QTEST_MAIN(TestTray)
#include "test_tray.moc"
