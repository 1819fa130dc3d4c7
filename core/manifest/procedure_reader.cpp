// SPDX-License-Identifier: Apache-2.0
#include "manifest/procedure_reader.h"

#include <QRegularExpression>

#include <array>

namespace upkeep {

namespace {

QStringList words(const char* text) {
    return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

// Checks.

struct CheckRow {
    QLatin1String name;
    const char* keys = nullptr; // besides type and description
    const char* required = nullptr;
};

// In the order of CheckType.
constexpr qsizetype firstPostCheck = 8;
constexpr std::array<CheckRow, 17> checkRows = {{
    {QLatin1String("disk_space"), "minimum_mb", "minimum_mb"},
    {QLatin1String("backup_exists"), "max_age_hours", ""},
    {QLatin1String("service_running"), "service_name timeout_seconds", "service_name"},
    {QLatin1String("process_running"), "process_name", "process_name"},
    {QLatin1String("active_connections"), "max database", "max"},
    {QLatin1String("pending_migrations"), "", ""},
    {QLatin1String("dependencies"), "names", "names"},
    {QLatin1String("permissions"), "paths", "paths"},
    {QLatin1String("service_active"), "service_name timeout_seconds", "service_name"},
    {QLatin1String("container_running"), "container_name timeout_seconds", "container_name"},
    {QLatin1String("health_endpoint"), "url timeout_seconds expected_status", "url"},
    {QLatin1String("version_check"), "expected_version", ""},
    {QLatin1String("database_ready"), "database timeout_seconds", ""},
    {QLatin1String("redis_ping"), "url timeout_seconds", "url"},
    {QLatin1String("endpoints"), "urls timeout_seconds expected_status", "urls"},
    {QLatin1String("log_errors"), "lines max service_name", "max"},
    {QLatin1String("latency"), "url requests concurrency p95_ms", "url p95_ms"},
}};

QStringList checkNames(bool after) {
    QStringList names;
    for (qsizetype i = 0; i < qsizetype(checkRows.size()); ++i)
        if ((i >= firstPostCheck) == after)
            names += checkRows[size_t(i)].name;
    return names;
}

// The member that chooses the row must be known before its keys can be checked.
Result<QString> readTypeName(const YamlNode& node,
                             const YamlSource& source,
                             QStringView key,
                             const QStringList& allowed) {
    const YamlNode* name = node.find(key);
    if (name && name->isScalar() && allowed.contains(name->text))
        return name->text;
    return source.at(
        name ? *name : node,
        QStringLiteral("unknown %1 \"%2\" (allowed: %3)")
            .arg(key.toString(), name ? name->text : QString(), allowed.join(QLatin1String(", "))));
}

Result<void> checkRequired(const YamlFields& fields, const char* required) {
    for (const QString& key : words(required))
        UPKEEP_TRY(fields.required(key));
    return {};
}

Result<void> readCheckTexts(ManifestCheck& check, const YamlFields& fields) {
    for (const QStringView key : {QStringView(u"service_name"),
                                  QStringView(u"container_name"),
                                  QStringView(u"process_name"),
                                  QStringView(u"database")})
        if (fields.has(key)) {
            UPKEEP_TRY_AS(check.name, fields.text(key));
        }
    UPKEEP_TRY_AS(check.names, fields.texts(u"names"));
    UPKEEP_TRY_AS(check.paths, fields.texts(u"paths"));
    UPKEEP_TRY_AS(check.url, fields.text(u"url", {}));
    UPKEEP_TRY_AS(check.urls, fields.texts(u"urls"));
    UPKEEP_TRY_AS(const auto version, fields.optionalVersion(u"expected_version"));
    check.expectedVersion = version ? version->toString() : QString();
    return {};
}

Result<void> readCheckNumbers(ManifestCheck& check, const YamlFields& fields) {
    UPKEEP_TRY_AS(check.minimumMb, fields.integer(u"minimum_mb", 0, 1, 1'000'000'000));
    UPKEEP_TRY_AS(check.maxAgeHours, fields.integer(u"max_age_hours", 0, 1, 87'600));
    UPKEEP_TRY_AS(check.max, fields.integer(u"max", 0, 0, 1'000'000));
    UPKEEP_TRY_AS(check.lines, fields.integer(u"lines", 200, 1, 100'000));
    UPKEEP_TRY_AS(const qint64 timeout, fields.integer(u"timeout_seconds", 30, 1, 3600));
    UPKEEP_TRY_AS(const qint64 status, fields.integer(u"expected_status", 200, 100, 599));
    UPKEEP_TRY_AS(const qint64 requests, fields.integer(u"requests", 20, 1, 1000));
    UPKEEP_TRY_AS(const qint64 concurrency, fields.integer(u"concurrency", 1, 1, 32));
    UPKEEP_TRY_AS(const qint64 p95, fields.integer(u"p95_ms", 0, 1, 60'000));
    check.timeoutSeconds = int(timeout);
    check.expectedStatus = int(status);
    check.requests = int(requests);
    check.concurrency = int(concurrency);
    check.p95Ms = int(p95);
    return {};
}

Result<ManifestCheck> readCheck(const YamlNode& node, const YamlSource& source, bool after) {
    UPKEEP_TRY_AS(const QString type, readTypeName(node, source, u"type", checkNames(after)));
    const auto row = std::find_if(
        checkRows.begin(), checkRows.end(), [&](const CheckRow& r) { return type == r.name; });
    UPKEEP_TRY_AS(const YamlFields fields,
                  YamlFields::of(node, source, words("type description") + words(row->keys)));
    UPKEEP_TRY(checkRequired(fields, row->required));
    ManifestCheck check;
    check.type = static_cast<CheckType>(row - checkRows.begin());
    check.line = node.line;
    UPKEEP_TRY_AS(check.description, fields.text(u"description", {}));
    UPKEEP_TRY(readCheckTexts(check, fields));
    UPKEEP_TRY(readCheckNumbers(check, fields));
    return check;
}

Result<QList<ManifestCheck>> readChecks(const YamlFields& procedure, QStringView key, bool after) {
    UPKEEP_TRY_AS(const QList<YamlNode> items, procedure.items(key));
    QList<ManifestCheck> checks;
    for (const YamlNode& item : items) {
        UPKEEP_TRY_AS(ManifestCheck check, readCheck(item, procedure.source(), after));
        checks.append(std::move(check));
    }
    return checks;
}

// Actions.

// `update` and `rollback`: the action's place in the walk's fixed order, lower first; -1 = not
// allowed there. Actions of one place may come in any order.
struct ActionRow {
    QLatin1String name;
    const char* keys = nullptr; // besides action and description
    const char* required = nullptr;
    int update = -1;
    int rollback = -1;
};

// In the order of ActionType.
constexpr std::array<ActionRow, 13> actionRows = {{
    {QLatin1String("download_artifact"), "url checksum", "", 0, -1},
    {QLatin1String("backup_installation"), "source destination", "", 0, -1},
    {QLatin1String("backup_compose"), "", "", 0, -1},
    {QLatin1String("update_compose"), "service image_tag", "service image_tag", 1, -1},
    {QLatin1String("pull_image"), "image", "image", 1, -1},
    {QLatin1String("stop_service"), "service service_name timeout_seconds", "", 2, 0},
    {QLatin1String("extract_artifact"), "archive destination", "", 3, -1},
    {QLatin1String("install_requirements"), "requirements_file", "", 4, -1},
    {QLatin1String("run_migrations"), "script optional", "", 5, 1},
    {QLatin1String("start_service"), "service service_name timeout_seconds", "", 6, 2},
    {QLatin1String("restart_service"), "service service_name timeout_seconds", "", 6, 2},
    {QLatin1String("restore_compose"), "", "", -1, 1},
    {QLatin1String("restore_backup"), "source destination", "", -1, 1},
}};

int place(const ActionRow& row, bool rollback) {
    return rollback ? row.rollback : row.update;
}

QStringList actionNames(bool rollback) {
    QStringList names;
    for (const ActionRow& row : actionRows)
        if (place(row, rollback) >= 0)
            names += row.name;
    return names;
}

const ActionRow& rowOf(ActionType type) {
    return actionRows[static_cast<size_t>(type)];
}

Result<void> readActionFields(ManifestAction& action, const YamlFields& fields) {
    UPKEEP_TRY_AS(action.service, fields.text(u"service", {}));
    UPKEEP_TRY_AS(action.service, fields.text(u"service_name", action.service));
    UPKEEP_TRY_AS(action.image, fields.text(u"image", {}));
    UPKEEP_TRY_AS(action.imageTag, fields.text(u"image_tag", {}));
    UPKEEP_TRY_AS(action.url, fields.text(u"url", {}));
    UPKEEP_TRY_AS(action.checksum, fields.text(u"checksum", {}));
    UPKEEP_TRY_AS(action.archive, fields.text(u"archive", {}));
    UPKEEP_TRY_AS(action.source, fields.text(u"source", {}));
    UPKEEP_TRY_AS(action.destination, fields.text(u"destination", {}));
    UPKEEP_TRY_AS(action.file, fields.text(u"requirements_file", {}));
    UPKEEP_TRY_AS(action.file, fields.text(u"script", action.file));
    UPKEEP_TRY_AS(action.optional, fields.boolean(u"optional", false));
    UPKEEP_TRY_AS(const qint64 timeout, fields.integer(u"timeout_seconds", 30, 1, 3600));
    action.timeoutSeconds = int(timeout);
    return {};
}

bool namesAService(ActionType type) {
    return type == ActionType::StopService || type == ActionType::StartService ||
           type == ActionType::RestartService;
}

Result<ManifestAction> readAction(const YamlNode& node, const YamlSource& source, bool rollback) {
    UPKEEP_TRY_AS(const QString name, readTypeName(node, source, u"action", actionNames(rollback)));
    const auto row = std::find_if(
        actionRows.begin(), actionRows.end(), [&](const ActionRow& r) { return name == r.name; });
    UPKEEP_TRY_AS(const YamlFields fields,
                  YamlFields::of(node, source, words("action description") + words(row->keys)));
    UPKEEP_TRY(checkRequired(fields, row->required));
    ManifestAction action;
    action.type = static_cast<ActionType>(row - actionRows.begin());
    action.line = node.line;
    UPKEEP_TRY_AS(action.description, fields.text(u"description", {}));
    UPKEEP_TRY(readActionFields(action, fields));
    if (namesAService(action.type) && action.service.isEmpty())
        return source.at(node, QStringLiteral("the key \"service_name\" is missing"));
    return action;
}

// The walk never changes its order for a manifest, so one that asks for another is refused rather
// than quietly not followed.
Result<void>
checkOrder(const QList<ManifestAction>& actions, const YamlFields& procedure, bool rollback) {
    const ManifestAction* latest = nullptr;
    for (const ManifestAction& action : actions) {
        if (latest && place(rowOf(action.type), rollback) < place(rowOf(latest->type), rollback)) {
            YamlNode where;
            where.line = action.line;
            return procedure.source().at(where,
                                         QStringLiteral("%1 cannot come after %2: the order is %3")
                                             .arg(rowOf(action.type).name,
                                                  rowOf(latest->type).name,
                                                  actionNames(rollback).join(QLatin1String(", "))));
        }
        latest = &action;
    }
    return {};
}

Result<QList<ManifestAction>>
readActions(const YamlFields& procedure, QStringView key, bool rollback) {
    UPKEEP_TRY_AS(const QList<YamlNode> items, procedure.items(key));
    QList<ManifestAction> actions;
    for (const YamlNode& item : items) {
        UPKEEP_TRY_AS(ManifestAction action, readAction(item, procedure.source(), rollback));
        actions.append(std::move(action));
    }
    UPKEEP_TRY(checkOrder(actions, procedure, rollback));
    return actions;
}

} // namespace

const QStringList& procedureKeys() {
    static const QStringList keys =
        words("component_type min_remote_version pre_update_checks update_steps "
              "post_update_checks rollback_steps expected_downtime_s required_actions");
    return keys;
}

Result<QString> readName(const YamlFields& fields, QStringView key) {
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z"));
    UPKEEP_TRY_AS(QString name, fields.text(key));
    if (!form.match(name).hasMatch())
        return fields.source().at(
            *fields.find(key),
            QStringLiteral("\"%1\" may hold letters, digits, \"_\", \"-\" and \".\"").arg(key));
    return name;
}

Result<ManifestProcedure> readProcedure(const YamlFields& fields) {
    ManifestProcedure procedure;
    UPKEEP_TRY_AS(procedure.componentType, fields.text(u"component_type", {}));
    UPKEEP_TRY_AS(procedure.minRemoteVersion, fields.optionalVersion(u"min_remote_version"));
    UPKEEP_TRY_AS(procedure.preChecks, readChecks(fields, u"pre_update_checks", false));
    UPKEEP_TRY_AS(procedure.updateSteps, readActions(fields, u"update_steps", false));
    UPKEEP_TRY_AS(procedure.postChecks, readChecks(fields, u"post_update_checks", true));
    UPKEEP_TRY_AS(procedure.rollbackSteps, readActions(fields, u"rollback_steps", true));
    UPKEEP_TRY_AS(const qint64 downtime, fields.integer(u"expected_downtime_s", 0, 0, 86'400));
    UPKEEP_TRY_AS(procedure.requiredActions, fields.texts(u"required_actions"));
    procedure.expectedDowntimeSeconds = int(downtime);
    return procedure;
}

QLatin1String checkTypeName(CheckType type) {
    return checkRows[static_cast<size_t>(type)].name;
}

QLatin1String actionTypeName(ActionType type) {
    return rowOf(type).name;
}

} // namespace upkeep
