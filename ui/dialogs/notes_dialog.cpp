// SPDX-License-Identifier: Apache-2.0
#include "dialogs/notes_dialog.h"

#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/notes_view.h"
#include "words.h"

#include <QVBoxLayout>

namespace upkeep {

NotesDialog::NotesDialog(const QString& product, const Offer& offer, QWidget* parent)
    : DialogFrame(tr("What's new in %1 %2").arg(product, versionText(offer.to)),
                  tr("Since %1").arg(versionText(offer.from)),
                  parent) {
    auto* notes = new NotesView;
    notes->setNotes(offer);
    auto* card = new Card;
    card->setBody(notes);
    content()->addWidget(card, 1);
    setMinimumSize(px(560), px(420));
    auto* close = addTrailing(makeButton(tr("&Close")));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    notes->setFocus(Qt::OtherFocusReason);
}

} // namespace upkeep
