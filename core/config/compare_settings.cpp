// SPDX-License-Identifier: Apache-2.0
#include "config/compare_settings.h"

#include "config/config_tree.h"

namespace upkeep {

namespace {

const ConfigSyntax& syntaxOf(ConfigFormat format) {
    if (format == ConfigFormat::Json)
        return jsonSyntax();
    return format == ConfigFormat::Ini ? iniSyntax() : yamlSyntax();
}

class Comparing {
public:
    Comparing(const ConfigSyntax& syntax, const ConfigText& before, const ConfigText& now)
        : m_syntax(syntax), m_before(before), m_now(now) {}

    void compare(const QString& path, const ConfigNode& before, const ConfigNode& now) {
        for (const ConfigNode& old : before.members) {
            const ConfigNode* const same = now.find(old.key);
            const QString key = m_syntax.path(path, old);
            if (!same)
                found.append({key, m_before.shown(old), {}});
            else if (old.isMap && same->isMap)
                compare(key, old, *same);
            else if (!(old.value() == same->value()))
                found.append({key, m_before.shown(old), m_now.shown(*same)});
        }
        for (const ConfigNode& added : now.members) {
            if (!before.find(added.key))
                found.append({m_syntax.path(path, added), {}, m_now.shown(added)});
        }
    }

    QList<SettingDifference> found;

private:
    const ConfigSyntax& m_syntax;
    const ConfigText& m_before;
    const ConfigText& m_now;
};

} // namespace

Result<QList<SettingDifference>>
compareSettings(ConfigFormat format, QByteArrayView before, QByteArrayView now) {
    if (format == ConfigFormat::Lines)
        return QList<SettingDifference>();
    const ConfigSyntax& syntax = syntaxOf(format);
    UPKEEP_TRY_AS(const ConfigText old, syntax.read(before, QStringLiteral("before")));
    UPKEEP_TRY_AS(const ConfigText fresh, syntax.read(now, QStringLiteral("now")));
    Comparing comparing(syntax, old, fresh);
    comparing.compare({}, old.root, fresh.root);
    return comparing.found;
}

} // namespace upkeep
