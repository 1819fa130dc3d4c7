// SPDX-License-Identifier: Apache-2.0
#include "pages/updates_page.h"

#include "dialogs/error_dialog.h"
#include "dialogs/notes_dialog.h"
#include "pages/calm_view.h"
#include "pages/first_start_view.h"
#include "pages/offer_view.h"
#include "pages/outcome_view.h"
#include "pages/progress_view.h"
#include "text/format.h"
#include "text/state_text.h"
#include "theme/icons.h"
#include "widgets/buttons.h"
#include "widgets/strip.h"
#include "words.h"

#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace upkeep {
namespace {

constexpr qint64 stripSeconds = 24 * 3600;

bool isOffer(UpdateState state) {
    return state == UpdateState::Available || state == UpdateState::Security ||
           state == UpdateState::NotSigned;
}

bool isCalm(UpdateState state) {
    return state == UpdateState::UpToDate || state == UpdateState::NotChecked ||
           state == UpdateState::FromPackage;
}

bool showsProgress(Activity activity) {
    return activity == Activity::Updating || activity == Activity::Downloading ||
           activity == Activity::ChangingEvolutions || activity == Activity::RollingBack ||
           activity == Activity::Restoring;
}

} // namespace

UpdatesPage::UpdatesPage(UpdateController& controller, QWidget* parent)
    : Page(tr("Updates"), parent), m_controller(controller), m_check(new QToolButton),
      m_strip(new Strip), m_views(new QStackedWidget), m_bars(new QStackedWidget),
      m_offer(new OfferView(controller)), m_progress(new ProgressView(controller)),
      m_outcome(new OutcomeView(controller)), m_calm(new CalmView(controller)),
      m_firstStart(new FirstStartView) {
    buildLayout();
    buildConnections();
    showView(m_calm, nullptr);
}

void UpdatesPage::buildLayout() {
    m_check->setText(tr("Check for Updates"));
    m_check->setIcon(themedIcon(QStringLiteral("refresh")));
    m_check->setToolTip(tr("Check for updates (F5)"));
    m_check->setAccessibleName(tr("Check for updates"));
    m_check->setFocusPolicy(Qt::StrongFocus);
    addTitleButton(m_check);
    setAbove(m_strip);
    m_strip->hide();

    for (QWidget* view : {static_cast<QWidget*>(m_offer),
                          static_cast<QWidget*>(m_progress),
                          static_cast<QWidget*>(m_outcome),
                          static_cast<QWidget*>(m_calm),
                          static_cast<QWidget*>(m_firstStart)})
        m_views->addWidget(view);
    content()->addWidget(m_views, 1);
    m_bars->addWidget(m_offer->bar());
    m_bars->addWidget(m_progress->bar());
    m_bars->addWidget(m_outcome->bar());
    m_bars->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    layout()->addWidget(m_bars);

    auto* news = makeButton(tr("What's &New"));
    m_back = makeButton(tr("Roll &Back..."), ButtonRole::Plain, QStringLiteral("roll-back"));
    connect(news, &QPushButton::clicked, this, &UpdatesPage::showNews);
    connect(m_back, &QPushButton::clicked, this, &UpdatesPage::rollBackWanted);
    m_strip->addButton(news);
    m_strip->addButton(m_back);
}

