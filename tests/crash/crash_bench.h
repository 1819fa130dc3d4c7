// SPDX-License-Identifier: Apache-2.0
// What the crash tests break: one walk over a whole small world that can be laid out afresh, walked
// over a faulty disk, and looked at afterwards. wrong() says in words what of the promise does not
// hold: wholly old or wholly new, settings and data match the program, nothing of the user's lost.
#pragma once

#include "support/faulty_file_system.h"
#include "support/notes_world.h"

#include <functional>
#include <memory>

namespace upkeep::test {

class CrashBench {
public:
    CrashBench() = default;
    virtual ~CrashBench() = default;
    CrashBench(const CrashBench&) = delete;
    CrashBench& operator=(const CrashBench&) = delete;

    virtual SmallWorld& world() = 0;
    virtual void layOut() = 0;
    // An error is what the walk reported.
    virtual Result<void> walk(FileSystem& disk) = 0;
    virtual QByteArray finish(FileSystem& disk);
    // "" where all is well.
    virtual QByteArray wrong() = 0;
    SmallTree picture() { return world().picture(world().home()); }

protected:
    // The home as it is now, kept for layOut().
    void keep(const char* name);
    void bringBack(const char* name);
};

struct CrashWalk {
    const char* name;
    std::function<std::unique_ptr<CrashBench>()> make;
    bool exchange = true; // false: the file system has none
};

// Every changing walk there is.
const QList<CrashWalk>& crashWalks();

} // namespace upkeep::test
