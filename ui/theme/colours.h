// SPDX-License-Identifier: Apache-2.0
// The colour roles of the window (LOOKS section 1), computed from the desktop's palette, or our own
// two palettes when the desktop supplies none. No colour is written down anywhere else.
#pragma once

#include <QColor>
#include <QPalette>

#include <array>

namespace upkeep {

enum class Ink {
    Window,
    Sidebar,
    Card,
    Text,
    Text2,
    Disabled,
    Line,
    ControlLine,
    Mark,
    Track,
    Fill,
    OnFill,
    Accent,
    AccentTint,
    Selection,
    Ok,
    OkTint,
    Attention,
    AttentionTint,
    Security,
    SecurityTint,
    Error,
    ErrorTint,
};
inline constexpr int inkCount = static_cast<int>(Ink::ErrorTint) + 1;

// What something means; each tone has a colour for its text and icon and a tint for its ground.
enum class Tone { Neutral, Accent, Ok, Attention, Security, Error };

enum class Contrast { Normal, High };

using Colours = std::array<QColor, inkCount>;

Ink inkOf(Tone tone);
Ink tintOf(Tone tone);

// t = 1 is all `over`, 0 all `ground`, in sRGB.
QColor mix(const QColor& over, const QColor& ground, qreal t);
// The contrast ratio of WCAG 2.1: 1 to 21.
qreal contrastRatio(const QColor& a, const QColor& b);
// `colour` moved towards black or white until it stands out from `ground` by at least `ratio`.
QColor withContrast(const QColor& colour, const QColor& ground, qreal ratio);

const Colours& ownColours(bool dark);
QPalette ownPalette(bool dark);
bool isDark(const QPalette& palette);
// Our tuned colours for our own palettes, computed ones for a desktop's.
Colours coloursFrom(const QPalette& palette, Contrast contrast);

} // namespace upkeep
