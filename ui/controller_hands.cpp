// SPDX-License-Identifier: Apache-2.0
#include "controller_hands.h"

#include "agent/agent.h"
#include "system/processes.h"

#include <QFuture>
#include <QtConcurrent>

namespace upkeep {
namespace {

// The wait ends with the program; this only bounds one call of the seam.
constexpr std::chrono::hours longestWait{24};
constexpr int threadLife = 1000; // ms a thread stays for more work

// Blocks until no process of the tree runs, or until told to stop.
void waitForEnd(Processes& processes, const LocalPath& tree, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const Result<QList<RunningProcess>> running = processes.using_(tree);
        if (!running || running->isEmpty())
            return;
        const Result<bool> ended = processes.waitForExit(*running, longestWait, stop);
        if (!ended)
            return;
    }
}

} // namespace

ControllerHands::ControllerHands(Processes& processes, QObject* parent)
    : QObject(parent), m_processes(processes) {}

ControllerHands::~ControllerHands() {
    m_stop.request_stop();
    m_waiting.waitForDone();
}

void ControllerHands::add(const QString& product,
                          UpdateController& controller,
                          const LocalPath& tree) {
    Hand& hand = m_hands[product];
    hand.controller = &controller;
    hand.tree = tree;
    m_waiting.setMaxThreadCount(int(m_hands.size())); // one program each; they sleep
    m_waiting.setExpiryTimeout(threadLife);
    follow(product, controller);
    controller.readStatus();
    controller.readPreferences();
}

void ControllerHands::remove(const QString& product) {
    const Hand hand = m_hands.take(product);
    if (hand.controller)
        hand.controller->disconnect(this);
    if (hand.known)
        m_agent->remove(product);
}

void ControllerHands::follow(const QString& product, UpdateController& controller) {
    connect(&controller, &UpdateController::statusChanged, this, [this, product] {
        tellStatus(product);
    });
    connect(&controller,
            &UpdateController::preferencesRead,
            this,
            [this, product](const Preferences& preferences) {
                Hand& hand = m_hands[product];
                hand.hasPreferences = true;
                if (hand.known)
                    m_agent->preferencesChanged(product, preferences);
                else
                    introduce(product);
            });
    connect(&controller,
            &UpdateController::activityChanged,
            this,
            [this, product](Activity activity) { tellActivity(product, activity); });
    followWishes(product, controller);
    followOutcomes(product, controller);
    followLooks(product, controller);
}

// What the window asks of the agent.
void ControllerHands::followWishes(const QString& product, UpdateController& controller) {
    connect(&controller, &UpdateController::agentAsked, this, [this, product](Answer answer) {
        m_agent->answer(product, answer);
    });
    connect(&controller, &UpdateController::overrideAsked, this, [this, product] {
        m_agent->overrideHold(product);
    });
}

void ControllerHands::followOutcomes(const QString& product, UpdateController& controller) {
    connect(&controller,
            &UpdateController::failed,
            this,
            [this, product](Activity activity, const Error& error) {
                tellFailure(product, activity, error);
            });
    connect(&controller,
            &UpdateController::checked,
            this,
            [this, product](const CheckOutcome& outcome) {
                if (end(product, Activity::Checking)) {
                    m_agent->toldChecked(product, outcome);
                    tellStatus(product);
                }
            });
    connect(&controller, &UpdateController::downloaded, this, [this, product](const Plan& plan) {
        if (end(product, Activity::Downloading)) {
            m_agent->toldDownloaded(product, plan);
            tellStatus(product);
        }
    });
    connect(&controller,
            &UpdateController::updated,
            this,
            [this, product](const UpdateOutcome& outcome) {
                if (end(product, Activity::Updating)) {
                    m_agent->toldUpdated(product, outcome);
                    tellStatus(product);
                }
            });
    connect(&controller,
            &UpdateController::rolledBack,
            this,
            [this, product](const RollbackOutcome& outcome) {
                const bool mine = end(product, Activity::RollingBack);
                if (mine && outcome.kind == RollbackOutcome::Kind::AskData)
                    Q_EMIT dataChoiceWanted(product);
                if (mine) {
                    m_agent->toldRolledBack(product, outcome);
                    tellStatus(product);
                }
            });
}

// Looks that no one sees; the window may be at something else meanwhile.
void ControllerHands::followLooks(const QString& product, UpdateController& controller) {
    connect(&controller,
            &UpdateController::observed,
            this,
            [this, product](const Result<ProbationState>& outcome) {
                m_agent->toldObserved(product, outcome);
                tellStatus(product);
            });
    connect(&controller,
            &UpdateController::integrityChecked,
            this,
            [this, product](const Result<IntegrityReport>& outcome) {
                m_agent->toldIntegrity(product, outcome);
                tellStatus(product);
            });
    connect(&controller,
            &UpdateController::repaired,
            this,
            [this, product](const RepairOutcome& outcome) {
                if (end(product, Activity::Repairing)) {
                    m_agent->toldRepaired(product, outcome);
                    tellStatus(product);
                }
            });
}

