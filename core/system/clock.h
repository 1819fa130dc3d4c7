// SPDX-License-Identifier: Apache-2.0
// Time comes in: a walk asks once and passes the answer on, so that one check cannot see two times.
#pragma once

#include <QDateTime>

namespace upkeep {

class Clock {
public:
    virtual ~Clock() = default;
    virtual QDateTime now() const { return QDateTime::currentDateTimeUtc(); }
};

} // namespace upkeep
