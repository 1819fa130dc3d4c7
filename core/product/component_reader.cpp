// SPDX-License-Identifier: Apache-2.0
#include "product/component_reader.h"

#include <QRegularExpression>
#include <QSet>

#include <array>
#include <functional>

namespace upkeep {

namespace {

constexpr std::array kindNames = {QLatin1String("application"),
                                  QLatin1String("evolutions"),
                                  QLatin1String("config"),
                                  QLatin1String("data"),
                                  QLatin1String("files"),
                                  QLatin1String("service"),
                                  QLatin1String("database"),
                                  QLatin1String("container")};

QStringList kindList() {
    return QStringList(kindNames.begin(), kindNames.end());
}

Result<void> checkPlace(const YamlFields& fields, QStringView key, const QString& path) {
    static const LocalPath anywhere = LocalPath::parse("/x").value();
    if (auto place = resolvePath(path, anywhere, anywhere); !place)
        return fields.source().at(*fields.find(key), place.error().cause);
    return {};
}

Result<void> readTreePart(ComponentSpec& spec, const YamlFields& fields) {
    const bool app = spec.kind == ComponentKind::Application;
    UPKEEP_TRY_AS(
        spec.path,
        readTreePath(
            fields, u"path", app, app ? QStringLiteral(".") : QStringLiteral("evolutions")));
    return {};
}

Result<void> readConfig(ComponentSpec& spec, const YamlFields& fields) {
    static const QStringList layouts = {QStringLiteral("file"), QStringLiteral("layers")};
    static const QStringList strategies = {QStringLiteral("keep-local"),
                                           QStringLiteral("keep-remote"),
                                           QStringLiteral("merge"),
                                           QStringLiteral("custom")};
    UPKEEP_TRY_AS(spec.path, readPlace(fields, u"path"));
    UPKEEP_TRY_AS(spec.defaults, readTreePath(fields, u"defaults", false, {}));
    UPKEEP_TRY_AS(const QString layout, fields.oneOf(u"layout", layouts, layouts.first()));
    UPKEEP_TRY_AS(const QString strategy,
                  fields.oneOf(u"strategy", strategies, QStringLiteral("merge")));
    spec.layout = layout == layouts.first() ? ConfigLayout::File : ConfigLayout::Layers;
    spec.strategy = *mergeStrategyFromName(strategy);
    return {};
}

Result<void> readData(ComponentSpec& spec, const YamlFields& fields) {
    static const QStringList times = {
        QStringLiteral("always"), QStringLiteral("when_migrated"), QStringLiteral("never")};
    UPKEEP_TRY_AS(spec.path, readPlace(fields, u"path"));
    UPKEEP_TRY_AS(spec.sqlite, fields.texts(u"sqlite"));
    for (const QString& file : spec.sqlite)
        if (!RelativePath::parse(file.toUtf8()))
            return fields.source().at(*fields.find(u"sqlite"),
                                      QStringLiteral("\"sqlite\" names files inside the path"));
    UPKEEP_TRY_AS(const QString when, fields.oneOf(u"snapshot", times, times.first()));
    spec.snapshot = static_cast<SnapshotWhen>(times.indexOf(when));
    return {};
}

Result<void> readFiles(ComponentSpec& spec, const YamlFields& fields) {
    UPKEEP_TRY(fields.required(u"paths"));
    UPKEEP_TRY_AS(spec.paths, fields.texts(u"paths"));
    for (const QString& path : spec.paths)
        UPKEEP_TRY(checkPlace(fields, u"paths", path));
    return {};
}

Result<void> readService(ComponentSpec& spec, const YamlFields& fields) {
    static const QStringList managers = {QStringLiteral("system"), QStringLiteral("user")};
    UPKEEP_TRY_AS(spec.unit, fields.text(u"unit"));
    UPKEEP_TRY_AS(const QString manager, fields.oneOf(u"manager", managers, managers.first()));
    spec.userManager = manager == managers.last();
    return {};
}

// No password key: secrets come from pg_service.conf, .pgpass or the keychain only.
Result<void> readDatabase(ComponentSpec& spec, const YamlFields& fields) {
    DatabaseSpec& database = spec.database;
    UPKEEP_TRY_AS(database.engine, fields.oneOf(u"engine", {QStringLiteral("postgresql")}));
    UPKEEP_TRY_AS(database.service, fields.text(u"service", {}));
    UPKEEP_TRY_AS(database.host, fields.text(u"host", {}));
    UPKEEP_TRY_AS(const qint64 port, fields.integer(u"port", 0, 1, 65535));
    UPKEEP_TRY_AS(database.user, fields.text(u"user", {}));
    UPKEEP_TRY_AS(database.database, fields.text(u"database", {}));
    database.port = int(port);
    if (database.service.isEmpty() && database.database.isEmpty())
        return fields.source().at(fields.node(),
                                  QStringLiteral("a database needs \"service\" or \"database\""));
    return {};
}

Result<void> readContainer(ComponentSpec& spec, const YamlFields& fields) {
    UPKEEP_TRY_AS(spec.compose, readPlace(fields, u"compose"));
    UPKEEP_TRY_AS(spec.service, fields.text(u"service"));
    return {};
}

// The keys of a kind besides id and kind, and who reads them; in the order of ComponentKind.
struct KindReader {
    QStringList keys;
    std::function<Result<void>(ComponentSpec&, const YamlFields&)> read;
};

const std::array<KindReader, kindNames.size()>& kindReaders() {
    const auto keys = [](const char* names) {
        return QString::fromLatin1(names).split(QLatin1Char(' '));
    };
    static const std::array<KindReader, kindNames.size()> readers = {
        KindReader{keys("path"), readTreePart},
        KindReader{keys("path"), readTreePart},
        KindReader{keys("path defaults layout strategy"), readConfig},
        KindReader{keys("path sqlite snapshot"), readData},
        KindReader{keys("paths"), readFiles},
        KindReader{keys("unit manager"), readService},
        KindReader{keys("engine service host port user database"), readDatabase},
        KindReader{keys("compose service"), readContainer}};
    return readers;
}

Result<ComponentSpec> readComponent(const YamlNode& node, const YamlSource& source) {
    // The kind decides which keys may be there, so it is looked up before the keys are checked.
    const YamlNode* kind = node.find(u"kind");
    const qsizetype index = kind ? kindList().indexOf(kind->text) : -1;
    if (index < 0)
        return source.at(
            kind ? *kind : node,
            QStringLiteral("unknown kind \"%1\" (allowed: %2)")
                .arg(kind ? kind->text : QString(), kindList().join(QLatin1String(", "))));
    const KindReader& reader = kindReaders()[size_t(index)];
    UPKEEP_TRY_AS(
        const YamlFields fields,
        YamlFields::of(
            node, source, QStringList{QStringLiteral("id"), QStringLiteral("kind")} + reader.keys));
    ComponentSpec spec;
    spec.kind = static_cast<ComponentKind>(index);
    UPKEEP_TRY_AS(spec.id, readId(fields));
    UPKEEP_TRY(reader.read(spec, fields));
    return spec;
}

} // namespace

Result<QString> readId(const YamlFields& fields) {
    static const QRegularExpression form(QStringLiteral("\\A[a-z0-9][a-z0-9-]{0,63}\\z"));
    UPKEEP_TRY_AS(QString id, fields.text(u"id"));
    if (!form.match(id).hasMatch())
        return fields.source().at(
            *fields.find(u"id"),
            QStringLiteral("\"id\" may hold a-z, 0-9 and -, at most 64, and starts with no -"));
    return id;
}

Result<QString>
readTreePath(const YamlFields& fields, QStringView key, bool wholeTree, const QString& otherwise) {
    UPKEEP_TRY_AS(QString path, fields.text(key, otherwise));
    const bool isTree = wholeTree && path == QLatin1String(".");
    if (path.isEmpty() || isTree || RelativePath::parse(path.toUtf8()))
        return path;
    return fields.source().at(*fields.find(key),
                              QStringLiteral("\"%1\" must be a path inside the tree").arg(key));
}

Result<QString> readPlace(const YamlFields& fields, QStringView key) {
    UPKEEP_TRY_AS(QString path, fields.text(key));
    UPKEEP_TRY(checkPlace(fields, key, path));
    return path;
}

Result<QStringList> readArgv(const YamlFields& fields, QStringView key) {
    UPKEEP_TRY_AS(QStringList argv, fields.texts(key));
    if (!argv.isEmpty() && !RelativePath::parse(argv.constFirst().toUtf8()))
        return fields.source().at(
            *fields.find(key),
            QStringLiteral("\"%1\" must start with a program of the tree").arg(key));
    return argv;
}

Result<QList<ComponentSpec>> readComponents(const YamlFields& product) {
    UPKEEP_TRY_AS(const YamlNode* list, product.required(u"components"));
    UPKEEP_TRY_AS(const QList<YamlNode> items, product.items(u"components"));
    if (items.isEmpty())
        return product.source().at(*list, QStringLiteral("\"components\" names none"));
    QList<ComponentSpec> components;
    QSet<QString> ids;
    for (const YamlNode& item : items) {
        UPKEEP_TRY_AS(ComponentSpec spec, readComponent(item, product.source()));
        if (ids.contains(spec.id))
            return product.source().at(
                item, QStringLiteral("the component \"%1\" is there twice").arg(spec.id));
        ids.insert(spec.id);
        components.append(std::move(spec));
    }
    return components;
}

QLatin1String componentKindName(ComponentKind kind) {
    return kindNames[static_cast<size_t>(kind)];
}

} // namespace upkeep
