// SPDX-License-Identifier: Apache-2.0
// The updates page in each of its states.
#include "pages/progress_view.h"
#include "pages/updates_page.h"
#include "scenes/scene.h"
#include "scenes/worlds.h"
#include "widgets/progress_line.h"

#include <QApplication>

namespace upkeep::test {
namespace {

UpdatesPage& updatesPage(MainWindow& window) {
    return *static_cast<UpdatesPage*>(window.currentPages()->page("updates"));
}

// A line that was fast, broke off for two seconds and came back slower.
QList<double> someRates() {
    QList<double> rates;
    for (int i = 0; i < 46; ++i)
        rates << (i < 3                ? i * 5e5
                  : i < 20             ? 1.7e6 + (i % 4) * 6e4
                  : i == 24 || i == 25 ? 4e5
                                       : 8e5 + (i % 5) * 5e4 + i * 4e3);
    return rates;
}

void downloading(MainWindow& window, UpdateController& controller, FakeWalks& world) {
    world.holdNextUpdate();
    UpdateChoice choice;
    choice.evolutions = QStringList{"sync", "sky-charts"};
    controller.update(choice);
    for (int i = 0; i < 40 && controller.progress().overallTotal == 0; ++i)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    QApplication::processEvents();
    ProgressView* view = updatesPage(window).progressView();
    const auto report = [view](const char* id, qint64 done, qint64 total) {
        view->take({Phase::Download, id, {}, done, total, 10'900'000, 17'800'000});
    };
    view->ratePlot()->setRates(someRates());
    report("app", 4'800'000, 4'800'000);
    report("sync", 600'000, 600'000);
    report("sky-charts", 5'500'000, 12'400'000);
}

auto goingThrough(Phase phase, qint64 done) {
    return [=](MainWindow& window, UpdateController& controller, FakeWalks& world) {
        downloading(window, controller, world);
        updatesPage(window).progressView()->take({phase, "app", {}, done, 100, done, 100});
    };
}

auto state(UpdateState wanted) {
    return [wanted](FakeWalks& world) {
        world.product.state = wanted;
        world.product.lastChecked = QDateTime::currentDateTime();
    };
}

void withdrawn(FakeWalks& world) {
    updated(world, 400'000);
    world.product.state = UpdateState::Withdrawn;
    world.product.withdrawnBecause = "Notes longer than a page are cut off when they are saved.";
}

void failedDownload(FakeWalks& world) {
    offered(world);
    world.product.state = UpdateState::Failed;
    world.product.lastError =
        Error{ErrorCode::DownloadHash, "almanac-1.1.0.patch", "expected ab12, found cd34"};
}

QList<Scene> offerScenes() {
    return {
        {"available", "updates", offered},
        {"security", "updates", securityOffered},
        {"not-signed",
         "updates",
         [](FakeWalks& world) {
             offered(world);
             world.product.state = UpdateState::NotSigned;
             world.product.offer->signedByPublisher = false;
             world.product.warnings = {"not-signed", "tls-1.2"};
         }},
        {"deadline",
         "updates",
         [](FakeWalks& world) {
             securityOffered(world);
             world.product.deadline = QDateTime(QDate::currentDate().addDays(1), QTime(18, 0));
             world.product.managed = {{"automatic", "/etc/upkeep/policy.d/50-school.json"}};
         }},
    };
}

QList<Scene> workScenes() {
    return {
        {"downloading", "updates", offered, downloading},
        {"download-paused",
         "updates",
         offered,
         [](MainWindow& window, UpdateController& controller, FakeWalks& world) {
             downloading(window, controller, world);
             controller.pauseDownload();
             for (int i = 0; i < 100 && !controller.isPaused(); ++i)
                 QApplication::processEvents(QEventLoop::AllEvents, 20);
         }},
        {"verifying", "updates", offered, goingThrough(Phase::Verify, 40)},
        {"applying", "updates", offered, goingThrough(Phase::Apply, 60)},
        {"rolling-back",
         "updates",
         [](FakeWalks& world) {
             updated(world, 400'000);
             world.holdNextUpdate();
         },
         [](MainWindow& window, UpdateController& controller, FakeWalks&) {
             controller.rollBack({});
             QApplication::processEvents();
             updatesPage(window).progressView()->take({Phase::Apply, "app", {}, 30, 100, 30, 100});
         }},
        {"blocked",
         "updates",
         [](FakeWalks& world) {
             offered(world);
             world.running = {{4711, "Almanac"}, {4720, "almanac-export"}};
         },
         [](MainWindow&, UpdateController& controller, FakeWalks&) { controller.update({}); }},
    };
}

QList<Scene> calmScenes() {
    return {
        {"up-to-date", "updates", [](FakeWalks& world) { updated(world, 400'000); }},
        {"not-checked", "updates", state(UpdateState::NotChecked)},
        {"first-start",
         "updates",
         [](FakeWalks& world) {
             updated(world, 100);
             world.product.confirmed = false;
         }},
        {"watched", "updates", [](FakeWalks& world) { updated(world, 900); }},
        {"from-package", "updates", state(UpdateState::FromPackage)},
        {"stayed",
         "updates",
         [](FakeWalks& world) {
             withdrawn(world);
             world.product.stays = true;
         }},
        {"no-product", "updates", [](FakeWalks& world) { world.product.id.clear(); }},
    };
}

QList<Scene> waitingScenes() {
    return {
        {"held-disk",
         "updates",
         [](FakeWalks& world) {
             world.product.state = UpdateState::Held;
             world.product.hold = Hold{"disk", {}, versionOf("1.1.0"), {}, true};
         }},
        {"held-metered",
         "updates",
         [](FakeWalks& world) {
             offered(world);
             held(world, {{"metered", {}}, {"battery", {}}, {"not-idle", {}}});
         }},
        {"held-managed",
         "updates",
         [](FakeWalks& world) {
             offered(world);
             held(world, {{"managed", "/etc/upkeep/policy.d/50-school.json"}});
             world.product.hold->canOverride = false;
         }},
        {"paused",
         "updates",
         [](FakeWalks& world) {
             offered(world);
             world.product.pausedUntil = QDateTime(QDate::currentDate().addDays(3), QTime(9, 0));
             held(world, {{"paused", {}}});
             world.product.hold->until = world.product.pausedUntil;
         }},
        {"ready",
         "updates",
         [](FakeWalks& world) {
             offered(world);
             world.product.state = UpdateState::Ready;
             world.product.holds = {Hold{"busy", "Almanac: Exporting video", {}, {}, true},
                                    Hold{"not-idle", {}, {}, {}, true}};
         }},
        {"ready-on-quit",
         "updates",
         [](FakeWalks& world) {
             offered(world);
             world.product.state = UpdateState::Ready;
             world.product.wish = Wish::OnQuit;
         }},
        {"held-elsewhere", "updates", state(UpdateState::HeldElsewhere)},
    };
}

QList<Scene> troubleScenes() {
    return {
        {"failed", "updates", failedDownload},
        {"check-failed",
         "updates",
         [](FakeWalks& world) {
             world.product.lastChecked = QDateTime::currentDateTime().addDays(-9);
             world.product.state = UpdateState::Failed;
             world.product.lastError = Error{ErrorCode::NetworkFailed, "updates.example", {}};
         }},
        {"rolled-back", "updates", rolledBack},
        {"rolled-back-by-choice",
         "updates",
         [](FakeWalks& world) {
             rolledBack(world);
             world.product.lastError.reset();
             world.events.removeFirst();
         }},
        {"withdrawn", "updates", withdrawn},
        {"restore-failed",
         "updates",
         [](FakeWalks& world) {
             world.product.state = UpdateState::RestoreFailed;
             world.product.lastError =
                 Error{ErrorCode::RollbackFailed, "/opt/almanac/current", "no space left"};
         }},
    };
}

} // namespace

QList<Scene> stateScenes() {
    return offerScenes() + workScenes() + calmScenes() + waitingScenes() + troubleScenes();
}

} // namespace upkeep::test
