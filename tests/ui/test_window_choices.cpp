// SPDX-License-Identifier: Apache-2.0
// Settings changed on both sides decided one by one; snapshots carried in files; every problem a
// verification found, and the parts it found them in.
#include "dialogs/settings_choice_dialog.h"
#include "main_window.h"
#include "models/component_model.h"
#include "support/fake_walks.h"
#include "support/window_driver.h"
#include "theme/style.h"
#include "widgets/page.h"

#include <QFileDialog>
#include <QLabel>
#include <QListView>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

struct ChoiceWorld {
    FakeWalks walks;
    UpdateController controller{walks, walks};
    MainWindow window;

    explicit ChoiceWorld(const QString& page, const std::function<void(FakeWalks&)>& prepare = {}) {
        if (prepare)
            prepare(walks);
        window.addProduct("almanac", controller);
        window.showPage(page);
        window.show();
        settle();
    }
    void settle() {
        for (int i = 0; i < 4; ++i) {
            controller.waitForWorkers();
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }
    QStringList words() {
        QStringList words;
        for (const QLabel* label : window.findChildren<QLabel*>()) {
            QString text = label->text();
            if (label->isVisible())
                words += text.remove(QChar(0x2068)).remove(QChar(0x2069));
        }
        return words;
    }
    bool says(const QString& text) { return words().join('|').contains(text); }
    QStringList badges() {
        const auto* list = find<QListView>(window, "Components");
        const auto* model = static_cast<const ComponentModel*>(list->model());
        QStringList texts;
        for (int row = 0; row < model->rowCount(); ++row)
            texts += model->component(row).id + ": " + model->healthText(row);
        return texts;
    }
    // As if a person had typed the name of a file.
    void answerFileDialog(const QString& path) {
        auto* dialog = window.findChild<QFileDialog*>();
        QVERIFY(dialog);
        dialog->selectFile(path);
        static_cast<QDialog*>(dialog)->accept();
        settle();
    }
};

OpenSetting setting(const char* key, const char* base, const char* mine, const char* theirs) {
    return {"settings", "almanac.yaml", Conflict{key, base, mine, theirs}};
}

void twoOpen(FakeWalks& walks) {
    walks.open = {setting("autosave_minutes", "2", "10", "5"),
                  setting("sound", "chime", "bell", "")};
}

} // namespace

class TestWindowChoices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        QApplication::setStyle(new Style);
    }

    void decidesSettingsOneByOne() {
        ChoiceWorld world("components", twoOpen);
        QVERIFY(world.says("2 setting(s) were changed by you") ||
                world.says("2 settings were changed by you"));
        press(world.window, "Choose...");
        auto* dialog = world.window.findChild<SettingsChoiceDialog*>();
        QVERIFY(dialog);
        QVERIFY(namelessControls(*dialog).isEmpty());
        // Both values and the one before: yours, original, new; yours is chosen.
        const auto tiles = dialog->findChildren<QRadioButton*>();
        QCOMPARE(tiles.size(), 6);
        QVERIFY(tiles[0]->isChecked() && tiles[3]->isChecked());
        QVERIFY(!tiles[1]->isEnabled());
        tiles[5]->click();
        press(*dialog, "Use These Settings");
        world.settle();
        const QList<SettingChoice> wanted = {{"almanac.yaml: autosave_minutes", Side::Mine},
                                             {"almanac.yaml: sound", Side::Theirs}};
        QCOMPARE(world.walks.decided, wanted);
        QVERIFY(!shown(world.window, "Choose..."));
    }

    void choosesAllOfOneSide() {
        ChoiceWorld world("components", twoOpen);
        press(world.window, "Choose...");
        auto* dialog = world.window.findChild<SettingsChoiceDialog*>();
        press(*dialog, "Take All New");
        press(*dialog, "Use These Settings");
        world.settle();
        QCOMPARE(world.walks.decided.size(), 2);
        QCOMPARE(world.walks.decided[0].side, Side::Theirs);
        QCOMPARE(world.walks.decided[1].side, Side::Theirs);
    }

    void decidesNothingWhenItIsLeft() {
        ChoiceWorld world("components", twoOpen);
        press(world.window, "Choose...");
        press(*world.window.findChild<SettingsChoiceDialog*>(), "Cancel");
        world.settle();
        QVERIFY(!world.walks.calls.contains("decide"));
        QVERIFY(shown(world.window, "Choose..."));
    }

    void saysNothingWhereNothingIsOpen() {
        ChoiceWorld world("components");
        QVERIFY(!shown(world.window, "Choose..."));
    }

    void showsEveryProblemWhereItIs() {
        ChoiceWorld world("components", [](FakeWalks& walks) {
            walks.issues = {{IssueKind::BinaryCorruption, "app", "bin/almanac", "changed"},
                            {IssueKind::BinaryCorruption, "app", "share/app.dat", "missing"},
                            {IssueKind::ConfigInvalid, "settings", "a.yaml", "unreadable"},
                            {IssueKind::TrustDamaged, "trust", "root.json", "changed"}};
        });
        QVERIFY(world.badges().contains("app: Healthy"));
        press(world.window, "Verify");
        world.settle();
        for (const char* name : {"bin/almanac", "share/app.dat", "a.yaml", "root.json"})
            QVERIFY2(world.says(name), name);
        const QStringList found = world.badges();
        QVERIFY2(found.contains("app: 2 problem(s)") || found.contains("app: 2 problems"),
                 qPrintable(found.join('|')));
        QVERIFY(!found.contains("settings: Healthy"));
        QVERIFY(found.contains("notes: Healthy"));
        press(world.window, "Repair");
        world.settle();
        QVERIFY(!world.says("share/app.dat"));
        QVERIFY(world.badges().contains("app: Healthy"));
    }

    void carriesASnapshotInAFile() {
        const QTemporaryDir folder;
        ChoiceWorld world("snapshots");
        auto* list = find<QListView>(world.window, "Snapshots");
        QVERIFY(list);
        list->setCurrentIndex(list->model()->index(1, 0));
        world.settle();
        press(world.window, "Export...");
        world.answerFileDialog(folder.filePath("mine"));
        QCOMPARE(world.walks.exported.display(), folder.filePath("mine.upkeep-snapshot"));
        QVERIFY(world.says("Written to " + folder.filePath("mine.upkeep-snapshot")));
        QFile file(folder.filePath("other.upkeep-snapshot"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        const qsizetype before = world.walks.kept.size();
        press(world.window, "Import...");
        world.answerFileDialog(file.fileName());
        QCOMPARE(world.walks.kept.size(), before + 1);
        QVERIFY(world.says("Taken in: "));
    }

    void saysWhyAFileIsNotTakenIn() {
        const QTemporaryDir folder;
        ChoiceWorld world("snapshots", [](FakeWalks& walks) {
            walks.importFails = Error{ErrorCode::SnapshotDamaged, "x", "the file was changed"};
        });
        QFile file(folder.filePath("bad.upkeep-snapshot"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        press(world.window, "Import...");
        world.answerFileDialog(file.fileName());
        QVERIFY(world.walks.calls.contains("import"));
        QVERIFY(!world.says("Checking the file..."));
        QVERIFY(!world.says("Taken in"));
    }
};

QTEST_MAIN(TestWindowChoices)
#include "test_window_choices.moc"
