// SPDX-License-Identifier: Apache-2.0
// Days with the background agent: a small world with one product, the real agent on its real hands,
// a clock the test turns and an alarm that rings by it. What a person saw is written down.
#pragma once

#include "agent/agent.h"
#include "agent/walk_hands.h"
#include "support/bus_peers.h"
#include "support/small_world.h"
#include "system/alarm.h"

#include <QProcess>
#include <QStringList>

#include <atomic>

namespace upkeep::test {

// Rings when the test says it is time.
class TurnedAlarm final : public Alarm {
public:
    void setFor(const QDateTime& when) override { at = when; }
    void clear() override { at = {}; }
    QDateTime at;
    int rings = 0;
};

// The desktop around the agent: the real Desktop, told by services on a private bus that speak the
// interfaces of NetworkManager, UPower, login1, GameMode and Mutter.
class PeerDesktop {
public:
    PeerDesktop();
    // Online, on mains, nobody there for ten minutes.
    static Conditions usual();
    // What the services say from apply() on; returns when the real Desktop knows.
    Conditions here = usual();
    void apply();
    void becomeIdle();
    void wakeUp();
    std::chrono::seconds watched() const { return std::chrono::seconds(m_watched / 1000); }
    int locksHeld() const { return int(m_peers.locksHeld()); }
    int blocks() const; // against sleep, ever
    Desktop& real() { return *m_desktop; }

private:
    void tellIdle();
    bool isTold();

    BusPeers m_peers;
    std::atomic<qint64> m_idle = 0;    // milliseconds; asked for on the peers' thread
    std::atomic<qint64> m_watched = 0; // milliseconds; 0 = no watch
    std::unique_ptr<Desktop> m_desktop;
};

class AgentWorld {
public:
    // 1.0.0 is installed and 1.1.0 published.
    AgentWorld();
    ~AgentWorld();

    SmallWorld world;
    TurnedAlarm alarm;
    PeerDesktop desktop;

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
    // The machine sleeps; no alarm rings meanwhile.
    void sleep(std::chrono::minutes time);
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