void UpdatesPage::buildConnections() {
    const auto check = [this] {
        m_failure.reset();
        m_blockers.clear();
        m_controller.check();
    };
    connect(m_check, &QToolButton::clicked, this, check);
    connect(m_calm, &CalmView::checkWanted, this, check);
    connect(m_calm, &CalmView::factChosen, this, &Page::pageWanted);
    connect(m_outcome, &OutcomeView::detailsWanted, this, &UpdatesPage::showDetails);
    connect(m_outcome, &OutcomeView::rollBackWanted, this, &UpdatesPage::rollBackWanted);
    connect(m_outcome, &OutcomeView::pageWanted, this, &Page::pageWanted);
    connect(m_outcome, &OutcomeView::reportWanted, this, &Page::reportWanted);
    connect(m_outcome, &OutcomeView::notesWanted, this, [this] {
        if (m_controller.status().offer)
            showNotes(*m_controller.status().offer);
    });
    connect(m_outcome, &OutcomeView::notNowWanted, this, [this] {
        m_blockers.clear();
        refresh();
    });
    m_followOther.setSingleShot(true);
    m_followOther.setInterval(2000);
    connect(&m_followOther, &QTimer::timeout, &m_controller, &UpdateController::readStatus);
    connect(m_strip, &Strip::closed, this, [this] {
        m_closedStripOf = m_controller.status().version.toString();
        m_strip->hide();
    });
    connect(&m_controller, &UpdateController::statusChanged, this, &UpdatesPage::refresh);
    connect(&m_controller, &UpdateController::componentsRead, this, &UpdatesPage::refresh);
    connect(&m_controller, &UpdateController::activityChanged, this, [this](Activity activity) {
        if (activity != Activity::None) {
            m_failure.reset();
            m_blockers.clear();
        }
        if (showsProgress(activity))
            m_progress->start(activity, m_controller.status());
        refresh();
    });
    connect(&m_controller, &UpdateController::progressed, m_progress, &ProgressView::take);
    connect(&m_controller,
            &UpdateController::historyRead,
            this,
            [this](const QList<HistoryEvent>& events) {
                m_history = events;
                refresh();
            });
    connect(&m_controller, &UpdateController::failed, this, &UpdatesPage::keepFailure);
    connect(&m_controller, &UpdateController::updated, this, &UpdatesPage::keepOutcome);
    connect(&m_controller, &UpdateController::rolledBack, this, &UpdatesPage::keepRollback);
}

void UpdatesPage::keepFailure(Activity activity, const Error& error) {
    const bool mine = activity == Activity::Checking || showsProgress(activity) ||
                      activity == Activity::Finishing;
    // Another Upkeep at work is a state of its own, not a failure.
    if (!mine || error.code == ErrorCode::Cancelled || error.code == ErrorCode::Locked)
        return;
    m_failure = error;
    refresh();
}

void UpdatesPage::keepOutcome(const UpdateOutcome& outcome) {
    if (outcome.kind == UpdateOutcome::Kind::Blocked)
        m_blockers = outcome.blockers;
    refresh();
}

void UpdatesPage::keepRollback(const RollbackOutcome& outcome) {
    if (outcome.kind == RollbackOutcome::Kind::Blocked)
        m_failure = Error{ErrorCode::PreflightBlocked,
                          outcome.blockers.isEmpty() ? QString() : outcome.blockers.first().name,
                          {}};
    refresh();
}

void UpdatesPage::showView(QWidget* view, QWidget* bar) {
    m_views->setCurrentWidget(view);
    m_bars->setVisible(bar != nullptr);
    if (!bar)
        return;
    for (int i = 0; i < m_bars->count(); ++i) { // the highest of all would decide
        const bool shown = m_bars->widget(i) == bar;
        m_bars->widget(i)->setSizePolicy(QSizePolicy::Preferred,
                                         shown ? QSizePolicy::Fixed : QSizePolicy::Ignored);
    }
    m_bars->setCurrentWidget(bar);
}

void UpdatesPage::refresh() {
    const bool busy = m_controller.isBusy();
    m_check->setEnabled(!busy);
    m_calm->button()->setEnabled(!busy);
    const bool checking = m_controller.activity() == Activity::Checking;
    m_check->setText(checking ? tr("Checking...") : tr("Check for Updates"));
    m_calm->button()->setText(m_check->text()); // present() may know better
    if (!m_controller.hasStatus())
        return;
    if (m_controller.status().offer)
        m_lastOffer = m_controller.status().offer;
    present();
    m_check->setVisible(m_views->currentWidget() != m_calm &&
                        m_views->currentWidget() != m_progress);
    showStrip();
}

