// SPDX-License-Identifier: Apache-2.0
#include "theme/icons.h"
#include "theme/paint.h"
#include "theme/style.h"
#include "theme/style_parts.h"

#include <QPainter>
#include <QWidget>

namespace upkeep::draw {

TextStyle buttonTextStyle(const QWidget* widget) {
    const QString role = widget ? widget->property(roleProperty).toString() : QString();
    if (role == QLatin1String("filled"))
        return TextStyle::Strong;
    return role == QLatin1String("link") ? TextStyle::Caption : TextStyle::Label;
}

namespace {

struct Looks {
    QColor fill;
    QColor line;
    QColor text;
    TextStyle style = TextStyle::Label;
};

QString roleOf(const QWidget* widget) {
    return widget ? widget->property(roleProperty).toString() : QString();
}

bool frameless(const QString& role) {
    return role == QLatin1String("flat") || role == QLatin1String("danger") ||
           role == QLatin1String("link");
}

// A ground that answers to the pointer; frameless controls show it only then.
QColor answering(const QColor& ground, QStyle::State state) {
    const Theme& theme = Theme::current();
    if (state & QStyle::State_Sunken)
        return theme.pressed(ground);
    return state & QStyle::State_MouseOver ? theme.hover(ground) : ground;
}

Looks framelessLooks(const QString& role, QStyle::State state) {
    const Theme& theme = Theme::current();
    Looks looks;
    const bool touched = state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    if (touched && role != QLatin1String("link"))
        looks.fill = answering(theme.colour(Ink::Window), state);
    looks.text = theme.colour(Ink::Text);
    if (role == QLatin1String("danger"))
        looks.text = theme.colour(Ink::Error);
    if (role == QLatin1String("link"))
        looks.text = theme.colour(Ink::Accent);
    return looks;
}

Looks looksOf(const QStyleOption& option, const QWidget* widget) {
    const Theme& theme = Theme::current();
    const QString role = roleOf(widget);
    const bool enabled = option.state & QStyle::State_Enabled;
    const QStyle::State state = enabled ? option.state : QStyle::State(QStyle::State_None);
    Looks looks;
    if (frameless(role)) {
        looks = framelessLooks(role, state);
    } else if (role == QLatin1String("filled") && enabled) {
        looks.fill = theme.colour(Ink::Fill);
        if (state & (QStyle::State_MouseOver | QStyle::State_Sunken))
            looks.fill = mix(Qt::black, looks.fill, state & QStyle::State_Sunken ? 0.18 : 0.09);
        looks.text = theme.colour(Ink::OnFill);
    } else if (role == QLatin1String("toggle") && state & QStyle::State_On) {
        looks.fill = answering(theme.colour(Ink::AccentTint), state);
        looks.line = theme.colour(Ink::Accent);
        looks.text = theme.colour(Ink::Text);
    } else {
        looks.fill = answering(theme.colour(Ink::Card), state);
        looks.line = theme.colour(Ink::ControlLine);
        looks.text = theme.colour(Ink::Text);
    }
    looks.style = buttonTextStyle(widget);
    if (!enabled)
        looks.text = theme.colour(Ink::Disabled);
    return looks;
}

// A segment of SegmentedPages: the track is its parent's, the chosen one is a card on it.
void segment(const QStyleOptionToolButton& option, QPainter& painter) {
    const Theme& theme = Theme::current();
    const bool chosen = option.state & QStyle::State_On;
    if (chosen) {
        paintRounded(
            painter, option.rect, px(6), theme.colour(Ink::Card), theme.colour(Ink::ControlLine));
    }
    paintLine(
        painter,
        option.rect,
        option.text,
        chosen ? TextStyle::Strong : TextStyle::Body,
        theme.colour(chosen || option.state & QStyle::State_MouseOver ? Ink::Text : Ink::Text2),
        Qt::AlignCenter);
}

void splitCell(const QStyleOptionToolButton& option, QPainter& painter, const QColor& text) {
    const Theme& theme = Theme::current();
    const QRect cell = toolButtonMenuRect(option);
    const bool leftToRight = option.direction == Qt::LeftToRight;
    const qreal x = leftToRight ? cell.left() + 0.5 : cell.right() + 0.5;
    painter.setPen(theme.colour(Ink::ControlLine));
    painter.drawLine(QPointF(x, cell.top() + 1), QPointF(x, cell.bottom()));
    paintIcon(painter, QStringLiteral("chevron-down"), text, cell, px(16));
}

} // namespace

void buttonGround(const QStyleOptionButton& option, QPainter& painter, const QWidget* widget) {
    const Looks looks = looksOf(option, widget);
    paintRounded(painter, option.rect, px(6), looks.fill, looks.line);
}

void buttonLabel(const QStyleOptionButton& option,
                 QPainter& painter,
                 const QWidget* widget,
                 bool mnemonic) {
    const Looks looks = looksOf(option, widget);
    const int iconSize = option.icon.isNull() ? 0 : px(18);
    const int gap = iconSize > 0 && !option.text.isEmpty() ? px(6) : 0;
    const QFont font = Theme::current().font(looks.style);
    const QFontMetrics metrics(font);
    const int textWide =
        option.text.isEmpty() ? 0 : metrics.size(Qt::TextShowMnemonic, option.text).width() + 1;
    const int available = option.rect.width() - iconSize - gap;
    QRect content(0, 0, iconSize + gap + std::min(textWide, available), option.rect.height());
    content.moveCenter(option.rect.center());
    // The way out starts on the content's edge: a frameless label has no padding of its own.
    const QRect iconRect = QStyle::visualRect(
        option.direction, content, QRect(content.x(), content.y(), iconSize, content.height()));
    const QRect textRect =
        QStyle::visualRect(option.direction, content, content.adjusted(iconSize + gap, 0, 0, 0));
    const auto mode = option.state & QStyle::State_Enabled ? QIcon::Normal : QIcon::Disabled;
    if (iconSize > 0)
        option.icon.paint(
            &painter,
            QStyle::alignedRect(
                option.direction, Qt::AlignCenter, QSize(iconSize, iconSize), iconRect),
            Qt::AlignCenter,
            mode);
    painter.setFont(font);
    painter.setPen(looks.text);
    const int flags = Qt::AlignCenter | Qt::TextSingleLine |
                      (mnemonic ? Qt::TextShowMnemonic : Qt::TextHideMnemonic);
    const QString shown = textWide <= available
                              ? option.text
                              : metrics.elidedText(option.text, Qt::ElideRight, available, flags);
    painter.drawText(textRect, flags, shown);
}

QRect toolButtonMenuRect(const QStyleOptionToolButton& option) {
    const QRect cell(
        option.rect.right() - px(30) + 1, option.rect.top(), px(30), option.rect.height());
    return QStyle::visualRect(option.direction, option.rect, cell);
}

void toolButton(const QStyleOptionToolButton& option, QPainter& painter, const QWidget* widget) {
    if (roleOf(widget) == QLatin1String("segment"))
        return segment(option, painter);
    const Looks looks = looksOf(option, widget);
    paintRounded(painter, option.rect, px(6), looks.fill, looks.line);
    QRect content = option.rect;
    if (option.features & QStyleOptionToolButton::MenuButtonPopup) {
        splitCell(option, painter, looks.text);
        content.setWidth(content.width() - px(30));
        content = QStyle::visualRect(option.direction, option.rect, content);
    } else if (option.features & QStyleOptionToolButton::HasMenu) {
        QRect arrow(option.rect.right() - px(28), option.rect.top(), px(20), option.rect.height());
        arrow = QStyle::visualRect(option.direction, option.rect, arrow);
        paintIcon(painter, QStringLiteral("chevron-down"), looks.text, arrow, px(16));
        content.setWidth(content.width() - px(18));
        content = QStyle::visualRect(option.direction, option.rect, content);
    }
    const bool iconOnly = option.text.isEmpty() || option.toolButtonStyle == Qt::ToolButtonIconOnly;
    QStyleOptionButton label;
    label.QStyleOption::operator=(option);
    label.rect = content;
    label.icon = option.toolButtonStyle == Qt::ToolButtonTextOnly ? QIcon() : option.icon;
    label.text = iconOnly ? QString() : option.text;
    buttonLabel(label, painter, widget, false);
}

} // namespace upkeep::draw
