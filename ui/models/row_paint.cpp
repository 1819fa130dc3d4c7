// SPDX-License-Identifier: Apache-2.0
#include "models/row_paint.h"

#include "theme/focus_ring.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPainter>

namespace upkeep {

void RowPainter::ground(bool selectable) {
    const Theme& theme = Theme::current();
    if (selectable && m_option.state & QStyle::State_Selected)
        m_painter.fillRect(m_option.rect, theme.colour(Ink::AccentTint));
    else if (m_option.state & QStyle::State_MouseOver)
        m_painter.fillRect(m_option.rect, theme.hover(theme.colour(Ink::Card)));
}

void RowPainter::hairlineAbove(bool wanted) {
    if (wanted)
        m_painter.fillRect(QRect(m_option.rect.topLeft(), QSize(m_option.rect.width(), 1)),
                           Theme::current().colour(Ink::Line));
}

void RowPainter::hairlineBelow() {
    m_painter.fillRect(QRect(m_option.rect.x(), m_option.rect.bottom(), m_option.rect.width(), 1),
                       Theme::current().colour(Ink::Line));
}

void RowPainter::focus() {
    if (m_option.state & QStyle::State_HasFocus && FocusRing::isShown())
        paintFocusRing(m_painter, m_option.rect.adjusted(px(2), px(2), -px(2), -px(2)), px(6));
}

QRect RowPainter::visual(const QRect& inRow) const {
    return QStyle::visualRect(
        m_option.direction, m_option.rect, inRow.translated(m_option.rect.topLeft()));
}

void RowPainter::icon(const QString& name, const QColor& colour, const QRect& inRow, int size) {
    paintIcon(m_painter, name, colour, visual(inRow), size);
}

void settleInCard(QAbstractItemView& view, const QString& name) {
    view.setFrameShape(QFrame::NoFrame);
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    view.setMouseTracking(true);
    view.viewport()->setAutoFillBackground(false);
    view.setAccessibleName(name);
}

int heightOfRows(const QAbstractItemView& view, int maximum) {
    const int rows = std::min(view.model()->rowCount(), maximum);
    int height = 0;
    for (int row = 0; row < rows; ++row)
        height += view.sizeHintForRow(row);
    return height;
}

} // namespace upkeep
