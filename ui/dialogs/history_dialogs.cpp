// SPDX-License-Identifier: Apache-2.0
#include "dialogs/history_dialogs.h"

#include "models/history_model.h"
#include "text/format.h"
#include "text/offer_text.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/label.h"
#include "words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace upkeep {
namespace {

QWidget* makePair(const QString& name, const QString& value) {
    auto* row = new QWidget;
    auto* across = new QHBoxLayout(row);
    setMargins(across, 16, 9);
    setSpacing(across, 16);
    auto* first = new Label(TextStyle::Body, Ink::Text2);
    first->setText(name);
    first->setMinimumWidth(px(120));
    auto* second = new Label(TextStyle::Body, Ink::Text, Label::Fit::Wrap);
    second->setText(value);
    second->setTextInteractionFlags(Qt::TextSelectableByMouse);
    across->addWidget(first, 0, Qt::AlignTop);
    across->addWidget(second, 1);
    return row;
}

} // namespace

EventDialog::EventDialog(const HistoryEvent& event, QWidget* parent)
    : DialogFrame(HistoryModel::operation(event),
                  momentLine(event.time, QDateTime::currentDateTime()),
                  parent) {
    auto* card = new Card;
    const auto add = [card](const QString& name, const QString& value) {
        if (!value.isEmpty())
            card->addRow(makePair(name, value));
    };
    add(tr("Result"), resultName(event.result));
    add(tr("Reason"), event.errorCause);
    add(tr("About"), event.errorSubject);
    add(tr("Code"), event.errorId);
    add(tr("Started by"), triggerText(event.trigger));
    add(tr("Took"), event.seconds > 0 ? formatDuration(event.seconds) : QString());
    add(tr("Downloaded"), event.bytes > 0 ? formatSize(event.bytes) : QString());
    add(tr("Snapshot"), event.snapshot);
    content()->addWidget(card);
    content()->addStretch(1);
    setMinimumWidth(px(480));
    auto* close = addTrailing(makeButton(tr("&Close")));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    close->setFocus();
}

ReportDialog::ReportDialog(const QString& report, QWidget* parent)
    : DialogFrame(tr("Report"),
                  tr("This is all that is copied. Names of files and people are left out."),
                  parent) {
    auto* text = new QPlainTextEdit(report);
    text->setReadOnly(true);
    text->setFont(Theme::current().font(TextStyle::Mono));
    text->setFrameShape(QFrame::NoFrame);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setLayoutDirection(Qt::LeftToRight);
    text->setAccessibleName(tr("Report"));
    text->viewport()->setAutoFillBackground(false);
    auto* card = new Card;
    auto* body = new QWidget;
    auto* around = new QVBoxLayout(body);
    setMargins(around, 12, 12);
    around->addWidget(text);
    card->setBody(body);
    content()->addWidget(card, 1);
    setMinimumSize(px(640), px(420));
    auto* close = addTrailing(makeButton(tr("&Close")));
    auto* copy = addTrailing(makeButton(tr("Cop&y"), ButtonRole::Filled, {}));
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this, [this, report] {
        QGuiApplication::clipboard()->setText(report);
        accept();
    });
}

} // namespace upkeep
