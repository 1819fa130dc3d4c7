// SPDX-License-Identifier: Apache-2.0
// What a start of Upkeep asks for; a second start hands it to the first one. Comes from other
// programs of the same person, so it is read strictly and names pages and products only.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace upkeep {

struct StartRequest {
    QString page;            // empty = as it was
    QString product;         // empty = as it was
    QString token;           // of the desktop, so that our window may come to the front
    bool background = false; // show no window

    QByteArray toLine() const;
    // nullopt for anything toLine() does not write.
    static std::optional<StartRequest> fromLine(const QByteArray& line);

    friend bool operator==(const StartRequest&, const StartRequest&) = default;
};

// The token of this start, taken out of the environment so that nobody inherits it.
QString takeActivationToken();

} // namespace upkeep
