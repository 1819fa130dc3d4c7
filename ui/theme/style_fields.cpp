// SPDX-License-Identifier: Apache-2.0
#include "theme/icons.h"
#include "theme/paint.h"
#include "theme/style.h"
#include "theme/style_parts.h"

#include <QPainter>
#include <QWidget>

namespace upkeep::draw {
namespace {

bool isOn(const QStyleOption& option) {
    return option.state & (QStyle::State_On | QStyle::State_NoChange);
}

QRectF square(const QStyleOption& option) {
    const int side = std::min({option.rect.width(), option.rect.height(), px(16)});
    QRectF rect(0, 0, side, side);
    rect.moveCenter(QRectF(option.rect).center());
    return {std::floor(rect.x()), std::floor(rect.y()), rect.width(), rect.height()};
}

// What a chosen but locked mark is filled with: the fill, half faded into the card.
QColor markFill(const QStyleOption& option) {
    const Theme& theme = Theme::current();
    const QColor fill = theme.colour(Ink::Fill);
    return option.state & QStyle::State_Enabled ? fill : mix(fill, theme.colour(Ink::Card), 0.5);
}

QColor markLine(const QStyleOption& option) {
    const Theme& theme = Theme::current();
    return theme.colour(option.state & QStyle::State_Enabled ? Ink::Mark : Ink::ControlLine);
}

} // namespace

void checkMark(const QStyleOption& option, QPainter& painter) {
    const Theme& theme = Theme::current();
    const QRectF box = square(option);
    if (!isOn(option)) {
        paintRounded(painter, box, px(4), theme.colour(Ink::Card), markLine(option), 1.5);
        return;
    }
    paintRounded(painter, box, px(4), markFill(option));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(
        theme.colour(Ink::OnFill), theme.pxF(1.75), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const qreal s = box.width() / 16;
    if (option.state & QStyle::State_NoChange) {
        painter.drawLine(box.topLeft() + QPointF(4.5, 8) * s, box.topLeft() + QPointF(11.5, 8) * s);
    } else {
        const QPointF points[] = {box.topLeft() + QPointF(4.2, 8.4) * s,
                                  box.topLeft() + QPointF(6.9, 11) * s,
                                  box.topLeft() + QPointF(11.8, 5.4) * s};
        painter.drawPolyline(points, 3);
    }
    painter.restore();
}

void radioMark(const QStyleOption& option, QPainter& painter) {
    const Theme& theme = Theme::current();
    const QRectF box = square(option);
    if (!isOn(option)) {
        paintRounded(painter, box, box.width() / 2, theme.colour(Ink::Card), markLine(option), 1.5);
        return;
    }
    paintRounded(painter, box, box.width() / 2, markFill(option));
    const qreal inset = box.width() * 5 / 16;
    const QRectF dot = box.adjusted(inset, inset, -inset, -inset);
    paintRounded(painter, dot, dot.width() / 2, theme.colour(Ink::OnFill));
}

void field(const QStyleOption& option, QPainter& painter) {
    const Theme& theme = Theme::current();
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool focused = option.state & QStyle::State_HasFocus;
    const QColor line = theme.colour(focused   ? Ink::Accent
                                     : enabled ? Ink::ControlLine
                                               : Ink::Line);
    paintRounded(painter, option.rect, px(6), theme.colour(Ink::Card), line);
}

void comboBox(const QStyleOptionComboBox& option, QPainter& painter, const QWidget*) {
    const Theme& theme = Theme::current();
    const bool enabled = option.state & QStyle::State_Enabled;
    QColor ground = theme.colour(Ink::Card);
    if (enabled && option.state & QStyle::State_MouseOver)
        ground = theme.hover(ground);
    paintRounded(
        painter, option.rect, px(6), ground, theme.colour(enabled ? Ink::ControlLine : Ink::Line));
    QRect arrow(option.rect.right() - px(26), option.rect.top(), px(20), option.rect.height());
    arrow = QStyle::visualRect(option.direction, option.rect, arrow);
    paintIcon(painter,
              QStringLiteral("chevron-down"),
              theme.colour(enabled ? Ink::Text2 : Ink::Disabled),
              arrow,
              px(16));
}

void comboLabel(const QStyleOptionComboBox& option, QPainter& painter, const QWidget*) {
    const Theme& theme = Theme::current();
    const QRect rect = QStyle::visualRect(
        option.direction, option.rect, option.rect.adjusted(px(12), 0, -px(28), 0));
    const bool enabled = option.state & QStyle::State_Enabled;
    paintLine(painter,
              rect,
              option.currentText,
              TextStyle::Body,
              theme.colour(enabled ? Ink::Text : Ink::Disabled));
}

} // namespace upkeep::draw
