// SPDX-License-Identifier: Apache-2.0
// The world most walks are broken in: settings, notes, a file of the user's own in the program's
// folder and one of the program's that the user changed.
#pragma once

#include "crash/crash_bench.h"
#include "support/verify_ok.h"

#include <QtTest>

namespace upkeep::test {

inline void must(const char* what, bool done) {
    if (!done)
        qFatal("%s", what);
}

// 1.0.0 -> 1.1.0 with settings, notes, a file of the user's own and one of the program's that the
// user changed. `updated`: the walk starts from 1.1.0.
class NotesBench : public CrashBench {
public:
    explicit NotesBench(bool updated) : m_isUpdated(updated) {
        m_world.publish(release(NotesWorld::one()));
        must("install", m_world.install().has_value());
        m_world.firstStart();
        m_world.write(m_world.live() / "mine.txt", "the user's own");
        m_world.write(m_world.live() / "share/greeting", "hello, mine");
        m_old = m_world.picture(m_world.live());
        m_world.publish(release(NotesWorld::two()));
        auto product = m_world.open();
        must("open", product.has_value());
        if (!m_isUpdated)
            keep("start");
        must("update", (*product)->update({}, {}, {}).has_value());
        m_new = m_world.picture(m_world.live());
        if (!m_isUpdated)
            return;
        m_world.run("INSERT INTO notes (text, mark) VALUES ('second', 'star');");
        keep("start");
    }

    SmallWorld& world() override { return m_world; }
    void layOut() override { bringBack("start"); }

    QByteArray wrong() override {
        const SmallTree now = m_world.picture(m_world.live());
        if (now != m_old && now != m_new && now != m_ill)
            return "the tree is neither old nor new";
        const bool isNew = now != m_old;
        if (m_world.hasMarks() != isNew)
            return "the notes do not match the program";
        if (m_world.notes() != (m_isUpdated ? "first,second" : "first"))
            return "notes are lost: " + m_world.notes();
        const QByteArray settings = m_world.read(m_world.settings());
        if (settings.contains("font") != isNew || !settings.startsWith("# mine\ncolour: blue\n"))
            return "the settings do not match the program: " + settings;
        if (m_world.read(m_world.live() / "mine.txt") != "the user's own")
            return "the user's file is lost";
        if (m_world.read(m_world.live() / "share/greeting") != "hello, mine")
            return "the user's change is lost";
        return {};
    }

protected:
    static SmallRelease release(SmallRelease made) {
        made.files.insert("share/greeting", "hello");
        return made;
    }

    NotesWorld m_world;
    SmallTree m_old;
    SmallTree m_new;
    SmallTree m_ill; // 1.2.0, whose probe fails

private:
    bool m_isUpdated;
};

} // namespace upkeep::test
