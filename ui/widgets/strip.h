// SPDX-License-Identifier: Apache-2.0
// One polite line above a page's title: what was done, and the ways on. Never takes the focus.
#pragma once

#include "theme/theme.h"

#include <QFrame>

class QHBoxLayout;
class QPushButton;

namespace upkeep {

class IconLabel;
class Label;

class Strip : public QFrame {
    Q_OBJECT

public:
    explicit Strip(QWidget* parent = nullptr);
    void setText(Tone tone, const QString& icon, const QString& strong, const QString& text);
    void addButton(QPushButton* button);
    Q_SIGNAL void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    Tone m_tone = Tone::Ok;
    QHBoxLayout* m_across;
    IconLabel* m_icon;
    Label* m_strong;
    Label* m_text;
    QHBoxLayout* m_buttons;
};

} // namespace upkeep
