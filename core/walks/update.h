// SPDX-License-Identifier: Apache-2.0
// THE WALK: check, prepare, install, finish (DESIGN section 2). The table of contents of the
// project; everything else is a room it goes through.
#pragma once

#include "walks/changeover.h"
#include "walks/find_release.h"
#include "walks/obtain_tree.h"

namespace upkeep {

class Update {
public:
    Update(ProductSite& site, UpdateChoice choice, ProgressSink progress, std::stop_token stop);

    // The newest release this machine may have.
    Result<UpdateOutcome> run();
    // The installed version with another set of evolutions.
    Result<UpdateOutcome> changeEvolutions();
    // Only up to READY: staged and verified; nothing the program sees has changed.
    Result<QStringList> prepareOnly();

private:
    Result<UpdateOutcome> walk(JournalOperation operation);
    Result<void> check(JournalOperation operation);
    Result<void> prepare();
    Result<UpdateOutcome> install();

    Result<bool> goesOnFromReady();
    Result<void> openJournal(JournalOperation operation);
    Result<void> preflightHere();
    Result<QList<StagedPart>> catchUp();
    ComponentContext context() const;
    UpdateOutcome outcome(const ChangeoverResult& result) const;
    QStringList wantedEvolutions() const;
    bool isNothingToDo() const;

    ProductSite& m_site;
    UpdateChoice m_choice;
    ProgressSink m_progress;
    std::stop_token m_stop;

    ReleaseAccess m_access;
    std::optional<TrustedRelease> m_release; // check
    std::optional<ReleaseDocument> m_installedRelease;
    QList<ReleaseDocument> m_releases; // all that are listed
    EvolutionChoice m_evolutions;
    Journal m_journal;
    ObtainedTree m_obtained; // prepare
    ComponentList m_components;
    QList<LocalChange> m_localChanges;
    QList<KeptSetting> m_keptSettings;
    QStringList m_migrations;
};

} // namespace upkeep
