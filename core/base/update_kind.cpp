// SPDX-License-Identifier: Apache-2.0
#include "base/update_kind.h"

#include <array>

namespace upkeep {

namespace {

constexpr std::array updateTypes = {
    QLatin1String("hotfix"), QLatin1String("minor"), QLatin1String("major")};
constexpr std::array risks = {QLatin1String("low"), QLatin1String("medium"), QLatin1String("high")};
constexpr std::array strategies = {QLatin1String("keep-local"),
                                   QLatin1String("keep-remote"),
                                   QLatin1String("merge"),
                                   QLatin1String("custom")};

template <typename Enum, typename Names>
std::optional<Enum> fromName(const Names& names, QStringView name) {
    for (size_t i = 0; i < names.size(); ++i)
        if (name == names[i])
            return static_cast<Enum>(i);
    return std::nullopt;
}

} // namespace

QLatin1String updateTypeName(UpdateType type) {
    return updateTypes[static_cast<size_t>(type)];
}

std::optional<UpdateType> updateTypeFromName(QStringView name) {
    return fromName<UpdateType>(updateTypes, name);
}

QLatin1String riskName(Risk risk) {
    return risks[static_cast<size_t>(risk)];
}

std::optional<Risk> riskFromName(QStringView name) {
    return fromName<Risk>(risks, name);
}

QLatin1String mergeStrategyName(MergeStrategy strategy) {
    return strategies[static_cast<size_t>(strategy)];
}

std::optional<MergeStrategy> mergeStrategyFromName(QStringView name) {
    return fromName<MergeStrategy>(strategies, name);
}

} // namespace upkeep
