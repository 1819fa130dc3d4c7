// SPDX-License-Identifier: Apache-2.0
#include "theme/paint.h"

#include "theme/icons.h"

#include <QApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

namespace upkeep {
namespace {

// The line heights of the drawings.
int designedLine(TextStyle style) {
    switch (style) {
    case TextStyle::Title:
        return 28;
    case TextStyle::Headline:
        return 24;
    case TextStyle::Lead:
        return 20;
    case TextStyle::Caption:
    case TextStyle::CaptionStrong:
        return 16;
    default:
        return 18;
    }
}

} // namespace

void paintRounded(QPainter& painter,
                  const QRectF& rect,
                  qreal radius,
                  const QColor& fill,
                  const QColor& line,
                  qreal lineWidth) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    QRectF shape = rect;
    if (line.isValid()) {
        painter.setPen(QPen(line, lineWidth));
        const qreal half = lineWidth / 2;
        shape.adjust(half, half, -half, -half);
        radius = std::max(0.0, radius - half);
    } else {
        painter.setPen(Qt::NoPen);
    }
    painter.drawRoundedRect(shape, radius, radius);
    painter.restore();
}

void paintFocusRing(QPainter& painter, const QRectF& rect, qreal radius) {
    const Theme& theme = Theme::current();
    paintRounded(painter, rect, radius, QColor(), theme.colour(Ink::Accent), theme.pxF(2));
}

QSize badgeSize(const QString& text, bool withIcon) {
    const int width = textWidth(text, TextStyle::CaptionStrong) + 2 * px(8);
    return {width + (withIcon ? px(16) : 0), std::max(px(20), lineHeight(TextStyle::Caption))};
}

void paintBadge(QPainter& painter,
                const QRect& rect,
                const QString& text,
                Tone tone,
                bool onTint,
                const QString& icon) {
    const Theme& theme = Theme::current();
    const QColor ground = theme.colour(onTint ? Ink::Card : tintOf(tone));
    paintRounded(painter, rect, rect.height() / 2.0, ground);
    QRect inner = rect.adjusted(px(8), 0, -px(8), 0);
    const QColor colour = theme.colour(inkOf(tone));
    if (!icon.isEmpty()) {
        QRect iconRect(inner.x(), inner.y(), px(12), inner.height());
        iconRect = QStyle::visualRect(QApplication::layoutDirection(), inner, iconRect);
        paintIcon(painter, icon, colour, iconRect, px(12));
        if (QApplication::isRightToLeft())
            inner.setRight(inner.right() - px(16));
        else
            inner.setLeft(inner.left() + px(16));
    }
    paintLine(painter, inner, text, TextStyle::CaptionStrong, colour);
}

void paintLine(QPainter& painter,
               const QRect& rect,
               const QString& text,
               TextStyle style,
               const QColor& colour,
               Qt::Alignment alignment,
               Qt::TextElideMode elide) {
    const QFont font = Theme::current().font(style);
    const QString shown = QFontMetrics(font).elidedText(text, elide, rect.width());
    painter.save();
    painter.setFont(font);
    painter.setPen(colour);
    const auto visual = QStyle::visualAlignment(QApplication::layoutDirection(), alignment);
    painter.drawText(rect, int(visual | Qt::TextSingleLine), shown);
    painter.restore();
}

int textWidth(const QString& text, TextStyle style) {
    return QFontMetrics(Theme::current().font(style)).horizontalAdvance(text) + 1;
}

int lineHeight(TextStyle style) {
    const Theme& theme = Theme::current();
    return std::max(QFontMetrics(theme.font(style)).height(), theme.px(designedLine(style)));
}

} // namespace upkeep
