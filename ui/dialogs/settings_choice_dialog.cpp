// SPDX-License-Identifier: Apache-2.0
#include "dialogs/settings_choice_dialog.h"

#include "text/format.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/label.h"
#include "widgets/page.h"
#include "words.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace upkeep {
namespace {

QString valueText(const QString& value) {
    return value.isEmpty() ? SettingsChoiceDialog::tr("Not there") : value.trimmed();
}

} // namespace

SettingsChoiceDialog::SettingsChoiceDialog(const QList<OpenSetting>& settings,
                                           const ProductStatus& status,
                                           QWidget* parent)
    : DialogFrame(
          tr("%n setting(s) need a choice", nullptr, int(settings.size())),
          tr("They were changed by you and by %1. Yours are in force; the file as it is now is "
             "kept, so any choice can be undone.")
              .arg(versionText(status.version)),
          parent),
      m_version(versionText(status.version)) {
    auto* rows = new QWidget;
    auto* column = new QVBoxLayout(rows);
    column->setContentsMargins(0, 0, 0, 0);
    setSpacing(column, 16);
    for (const OpenSetting& setting : settings) {
        if (!m_rows.isEmpty())
            column->addWidget(new Hairline);
        column->addWidget(makeRow(setting));
    }
    column->addStretch(1);
    auto* scroll = makeScroll(rows);
    scroll->setMinimumHeight(px(std::min(110 * int(settings.size()), 360)));
    content()->addWidget(scroll, 1);
    setMinimumWidth(px(760));
    auto* mine = addLeading(makeButton(tr("Keep All &Mine"), ButtonRole::Flat));
    auto* theirs = addLeading(makeButton(tr("&Take All New"), ButtonRole::Flat));
    auto* cancel = addTrailing(makeButton(tr("&Cancel")));
    auto* use = addTrailing(makeButton(tr("&Use These Settings"), ButtonRole::Filled));
    connect(mine, &QPushButton::clicked, this, [this] { chooseAll(Side::Mine); });
    connect(theirs, &QPushButton::clicked, this, [this] { chooseAll(Side::Theirs); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(use, &QPushButton::clicked, this, &SettingsChoiceDialog::finish);
}

QWidget* SettingsChoiceDialog::makeRow(const OpenSetting& setting) {
    auto* row = new QWidget;
    auto* column = new QVBoxLayout(row);
    column->setContentsMargins(0, 0, 0, 0);
    setSpacing(column, 8);
    auto* head = new QHBoxLayout;
    setSpacing(head, 8);
    auto* key = new Label(TextStyle::Strong);
    key->setText(setting.conflict.key);
    auto* file = new Label(TextStyle::Mono, Ink::Text2);
    file->setText(setting.file);
    head->addWidget(key);
    head->addWidget(file);
    head->addStretch(1);
    column->addLayout(head);
    auto* mine = new ChoiceTile(tr("Yours"), valueText(setting.conflict.mine));
    auto* base = new ChoiceTile(tr("Original"), valueText(setting.conflict.base));
    auto* theirs = new ChoiceTile(tr("New, %1").arg(m_version), valueText(setting.conflict.theirs));
    base->setEnabled(false); // to compare with
    mine->setChecked(true);
    auto* group = new QButtonGroup(row);
    auto* tiles = new QHBoxLayout;
    setSpacing(tiles, 12);
    for (ChoiceTile* tile : {mine, base, theirs}) {
        group->addButton(tile);
        tiles->addWidget(tile, 1);
        tile->setAccessibleDescription(setting.name());
    }
    column->addLayout(tiles);
    m_rows.append({setting.name(), mine, theirs});
    return row;
}

void SettingsChoiceDialog::chooseAll(Side side) {
    for (const Row& row : std::as_const(m_rows))
        (side == Side::Mine ? row.mine : row.theirs)->setChecked(true);
}

void SettingsChoiceDialog::finish() {
    QList<SettingChoice> choices;
    for (const Row& row : std::as_const(m_rows))
        choices.append({row.name, row.theirs->isChecked() ? Side::Theirs : Side::Mine});
    Q_EMIT chosen(choices);
    accept();
}

} // namespace upkeep
