// SPDX-License-Identifier: Apache-2.0
// What the person decides in the small world.
#include "support/fake_walks.h"

namespace upkeep {

Result<Preferences> FakeWalks::preferences() {
    const QMutexLocker locker(&m_lock);
    return preferred;
}

Result<void> FakeWalks::setPreferences(const Preferences& wanted) {
    const QMutexLocker locker(&m_lock);
    note("preferences");
    preferred = wanted;
    return {};
}

Result<void> FakeWalks::skip(const Version& version) {
    const QMutexLocker locker(&m_lock);
    note("skip " + version.toString());
    product.skippedVersions << version.toString();
    product.offer.reset();
    product.state = UpdateState::UpToDate;
    return {};
}

Result<void> FakeWalks::unskip(const Version& version) {
    const QMutexLocker locker(&m_lock);
    note("unskip");
    product.skippedVersions.removeAll(version.toString());
    return {};
}

Result<void> FakeWalks::remind(const QDateTime&) {
    const QMutexLocker locker(&m_lock);
    note("remind");
    product.offer.reset();
    product.state = UpdateState::UpToDate;
    return {};
}

Result<void> FakeWalks::pin(const Version& version) {
    const QMutexLocker locker(&m_lock);
    note("pin");
    product.pinnedTo = version;
    return {};
}

Result<void> FakeWalks::stay() {
    const QMutexLocker locker(&m_lock);
    note("stay");
    product.stays = true;
    return {};
}

Result<void> FakeWalks::pause(const QDateTime& until) {
    const QMutexLocker locker(&m_lock);
    note(until.isValid() ? "pause" : "end pause");
    product.pausedUntil = until;
    return {};
}

Result<void> FakeWalks::keepWaiting(const Waiting& waiting) {
    const QMutexLocker locker(&m_lock);
    product.holds = waiting.holds;
    product.wish = waiting.wish;
    return {};
}

Result<void> FakeWalks::resume() {
    const QMutexLocker locker(&m_lock);
    note("resume");
    product.pinnedTo.reset();
    product.pausedUntil = {};
    product.state = UpdateState::UpToDate;
    return {};
}

} // namespace upkeep
