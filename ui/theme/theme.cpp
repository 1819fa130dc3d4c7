// SPDX-License-Identifier: Apache-2.0
#include "theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QLayout>
#include <QWidget>

#include <cmath>

namespace upkeep {
namespace {

constexpr char spacingProperty[] = "upkeepSpacing";
constexpr char marginsProperty[] = "upkeepMargins";

ThemeOptions& storedOptions() {
    static ThemeOptions options;
    return options;
}

// Counts changes of the options, so that the cached theme knows that it is old.
int& optionsGeneration() {
    static int generation = 0;
    return generation;
}

qreal factorOf(TextStyle style) {
    switch (style) {
    case TextStyle::Title:
        return 1.6;
    case TextStyle::Headline:
        return 1.3;
    case TextStyle::Lead:
        return 1.15;
    case TextStyle::Caption:
    case TextStyle::CaptionStrong:
        return 0.88;
    case TextStyle::Mono:
        return 0.92;
    default:
        return 1.0;
    }
}

QFont::Weight weightOf(TextStyle style) {
    switch (style) {
    case TextStyle::Title:
    case TextStyle::Headline:
    case TextStyle::Lead:
    case TextStyle::Strong:
    case TextStyle::CaptionStrong:
        return QFont::DemiBold;
    case TextStyle::Label:
        return QFont::Medium;
    default:
        return QFont::Normal;
    }
}

qreal pointSizeOf(const QFont& font) {
    if (font.pointSizeF() > 0)
        return font.pointSizeF();
    return QFontInfo(font).pointSizeF();
}

void applyScale(QLayout* layout) {
    const QVariant spacing = layout->property(spacingProperty);
    if (spacing.isValid())
        layout->setSpacing(px(spacing.toReal()));
    const QVariant margins = layout->property(marginsProperty);
    if (margins.isValid()) {
        const auto m = margins.value<QMarginsF>();
        // Layouts mirror their items, not their margins.
        const bool mirrored = QGuiApplication::layoutDirection() == Qt::RightToLeft;
        layout->setContentsMargins(px(mirrored ? m.right() : m.left()),
                                   px(m.top()),
                                   px(mirrored ? m.left() : m.right()),
                                   px(m.bottom()));
    }
}

} // namespace

Theme Theme::from(const QPalette& palette, const QFont& font, const ThemeOptions& options) {
    Theme theme;
    theme.m_colours = coloursFrom(palette, options.contrast);
    theme.m_dark = upkeep::isDark(palette);
    theme.m_font = font;
    theme.m_unit = std::max(4, qRound(QFontMetricsF(font).height() / 4.25));
    return theme;
}

const Theme& Theme::current() {
    static Theme theme;
    static qint64 paletteKey = 0;
    static QFont font;
    static int generation = -1;
    const QPalette palette = QApplication::palette();
    if (palette.cacheKey() != paletteKey || font != QApplication::font() ||
        generation != optionsGeneration()) {
        font = QApplication::font();
        paletteKey = palette.cacheKey();
        generation = optionsGeneration();
        theme = from(palette, font, options());
    }
    return theme;
}

void Theme::setOptions(const ThemeOptions& options) {
    storedOptions() = options;
    ++optionsGeneration();
}

const ThemeOptions& Theme::options() {
    return storedOptions();
}

int Theme::px(qreal designed) const {
    return qRound(pxF(designed));
}

QFont Theme::font(TextStyle style) const {
    const qreal base = pointSizeOf(m_font);
    QFont font = m_font;
    if (style == TextStyle::Mono)
        font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    qreal size = base * factorOf(style);
    if (style == TextStyle::Caption || style == TextStyle::CaptionStrong)
        size = std::max(size, 8.5);
    font.setPointSizeF(size);
    font.setWeight(weightOf(style));
    return font;
}

QColor Theme::hover(const QColor& ground) const {
    return mix(colour(Ink::Text), ground, m_dark ? 0.06 : 0.05);
}

QColor Theme::pressed(const QColor& ground) const {
    return mix(colour(Ink::Text), ground, 0.10);
}

int Theme::duration(int milliseconds) {
    static const bool off = qEnvironmentVariableIsSet("UPKEEP_NO_ANIMATION");
    return off || options().reducedMotion ? 0 : milliseconds;
}

int px(qreal designed) {
    return Theme::current().px(designed);
}

void setSpacing(QLayout* layout, qreal spacing) {
    layout->setProperty(spacingProperty, spacing);
    applyScale(layout);
}

void setMargins(QLayout* layout, qreal horizontal, qreal vertical) {
    setMargins(layout, horizontal, vertical, horizontal, vertical);
}

void setMargins(QLayout* layout, qreal left, qreal top, qreal right, qreal bottom) {
    layout->setProperty(marginsProperty, QVariant::fromValue(QMarginsF(left, top, right, bottom)));
    applyScale(layout);
}

void rescaleLayouts(QWidget* root) {
    const auto layouts = root->findChildren<QLayout*>();
    for (QLayout* layout : layouts)
        applyScale(layout);
    const auto widgets = root->findChildren<QWidget*>();
    for (QWidget* widget : widgets)
        widget->updateGeometry();
}

} // namespace upkeep
