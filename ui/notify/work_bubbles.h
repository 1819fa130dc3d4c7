// SPDX-License-Identifier: Apache-2.0
// Work under way while no window shows it, as bubbles: one per product, told how far it is, taken
// down at its end. Silent work has none. Work that was begun in a window that was closed since is
// told of at its end, too: nobody else would. Lives on the GUI thread.
#pragma once

#include "agent/notice.h"
#include "update_controller.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <map>

namespace upkeep {

class Notifications;

class WorkBubbles : public QObject {
    Q_OBJECT

public:
    // `isSeen`: a window shows what goes on.
    WorkBubbles(Notifications& bubbles, std::function<bool()> isSeen, QObject* parent = nullptr);

    void add(const QString& product, UpdateController& controller);
    void remove(const QString& product);
    // The window was closed: said once by this program, if work is under way.
    void sayItGoesOn();

private:
    struct Work {
        UpdateController* controller = nullptr;
        bool wasSeen = false; // begun in a window that was closed since
        int percent = -1;     // as last shown
        QElapsedTimer sinceShown;
    };

    void begin(const QString& product);
    void follow(const QString& product, const Progress& progress);
    void end();
    void tellOutcome(const QString& product, const UpdateOutcome& outcome);
    void tellFailure(const QString& product, const Error& error);
    static Notice noticeOf(const Work& work, const QString& product, NoticeKind kind);

    Notifications& m_bubbles;
    std::function<bool()> m_isSeen;
    std::map<QString, Work> m_works;
    QTimer m_end;                   // the next act of the same work may follow at once
    bool m_hasSaidItGoesOn = false; // by this program
};

} // namespace upkeep
