// SPDX-License-Identifier: Apache-2.0
// Brings signed payloads to this machine, resumable, each under its hash as its name. After
// preflight, before stage. Free to cancel: what came stays and is gone on with.
#pragma once

#include "payload/frame_plan.h"
#include "product/release_document.h"
#include "source/release_source.h"

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

    void setTotal(qint64 bytes) { m_total = bytes; }
    qint64 bytes() const { return m_bytes; }

private:
    ProgressSink reporting(const QString& component, qint64 before);

    ReleaseSource& m_source;
    FileSystem& m_files;
    LocalPath m_folder;
    ProgressSink m_progress;
    std::stop_token m_stop;
    qint64 m_total = 0;
    qint64 m_bytes = 0;
};

} // namespace upkeep
