// SPDX-License-Identifier: Apache-2.0
#include "dialogs/error_dialog.h"

#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

namespace upkeep {

ErrorDialog::ErrorDialog(const Error& error, const TextContext& context, QWidget* parent)
    : DialogFrame({}, {}, parent) {
    const ErrorText words = describe(error, context);
    setHeadline(words.happened,
                QStringList{words.state, words.advice}.join(QLatin1Char(' ')).trimmed());
    auto* card = new Card;
    card->setTitle(tr("For support"));
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    setMargins(column, 16, 12);
    auto* details = new Label(TextStyle::Mono, Ink::Text2, Label::Fit::Wrap);
    details->setText(errorDetails(error));
    details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    details->setAccessibleName(tr("Details for support"));
    column->addWidget(details);
    card->setBody(body);
    content()->addWidget(card);
    content()->addStretch(1);
    setMinimumWidth(px(520));
    auto* copy = addLeading(makeButton(tr("Cop&y"), ButtonRole::Flat, QStringLiteral("copy")));
    connect(copy, &QPushButton::clicked, this, [text = errorDetails(error)] {
        QGuiApplication::clipboard()->setText(text);
    });
    auto* close = addTrailing(makeButton(tr("&Close")));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    close->setFocus();
}

} // namespace upkeep
