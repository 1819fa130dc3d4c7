// SPDX-License-Identifier: Apache-2.0
// When silent updates may happen: from/to in local time, on some days of the week or on all.
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace upkeep {

// "22:00-06:00 mon,fri": a window over midnight belongs to the day on which it opens.
struct UpdateWindow {
    QTime from;      // invalid = at any time
    QTime to;        // from == to: the whole day
    QList<int> days; // 1 = Monday ... 7 = Sunday, sorted; empty = every day

    bool isAny() const { return !from.isValid(); }
    // Both take a moment in any time zone and look at it in local time.
    bool contains(const QDateTime& moment) const;
    // When it opens next; `moment` itself while it is open, and where there is no window.
    QDateTime opensAfter(const QDateTime& moment) const;

    QString toText() const; // empty = any
    static std::optional<UpdateWindow> fromText(const QString& text);

    friend bool operator==(const UpdateWindow&, const UpdateWindow&) = default;
};

} // namespace upkeep
