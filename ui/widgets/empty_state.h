// SPDX-License-Identifier: Apache-2.0
// The calm state of a page: a large picture, a title, one line, one button, a few facts that lead
// elsewhere.
#pragma once

#include "theme/theme.h"

#include <QWidget>

class QPushButton;

namespace upkeep {

class Card;
class IconLabel;
class Label;

class EmptyState : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);
    void setPicture(const QString& path);
    void setText(const QString& icon, Ink ink, const QString& title, const QString& line);
    // Made once; hidden when its text is empty.
    QPushButton* button() { return m_button; }
    void clearFacts();
    // A row that can be pressed when `target` is not empty.
    void
    addFact(const QString& icon, const QString& name, const QString& value, const QString& target);
    Q_SIGNAL void factChosen(const QString& target);

private:
    void buildLayout();

    QWidget* m_picture;
    IconLabel* m_icon;
    Label* m_title;
    Label* m_line;
    QPushButton* m_button;
    Card* m_facts;
};

} // namespace upkeep
