// SPDX-License-Identifier: Apache-2.0
// Days with the background agent: a small world with one product, the real agent on its real hands,
// a clock the test turns and an alarm that rings by it. What a person saw is written down.
#pragma once

#include "agent/agent.h"
#include "agent/walk_hands.h"
#include "support/small_world.h"
#include "system/alarm.h"

#include <QProcess>
#include <QStringList>

namespace upkeep::test {

// Rings when the test says it is time.
class TurnedAlarm final : public Alarm {
public:
    void setFor(const QDateTime& when) override { at = when; }
    void clear() override { at = {}; }
    QDateTime at;
    int rings = 0;
};

// The desktop around the agent, as the test makes it.
class TurnedDesktop final : public Desktop {
public:
    TurnedDesktop();
    Conditions now() override { return here; }
    void watchIdle(std::chrono::seconds since) override { watched = since; }
    Result<std::unique_ptr<SleepLock>> inhibitSleep(const QString& why,
                                                    SleepLock::Mode mode) override;
    Conditions here;
    std::chrono::seconds watched{0};
    int locks = 0;     // held now
    int locksEver = 0; // Block only
};

class AgentWorld {
public:
    // 1.0.0 is installed and 1.1.0 published, unless `first` says otherwise.
    AgentWorld();
    ~AgentWorld();

    SmallWorld world;
    TurnedAlarm alarm;
    TurnedDesktop desktop;

    void prefer(const std::function<void(Preferences&)>& change);
    void writeAdminPolicy(const QByteArray& json);
    // Opens what is installed and starts the agent (again: a new session).
    void start();
    void stop();
    Agent& agent() { return *m_agent; }
    WalkHands& hands() { return *m_hands; }

    // Lets everything that is under way come to its end.
    void settle();
    // Time goes by; the alarm rings when its time has come.
    void pass(std::chrono::minutes time);
    // Until the first check by itself is over.
    void firstCheck() { pass(std::chrono::minutes(16)); }
    // Sets the wall clock, as a person or a time server does.
    void setClock(const QDateTime& time);
    // The desktop changes and says so.
    void change(const std::function<void(Conditions&)>& change);
    void beIdle();
    void answer(Answer answer, const QDateTime& at = {});

    // The product's own program, open until close().
    void openProgram();
    void closeProgram();

    ProductStatus status();
    QString installed() { return QString::fromUtf8(world.liveVersion()); }
    // "held metered", "available", ...
    QString state();
    // "available 1.1.0", "security 1.1.1", ... and what became of the bubble, since last asked.
    QStringList takeSeen();

    QList<Notice> notices;
    QStringList seen;

private:
    std::unique_ptr<AgentState> m_state;
    std::unique_ptr<WalkHands> m_hands;
    std::unique_ptr<Agent> m_agent;
    QProcess m_program;
};

} // namespace upkeep::test
