// SPDX-License-Identifier: Apache-2.0
#include "pages/outcome_view.h"

#include "pages/story.h"
#include "text/format.h"
#include "text/offer_text.h"
#include "text/state_text.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/folding_columns.h"
#include "widgets/label.h"
#include "widgets/page.h"
#include "widgets/state_banner.h"
#include "words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace upkeep {
OutcomeView::OutcomeView(UpdateController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_banner(new StateBanner),
      m_columns(new FoldingColumns), m_main(new Card), m_side(new QWidget),
      m_sideCards(new QVBoxLayout(m_side)), m_barPlace(new QWidget) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    setSpacing(column, 16);
    column->addWidget(m_banner);
    column->addWidget(m_columns, 1);
    m_columns->setMain(m_main, tr("What happened"), false);
    m_columns->addSide(m_side, tr("What to do"));
    m_sideCards->setContentsMargins(0, 0, 0, 0);
    setSpacing(m_sideCards, 12);
    auto* place = new QVBoxLayout(m_barPlace);
    place->setContentsMargins(0, 0, 0, 0);
}

void OutcomeView::reset(const ProductStatus& status) {
    m_status = status;
    m_main->clearRows();
    m_columns->setPartVisible(m_main, false);
    clearLayout(m_sideCards);
    clearLayout(m_barPlace->layout());
    m_bar = new ActionBar;
    m_barPlace->layout()->addWidget(m_bar);
    m_bar->hide(); // until there is something to press
}

void OutcomeView::present(const ProductStatus& status,
                          const QList<HistoryEvent>& history,
                          const QDateTime& now) {
    reset(status);
    showBanner(now);
    const bool hasStory = m_status.state == UpdateState::Failed ||
                          m_status.state == UpdateState::RolledBack ||
                          m_status.state == UpdateState::RestoreFailed;
    if (hasStory && !history.isEmpty())
        showMain(tr("What happened"), makeStory(history, now));
    if (m_status.state == UpdateState::Held)
        showHolds(now);
    showSide();
    addActions();
}

void OutcomeView::showBanner(const QDateTime& now, const QString& line) {
    const StateText words = describe(m_status, now);
    const Look look = stateLook(m_status.state);
    BannerText text;
    text.tone = look.tone;
    text.discIcon = look.icon;
    text.headline = words.headline;
    text.line = line.isEmpty() ? words.line : line;
    text.quiet = look.tone == Tone::Neutral;
    if (m_status.pinnedTo) {
        text.badge = tr("Pinned to %1").arg(versionText(*m_status.pinnedTo));
        text.badgeTone = Tone::Attention;
        text.badgeIcon = QStringLiteral("status-pinned");
    } else if (m_status.state == UpdateState::Ready && m_status.wish != Wish::None) {
        text.badge =
            m_status.wish == Wish::OnQuit ? tr("Installs on quit") : tr("Restarts when idle");
        text.badgeTone = Tone::Accent;
        text.badgeIcon = QStringLiteral("status-waiting");
    }
    m_banner->setState(text, m_status.iconPath);
}

void OutcomeView::showMain(const QString& title, QWidget* body) {
    m_main->setTitle(title);
    m_columns->setTitle(m_main, title);
    if (body)
        m_main->setBody(body);
    m_main->show();
    m_columns->setPartVisible(m_main, true);
}

// Each reason that holds, the most telling first.
void OutcomeView::showHolds(const QDateTime& now) {
    QList<Hold> holds = m_status.holds;
    if (holds.isEmpty() && m_status.hold)
        holds = {*m_status.hold};
    if (holds.isEmpty())
        return;
    showMain(tr("Why it waits"), nullptr);
    for (const Hold& hold : std::as_const(holds)) {
        auto* words = new Label(TextStyle::Body, Ink::Text, Label::Fit::Wrap);
        words->setText(describe(hold, now));
        words->setToolTip(hold.subject);
        auto* row = new QWidget;
        auto* across = new QHBoxLayout(row);
        setMargins(across, 16, 12);
        setSpacing(across, 12);
        across->addWidget(new IconLabel(holdIcon(hold.reason), Ink::Attention, 20));
        across->addWidget(words, 1);
        m_main->addRow(row);
    }
}

