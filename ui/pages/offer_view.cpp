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
#include "widgets/notes_view.h"
#include "widgets/page.h"
#include "widgets/state_banner.h"
#include "words.h"

#include <QHBoxLayout>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QVBoxLayout>

namespace upkeep {
namespace {

Tone badgeTone(const Offer& offer) {
    if (!offer.signedByPublisher)
        return Tone::Attention;
    return offer.security ? Tone::Security : Tone::Accent;
}

// The morning after, the evening of today, ...: hours people mean by these words.
QDateTime atHour(const QDate& day, int hour) {
    return QDateTime(day, QTime(hour, 0));
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
    m_remind = makeSplitButton(tr("Remind Me Later"), makeReminderMenu());
    m_update = makeButton(tr("&Update Now"), ButtonRole::Filled);
    m_bar->addLeading(m_skip);
    m_bar->addTrailing(m_remind);
    m_bar->addTrailing(m_update);
    connect(m_skip, &QPushButton::clicked, this, [this] { m_controller.skip(m_status.offer->to); });
    connect(m_remind, &QToolButton::clicked, this, [this] {
        m_controller.remind(atHour(QDate::currentDate().addDays(1), 9));
    });
    connect(m_update, &QPushButton::clicked, this, &OfferView::startUpdate);
}

QMenu* OfferView::makeReminderMenu() {
    auto* menu = new QMenu(this);
    const auto add = [this, menu](const QString& text, auto moment) {
        connect(menu->addAction(text), &QAction::triggered, this, [this, moment] {
            m_controller.remind(moment());
        });
    };
    add(tr("In 1 hour"), [] { return QDateTime::currentDateTime().addSecs(3600); });
    add(tr("This evening"), [] { return atHour(QDate::currentDate(), 19); });
    add(tr("Tomorrow"), [] { return atHour(QDate::currentDate().addDays(1), 9); });
    add(tr("Next week"), [] { return atHour(QDate::currentDate().addDays(7), 9); });
    return menu;
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
    m_skip->setVisible(!offer.security);
    setButtonRole(m_update, offer.signedByPublisher ? ButtonRole::Filled : ButtonRole::Plain);
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
    text.badge =
        offer.signedByPublisher ? updateTypeName(offer) : tr("Not signed by its publisher");
    text.badgeTone = badgeTone(offer);
    text.facts = {{tr("Download"), describeDownload(plan), false, formatSize(plan.downloadBytes)},
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
    setMargins(column, 16, 10);
    setSpacing(column, 6);
    for (const PlanStep& step : offer.plan.steps) {
        auto* row = new QHBoxLayout;
        setSpacing(row, 10);
        row->addWidget(new IconLabel(stepIcon(step.kind), Ink::Text2, 16));
        auto* words = new Label(TextStyle::Body);
        words->setText(describe(step, offer, m_status.name));
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
