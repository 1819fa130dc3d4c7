// SPDX-License-Identifier: Apache-2.0
// One setting: what it is and what it means at the start, its control at the end; and the group
// such rows stand in.
#pragma once

#include "theme/theme.h"

#include <QList>
#include <QWidget>

class QPushButton;
class QRadioButton;

namespace upkeep {

class Card;
class Label;

class SettingsRow : public QWidget {
    Q_OBJECT

public:
    SettingsRow(const QString& name,
                const QString& caption,
                QWidget* control,
                QWidget* parent = nullptr);
    void setCaption(const QString& caption);
    // The administrator's value: the control is locked and the row says so.
    void setManaged(bool managed, const QString& by = {});

private:
    QString m_caption;
    QWidget* m_control;
    class IconLabel* m_lock;
    Label* m_second;
};

class SettingsGroup : public QWidget {
    Q_OBJECT

public:
    explicit SettingsGroup(const QString& title, QWidget* parent = nullptr);
    const QString& title() const { return m_title; }
    void addRow(QWidget* row);
    void clearRows();
    // An answer of several, with one sentence each.
    QRadioButton* addAnswer(const QString& name, const QString& caption);
    // After the last answer: room for the line that says who else decides.
    void closeAnswers();
    // The file in which the administrator has answered; empty = the person does.
    void setAnswersManaged(const QString& by);
    // Rows were shown or hidden: so are their hairlines.
    void followRows();
    void setResettable(bool resettable);
    Q_SIGNAL void resetWanted();

private:
    QString m_title;
    Card* m_card;
    QPushButton* m_reset;
    QList<QRadioButton*> m_answers;
    QWidget* m_managedRow = nullptr;
};

} // namespace upkeep
