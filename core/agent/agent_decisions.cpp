// SPDX-License-Identifier: Apache-2.0
// What the agent does of its own accord: one look at every product whenever something happened, and
// the alarm for the next moment at which something could.
#include "agent/agent.h"

#include "agent/notices.h"
#include "system/alarm.h"
#include "system/sleep_lock.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 secondsBetweenWithdrawals = 24 * 3600;
constexpr qint64 shortestLook = 60; // a decision that asks for the past is asked again, not spun on

bool hasReason(const QList<DecisionHold>& reasons, const char* reason) {
    return std::any_of(reasons.begin(), reasons.end(), [&](const DecisionHold& hold) {
        return hold.reason == QLatin1String(reason);
    });
}

QDateTime earlier(const QDateTime& a, const QDateTime& b) {
    if (!a.isValid() || !b.isValid())
        return a.isValid() ? a : b;
    return std::min(a, b);
}

} // namespace

// Decisions are made once per turn of the event loop, however many things happened in it.
void Agent::lookSoon() {
    if (m_isLookDue || !m_isStarted)
        return;
    m_isLookDue = true;
    QMetaObject::invokeMethod(this, &Agent::look, Qt::QueuedConnection);
}

void Agent::look() {
    m_isLookDue = false;
    m_conditions.reset();
    for (auto& [id, product] : m_products) {
        product.wantsIdle = false;
        lookAt(product);
    }
    if (std::exchange(m_isIdleTold, false))
        m_watchedIdle = {}; // it tells once
    watchIdle();
    setAlarm();
}

const Conditions& Agent::conditions() {
    if (!m_conditions) {
        m_conditions = m_desktop.now();
        // The watch and the answer may be a second apart.
        if (m_isIdleTold)
            m_conditions->idle =
                std::max(m_conditions->idle.value_or(m_watchedIdle), m_watchedIdle);
    }
    return *m_conditions;
}

// Asked for only while something waits for it: some desktops can only be polled.
void Agent::watchIdle() {
    std::chrono::seconds wanted{0};
    for (const auto& [id, product] : m_products) {
        const std::chrono::seconds idle = std::chrono::minutes(product.preferences.idleMinutes);
        if (product.wantsIdle && (wanted.count() == 0 || idle < wanted))
            wanted = idle;
    }
    if (wanted == m_watchedIdle)
        return;
    m_watchedIdle = wanted;
    m_desktop.watchIdle(wanted);
}

void Agent::lookAt(WatchedProduct& product) {
    if (!product.isFree())
        return;
    tellOfWithdrawal(product);
    tellOfDamage(product);
    if (product.answersCheck) {
        product.answersCheck = false;
        if (product.offered())
            tell(product, noticeOfOffer(product));
    }
    if (std::exchange(product.isAskedBack, false))
        return goBack(product, Trigger::Tray);
    if (product.asked)
        return doAsAsked(product);
    if (std::exchange(product.isAskedCheck, false))
        return checkNow(product.status.id);
    product.careAt = {};
    if (repairAsAsked(product) || mindProbation(product))
        return;
    const QDateTime now = m_clock.now();
    product.isCheckBlocked = false;
    if (nextCheck(product.status.id) <= now) {
        product.isCheckBlocked = whyNoCheck(product.preferences, conditions()).has_value();
        if (!product.isCheckBlocked)
            return startCheck(product, {false, Trigger::Silent});
    }
    decide(product);
    if (product.isFree())
        mindIntegrity(product);
}

// An offer that was put off is not known in full: it is asked for again first.
void Agent::doAsAsked(WatchedProduct& product) {
    const WhenRunning whenRunning = *product.asked;
    const bool isDictated = product.status.deadline.isValid();
    if (!product.offered() && !std::exchange(product.isAskedAfter, true))
        return startCheck(product, {true, Trigger::Tray});
    product.asked.reset();
    product.isAskedAfter = false;
    if (product.offered())
        startUpdate(product, isDictated ? Trigger::Admin : Trigger::Tray, whenRunning);
}

