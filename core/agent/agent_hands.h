// SPDX-License-Identifier: Apache-2.0
// What the agent wants done, by whoever hosts it: `upkeepctl agent` (agent/walk_hands.h) or the
// tray. Each call is asked on the agent's thread and may return before it is done; what came of it
// is told through the agent's told...() slots on the same thread, and after each of those
// toldStatus() with the state as it is now. One act per product at a time is ever asked for.
#pragma once

#include "walks/repair_types.h"

namespace upkeep {

class AgentHands {
public:
    AgentHands() = default;
    virtual ~AgentHands() = default;
    AgentHands(const AgentHands&) = delete;
    AgentHands& operator=(const AgentHands&) = delete;

    // Acts, each ended by its told...(), also when it failed or was refused.
    virtual void check(const QString& product, const CheckOptions& options) = 0;
    virtual void download(const QString& product, const UpdateChoice& choice) = 0;
    virtual void update(const QString& product, const UpdateChoice& choice) = 0;
    virtual void rollBack(const QString& product, const RollbackChoice& choice) = 0;
    virtual void repair(const QString& product, const RepairChoice& choice) = 0;
    virtual void observe(const QString& product) = 0;
    virtual void checkIntegrity(const QString& product) = 0;
    // Ends the act under way, if it still can be ended.
    virtual void cancel(const QString& product) = 0;

    // Small and quick; ended by toldStatus() alone.
    virtual void remind(const QString& product, const QDateTime& at) = 0;
    virtual void skip(const QString& product, const Version& version) = 0;
    // Invalid = the pause ends.
    virtual void pause(const QString& product, const QDateTime& until) = 0;
    // So that status() shows why and for what an update waits. No toldStatus() needed.
    virtual void keepWaiting(const QString& product, const Waiting& waiting) = 0;

    // toldClosed() once no process of the product runs, at once if none does. No polling. Asked
    // again while it is still waiting: the same wait.
    virtual void awaitExit(const QString& product) = 0;
};

} // namespace upkeep
