// SPDX-License-Identifier: Apache-2.0
// Time comes in: a walk asks once and passes the answer on, so that one check cannot see two times.
#pragma once

#include <QDateTime>

namespace upkeep {

class Clock {
public:
    Clock() = default;
    explicit Clock(QDateTime builtAt) : m_builtAt(std::move(builtAt)) {}
    virtual ~Clock() = default;
    Q_DISABLE_COPY_MOVE(Clock)

    virtual QDateTime now() const { return QDateTime::currentDateTimeUtc(); }
    // When this program was made, if that is known: a now() before it is wrong.
    const QDateTime& builtAt() const { return m_builtAt; }

private:
    QDateTime m_builtAt;
};

// Of this program; SOURCE_DATE_EPOCH sets it in a reproducible build.
QDateTime buildTime();

} // namespace upkeep
