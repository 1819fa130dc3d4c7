// SPDX-License-Identifier: Apache-2.0
// Brings signed payloads to this machine, resumable, each under its hash as its name. After
// preflight, before stage. Free to cancel: what came stays and is gone on with.
#pragma once

#include "payload/frame_plan.h"
#include "product/release_document.h"
#include "source/release_source.h"

#include <chrono>

namespace upkeep {

// What of a package was fetched.
struct FetchedParts {
    LocalPath frames;  // a folder of "<n>.frame"; empty: none
    LocalPath package; // all of it: the host serves no ranges, and most of it was wanted
};

// Where one release's payloads go, and how much came over the wire.
class Downloads {
public:
    Downloads(ReleaseSource& source,
              FileSystem& files,
              LocalPath folder,
              ProgressSink progress,
              std::stop_token stop);

    // The verified payload; there already and whole = not fetched again. Durable on return.
    Result<LocalPath> fetch(const Payload& payload, const QString& component);
    // The planned frames of a package, each kept as soon as it is whole and right; what a cut left
    // of one is gone on with. file.no-space before anything is fetched; file.unsupported: this host
    // has no ranges, and the whole package would not be worth it.
    Result<FetchedParts> fetchFrames(const Payload& package,
                                     const PackageIndex& index,
                                     const FramePlan& plan,
                                     const QString& component);

    // Which of these frames an earlier try left here, whole: they need not come again.
    Result<QSet<qint64>> framesHere(const Payload& package,
                                    const PackageIndex& index,
                                    const QList<qint64>& frames) const;
    LocalPath frameFolder(const Payload& package) const;

    // What is still to come besides what is here.
    void expect(qint64 bytes) { m_total = m_done + bytes; }
    // Of what is expected, brought by an earlier try.
    void countAsDone(qint64 bytes) { m_done += bytes; }
    // Over the wire.
    qint64 bytes() const { return m_bytes; }
    // What came over the wire per second while something came; 0 = too little to tell.
    double bytesPerSecond() const;

private:
    ProgressSink reporting(const QString& component);

    ReleaseSource& m_source;
    FileSystem& m_files;
    LocalPath m_folder;
    ProgressSink m_progress;
    std::stop_token m_stop;
    qint64 m_total = 0;
    qint64 m_done = 0;  // of the total, what an earlier try had brought included
    qint64 m_bytes = 0; // without that
    std::chrono::duration<double> m_time{0};
};

} // namespace upkeep
