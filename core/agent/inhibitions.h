// SPDX-License-Identifier: Apache-2.0
// Programs that asked not to be updated just now: who, which product, why. Each is ended by the one
// who asked, or with them. Keeps few per caller, so that nobody can fill the memory.
#pragma once

#include "system/desktop.h"

#include <QMap>
#include <QStringList>

#include <optional>

namespace upkeep {

class Inhibitions {
public:
    // None = this caller, or all together, have too many already.
    std::optional<quint32> add(const QString& owner, const QString& product, const Holder& holder);
    // The product it was about; none = no such cookie, or not this caller's.
    std::optional<QString> end(const QString& owner, quint32 cookie);
    // The products that had one of theirs.
    QStringList endAll(const QString& owner);
    QList<Holder> of(const QString& product) const;
    bool has(const QString& owner) const;

private:
    struct Entry {
        QString owner;
        QString product;
        Holder holder;
    };
    QMap<quint32, Entry> m_entries; // by cookie: the oldest first
    quint32 m_lastCookie = 0;
};

} // namespace upkeep
