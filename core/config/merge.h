// SPDX-License-Identifier: Apache-2.0
// Three-way merges of settings: base = the defaults last merged, mine = the person's file, theirs =
// the new defaults. Text splices at parsed positions: lines nobody touched stay byte-identical,
// comments and order live, and the merged text parsed again equals the merged value.
#pragma once

#include "base/result.h"
#include "base/update_kind.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QList>
#include <QString>

namespace upkeep {

// The values as they stand in the files, empty where there is none.
struct Conflict {
    QString key; // "editor.font.size", "[network] proxy", "lines 3-7"
    QString base;
    QString mine;
    QString theirs;

    friend bool operator==(const Conflict&, const Conflict&) = default;
};

struct MergeResult {
    QByteArray text;           // conflicts are left at mine
    QList<Conflict> conflicts; // none = merged completely

    friend bool operator==(const MergeResult&, const MergeResult&) = default;
};

enum class ConfigFormat { Yaml, Json, Ini, Lines };
// By the name's ending: .yaml .yml .json .ini .conf .cfg, else per line.
ConfigFormat configFormat(QByteArrayView fileName);

// Each fails with config.invalid naming the side ("mine:3:1") if it cannot be parsed.
Result<MergeResult> mergeYaml(QByteArrayView base, QByteArrayView mine, QByteArrayView theirs);
Result<MergeResult> mergeJson(QByteArrayView base, QByteArrayView mine, QByteArrayView theirs);
Result<MergeResult> mergeIni(QByteArrayView base, QByteArrayView mine, QByteArrayView theirs);
Result<MergeResult> mergeLines(QByteArrayView base, QByteArrayView mine, QByteArrayView theirs);
Result<MergeResult>
mergeConfig(ConfigFormat format, QByteArrayView base, QByteArrayView mine, QByteArrayView theirs);

enum class Side { Mine, Theirs };

// What becomes of one file. KeepLocal: mine. KeepRemote: theirs. Merge: per key or line, conflicts
// listed. Custom: `choices` (conflict key -> side) settle the conflicts of a merge; those not named
// stay listed. A file that cannot be parsed is merged per line, and if that conflicts, mine stays
// and the whole file is the conflict.
struct StrategyInput {
    ConfigFormat format = ConfigFormat::Lines;
    QByteArray base;
    QByteArray mine;
    QByteArray theirs;
    MergeStrategy strategy = MergeStrategy::Merge;
    QHash<QString, Side> choices;
};
Result<MergeResult> applyStrategy(const StrategyInput& input);

} // namespace upkeep
