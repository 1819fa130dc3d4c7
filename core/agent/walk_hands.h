// SPDX-License-Identifier: Apache-2.0
// Hands that walk by themselves: what `upkeepctl agent` runs on. Each product has a worker thread
// for what changes it and one for what only reads or decides; every outcome comes back on the
// thread of this object. Its end stops and awaits them all.
#pragma once

#include "agent/agent_hands.h"
#include "agent/state_watch.h"
#include "walks/installed_product.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>

namespace upkeep {

class Agent;

class WalkHands : public QObject, public AgentHands {
    Q_OBJECT

public:
    explicit WalkHands(const Seams& seams);
    ~WalkHands() override;
    WalkHands(const WalkHands&) = delete;
    WalkHands& operator=(const WalkHands&) = delete;

    // The agent lives as long as events are worked on. Blocks: ends what was left unfinished, reads
    // the state and hands the product to the agent.
    Result<void> add(const Registration& registration, Agent& agent);
    // Also tells the agent what others change: command line, window, settings, policy; and, if
    // wanted, looks after whatever is registered from then on, and no more after what is removed.
    void watch(bool followsRegistrations);
    // Something asked for has not been told yet; a wait for an exit does not count.
    bool isBusy() const;

    void check(const QString& id, const CheckOptions& options) override;
    void download(const QString& id, const UpdateChoice& choice) override;
    void update(const QString& id, const UpdateChoice& choice) override;
    void rollBack(const QString& id, const RollbackChoice& choice) override;
    void repair(const QString& id, const RepairChoice& choice) override;
    void observe(const QString& id) override;
    void checkIntegrity(const QString& id) override;
    void cancel(const QString& id) override;
    void remind(const QString& id, const QDateTime& at) override;
    void skip(const QString& id, const Version& version) override;
    void pause(const QString& id, const QDateTime& until) override;
    void keepWaiting(const QString& id, const Waiting& waiting) override;
    void awaitExit(const QString& id) override;

Q_SIGNALS:
    void progressed(const QString& product, const upkeep::Progress& progress);
    // A decision that could not be kept, a state that could not be read.
    void troubled(const QString& product, const upkeep::Error& error);

private:
    struct Worker;
    template <typename T>
    using Walk = std::function<Result<T>(const ProgressSink&, std::stop_token)>;
    template <typename T> using Told = void (Agent::*)(const QString&, const Result<T>&);

    template <typename T> void walk(const QString& id, Walk<T> work, Told<T> told);
    void decide(const QString& id, const std::function<Result<void>(ProductWalks&)>& decision);
    void tellStatus(const QString& id);
    void followRegistrations();
    void readAgainLater(const QString& id, const Error& error);
    Worker* find(const QString& id);
    ProgressSink sink(const QString& id);

    Seams m_seams;
    Agent* m_agent = nullptr;
    std::map<QString, std::unique_ptr<Worker>> m_workers;
    StateWatch m_watch;
    bool m_followsRegistrations = false;
};

} // namespace upkeep
