// SPDX-License-Identifier: Apache-2.0
// The snapshots of the small world: made, compared, restored.
#include "support/fake_walks.h"

namespace upkeep {

Result<QList<SnapshotSummary>> FakeWalks::snapshots() {
    const QMutexLocker locker(&m_lock);
    return kept;
}

Result<SpaceUse> FakeWalks::snapshotSpace() {
    const QMutexLocker locker(&m_lock);
    SpaceUse use;
    use.shared = 214 * megabyte;
    for (const SnapshotSummary& summary : kept)
        (summary.pinned ? use.pinned : use.own) += summary.ownSize;
    use.budget = 5000 * megabyte;
    use.free = 41'000 * megabyte;
    return use;
}

SnapshotSummary* FakeWalks::find(const QString& id) {
    for (SnapshotSummary& summary : kept) {
        if (summary.id == id)
            return &summary;
    }
    return nullptr;
}

Result<SnapshotSummary>
FakeWalks::createSnapshot(const QString& description, const ProgressSink&, std::stop_token) {
    const QMutexLocker locker(&m_lock);
    note("create-snapshot");
    SnapshotSummary made = sampleSnapshot("s9", "1.0.0", "manual", 0, megabyte);
    made.version = product.version;
    made.description = description;
    made.verified = {};
    kept.prepend(made);
    record("snapshot", "success", product.version, product.version);
    return made;
}

Result<SnapshotSummary>
FakeWalks::verifySnapshot(const QString& id, const ProgressSink&, std::stop_token) {
    const QMutexLocker locker(&m_lock);
    note("verify");
    SnapshotSummary* summary = find(id);
    if (!summary)
        return Error{ErrorCode::SnapshotUnknown, id, {}};
    summary->verified = QDateTime::currentDateTime();
    return *summary;
}

Result<void> FakeWalks::pinSnapshot(const QString& id, bool pinned) {
    const QMutexLocker locker(&m_lock);
    note("pin-snapshot");
    if (SnapshotSummary* summary = find(id))
        summary->pinned = pinned;
    return {};
}

Result<void> FakeWalks::removeSnapshot(const QString& id) {
    const QMutexLocker locker(&m_lock);
    note("remove-snapshot");
    kept.removeIf([&](const SnapshotSummary& summary) { return summary.id == id; });
    return {};
}

Result<Comparison> FakeWalks::compare(const QString& left, const QString& right, std::stop_token) {
    const QMutexLocker locker(&m_lock);
    note("compare");
    Comparison comparison = differences;
    comparison.left = left;
    comparison.right = right;
    return comparison;
}

Result<RestorePreview>
FakeWalks::previewRestore(const QString& id, const RestoreScope& scope, std::stop_token) {
    const QMutexLocker locker(&m_lock);
    note("preview-restore");
    lastScope = scope;
    RestorePreview shown = preview;
    shown.snapshot = id;
    shown.changes = differences;
    if (const SnapshotSummary* summary = find(id))
        shown.version = summary->version;
    return shown;
}

Result<RestoreOutcome> FakeWalks::restore(const QString& id,
                                          const RestoreScope& scope,
                                          WhenRunning,
                                          const ProgressSink& report,
                                          std::stop_token stop) {
    note("restore");
    UPKEEP_TRY(walkThrough(report, stop, megabyte, Phase::Apply));
    const QMutexLocker locker(&m_lock);
    const bool sameScope = scope.components == lastScope.components;
    Q_ASSERT(sameScope); // a preview of something else would have been a lie
    RestoreOutcome outcome;
    outcome.snapshot = id;
    if (const SnapshotSummary* summary = find(id))
        outcome.version = summary->version;
    record("restore", "success", product.version, outcome.version);
    product.version = outcome.version;
    return outcome;
}

} // namespace upkeep
