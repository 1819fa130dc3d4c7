// SPDX-License-Identifier: Apache-2.0
#include "theme/style.h"

#include "theme/icons.h"
#include "theme/paint.h"
#include "theme/style_parts.h"

#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QToolButton>

namespace upkeep {
namespace {

bool isDesktopDefault(const QPalette& palette) {
    const std::unique_ptr<QStyle> fusion(QStyleFactory::create(QStringLiteral("Fusion")));
    const QPalette standard = fusion->standardPalette();
    for (const auto role : {QPalette::Window, QPalette::Base, QPalette::Highlight}) {
        if (palette.color(role) != standard.color(role))
            return false;
    }
    return true;
}

bool isSmall(const QWidget* widget) {
    return widget && widget->property(smallProperty).toBool();
}

int controlHeight(const QWidget* widget) {
    const int asDrawn = px(isSmall(widget) ? 28 : 32);
    return std::max(asDrawn, lineHeight(TextStyle::Label) + px(8));
}

QSize buttonSize(const QWidget* widget, const QString& text, bool hasIcon) {
    const QString role = widget ? widget->property(roleProperty).toString() : QString();
    const bool filled = role == QLatin1String("filled");
    const QFontMetrics metrics(Theme::current().font(draw::buttonTextStyle(widget)));
    int width = text.isEmpty() ? 0 : metrics.size(Qt::TextShowMnemonic, text).width() + 2;
    if (hasIcon)
        width += px(18) + (text.isEmpty() ? 0 : px(6));
    int padding = px(filled ? 18 : isSmall(widget) ? 10 : 14);
    if (role == QLatin1String("flat") || role == QLatin1String("danger"))
        padding = px(8);
    if (role == QLatin1String("link"))
        padding = 0;
    const int height = controlHeight(widget);
    return {std::max(width + 2 * padding, height), height};
}

} // namespace

Style::Style() : QProxyStyle(QStringLiteral("Fusion")) {
    qApp->installEventFilter(this);
}

bool Style::eventFilter(QObject* watched, QEvent* event) {
    const bool press = event->type() == QEvent::KeyPress;
    const bool change = press || event->type() == QEvent::KeyRelease;
    if (change && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Alt && press != m_altPressed) {
        m_altPressed = press;
        if (QWidget* window = QApplication::activeWindow())
            window->update();
    }
    return QProxyStyle::eventFilter(watched, event);
}

void Style::polish(QPalette& palette) {
    // A desktop without a palette of its own leaves Fusion's; ours is tuned for these drawings.
    if (isDesktopDefault(palette))
        palette = ownPalette(Theme::options().preferDark);
}

void Style::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
        widget->inherits("QScrollBar"))
        widget->setAttribute(Qt::WA_Hover);
    if (auto* box = qobject_cast<QComboBox*>(widget))
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents); // choices come after the first show
}

