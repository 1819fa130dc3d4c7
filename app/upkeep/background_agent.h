// SPDX-License-Identifier: Apache-2.0
// The agent as the window's process hosts it: the real alarm, desktop and memory, hands over the
// controllers, and an eye on what other processes change. One agent per person: while another one
// runs (`upkeepctl agent`), this one waits for it to make room.
#pragma once

#include "agent/agent.h"
#include "agent/agent_state.h"
#include "agent/state_watch.h"
#include "controller_hands.h"
#include "products.h"
#include "system/alarm.h"
#include "system/desktop.h"

#include <QTimer>

namespace upkeep {

class BusService;

class BackgroundAgent : public QObject {
    Q_OBJECT

public:
    // `products` and `service` outlive us; the service is open and waits for the agent.
    BackgroundAgent(Products& products,
                    const Places& places,
                    BusService& service,
                    QObject* parent = nullptr);
    ~BackgroundAgent() override;
    BackgroundAgent(const BackgroundAgent&) = delete;
    BackgroundAgent& operator=(const BackgroundAgent&) = delete;

    Agent& agent() { return m_agent; }
    ControllerHands& hands() { return m_hands; }
    // Ends what was left unfinished, then begins.
    void start();

Q_SIGNALS:
    // A program was registered and is looked after from now on.
    void opened(const QString& product);
    // It is not registered any more: its controller goes as soon as everybody was told.
    void closing(const QString& product);

private:
    void claim();
    void begin();
    void follow(const OpenProduct& product);
    void readAgain();
    void followRegistrations();

    Products& m_products;
    Places m_places;
    std::unique_ptr<Alarm> m_alarm;
    std::unique_ptr<Desktop> m_desktop;
    AgentState m_state;
    ControllerHands m_hands;
    Agent m_agent;
    BusService& m_service;
    StateWatch m_watch;
    QTimer m_retry;
    bool m_isClaimed = false;
};

} // namespace upkeep
