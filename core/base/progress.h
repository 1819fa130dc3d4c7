// SPDX-License-Identifier: Apache-2.0
// What a walk reports while it works. Called on the worker; whoever shows it throttles and crosses
// threads by value.
#pragma once

#include <QMetaType>
#include <QString>

#include <functional>

namespace upkeep {

enum class Phase { Check, Download, Verify, Snapshot, Apply, Probe, Done };

struct Progress {
    Phase phase = Phase::Check;
    QString component; // id of the component this is about; empty = the whole
    QString subject;   // a file or step, for people
    qint64 done = 0;   // bytes (or entries) of this component in this phase
    qint64 total = 0;  // 0 = not known
    qint64 overallDone = 0;
    qint64 overallTotal = 0;
};

using ProgressSink = std::function<void(const Progress&)>;

} // namespace upkeep

Q_DECLARE_METATYPE(upkeep::Progress)