void Style::drawPrimitive(PrimitiveElement element,
                          const QStyleOption* option,
                          QPainter* painter,
                          const QWidget* widget) const {
    switch (element) {
    case PE_PanelButtonCommand:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
            draw::buttonGround(*button, *painter, widget);
        return;
    case PE_FrameFocusRect: // FocusRing draws it around the control
    case PE_FrameLineEdit:
    case PE_IndicatorToolBarSeparator:
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return draw::checkMark(*option, *painter);
    case PE_IndicatorRadioButton:
        return draw::radioMark(*option, *painter);
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame && frame->lineWidth > 0)
            draw::field(*option, *painter);
        return;
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option))
            draw::itemGround(*item, *painter);
        return;
    case PE_PanelMenu:
    case PE_FrameMenu:
    case PE_PanelTipLabel:
        return draw::menuGround(option->rect, *painter);
    case PE_IndicatorBranch:
        if (option->state & State_Children)
            paintIcon(*painter,
                      option->state & State_Open ? QStringLiteral("chevron-down")
                                                 : QStringLiteral("chevron-end"),
                      Theme::current().colour(Ink::Text2),
                      option->rect,
                      px(14));
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element,
                        const QStyleOption* option,
                        QPainter* painter,
                        const QWidget* widget) const {
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
            draw::buttonLabel(*button, *painter, widget, m_altPressed);
        return;
    case CE_ComboBoxLabel:
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option))
            draw::comboLabel(*combo, *painter, widget);
        return;
    case CE_ProgressBar:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option))
            draw::progressBar(*bar, *painter);
        return;
    case CE_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            draw::menuItem(*item, *painter, m_altPressed);
        return;
    case CE_MenuEmptyArea:
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, Theme::current().colour(Ink::Card));
        return;
    case CE_HeaderSection:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            draw::headerSection(*header, *painter);
        return;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            draw::headerLabel(*header, *painter);
        return;
    case CE_FocusFrame:
        return paintFocusRing(*painter, option->rect, px(8));
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control,
                               const QStyleOptionComplex* option,
                               QPainter* painter,
                               const QWidget* widget) const {
    if (control == CC_ToolButton) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option))
            draw::toolButton(*button, *painter, widget);
    } else if (control == CC_ComboBox) {
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option))
            draw::comboBox(*combo, *painter, widget);
    } else if (control == CC_ScrollBar) {
        if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option))
            draw::scrollBar(
                *slider, *painter, subControlRect(control, option, SC_ScrollBarSlider, widget));
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QRect Style::subControlRect(ComplexControl control,
                            const QStyleOptionComplex* option,
                            SubControl subControl,
                            const QWidget* widget) const {
    if (control == CC_ToolButton && subControl == SC_ToolButtonMenu) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option))
            return draw::toolButtonMenuRect(*button);
    }
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField) {
        return visualRect(
            option->direction, option->rect, option->rect.adjusted(px(12), 1, -px(28), -1));
    }
    if (control == CC_ScrollBar) {
        if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option))
            return draw::scrollBarPart(*slider, subControl);
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QRect Style::subElementRect(SubElement element,
                            const QStyleOption* option,
                            const QWidget* widget) const {
    if (element == SE_LineEditContents)
        return option->rect.adjusted(px(6), 1, -px(6), -1);
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize Style::sizeFromContents(ContentsType type,
                              const QStyleOption* option,
                              const QSize& size,
                              const QWidget* widget) const {
    if (type == CT_PushButton) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
            return buttonSize(widget, button->text, !button->icon.isNull());
    } else if (type == CT_ToolButton) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
            const bool iconOnly = button->toolButtonStyle == Qt::ToolButtonIconOnly;
            const bool textOnly = button->toolButtonStyle == Qt::ToolButtonTextOnly;
            QSize wanted = buttonSize(
                widget, iconOnly ? QString() : button->text, !textOnly && !button->icon.isNull());
            if (iconOnly)
                wanted = QSize(controlHeight(widget), controlHeight(widget));
            if (button->features & QStyleOptionToolButton::MenuButtonPopup)
                wanted.rwidth() += px(30);
            else if (button->features & QStyleOptionToolButton::HasMenu)
                wanted.rwidth() += px(18);
            return wanted;
        }
    } else if (type == CT_ComboBox) {
        return {size.width() + px(48), controlHeight(widget)};
    } else if (type == CT_LineEdit) {
        return {size.width() + px(20), controlHeight(widget)};
    } else if (type == CT_MenuItem) {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (item && item->menuItemType == QStyleOptionMenuItem::Separator)
            return {px(40), px(9)};
        return {size.width() + px(76), px(30)};
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

int Style::pixelMetric(PixelMetric metric,
                       const QStyleOption* option,
                       const QWidget* widget) const {
    switch (metric) {
    case PM_ScrollBarExtent:
        return px(14);
    case PM_ScrollBarSliderMin:
        return px(32);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return px(16);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return px(10);
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_TabBarIconSize:
        return px(18);
    case PM_MenuVMargin:
        return px(4);
    case PM_MenuHMargin:
    case PM_MenuPanelWidth:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return 0;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return px(4);
    case PM_TreeViewIndentation:
        return px(20);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint,
                     const QStyleOption* option,
                     const QWidget* widget,
                     QStyleHintReturn* data) const {
    switch (hint) {
    case SH_UnderlineShortcut:
        return m_altPressed;
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ItemView_ShowDecorationSelected:
    case SH_ComboBox_Popup:
        return 0;
    case SH_Widget_Animate:
        return Theme::duration(1);
    case SH_FocusFrame_AboveWidget:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace upkeep
