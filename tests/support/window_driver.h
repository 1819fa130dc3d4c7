// SPDX-License-Identifier: Apache-2.0
// Finds and presses what a person sees, by the words on it.
#pragma once

#include <QAbstractButton>
#include <QString>
#include <QStringList>
#include <QWidget>

namespace upkeep::test {

// The text of a visible, enabled button with these words (mnemonics left out); nullptr if none.
QAbstractButton* button(const QWidget& in, const QString& text);
bool shown(const QWidget& in, const QString& text);
// Fails the test when there is no such button.
void press(QWidget& in, const QString& text);
// The headline of the visible banner or calm state, without direction marks.
QString banner(const QWidget& in);
QString facts(const QWidget& in);
// Whether a visible label has these words in it; and how many have just these.
bool says(const QWidget& in, const QString& text);
int countOf(const QWidget& in, const QString& text);
// Visible widgets that take the focus but have nothing to say to a screen reader.
QStringList namelessControls(QWidget& in);

template <typename T> T* find(const QWidget& in, const QString& accessibleName) {
    for (T* widget : in.findChildren<T*>()) {
        if (widget->isVisible() && widget->accessibleName() == accessibleName)
            return widget;
    }
    return nullptr;
}

} // namespace upkeep::test
