// SPDX-License-Identifier: Apache-2.0
// Snapshots as files and settings changed on both sides, in the small world.
#include "support/fake_walks.h"

namespace upkeep {

Result<void> FakeWalks::exportSnapshot(const QString& id, const LocalPath& file) {
    const QMutexLocker locker(&m_lock);
    note("export");
    if (!find(id))
        return Error{ErrorCode::SnapshotUnknown, id, {}};
    exported = file;
    return {};
}

Result<SnapshotSummary>
FakeWalks::importSnapshot(const LocalPath& file, const ProgressSink&, std::stop_token) {
    const QMutexLocker locker(&m_lock);
    note("import");
    if (importFails)
        return *importFails;
    SnapshotSummary taken = kept.value(0);
    taken.id = file.basename();
    taken.description = "from elsewhere";
    kept.append(taken);
    return taken;
}

Result<QList<OpenSetting>> FakeWalks::openSettings() {
    const QMutexLocker locker(&m_lock);
    return open;
}

Result<void> FakeWalks::decideSettings(const QList<SettingChoice>& choices) {
    const QMutexLocker locker(&m_lock);
    note("decide");
    decided = choices;
    open.removeIf([&](const OpenSetting& setting) {
        return std::any_of(choices.begin(), choices.end(), [&](const SettingChoice& choice) {
            return choice.name == setting.name();
        });
    });
    return {};
}

} // namespace upkeep
