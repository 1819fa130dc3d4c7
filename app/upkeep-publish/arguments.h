// SPDX-License-Identifier: Apache-2.0
// The command line as values: which verb, its options and operands. Knows the verbs only by their
// table.
#pragma once

#include "base/result.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <span>

namespace upkeep {

struct Verb;

struct Arguments {
    const Verb* verb = nullptr; // none: --help or --version alone
    QStringList operands;
    QHash<QString, QStringList> options; // name without dashes -> its values, none for a switch

    bool has(const char* name) const { return options.contains(QLatin1String(name)); }
    // The last one given.
    QString value(const char* name, const QString& otherwise = {}) const {
        const QStringList all = options.value(QLatin1String(name));
        return all.isEmpty() ? otherwise : all.constLast();
    }
    QStringList values(const char* name) const { return options.value(QLatin1String(name)); }
};

// Fails with usage.invalid, in words for the person who typed it.
Result<Arguments> parseArguments(std::span<const Verb> verbs, const QStringList& words);

QString helpFor(std::span<const Verb> verbs);
QString helpFor(const Verb& verb);

} // namespace upkeep
