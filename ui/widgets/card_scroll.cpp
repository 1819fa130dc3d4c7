// SPDX-License-Identifier: Apache-2.0
#include "widgets/card_scroll.h"

#include <QScrollBar>
#include <QStyle>

namespace upkeep {

CardScroll::CardScroll(QWidget* content, QWidget* parent)
    : QScrollArea(parent), m_bar(new QScrollBar(Qt::Vertical, this)) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setWidget(content);
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    QScrollBar* own = verticalScrollBar();
    connect(own, &QScrollBar::rangeChanged, this, &CardScroll::place);
    connect(own, &QScrollBar::valueChanged, m_bar, &QScrollBar::setValue);
    connect(m_bar, &QScrollBar::valueChanged, own, &QScrollBar::setValue);
    place();
}

void CardScroll::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    place();
}

void CardScroll::place() {
    const QScrollBar* own = verticalScrollBar();
    m_bar->setRange(own->minimum(), own->maximum());
    m_bar->setPageStep(own->pageStep());
    m_bar->setSingleStep(own->singleStep());
    const int wide = m_bar->sizeHint().width();
    m_bar->setGeometry(
        QStyle::visualRect(layoutDirection(), rect(), QRect(width() - wide, 0, wide, height())));
    m_bar->setVisible(own->maximum() > own->minimum());
    m_bar->raise();
}

} // namespace upkeep
