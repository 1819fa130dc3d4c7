// SPDX-License-Identifier: Apache-2.0
#include "agent/walk_hands.h"

#include "agent/agent.h"
#include "steps/preflight.h"
#include "walks/product_site.h"

#include <QFileInfo>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>

namespace upkeep {

namespace {

constexpr int secondsUntilReadAgain = 20;
constexpr int threadLifeMilliseconds = 1000; // an idle agent has one thread
constexpr auto longestWait = std::chrono::hours(24);

// Until no program of the tree runs, however many come and go meanwhile. What this very process
// reads there does not count: its own end would be waited for.
void waitUntilClosed(Processes& processes, const LocalPath& tree, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const auto running = programsUsing(processes, tree);
        if (!running || running->isEmpty())
            return;
        (void)processes.waitForExit(*running, longestWait, stop);
    }
}

// Nothing in core/ throws, but a library below it may; the worker's top is where that ends.
template <typename T, typename Work> Result<T> guarded(const Work& work) {
    try {
        return work();
    } catch (const std::exception& thrown) {
        return Error{ErrorCode::Internal, {}, QString::fromUtf8(thrown.what())};
    }
}

} // namespace

struct WalkHands::Worker {
    Registration registration;
    // Two views of the same product: a walk keeps what it read in memory.
    std::unique_ptr<InstalledProduct> changing;
    std::unique_ptr<InstalledProduct> reading;
    std::stop_source stop; // of the act under way
    std::stop_source end;
    int open = 0;     // asked for and not told yet
    int outcomes = 0; // told; a state read before the last of them is not told any more
    QThreadPool changer;
    QThreadPool reader;
    QThreadPool waiter;

    Worker() {
        for (QThreadPool* const pool : {&changer, &reader, &waiter}) {
            pool->setMaxThreadCount(1);
            pool->setExpiryTimeout(threadLifeMilliseconds);
        }
    }
    ~Worker() {
        stop.request_stop();
        end.request_stop();
        changer.waitForDone();
        reader.waitForDone();
        waiter.waitForDone();
    }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    LocalPath tree() const {
        Registration resolved = registration;
        resolved.root = canonical(resolved.root);
        return resolved.places().live;
    }
};

WalkHands::WalkHands(const Seams& seams) : m_seams(seams), m_watch(seams.places) {}

WalkHands::~WalkHands() = default;

Result<void> WalkHands::add(const Registration& registration, Agent& agent) {
    auto worker = std::make_unique<Worker>();
    worker->registration = registration;
    UPKEEP_TRY_AS(worker->changing, InstalledProduct::open(m_seams, registration));
    // What could not be ended shows in the state; another process at work is no fault.
    (void)worker->changing->finish({});
    UPKEEP_TRY_AS(worker->reading, InstalledProduct::open(m_seams, registration));
    UPKEEP_TRY_AS(const ProductStatus status, worker->reading->status());
    UPKEEP_TRY_AS(const Preferences preferences, worker->reading->preferences());
    m_agent = &agent;
    agent.add(status, preferences);
    m_workers.insert_or_assign(registration.id, std::move(worker));
    return {};
}

void WalkHands::watch(bool followsRegistrations) {
    m_followsRegistrations = followsRegistrations;
    for (const auto& [id, worker] : m_workers)
        m_watch.add(worker->registration);
    connect(&m_watch, &StateWatch::changed, this, [this] {
        if (m_followsRegistrations)
            followRegistrations();
        for (const auto& [id, worker] : m_workers)
            tellStatus(id);
    });
}

// One that cannot be read now is tried again when something changes.
void WalkHands::followRegistrations() {
    const auto list = listRegistrations(m_seams.files, m_seams.places);
    if (!list)
        return;
    QStringList registered;
    for (const Registration& registration : list->registrations) {
        registered.append(registration.id);
        if (find(registration.id) || !m_agent)
            continue;
        if (add(registration, *m_agent))
            m_watch.add(registration);
    }
    for (const Error& error : list->broken)
        registered.append(QFileInfo(error.subject).completeBaseName()); // it may come back
    for (auto it = m_workers.begin(); it != m_workers.end();) {
        if (registered.contains(it->first) || it->second->open > 0) {
            ++it;
            continue;
        }
        m_watch.remove(it->second->registration);
        m_agent->remove(it->first);
        it = m_workers.erase(it);
    }
}

// Acts.

template <typename T> void WalkHands::walk(const QString& id, Walk<T> work, Told<T> told) {
    Worker* const worker = find(id);
    if (!worker)
        return;
    worker->stop = {};
    const auto act = [work = std::move(work), report = sink(id), stop = worker->stop.get_token()] {
        return guarded<T>([&] { return work(report, stop); });
    };
    ++worker->open;
    worker->changer.start([this, id, worker, act, told] {
        const Result<T> outcome = act();
        QMetaObject::invokeMethod(this, [this, id, worker, outcome, told] {
            --worker->open;
            ++worker->outcomes;
            std::invoke(told, *m_agent, id, outcome);
            tellStatus(id);
        });
    });
}

void WalkHands::check(const QString& id, const CheckOptions& options) {
    Worker* const worker = find(id);
    walk<CheckOutcome>(
        id,
        [worker, options](const ProgressSink& report, const std::stop_token& stop) {
            return worker->changing->check(options, report, stop);
        },
        &Agent::toldChecked);
}

