// SPDX-License-Identifier: Apache-2.0
// The buttons of the window, made ready: what Style needs to know and what a screen reader says.
#pragma once

#include <QCheckBox>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>

class QVariantAnimation;

namespace upkeep {

enum class ButtonRole { Plain, Filled, Flat, Danger, Link };

QPushButton*
makeButton(const QString& text, ButtonRole role = ButtonRole::Plain, const QString& icon = {});
// Only an icon: `name` is its tooltip and what readers say.
QToolButton* makeIconButton(const QString& icon, const QString& name, bool framed = false);
// Label, hairline, chevron with a menu.
QToolButton* makeSplitButton(const QString& text, QMenu* menu);
void makeSmall(QWidget* control);
// A filled button is the default of its window; anything else must not answer to Enter.
void setButtonRole(QPushButton* button, ButtonRole role);

// On or off at once; readers call it a check box.
class Switch : public QCheckBox {
    Q_OBJECT

public:
    explicit Switch(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool hitButton(const QPoint& point) const override { return rect().contains(point); }

private:
    void slide(bool on);

    QVariantAnimation* m_motion;
    qreal m_knob = 0; // 0 off, 1 on
};

// One of several answers shown side by side: a caption over its value.
class ChoiceTile : public QRadioButton {
    Q_OBJECT

public:
    ChoiceTile(const QString& caption, const QString& value, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool hitButton(const QPoint& point) const override { return rect().contains(point); }

private:
    QString m_caption;
    QString m_value;
};

} // namespace upkeep
