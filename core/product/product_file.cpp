// SPDX-License-Identifier: Apache-2.0
#include "product/product_file.h"

#include "base/yaml_fields.h"
#include "manifest/schema_check.h"

#include "product/component_reader.h"

#include <QRegularExpression>

#include <array>

namespace upkeep {

namespace {

constexpr std::array sourceNames = {QLatin1String("github"),
                                    QLatin1String("gitea"),
                                    QLatin1String("static"),
                                    QLatin1String("folder")};

template <typename Names> QStringList asList(const Names& names) {
    return QStringList(names.begin(), names.end());
}

Result<void> checkSource(const SourceSpec& spec, const YamlFields& fields) {
    static const QRegularExpression ownerName(
        QStringLiteral("\\A[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}\\z"));
    const bool hosted = spec.type == SourceType::GitHub || spec.type == SourceType::Gitea;
    if (hosted && !ownerName.match(spec.repository).hasMatch())
        return fields.source().at(fields.node(),
                                  QStringLiteral("\"repository\" must be owner/name"));
    const bool needsServer = spec.type == SourceType::Gitea || spec.type == SourceType::Static;
    if (needsServer)
        UPKEEP_TRY(fields.text(u"server"));
    if (spec.type == SourceType::Folder)
        UPKEEP_TRY(readPlace(fields, u"folder"));
    for (const QStringView key : {QStringView(u"metadata"), QStringView(u"server")}) {
        UPKEEP_TRY_AS(const QString url, fields.text(key, {}));
        if (!url.isEmpty() && !url.startsWith(QLatin1String("https://")))
            return fields.source().at(*fields.find(key),
                                      QStringLiteral("\"%1\" must be an https URL").arg(key));
    }
    return {};
}

Result<SourceSpec> readSource(const YamlNode& node, const YamlSource& source) {
    static const QStringList keys = {QStringLiteral("type"),
                                     QStringLiteral("repository"),
                                     QStringLiteral("metadata"),
                                     QStringLiteral("server"),
                                     QStringLiteral("folder")};
    UPKEEP_TRY_AS(const YamlFields fields, YamlFields::of(node, source, keys));
    SourceSpec spec;
    UPKEEP_TRY_AS(const QString type, fields.oneOf(u"type", asList(sourceNames)));
    spec.type = *sourceTypeFromName(type);
    UPKEEP_TRY_AS(spec.repository, fields.text(u"repository", {}));
    UPKEEP_TRY_AS(spec.metadata, fields.text(u"metadata", {}));
    UPKEEP_TRY_AS(spec.server, fields.text(u"server", {}));
    UPKEEP_TRY_AS(spec.folder, fields.text(u"folder", {}));
    UPKEEP_TRY(checkSource(spec, fields));
    return spec;
}

Result<TrustSpec> readTrust(const YamlNode& node, const YamlSource& source) {
    static const QString checksumsOnly = QStringLiteral("checksums-only");
    TrustSpec spec;
    if (node.isScalar()) {
        if (node.text != checksumsOnly)
            return source.at(node, QStringLiteral("expected { root: FILE } or checksums-only"));
        spec.kind = TrustSpec::Kind::ChecksumsOnly;
        return spec;
    }
    static const QStringList keys = {QStringLiteral("root"),
                                     QStringLiteral("kind"),
                                     QStringLiteral("asset"),
                                     QStringLiteral("checksums"),
                                     QStringLiteral("strip")};
    UPKEEP_TRY_AS(const YamlFields fields, YamlFields::of(node, source, keys));
    if (fields.has(u"kind")) {
        UPKEEP_TRY(fields.oneOf(u"kind", {checksumsOnly}));
        spec.kind = TrustSpec::Kind::ChecksumsOnly;
        UPKEEP_TRY_AS(spec.assetPattern, fields.text(u"asset"));
        UPKEEP_TRY_AS(spec.checksums, fields.text(u"checksums", {}));
        UPKEEP_TRY_AS(const qint64 strip, fields.integer(u"strip", 0, 0, 10));
        spec.strip = int(strip);
        return spec;
    }
    UPKEEP_TRY(fields.text(u"root"));
    UPKEEP_TRY_AS(spec.root, readTreePath(fields, u"root", false, {}));
    return spec;
}

Result<LaunchSpec> readLaunch(const YamlNode& node, const YamlSource& source) {
    UPKEEP_TRY_AS(
        const YamlFields fields,
        YamlFields::of(node, source, {QStringLiteral("command"), QStringLiteral("version")}));
    LaunchSpec spec;
    UPKEEP_TRY(fields.text(u"command"));
    UPKEEP_TRY_AS(spec.command, readTreePath(fields, u"command", false, {}));
    UPKEEP_TRY_AS(spec.versionArgv, readArgv(fields, u"version"));
    return spec;
}

Result<HealthSpec> readHealth(const YamlNode& node, const YamlSource& source) {
    static const QStringList keys = {QStringLiteral("probe"),
                                     QStringLiteral("timeout_s"),
                                     QStringLiteral("probation_minutes"),
                                     QStringLiteral("confirm"),
                                     QStringLiteral("hosts")};
    UPKEEP_TRY_AS(const YamlFields fields, YamlFields::of(node, source, keys));
    HealthSpec spec;
    UPKEEP_TRY_AS(spec.probe, readArgv(fields, u"probe"));
    UPKEEP_TRY_AS(const qint64 timeout, fields.integer(u"timeout_s", 30, 1, 3600));
    UPKEEP_TRY_AS(const qint64 probation, fields.integer(u"probation_minutes", 0, 0, 10080));
    UPKEEP_TRY_AS(spec.confirm, fields.boolean(u"confirm", false));
    UPKEEP_TRY_AS(spec.hosts, fields.texts(u"hosts"));
    spec.timeoutSeconds = int(timeout);
    spec.probationMinutes = int(probation);
    return spec;
}

Result<QList<ProductRequirement>> readRequirements(const YamlFields& product) {
    UPKEEP_TRY_AS(const QList<YamlNode> items, product.items(u"requires"));
    QList<ProductRequirement> requirements;
    for (const YamlNode& item : items) {
        UPKEEP_TRY_AS(const YamlFields fields,
                      YamlFields::of(item,
                                     product.source(),
                                     {QStringLiteral("product"), QStringLiteral("version")}));
        ProductRequirement requirement;
        UPKEEP_TRY_AS(requirement.product, fields.text(u"product"));
        UPKEEP_TRY_AS(requirement.version, fields.version(u"version"));
        requirements.append(std::move(requirement));
    }
    return requirements;
}

const QStringList& productKeys() {
    static const QStringList keys = {QStringLiteral("schema"),
                                     QStringLiteral("id"),
                                     QStringLiteral("name"),
                                     QStringLiteral("publisher"),
                                     QStringLiteral("icon"),
                                     QStringLiteral("source"),
                                     QStringLiteral("trust"),
                                     QStringLiteral("launch"),
                                     QStringLiteral("switch"),
                                     QStringLiteral("components"),
                                     QStringLiteral("health"),
                                     QStringLiteral("requires")};
    return keys;
}

Result<void> checkSchemaNumber(const YamlFields& fields) {
    UPKEEP_TRY_AS(const YamlNode* node, fields.required(u"schema"));
    if (node->text != QLatin1String("1"))
        return fields.source().at(*node, QStringLiteral("unknown schema (allowed: 1)"));
    return {};
}

Result<void> readParts(ProductFile& product, const YamlFields& fields) {
    const YamlSource& source = fields.source();
    UPKEEP_TRY_AS(const YamlNode* from, fields.required(u"source"));
    UPKEEP_TRY_AS(product.source, readSource(*from, source));
    UPKEEP_TRY_AS(const YamlNode* trust, fields.required(u"trust"));
    UPKEEP_TRY_AS(product.trust, readTrust(*trust, source));
    if (const YamlNode* launch = fields.find(u"launch")) {
        UPKEEP_TRY_AS(product.launch, readLaunch(*launch, source));
    }
    if (const YamlNode* health = fields.find(u"health")) {
        UPKEEP_TRY_AS(product.health, readHealth(*health, source));
    }
    UPKEEP_TRY_AS(product.components, readComponents(fields));
    UPKEEP_TRY_AS(product.requirements, readRequirements(fields));
    return {};
}

} // namespace

Result<ProductFile> ProductFile::parse(QByteArrayView text, const QString& fileName) {
    static const QStringList modes = {QStringLiteral("when_closed"), QStringLiteral("any_time")};
    const YamlSource source{fileName, ErrorCode::ProductInvalid};
    UPKEEP_TRY_AS(const YamlNode document, parseYaml(text, fileName));
    UPKEEP_TRY_AS(const YamlFields fields, YamlFields::of(document, source, productKeys()));
    UPKEEP_TRY(checkSchemaNumber(fields));
    ProductFile product;
    UPKEEP_TRY_AS(product.id, readId(fields));
    UPKEEP_TRY_AS(product.name, fields.text(u"name"));
    UPKEEP_TRY_AS(product.publisher, fields.text(u"publisher"));
    UPKEEP_TRY_AS(product.icon, readTreePath(fields, u"icon", false, {}));
    UPKEEP_TRY_AS(const QString mode, fields.oneOf(u"switch", modes, modes.first()));
    product.switchMode = mode == modes.first() ? SwitchMode::WhenClosed : SwitchMode::AnyTime;
    UPKEEP_TRY(readParts(product, fields));
    UPKEEP_TRY(checkSchema(DocumentSchema::Product, document, source));
    return product;
}

const ComponentSpec* ProductFile::component(QStringView componentId) const {
    for (const ComponentSpec& spec : components)
        if (spec.id == componentId)
            return &spec;
    return nullptr;
}

const ComponentSpec* ProductFile::firstOf(ComponentKind kind) const {
    for (const ComponentSpec& spec : components)
        if (spec.kind == kind)
            return &spec;
    return nullptr;
}

QLatin1String sourceTypeName(SourceType type) {
    return sourceNames[static_cast<size_t>(type)];
}

std::optional<SourceType> sourceTypeFromName(QStringView name) {
    for (size_t i = 0; i < sourceNames.size(); ++i)
        if (name == sourceNames[i])
            return static_cast<SourceType>(i);
    return std::nullopt;
}

Result<LocalPath> resolvePath(const QString& text, const LocalPath& tree, const LocalPath& home) {
    const QByteArray bytes = text.toUtf8();
    if (bytes == "~" || bytes == ".")
        return bytes == "~" ? home : tree;
    if (bytes.startsWith('/'))
        return LocalPath::parse(bytes);
    const bool inHome = bytes.startsWith("~/");
    UPKEEP_TRY_AS(const LocalName name, LocalName::parse(inHome ? bytes.mid(2) : bytes));
    return (inHome ? home : tree) / name;
}

} // namespace upkeep
