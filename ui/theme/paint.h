// SPDX-License-Identifier: Apache-2.0
// The few shapes everything is drawn from: rounded grounds with crisp lines, badges, focus rings,
// text that elides.
#pragma once

#include "theme/theme.h"

#include <QRect>
#include <QString>

class QPainter;

namespace upkeep {

// A rounded rectangle, its line on whole device pixels. An invalid colour leaves its part out.
void paintRounded(QPainter& painter,
                  const QRectF& rect,
                  qreal radius,
                  const QColor& fill,
                  const QColor& line = QColor(),
                  qreal lineWidth = 1);
void paintFocusRing(QPainter& painter, const QRectF& rect, qreal radius);

// A badge's size, and its drawing on a card or on a tint (where its ground is the card's colour).
QSize badgeSize(const QString& text, bool withIcon = false);
void paintBadge(QPainter& painter,
                const QRect& rect,
                const QString& text,
                Tone tone,
                bool onTint = false,
                const QString& icon = {});

// One line, elided at its end (paths and values: in the middle), aligned to the leading edge.
void paintLine(QPainter& painter,
               const QRect& rect,
               const QString& text,
               TextStyle style,
               const QColor& colour,
               Qt::Alignment alignment = Qt::AlignLeading | Qt::AlignVCenter,
               Qt::TextElideMode elide = Qt::ElideRight);
int textWidth(const QString& text, TextStyle style);
int lineHeight(TextStyle style);

} // namespace upkeep
