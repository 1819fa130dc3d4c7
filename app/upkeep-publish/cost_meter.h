// SPDX-License-Identifier: Apache-2.0
// What a verb took, for those who measure: wall and CPU milliseconds of this process since it was
// made, and the process's peak memory in KiB.
#pragma once

#include "base/json.h"

#include <QElapsedTimer>

namespace upkeep {

class CostMeter {
public:
    CostMeter();
    // Members wall_ms, cpu_ms, peak_rss_kib and start_rss_kib (the program without its work).
    JsonValue::Object soFar() const;

private:
    QElapsedTimer m_wall;
    qint64 m_cpuAtStart;
    qint64 m_rssAtStart;
};

} // namespace upkeep
