// SPDX-License-Identifier: Apache-2.0
#include "pages/offer_view.h"

#include "models/evolution_model.h"
#include "models/row_paint.h"
#include "text/format.h"
#include "text/offer_text.h"
#include "text/state_text.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/folding_columns.h"
#include "widgets/label.h"
#include "widgets/moments_menu.h"
#include "widgets/notes_view.h"
#include "widgets/page.h"
#include "widgets/state_banner.h"
#include "words.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QListView>
#include <QMenu>
#include <QVBoxLayout>

namespace upkeep {
namespace {

Tone badgeTone(const Offer& offer) {
    if (!offer.signedByPublisher)
        return Tone::Attention;
    return offer.security ? Tone::Security : Tone::Accent;
}

} // namespace

OfferView::OfferView(UpdateController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_evolutions(new EvolutionModel(this)),
      m_banner(new StateBanner), m_columns(new FoldingColumns), m_notesCard(new Card),
      m_notes(new NotesView), m_evolutionCard(new Card), m_evolutionList(new QListView),
      m_planCard(new Card), m_bar(new ActionBar) {
    buildLayout();
    buildBar();
    connect(m_evolutions, &EvolutionModel::choiceChanged, this, &OfferView::followChoice);
}

void OfferView::buildLayout() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    setSpacing(column, 16);
    column->addWidget(m_banner);
    column->addWidget(m_columns, 1);

    m_notesCard->setTitle(tr("What's new"));
    m_notesCard->setBody(m_notes);
    m_columns->setMain(m_notesCard, tr("What's new"), true);

    m_evolutionCard->setTitle(tr("Evolutions"));
    auto* recommended = makeButton(tr("Recommended"), ButtonRole::Link);
    makeSmall(recommended);
    recommended->setAccessibleName(tr("Choose the recommended evolutions"));
    connect(recommended, &QPushButton::clicked, m_evolutions, &EvolutionModel::chooseRecommended);
    m_evolutionCard->addToHead(recommended);
    m_evolutionList->setModel(m_evolutions);
    m_evolutionList->setItemDelegate(new EvolutionDelegate(m_evolutionList));
    m_evolutionList->setSelectionMode(QAbstractItemView::NoSelection);
    settleInCard(*m_evolutionList, tr("Evolutions"));
    m_evolutionCard->setBody(m_evolutionList);
    m_columns->addSide(m_evolutionCard, tr("Evolutions"));

    m_planCard->setTitle(tr("Plan"));
    m_columns->addSide(m_planCard, tr("Plan"));
}

void OfferView::buildBar() {
    m_skip = makeButton(tr("S&kip This Version"), ButtonRole::Flat);
    m_always = new QCheckBox(tr("&Always update automatically"));
    QMenu* menu = makeReminderMenu(this, [this](const QDateTime& at) { m_controller.remind(at); });
    addQuitReminder(*menu);
    m_remind = makeSplitButton(tr("Remind Me Later"), menu);
    m_remind->setToolTip(tr("Tomorrow; the arrow has other times"));
    m_update = makeButton(tr("&Update Now"), ButtonRole::Filled);
    m_bar->addLeading(m_skip);
    m_bar->addLeading(m_always);
    m_bar->addTrailing(m_remind);
    m_bar->addTrailing(m_update);
    connect(m_skip, &QPushButton::clicked, this, [this] { m_controller.skip(m_status.offer->to); });
    connect(m_always, &QCheckBox::clicked, this, &OfferView::setAlways);
    connect(
        m_remind, &QToolButton::clicked, this, [this] { m_controller.remind(tomorrowMorning()); });
    connect(m_update, &QPushButton::clicked, this, &OfferView::startUpdate);
    connect(&m_controller, &UpdateController::preferencesRead, this, &OfferView::followPreferences);
}

void OfferView::addQuitReminder(QMenu& menu) {
    m_remindOnQuit = menu.addAction(tr("When I quit it"));
    connect(m_remindOnQuit, &QAction::triggered, this, [this] {
        if (!m_controller.ask(Answer::RemindOnQuit))
            m_controller.remind(tomorrowMorning()); // nobody is there to see it quit
    });
}

void OfferView::followPreferences(const Preferences& preferences) {
    const bool always = preferences.automatic == AutoUpdate::All;
    if (!always)
        m_otherwise = preferences.automatic;
    m_always->setChecked(always);
}

void OfferView::setAlways(bool always) {
    Preferences preferences = m_controller.preferences();
    preferences.automatic = always ? AutoUpdate::All : m_otherwise;
    m_controller.setPreferences(preferences);
}

bool OfferView::isForbidden(const char* act) const {
    return m_status.forbidden.contains(QLatin1String(act));
}

// A security update is not skipped, an administrator's deadline neither skipped nor put off.
void OfferView::showAnswers() {
    const Offer& offer = *m_status.offer;
    const bool forced = m_status.deadline.isValid();
    m_skip->setVisible(!offer.security && !forced && !isForbidden("skip"));
    m_remind->setVisible(!forced && !isForbidden("remind"));
    m_remindOnQuit->setText(tr("When I quit %1").arg(m_status.name));
    m_update->setEnabled(!isForbidden("update"));
    m_update->setToolTip(isForbidden("update") ? tr("Your administrator brings the updates")
                                               : QString());
    const QString keeper = m_status.managed.value(
        QStringLiteral("automatic"), m_status.forbidden.value(QStringLiteral("settings")));
    m_always->setEnabled(keeper.isEmpty());
    m_always->setToolTip(keeper.isEmpty() ? QString() : tr("Managed by your administrator"));
    setButtonRole(m_update, offer.signedByPublisher ? ButtonRole::Filled : ButtonRole::Plain);
}

// The settings have it, too, where there is no room for it here.
void OfferView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_always->setVisible(width() >= px(700));
}

