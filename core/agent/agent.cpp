// SPDX-License-Identifier: Apache-2.0
// What the agent is told and asked; what it makes of it: agent_decisions.cpp.
#include "agent/agent.h"

#include "agent/notices.h"
#include "system/alarm.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 untilTomorrow = 24 * 3600;

QStringList namesOf(const QList<RunningProgram>& programs) {
    QStringList names;
    for (const RunningProgram& program : programs) {
        if (!names.contains(program.name))
            names.append(program.name);
    }
    return names;
}

// A bubble about an offer that is no longer there, or that somebody decided about elsewhere.
bool isOutdated(const Notice& notice, const ProductStatus& status) {
    const bool isAboutOffer = notice.kind == NoticeKind::Available ||
                              notice.kind == NoticeKind::Security ||
                              notice.kind == NoticeKind::Ready;
    if (!isAboutOffer)
        return false;
    return !status.offer || status.offer->to != notice.version ||
           status.skippedVersions.contains(notice.version.toString());
}

} // namespace

Agent::Agent(
    const Clock& clock, Alarm& alarm, Desktop& desktop, AgentState& state, AgentHands& hands)
    : m_clock(clock), m_alarm(alarm), m_desktop(desktop), m_state(state), m_hands(hands) {}

Agent::~Agent() = default;

void Agent::add(const ProductStatus& status, const Preferences& preferences) {
    WatchedProduct product;
    product.status = status;
    product.preferences = preferences;
    product.memory = m_state.of(status.id);
    product.memory.setClock(m_clock.now());
    product.jitter = m_state.jitter(status.id);
    product.kept.holds = status.holds;
    product.isQuietMoment = true;
    if (m_isStarted) // the first check has its delay here, too
        product.checks.startedAt = m_clock.now();
    m_products.insert_or_assign(status.id, std::move(product));
    if (m_isStarted) {
        Q_EMIT statusTold(status.id);
        lookSoon();
    }
}

void Agent::remove(const QString& id) {
    WatchedProduct* const product = find(id);
    if (!product)
        return;
    withdrawNotice(*product);
    m_products.erase(id);
    Q_EMIT changed(id);
    lookSoon(); // the alarm may have been about it
}

void Agent::start() {
    connect(&m_alarm, &Alarm::fired, this, &Agent::look);
    connect(&m_alarm, &Alarm::clockChanged, this, &Agent::onClockSet);
    connect(&m_desktop, &Desktop::changed, this, &Agent::lookSoon);
    connect(&m_desktop, &Desktop::becameIdle, this, &Agent::onIdle);
    connect(&m_desktop, &Desktop::connected, this, &Agent::onReconnected);
    connect(&m_desktop, &Desktop::resumed, this, &Agent::onReconnected);
    m_isStarted = true;
    for (auto& [id, product] : m_products)
        product.checks.startedAt = m_clock.now();
    lookSoon();
}

// What happened.

void Agent::toldStatus(const ProductStatus& status) {
    WatchedProduct* const product = find(status.id);
    if (!product)
        return;
    product->status = status;
    product->isStale = false;
    if (product->memory.staged && *product->memory.staged <= status.version) {
        product->memory.staged.reset();
        product->memory.wish = Wish::None;
        keepMemory(*product);
    }
    if (product->notice && isOutdated(*product->notice, status))
        withdrawNotice(*product);
    lookSoon();
    Q_EMIT statusTold(status.id);
}

void Agent::toldBusy(const QString& id, bool isBusy) {
    if (WatchedProduct* const product = find(id)) {
        product->isOthersTurn = isBusy && product->act == AgentAct::None;
        lookSoon();
    }
}

void Agent::toldChecked(const QString& id, const Result<CheckOutcome>& outcome) {
    WatchedProduct* const product = find(id);
    if (!product)
        return;
    endAct(*product);
    product->checks.lastTried = m_clock.now();
    product->checks.failures = outcome ? 0 : product->checks.failures + 1;
    if (!outcome && product->answersCheck) {
        product->answersCheck = false;
        tell(*product, noticeOfFailure(*product, outcome.error()));
    }
}

