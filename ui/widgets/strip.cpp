// SPDX-License-Identifier: Apache-2.0
#include "widgets/strip.h"

#include "theme/paint.h"
#include "widgets/buttons.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace upkeep {

Strip::Strip(QWidget* parent)
    : QFrame(parent), m_across(new QHBoxLayout(this)), m_icon(new IconLabel({}, Ink::Ok, 20)),
      m_strong(new Label(TextStyle::Strong)), m_text(new Label(TextStyle::Body, Ink::Text2)),
      m_buttons(new QHBoxLayout) {
    setMargins(m_across, 16, 8);
    setSpacing(m_across, 12);
    setSpacing(m_buttons, 12);
    m_strong->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_across->addWidget(m_icon);
    m_across->addWidget(m_strong);
    m_across->addWidget(m_text, 100);
    m_across->addStretch(1);
    m_across->addLayout(m_buttons);
    auto* close = makeIconButton(QStringLiteral("cancel"), tr("Close this message"));
    makeSmall(close);
    connect(close, &QToolButton::clicked, this, &Strip::closed);
    m_across->addWidget(close);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void Strip::setText(Tone tone, const QString& icon, const QString& strong, const QString& text) {
    m_tone = tone;
    m_icon->setIcon(icon, inkOf(tone));
    m_strong->setText(strong);
    m_text->setText(text);
    setAccessibleName(strong);
    setAccessibleDescription(text);
    update();
}

void Strip::addButton(QPushButton* button) {
    makeSmall(button);
    m_buttons->addWidget(button);
}

// Half a sentence says less than none.
void Strip::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    m_text->setVisible(width() >= px(640));
}

void Strip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintRounded(painter, rect(), px(10), Theme::current().colour(tintOf(m_tone)));
}

} // namespace upkeep