void OutcomeView::addCard(const QString& icon,
                          Tone tone,
                          const QString& title,
                          const QString& text,
                          QPushButton* button) {
    auto* card = new Card;
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    setMargins(column, 16, 12, 16, 16);
    setSpacing(column, 12);
    auto* head = new QHBoxLayout;
    setSpacing(head, 8);
    head->addWidget(new IconLabel(icon, inkOf(tone), 18));
    auto* name = new Label(TextStyle::Strong);
    name->setText(title);
    head->addWidget(name, 1);
    column->addLayout(head);
    auto* words = new Label(TextStyle::Body, Ink::Text2, Label::Fit::Wrap);
    words->setText(text);
    column->addWidget(words);
    if (button) {
        makeSmall(button);
        column->addWidget(button, 0, Qt::AlignLeading);
    }
    card->setBody(body);
    card->setAccessibleName(title);
    m_sideCards->addWidget(card);
}

void OutcomeView::showSide() {
    const QString left = versionText(m_status.leftVersion);
    if (m_status.state == UpdateState::RolledBack || m_status.pinnedTo) {
        const QString to = versionText(m_status.pinnedTo.value_or(m_status.version));
        auto* resume =
            makeButton(tr("Res&ume Updates"), ButtonRole::Plain, QStringLiteral("unpin"));
        connect(resume, &QPushButton::clicked, &m_controller, &UpdateController::resume);
        addCard(QStringLiteral("status-pinned"),
                Tone::Attention,
                tr("Pinned to %1").arg(to),
                tr("%1 is not offered again. When a newer version appears, you are told and can "
                   "choose.")
                    .arg(left),
                resume);
    }
    if (m_status.state == UpdateState::RolledBack && m_status.lastError) {
        auto* report = makeButton(tr("Rep&ort..."), ButtonRole::Plain, QStringLiteral("report"));
        connect(report, &QPushButton::clicked, this, [this] { Q_EMIT reportWanted(); });
        addCard(
            QStringLiteral("report"),
            Tone::Neutral,
            tr("Help the publisher mend it"),
            tr("The report holds versions, steps and the failed check. A preview is shown first."),
            report);
    }
    if (m_status.state == UpdateState::Failed)
        addCard(
            QStringLiteral("status-ok"),
            Tone::Ok,
            tr("Nothing was changed"),
            tr("%1 %2 keeps working as before.").arg(m_status.name, versionText(m_status.version)),
            nullptr);
    showWaiting();
    m_columns->setPartVisible(m_side, m_sideCards->count() > 0);
}

// States that wait for someone or something else.
void OutcomeView::showWaiting() {
    if (m_status.state == UpdateState::Held)
        showWhatWaits();
    if (m_status.state == UpdateState::Ready)
        showRestartChoice();
    if (m_status.state == UpdateState::Withdrawn)
        addCard(QStringLiteral("status-attention"),
                Tone::Attention,
                tr("What to do"),
                m_status.canRollBack
                    ? tr("Going back to %1 takes about a second and can be undone. Staying is "
                         "possible too; a mended version is offered as soon as there is one.")
                          .arg(versionText(m_status.rollbackVersion))
                    : tr("A mended version is offered as soon as there is one."),
                nullptr);
    if (m_status.state == UpdateState::HeldElsewhere)
        addCard(QStringLiteral("status-info"),
                Tone::Neutral,
                tr("Only one at a time"),
                tr("Two programs must not change %1 at once. This page follows when the other "
                   "one is done.")
                    .arg(m_status.name),
                nullptr);
}

void OutcomeView::showWhatWaits() {
    if (m_status.offer) {
        const Offer& offer = *m_status.offer;
        auto* news = makeButton(tr("What's &New"));
        connect(news, &QPushButton::clicked, this, &OutcomeView::notesWanted);
        addCard(offer.security ? QStringLiteral("status-security")
                               : QStringLiteral("status-available"),
                offer.security ? Tone::Security : Tone::Accent,
                tr("%1 %2", "name, version").arg(m_status.name, versionText(offer.to)),
                tr("%1 to download. %2.", "size, about how long")
                    .arg(formatSize(offer.plan.downloadBytes),
                         formatEstimate(offer.plan.secondsEstimated)),
                news);
    }
    if (m_status.hold && m_status.hold->reason == QLatin1String("managed"))
        return; // nothing goes on here
    addCard(QStringLiteral("status-waiting"),
            Tone::Neutral,
            tr("It goes on by itself"),
            tr("As soon as nothing holds it any more. Until then %1 %2 keeps working as before.")
                .arg(m_status.name, versionText(m_status.version)),
            nullptr);
}

void OutcomeView::showRestartChoice() {
    addCard(QStringLiteral("restart"),
            Tone::Neutral,
            tr("When to restart"),
            tr("When idle: as soon as nobody has used the computer for a while and nothing holds "
               "it. On quit: the next time %1 is closed. Unsaved work is asked for, never lost.")
                .arg(m_status.name),
            nullptr);
}

} // namespace upkeep
