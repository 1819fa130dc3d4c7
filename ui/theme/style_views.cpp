// SPDX-License-Identifier: Apache-2.0
#include "theme/icons.h"
#include "theme/paint.h"
#include "theme/style.h"
#include "theme/style_parts.h"

#include <QPainter>

namespace upkeep::draw {

void progressBar(const QStyleOptionProgressBar& option, QPainter& painter) {
    const Theme& theme = Theme::current();
    const QRectF track = option.rect;
    paintRounded(painter, track, track.height() / 2, theme.colour(Ink::Track));
    const int range = option.maximum - option.minimum;
    if (range <= 0)
        return;
    const qreal share = qreal(option.progress - option.minimum) / range;
    QRect filled(option.rect.x(),
                 option.rect.y(),
                 qRound(option.rect.width() * share),
                 option.rect.height());
    filled = QStyle::visualRect(option.direction, option.rect, filled);
    if (filled.width() > 0)
        paintRounded(painter, filled, track.height() / 2, theme.colour(Ink::Accent));
}

void scrollBar(const QStyleOptionSlider& option, QPainter& painter, const QRect& thumb) {
    if (option.maximum <= option.minimum)
        return;
    const Theme& theme = Theme::current();
    const bool touched = option.state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    const int width = touched ? px(8) : px(6);
    QRectF bar = thumb;
    if (option.orientation == Qt::Vertical) {
        bar.setWidth(width);
        bar.moveCenter(QPointF(option.rect.center().x() + 0.5, bar.center().y()));
    } else {
        bar.setHeight(width);
        bar.moveCenter(QPointF(bar.center().x(), option.rect.center().y() + 0.5));
    }
    const QColor colour =
        mix(theme.colour(Ink::Text), theme.colour(Ink::Card), touched ? 0.42 : 0.27);
    paintRounded(painter, bar, width / 2.0, colour);
}

QRect scrollBarPart(const QStyleOptionSlider& option, QStyle::SubControl part) {
    const bool vertical = option.orientation == Qt::Vertical;
    const int length = vertical ? option.rect.height() : option.rect.width();
    const int steps = option.maximum - option.minimum + option.pageStep;
    const int natural = steps > 0 ? int(qint64(length) * option.pageStep / steps) : length;
    const int thumb = std::clamp(natural, std::min(px(32), length), length);
    const int start = QStyle::sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - thumb, option.upsideDown);
    const auto along = [&](int from, int size) {
        return vertical
                   ? QRect(option.rect.x(), option.rect.y() + from, option.rect.width(), size)
                   : QRect(option.rect.x() + from, option.rect.y(), size, option.rect.height());
    };
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        return along(start, thumb);
    case QStyle::SC_ScrollBarSubPage:
        return along(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return along(start + thumb, length - start - thumb);
    case QStyle::SC_ScrollBarGroove:
        return option.rect;
    default:
        return {};
    }
}

void menuGround(const QRect& rect, QPainter& painter) {
    const Theme& theme = Theme::current();
    painter.fillRect(rect, theme.colour(Ink::Card));
    paintRounded(painter, rect, 0, QColor(), theme.colour(Ink::ControlLine));
}

namespace {

void menuSubmenuArrow(const QStyleOptionMenuItem& option, QPainter& painter, const QRect& content) {
    if (option.menuItemType != QStyleOptionMenuItem::SubMenu)
        return;
    QRect arrow(content.right() - px(16), content.top(), px(16), content.height());
    arrow = QStyle::visualRect(option.direction, content, arrow);
    paintIcon(
        painter, QStringLiteral("chevron-end"), Theme::current().colour(Ink::Text2), arrow, px(14));
}

void menuMark(const QStyleOptionMenuItem& option,
              QPainter& painter,
              const QRect& content,
              Ink ink) {
    const QRect slot = QStyle::visualRect(
        option.direction, content, QRect(content.x(), content.y(), px(18), content.height()));
    if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked)
        paintIcon(painter, QStringLiteral("check"), Theme::current().colour(ink), slot, px(16));
    else if (!option.icon.isNull())
        option.icon.paint(&painter,
                          slot,
                          Qt::AlignCenter,
                          ink == Ink::Disabled ? QIcon::Disabled : QIcon::Normal);
}

} // namespace

void menuItem(const QStyleOptionMenuItem& option, QPainter& painter, bool mnemonic) {
    const Theme& theme = Theme::current();
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(QRect(option.rect.x(), option.rect.center().y(), option.rect.width(), 1),
                         theme.colour(Ink::Line));
        return;
    }
    const bool enabled = option.state & QStyle::State_Enabled;
    if (option.state & QStyle::State_Selected && enabled)
        paintRounded(painter,
                     option.rect.adjusted(px(4), 0, -px(4), 0),
                     px(6),
                     theme.colour(Ink::AccentTint));
    const Ink ink = enabled ? Ink::Text : Ink::Disabled;
    const QRect content = option.rect.adjusted(px(14), 0, -px(14), 0);
    menuMark(option, painter, content, ink);
    menuSubmenuArrow(option, painter, content);
    const QStringList parts = option.text.split(QLatin1Char('\t'));
    painter.setPen(theme.colour(ink));
    painter.setFont(theme.font(TextStyle::Body));
    const QRect text =
        QStyle::visualRect(option.direction, content, content.adjusted(px(28), 0, 0, 0));
    const int flags = Qt::AlignVCenter | Qt::TextSingleLine |
                      (mnemonic ? Qt::TextShowMnemonic : Qt::TextHideMnemonic);
    const auto leading = QStyle::visualAlignment(option.direction, Qt::AlignLeft);
    const auto trailing = QStyle::visualAlignment(option.direction, Qt::AlignRight);
    painter.drawText(text, flags | int(leading), parts.first());
    if (parts.size() > 1) {
        painter.setPen(theme.colour(Ink::Text2));
        painter.drawText(text, flags | int(trailing), parts.at(1));
    }
}

void headerSection(const QStyleOptionHeader& option, QPainter& painter) {
    const Theme& theme = Theme::current();
    painter.fillRect(option.rect, theme.colour(Ink::Card));
    painter.fillRect(QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1),
                     theme.colour(Ink::Line));
}

void headerLabel(const QStyleOptionHeader& option, QPainter& painter) {
    paintLine(painter,
              option.rect.adjusted(0, 0, -px(4), 0),
              option.text,
              TextStyle::CaptionStrong,
              Theme::current().colour(Ink::Text2),
              option.textAlignment);
}

void itemGround(const QStyleOptionViewItem& option, QPainter& painter) {
    const Theme& theme = Theme::current();
    if (option.state & QStyle::State_Selected)
        painter.fillRect(option.rect, theme.colour(Ink::AccentTint));
    else if (option.state & QStyle::State_MouseOver && option.state & QStyle::State_Enabled)
        painter.fillRect(option.rect, theme.hover(theme.colour(Ink::Card)));
}

} // namespace upkeep::draw
