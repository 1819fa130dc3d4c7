// SPDX-License-Identifier: Apache-2.0
// The parts of a product with version, health and local changes, the settings that need a choice,
// the evolutions of the installed version to add or take away, and verify and repair.
#pragma once

#include "update_controller.h"
#include "widgets/page.h"

class QListView;
class QPushButton;

namespace upkeep {

class Card;
class Label;
class ComponentModel;
class EvolutionModel;
class FoldingColumns;

class ComponentsPage : public Page {
    Q_OBJECT

public:
    explicit ComponentsPage(UpdateController& controller, QWidget* parent = nullptr);

private:
    void buildLayout();
    void buildSettings();
    void fillComponents(const QList<ComponentStatus>& components);
    void fillEvolutions(const QList<EvolutionOffer>& evolutions);
    void followChoice();
    void applyChoice();
    void verifyOrRepair();
    void fillOpenSettings(const QList<OpenSetting>& settings);
    void askSettings();
    void showIssues(const std::optional<QList<HealthIssue>>& issues);
    QString nameOf(const HealthIssue& issue) const;
    void showHealth(const HealthReport& report);
    void showRepair(const RepairOutcome& outcome);
    void showFailure(Activity activity, const Error& error);
    void offerRepair(bool offered);
    QString sentence(const Error& error) const;

    UpdateController& m_controller;
    ComponentModel* m_model;
    EvolutionModel* m_evolutions;
    FoldingColumns* m_columns;
    Card* m_settings; // those that need a choice
    Label* m_settingsWords;
    Card* m_issues;
    Card* m_card;
    QListView* m_list;
    Card* m_evolutionCard;
    QListView* m_evolutionList;
    ActionBar* m_bar;
    Label* m_hint;
    QPushButton* m_health;
    QPushButton* m_apply;
    QList<OpenSetting> m_open;
    bool m_isDamaged = false;
};

} // namespace upkeep