void ControllerHands::introduce(const QString& product) {
    Hand& hand = m_hands[product];
    if (hand.known || hand.leftOut || !hand.hasStatus || !hand.hasPreferences ||
        hand.controller->isBusy())
        return;
    hand.known = true;
    m_agent->add(hand.controller->status(), hand.controller->preferences());
    tellReady();
}

void ControllerHands::tellReady() {
    const bool all = std::all_of(m_hands.cbegin(), m_hands.cend(), [](const Hand& hand) {
        return hand.known || hand.leftOut;
    });
    if (all)
        Q_EMIT ready();
}

void ControllerHands::tellStatus(const QString& product) {
    Hand& hand = m_hands[product];
    if (!hand.known) {
        hand.hasStatus = true;
        return introduce(product);
    }
    // Between an act's end and its outcome the state is new already, the agent's mind not yet.
    if (hand.mine == Activity::None)
        m_agent->toldStatus(hand.controller->status());
}

void ControllerHands::tellActivity(const QString& product, Activity activity) {
    const Hand& hand = m_hands[product];
    if (!hand.known)
        return introduce(product);
    if (hand.mine == Activity::None)
        m_agent->toldBusy(product, activity != Activity::None);
}

void ControllerHands::tellFailure(const QString& product, Activity activity, const Error& error) {
    Hand& hand = m_hands[product];
    if (activity == Activity::None && !hand.known && !hand.hasStatus && !hand.leftOut) {
        hand.leftOut = true; // the others need not wait for it
        tellReady();
    }
    if (activity == Activity::None || !end(product, activity))
        return;
    switch (activity) {
    case Activity::Checking:
        m_agent->toldChecked(product, error);
        break;
    case Activity::Downloading:
        m_agent->toldDownloaded(product, error);
        break;
    case Activity::RollingBack:
        m_agent->toldRolledBack(product, error);
        break;
    case Activity::Repairing:
        m_agent->toldRepaired(product, error);
        break;
    default:
        m_agent->toldUpdated(product, error);
    }
    tellStatus(product);
}

bool ControllerHands::begin(const QString& product, Activity activity) {
    Hand& hand = m_hands[product];
    if (!hand.controller->isBusy()) {
        hand.mine = activity;
        return true;
    }
    // The person was quicker. The agent hears of it as of any other refusal, after it has asked.
    QMetaObject::invokeMethod(
        this,
        [this, product, activity] {
            if (!m_hands.contains(product))
                return;
            m_hands[product].mine = activity;
            tellFailure(product, activity, Error{ErrorCode::Locked, product, {}});
        },
        Qt::QueuedConnection);
    return false;
}

bool ControllerHands::end(const QString& product, Activity activity) {
    Hand& hand = m_hands[product];
    if (hand.mine != activity)
        return false;
    hand.mine = Activity::None;
    return true;
}

void ControllerHands::check(const QString& product, const CheckOptions& options) {
    if (begin(product, Activity::Checking))
        m_hands[product].controller->check(options);
}

void ControllerHands::download(const QString& product, const UpdateChoice& choice) {
    if (begin(product, Activity::Downloading))
        m_hands[product].controller->download(choice);
}

void ControllerHands::update(const QString& product, const UpdateChoice& choice) {
    if (begin(product, Activity::Updating))
        m_hands[product].controller->update(choice);
}

void ControllerHands::rollBack(const QString& product, const RollbackChoice& choice) {
    if (begin(product, Activity::RollingBack))
        m_hands[product].controller->rollBack(choice);
}

void ControllerHands::repair(const QString& product, const RepairChoice& choice) {
    if (begin(product, Activity::Repairing))
        m_hands[product].controller->repair(choice);
}

void ControllerHands::observe(const QString& product) {
    m_hands[product].controller->observe();
}

void ControllerHands::checkIntegrity(const QString& product) {
    m_hands[product].controller->checkIntegrity();
}

void ControllerHands::cancel(const QString& product) {
    if (m_hands[product].mine != Activity::None)
        m_hands[product].controller->cancel();
}

void ControllerHands::remind(const QString& product, const QDateTime& at) {
    m_hands[product].controller->remind(at);
}

void ControllerHands::skip(const QString& product, const Version& version) {
    m_hands[product].controller->skip(version);
}

void ControllerHands::pause(const QString& product, const QDateTime& until) {
    m_hands[product].controller->pause(until);
}

void ControllerHands::keepWaiting(const QString& product, const Waiting& waiting) {
    m_hands[product].controller->keepWaiting(waiting);
}

void ControllerHands::awaitExit(const QString& product) {
    Hand& hand = m_hands[product];
    if (hand.waiting)
        return;
    hand.waiting = true;
    QtConcurrent::run(&m_waiting, [this, tree = hand.tree, stop = m_stop.get_token()] {
        waitForEnd(m_processes, tree, stop);
    }).then(this, [this, product] {
        if (!m_hands.contains(product)) // removed meanwhile
            return;
        m_hands[product].waiting = false;
        m_agent->toldClosed(product);
    });
}

} // namespace upkeep
