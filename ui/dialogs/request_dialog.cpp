// SPDX-License-Identifier: Apache-2.0
#include "dialogs/request_dialog.h"

#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/label.h"

#include <QVBoxLayout>

namespace upkeep {

// What core/system/http_exchange.cpp and its callers put on the wire besides Host and Connection.
RequestDialog::RequestDialog(QWidget* parent)
    : DialogFrame(tr("What is sent"),
                  tr("Whenever a file is asked for, and nothing else. Whether a gradual release "
                     "includes this computer is decided here."),
                  parent) {
    const std::pair<QString, QString> lines[] = {
        {QStringLiteral("GET /..."), tr("The file that is wanted, where its publisher keeps it.")},
        {QStringLiteral("User-Agent: Upkeep/" UPKEEP_VERSION), tr("Who asks.")},
        {QStringLiteral("Accept-Encoding: identity"), tr("The file as it is, please.")},
        {QStringLiteral("Accept-Language: *"), tr("Any language; yours is not told.")},
        {QStringLiteral("If-None-Match: ..."),
         tr("What the server called the file last time, so that it is not sent twice.")},
        {QStringLiteral("Range: bytes=..."), tr("The part of it that is still missing.")},
        {QStringLiteral("Authorization: ..."),
         tr("Your token, if you gave one: only to the server it is for.")}};
    auto* card = new Card;
    for (const auto& [line, meaning] : lines) {
        auto* row = new QWidget;
        auto* column = new QVBoxLayout(row);
        setMargins(column, 16, 8);
        setSpacing(column, 0);
        auto* sent = new Label(TextStyle::Mono);
        sent->setText(line);
        sent->setLayoutDirection(Qt::LeftToRight);
        column->addWidget(sent);
        auto* why = new Label(TextStyle::Caption, Ink::Text2, Label::Fit::Wrap);
        why->setText(meaning);
        column->addWidget(why);
        card->addRow(row);
    }
    content()->addWidget(card);
    setMinimumWidth(px(520));
    auto* close = addTrailing(makeButton(tr("&Close")));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

} // namespace upkeep
