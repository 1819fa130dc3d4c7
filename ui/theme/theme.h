// SPDX-License-Identifier: Apache-2.0
// The tokens of LOOKS section 1: unit, colours, type. A value computed from the application's
// palette and font; whoever paints asks for it anew, so that a change of either is followed at
// once.
#pragma once

#include "theme/colours.h"

#include <QFont>

class QLayout;
class QWidget;

namespace upkeep {

enum class TextStyle { Title, Headline, Lead, Body, Strong, Label, Caption, CaptionStrong, Mono };

struct ThemeOptions {
    bool preferDark = false; // what the desktop asks for where it supplies no palette
    Contrast contrast = Contrast::Normal;
    bool reducedMotion = false;
};

class Theme {
public:
    static Theme from(const QPalette& palette, const QFont& font, const ThemeOptions& options);
    // Of the application's palette and font of this moment (cached until one changes).
    static const Theme& current();
    static void setOptions(const ThemeOptions& options);
    static const ThemeOptions& options();

    const QColor& colour(Ink ink) const { return m_colours[static_cast<int>(ink)]; }
    bool isDark() const { return m_dark; }
    // A distance of the drawings (px at a 10 pt font) for the font in use.
    int px(qreal designed) const;
    qreal pxF(qreal designed) const { return designed * m_unit / 4; }
    QFont font(TextStyle style) const;
    // `ground` as it looks under the pointer and while it is pressed.
    QColor hover(const QColor& ground) const;
    QColor pressed(const QColor& ground) const;
    // 0 when motion is reduced or UPKEEP_NO_ANIMATION is set.
    static int duration(int milliseconds);

private:
    Colours m_colours;
    bool m_dark = false;
    int m_unit = 4;
    QFont m_font;
};

// The same distance as a call, for layouts and size hints.
int px(qreal designed);

// Spacing and margins (start, top, end, bottom) in px of the drawings; followed when the font
// changes (rescaleLayouts).
void setSpacing(QLayout* layout, qreal spacing);
void setMargins(QLayout* layout, qreal horizontal, qreal vertical);
void setMargins(QLayout* layout, qreal left, qreal top, qreal right, qreal bottom);
void rescaleLayouts(QWidget* root);

} // namespace upkeep
