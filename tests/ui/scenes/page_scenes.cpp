// SPDX-License-Identifier: Apache-2.0
// Snapshots, history, components and settings.
#include "pages/snapshots_page.h"
#include "scenes/scene.h"
#include "scenes/worlds.h"

#include <QScrollArea>
#include <QScrollBar>

namespace upkeep::test {
namespace {

const char* const policyFile = "/etc/upkeep/policy.d/50-school.json";

auto scrollSettings(int to) {
    return [to](MainWindow& window, UpdateController&, FakeWalks&) {
        for (QScrollArea* area :
             window.currentPages()->page("settings")->findChildren<QScrollArea*>())
            area->verticalScrollBar()->setValue(to);
    };
}

QList<Scene> settingsScenes() {
    return {
        {"settings",
         "settings",
         [](FakeWalks& world) {
             rolledBack(world);
             world.product.skippedVersions = QStringList{"1.3.0"};
             world.preferred.checkIntervalHours = 24;
             world.preferred.automatic = AutoUpdate::SecurityOnly;
             world.preferred.updateWindow = *UpdateWindow::fromText("20:00-07:00 mon,tue,fri");
             world.preferred.coolDownDays = 3;
             world.product.managed = {{"cool-down-days", policyFile}, {"automatic", policyFile}};
         }},
        {"settings-middle", "settings", rolledBack, scrollSettings(400)},
        {"settings-lower", "settings", rolledBack, scrollSettings(1000)},
        {"settings-end",
         "settings",
         [](FakeWalks& world) {
             rolledBack(world);
             world.product.skippedVersions = QStringList{"1.3.0"};
             world.product.pausedUntil = QDateTime::currentDateTime().addDays(3);
             world.product.remindAt = QDateTime::currentDateTime().addDays(1);
             world.product.forbidden = {{"pin", policyFile}};
             world.preferred.proxy = "http://proxy.example:3128";
         },
         scrollSettings(4000)},
    };
}

void newestSnapshot(MainWindow& window, UpdateController&, FakeWalks&) {
    static_cast<SnapshotsPage*>(window.currentPages()->page("snapshots"))->select({});
}

QList<Scene> componentScenes() {
    const auto verify = [](MainWindow&, UpdateController& controller, FakeWalks&) {
        controller.verify();
    };
    return {
        {"components",
         "components",
         [](FakeWalks& world) {
             updated(world, 400'000);
             world.parts[3].healthy = false;
         }},
        {"components-healthy",
         "components",
         [](FakeWalks& world) { updated(world, 400'000); },
         verify},
        {"components-damaged",
         "components",
         [](FakeWalks& world) {
             updated(world, 400'000);
             world.issues = {{IssueKind::BinaryCorruption, "app", "bin/almanac", "changed"},
                             {IssueKind::ConfigInvalid, "settings", "a.yaml", "unreadable"}};
         },
         verify},
        {"components-settings",
         "components",
         [](FakeWalks& world) {
             updated(world, 400'000);
             openSettings(world);
         }},
        {"components-repaired",
         "components",
         [](FakeWalks& world) {
             updated(world, 400'000);
             world.issues = {{IssueKind::BinaryCorruption, "app", "bin/almanac", "changed"}};
         },
         [](MainWindow&, UpdateController& controller, FakeWalks&) { controller.repair({}); }},
        {"components-in-use",
         "components",
         [](FakeWalks& world) {
             updated(world, 400'000);
             world.issues = {{IssueKind::BinaryCorruption, "app", "bin/almanac", "changed"}};
             world.running = {{4711, "Almanac"}};
         },
         [](MainWindow&, UpdateController& controller, FakeWalks&) { controller.repair({}); }},
    };
}

} // namespace

QList<Scene> pageScenes() {
    return QList<Scene>{
               {"snapshots", "snapshots", richSnapshots, newestSnapshot},
               {"snapshots-none", "snapshots", [](FakeWalks& world) { world.kept.clear(); }},
               {"history", "history", richHistory},
               {"history-none", "history", [](FakeWalks& world) { world.events.clear(); }}} +
           componentScenes() + settingsScenes();
}

} // namespace upkeep::test