void OfferView::present(const ProductStatus& status, const QDateTime& now) {
    const bool sameOffer = m_status.offer && status.offer && m_status.offer->to == status.offer->to;
    m_status = status;
    m_now = now;
    const Offer& offer = *m_status.offer;
    m_notesCard->setCaption(tr("since %1").arg(versionText(offer.from)));
    if (!sameOffer) { // a choice that was made already must not be lost to a second look
        m_notes->setNotes(offer);
        m_evolutions->setEvolutions(offer.evolutions, offer.to, status.name);
    }
    m_columns->setPartVisible(m_evolutionCard, !offer.evolutions.isEmpty());
    m_evolutionList->setFixedHeight(heightOfRows(*m_evolutionList, 8));
    showAnswers();
    showPlan();
    followChoice();
}

void OfferView::showBanner(const QDateTime& now) {
    const Offer& offer = *m_status.offer;
    const StateText words = describe(m_status, now);
    const Look look = stateLook(m_status.state);
    Plan plan = offer.plan;
    plan.downloadBytes += m_evolutions->extraBytes();
    BannerText text;
    text.tone = look.tone;
    text.discIcon = look.icon;
    text.headline = words.headline;
    text.line = words.line;
    if (m_status.deadline.isValid())
        text.line = tr("Your administrator has it installed by %1.")
                        .arg(formatMoment(m_status.deadline, now)) +
                    u' ' + text.line;
    text.badge =
        offer.signedByPublisher ? updateTypeName(offer) : tr("Not signed by its publisher");
    text.badgeTone = badgeTone(offer);
    text.facts = {{tr("Download"),
                   describeDownload(plan),
                   false,
                   formatSize(plan.downloadBytes),
                   describeWays(plan)},
                  {tr("Disk space"),
                   tr("%1, %2 free").arg(formatSize(plan.diskNeeded), formatSize(plan.diskFree)),
                   true,
                   {}},
                  {tr("Time"), formatEstimate(plan.secondsEstimated), false, {}},
                  {tr("Restart"),
                   plan.restartNeeded ? tr("%1, once").arg(m_status.name) : tr("Not needed"),
                   false,
                   {}}};
    m_banner->setState(text, m_status.iconPath);
}

void OfferView::followChoice() {
    if (!m_status.offer)
        return;
    const int chosen = m_evolutions->chosenCount();
    const int all = m_evolutions->rowCount();
    m_evolutionCard->setCaption(tr("%1 of %2 chosen").arg(chosen).arg(all));
    m_columns->setTitle(m_evolutionCard, tr("Evolutions  %1 of %2").arg(chosen).arg(all));
    showBanner(m_now);
}

void OfferView::showPlan() {
    const Offer& offer = *m_status.offer;
    m_planCard->clearRows();
    m_planCard->setTrailingCaption(describeAway(offer.plan, m_status.name));
    auto* list = new QWidget;
    auto* column = new QVBoxLayout(list);
    setMargins(column, 16, 7);
    setSpacing(column, 4);
    for (const PlanLine& line : planLines(offer, m_status.name)) {
        auto* row = new QHBoxLayout;
        setSpacing(row, 10);
        row->addWidget(new IconLabel(stepIcon(line.kind), Ink::Text2, 16));
        auto* words = new Label(TextStyle::Body);
        words->setText(line.text);
        row->addWidget(words, 1);
        column->addLayout(row);
    }
    m_planCard->setBody(list);
}

void OfferView::startUpdate() {
    UpdateChoice choice;
    choice.evolutions = m_evolutions->chosenIds();
    choice.startAfterwards = m_controller.preferences().startAfterUpdate;
    m_controller.update(choice);
}

void OfferView::focusNotes() {
    m_notes->setFocus(Qt::OtherFocusReason);
}

} // namespace upkeep
