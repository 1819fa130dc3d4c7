// SPDX-License-Identifier: Apache-2.0
// upkeep-gallery FOLDER [NAME...]: draws every page and state of the window into pictures, for
// people to look at; UPKEEP_GALLERY_LANGUAGE=de for another language. Not a test: nobody compares
// pixels.
#include "dialogs/restore_wizard.h"
#include "dialogs/rollback_dialog.h"
#include "main_window.h"
#include "pages/progress_view.h"
#include "pages/snapshots_page.h"
#include "pages/updates_page.h"
#include "support/fake_walks.h"
#include "text/translation.h"
#include "theme/style.h"
#include "theme/theme.h"
#include "widgets/progress_line.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTextStream>
#include <QTimer>

using namespace upkeep;

namespace {

struct Variant {
    QString name;
    bool dark = false;
    Contrast contrast = Contrast::Normal;
    bool rightToLeft = false;
    qreal fontFactor = 1;
    QSize size = QSize(1100, 720);
    qreal scale = 1;
};

struct Scene {
    QString name;
    QString page = "updates";
    std::function<void(FakeWalks&)> prepare;
    std::function<void(MainWindow&, UpdateController&, FakeWalks&)> act;
};

void settle(UpdateController& controller) {
    for (int i = 0; i < 3; ++i) {
        controller.waitForWorkers();
        QApplication::processEvents();
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

void offer(FakeWalks& world) {
    world.product.state = UpdateState::Available;
    world.product.offer = world.published;
    world.product.lastChecked = QDateTime::currentDateTime();
    world.product.nextCheck = world.product.lastChecked.addSecs(6 * 3600);
}

void securityOffer(FakeWalks& world) {
    offer(world);
    world.product.state = UpdateState::Security;
    world.product.offer->security = true;
    world.product.offer->cves = QStringList{"CVE-2026-1234"};
}

void hold(FakeWalks& world, const QList<std::pair<const char*, const char*>>& reasons) {
    world.product.state = UpdateState::Held;
    world.product.holds.clear();
    for (const auto& [reason, subject] : reasons)
        world.product.holds.append(Hold{reason, subject, versionOf("1.1.0"), {}, true});
    world.product.hold = world.product.holds.first();
}

void updated(FakeWalks& world, qint64 secondsAgo) {
    world.product.state = UpdateState::UpToDate;
    world.product.version = versionOf("1.1.0");
    world.product.canRollBack = true;
    world.product.rollbackVersion = versionOf("1.0.0");
    world.product.lastChecked = QDateTime::currentDateTime().addSecs(-120);
    world.product.updatedAt = QDateTime::currentDateTime().addSecs(-secondsAgo);
    for (ComponentStatus& part : world.parts)
        part.version = world.product.version;
}

void rolledBack(FakeWalks& world) {
    updated(world, 400'000);
    world.product.state = UpdateState::RolledBack;
    world.product.leftVersion = versionOf("1.2.0");
    world.product.pinnedTo = world.product.version;
    world.product.lastError =
        Error{ErrorCode::ProbeFailed, "bin/almanac", "library libtides.so not found"};
    HistoryEvent failed = world.events.first();
    failed.id = "rb";
    failed.operation = "update";
    failed.result = "rolled-back";
    failed.from = versionOf("1.1.0");
    failed.to = versionOf("1.2.0");
    failed.time = QDateTime::currentDateTime().addSecs(-300);
    failed.errorCause = "ended with code 1 after 1.8 seconds: library libtides.so not found";
    failed.errorId = "probe.failed";
    world.events.prepend(failed);
}

void richHistory(FakeWalks& world) {
    rolledBack(world);
    const QDateTime now = QDateTime::currentDateTime();
    const auto add = [&](const char* operation,
                         const char* result,
                         const char* from,
                         const char* to,
                         int days,
                         double seconds,
                         Trigger trigger) {
        HistoryEvent event;
        event.id = QString("r%1").arg(world.events.size());
        event.operation = operation;
        event.result = result;
        event.from = versionOf(from);
        event.to = versionOf(to);
        event.time = now.addDays(-days);
        event.seconds = seconds;
        event.trigger = trigger;
        event.bytes = 4'800'000;
        world.events.append(event);
    };
    world.events = {world.events.first()};
    add("update", "success", "1.0.0", "1.1.0", 3, 18, Trigger::User);
    add("snapshot", "success", "1.0.0", "1.0.0", 3, 0.4, Trigger::User);
    add("download", "cancelled", "1.0.0", "1.1.0", 4, 9, Trigger::Silent);
    add("check", "failed", "1.0.0", "1.0.0", 6, 30, Trigger::Silent);
    add("snapshot", "success", "1.0.0", "1.0.0", 12, 0.5, Trigger::User);
    add("update", "success", "0.9.4", "1.0.0", 30, 24, Trigger::User);
    add("snapshot", "success", "0.9.4", "0.9.4", 30, 0.6, Trigger::User);
    add("snapshot", "success", "0.9.4", "0.9.4", 55, 0.6, Trigger::Silent);
    add("update", "success", "0.9.3", "0.9.4", 70, 26, Trigger::User);
}

void richSnapshots(FakeWalks& world) {
    updated(world, 400'000);
    SnapshotSummary damaged = world.kept.last();
    damaged.id = "bad";
    damaged.time = damaged.time.addDays(-20);
    damaged.version = versionOf("0.9.3");
    damaged.damaged = true;
    SnapshotSummary recent = world.kept.first();
    recent.id = "s3";
    recent.pinned = false;
    recent.description.clear();
    recent.reason = "before-update";
    recent.time = QDateTime::currentDateTime().addSecs(-4000);
    recent.ownSize = 3'100'000;
    world.kept.prepend(recent);
    world.kept.append(damaged);
}

void blocked(FakeWalks& world) {
    offer(world);
    world.running = {{4711, "Almanac"}, {4720, "almanac-export"}};
}

void holdIn(UpdatesPage& page) {
    QList<double> rates;
    for (int i = 0; i < 46; ++i)
        rates << (i < 3                ? i * 5e5
                  : i < 20             ? 1.7e6 + (i % 4) * 6e4
                  : i == 24 || i == 25 ? 4e5
                                       : 8e5 + (i % 5) * 5e4 + i * 4e3);
    page.progressView()->ratePlot()->setRates(rates);
}

UpdatesPage& updatesPage(MainWindow& window) {
    return *static_cast<UpdatesPage*>(window.currentPages()->page("updates"));
}

void downloading(MainWindow& window, UpdateController& controller, FakeWalks& world) {
    world.holdNextUpdate();
    UpdateChoice choice;
    choice.evolutions = QStringList{"sync", "sky-charts"};
    controller.update(choice);
    for (int i = 0; i < 40 && controller.progress().overallTotal == 0; ++i) {
        QApplication::processEvents(QEventLoop::AllEvents, 20);
        QApplication::processEvents();
    }
    ProgressView* view = updatesPage(window).progressView();
    const auto report = [view](const char* id, qint64 done, qint64 total) {
        view->take({Phase::Download, id, {}, done, total, 10'900'000, 17'800'000});
    };
    holdIn(updatesPage(window));
    report("app", 4'800'000, 4'800'000);
    report("sync", 600'000, 600'000);
    report("sky-charts", 5'500'000, 12'400'000);
}

auto scrollSettings(int to) {
    return [to](MainWindow& window, UpdateController&, FakeWalks&) {
        for (QScrollArea* area :
             window.currentPages()->page("settings")->findChildren<QScrollArea*>())
            area->verticalScrollBar()->setValue(to);
    };
}

QList<Scene> scenes() {
    const auto state = [](UpdateState wanted) {
        return [wanted](FakeWalks& world) {
            world.product.state = wanted;
            world.product.lastChecked = QDateTime::currentDateTime();
        };
    };
    return {
        {"available", "updates", offer, {}},
        {"security", "updates", securityOffer, {}},
        {"not-signed",
         "updates",
         [](FakeWalks& world) {
             offer(world);
             world.product.state = UpdateState::NotSigned;
             world.product.offer->signedByPublisher = false;
         },
         {}},
        {"downloading", "updates", offer, downloading},
        {"download-paused",
         "updates",
         offer,
         [](MainWindow& window, UpdateController& controller, FakeWalks& world) {
             downloading(window, controller, world);
             controller.pauseDownload();
             for (int i = 0; i < 100 && !controller.isPaused(); ++i)
                 QApplication::processEvents(QEventLoop::AllEvents, 20);
         }},
        {"applying",
         "updates",
         offer,
         [](MainWindow& window, UpdateController& controller, FakeWalks& world) {
             downloading(window, controller, world);
             updatesPage(window).progressView()->take({Phase::Apply, "app", {}, 60, 100, 60, 100});
         }},
        {"blocked",
         "updates",
         blocked,
         [](MainWindow&, UpdateController& controller, FakeWalks&) { controller.update({}); }},
        {"up-to-date", "updates", [](FakeWalks& world) { updated(world, 400'000); }, {}},
        {"not-checked", "updates", state(UpdateState::NotChecked), {}},
        {"first-start", "updates", [](FakeWalks& world) { updated(world, 900); }, {}},
        {"failed",
         "updates",
         [](FakeWalks& world) {
             offer(world);
             world.product.state = UpdateState::Failed;
             world.product.lastError =
                 Error{ErrorCode::DownloadHash, "almanac-1.1.0.patch", "expected ab12, found cd34"};
         },
         {}},
        {"rolled-back", "updates", rolledBack, {}},
        {"withdrawn",
         "updates",
         [](FakeWalks& world) {
             updated(world, 400'000);
             world.product.state = UpdateState::Withdrawn;
         },
         {}},
        {"held",
         "updates",
         [](FakeWalks& world) {
             world.product.state = UpdateState::Held;
             world.product.hold = Hold{"disk", {}, versionOf("1.1.0"), {}, true};
         },
         {}},
        {"held-metered",
         "updates",
         [](FakeWalks& world) {
             offer(world);
             hold(world, {{"metered", {}}, {"battery", {}}, {"not-idle", {}}});
         },
         {}},
        {"held-managed",
         "updates",
         [](FakeWalks& world) {
             offer(world);
             hold(world, {{"managed", "/etc/upkeep/policy.d/50-school.json"}});
             world.product.hold->canOverride = false;
         },
         {}},
        {"paused",
         "updates",
         [](FakeWalks& world) {
             offer(world);
             world.product.pausedUntil = QDateTime(QDate::currentDate().addDays(3), QTime(9, 0));
             hold(world, {{"paused", {}}});
             world.product.hold->until = world.product.pausedUntil;
         },
         {}},
        {"ready",
         "updates",
         [](FakeWalks& world) {
             offer(world);
             world.product.state = UpdateState::Ready;
             world.product.holds = {Hold{"busy", "Almanac: Exporting video", {}, {}, true},
                                    Hold{"not-idle", {}, {}, {}, true}};
         },
         {}},
        {"deadline",
         "updates",
         [](FakeWalks& world) {
             securityOffer(world);
             world.product.deadline = QDateTime(QDate::currentDate().addDays(1), QTime(18, 0));
             world.product.managed = {{"automatic", "/etc/upkeep/policy.d/50-school.json"}};
         },
         {}},
        {"from-package", "updates", state(UpdateState::FromPackage), {}},
        {"stayed",
         "updates",
         [](FakeWalks& world) {
             updated(world, 400'000);
             world.product.state = UpdateState::Withdrawn;
         },
         [](MainWindow& window, UpdateController&, FakeWalks&) {
             for (QPushButton* button : window.findChildren<QPushButton*>()) {
                 if (button->isVisible() && button->text().contains("Stay"))
                     return button->click();
             }
         }},
        {"restore-failed",
         "updates",
         [](FakeWalks& world) {
             world.product.state = UpdateState::RestoreFailed;
             world.product.lastError =
                 Error{ErrorCode::RollbackFailed, "/opt/almanac/current", "no space left"};
         },
         {}},
        {"held-elsewhere", "updates", state(UpdateState::HeldElsewhere), {}},
        {"snapshots",
         "snapshots",
         richSnapshots,
         [](MainWindow& window, UpdateController&, FakeWalks&) {
             static_cast<SnapshotsPage*>(window.currentPages()->page("snapshots"))->select({});
         }},
        {"history", "history", richHistory, {}},
        {"components",
         "components",
         [](FakeWalks& world) {
             updated(world, 400'000);
             world.parts[3].healthy = false;
         },
         {}},
        {"components-damaged",
         "components",
         [](FakeWalks& world) {
             updated(world, 400'000);
             world.issues = {{IssueKind::BinaryCorruption, "app", "bin/almanac", "changed"},
                             {IssueKind::ConfigInvalid, "settings", "a.yaml", "unreadable"}};
         },
         [](MainWindow& window, UpdateController& controller, FakeWalks&) {
             for (QPushButton* button : window.findChildren<QPushButton*>()) {
                 if (button->isVisible() && button->text().contains("Verify"))
                     button->click();
             }
             settle(controller);
         }},
        {"settings",
         "settings",
         [](FakeWalks& world) {
             rolledBack(world);
             world.product.skippedVersions = QStringList{"1.3.0"};
             world.preferred.checkIntervalHours = 24;
             world.preferred.automatic = AutoUpdate::SecurityOnly;
             world.preferred.updateWindow = *UpdateWindow::fromText("20:00-07:00 mon,tue,fri");
             world.preferred.coolDownDays = 3;
             world.product.managed = {{"cool-down-days", "/etc/upkeep/policy.d/50-school.json"},
                                      {"automatic", "/etc/upkeep/policy.d/50-school.json"}};
         },
         {}},
        {"settings-middle", "settings", rolledBack, scrollSettings(400)},
        {"settings-end",
         "settings",
         [](FakeWalks& world) {
             rolledBack(world);
             world.product.skippedVersions = QStringList{"1.3.0"};
             world.product.pausedUntil = QDateTime::currentDateTime().addDays(3);
             world.product.remindAt = QDateTime::currentDateTime().addDays(1);
             world.product.forbidden = {{"pin", "/etc/upkeep/policy.d/50-school.json"}};
             world.preferred.proxy = "http://proxy.example:3128";
         },
         scrollSettings(4000)},
        {"restore-wizard",
         "snapshots",
         richSnapshots,
         [](MainWindow& window, UpdateController& controller, FakeWalks& world) {
             auto* wizard = new RestoreWizard(controller, world.kept.first(), &window);
             wizard->show();
             wizard->showPreviewStep();
         }},
        {"rollback-dialog",
         "updates",
         [](FakeWalks& world) {
             updated(world, 900);
             world.preview.parts[2].fate = DataFate::AskPerson;
         },
         [](MainWindow& window, UpdateController& controller, FakeWalks&) {
             (new RollbackDialog(controller, &window))->show();
         }},
    };
}

QList<Variant> variants() {
    return {{"light"},
            {"dark", true},
            {"rtl", false, Contrast::Normal, true},
            {"narrow", false, Contrast::Normal, false, 1, QSize(800, 560)},
            {"font150", false, Contrast::Normal, false, 1.5, QSize(1100, 720)},
            {"contrast", false, Contrast::High},
            {"2x", false, Contrast::Normal, false, 1, QSize(1100, 720), 2}};
}

void wear(const Variant& variant) {
    ThemeOptions options;
    options.preferDark = variant.dark;
    options.contrast = variant.contrast;
    Theme::setOptions(options);
    QApplication::setStyle(new Style);
    QFont font("Inter");
    font.setPointSizeF(10 * variant.fontFactor);
    QApplication::setFont(font);
    QApplication::setLayoutDirection(variant.rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
}

QImage pictureOf(QWidget& window, qreal scale) {
    QImage image(window.size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(Theme::current().colour(Ink::Window));
    window.render(&image);
    const auto dialogs = window.findChildren<QDialog*>();
    for (QDialog* dialog : dialogs) {
        if (!dialog->isVisible())
            continue;
        QPainter painter(&image);
        const QPoint at((window.width() - dialog->width()) / 2,
                        (window.height() - dialog->height()) / 2);
        QImage inner(dialog->size() * scale, QImage::Format_RGB32);
        inner.setDevicePixelRatio(scale);
        inner.fill(Theme::current().colour(Ink::Window));
        dialog->render(&inner);
        painter.drawImage(at, inner);
    }
    return image;
}

void draw(const Scene& scene, const Variant& variant, const QDir& folder) {
    FakeWalks world;
    world.iconPath = QStringLiteral(UPKEEP_SOURCE_DIR "/resources/icons/sample-almanac.svg");
    if (scene.prepare)
        scene.prepare(world);
    UpdateController controller(world, world);
    MainWindow window;
    window.resize(variant.size);
    window.addProduct("almanac", controller);
    window.showPage(scene.page);
    window.show();
    settle(controller);
    if (scene.act)
        scene.act(window, controller, world);
    if (!controller.isBusy() || scene.name == "blocked")
        settle(controller);
    QApplication::processEvents();
    const QString file = folder.filePath(scene.name + "-" + variant.name + ".png");
    if (!pictureOf(window, variant.scale).save(file))
        QTextStream(stderr) << "cannot write " << file << '\n';
    world.release();
    controller.cancel();
    settle(controller);
    qDeleteAll(window.findChildren<QDialog*>());
}

} // namespace

int main(int argc, char** argv) {
    qputenv("UPKEEP_NO_ANIMATION", "1");
    QApplication app(argc, argv);
    const QString language = qEnvironmentVariable("UPKEEP_GALLERY_LANGUAGE", "en_GB");
    QLocale::setDefault(QLocale(language));
    installTranslation(app);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2) {
        QTextStream(stderr) << "usage: upkeep-gallery FOLDER [SCENE-VARIANT...]\n";
        return 2;
    }
    const QDir folder(arguments[1]);
    folder.mkpath(".");
    const QStringList wanted = arguments.mid(2);
    for (const Variant& variant : variants()) {
        wear(variant);
        for (const Scene& scene : scenes()) {
            const QString name = scene.name + "-" + variant.name;
            const bool chosen = wanted.isEmpty() || wanted.contains(name) ||
                                wanted.contains(variant.name) || wanted.contains(scene.name);
            if (chosen)
                draw(scene, variant, folder);
        }
    }
    return 0;
}
