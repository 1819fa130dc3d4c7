// SPDX-License-Identifier: Apache-2.0
// What a running process costs: how often its threads woke up, the memory only it holds, its
// connections. Read from /proc.
#pragma once

#include <QByteArray>
#include <QMap>

namespace upkeep::bench {

struct ProcessCost {
    QMap<QByteArray, qint64> wakeUps; // "thread id name" -> voluntary context switches so far
    qint64 ticks = 0;                 // of processor time, hundredths of a second
    qint64 privateBytes = 0;
    qint64 proportionalBytes = 0; // shared pages by share
    int internetSockets = 0;
    int localSockets = 0;
    int descriptors = 0;
};

// Nothing in it if there is no such process.
ProcessCost costOf(qint64 pid);

// Per thread, what came on top; a thread that ended meanwhile does not count, a new one does.
QMap<QByteArray, qint64> wakeUpsBetween(const ProcessCost& before, const ProcessCost& after);

} // namespace upkeep::bench
