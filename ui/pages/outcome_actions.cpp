// SPDX-License-Identifier: Apache-2.0
// The ways out of each state: the second half of OutcomeView.
#include "pages/outcome_view.h"

#include "text/format.h"
#include "widgets/buttons.h"
#include "widgets/card.h"
#include "widgets/folding_columns.h"
#include "widgets/page.h"
#include "words.h"

#include <QLocale>
#include <QPushButton>

namespace upkeep {
namespace {

// "Exporting video", where the program has said so; else which process it is.
QString busyWith(const ProductStatus& status, const RunningProgram& program) {
    for (const Hold& hold : status.holds) {
        if (hold.reason == QLatin1String("busy") && hold.subject.contains(program.name))
            return hold.subject;
    }
    return OutcomeView::tr("Process %1").arg(program.pid);
}

} // namespace

QPushButton* OutcomeView::add(bool trailing, QPushButton* button, std::function<void()> action) {
    connect(button, &QPushButton::clicked, this, std::move(action));
    m_bar->show();
    if (trailing)
        m_bar->addTrailing(button);
    else
        m_bar->addLeading(button);
    return button;
}

UpdateChoice OutcomeView::lastChoice() const {
    UpdateChoice choice = m_controller.choice();
    if (choice.evolutions.isEmpty() && m_status.offer) {
        for (const EvolutionOffer& evolution : m_status.offer->evolutions) {
            if (evolution.chosen || evolution.required)
                choice.evolutions << evolution.id;
        }
    }
    choice.whenRunning = WhenRunning::Refuse;
    choice.startAfterwards = m_controller.preferences().startAfterUpdate;
    return choice;
}

void OutcomeView::addFailedActions() {
    if (m_status.lastError) {
        const Error error = *m_status.lastError;
        add(true, makeButton(tr("&Details")), [this, error] { Q_EMIT detailsWanted(error); });
    }
    add(true, makeButton(tr("&Retry"), ButtonRole::Filled, {}), [this] {
        if (m_status.offer)
            m_controller.update(lastChoice());
        else
            m_controller.check();
    });
}

void OutcomeView::addRolledBackActions() {
    if (!m_status.leftVersion.toString().isEmpty())
        add(false,
            makeButton(tr("&Try %1 Again").arg(versionText(m_status.leftVersion)),
                       ButtonRole::Flat),
            [this] { m_controller.check(); });
    add(true, makeButton(tr("Co&mpare...")), [this] {
        Q_EMIT pageWanted(QStringLiteral("snapshots"));
    });
    if (m_status.lastError) {
        const Error error = *m_status.lastError;
        add(true, makeButton(tr("&Details")), [this, error] { Q_EMIT detailsWanted(error); });
    }
}

void OutcomeView::addHeldActions() {
    const bool paused = m_status.pausedUntil.isValid();
    const bool overridable =
        !m_status.hold || (m_status.hold->canOverride && !isForbidden("override"));
    if (overridable)
        add(true, makeButton(tr("Do It An&yway")), [this] {
            if (!m_status.offer)
                m_controller.check();
            else if (!m_controller.overrideHold())
                m_controller.update(lastChoice());
        });
    if (paused && !isForbidden("pause"))
        add(true, makeButton(tr("&Resume Updates")), [this] { m_controller.pause({}); });
    else if (m_status.pinnedTo)
        add(true, makeButton(tr("&Resume Updates")), [this] { m_controller.resume(); });
}

void OutcomeView::addWithdrawnActions() {
    add(true, makeButton(tr("&Stay")), [this] { m_controller.stay(); });
    if (m_status.canRollBack && !isForbidden("rollback"))
        add(true,
            makeButton(tr("&Go Back to %1").arg(versionText(m_status.rollbackVersion))),
            [this] { Q_EMIT rollBackWanted(); });
}

// One program is open: ours, as a rule. Several: each may have something to lose.
void OutcomeView::addReadyActions(qsizetype programs) {
    if (programs > 0)
        add(false, makeButton(tr("&Not Now"), ButtonRole::Flat), [this] { Q_EMIT notNowWanted(); });
    const auto closeNow = [this] {
        UpdateChoice choice = lastChoice();
        choice.whenRunning = WhenRunning::AskToQuit;
        m_controller.update(choice);
    };
    const auto onQuit = [this] { wish(Answer::OnQuit); };
    if (programs > 1) {
        add(true, makeButton(tr("C&lose Them and Continue")), closeNow);
        add(true, makeButton(tr("Install on &Quit"), ButtonRole::Filled), onQuit);
        return;
    }
    add(true, makeButton(tr("On &Quit")), onQuit);
    add(true, makeButton(tr("&Restart Now")), closeNow);
    add(true, makeButton(tr("Restart When &Idle"), ButtonRole::Filled), [this] {
        wish(Answer::RestartWhenIdle);
    });
}

// The agent waits for the moment; without one, the update itself does.
void OutcomeView::wish(Answer answer) {
    if (m_controller.ask(answer))
        return;
    UpdateChoice choice = lastChoice();
    choice.whenRunning = WhenRunning::Wait;
    m_controller.update(choice);
}

bool OutcomeView::isForbidden(const char* act) const {
    return m_status.forbidden.contains(QLatin1String(act));
}

void OutcomeView::addActions() {
    switch (m_status.state) {
    case UpdateState::Failed:
        return addFailedActions();
    case UpdateState::RolledBack:
        return addRolledBackActions();
    case UpdateState::Held:
        return addHeldActions();
    case UpdateState::Withdrawn:
        return addWithdrawnActions();
    case UpdateState::Ready:
        return addReadyActions(0);
    case UpdateState::RestoreFailed:
        add(true, makeButton(tr("Save Rep&ort...")), [this] { Q_EMIT reportWanted(); });
        add(true, makeButton(tr("&Put It Right")), [this] { m_controller.finishUnfinished(); });
        break;
    case UpdateState::Damaged:
        add(true, makeButton(tr("&Repair"), ButtonRole::Filled), [this] {
            m_controller.repair({}); // an open program is named, not closed over somebody's work
        });
        break;
    case UpdateState::HeldElsewhere:
        add(true, makeButton(tr("Look &Again")), [this] { m_controller.readAll(); });
        break;
    default:
        break;
    }
}

void OutcomeView::showReady(const ProductStatus& status,
                            const QList<RunningProgram>& blockers,
                            const QDateTime& now) {
    ProductStatus ready = status;
    ready.state = UpdateState::Ready;
    ready.pinnedTo.reset();
    reset(ready);
    QStringList names;
    for (const RunningProgram& program : blockers)
        names << program.name;
    const QString line =
        blockers.size() > 1
            ? tr("%n program(s) are using files to be updated: %1.", nullptr, int(blockers.size()))
                  .arg(QLocale().createSeparatedList(names))
            : QString();
    showBanner(now, line);
    if (!blockers.isEmpty())
        showMain(tr("Open now"), nullptr);
    for (const RunningProgram& program : blockers)
        m_main->addRow(makeTextRow(
            QStringLiteral("program-in-use"), Ink::Text2, program.name, busyWith(status, program)));
    if (blockers.isEmpty() && !status.holds.isEmpty())
        showHolds(now);
    showSide();
    addReadyActions(blockers.size());
}

} // namespace upkeep
