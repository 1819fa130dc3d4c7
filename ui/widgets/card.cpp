// SPDX-License-Identifier: Apache-2.0
#include "widgets/card.h"

#include "theme/paint.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace upkeep {

Card::Card(QWidget* parent)
    : QFrame(parent), m_column(new QVBoxLayout(this)), m_rows(new QVBoxLayout) {
    setFrameShape(QFrame::NoFrame);
    m_column->setContentsMargins(1, 1, 1, 1);
    m_column->setSpacing(0);
    m_rows->setSpacing(0);
    m_column->addLayout(m_rows);
}

void Card::ensureHead() {
    if (m_head)
        return;
    m_head = new QWidget;
    m_headRow = new QHBoxLayout(m_head);
    setMargins(m_headRow, 16, 5);
    setSpacing(m_headRow, 8);
    m_title = new Label(TextStyle::Strong);
    m_caption = new Label(TextStyle::Caption, Ink::Text2);
    m_trailing = new Label(TextStyle::Caption, Ink::Text2);
    m_title->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Preferred); // the caption gives way
    m_headRow->addWidget(m_title);
    m_headRow->addWidget(m_caption);
    m_headRow->addStretch(1);
    m_headRow->addWidget(m_trailing);
    m_head->setMinimumHeight(px(40));
    m_head->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_column->insertWidget(0, m_head);
    m_headLine = new Hairline;
    m_column->insertWidget(1, m_headLine);
}

void Card::setTitle(const QString& title) {
    ensureHead();
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Card::setHeadLine(bool lined) {
    ensureHead();
    m_lineWanted = lined;
    m_headLine->setVisible(lined);
}

void Card::setTitleShown(bool shown) {
    if (!m_title)
        return;
    m_title->setVisible(shown);
    // An empty head would only be a gap.
    const bool empty = !shown && m_caption->text().isEmpty() && m_headRow->count() <= 4;
    m_head->setVisible(!empty);
    m_headLine->setVisible(!empty && m_lineWanted);
}

void Card::setCaption(const QString& caption) {
    ensureHead();
    m_caption->setText(caption);
}

void Card::setTrailingCaption(const QString& caption) {
    ensureHead();
    m_trailing->setText(caption);
    m_trailing->setVisible(!caption.isEmpty());
}

void Card::addToHead(QWidget* widget) {
    ensureHead();
    m_headRow->addWidget(widget);
}

void Card::addRow(QWidget* row) {
    if (m_rows->count() > 0)
        m_rows->addWidget(new Hairline);
    m_rows->addWidget(row);
}

void Card::setBody(QWidget* body) {
    m_rows->addWidget(body, 1);
    m_column->setStretchFactor(m_rows, 1);
}

void Card::clearRows() {
    clearLayout(m_rows);
}

void Card::followRows() {
    bool anyAbove = false;
    for (int i = 0; i < m_rows->count(); ++i) {
        QWidget* widget = m_rows->itemAt(i)->widget();
        if (!widget || qobject_cast<Hairline*>(widget))
            continue;
        const bool isShown = !widget->isHidden();
        if (i > 0)
            m_rows->itemAt(i - 1)->widget()->setVisible(isShown && anyAbove);
        anyAbove = anyAbove || isShown;
    }
}

void Card::setGround(Ink ground, bool lined) {
    m_ground = ground;
    m_lined = lined;
    update();
}

void Card::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    paintRounded(painter,
                 rect(),
                 px(10),
                 theme.colour(m_ground),
                 m_lined ? theme.colour(Ink::Line) : QColor());
}

Hairline::Hairline(Qt::Orientation orientation, QWidget* parent) : QWidget(parent) {
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void Hairline::setTone(Tone tone) {
    m_tone = tone;
    update();
}

void Hairline::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    const QColor line = m_tone == Tone::Neutral
                            ? theme.colour(Ink::Line)
                            : mix(theme.colour(inkOf(m_tone)), theme.colour(tintOf(m_tone)), 0.16);
    painter.fillRect(rect(), line);
}

QWidget* makeTextRow(const QString& icon,
                     Ink iconInk,
                     const QString& title,
                     const QString& caption,
                     QWidget* trailing) {
    auto* row = new QWidget;
    auto* across = new QHBoxLayout(row);
    setMargins(across, 16, 10);
    setSpacing(across, 12);
    if (!icon.isEmpty())
        across->addWidget(new IconLabel(icon, iconInk, 20));
    auto* lines = new QVBoxLayout;
    lines->setSpacing(0);
    auto* first = new Label(TextStyle::Label);
    first->setText(title);
    lines->addWidget(first);
    if (!caption.isEmpty()) {
        auto* second = new Label(TextStyle::Caption, Ink::Text2, Label::Fit::Wrap);
        second->setText(caption);
        lines->addWidget(second);
    }
    across->addLayout(lines, 1);
    if (trailing)
        across->addWidget(trailing);
    return row;
}

Card* makeNote(Tone tone, const QString& icon, const QString& strong, const QString& text) {
    auto* note = new Card;
    note->setGround(tintOf(tone), false);
    auto* body = new QWidget;
    auto* across = new QHBoxLayout(body);
    setMargins(across, 14, 10);
    setSpacing(across, 12);
    across->addWidget(new IconLabel(icon, inkOf(tone), 18), 0, Qt::AlignTop);
    auto* label = new Label(TextStyle::Body, Ink::Text, Label::Fit::Wrap);
    label->setTextFormat(Qt::RichText);
    label->setText(
        QStringLiteral("<b>%1</b> %2").arg(strong.toHtmlEscaped(), text.toHtmlEscaped()));
    across->addWidget(label, 1);
    note->setBody(body);
    note->setAccessibleName(strong);
    return note;
}

void clearLayout(QLayout* layout) {
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        } else if (QLayout* inner = item->layout()) {
            clearLayout(inner);
        }
        delete item;
    }
}

} // namespace upkeep
