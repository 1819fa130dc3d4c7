// SPDX-License-Identifier: Apache-2.0
// The parts of a product with version, health and local changes, and the evolutions of the
// installed version to add or take away.
#pragma once

#include "update_controller.h"
#include "widgets/page.h"

class QListView;
class QPushButton;

namespace upkeep {

class Card;
class ComponentModel;
class EvolutionModel;
class FoldingColumns;

class ComponentsPage : public Page {
    Q_OBJECT

public:
    explicit ComponentsPage(UpdateController& controller, QWidget* parent = nullptr);

private:
    void buildLayout();
    void fillComponents(const QList<ComponentStatus>& components);
    void fillEvolutions(const QList<EvolutionOffer>& evolutions);
    void followChoice();
    void applyChoice();

    UpdateController& m_controller;
    ComponentModel* m_model;
    EvolutionModel* m_evolutions;
    FoldingColumns* m_columns;
    Card* m_card;
    QListView* m_list;
    Card* m_evolutionCard;
    QListView* m_evolutionList;
    ActionBar* m_bar;
    QPushButton* m_apply;
};

} // namespace upkeep
