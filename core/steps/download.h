// SPDX-License-Identifier: Apache-2.0
// Brings signed payloads to this machine, resumable, each under its hash as its name. After
// preflight, before stage. Free to cancel: what came stays and is gone on with.
#pragma once

#include "payload/frame_plan.h"
#include "product/release_document.h"
#include "source/release_source.h"

#include <chrono>

namespace upkeep {

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
    // The planned frames of a package, as "<n>.frame" in a folder. An empty path: this host has no
    // ranges.
    Result<LocalPath> fetchFrames(const Payload& package,
                                  const PackageIndex& index,
                                  const FramePlan& plan,
                                  const QString& component);

    // Which of these frames an earlier try left here, whole: they need not come again.
    Result<QSet<qint64>> framesHere(const Payload& package,
                                    const PackageIndex& index,
                                    const QList<qint64>& frames) const;
    LocalPath frameFolder(const Payload& package) const;

    void setTotal(qint64 bytes) { m_total = bytes; }
    qint64 bytes() const { return m_bytes; }
    // What came over the wire per second while something came; 0 = too little to tell.
    double bytesPerSecond() const;

private:
    ProgressSink reporting(const QString& component, qint64 before);

    ReleaseSource& m_source;
    FileSystem& m_files;
    LocalPath m_folder;
    ProgressSink m_progress;
    std::stop_token m_stop;
    qint64 m_total = 0;
    qint64 m_bytes = 0;
    qint64 m_timedBytes = 0; // without what an earlier try had brought
    std::chrono::duration<double> m_time{0};
};

} // namespace upkeep
