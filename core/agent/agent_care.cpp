// SPDX-License-Identifier: Apache-2.0
// What the agent does for what is installed already: a new version that has to show that it works,
// files that have to be as their publisher signed them.
#include "agent/agent.h"

#include "agent/notices.h"

namespace upkeep {

namespace {

constexpr qint64 grace = 60; // whoever watches a start says so within it
constexpr qint64 secondsBetweenObservations = 6 * 3600;
constexpr qint64 secondsBetweenParts = 3600; // whatever the state says
constexpr qint64 secondsBetweenTellings = 7 * 24 * 3600;

QDateTime earlier(const QDateTime& a, const QDateTime& b) {
    if (!a.isValid() || !b.isValid())
        return a.isValid() ? a : b;
    return std::min(a, b);
}

// Nobody waits for this; the desktop tells when any of it changes.
bool isBadMoment(const Conditions& here) {
    return here.onBattery == Known::Yes || here.powerSaver == Known::Yes ||
           here.fullScreen == Known::Yes;
}

} // namespace

// A start that nobody watches is looked at once its time is over, then with every fourth of a day.
bool Agent::mindProbation(WatchedProduct& product) {
    const ProductStatus& status = product.status;
    if (status.state == UpdateState::RestoreFailed)
        return false;
    if (status.probation == ProbationState::Failed)
        return takeBack(product);
    if (status.probation != ProbationState::Open)
        return false;
    if (product.observedFor != status.updatedAt) {
        product.observedFor = status.updatedAt;
        product.observedAt = {};
    }
    const QDateTime due = product.observedAt.isValid()
                              ? product.observedAt.addSecs(secondsBetweenObservations)
                              : status.probationUntil.addSecs(grace);
    if (due > m_clock.now()) {
        product.careAt = earlier(product.careAt, due);
        return false;
    }
    product.observedAt = m_clock.now();
    product.act = AgentAct::Observing;
    m_hands.observe(status.id);
    Q_EMIT changed(status.id);
    return true;
}

// As soon as it is closed: nobody's work is taken away.
bool Agent::takeBack(WatchedProduct& product) {
    if (product.isForbidden(Act::RollBack))
        return false;
    if (product.retryAt > m_clock.now()) {
        product.careAt = earlier(product.careAt, product.retryAt);
        return false;
    }
    if (product.isRunning) {
        awaitExit(product);
        return false;
    }
    goBack(product, Trigger::Recovery);
    return true;
}

void Agent::takeReturn(WatchedProduct& product, const Result<RollbackOutcome>& outcome) {
    if (outcome && outcome->kind == RollbackOutcome::Kind::Blocked) {
        product.isRunning = true;
        return;
    }
    if (outcome) {
        product.setbacks = 0;
        product.memory.staged.reset();
        product.memory.wish = Wish::None;
        tell(product, noticeOfReturn(product, *outcome));
        return;
    }
    // Whoever watched the start may be at it, too.
    const bool isQuiet = isPassing(outcome.error()) || outcome.error().code == ErrorCode::Locked;
    const bool isFirst = product.setbacks == 0;
    setBack(product);
    if (!isQuiet && isFirst)
        tell(product, noticeOfFailure(product, outcome.error()));
}

bool Agent::mindIntegrity(WatchedProduct& product) {
    QDateTime due = product.status.integrityDue;
    if (!due.isValid())
        return false;
    if (product.integrityAt.isValid() && product.integrityAt <= m_clock.now())
        due = std::max(due, product.integrityAt.addSecs(secondsBetweenParts));
    if (due > m_clock.now()) {
        product.careAt = earlier(product.careAt, due);
        return false;
    }
    const Conditions& here = conditions();
    if (isBadMoment(here))
        return false;
    if (here.idle && *here.idle < std::chrono::minutes(product.preferences.idleMinutes)) {
        product.wantsIdle = true;
        return false;
    }
    product.integrityAt = m_clock.now();
    product.act = AgentAct::Looking;
    m_hands.checkIntegrity(product.status.id);
    Q_EMIT changed(product.status.id);
    return true;
}

bool Agent::repairAsAsked(WatchedProduct& product) {
    if (!product.isAskedRepair)
        return false;
    if (product.isRunning) {
        awaitExit(product);
        return false;
    }
    product.isAskedRepair = false;
    RepairChoice choice;
    choice.trigger = Trigger::Tray;
    product.act = AgentAct::Repairing;
    withdrawNotice(product);
    inhibitSleep(product, SleepLock::Mode::Block);
    m_hands.repair(product.status.id, choice);
    Q_EMIT changed(product.status.id);
    return true;
}

void Agent::tellOfDamage(WatchedProduct& product) {
    if (product.status.damaged == 0 || product.isAskedRepair)
        return;
    const QDateTime told = product.memory.toldOf(QStringLiteral("damaged"), product.status.version);
    if (!told.isValid() || told.addSecs(secondsBetweenTellings) <= m_clock.now())
        tell(product, noticeOfDamage(product));
}

void Agent::toldRepaired(const QString& id, const Result<RepairOutcome>& outcome) {
    WatchedProduct* const product = find(id);
    if (!product)
        return;
    endAct(*product);
    if (outcome && outcome->kind == RepairOutcome::Kind::Blocked) {
        product->isRunning = true;
        product->isAskedRepair = true; // once it is closed
        return;
    }
    std::optional<Error> trouble;
    if (!outcome)
        trouble = outcome.error();
    else if (!outcome->failed.isEmpty())
        trouble = outcome->failed.first().error;
    if (!trouble || trouble->code == ErrorCode::Cancelled)
        return;
    Notice notice = noticeOfDamage(*product);
    notice.cause = trouble;
    tell(*product, notice);
}

void Agent::toldObserved(const QString& id, const Result<ProbationState>&) {
    if (WatchedProduct* const product = find(id))
        endAct(*product); // what came of it is in the state
}

void Agent::toldIntegrity(const QString& id, const Result<IntegrityReport>&) {
    if (WatchedProduct* const product = find(id))
        endAct(*product);
}

} // namespace upkeep
