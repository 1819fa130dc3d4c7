// SPDX-License-Identifier: Apache-2.0
#include "widgets/label.h"

#include "theme/icons.h"
#include "theme/paint.h"

#include <QEvent>
#include <QPainter>

namespace upkeep {

Label::Label(TextStyle style, Ink ink, Fit fit, QWidget* parent)
    : QLabel(parent), m_style(style), m_ink(ink), m_fit(fit) {
    setWordWrap(fit == Fit::Wrap);
    setTextFormat(Qt::PlainText);
    restyle();
}

void Label::setInk(Ink ink) {
    if (ink == m_ink)
        return;
    m_ink = ink;
    restyle();
}

void Label::restyle() {
    // QLabel would follow the direction of the text; here the page's direction counts.
    if (m_fit == Fit::Wrap && !(alignment() & Qt::AlignHCenter)) {
        const auto leading = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);
        setAlignment((alignment() & Qt::AlignVertical_Mask) | leading | Qt::AlignAbsolute);
    }
    const Theme& theme = Theme::current();
    const QFont wanted = theme.font(m_style);
    if (wanted != font())
        setFont(wanted);
    QPalette colours = palette();
    if (colours.color(QPalette::WindowText) != theme.colour(m_ink)) {
        colours.setColor(QPalette::WindowText, theme.colour(m_ink));
        colours.setColor(QPalette::Link, theme.colour(Ink::Accent));
        setPalette(colours);
    }
}

bool Label::event(QEvent* event) {
    const bool result = QLabel::event(event);
    switch (event->type()) {
    case QEvent::ApplicationFontChange:
    case QEvent::ApplicationPaletteChange:
    case QEvent::PaletteChange:
    case QEvent::StyleChange:
    case QEvent::LayoutDirectionChange:
        restyle();
        break;
    default:
        break;
    }
    return result;
}

QSize Label::sizeHint() const {
    if (m_fit == Fit::Wrap)
        return QLabel::sizeHint();
    return {textWidth(text(), m_style), lineHeight(m_style)};
}

QSize Label::minimumSizeHint() const {
    if (m_fit == Fit::Wrap)
        return QLabel::minimumSizeHint();
    return {std::min(sizeHint().width(), px(40)), sizeHint().height()};
}

void Label::paintEvent(QPaintEvent* event) {
    if (m_fit == Fit::Wrap)
        return QLabel::paintEvent(event);
    QPainter painter(this);
    const bool cut = sizeHint().width() > width();
    if (cut != !toolTip().isEmpty())
        setToolTip(cut ? text() : QString());
    const Ink ink = isEnabled() ? m_ink : Ink::Disabled;
    paintLine(painter, rect(), text(), m_style, Theme::current().colour(ink), alignment(), m_elide);
}

Badge::Badge(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Badge::setBadge(const QString& text, Tone tone, bool onTint, const QString& icon) {
    m_text = text;
    m_tone = tone;
    m_onTint = onTint;
    m_icon = icon;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const {
    return badgeSize(m_text, !m_icon.isEmpty());
}

void Badge::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintBadge(painter, rect(), m_text, m_tone, m_onTint, m_icon);
}

IconLabel::IconLabel(QString name, Ink ink, int size, QWidget* parent)
    : QWidget(parent), m_name(std::move(name)), m_ink(ink), m_size(size) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconLabel::setIcon(const QString& name, Ink ink) {
    m_name = name;
    m_ink = ink;
    update();
}

QSize IconLabel::sizeHint() const {
    return {px(m_size), px(m_size)};
}

void IconLabel::paintEvent(QPaintEvent*) {
    if (m_name.isEmpty())
        return;
    QPainter painter(this);
    paintIcon(painter, m_name, Theme::current().colour(m_ink), rect(), px(m_size));
}

} // namespace upkeep
