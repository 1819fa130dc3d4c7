// SPDX-License-Identifier: Apache-2.0
#include "pages/components_page.h"

#include "dialogs/settings_choice_dialog.h"
#include "models/component_model.h"
#include "models/evolution_model.h"
#include "models/row_paint.h"
#include "text/error_text.h"
#include "text/health_text.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/folding_columns.h"
#include "widgets/label.h"
#include "words.h"

#include <QHBoxLayout>
#include <QListView>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

namespace upkeep {
namespace {

constexpr int issuesShown = 40; // more help nobody; the report has them all

} // namespace

ComponentsPage::ComponentsPage(UpdateController& controller, QWidget* parent)
    : Page(tr("Components"), parent), m_controller(controller), m_model(new ComponentModel(this)),
      m_evolutions(new EvolutionModel(this)), m_columns(new FoldingColumns), m_settings(new Card),
      m_settingsWords(new Label(TextStyle::Body, Ink::Text, Label::Fit::Wrap)), m_issues(new Card),
      m_card(new Card), m_list(new QListView), m_evolutionCard(new Card),
      m_evolutionList(new QListView), m_bar(new ActionBar),
      m_hint(new Label(TextStyle::Body, Ink::Text2)), m_health(makeButton(tr("&Verify"))),
      m_apply(makeButton(tr("Change &Evolutions"), ButtonRole::Filled)) {
    buildLayout();
    connect(
        &m_controller, &UpdateController::componentsRead, this, &ComponentsPage::fillComponents);
    connect(
        &m_controller, &UpdateController::evolutionsRead, this, &ComponentsPage::fillEvolutions);
    connect(&m_controller, &UpdateController::activityChanged, this, &ComponentsPage::followChoice);
    connect(m_evolutions, &EvolutionModel::choiceChanged, this, &ComponentsPage::followChoice);
    connect(m_apply, &QPushButton::clicked, this, &ComponentsPage::applyChoice);
    connect(m_health, &QPushButton::clicked, this, &ComponentsPage::verifyOrRepair);
    connect(&m_controller,
            &UpdateController::openSettingsRead,
            this,
            &ComponentsPage::fillOpenSettings);
    // What was verified is another version now.
    const auto forget = [this] { showIssues(std::nullopt); };
    connect(&m_controller, &UpdateController::updated, this, forget);
    connect(&m_controller, &UpdateController::rolledBack, this, forget);
    connect(&m_controller, &UpdateController::restored, this, forget);
    connect(&m_controller, &UpdateController::verified, this, &ComponentsPage::showHealth);
    connect(&m_controller, &UpdateController::repaired, this, &ComponentsPage::showRepair);
    connect(&m_controller, &UpdateController::failed, this, &ComponentsPage::showFailure);
}

void ComponentsPage::buildLayout() {
    m_card->setTitle(tr("Parts of this product"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ComponentDelegate(m_list));
    settleInCard(*m_list, tr("Components"));
    m_card->setBody(m_list);
    buildSettings();
    m_issues->setTitle(tr("Problems found"));
    auto* main = new QWidget;
    auto* column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    setSpacing(column, 12);
    column->addWidget(m_settings);
    column->addWidget(m_issues);
    column->addWidget(m_card);
    column->addStretch(1);
    m_columns->setMain(makeScroll(main), tr("Components"), true);
    m_evolutionCard->setTitle(tr("Evolutions"));
    m_evolutionList->setModel(m_evolutions);
    m_evolutionList->setItemDelegate(new EvolutionDelegate(m_evolutionList));
    m_evolutionList->setSelectionMode(QAbstractItemView::NoSelection);
    settleInCard(*m_evolutionList, tr("Evolutions"));
    m_evolutionCard->setBody(m_evolutionList);
    m_columns->addSide(m_evolutionCard, tr("Evolutions"));
    content()->addWidget(m_columns, 1);
    m_hint->setText(
        tr("Evolutions can be added and taken away at any time; each change can be undone."));
    m_bar->addLeading(m_hint);
    m_bar->addTrailing(m_health);
    m_bar->addTrailing(m_apply);
    setActionBar(m_bar);
    followChoice();
}

void ComponentsPage::buildSettings() {
    auto* body = new QWidget;
    auto* across = new QHBoxLayout(body);
    setMargins(across, 16, 12);
    setSpacing(across, 12);
    auto* choose = makeButton(tr("Ch&oose..."));
    makeSmall(choose);
    across->addWidget(new IconLabel(QStringLiteral("kind-config"), Ink::Attention, 20));
    across->addWidget(m_settingsWords, 1);
    across->addWidget(choose);
    m_settings->setBody(body);
    m_settings->setAccessibleName(tr("Settings that need a choice"));
    m_settings->hide();
    m_issues->hide();
    connect(choose, &QPushButton::clicked, this, &ComponentsPage::askSettings);
}

void ComponentsPage::fillOpenSettings(const QList<OpenSetting>& settings) {
    m_open = settings;
    m_settings->setVisible(!settings.isEmpty());
    m_settingsWords->setText(tr("%n setting(s) were changed by you and by the last update. Yours "
                                "are in force until you choose.",
                                nullptr,
                                int(settings.size())));
}

void ComponentsPage::askSettings() {
    const ProductStatus& status = m_controller.status();
    auto* dialog = new SettingsChoiceDialog(m_open, status, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        dialog, &SettingsChoiceDialog::chosen, &m_controller, &UpdateController::decideSettings);
    dialog->open();
}

// What is not a part of the product has a name of its own.
QString ComponentsPage::nameOf(const HealthIssue& issue) const {
    if (issue.kind == IssueKind::TrustDamaged)
        return tr("Signatures");
    if (issue.kind == IssueKind::SnapshotDamaged)
        return tr("Snapshots");
    return componentName(
        issue.component, m_controller.kindOf(issue.component), m_controller.status().name);
}

// Every problem, and at each part how many of them are its own.
void ComponentsPage::showIssues(const std::optional<QList<HealthIssue>>& issues) {
    m_model->setIssues(issues);
    m_issues->clearRows();
    const QList<HealthIssue> list = issues.value_or(QList<HealthIssue>());
    for (const HealthIssue& issue : list.first(std::min<qsizetype>(list.size(), issuesShown)))
        m_issues->addRow(makeTextRow(
            QStringLiteral("status-attention"), Ink::Attention, nameOf(issue), describe(issue)));
    const int more = int(list.size()) - issuesShown;
    if (more > 0)
        m_issues->addRow(makeTextRow(
            QStringLiteral("more"), Ink::Text2, tr("%n more problem(s)", nullptr, more), {}));
    m_issues->setVisible(!list.isEmpty());
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
    m_apply->setVisible(!evolutions.isEmpty());
}

void ComponentsPage::followChoice() {
    m_evolutionCard->setCaption(
        tr("%1 of %2 chosen").arg(m_evolutions->chosenCount()).arg(m_evolutions->rowCount()));
    m_apply->setEnabled(m_evolutions->differsFromInstalled() && !m_controller.isBusy());
    m_health->setEnabled(!m_controller.isBusy());
}

void ComponentsPage::verifyOrRepair() {
    if (!m_isDamaged) {
        m_hint->setText(tr("Looking at every file..."));
        m_controller.verify();
        return;
    }
    m_hint->setText(tr("Repairing..."));
    m_controller.repair({}); // an open program is named, not closed over somebody's work
}

void ComponentsPage::showHealth(const HealthReport& report) {
    offerRepair(!report.isHealthy());
    showIssues(report.issues);
    m_hint->setText(report.isHealthy()
                        ? tr("Nothing is wrong with %1.").arg(m_controller.status().name)
                        : tr("%n problem(s) found.", nullptr, int(report.issues.size())));
}

void ComponentsPage::showRepair(const RepairOutcome& outcome) {
    const bool whole = outcome.failed.isEmpty() && outcome.notRepairable.isEmpty();
    offerRepair(!whole || !outcome.blockers.isEmpty());
    if (!outcome.blockers.isEmpty()) {
        QStringList names;
        for (const RunningProgram& program : outcome.blockers)
            names << program.name;
        m_hint->setText(tr("Still open: %1. Close it, then repair again.")
                            .arg(QLocale().createSeparatedList(names)));
        return;
    }
    QList<HealthIssue> left = outcome.notRepairable;
    for (const FailedRepair& failed : outcome.failed)
        left.append(failed.issue);
    showIssues(left);
    QString text = describe(outcome, m_controller.status().name);
    if (!outcome.failed.isEmpty())
        text += u' ' + sentence(outcome.failed.constFirst().error);
    m_hint->setText(text);
}

void ComponentsPage::showFailure(Activity activity, const Error& error) {
    if (activity == Activity::Verifying || activity == Activity::Repairing)
        m_hint->setText(sentence(error));
}

QString ComponentsPage::sentence(const Error& error) const {
    const ProductStatus& status = m_controller.status();
    return describe(error, {status.name, status.version.toString()}).paragraph();
}

void ComponentsPage::offerRepair(bool offered) {
    m_isDamaged = offered;
    m_health->setText(offered ? tr("&Repair") : tr("&Verify"));
}

void ComponentsPage::applyChoice() {
    UpdateChoice choice;
    choice.evolutions = m_evolutions->chosenIds();
    choice.startAfterwards = m_controller.preferences().startAfterUpdate;
    Q_EMIT pageWanted(QStringLiteral("updates")); // where its progress is shown
    m_controller.changeEvolutions(choice);
}

} // namespace upkeep
