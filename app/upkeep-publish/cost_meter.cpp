// SPDX-License-Identifier: Apache-2.0
#include "cost_meter.h"

#include <sys/resource.h>

namespace upkeep {

namespace {

qint64 milliseconds(const timeval& time) {
    return qint64(time.tv_sec) * 1000 + time.tv_usec / 1000;
}

rusage usage() {
    rusage now{};
    ::getrusage(RUSAGE_SELF, &now);
    return now;
}

qint64 cpuOf(const rusage& usage) {
    return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

} // namespace

CostMeter::CostMeter() : m_cpuAtStart(cpuOf(usage())), m_rssAtStart(usage().ru_maxrss) {
    m_wall.start();
}

JsonValue::Object CostMeter::soFar() const {
    const rusage now = usage();
    return {{QStringLiteral("wall_ms"), m_wall.elapsed()},
            {QStringLiteral("cpu_ms"), cpuOf(now) - m_cpuAtStart},
            {QStringLiteral("peak_rss_kib"), qint64(now.ru_maxrss)},
            {QStringLiteral("start_rss_kib"), m_rssAtStart}};
}

} // namespace upkeep
