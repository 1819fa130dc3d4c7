// SPDX-License-Identifier: Apache-2.0
#include "dialogs/rollback_dialog.h"

#include "text/format.h"
#include "text/offer_text.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/label.h"
#include "words.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace upkeep {

RollbackDialog::RollbackDialog(UpdateController& controller, QWidget* parent)
    : DialogFrame({}, {}, parent), m_controller(controller), m_parts(new Card),
      m_question(new QWidget) {
    const ProductStatus& status = controller.status();
    setHeadline(tr("Go back to %1 %2?").arg(status.name, versionText(status.rollbackVersion)),
                tr("Looking at what would change. Nothing has changed yet."));
    content()->addWidget(m_parts);
    content()->addWidget(m_question);
    content()->addStretch(1);
    m_parts->hide();
    m_question->hide();
    setMinimumWidth(px(560));
    auto* cancel = addTrailing(makeButton(tr("&Cancel")));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_back =
        addTrailing(makeButton(tr("&Roll Back"), ButtonRole::Plain, QStringLiteral("roll-back")));
    m_back->setEnabled(false);
    connect(m_back, &QPushButton::clicked, this, [this] { goBack(WhenRunning::AskToQuit); });
    connect(&controller, &UpdateController::rollbackPreviewed, this, &RollbackDialog::showPreview);
    controller.previewRollback({});
    cancel->setFocus(); // Enter must not go back by accident
}

void RollbackDialog::showPreview(const RollbackPreview& preview) {
    if (m_shown)
        return;
    m_shown = true;
    const QString name = m_controller.status().name;
    if (!preview.possible) {
        setHeadline(tr("%1 cannot go back").arg(name), describeRefusal(preview));
        return;
    }
    setHeadline(tr("Go back to %1 %2?").arg(name, versionText(preview.to)),
                tr("%1 is replaced, in about %2. It is not offered again by itself; newer versions "
                   "wait until you resume updates.")
                    .arg(versionText(preview.from), formatDuration(preview.secondsEstimated)));
    bool ask = false;
    for (const RollbackPart& part : preview.parts) {
        const QString kind = m_controller.kindOf(part.component);
        m_parts->addRow(makeTextRow(
            kindIcon(kind), Ink::Text2, componentName(part.component, kind, name), fateText(part)));
        ask = ask || part.fate == DataFate::AskPerson;
    }
    m_parts->setVisible(!preview.parts.isEmpty());
    if (ask)
        addDataChoice();
    m_back->setEnabled(true);
    adjustSize();
}

void RollbackDialog::addDataChoice() {
    auto* column = new QVBoxLayout(m_question);
    column->setContentsMargins(0, 0, 0, 0);
    setSpacing(column, 8);
    auto* question = new Label(TextStyle::Strong, Ink::Text, Label::Fit::Wrap);
    question->setText(tr("Your data was written by the newer version. Which one is used?"));
    column->addWidget(question);
    auto* tiles = new QVBoxLayout; // a sentence each: beside one another they would be cut
    setSpacing(tiles, 8);
    m_old =
        new ChoiceTile(tr("The present is kept in a snapshot"), tr("As it was before the update"));
    m_present = new ChoiceTile(tr("The old version may not read all of it"), tr("As it is now"));
    auto* group = new QButtonGroup(this);
    for (ChoiceTile* tile : {m_old, m_present}) {
        group->addButton(tile);
        tiles->addWidget(tile);
    }
    m_old->setChecked(true);
    column->addLayout(tiles);
    m_question->show();
}

void RollbackDialog::goBack(WhenRunning whenRunning) {
    RollbackChoice choice;
    choice.whenRunning = whenRunning;
    if (m_present)
        choice.data = m_present->isChecked() ? DataChoice::KeepPresent : DataChoice::RestoreOld;
    m_controller.rollBack(choice);
    accept();
}

} // namespace upkeep
