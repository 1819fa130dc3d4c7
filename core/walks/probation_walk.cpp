// SPDX-License-Identifier: Apache-2.0
#include "walks/probation_walk.h"

#include "steps/health_endpoint.h"
#include "steps/preflight.h"
#include "walks/history_note.h"

#include <QElapsedTimer>

#include <thread>

namespace upkeep {

namespace {

constexpr std::chrono::seconds betweenQuestions{1};
constexpr auto historyName = "confirm";

template <typename Edit> Result<void> change(const ProductSite& site, const Edit& edit) {
    const LocalPath path = site.root().lastUpdate();
    auto last = readLastUpdate(site.files(), path);
    if (!last)
        return {};
    const LastUpdate before = *last;
    edit(*last);
    return *last == before ? Result<void>() : writeLastUpdate(site.files(), path, *last);
}

ProbationState stateOf(const ProductSite& site) {
    return probationOf(readLastUpdate(site.files(), site.root().lastUpdate()),
                       site.installed().version,
                       site.product(),
                       site.now());
}

Result<ProbationState> notObserved(const ProductSite& site) {
    UPKEEP_TRY(change(site, [](LastUpdate& update) { update.unobserved = true; }));
    note(site, QLatin1String(historyName), QStringLiteral("not-observed"), Trigger::Recovery);
    return ProbationState::NotObserved;
}

// Until it answers as expected, or its time is over.
Result<void> waitForAnswer(const ManifestCheck& endpoint,
                           const QStringList& hosts,
                           const std::stop_token& stop) {
    QElapsedTimer timer;
    timer.start();
    while (true) {
        auto answer = askEndpoint(endpoint.url, endpoint.expectedStatus, hosts, stop);
        const bool isOver = timer.elapsed() >= endpoint.timeoutSeconds * 1000LL;
        if (answer || isOver || stop.stop_requested())
            return answer;
        std::this_thread::sleep_for(betweenQuestions);
    }
}

} // namespace

QList<ManifestCheck> healthEndpoints(const InstalledRecord& installed) {
    QList<ManifestCheck> endpoints;
    if (installed.manifest.isEmpty())
        return endpoints;
    const auto manifest =
        UpdateManifest::parse(installed.manifest, QStringLiteral("update-manifest.yaml"));
    if (!manifest)
        return endpoints;
    const auto add = [&](const ManifestProcedure& procedure) {
        for (const ManifestCheck& check : procedure.postChecks) {
            if (check.type == CheckType::HealthEndpoint)
                endpoints.append(check);
        }
    };
    add(*manifest);
    for (const ManifestProcedure& component : manifest->components)
        add(component);
    return endpoints;
}

// What cannot be written now shows again at the next start.
WatchedStart watchFor(const ProductSite& site) {
    WatchedStart watched;
    watched.health = site.product().health;
    watched.endpoints = healthEndpoints(site.installed());
    watched.isConfirmed = [&site] {
        const auto last = readLastUpdate(site.files(), site.root().lastUpdate());
        return last && last->confirmed;
    };
    watched.onVerdict = [&site](Verdict verdict, const Error& cause) {
        (void)(verdict == Verdict::Passed ? confirmUpdate(site) : failUpdate(site, cause));
    };
    return watched;
}

Result<void> noteStart(const ProductSite& site) {
    return change(site, [&](LastUpdate& update) { update.startedAt = site.now(); });
}

Result<void> confirmUpdate(const ProductSite& site) {
    const auto last = readLastUpdate(site.files(), site.root().lastUpdate());
    if (!last || last->confirmed || last->wentBack || last->failed)
        return {};
    UPKEEP_TRY(change(site, [](LastUpdate& update) { update.confirmed = true; }));
    note(site, QLatin1String(historyName), QStringLiteral("success"), Trigger::User);
    return {};
}

Result<void> failUpdate(const ProductSite& site, const Error& why) {
    if (stateOf(site) != ProbationState::Open)
        return {};
    UPKEEP_TRY(change(site, [&](LastUpdate& update) { update.failed = why; }));
    noteFailure(site, QLatin1String(historyName), Trigger::Recovery, why);
    return {};
}

Result<ProbationState> observeUpdate(const ProductSite& site, std::stop_token stop) {
    const auto last = readLastUpdate(site.files(), site.root().lastUpdate());
    const ProbationState state = stateOf(site);
    if (state == ProbationState::NotObserved && !last->unobserved)
        return notObserved(site);
    // Whoever started it watches until the end of its time.
    if (state != ProbationState::Open || site.now() < probationEnd(*last, site.product()))
        return state;
    UPKEEP_TRY_AS(const auto running, programsUsing(site.seams().processes, site.root().live));
    if (running.isEmpty())
        return ProbationState::Open;
    const QList<ManifestCheck> endpoints = healthEndpoints(site.installed());
    const HealthSpec& health = site.product().health;
    for (const ManifestCheck& endpoint : endpoints) {
        const auto answer = waitForAnswer(endpoint, health.hosts, stop);
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, {}, {}};
        if (answer)
            continue;
        UPKEEP_TRY(failUpdate(site, answer.error()));
        return ProbationState::Failed;
    }
    if (endpoints.isEmpty() || health.confirm)
        return notObserved(site);
    UPKEEP_TRY(confirmUpdate(site));
    return ProbationState::Confirmed;
}

} // namespace upkeep
