// SPDX-License-Identifier: Apache-2.0
// Tells that settings, policy, registrations or the state of a product may have changed: another
// process, the command line or a person with an editor was there. The kernel tells us (inotify);
// nothing is polled. Files of ours are replaced, never written in place; so their folders are
// watched.
#pragma once

#include "product/registration.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace upkeep {

class StateWatch : public QObject {
    Q_OBJECT

public:
    explicit StateWatch(const Places& places);

    void add(const Registration& registration);
    void remove(const Registration& registration);

Q_SIGNALS:
    // Once it has become quiet again: many files change at once.
    void changed();

private:
    void watch(const LocalPath& folder);

    Places m_places;
    QFileSystemWatcher m_watcher;
    QTimer m_settle;
};

} // namespace upkeep
