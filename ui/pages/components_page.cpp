// SPDX-License-Identifier: Apache-2.0
#include "pages/components_page.h"

#include "models/component_model.h"
#include "models/evolution_model.h"
#include "models/row_paint.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/folding_columns.h"
#include "widgets/label.h"

#include <QListView>
#include <QVBoxLayout>

namespace upkeep {

ComponentsPage::ComponentsPage(UpdateController& controller, QWidget* parent)
    : Page(tr("Components"), parent), m_controller(controller), m_model(new ComponentModel(this)),
      m_evolutions(new EvolutionModel(this)), m_columns(new FoldingColumns), m_card(new Card),
      m_list(new QListView), m_evolutionCard(new Card), m_evolutionList(new QListView),
      m_bar(new ActionBar), m_apply(makeButton(tr("Change &Evolutions"), ButtonRole::Filled)) {
    buildLayout();
    connect(
        &m_controller, &UpdateController::componentsRead, this, &ComponentsPage::fillComponents);
    connect(
        &m_controller, &UpdateController::evolutionsRead, this, &ComponentsPage::fillEvolutions);
    connect(&m_controller, &UpdateController::activityChanged, this, &ComponentsPage::followChoice);
    connect(m_evolutions, &EvolutionModel::choiceChanged, this, &ComponentsPage::followChoice);
    connect(m_apply, &QPushButton::clicked, this, &ComponentsPage::applyChoice);
}

void ComponentsPage::buildLayout() {
    m_card->setTitle(tr("Parts of this product"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ComponentDelegate(m_list));
    settleInCard(*m_list, tr("Components"));
    m_card->setBody(m_list);
    m_columns->setMain(m_card, tr("Components"), false);
    m_evolutionCard->setTitle(tr("Evolutions"));
    m_evolutionList->setModel(m_evolutions);
    m_evolutionList->setItemDelegate(new EvolutionDelegate(m_evolutionList));
    m_evolutionList->setSelectionMode(QAbstractItemView::NoSelection);
    settleInCard(*m_evolutionList, tr("Evolutions"));
    m_evolutionCard->setBody(m_evolutionList);
    m_columns->addSide(m_evolutionCard, tr("Evolutions"));
    content()->addWidget(m_columns, 1);
    auto* hint = new Label(TextStyle::Body, Ink::Text2);
    hint->setText(
        tr("Evolutions can be added and taken away at any time; each change can be undone."));
    m_bar->addLeading(hint);
    m_bar->addTrailing(m_apply);
    setActionBar(m_bar);
    followChoice();
}

void ComponentsPage::fillComponents(const QList<ComponentStatus>& components) {
    m_model->setComponents(components, m_controller.status().name);
    m_list->setFixedHeight(heightOfRows(*m_list, 9));
}

void ComponentsPage::fillEvolutions(const QList<EvolutionOffer>& evolutions) {
    m_evolutions->setEvolutions(
        evolutions, m_controller.status().version, m_controller.status().name);
    m_evolutionList->setFixedHeight(heightOfRows(*m_evolutionList, 8));
    m_columns->setPartVisible(m_evolutionCard, !evolutions.isEmpty());
    m_bar->setVisible(!evolutions.isEmpty());
}

void ComponentsPage::followChoice() {
    m_evolutionCard->setCaption(
        tr("%1 of %2 chosen").arg(m_evolutions->chosenCount()).arg(m_evolutions->rowCount()));
    m_apply->setEnabled(m_evolutions->differsFromInstalled() && !m_controller.isBusy());
}

void ComponentsPage::applyChoice() {
    UpdateChoice choice;
    choice.evolutions = m_evolutions->chosenIds();
    choice.startAfterwards = m_controller.preferences().startAfterUpdate;
    Q_EMIT pageWanted(QStringLiteral("updates")); // where its progress is shown
    m_controller.changeEvolutions(choice);
}

} // namespace upkeep
