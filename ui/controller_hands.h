// SPDX-License-Identifier: Apache-2.0
// The agent's hands in the window's process: every act goes through the product's controller, so
// that the window shows it like one of its own. What the person does there meanwhile makes the
// agent wait; it is told of every state.
#pragma once

#include "agent/agent_hands.h"
#include "update_controller.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>

#include <stop_token>

namespace upkeep {

class Agent;
class Processes;

class ControllerHands : public QObject, public AgentHands {
    Q_OBJECT

public:
    explicit ControllerHands(Processes& processes, QObject* parent = nullptr);
    ~ControllerHands() override;
    ControllerHands(const ControllerHands&) = delete;
    ControllerHands& operator=(const ControllerHands&) = delete;

    // Before the first add(); lives as long as events are worked on.
    void setAgent(Agent& agent) { m_agent = &agent; }
    // Reads state and preferences and adds the product to the agent once they are known. `tree`:
    // the live one, whose processes awaitExit() waits for.
    void add(const QString& product, UpdateController& controller, const LocalPath& tree);

    // The controller may go then; nothing of the agent's is under way.
    void remove(const QString& product);

    void check(const QString& product, const CheckOptions& options) override;
    void download(const QString& product, const UpdateChoice& choice) override;
    void update(const QString& product, const UpdateChoice& choice) override;
    void rollBack(const QString& product, const RollbackChoice& choice) override;
    void repair(const QString& product, const RepairChoice& choice) override;
    void observe(const QString& product) override;
    void checkIntegrity(const QString& product) override;
    void cancel(const QString& product) override;
    void remind(const QString& product, const QDateTime& at) override;
    void skip(const QString& product, const Version& version) override;
    void pause(const QString& product, const QDateTime& until) override;
    void keepWaiting(const QString& product, const Waiting& waiting) override;
    void awaitExit(const QString& product) override;

Q_SIGNALS:
    // Each product that can be read was added: the agent may start.
    void ready();
    // Going back needs a person to choose what becomes of the data.
    void dataChoiceWanted(const QString& product);

private:
    struct Hand {
        UpdateController* controller = nullptr;
        LocalPath tree;
        Activity mine = Activity::None; // what the agent asked for and has not heard of
        bool hasStatus = false;
        bool hasPreferences = false;
        bool known = false;   // to the agent
        bool leftOut = false; // cannot be read
        bool waiting = false; // for the program's end
    };

    void follow(const QString& product, UpdateController& controller);
    void followWishes(const QString& product, UpdateController& controller);
    void followOutcomes(const QString& product, UpdateController& controller);
    void followLooks(const QString& product, UpdateController& controller);
    void introduce(const QString& product);
    void tellReady();
    bool begin(const QString& product, Activity activity);
    // The agent's act has ended; false: it was somebody else's.
    bool end(const QString& product, Activity activity);
    void tellFailure(const QString& product, Activity activity, const Error& error);
    void tellActivity(const QString& product, Activity activity);
    void tellStatus(const QString& product);

    Processes& m_processes;
    Agent* m_agent = nullptr;
    QHash<QString, Hand> m_hands;
    QThreadPool m_waiting;
    std::stop_source m_stop;
};

} // namespace upkeep