void Agent::tellOfWithdrawal(WatchedProduct& product) {
    if (product.status.state != UpdateState::Withdrawn || product.status.stays)
        return;
    const QDateTime told =
        product.memory.toldOf(QStringLiteral("withdrawn"), product.status.version);
    if (!told.isValid() || told.addSecs(secondsBetweenWithdrawals) <= m_clock.now())
        tell(product, noticeOfWithdrawal(product));
}

void Agent::decide(WatchedProduct& product) {
    Conditions here = product.offered() ? conditions() : Conditions();
    here.busy += product.busy;
    const Deed deed = whatToDo(findingOf(product.status),
                               product.preferences,
                               decisionsOf(product.status),
                               standingOf(product),
                               here,
                               m_clock.now());
    product.isQuietMoment = false;
    product.lookAt = deed.until;
    carryOut(product, deed);
}

void Agent::carryOut(WatchedProduct& product, const Deed& deed) {
    if (deed.kind != DeedKind::Nothing && !product.offered())
        return dictate(product);
    const bool isAct = deed.kind == DeedKind::Download || deed.kind == DeedKind::Apply;
    if (isAct && product.retryAt > m_clock.now()) {
        product.lookAt = earlier(product.lookAt, product.retryAt);
        return;
    }
    keepWaiting(product,
                deed.kind == DeedKind::Nothing ? QList<Hold>() : holdsOf(product, deed.reasons));
    const bool isForced = product.status.deadline.isValid();
    switch (deed.kind) {
    case DeedKind::Nothing:
        break;
    case DeedKind::Notify:
        tell(product, deed.reasons.isEmpty() ? noticeOfOffer(product) : noticeOfReady(product));
        lookSoon(); // what else there is to do about it
        break;
    case DeedKind::Download:
        startDownload(product);
        break;
    case DeedKind::Apply:
        startUpdate(product,
                    isForced                            ? Trigger::Admin
                    : product.memory.wish != Wish::None ? Trigger::Tray
                                                        : Trigger::Silent,
                    deed.asksToQuit ? WhenRunning::AskToQuit : WhenRunning::Refuse);
        break;
    case DeedKind::WaitForClose:
    case DeedKind::Hold:
        if (hasReason(deed.reasons, "running"))
            awaitExit(product);
        product.wantsIdle = hasReason(deed.reasons, "not-idle");
        break;
    }
}

// An administrator wants what a person put off: the whole offer is asked for.
void Agent::dictate(WatchedProduct& product) {
    if (product.retryAt > m_clock.now()) {
        product.lookAt = product.retryAt;
        return;
    }
    setBack(product);
    startCheck(product, {true, Trigger::Admin});
}

void Agent::setAlarm() {
    QDateTime next;
    const QDateTime soonest = m_clock.now().addSecs(shortestLook);
    for (const auto& [id, product] : m_products) {
        if (!product.isFree())
            continue; // what ends the act looks again
        if (product.lookAt.isValid())
            next = earlier(next, std::max(product.lookAt, soonest));
        if (product.careAt.isValid())
            next = earlier(next, std::max(product.careAt, soonest));
        if (!product.isCheckBlocked)
            next = earlier(next, nextCheck(id));
    }
    if (next.isValid())
        m_alarm.setFor(next);
    else
        m_alarm.clear();
}

// Acts.

void Agent::startCheck(WatchedProduct& product, const CheckOptions& options) {
    product.act = AgentAct::Checking;
    product.trigger = options.trigger;
    m_hands.check(product.status.id, options);
    Q_EMIT changed(product.status.id);
}

void Agent::startDownload(WatchedProduct& product) {
    // It was staged already and is gone, or there was nothing to stage: not again at once.
    if (product.offered() && product.memory.staged == *product.offered()) {
        product.memory.staged.reset();
        keepMemory(product);
        return setBack(product);
    }
    product.act = AgentAct::Downloading;
    product.trigger = product.status.deadline.isValid() ? Trigger::Admin : Trigger::Silent;
    inhibitSleep(product, SleepLock::Mode::Delay);
    m_hands.download(product.status.id, choiceOf(product, product.trigger, WhenRunning::Refuse));
    Q_EMIT changed(product.status.id);
}

