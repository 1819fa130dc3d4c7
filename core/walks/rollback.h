// SPDX-License-Identifier: Apache-2.0
// Back to an earlier version: the last update by exchanging back to `previous`, older ones from the
// vault, or from a release that fresh metadata still lists. Settings and data follow the data rule;
// a safety snapshot comes first, the version left is pinned away.
#pragma once

#include "steps/undo.h"
#include "walks/changeover.h"
#include "walks/find_release.h"
#include "walks/last_update.h"

namespace upkeep {

class Rollback {
public:
    Rollback(ProductSite& site, RollbackChoice choice, ProgressSink progress, std::stop_token stop);

    // Reads only; never touches the network.
    Result<RollbackPreview> preview();
    Result<RollbackOutcome> run();

private:
    // Where the old tree comes from.
    enum class Origin { Previous, Vault, Release, Nowhere };

    Result<void> findTarget();
    Result<bool> previousIsWhole();
    Result<bool> findInVault(const Version& version);
    Result<void> refuseByPolicy();
    Result<void> prepare();
    Result<void> makeNext();
    Result<void> fetchRelease();
    Result<QList<RollbackPart>> decideData();
    Result<QList<StagedPart>> catchUp();
    Result<RollbackOutcome> install();
    Result<void> pinWhatIsLeft();
    ComponentContext context() const;
    bool personPresent() const;

    ProductSite& m_site;
    RollbackChoice m_choice;
    ProgressSink m_progress;
    std::stop_token m_stop;

    Origin m_origin = Origin::Nowhere;
    QString m_reason; // why nowhere
    Version m_target;
    qint64 m_targetCounter = 0;
    QString m_rollbackPoint; // snapshot with the old settings and data
    std::optional<LastUpdate> m_last;
    InstalledRecord m_wanted;
    LocalPath m_next;
    ComponentList m_components;
    QList<RollbackPart> m_parts;
    Journal m_journal;
};

} // namespace upkeep
