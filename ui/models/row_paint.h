// SPDX-License-Identifier: Apache-2.0
// What the delegates of all lists share: the row's ground, hairline and focus, and the mirroring of
// places inside it.
#pragma once

#include "theme/icons.h"
#include "theme/paint.h"

#include <QListView>
#include <QStyleOptionViewItem>

class QAbstractItemView;

namespace upkeep {

class RowPainter {
public:
    RowPainter(QPainter& painter, const QStyleOptionViewItem& option)
        : m_painter(painter), m_option(option) {}

    // Selected rows take the accent's tint, the one under the pointer a shade.
    void ground(bool selectable = true);
    void hairlineAbove(bool wanted);
    void hairlineBelow();
    // Only while the keyboard is in use.
    void focus();
    // `inRow` counts from the row's leading upper corner.
    QRect visual(const QRect& inRow) const;
    void icon(const QString& name, const QColor& colour, const QRect& inRow, int size);

private:
    QPainter& m_painter;
    const QStyleOptionViewItem& m_option;
};

// A list inside a card: no frame, the card's ground, scrolling by pixels.
void settleInCard(QAbstractItemView& view, const QString& name);
// As high as its rows, up to `maximum` rows; then it scrolls.
int heightOfRows(const QAbstractItemView& view, int maximum);

} // namespace upkeep
