// SPDX-License-Identifier: Apache-2.0
#include "policy/admin_policy.h"

#include "base/json.h"
#include "policy/preference_keys.h"
#include "system/file_system.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 sizeLimit = 256 * 1024;

const QList<std::pair<Act, QLatin1String>>& acts() {
    static const QList<std::pair<Act, QLatin1String>> table = {
        {Act::Update, QLatin1String("update")},
        {Act::Skip, QLatin1String("skip")},
        {Act::Remind, QLatin1String("remind")},
        {Act::Pause, QLatin1String("pause")},
        {Act::RollBack, QLatin1String("rollback")},
        {Act::Override, QLatin1String("override")},
        {Act::Pin, QLatin1String("pin")},
        {Act::Settings, QLatin1String("settings")},
    };
    return table;
}

Error invalid(const QString& subject, const QString& cause) {
    return Error{ErrorCode::ParseInvalid, subject, cause};
}

Result<void> knowsOnly(const JsonValue& object, const QStringList& names) {
    if (!object.isObject())
        return invalid({}, QStringLiteral("an object is expected"));
    for (const JsonValue::Member& member : object.object()) {
        if (!names.contains(member.first))
            return invalid(member.first, QStringLiteral("unknown"));
    }
    return {};
}

// Numbers and truth values may be written as such.
Result<QString> textOf(const QString& name, const JsonValue& value) {
    if (value.isString())
        return value.string();
    if (value.isInteger())
        return QString::number(value.integer());
    if (value.isBool())
        return value.boolean() ? QStringLiteral("true") : QStringLiteral("false");
    return invalid(name, QStringLiteral("a text, a number, true or false is expected"));
}

Result<void> readPreferences(const JsonValue& json, const QString& file, AdminPolicy& policy) {
    const JsonValue* const values = json.find(u"preferences");
    if (!values)
        return {};
    if (!values->isObject())
        return invalid(QStringLiteral("preferences"), QStringLiteral("an object is expected"));
    for (const JsonValue::Member& member : values->object()) {
        const PreferenceKey* const key = findPreferenceKey(member.first);
        if (!key)
            return invalid(member.first, QStringLiteral("is no preference"));
        UPKEEP_TRY_AS(const QString text, textOf(member.first, member.second));
        Preferences tried;
        if (!key->read(tried, text))
            return invalid(member.first, QStringLiteral("takes ") + key->takes);
        policy.values.insert(member.first, {text, file});
    }
    return {};
}

Result<void> readForbidden(const JsonValue& json, const QString& file, AdminPolicy& policy) {
    UPKEEP_TRY_AS(const QStringList names, json.optionalStrings(u"forbid"));
    for (const QString& name : names) {
        const auto known = std::find_if(
            acts().begin(), acts().end(), [&](const auto& act) { return act.second == name; });
        if (known == acts().end())
            return invalid(name, QStringLiteral("cannot be forbidden"));
        policy.forbidden.insert(known->first, file);
    }
    return {};
}

Result<ForcedInstall> readInstall(const JsonValue& json, const QString& file) {
    UPKEEP_TRY(knowsOnly(
        json, {QStringLiteral("product"), QStringLiteral("version"), QStringLiteral("deadline")}));
    ForcedInstall install;
    install.file = file;
    UPKEEP_TRY_AS(install.product, json.requiredString(u"product"));
    UPKEEP_TRY_AS(const QString version, json.requiredString(u"version"));
    if (version != QLatin1String("security")) {
        UPKEEP_TRY_AS(install.version, Version::parse(version));
    }
    UPKEEP_TRY_AS(const QString deadline, json.requiredString(u"deadline"));
    install.deadline = QDateTime::fromString(deadline, Qt::ISODate).toUTC();
    if (!install.deadline.isValid())
        return invalid(QStringLiteral("deadline"), deadline);
    return install;
}

Result<AdminPolicy> readPolicy(QByteArrayView text, const QString& file) {
    UPKEEP_TRY_AS(const JsonValue json, parseJson(text));
    UPKEEP_TRY(knowsOnly(json,
                         {QStringLiteral("schema"),
                          QStringLiteral("preferences"),
                          QStringLiteral("forbid"),
                          QStringLiteral("install")}));
    UPKEEP_TRY(json.requiredInteger(u"schema", 1, 1));
    AdminPolicy policy;
    UPKEEP_TRY(readPreferences(json, file, policy));
    UPKEEP_TRY(readForbidden(json, file, policy));
    UPKEEP_TRY_AS(const JsonValue::Array installs, json.optionalArray(u"install"));
    for (const JsonValue& item : installs) {
        UPKEEP_TRY_AS(ForcedInstall install, readInstall(item, file));
        policy.installs.append(std::move(install));
    }
    return policy;
}

void add(AdminPolicy& policy, const AdminPolicy& file) {
    for (auto it = file.values.begin(); it != file.values.end(); ++it)
        policy.values.insert(it.key(), it.value());
    for (auto it = file.forbidden.begin(); it != file.forbidden.end(); ++it)
        policy.forbidden.insert(it.key(), it.value());
    policy.installs += file.installs;
}

QList<LocalPath> policyFiles(FileSystem& files, const LocalPath& folder, QList<Error>& broken) {
    const auto entries = files.list(folder);
    if (!entries) {
        if (entries.error().code != ErrorCode::FileNotFound)
            broken.append(Error{ErrorCode::ConfigInvalid, folder.display(), entries.error().cause});
        return {};
    }
    QByteArrayList names;
    for (const FolderEntry& entry : *entries) {
        if (entry.name.bytes().endsWith(".json"))
            names.append(entry.name.bytes());
    }
    std::sort(names.begin(), names.end());
    QList<LocalPath> paths;
    for (const QByteArray& name : names)
        paths.append(folder / name.constData());
    return paths;
}

} // namespace

Result<AdminPolicy> parseAdminPolicy(QByteArrayView json, const QString& fileName) {
    auto policy = readPolicy(json, fileName);
    if (policy)
        return policy;
    const Error& why = policy.error();
    const QString cause =
        why.subject.isEmpty() ? why.cause : why.subject + QLatin1String(": ") + why.cause;
    return Error{ErrorCode::ConfigInvalid, fileName, cause};
}

AdminPolicy loadAdminPolicy(FileSystem& files, const LocalPath& folder) {
    AdminPolicy policy;
    if (folder.isEmpty())
        return policy;
    for (const LocalPath& path : policyFiles(files, folder, policy.broken)) {
        const auto text = files.read(path, sizeLimit);
        auto file = text ? parseAdminPolicy(*text, path.display())
                         : Result<AdminPolicy>(
                               Error{ErrorCode::ConfigInvalid, path.display(), text.error().cause});
        if (file)
            add(policy, *file);
        else
            policy.broken.append(file.error());
    }
    return policy;
}

ManagedPreferences applyPolicy(Preferences preferences, const AdminPolicy& policy) {
    ManagedPreferences applied{std::move(preferences), {}};
    for (auto it = policy.values.begin(); it != policy.values.end(); ++it) {
        const PreferenceKey* const key = findPreferenceKey(it.key());
        if (key && key->read(applied.values, it->text))
            applied.managed.insert(it.key(), it->file);
    }
    return applied;
}

QLatin1String actName(Act act) {
    for (const auto& known : acts()) {
        if (known.first == act)
            return known.second;
    }
    return {};
}

Result<void> allow(const AdminPolicy& policy, Act act) {
    if (!policy.forbids(act))
        return {};
    return Error{ErrorCode::PolicyForbids, policy.forbidden.value(act), actName(act)};
}

} // namespace upkeep
