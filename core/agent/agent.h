// SPDX-License-Identifier: Apache-2.0
// The background agent: knows when to check, what to do with what was found, what to say and when
// to keep quiet. A state machine without threads and without waiting: what it wants done it asks of
// its hands, what happened it is told. Everything that wakes it is an event; between events it
// costs nothing.
#pragma once

#include "agent/agent_hands.h"
#include "agent/notice.h"
#include "agent/watched_product.h"
#include "system/clock.h"
#include "system/desktop.h"
#include "system/sleep_lock.h"

#include <QObject>

#include <map>

namespace upkeep {

class Alarm;

class Agent : public QObject {
    Q_OBJECT

public:
    Agent(const Clock& clock, Alarm& alarm, Desktop& desktop, AgentState& state, AgentHands& hands);
    ~Agent() override;
    Agent(const Agent&) = delete;
    Agent& operator=(const Agent&) = delete;

    // Preferences as managed (ProductStatus::managed names what is).
    void add(const ProductStatus& status, const Preferences& preferences);
    // It is not looked after any more; nothing of it is under way.
    void remove(const QString& id);
    void start();

    // ---- what happened
    // The state as it is now: after every outcome below, and whenever somebody else (window,
    // command line, another process) changed something.
    void toldStatus(const ProductStatus& status);
    // Somebody else, the window say, works on this product: nothing is asked for meanwhile.
    void toldBusy(const QString& id, bool isBusy);
    void toldChecked(const QString& id, const Result<CheckOutcome>& outcome);
    void toldDownloaded(const QString& id, const Result<Plan>& outcome);
    void toldUpdated(const QString& id, const Result<UpdateOutcome>& outcome);
    void toldRolledBack(const QString& id, const Result<RollbackOutcome>& outcome);
    void toldRepaired(const QString& id, const Result<RepairOutcome>& outcome);
    void toldObserved(const QString& id, const Result<ProbationState>& outcome);
    void toldIntegrity(const QString& id, const Result<IntegrityReport>& outcome);
    void toldClosed(const QString& id);
    // Programs that hold this product's install, each with its reason; empty = none any more.
    void toldHolders(const QString& id, const QList<Holder>& busy);
    void preferencesChanged(const QString& id, const Preferences& preferences);

    // ---- what a person wants
    // An answer to the last notice about this product. RemindLater without a time: tomorrow.
    void answer(const QString& id, Answer answer, const QDateTime& remindAt = {});
    void pause(const QDateTime& until);
    void pause(const QString& id, const QDateTime& until);
    void resume();
    void resume(const QString& id);
    void checkNow(const QString& id);
    // "Do It Anyway": the update, whatever holds it, unless policy forbids that.
    void overrideHold(const QString& id);

    // ---- for those who show it
    // When the next check is due by itself; invalid for an unknown product.
    QDateTime nextCheck(const QString& id) const;
    // What was last told, with what is under way; nullptr for an unknown product.
    const WatchedProduct* product(const QString& id) const;
    QStringList products() const;

Q_SIGNALS:
    void noticeWanted(const upkeep::Notice& notice);
    // What the last notice said holds no longer: its bubble goes.
    void noticeWithdrawn(const QString& product);
    // Something about this product is to be read again.
    void changed(const QString& product);
    // It was read: product() answers anew.
    void statusTold(const QString& product);

private:
    using Products = std::map<QString, WatchedProduct>;

    WatchedProduct* find(const QString& id);

    // agent_decisions.cpp: of its own accord.
    void lookSoon();
    void look();
    void lookAt(WatchedProduct& product);
    void doAsAsked(WatchedProduct& product);
    void dictate(WatchedProduct& product);
    void tellOfWithdrawal(WatchedProduct& product);
    void decide(WatchedProduct& product);
    void carryOut(WatchedProduct& product, const Deed& deed);
    void setAlarm();
    const Conditions& conditions();
    void watchIdle();
    void startCheck(WatchedProduct& product, const CheckOptions& options);
    void startDownload(WatchedProduct& product);
    void startUpdate(WatchedProduct& product, Trigger trigger, WhenRunning whenRunning);
    void goBack(WatchedProduct& product, Trigger trigger);
    void inhibitSleep(WatchedProduct& product, SleepLock::Mode mode);
    void awaitExit(WatchedProduct& product);
    void endAct(WatchedProduct& product);
    void setBack(WatchedProduct& product);
    void failSilently(WatchedProduct& product, const Error& error);

    // agent_care.cpp: how a new version does, and whether its files are whole. True: an act began.
    bool mindProbation(WatchedProduct& product);
    bool takeBack(WatchedProduct& product);
    void takeReturn(WatchedProduct& product, const Result<RollbackOutcome>& outcome);
    bool mindIntegrity(WatchedProduct& product);
    bool repairAsAsked(WatchedProduct& product);
    void tellOfDamage(WatchedProduct& product);

    // agent.cpp: as told and asked.
    void takeOutcome(WatchedProduct& product, const UpdateOutcome& outcome, bool isAsked);
    void startAsked(WatchedProduct& product, WhenRunning whenRunning);
    void remindOnQuit(WatchedProduct& product);
    void wish(WatchedProduct& product, Wish wish);
    void tell(WatchedProduct& product, const Notice& notice);
    void withdrawNotice(WatchedProduct& product);
    void keepWaiting(WatchedProduct& product, const QList<Hold>& holds);
    void keepMemory(const WatchedProduct& product);
    void onClockSet();
    void onReconnected();
    void onIdle();

    const Clock& m_clock;
    Alarm& m_alarm;
    Desktop& m_desktop;
    AgentState& m_state;
    AgentHands& m_hands;
    Products m_products;
    std::optional<Conditions> m_conditions; // of this look; asked for when first needed
    std::chrono::seconds m_watchedIdle{0};  // the desktop was asked to tell
    bool m_isIdleTold = false;              // and did
    bool m_isLookDue = false;
    bool m_isStarted = false;
};

} // namespace upkeep