void UpdatesPage::present() {
    const ProductStatus& status = m_controller.status();
    const QDateTime now = QDateTime::currentDateTime();
    if (showsProgress(m_controller.activity()))
        return showView(m_progress, m_progress->bar());
    if (!m_blockers.isEmpty() || status.state == UpdateState::Ready) {
        m_outcome->showReady(status, m_blockers, now);
        return showView(m_outcome, m_outcome->bar());
    }
    if (m_failure && (isCalm(status.state) || isOffer(status.state)))
        return showFailure(now);
    if (isOffer(status.state) && status.offer) {
        const bool news = m_views->currentWidget() != m_offer;
        m_offer->present(status, now);
        showView(m_offer, m_offer->bar());
        if (news && isVisible())
            m_offer->focusNotes();
        return;
    }
    const bool stays = status.state == UpdateState::Withdrawn && status.stays;
    if (isFresh(now) && status.state == UpdateState::UpToDate) {
        m_firstStart->present(status, m_controller.components(), now);
        return showView(m_firstStart, nullptr);
    }
    if (isCalm(status.state) || stays) {
        m_calm->present(m_history, now);
        return showView(m_calm, nullptr);
    }
    if (status.state == UpdateState::HeldElsewhere)
        m_followOther.start(); // the other one tells nobody when it is done
    m_outcome->present(withCause(status), m_history, now);
    showView(m_outcome, m_outcome->bar());
}

void UpdatesPage::showFailure(const QDateTime& now) {
    ProductStatus failed = m_controller.status();
    failed.state = UpdateState::Failed;
    failed.lastError = m_failure;
    m_outcome->present(failed, m_history, now);
    showView(m_outcome, m_outcome->bar());
}

bool UpdatesPage::isFresh(const QDateTime& now) const {
    const QDateTime& at = m_controller.status().updatedAt;
    return at.isValid() && at.secsTo(now) < stripSeconds;
}

// Why it came back is in the history where the status does not say it.
ProductStatus UpdatesPage::withCause(ProductStatus status) const {
    if (status.state != UpdateState::RolledBack || status.lastError)
        return status;
    for (const HistoryEvent& event : m_history) {
        if (event.operation == QLatin1String("rollback") &&
            event.result == QLatin1String("success"))
            break; // gone back by choice
        if (event.result == QLatin1String("rolled-back")) {
            status.lastError = Error{ErrorCode::ProbeFailed, event.errorSubject, event.errorCause};
            break;
        }
    }
    return status;
}

void UpdatesPage::showStrip() {
    const ProductStatus& status = m_controller.status();
    const bool settled = status.state != UpdateState::RolledBack &&
                         status.state != UpdateState::RestoreFailed &&
                         status.state != UpdateState::FromPackage && !status.pinnedTo;
    const bool wanted = settled && isFresh(QDateTime::currentDateTime()) &&
                        m_views->currentWidget() != m_progress &&
                        m_closedStripOf != status.version.toString();
    const bool mayGoBack =
        status.canRollBack && !status.forbidden.contains(QStringLiteral("rollback"));
    if (wanted)
        m_strip->setText(Tone::Ok,
                         QStringLiteral("status-ok"),
                         tr("Updated to %1").arg(versionText(status.version)),
                         mayGoBack ? tr("Something wrong? %1 is one click away.")
                                         .arg(versionText(status.rollbackVersion))
                                   : QString());
    m_back->setVisible(mayGoBack);
    m_strip->setVisible(wanted);
}

// The notes of what was just installed; after a new start only the history knows of it.
void UpdatesPage::showNews() {
    if (!m_lastOffer || m_lastOffer->to != m_controller.status().version)
        return Q_EMIT pageWanted(QStringLiteral("history"));
    showNotes(*m_lastOffer);
}

void UpdatesPage::showNotes(const Offer& offer) {
    auto* dialog = new NotesDialog(m_controller.status().name, offer, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void UpdatesPage::showDetails(const Error& error) {
    auto* dialog = new ErrorDialog(
        error, {m_controller.status().name, m_controller.status().version.toString()}, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace upkeep
