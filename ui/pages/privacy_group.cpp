// SPDX-License-Identifier: Apache-2.0
#include "pages/privacy_group.h"

#include "dialogs/request_dialog.h"
#include "product/places.h"
#include "widgets/buttons.h"
#include "widgets/card.h"

#include <QDesktopServices>
#include <QMenu>
#include <QPushButton>
#include <QUrl>

namespace upkeep {
namespace {

void addFolder(QMenu& menu, const QString& text, const LocalPath& folder) {
    QObject::connect(menu.addAction(text), &QAction::triggered, &menu, [folder] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(folder.display()));
    });
}

} // namespace

PrivacyGroup::PrivacyGroup(QWidget* parent) : SettingsGroup(tr("Privacy"), parent) {
    auto* show = makeButton(tr("Show &What Is Sent..."));
    makeSmall(show);
    connect(show, &QPushButton::clicked, this, &PrivacyGroup::showRequest);
    addRow(new SettingsRow(tr("What a check sends"),
                           tr("Which files are wanted, and that Upkeep asks. Nothing about you, "
                              "this computer or what you do."),
                           show));
    addRow(makeTextRow({},
                       Ink::Text2,
                       tr("Reports"),
                       tr("Made when you ask for one and shown to you first. Upkeep sends none.")));
    const Result<Places> places = Places::ofUser();
    if (!places)
        return;
    auto* open = makeButton(tr("Open &Folder"), ButtonRole::Plain, QStringLiteral("open-folder"));
    makeSmall(open);
    auto* menu = new QMenu(open);
    addFolder(*menu, tr("Settings"), places->config);
    addFolder(*menu, tr("History and log"), places->state);
    addFolder(*menu, tr("Snapshots"), places->data);
    connect(open, &QPushButton::clicked, menu, [open, menu] {
        menu->popup(open->mapToGlobal(QPoint(0, open->height())));
    });
    addRow(new SettingsRow(tr("What stays here"),
                           tr("Settings, history and snapshots never leave this computer."),
                           open));
}

void PrivacyGroup::showRequest() {
    auto* dialog = new RequestDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace upkeep
