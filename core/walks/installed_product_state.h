// SPDX-License-Identifier: Apache-2.0
// What an installed product keeps between its calls, and what several of them have in common. Part
// of installed_product.cpp.
#pragma once

#include "walks/changeover.h"
#include "walks/history_note.h"
#include "walks/installed_product.h"
#include "walks/last_check.h"
#include "walks/managed.h"

namespace upkeep {

struct InstalledProduct::State {
    ProductSite site;
    SourceMaker usualSource;

    // Whoever holds the lock does the work; what an earlier walk left is ended first.
    Result<std::unique_ptr<FileLock>> begin(const ProgressSink& progress) {
        UPKEEP_TRY_AS(auto lock, site.lock());
        UPKEEP_TRY_AS(const Ending ending, recover(progress));
        if (ending.report.kind == FinishReport::Kind::NeedsHelp)
            return Error{ErrorCode::NeedsHelp,
                         site.root().live.display(),
                         ending.report.steps.join(QStringLiteral("; "))};
        return lock;
    }

    Result<Ending> recover(const ProgressSink& progress) {
        ProductActs acts(site, progress);
        UPKEEP_TRY_AS(const Ending ending,
                      Recovery(site.files(), site.root().journal(), acts).finish());
        UPKEEP_TRY(site.reload());
        return ending;
    }

    // Another walk than the one that waits at READY: what it staged is of no use now.
    Result<void> dropReady() {
        UPKEEP_TRY_AS(const auto journal, readJournal(site.files(), site.root().journal()));
        if (journal)
            abandon(site, *journal);
        return {};
    }

    void holdFound(const DecisionHold& hold) const {
        upkeep::holdFound(site.files(), site.stateFolder(), hold);
    }

    template <typename Change>
    Result<void> decide(Act act, const char* operation, const Change& change) {
        UPKEEP_TRY(allow(site.adminPolicy(), act));
        return decide(operation, change);
    }

    // A walk that went through wrote its own event.
    void failed(const char* operation, Trigger trigger, const Error& error) const {
        noteFailure(site, QLatin1String(operation), trigger, error);
        if (qstrcmp(operation, "update") == 0 || qstrcmp(operation, "download") == 0)
            failFound(site.files(), site.stateFolder(), error);
    }

    template <typename Outcome>
    Result<Outcome> noted(const char* operation, Trigger trigger, Result<Outcome> outcome) const {
        if (!outcome)
            failed(operation, trigger, outcome.error());
        else if (!outcome->blockers.isEmpty())
            note(site, QLatin1String(operation), QStringLiteral("blocked"), trigger);
        return outcome;
    }

    template <typename Change> Result<void> decide(const char* operation, const Change& change) {
        DecisionStore store = site.decisionStore();
        Decisions decisions = store.load().values;
        change(decisions);
        UPKEEP_TRY(store.save(decisions));
        note(site, QLatin1String(operation), QStringLiteral("success"), Trigger::User);
        return {};
    }
};

} // namespace upkeep