void Agent::toldDownloaded(const QString& id, const Result<Plan>& outcome) {
    WatchedProduct* const product = find(id);
    if (!product)
        return;
    const bool isOurs = product->act == AgentAct::Downloading;
    endAct(*product);
    if (outcome && product->offered()) {
        product->memory.staged = *product->offered();
        product->memory.stagedAt = m_clock.now();
        product->setbacks = 0;
        keepMemory(*product);
    } else if (isOurs) {
        failSilently(*product, outcome ? Error{} : outcome.error());
    }
}

void Agent::toldUpdated(const QString& id, const Result<UpdateOutcome>& outcome) {
    WatchedProduct* const product = find(id);
    if (!product)
        return;
    const bool isOurs = product->act == AgentAct::Updating;
    const bool isSilent =
        isOurs && (product->trigger == Trigger::Silent || product->trigger == Trigger::Admin);
    endAct(*product);
    if (outcome)
        takeOutcome(*product, *outcome, isOurs && !isSilent);
    else if (isSilent)
        failSilently(*product, outcome.error());
    else if (outcome.error().code != ErrorCode::Cancelled)
        tell(*product, noticeOfFailure(*product, outcome.error()));
    keepMemory(*product);
}

void Agent::takeOutcome(WatchedProduct& product, const UpdateOutcome& outcome, bool isAsked) {
    switch (outcome.kind) {
    case UpdateOutcome::Kind::Updated:
        product.isRunning = false;
        product.memory.staged.reset();
        product.memory.wish = Wish::None;
        product.memory.failedSilently.removeAll(outcome.to);
        if (outcome.from == outcome.to) // withdrawn meanwhile, say: the next check tells
            setBack(product);
        else if (isAsked)
            tell(product, noticeOfUpdate(product, outcome));
        break;
    case UpdateOutcome::Kind::Blocked:
        product.isRunning = true;
        product.holders = namesOf(outcome.blockers);
        product.memory.staged = outcome.to;
        if (!product.memory.stagedAt.isValid())
            product.memory.stagedAt = m_clock.now();
        if (product.asksToQuit || product.status.canSwitchWhileRunning)
            setBack(product);
        if (isAsked)
            tell(product, noticeOfReady(product));
        break;
    case UpdateOutcome::Kind::RolledBack:
        product.memory.failedSilently.append(outcome.to);
        product.memory.wish = Wish::None;
        tell(product, noticeOfUpdate(product, outcome));
        break;
    case UpdateOutcome::Kind::Cancelled:
        setBack(product);
        break;
    }
}

void Agent::toldRolledBack(const QString& id, const Result<RollbackOutcome>& outcome) {
    WatchedProduct* const product = find(id);
    if (!product)
        return;
    const bool isOwn =
        product->act == AgentAct::RollingBack && product->trigger == Trigger::Recovery;
    endAct(*product);
    if (isOwn)
        return takeReturn(*product, outcome);
    product->memory.staged.reset();
    product->memory.wish = Wish::None;
    keepMemory(*product);
    if (!outcome && outcome.error().code != ErrorCode::Cancelled)
        tell(*product, noticeOfFailure(*product, outcome.error()));
}

void Agent::toldClosed(const QString& id) {
    WatchedProduct* const product = find(id);
    if (!product)
        return;
    product->isAwaited = false;
    product->isRunning = false;
    product->holders.clear();
    product->isQuietMoment = true;
    const Version* const offered = product->offered();
    if (product->memory.remindOnQuit && offered && *product->memory.remindOnQuit == *offered)
        tell(*product, noticeOfOffer(*product));
    product->memory.remindOnQuit.reset();
    keepMemory(*product);
    lookSoon();
}

void Agent::toldHolders(const QString& id, const QList<Holder>& busy) {
    if (WatchedProduct* const product = find(id)) {
        product->busy = busy;
        lookSoon();
    }
}

void Agent::preferencesChanged(const QString& id, const Preferences& preferences) {
    WatchedProduct* const product = find(id);
    if (!product || product->preferences == preferences)
        return;
    product->preferences = preferences;
    lookSoon();
}

void Agent::onClockSet() {
    const QDateTime now = m_clock.now();
    for (auto& [id, product] : m_products) {
        product.checks = withClockSet(product.checks, now);
        product.memory.setClock(now);
        product.retryAt = {};
        product.lookAt = {};
    }
    lookSoon();
}

