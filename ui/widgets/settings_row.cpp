// SPDX-License-Identifier: Apache-2.0
#include "widgets/settings_row.h"

#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QVBoxLayout>

namespace upkeep {

SettingsRow::SettingsRow(const QString& name,
                         const QString& caption,
                         QWidget* control,
                         QWidget* parent)
    : QWidget(parent), m_caption(caption), m_control(control),
      m_lock(new IconLabel(QStringLiteral("status-managed"), Ink::Text2, 14)),
      m_second(new Label(TextStyle::Caption, Ink::Text2, Label::Fit::Wrap)) {
    auto* across = new QHBoxLayout(this);
    setMargins(across, 16, 8);
    setSpacing(across, 12);
    auto* lines = new QVBoxLayout;
    lines->setSpacing(0);
    auto* first = new Label(TextStyle::Label, Ink::Text, Label::Fit::Wrap);
    first->setText(name);
    first->setBuddy(control);
    lines->addWidget(first);
    auto* below = new QHBoxLayout;
    setSpacing(below, 6);
    below->addWidget(m_lock);
    below->addWidget(m_second, 1);
    lines->addLayout(below);
    across->addLayout(lines, 1);
    if (qobject_cast<QComboBox*>(control))
        control->setMinimumWidth(px(150));
    control->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    across->addWidget(control);
    m_lock->hide();
    setCaption(caption);
    control->setAccessibleName(name);
    control->setAccessibleDescription(caption);
    setMinimumHeight(px(52));
}

void SettingsRow::setCaption(const QString& caption) {
    m_caption = caption;
    m_second->setText(caption);
    m_second->setVisible(!caption.isEmpty());
}

void SettingsRow::setManaged(bool managed, const QString& by) {
    m_lock->setVisible(managed);
    m_control->setEnabled(!managed);
    setToolTip(managed ? tr("Decided in %1").arg(by) : QString());
    m_second->setText(managed ? tr("Managed by your administrator") : m_caption);
    m_second->setVisible(!m_second->text().isEmpty());
}

SettingsGroup::SettingsGroup(const QString& title, QWidget* parent)
    : QWidget(parent), m_title(title), m_card(new Card),
      m_reset(makeButton(tr("Reset to Defaults"), ButtonRole::Link)) {
    auto* column = new QVBoxLayout(this);
    setSpacing(column, 8);
    auto* head = new QHBoxLayout;
    auto* name = new Label(TextStyle::Strong);
    name->setText(title);
    head->addWidget(name);
    head->addStretch(1);
    makeSmall(m_reset);
    m_reset->setAccessibleName(tr("Reset %1 to defaults").arg(title));
    m_reset->hide();
    QSizePolicy kept = m_reset->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(kept);
    head->addWidget(m_reset);
    column->addLayout(head);
    column->addWidget(m_card);
    m_card->setAccessibleName(title);
    connect(m_reset, &QPushButton::clicked, this, &SettingsGroup::resetWanted);
}

void SettingsGroup::addRow(QWidget* row) {
    m_card->addRow(row);
}

void SettingsGroup::clearRows() {
    m_card->clearRows();
}

void SettingsGroup::setResettable(bool resettable) {
    m_reset->setVisible(resettable);
}

QRadioButton* SettingsGroup::addAnswer(const QString& name, const QString& caption) {
    auto* row = new QWidget;
    auto* column = new QVBoxLayout(row);
    setMargins(column, 16, 8);
    column->setSpacing(0);
    auto* answer = new QRadioButton(name);
    answer->setFont(Theme::current().font(TextStyle::Label));
    answer->setAccessibleDescription(caption);
    column->addWidget(answer);
    auto* below = new Label(TextStyle::Caption, Ink::Text2, Label::Fit::Wrap);
    below->setText(caption);
    auto* indented = new QHBoxLayout;
    setMargins(indented, 26, 0, 0, 0);
    indented->addWidget(below);
    column->addLayout(indented);
    addRow(row);
    m_answers.append(answer);
    return answer;
}

void SettingsGroup::closeAnswers() {
    m_managedRow = new QWidget;
    auto* across = new QHBoxLayout(m_managedRow);
    setMargins(across, 16, 8);
    setSpacing(across, 6);
    across->addWidget(new IconLabel(QStringLiteral("status-managed"), Ink::Text2, 14));
    auto* words = new Label(TextStyle::Caption, Ink::Text2);
    words->setText(tr("Managed by your administrator"));
    across->addWidget(words, 1);
    m_managedRow->hide();
    addRow(m_managedRow);
}

void SettingsGroup::setAnswersManaged(const QString& by) {
    for (QRadioButton* answer : std::as_const(m_answers))
        answer->setEnabled(by.isEmpty());
    m_managedRow->setVisible(!by.isEmpty());
    m_managedRow->setToolTip(tr("Decided in %1").arg(by));
    followRows();
}

void SettingsGroup::followRows() {
    m_card->followRows();
}

} // namespace upkeep
