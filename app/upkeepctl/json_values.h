// SPDX-License-Identifier: Apache-2.0
// The values of walks as `--json` writes them: snake_case names, versions as strings, times in ISO
// 8601 UTC.
#pragma once

#include "base/json.h"
#include "command_line/basic_json.h"
#include "walks/repair_types.h"

namespace upkeep {

JsonValue toJson(const PlanWay& way);
JsonValue toJson(const LocalChange& change);
JsonValue toJson(const KeptSetting& setting);
JsonValue toJson(const RunningProgram& program);
JsonValue toJson(const RollbackPart& part);
JsonValue toJson(const DifferenceEntry& entry);
JsonValue toJson(const Change& change);
JsonValue toJson(const KnownIssue& issue);
JsonValue toJson(const Plan& plan);
JsonValue toJson(const Offer& offer);
JsonValue toJson(const Hold& hold);
JsonValue toJson(const EvolutionOffer& evolution);
JsonValue toJson(const ProductStatus& status);
JsonValue toJson(const ComponentStatus& component);
JsonValue toJson(const UpdateOutcome& outcome);
JsonValue toJson(const RollbackPreview& preview);
JsonValue toJson(const RollbackOutcome& outcome);
JsonValue toJson(const FinishReport& report);
JsonValue toJson(const SnapshotSummary& snapshot);
JsonValue toJson(const RestorePreview& preview);
JsonValue toJson(const RestoreOutcome& outcome);
JsonValue toJson(const Comparison& comparison);
JsonValue toJson(const HistoryEvent& event);
JsonValue toJson(const ChangelogEntry& entry);
// json_health.cpp
JsonValue toJson(const HealthIssue& issue);
JsonValue toJson(const FailedRepair& failed);
JsonValue toJson(const HealthReport& report);
JsonValue toJson(const RepairOutcome& outcome);

template <typename T> JsonValue toJson(const QList<T>& values) {
    JsonValue::Array items;
    for (const T& value : values)
        items.append(toJson(value));
    return items;
}

QString differenceId(Difference difference);
QString changeKindId(ChangeKind kind);

} // namespace upkeep