void Agent::onReconnected() {
    for (auto& [id, product] : m_products) {
        product.checks = withReconnection(product.checks, product.jitter, m_clock.now());
        product.setbacks = 0;
        product.retryAt = product.retryAt.isValid() ? product.checks.notBefore : QDateTime();
    }
    lookSoon();
}

void Agent::onIdle() {
    m_isIdleTold = true;
    lookSoon();
}

// What a person wants.

void Agent::answer(const QString& id, Answer answer, const QDateTime& remindAt) {
    WatchedProduct* const product = find(id);
    if (!product)
        return;
    // What was allowed when the bubble came may be forbidden by now.
    if (!isAllowed(*product, answer))
        return;
    if (answer != Answer::Dismissed)
        withdrawNotice(*product);
    switch (answer) {
    case Answer::UpdateNow:
    case Answer::Retry:
        startAsked(*product, WhenRunning::Refuse);
        break;
    case Answer::RestartNow:
        startAsked(*product, WhenRunning::AskToQuit);
        break;
    case Answer::RemindLater:
        m_hands.remind(id, remindAt.isValid() ? remindAt : m_clock.now().addSecs(untilTomorrow));
        break;
    case Answer::RemindOnQuit:
        remindOnQuit(*product);
        break;
    case Answer::Skip:
        if (product->offered())
            m_hands.skip(id, *product->offered());
        break;
    case Answer::RestartWhenIdle:
        wish(*product, Wish::WhenIdle);
        break;
    case Answer::OnQuit:
        wish(*product, Wish::OnQuit);
        break;
    case Answer::RollBack:
        product->isAskedBack = true;
        lookSoon();
        break;
    case Answer::Repair:
        product->isAskedRepair = true;
        lookSoon();
        break;
    case Answer::Details:
    case Answer::Dismissed:
        break;
    }
}

void Agent::remindOnQuit(WatchedProduct& product) {
    if (!product.offered())
        return;
    product.memory.remindOnQuit = *product.offered();
    keepMemory(product);
    awaitExit(product);
}

void Agent::wish(WatchedProduct& product, Wish wish) {
    product.memory.wish = wish;
    product.retryAt = {};
    keepMemory(product);
    lookSoon();
}

void Agent::startAsked(WatchedProduct& product, WhenRunning whenRunning) {
    product.asked = whenRunning;
    lookSoon();
}

void Agent::pause(const QDateTime& until) {
    for (const auto& [id, product] : m_products)
        pause(id, until);
}

void Agent::pause(const QString& id, const QDateTime& until) {
    WatchedProduct* const product = find(id);
    if (!product || product->isForbidden(Act::Pause))
        return;
    withdrawNotice(*product);
    m_hands.pause(id, until);
}

void Agent::resume() {
    for (const auto& [id, product] : m_products)
        resume(id);
}

void Agent::resume(const QString& id) {
    if (find(id))
        m_hands.pause(id, {});
}

void Agent::checkNow(const QString& id) {
    WatchedProduct* const product = find(id);
    if (product && product->act == AgentAct::Looking) {
        product->isAskedCheck = true;
        m_hands.cancel(id);
    }
    if (!product || !product->isFree())
        return;
    product->answersCheck = true;
    startCheck(*product, {true, Trigger::Tray});
}

void Agent::overrideHold(const QString& id) {
    WatchedProduct* const product = find(id);
    if (product && !product->isForbidden(Act::Override) && !product->isForbidden(Act::Update))
        startAsked(*product, WhenRunning::Refuse);
}

QDateTime Agent::nextCheck(const QString& id) const {
    const WatchedProduct* const watched = product(id);
    if (!watched || !m_isStarted)
        return {};
    return nextCheckAt(checksOf(*watched),
                       watched->preferences.checkIntervalHours,
                       watched->jitter,
                       m_clock.now());
}

const WatchedProduct* Agent::product(const QString& id) const {
    const auto found = m_products.find(id);
    return found == m_products.end() ? nullptr : &found->second;
}

QStringList Agent::products() const {
    QStringList ids;
    for (const auto& [id, product] : m_products)
        ids.append(id);
    return ids;
}

WatchedProduct* Agent::find(const QString& id) {
    const auto found = m_products.find(id);
    return found == m_products.end() ? nullptr : &found->second;
}

} // namespace upkeep
