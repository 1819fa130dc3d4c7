// SPDX-License-Identifier: Apache-2.0
#include "theme/colours.h"

#include <cmath>

namespace upkeep {
namespace {

Colours table(std::initializer_list<QRgb> values) {
    Colours colours;
    int index = 0;
    for (const QRgb value : values)
        colours[index++] = QColor(value);
    return colours;
}

QColor& at(Colours& colours, Ink ink) {
    return colours[static_cast<int>(ink)];
}

const QColor& at(const Colours& colours, Ink ink) {
    return colours[static_cast<int>(ink)];
}

qreal luminance(const QColor& colour) {
    const auto linear = [](qreal channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

bool sameColours(const QPalette& a, const QPalette& b) {
    for (const auto role : {QPalette::Window,
                            QPalette::WindowText,
                            QPalette::Base,
                            QPalette::Highlight,
                            QPalette::HighlightedText}) {
        if (a.color(QPalette::Active, role) != b.color(QPalette::Active, role))
            return false;
    }
    return true;
}

// The column "from QPalette" of LOOKS.
Colours derive(const QPalette& palette, bool dark) {
    Colours colours = ownColours(dark); // the meanings (ok, attention, ...) keep their hue
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    const QColor card = palette.color(QPalette::Active, QPalette::Base);
    const QColor text = palette.color(QPalette::Active, QPalette::WindowText);
    const QColor fill = palette.color(QPalette::Active, QPalette::Highlight);
    at(colours, Ink::Window) = window;
    at(colours, Ink::Sidebar) = mix(QColor(Qt::black), window, dark ? 0.20 : 0.04);
    at(colours, Ink::Card) = card;
    at(colours, Ink::Text) = text;
    at(colours, Ink::Text2) = mix(text, card, dark ? 0.63 : 0.73);
    at(colours, Ink::Disabled) = mix(text, card, dark ? 0.40 : 0.47);
    at(colours, Ink::Line) = mix(text, card, dark ? 0.09 : 0.14);
    at(colours, Ink::ControlLine) = mix(text, card, dark ? 0.18 : 0.25);
    at(colours, Ink::Mark) = mix(text, card, dark ? 0.43 : 0.57);
    at(colours, Ink::Track) = mix(text, card, dark ? 0.10 : 0.15);
    at(colours, Ink::Fill) = fill;
    at(colours, Ink::OnFill) = palette.color(QPalette::Active, QPalette::HighlightedText);
    at(colours, Ink::Accent) = fill;
    at(colours, Ink::AccentTint) = mix(fill, card, dark ? 0.22 : 0.12);
    at(colours, Ink::Selection) = mix(fill, at(colours, Ink::Sidebar), 0.20);
    for (const Tone tone : {Tone::Ok, Tone::Attention, Tone::Security, Tone::Error})
        at(colours, tintOf(tone)) = mix(at(colours, inkOf(tone)), card, dark ? 0.18 : 0.12);
    return colours;
}

void correct(Colours& colours, Contrast contrast) {
    const qreal forText = contrast == Contrast::High ? 7.0 : 4.5;
    const qreal forMarks = contrast == Contrast::High ? 4.5 : 3.0;
    const auto keep = [&](Ink ink, Ink ground, qreal ratio) {
        at(colours, ink) = withContrast(at(colours, ink), at(colours, ground), ratio);
    };
    for (const Ink ground : {Ink::Card, Ink::Window, Ink::Sidebar}) {
        keep(Ink::Text, ground, forText);
        keep(Ink::Text2, ground, forText);
        keep(Ink::Accent, ground, forText);
        keep(Ink::Mark, ground, forMarks);
    }
    keep(Ink::OnFill, Ink::Fill, forText);
    keep(Ink::Fill, Ink::OnFill, forText); // white alone may not be enough
    for (const Tone tone : {Tone::Accent, Tone::Ok, Tone::Attention, Tone::Security, Tone::Error}) {
        keep(inkOf(tone), Ink::Card, forText);
        keep(inkOf(tone), tintOf(tone), forText);
    }
    if (contrast == Contrast::High) {
        keep(Ink::Line, Ink::Card, forMarks);
        keep(Ink::ControlLine, Ink::Card, forMarks);
    }
}

} // namespace

Ink inkOf(Tone tone) {
    switch (tone) {
    case Tone::Accent:
        return Ink::Accent;
    case Tone::Ok:
        return Ink::Ok;
    case Tone::Attention:
        return Ink::Attention;
    case Tone::Security:
        return Ink::Security;
    case Tone::Error:
        return Ink::Error;
    case Tone::Neutral:
        break;
    }
    return Ink::Text2;
}

Ink tintOf(Tone tone) {
    switch (tone) {
    case Tone::Accent:
        return Ink::AccentTint;
    case Tone::Ok:
        return Ink::OkTint;
    case Tone::Attention:
        return Ink::AttentionTint;
    case Tone::Security:
        return Ink::SecurityTint;
    case Tone::Error:
        return Ink::ErrorTint;
    case Tone::Neutral:
        break;
    }
    return Ink::Track;
}

QColor mix(const QColor& over, const QColor& ground, qreal t) {
    const auto channel = [t](qreal a, qreal b) { return static_cast<float>(a * t + b * (1 - t)); };
    return QColor::fromRgbF(channel(over.redF(), ground.redF()),
                            channel(over.greenF(), ground.greenF()),
                            channel(over.blueF(), ground.blueF()));
}

qreal contrastRatio(const QColor& a, const QColor& b) {
    const qreal first = luminance(a);
    const qreal second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor withContrast(const QColor& colour, const QColor& ground, qreal ratio) {
    const QColor end = contrastRatio(Qt::black, ground) > contrastRatio(Qt::white, ground)
                           ? QColor(Qt::black)
                           : QColor(Qt::white);
    constexpr int steps = 50;
    for (int step = 0; step < steps; ++step) {
        const QColor moved = mix(end, colour, qreal(step) / steps);
        if (contrastRatio(moved, ground) >= ratio)
            return moved;
    }
    return end;
}

// In the order of Ink.
const Colours& ownColours(bool dark) {
    static const Colours lightColours =
        table({0xF3F4F6, 0xE9EBEE, 0xFFFFFF, 0x1B1F24, 0x59616B, 0x939AA3, 0xDFE2E6, 0xC6CBD1,
               0x7D858E, 0xDDE1E6, 0x2A62D0, 0xFFFFFF, 0x2A62D0, 0xE6EEFC, 0xD5E2FA, 0x18794A,
               0xE3F4EA, 0x8A5700, 0xFDF1D8, 0x8A3AA3, 0xF6EAFA, 0xB3261E, 0xFCE9E7});
    static const Colours darkColours =
        table({0x1D1F23, 0x17191C, 0x27292E, 0xECEEF1, 0xA4ABB5, 0x757C86, 0x383B41, 0x4A4E55,
               0x7C848F, 0x3A3D44, 0x3A6FE0, 0xFFFFFF, 0x8AB2FF, 0x22304D, 0x263655, 0x62CB90,
               0x1C3427, 0xF2BE5C, 0x382C14, 0xD9A2EE, 0x36233D, 0xFF958B, 0x401F1D});
    return dark ? darkColours : lightColours;
}

QPalette ownPalette(bool dark) {
    const Colours& own = ownColours(dark);
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Ink ink) {
        palette.setColor(role, at(own, ink));
    };
    set(QPalette::Window, Ink::Window);
    set(QPalette::Base, Ink::Card);
    set(QPalette::AlternateBase, Ink::Window);
    set(QPalette::ToolTipBase, Ink::Card);
    set(QPalette::Button, Ink::Card);
    set(QPalette::Highlight, Ink::Fill);
    set(QPalette::HighlightedText, Ink::OnFill);
    set(QPalette::Link, Ink::Accent);
    set(QPalette::LinkVisited, Ink::Accent);
    set(QPalette::PlaceholderText, Ink::Text2);
    set(QPalette::Mid, Ink::ControlLine);
    set(QPalette::Midlight, Ink::Line);
    set(QPalette::Light, Ink::Card);
    set(QPalette::Dark, Ink::Mark);
    for (const auto role : {QPalette::WindowText,
                            QPalette::Text,
                            QPalette::ButtonText,
                            QPalette::ToolTipText,
                            QPalette::BrightText}) {
        set(role, Ink::Text);
        palette.setColor(QPalette::Disabled, role, at(own, Ink::Disabled));
    }
    return palette;
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Active, QPalette::Window).lightness() <
           palette.color(QPalette::Active, QPalette::WindowText).lightness();
}

Colours coloursFrom(const QPalette& palette, Contrast contrast) {
    const bool dark = isDark(palette);
    const bool own = sameColours(palette, ownPalette(dark));
    if (own && contrast == Contrast::Normal)
        return ownColours(dark); // tuned by hand and measured: LOOKS section 1
    Colours colours = own ? ownColours(dark) : derive(palette, dark);
    correct(colours, contrast);
    return colours;
}

} // namespace upkeep
