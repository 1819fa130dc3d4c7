// SPDX-License-Identifier: Apache-2.0
// A chosen snapshot, components or files of it, back in place: previewed over the very same set,
// staged and verified beside what is live, a safety snapshot first, then the same changeover.
#pragma once

#include "walks/changeover.h"

namespace upkeep {

class Restore {
public:
    Restore(ProductSite& site,
            QString snapshot,
            RestoreScope scope,
            ProgressSink progress,
            std::stop_token stop);

    Result<RestorePreview> preview();
    Result<RestoreOutcome> run(WhenRunning whenRunning);

private:
    Result<void> open();
    // Every component of the scope; by default all but what the user makes.
    bool isWanted(const Component& component) const;
    // Of the files of the scope, those the snapshot has in this component.
    QList<LocalName> chosenIn(const Component& component) const;
    Result<void> checkScope() const;
    Result<QList<StagedPart>> stage();
    Result<QList<StagedPart>> stageFiles(Component& component);
    Result<QList<StagedPart>> stageWhole();
    Result<QList<StagedPart>> stageOthers();
    Result<QList<RollbackPart>> previewParts();
    Result<QList<RollbackPart>> decideParts(const ComponentContext& here);
    Result<void>
    putFiles(const Component& component, const LocalPath& fetched, const LocalPath& into);
    ComponentContext context() const;

    ProductSite& m_site;
    QString m_snapshot;
    RestoreScope m_scope;
    ProgressSink m_progress;
    std::stop_token m_stop;

    std::optional<Vault> m_vault;
    SnapshotManifest m_manifest;
    ComponentList m_components;
    Journal m_journal;
};

} // namespace upkeep
