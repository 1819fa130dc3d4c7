// SPDX-License-Identifier: Apache-2.0
#include "dialogs/help_dialog.h"

#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace upkeep {

HelpDialog::HelpDialog(QWidget* parent)
    : DialogFrame(tr("Keyboard"), tr("Everything works without a mouse."), parent) {
    const std::pair<QKeySequence, QString> rows[] = {
        {QKeySequence(QKeySequence::Refresh), tr("Check for updates")},
        {QKeySequence(QKeySequence::Open), tr("Update from a file (or drop it here)")},
        {QKeySequence(Qt::CTRL | Qt::Key_1), tr("Updates; 2 to 5 are the other pages")},
        {QKeySequence(Qt::CTRL | Qt::Key_Comma), tr("Settings")},
        {QKeySequence(Qt::Key_Tab), tr("The next control")},
        {QKeySequence(Qt::Key_Space), tr("Tick an evolution, turn a switch")},
        {QKeySequence(Qt::Key_Alt), tr("Hold it to see the letter of each button")},
        {QKeySequence(Qt::Key_Escape), tr("Close a dialog without doing anything")},
        {QKeySequence(QKeySequence::Quit), tr("Close the window")}};
    auto* card = new Card;
    for (const auto& [keys, text] : rows) {
        auto* row = new QWidget;
        auto* across = new QHBoxLayout(row);
        setMargins(across, 16, 8);
        auto* what = new Label(TextStyle::Body);
        what->setText(text);
        across->addWidget(what, 1);
        auto* key = new Label(TextStyle::Mono, Ink::Text2);
        key->setText(keys.toString(QKeySequence::NativeText));
        across->addWidget(key);
        card->addRow(row);
    }
    content()->addWidget(card);
    setMinimumWidth(px(460));
    auto* close = addTrailing(makeButton(tr("&Close")));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

} // namespace upkeep
