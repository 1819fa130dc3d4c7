// SPDX-License-Identifier: Apache-2.0
#include "manifest/update_manifest.h"

#include "manifest/procedure_reader.h"
#include "manifest/schema_check.h"

#include <QSet>

namespace upkeep {

namespace {

QStringList words(const char* text) {
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

const QStringList& manifestKeys() {
    static const QStringList keys =
        words("version changes min_os max_os rollback evolutions feature_flags components") +
        procedureKeys();
    return keys;
}

Result<QList<ManifestChange>> readChanges(const YamlFields& manifest) {
    static const QStringList kinds = words("added changed deprecated removed fixed security");
    UPKEEP_TRY_AS(const QList<YamlNode> items, manifest.items(u"changes"));
    QList<ManifestChange> changes;
    for (const YamlNode& item : items) {
        if (item.isScalar()) {
            changes.append({QStringLiteral("changed"), item.text});
            continue;
        }
        UPKEEP_TRY_AS(const YamlFields fields,
                      YamlFields::of(item, manifest.source(), words("kind text")));
        ManifestChange change;
        UPKEEP_TRY_AS(change.kind, fields.oneOf(u"kind", kinds));
        UPKEEP_TRY_AS(change.text, fields.text(u"text"));
        changes.append(std::move(change));
    }
    return changes;
}

// "6.1" means the kernel; a mapping names systems by the ID of os-release.
Result<QMap<QString, QString>> readSystems(const YamlFields& manifest, QStringView key) {
    QMap<QString, QString> systems;
    const YamlNode* node = manifest.find(key);
    if (!node || node->isNull())
        return systems;
    if (node->isScalar()) {
        systems.insert(QStringLiteral("kernel"), node->text);
        return systems;
    }
    for (const YamlNode::Member& member : node->members) {
        if (!member.second.isScalar())
            return manifest.source().at(member.second, QStringLiteral("expected a version"));
        systems.insert(member.first.text, member.second.text);
    }
    if (systems.isEmpty())
        return manifest.source().at(*node, QStringLiteral("\"%1\" must be a version").arg(key));
    return systems;
}

Result<RollbackSpec> readRollback(const YamlFields& manifest) {
    RollbackSpec rollback;
    const YamlNode* node = manifest.find(u"rollback");
    if (!node)
        return rollback;
    UPKEEP_TRY_AS(
        const YamlFields fields,
        YamlFields::of(*node, manifest.source(), words("supported min_version data_version")));
    UPKEEP_TRY_AS(rollback.supported, fields.boolean(u"supported", true));
    UPKEEP_TRY_AS(rollback.minVersion, fields.optionalVersion(u"min_version"));
    UPKEEP_TRY_AS(const qint64 data, fields.integer(u"data_version", 0, 0, 1'000'000));
    rollback.dataVersion = int(data);
    return rollback;
}

Result<EvolutionSpec> readEvolution(const YamlNode& node, const YamlSource& source) {
    static const QStringList keys = words("id version name description risk auto_apply required "
                                          "min_version requires conflicts size");
    UPKEEP_TRY_AS(const YamlFields fields, YamlFields::of(node, source, keys));
    EvolutionSpec spec;
    UPKEEP_TRY_AS(spec.id, readName(fields, u"id"));
    UPKEEP_TRY_AS(spec.version, fields.version(u"version"));
    UPKEEP_TRY_AS(spec.name, fields.text(u"name", spec.id));
    UPKEEP_TRY_AS(spec.description, fields.text(u"description", {}));
    UPKEEP_TRY_AS(const QString risk,
                  fields.oneOf(u"risk", words("low medium high"), QStringLiteral("low")));
    spec.risk = *riskFromName(risk);
    UPKEEP_TRY_AS(spec.autoApply, fields.boolean(u"auto_apply", false));
    UPKEEP_TRY_AS(spec.required, fields.boolean(u"required", false));
    UPKEEP_TRY_AS(spec.minVersion, fields.optionalVersion(u"min_version"));
    UPKEEP_TRY_AS(spec.needs, fields.texts(u"requires"));
    UPKEEP_TRY_AS(spec.conflicts, fields.texts(u"conflicts"));
    UPKEEP_TRY_AS(spec.size, fields.integer(u"size", 0, 0, 1LL << 40));
    return spec;
}

// What an evolution refers to must be there: the release lists all of its evolutions.
Result<void> checkReferences(const QList<EvolutionSpec>& specs, const YamlFields& manifest) {
    QSet<QString> ids;
    for (const EvolutionSpec& spec : specs)
        ids.insert(spec.id);
    for (qsizetype i = 0; i < specs.size(); ++i)
        for (const QString& other : specs[i].needs + specs[i].conflicts)
            if (!ids.contains(other))
                return manifest.source().at(
                    manifest.find(u"evolutions")->items[i],
                    QStringLiteral("\"%1\" names the unknown evolution \"%2\"")
                        .arg(specs[i].id, other));
    return {};
}

Result<QList<EvolutionSpec>> readEvolutions(const YamlFields& manifest) {
    UPKEEP_TRY_AS(const QList<YamlNode> items, manifest.items(u"evolutions"));
    QList<EvolutionSpec> specs;
    for (const YamlNode& item : items) {
        UPKEEP_TRY_AS(EvolutionSpec spec, readEvolution(item, manifest.source()));
        for (const EvolutionSpec& other : specs)
            if (other.id == spec.id)
                return manifest.source().at(
                    item, QStringLiteral("the evolution \"%1\" is there twice").arg(spec.id));
        specs.append(std::move(spec));
    }
    UPKEEP_TRY(checkReferences(specs, manifest));
    return specs;
}

Result<QList<FeatureFlagSpec>> readFeatureFlags(const YamlFields& manifest) {
    UPKEEP_TRY_AS(const QList<YamlNode> items, manifest.items(u"feature_flags"));
    QList<FeatureFlagSpec> flags;
    for (const YamlNode& item : items) {
        UPKEEP_TRY_AS(const YamlFields fields,
                      YamlFields::of(item, manifest.source(), words("id default rollout_percent")));
        FeatureFlagSpec flag;
        UPKEEP_TRY_AS(flag.id, readName(fields, u"id"));
        UPKEEP_TRY_AS(flag.enabled, fields.boolean(u"default", false));
        UPKEEP_TRY_AS(const qint64 percent, fields.integer(u"rollout_percent", 100, 0, 100));
        flag.rolloutPercent = int(percent);
        flags.append(std::move(flag));
    }
    return flags;
}

Result<QMap<QString, ManifestProcedure>> readComponents(const YamlFields& manifest) {
    QMap<QString, ManifestProcedure> components;
    const YamlNode* node = manifest.find(u"components");
    if (!node || node->isNull())
        return components;
    if (!node->isMapping())
        return manifest.source().at(*node, QStringLiteral("expected component ids"));
    for (const YamlNode::Member& member : node->members) {
        UPKEEP_TRY_AS(const YamlFields fields,
                      YamlFields::of(member.second, manifest.source(), procedureKeys()));
        UPKEEP_TRY_AS(const ManifestProcedure procedure, readProcedure(fields));
        components.insert(member.first.text, procedure);
    }
    return components;
}

} // namespace

Result<UpdateManifest> UpdateManifest::parse(QByteArrayView text, const QString& fileName) {
    const YamlSource source{fileName, ErrorCode::ManifestInvalid};
    UPKEEP_TRY_AS(const YamlNode document, parseYaml(text, fileName, {.bytes = sizeLimit}));
    UPKEEP_TRY_AS(const YamlFields fields, YamlFields::of(document, source, manifestKeys()));
    UpdateManifest manifest;
    UPKEEP_TRY_AS(manifest.version, fields.version(u"version"));
    UPKEEP_TRY_AS(static_cast<ManifestProcedure&>(manifest), readProcedure(fields));
    UPKEEP_TRY_AS(manifest.changes, readChanges(fields));
    UPKEEP_TRY_AS(manifest.minOs, readSystems(fields, u"min_os"));
    UPKEEP_TRY_AS(manifest.maxOs, readSystems(fields, u"max_os"));
    UPKEEP_TRY_AS(manifest.rollback, readRollback(fields));
    UPKEEP_TRY_AS(manifest.evolutions, readEvolutions(fields));
    UPKEEP_TRY_AS(manifest.featureFlags, readFeatureFlags(fields));
    UPKEEP_TRY_AS(manifest.components, readComponents(fields));
    UPKEEP_TRY(checkSchema(DocumentSchema::UpdateManifest, document, source));
    return manifest;
}

const EvolutionSpec* UpdateManifest::evolution(QStringView id) const {
    for (const EvolutionSpec& spec : evolutions)
        if (spec.id == id)
            return &spec;
    return nullptr;
}

} // namespace upkeep
