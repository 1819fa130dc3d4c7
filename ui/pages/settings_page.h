// SPDX-License-Identifier: Apache-2.0
// What the person prefers, in groups; every change applies at once.
#pragma once

#include "update_controller.h"
#include "widgets/page.h"

class QComboBox;
class QLineEdit;
class QRadioButton;
class QScrollArea;
class QVBoxLayout;

namespace upkeep {

class IndexList;
class SettingsGroup;
class Switch;

class SettingsPage : public Page {
    Q_OBJECT

public:
    explicit SettingsPage(UpdateController& controller, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildLayout();
    void buildAutomatic();
    void buildSchedule();
    void buildSnapshots();
    void buildChannels();
    void buildDecisions();
    SettingsGroup* addGroup(const QString& title);
    void present(const Preferences& preferences);
    void showDecisions(const ProductStatus& status);
    void change(const std::function<void(Preferences&)>& edit);
    void followReset();
    void filter(const QString& text);
    void jumpTo(int group);

    UpdateController& m_controller;
    Preferences m_shown;
    bool m_filling = false;

    QLineEdit* m_search;
    QScrollArea* m_scroll = nullptr;
    QVBoxLayout* m_column = nullptr;
    IndexList* m_index;
    QList<SettingsGroup*> m_groups;
    SettingsGroup* m_automatic = nullptr;
    SettingsGroup* m_schedule = nullptr;
    SettingsGroup* m_snapshots = nullptr;
    SettingsGroup* m_channels = nullptr;
    SettingsGroup* m_decisions = nullptr;
    QList<QRadioButton*> m_answers; // in the order of AutoUpdate
    QComboBox* m_interval;
    Switch* m_start;
    QComboBox* m_kept;
    QComboBox* m_budget;
    QComboBox* m_channel;
};

} // namespace upkeep