void WalkHands::download(const QString& id, const UpdateChoice& choice) {
    Worker* const worker = find(id);
    walk<Plan>(
        id,
        [worker, choice](const ProgressSink& report, const std::stop_token& stop) {
            return worker->changing->download(choice, report, stop);
        },
        &Agent::toldDownloaded);
}

void WalkHands::update(const QString& id, const UpdateChoice& choice) {
    Worker* const worker = find(id);
    walk<UpdateOutcome>(
        id,
        [worker, choice](const ProgressSink& report, const std::stop_token& stop) {
            return worker->changing->update(choice, report, stop);
        },
        &Agent::toldUpdated);
}

void WalkHands::rollBack(const QString& id, const RollbackChoice& choice) {
    Worker* const worker = find(id);
    walk<RollbackOutcome>(
        id,
        [worker, choice](const ProgressSink& report, const std::stop_token& stop) {
            return worker->changing->rollback(choice, report, stop);
        },
        &Agent::toldRolledBack);
}

void WalkHands::repair(const QString& id, const RepairChoice& choice) {
    Worker* const worker = find(id);
    walk<RepairOutcome>(
        id,
        [worker, choice](const ProgressSink& report, const std::stop_token& stop) {
            return worker->changing->repair(choice, report, stop);
        },
        &Agent::toldRepaired);
}

void WalkHands::observe(const QString& id) {
    Worker* const worker = find(id);
    walk<ProbationState>(
        id,
        [worker](const ProgressSink&, const std::stop_token& stop) {
            return worker->changing->observe(stop);
        },
        &Agent::toldObserved);
}

void WalkHands::checkIntegrity(const QString& id) {
    Worker* const worker = find(id);
    walk<IntegrityReport>(
        id,
        [worker](const ProgressSink&, const std::stop_token& stop) {
            return worker->changing->checkIntegrity(stop);
        },
        &Agent::toldIntegrity);
}

void WalkHands::cancel(const QString& id) {
    if (Worker* const worker = find(id))
        worker->stop.request_stop();
}

// Decisions.

void WalkHands::decide(const QString& id,
                       const std::function<Result<void>(ProductWalks&)>& decision) {
    Worker* const worker = find(id);
    if (!worker)
        return;
    worker->reader.start([this, id, worker, decision] {
        const auto kept = guarded<void>([&] { return decision(*worker->reading); });
        if (!kept)
            Q_EMIT troubled(id, kept.error());
    });
    tellStatus(id);
}

void WalkHands::remind(const QString& id, const QDateTime& at) {
    decide(id, [at](ProductWalks& product) { return product.remind(at); });
}

void WalkHands::skip(const QString& id, const Version& version) {
    decide(id, [version](ProductWalks& product) { return product.skip(version); });
}

void WalkHands::pause(const QString& id, const QDateTime& until) {
    decide(id, [until](ProductWalks& product) { return product.pause(until); });
}

void WalkHands::keepWaiting(const QString& id, const Waiting& waiting) {
    decide(id, [waiting](ProductWalks& product) { return product.keepWaiting(waiting); });
}

void WalkHands::awaitExit(const QString& id) {
    Worker* const worker = find(id);
    if (!worker)
        return;
    const std::stop_token end = worker->end.get_token();
    worker->waiter.start([this, id, worker, end] {
        waitUntilClosed(m_seams.processes, worker->tree(), end);
        if (end.stop_requested())
            return;
        QMetaObject::invokeMethod(this, [this, id] { m_agent->toldClosed(id); });
    });
}

// What others see and do.

void WalkHands::tellStatus(const QString& id) {
    Worker* const worker = find(id);
    if (!worker)
        return;
    ++worker->open;
    worker->reader.start([this, id, worker, asked = worker->outcomes] {
        const auto status = guarded<ProductStatus>([&] { return worker->reading->status(); });
        const auto preferences =
            guarded<Preferences>([&] { return worker->reading->preferences(); });
        QMetaObject::invokeMethod(this, [this, id, worker, asked, status, preferences] {
            --worker->open;
            if (asked != worker->outcomes)
                return;
            if (preferences)
                m_agent->preferencesChanged(id, *preferences);
            if (status)
                m_agent->toldStatus(*status);
            else
                readAgainLater(id, status.error());
        });
    });
}

// In the middle of somebody's switch there is nothing to read. A product that was removed stays
// away.
void WalkHands::readAgainLater(const QString& id, const Error& error) {
    Q_EMIT troubled(id, error);
    if (error.code != ErrorCode::ProductUnknown)
        QTimer::singleShot(secondsUntilReadAgain * 1000, this, [this, id] { tellStatus(id); });
    else if (m_followsRegistrations)
        followRegistrations();
}

ProgressSink WalkHands::sink(const QString& id) {
    return [this, id](const Progress& progress) { Q_EMIT progressed(id, progress); };
}

bool WalkHands::isBusy() const {
    return std::any_of(
        m_workers.begin(), m_workers.end(), [](const auto& item) { return item.second->open > 0; });
}

WalkHands::Worker* WalkHands::find(const QString& id) {
    const auto found = m_workers.find(id);
    return found == m_workers.end() ? nullptr : found->second.get();
}

} // namespace upkeep
