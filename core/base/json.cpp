// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <algorithm>

namespace upkeep {

namespace {

Error memberError(QStringView name, const QString& problem) {
    return Error{ErrorCode::ParseInvalid, {}, QStringLiteral("\"%1\" %2").arg(name, problem)};
}

Error missing(QStringView name) {
    return memberError(name, QStringLiteral("is missing"));
}

Result<qint64>
integerWithin(QStringView name, const JsonValue& value, qint64 lowest, qint64 highest) {
    if (!value.isInteger())
        return memberError(name, QStringLiteral("must be an integer"));
    if (value.integer() < lowest || value.integer() > highest)
        return memberError(name,
                           QStringLiteral("must lie between %1 and %2, not %3")
                               .arg(lowest)
                               .arg(highest)
                               .arg(value.integer()));
    return value.integer();
}

} // namespace

const JsonValue* JsonValue::find(QStringView name) const {
    if (!isObject())
        return nullptr;
    const Object& members = object();
    const auto found = std::find_if(
        members.cbegin(), members.cend(), [&](const Member& m) { return m.first == name; });
    return found == members.cend() ? nullptr : &found->second;
}

void JsonValue::set(const QString& name, JsonValue value) {
    if (!isObject())
        m_value = Object{};
    auto& members = std::get<Object>(m_value);
    const auto found = std::find_if(
        members.begin(), members.end(), [&](const Member& m) { return m.first == name; });
    if (found != members.end())
        found->second = std::move(value);
    else
        members.append(Member{name, std::move(value)});
}

Result<QString> JsonValue::requiredString(QStringView name) const {
    const JsonValue* value = find(name);
    if (!value)
        return missing(name);
    if (!value->isString())
        return memberError(name, QStringLiteral("must be a string"));
    return value->string();
}

Result<qint64> JsonValue::requiredInteger(QStringView name, qint64 lowest, qint64 highest) const {
    const JsonValue* value = find(name);
    if (!value)
        return missing(name);
    return integerWithin(name, *value, lowest, highest);
}

Result<bool> JsonValue::requiredBool(QStringView name) const {
    const JsonValue* value = find(name);
    if (!value)
        return missing(name);
    if (!value->isBool())
        return memberError(name, QStringLiteral("must be true or false"));
    return value->boolean();
}

Result<JsonValue::Array> JsonValue::requiredArray(QStringView name) const {
    const JsonValue* value = find(name);
    if (!value)
        return missing(name);
    if (!value->isArray())
        return memberError(name, QStringLiteral("must be an array"));
    return value->array();
}

Result<JsonValue> JsonValue::requiredObject(QStringView name) const {
    const JsonValue* value = find(name);
    if (!value)
        return missing(name);
    if (!value->isObject())
        return memberError(name, QStringLiteral("must be an object"));
    return *value;
}

Result<std::optional<QString>> JsonValue::optionalString(QStringView name) const {
    if (!find(name))
        return std::optional<QString>();
    UPKEEP_TRY_AS(QString text, requiredString(name));
    return std::optional<QString>(std::move(text));
}

Result<qint64> JsonValue::optionalInteger(QStringView name, qint64 otherwise) const {
    return find(name) ? requiredInteger(name) : Result<qint64>(otherwise);
}

Result<bool> JsonValue::optionalBool(QStringView name, bool otherwise) const {
    return find(name) ? requiredBool(name) : Result<bool>(otherwise);
}

Result<JsonValue::Array> JsonValue::optionalArray(QStringView name) const {
    return find(name) ? requiredArray(name) : Result<Array>(Array{});
}

Result<QStringList> JsonValue::optionalStrings(QStringView name) const {
    UPKEEP_TRY_AS(const Array values, optionalArray(name));
    QStringList texts;
    for (const JsonValue& value : values) {
        if (!value.isString())
            return memberError(name, QStringLiteral("must hold strings only"));
        texts.append(value.string());
    }
    return texts;
}

} // namespace upkeep
