// SPDX-License-Identifier: Apache-2.0
// Every dialog over its page.
#include "dialogs/error_dialog.h"
#include "dialogs/help_dialog.h"
#include "dialogs/history_dialogs.h"
#include "dialogs/notes_dialog.h"
#include "dialogs/request_dialog.h"
#include "dialogs/restore_wizard.h"
#include "dialogs/rollback_dialog.h"
#include "dialogs/settings_choice_dialog.h"
#include "dialogs/snapshot_dialogs.h"
#include "scenes/scene.h"
#include "scenes/worlds.h"

namespace upkeep::test {
namespace {

// Enough of a report to see how it is shown.
const char* const report = "Upkeep 0.1.0 on Debian GNU/Linux 12\n"
                           "Almanac 1.1.0 (stable), rolled back from 1.2.0\n\n"
                           "14:02:10 update 1.1.0 to 1.2.0: rolled back\n"
                           "         probe.failed: ended with code 1 after 1.8 seconds\n";

template <typename Make> Scene over(const char* name, const char* page, Make make) {
    return {name, page, richHistory, [make](MainWindow& window, UpdateController&, FakeWalks& w) {
                make(window, w)->show();
            }};
}

QList<Scene> wizardScenes() {
    const auto wizard = [](MainWindow& window, UpdateController& controller, FakeWalks& world) {
        auto* dialog = new RestoreWizard(controller, world.kept.first(), &window);
        dialog->show();
        return dialog;
    };
    return {
        {"restore-scope",
         "snapshots",
         richSnapshots,
         [wizard](MainWindow& window, UpdateController& controller, FakeWalks& world) {
             wizard(window, controller, world);
         }},
        {"restore-preview",
         "snapshots",
         richSnapshots,
         [wizard](MainWindow& window, UpdateController& controller, FakeWalks& world) {
             wizard(window, controller, world)->showPreviewStep();
         }},
    };
}

} // namespace

QList<Scene> dialogScenes() {
    return QList<Scene>{
               {"rollback-dialog",
                "updates",
                [](FakeWalks& world) {
                    updated(world, 900);
                    world.preview.parts[2].fate = DataFate::AskPerson;
                },
                [](MainWindow& window, UpdateController& controller, FakeWalks&) {
                    (new RollbackDialog(controller, &window))->show();
                }},
               over("error-dialog",
                    "updates",
                    [](MainWindow& window, FakeWalks&) {
                        return new ErrorDialog(Error{ErrorCode::FileNoSpace,
                                                     "/home/ada/.local/share/upkeep",
                                                     "write: No space left on device"},
                                               {"Almanac", "1.1.0"},
                                               &window);
                    }),
               over("help-dialog",
                    "updates",
                    [](MainWindow& window, FakeWalks&) { return new HelpDialog(&window); }),
               over("request-dialog",
                    "settings",
                    [](MainWindow& window, FakeWalks&) { return new RequestDialog(&window); }),
               over("notes-dialog",
                    "updates",
                    [](MainWindow& window, FakeWalks& world) {
                        return new NotesDialog("Almanac", world.published, &window);
                    }),
               over("event-dialog",
                    "history",
                    [](MainWindow& window, FakeWalks& world) {
                        return new EventDialog(world.events.first(), &window);
                    }),
               over("report-dialog",
                    "history",
                    [](MainWindow& window, FakeWalks&) {
                        return new ReportDialog(report, &window);
                    }),
               over("create-snapshot-dialog",
                    "snapshots",
                    [](MainWindow& window, FakeWalks& world) {
                        return new CreateSnapshotDialog(world.product, &window);
                    }),
               over("delete-snapshot-dialog",
                    "snapshots",
                    [](MainWindow& window, FakeWalks& world) {
                        return new DeleteSnapshotDialog(world.kept.first(), &window);
                    }),
               over("settings-choice-dialog",
                    "components",
                    [](MainWindow& window, FakeWalks& world) {
                        openSettings(world);
                        return new SettingsChoiceDialog(world.open, world.product, &window);
                    }),
           } +
           wizardScenes();
}

} // namespace upkeep::test
