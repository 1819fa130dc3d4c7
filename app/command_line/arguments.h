// SPDX-License-Identifier: Apache-2.0
// A table of verbs, and a command line read by it. The table alone decides what is possible and
// what --help says, so that the two cannot disagree.
#pragma once

#include "base/result.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace upkeep {

struct VerbOption {
    const char* name;      // without dashes
    const char* valueName; // nullptr = a switch
    const char* help;
};

struct VerbRow {
    const char* name;     // "check", "snapshot list"
    const char* operands; // "ID [ID]", "[ARGUMENT ...]": says how many there may be
    const char* help;
    QList<VerbOption> options;
    bool hidden = false;
    bool passesOn = false; // what follows the verb belongs to another program
};

struct VerbTable {
    const char* program;
    const char* purpose; // one line for --help
    QList<VerbRow> verbs;
    QList<VerbOption> everywhere;
};

// Of a program's own rows, which hold a function besides.
template <typename Verb>
VerbTable tableOf(const char* program,
                  const char* purpose,
                  const QList<Verb>& verbs,
                  const QList<VerbOption>& everywhere) {
    VerbTable table{program, purpose, {}, everywhere};
    for (const Verb& verb : verbs)
        table.verbs += verb.row;
    return table;
}

struct Arguments {
    qsizetype verb = -1; // in the table; -1 for --help or --version alone
    QString group;       // --help for several verbs: "snapshot"
    QStringList operands;
    QHash<QString, QStringList> options; // name without dashes -> its values, none for a switch

    bool isSet(const char* name) const { return options.contains(QLatin1String(name)); }
    // The last one given, else empty.
    QString value(const char* name) const {
        return options.value(QLatin1String(name))
            .value(qMax<qsizetype>(values(name).size() - 1, 0));
    }
    QStringList values(const char* name) const { return options.value(QLatin1String(name)); }
};

// Options may stand anywhere, "--" ends them; "help VERB" is "VERB --help". Fails with
// usage.invalid, the cause in words for the person who typed it.
Result<Arguments> parseArguments(const VerbTable& table, const QStringList& given);

// At most 80 columns wide.
QString helpFor(const VerbTable& table);
// Of all verbs that begin with this word.
QString helpFor(const VerbTable& table, const QString& group);
QString helpFor(const VerbTable& table, const VerbRow& verb);

} // namespace upkeep
