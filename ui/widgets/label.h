// SPDX-License-Identifier: Apache-2.0
// A text in one of the type styles and colour roles; follows palette and font. Wraps, or stays on
// one line and elides with the full text as tooltip.
#pragma once

#include "theme/theme.h"

#include <QLabel>

namespace upkeep {

class Label : public QLabel {
    Q_OBJECT

public:
    enum class Fit { OneLine, Wrap };

    explicit Label(TextStyle style = TextStyle::Body,
                   Ink ink = Ink::Text,
                   Fit fit = Fit::OneLine,
                   QWidget* parent = nullptr);

    void setInk(Ink ink);
    void setElide(Qt::TextElideMode elide) { m_elide = elide; }

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void restyle();

    TextStyle m_style;
    Ink m_ink;
    Fit m_fit;
    Qt::TextElideMode m_elide = Qt::ElideRight;
};

// A small coloured word on its tint.
class Badge : public QWidget {
    Q_OBJECT

public:
    explicit Badge(QWidget* parent = nullptr);
    void setBadge(const QString& text, Tone tone, bool onTint = false, const QString& icon = {});
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    QString m_icon;
    Tone m_tone = Tone::Neutral;
    bool m_onTint = false;
};

// One of our icons as a widget.
class IconLabel : public QWidget {
    Q_OBJECT

public:
    explicit IconLabel(QString name = {},
                       Ink ink = Ink::Text2,
                       int size = 18,
                       QWidget* parent = nullptr);
    void setIcon(const QString& name, Ink ink);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name;
    Ink m_ink;
    int m_size;
};

} // namespace upkeep
