// SPDX-License-Identifier: Apache-2.0
#include "config/merge.h"

#include "config/three_way.h"

namespace upkeep {

namespace {

const QHash<QString, Side> noChoices;

Result<MergeResult> mergeChoosing(const StrategyInput& input, const QHash<QString, Side>& choices) {
    const ConfigSyntax* syntax = syntaxOf(input.format);
    if (!syntax)
        return mergeLinesChoosing(input.base, input.mine, input.theirs, choices);
    return mergeKeys(*syntax, input.base, input.mine, input.theirs, choices);
}

// Keys where the files can be read, lines where they cannot; a conflict of lines in a file whose
// syntax is broken or beyond us is a conflict of the whole file.
Result<MergeResult> mergeBestPossible(const StrategyInput& input,
                                      const QHash<QString, Side>& choices) {
    auto merged = mergeChoosing(input, choices);
    if (merged || merged.error().code != ErrorCode::ConfigInvalid)
        return merged;
    UPKEEP_TRY_AS(MergeResult lines,
                  mergeLinesChoosing(input.base, input.mine, input.theirs, noChoices));
    if (lines.conflicts.isEmpty())
        return lines;
    const QString whole = QStringLiteral("*");
    if (choices.value(whole, Side::Mine) == Side::Theirs)
        return MergeResult{input.theirs, {}};
    MergeResult kept{input.mine, {}};
    if (!choices.contains(whole))
        kept.conflicts.append({whole,
                               QString::fromUtf8(input.base),
                               QString::fromUtf8(input.mine),
                               QString::fromUtf8(input.theirs)});
    return kept;
}

} // namespace

const ConfigSyntax* syntaxOf(ConfigFormat format) {
    switch (format) {
    case ConfigFormat::Yaml:
        return &yamlSyntax();
    case ConfigFormat::Json:
        return &jsonSyntax();
    case ConfigFormat::Ini:
        return &iniSyntax();
    case ConfigFormat::Lines:
        break;
    }
    return nullptr;
}

ConfigFormat configFormat(QByteArrayView fileName) {
    const QByteArray name = fileName.toByteArray().toLower();
    const auto ends = [&](std::initializer_list<const char*> endings) {
        return std::any_of(endings.begin(), endings.end(), [&](const char* ending) {
            return name.endsWith(ending);
        });
    };
    if (ends({".yaml", ".yml"}))
        return ConfigFormat::Yaml;
    if (ends({".json"}))
        return ConfigFormat::Json;
    if (ends({".ini", ".conf", ".cfg"}))
        return ConfigFormat::Ini;
    return ConfigFormat::Lines;
}

Result<MergeResult> mergeYaml(QByteArrayView base, QByteArrayView mine, QByteArrayView theirs) {
    return mergeKeys(yamlSyntax(), base, mine, theirs, noChoices);
}

Result<MergeResult> mergeJson(QByteArrayView base, QByteArrayView mine, QByteArrayView theirs) {
    return mergeKeys(jsonSyntax(), base, mine, theirs, noChoices);
}

Result<MergeResult> mergeIni(QByteArrayView base, QByteArrayView mine, QByteArrayView theirs) {
    return mergeKeys(iniSyntax(), base, mine, theirs, noChoices);
}

Result<MergeResult> mergeLines(QByteArrayView base, QByteArrayView mine, QByteArrayView theirs) {
    return mergeLinesChoosing(base, mine, theirs, noChoices);
}

Result<MergeResult>
mergeConfig(ConfigFormat format, QByteArrayView base, QByteArrayView mine, QByteArrayView theirs) {
    const ConfigSyntax* syntax = syntaxOf(format);
    return syntax ? mergeKeys(*syntax, base, mine, theirs, noChoices)
                  : mergeLinesChoosing(base, mine, theirs, noChoices);
}

Result<MergeResult> applyStrategy(const StrategyInput& input) {
    switch (input.strategy) {
    case MergeStrategy::KeepLocal:
        return MergeResult{input.mine, {}};
    case MergeStrategy::KeepRemote:
        return MergeResult{input.theirs, {}};
    case MergeStrategy::Merge:
        return mergeBestPossible(input, noChoices);
    case MergeStrategy::Custom:
        break;
    }
    return mergeBestPossible(input, input.choices);
}

} // namespace upkeep
