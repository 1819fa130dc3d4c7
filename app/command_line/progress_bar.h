// SPDX-License-Identifier: Apache-2.0
// One live line on a terminal: phase, bar, bytes, rate, time left. Elsewhere one plain line per
// phase.
#pragma once

#include "base/progress.h"

#include <QElapsedTimer>
#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace upkeep {

class ProgressBar {
public:
    ProgressBar(bool live, std::function<void(const QString&)> write);

    void show(const Progress& progress);
    // Leaves the line as it stands and goes to the next, so that something else can be written.
    void interrupt();

private:
    struct Sample {
        qint64 atMs = 0;
        qint64 bytes = 0;
    };

    void startPhase(const Progress& progress);
    double bytesPerSecond(qint64 done);
    QString line(const Progress& progress);

    bool m_live;
    std::function<void(const QString&)> m_write;
    std::optional<Phase> m_phase;
    QElapsedTimer m_phaseClock;
    QElapsedTimer m_lastPaint;
    QList<Sample> m_samples; // of the last five seconds
    bool m_lineOpen = false;
};

} // namespace upkeep