void Agent::startUpdate(WatchedProduct& product, Trigger trigger, WhenRunning whenRunning) {
    const UpdateChoice choice = choiceOf(product, trigger, whenRunning);
    product.act = AgentAct::Updating;
    product.trigger = trigger;
    product.asksToQuit = whenRunning == WhenRunning::AskToQuit;
    withdrawNotice(product);
    keepWaiting(product, {});
    inhibitSleep(product, SleepLock::Mode::Block);
    m_hands.update(product.status.id, choice);
    Q_EMIT changed(product.status.id);
}

void Agent::goBack(WatchedProduct& product, Trigger trigger) {
    RollbackChoice choice;
    choice.trigger = trigger;
    product.trigger = trigger;
    product.act = AgentAct::RollingBack;
    inhibitSleep(product, SleepLock::Mode::Block);
    m_hands.rollBack(product.status.id, choice);
    Q_EMIT changed(product.status.id);
}

void Agent::inhibitSleep(WatchedProduct& product, SleepLock::Mode mode) {
    const QString why = QStringLiteral("Updating ") + product.status.name;
    auto lock = m_desktop.inhibitSleep(why, mode);
    // Without a login manager nobody puts the machine to sleep behind our back.
    product.awake = lock ? std::move(*lock) : nullptr;
}

void Agent::endAct(WatchedProduct& product) {
    product.act = AgentAct::None;
    product.isStale = true;
    product.awake.reset();
    Q_EMIT changed(product.status.id);
}

void Agent::awaitExit(WatchedProduct& product) {
    if (product.isAwaited)
        return;
    product.isAwaited = true;
    m_hands.awaitExit(product.status.id);
}

// Later again: nothing is wrong with the release.
void Agent::setBack(WatchedProduct& product) {
    ++product.setbacks;
    product.retryAt = m_clock.now().addSecs(
        secondsBeforeRetry(product.setbacks, product.preferences.checkIntervalHours));
    product.lookAt = product.retryAt;
}

void Agent::failSilently(WatchedProduct& product, const Error& error) {
    if (isPassing(error))
        return setBack(product);
    if (product.offered() && !product.memory.failedSilently.contains(*product.offered()))
        product.memory.failedSilently.append(*product.offered());
    tell(product, noticeOfFailure(product, error));
    keepMemory(product);
}

// Saying it.

void Agent::tell(WatchedProduct& product, const Notice& notice) {
    if (!isWanted(product, notice))
        return;
    const bool isReady = notice.kind == NoticeKind::Ready;
    const bool isWithdrawal = notice.kind == NoticeKind::Withdrawn;
    const bool isDamage = notice.kind == NoticeKind::Damaged;
    const char* const about = isReady        ? "ready"
                              : isWithdrawal ? "withdrawn"
                              : isDamage     ? "damaged"
                                             : "offer";
    product.memory.tell(QLatin1String(about), notice.version, m_clock.now());
    keepMemory(product);
    product.notice = notice;
    Q_EMIT noticeWanted(notice);
}

void Agent::withdrawNotice(WatchedProduct& product) {
    if (!product.notice)
        return;
    product.notice.reset();
    Q_EMIT noticeWithdrawn(product.status.id);
}

void Agent::keepWaiting(WatchedProduct& product, const QList<Hold>& holds) {
    Waiting waiting{holds, product.memory.wish, {}};
    if (waiting.wish != Wish::None && product.offered())
        waiting.version = *product.offered();
    if (product.kept == waiting)
        return;
    product.kept = waiting;
    m_hands.keepWaiting(product.status.id, waiting);
    Q_EMIT changed(product.status.id);
}

// Not being able to remember costs a notice too many at worst.
void Agent::keepMemory(const WatchedProduct& product) {
    (void)m_state.keep(product.status.id, product.memory);
}

} // namespace upkeep
