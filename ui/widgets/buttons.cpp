// SPDX-License-Identifier: Apache-2.0
#include "widgets/buttons.h"

#include "theme/icons.h"
#include "theme/paint.h"
#include "theme/style.h"

#include <QPainter>
#include <QStyleOptionButton>
#include <QVariantAnimation>

namespace upkeep {
namespace {

QString roleName(ButtonRole role) {
    switch (role) {
    case ButtonRole::Filled:
        return QStringLiteral("filled");
    case ButtonRole::Flat:
        return QStringLiteral("flat");
    case ButtonRole::Danger:
        return QStringLiteral("danger");
    case ButtonRole::Link:
        return QStringLiteral("link");
    case ButtonRole::Plain:
        break;
    }
    return {};
}

} // namespace

QPushButton* makeButton(const QString& text, ButtonRole role, const QString& icon) {
    auto* button = new QPushButton(text);
    setButtonRole(button, role);
    if (!icon.isEmpty())
        button->setIcon(themedIcon(icon));
    return button;
}

void setButtonRole(QPushButton* button, ButtonRole role) {
    button->setProperty(roleProperty, roleName(role));
    button->setAutoDefault(false);
    button->setDefault(role == ButtonRole::Filled);
    button->updateGeometry();
    button->update();
}

QToolButton* makeIconButton(const QString& icon, const QString& name, bool framed) {
    auto* button = new QToolButton;
    button->setIcon(themedIcon(icon));
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(name);
    button->setAccessibleName(name);
    if (!framed)
        button->setProperty(roleProperty, roleName(ButtonRole::Flat));
    return button;
}

QToolButton* makeSplitButton(const QString& text, QMenu* menu) {
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setMenu(menu);
    return button;
}

void makeSmall(QWidget* control) {
    control->setProperty(smallProperty, true);
}

Switch::Switch(QWidget* parent) : QCheckBox(parent), m_motion(new QVariantAnimation(this)) {
    m_motion->setEasingCurve(QEasingCurve::OutCubic);
    connect(m_motion, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        m_knob = value.toReal();
        update();
    });
    connect(this, &QCheckBox::toggled, this, &Switch::slide);
}

void Switch::slide(bool on) {
    const int time = isVisible() ? Theme::duration(100) : 0;
    m_motion->stop();
    if (time == 0) {
        m_knob = on ? 1 : 0;
        update();
        return;
    }
    m_motion->setDuration(time);
    m_motion->setStartValue(m_knob);
    m_motion->setEndValue(on ? 1.0 : 0.0);
    m_motion->start();
}

QSize Switch::sizeHint() const {
    return {px(36), px(28)}; // the hit area is higher than the track
}

void Switch::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    QRectF track(0, 0, px(36), px(20));
    track.moveCenter(QRectF(rect()).center());
    QColor ground = mix(theme.colour(Ink::Fill), theme.colour(Ink::Mark), m_knob);
    if (!isEnabled())
        ground = mix(ground, theme.colour(Ink::Card), 0.45);
    paintRounded(painter, track, track.height() / 2, ground);
    const qreal side = px(16);
    const qreal margin = (track.height() - side) / 2;
    const qreal way = track.width() - side - 2 * margin;
    const qreal along = isRightToLeft() ? way * (1 - m_knob) : way * m_knob;
    const QRectF knob(track.x() + margin + along, track.y() + margin, side, side);
    paintRounded(painter, knob, side / 2, theme.colour(Ink::OnFill));
}

ChoiceTile::ChoiceTile(const QString& caption, const QString& value, QWidget* parent)
    : QRadioButton(parent), m_caption(caption), m_value(value) {
    setAccessibleName(tr("%1: %2", "an answer and its value").arg(caption, value));
    setToolTip(value);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ChoiceTile::sizeHint() const {
    const int text =
        std::max(textWidth(m_caption, TextStyle::Caption), textWidth(m_value, TextStyle::Strong));
    return {text + px(52), lineHeight(TextStyle::Caption) + lineHeight(TextStyle::Body) + px(24)};
}

QSize ChoiceTile::minimumSizeHint() const {
    return {px(120), sizeHint().height()};
}

void ChoiceTile::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    const bool chosen = isChecked();
    paintRounded(painter,
                 rect(),
                 px(8),
                 theme.colour(chosen ? Ink::AccentTint : Ink::Card),
                 theme.colour(chosen ? Ink::Accent : Ink::ControlLine),
                 chosen ? theme.pxF(2) : 1);
    const QRect inner = rect().adjusted(px(12), px(10), -px(12), -px(10));
    QStyleOptionButton mark;
    mark.initFrom(this);
    mark.state |= chosen ? QStyle::State_On : QStyle::State_Off;
    mark.rect =
        QStyle::visualRect(layoutDirection(), inner, QRect(inner.x(), inner.y(), px(16), px(18)));
    style()->drawPrimitive(QStyle::PE_IndicatorRadioButton, &mark, &painter, this);
    const QRect text =
        QStyle::visualRect(layoutDirection(), inner, inner.adjusted(px(28), 0, 0, 0));
    const int first = lineHeight(TextStyle::Caption);
    paintLine(painter,
              QRect(text.x(), text.y(), text.width(), first),
              m_caption,
              TextStyle::Caption,
              theme.colour(Ink::Text2));
    paintLine(painter,
              QRect(text.x(), text.y() + first + px(2), text.width(), lineHeight(TextStyle::Body)),
              m_value,
              TextStyle::Strong,
              theme.colour(isEnabled() ? Ink::Text : Ink::Disabled),
              Qt::AlignLeading | Qt::AlignVCenter,
              Qt::ElideMiddle);
}

} // namespace upkeep
