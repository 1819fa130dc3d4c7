// SPDX-License-Identifier: Apache-2.0
// How large and how risky a change is, as signed documents and walks say it; with the names both
// use on disk.
#pragma once

#include <QLatin1String>
#include <QStringList>

#include <optional>

namespace upkeep {

enum class UpdateType { Hotfix, Minor, Major };
enum class Risk { Low, Medium, High };
// What is done about files the person changed; always backed up first.
enum class MergeStrategy { KeepLocal, KeepRemote, Merge, Custom };

QLatin1String updateTypeName(UpdateType type); // hotfix, minor, major
std::optional<UpdateType> updateTypeFromName(QStringView name);
QLatin1String riskName(Risk risk); // low, medium, high
std::optional<Risk> riskFromName(QStringView name);
QLatin1String mergeStrategyName(MergeStrategy strategy); // keep-local, keep-remote, merge, custom
std::optional<MergeStrategy> mergeStrategyFromName(QStringView name);

} // namespace upkeep
