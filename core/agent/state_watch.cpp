// SPDX-License-Identifier: Apache-2.0
#include "agent/state_watch.h"

namespace upkeep {

namespace {

constexpr int settleMilliseconds = 400;

} // namespace

StateWatch::StateWatch(const Places& places) : m_places(places) {
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMilliseconds);
    connect(&m_settle, &QTimer::timeout, this, &StateWatch::changed);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_settle.start(); });
    watch(places.config);
    watch(places.registrations());
    watch(places.policy);
}

void StateWatch::add(const Registration& registration) {
    watch(m_places.stateOf(registration.id));
    watch(registration.places().work);
}

void StateWatch::remove(const Registration& registration) {
    m_watcher.removePaths(
        {m_places.stateOf(registration.id).display(), registration.places().work.display()});
}

// What does not exist is not watched.
void StateWatch::watch(const LocalPath& folder) {
    if (!folder.isEmpty())
        m_watcher.addPath(folder.display());
}

} // namespace upkeep
