// SPDX-License-Identifier: Apache-2.0
// Strict JSON for signed documents and our own files: UTF-8 checked; refused are duplicate members,
// floats, NUL, BOM, lone surrogates, trailing bytes; integers are 0..2^53-1 with an optional minus.
// QJsonDocument keeps the last of duplicate members and loses large numbers silently (measured), so
// it may parse neither. Canonical writing: trust/.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>
#include <utility>
#include <variant>

namespace upkeep {

struct JsonLimits {
    int depth = 32;
    int nodes = 200'000;
    qsizetype stringBytes = 64 * 1024;
};

class JsonValue {
public:
    using Array = QList<JsonValue>;
    using Member = std::pair<QString, JsonValue>;
    using Object = QList<Member>; // in the order they came

    JsonValue() = default; // null
    JsonValue(bool value) : m_value(value) {}
    JsonValue(qint64 value) : m_value(value) {}
    JsonValue(int value) : m_value(qint64(value)) {}
    JsonValue(QString value) : m_value(std::move(value)) {}
    JsonValue(const char*) = delete;
    JsonValue(Array value) : m_value(std::move(value)) {}
    JsonValue(Object value) : m_value(std::move(value)) {}

    bool isNull() const { return std::holds_alternative<std::monostate>(m_value); }
    bool isBool() const { return std::holds_alternative<bool>(m_value); }
    bool isInteger() const { return std::holds_alternative<qint64>(m_value); }
    bool isString() const { return std::holds_alternative<QString>(m_value); }
    bool isArray() const { return std::holds_alternative<Array>(m_value); }
    bool isObject() const { return std::holds_alternative<Object>(m_value); }

    // Each asks is...() first.
    bool boolean() const { return std::get<bool>(m_value); }
    qint64 integer() const { return std::get<qint64>(m_value); }
    const QString& string() const { return std::get<QString>(m_value); }
    const Array& array() const { return std::get<Array>(m_value); }
    const Object& object() const { return std::get<Object>(m_value); }

    // The member of an object, or nullptr (also when this is no object).
    const JsonValue* find(QStringView name) const;
    // Adds or replaces a member of an object.
    void set(const QString& name, JsonValue value);

    // Typed reading of a member; each fails with parse.invalid naming the member.
    Result<QString> requiredString(QStringView name) const;
    Result<qint64>
    requiredInteger(QStringView name, qint64 lowest = 0, qint64 highest = (1LL << 53) - 1) const;
    Result<bool> requiredBool(QStringView name) const;
    Result<Array> requiredArray(QStringView name) const;
    Result<JsonValue> requiredObject(QStringView name) const;
    Result<std::optional<QString>> optionalString(QStringView name) const;
    Result<qint64> optionalInteger(QStringView name, qint64 otherwise) const;
    Result<bool> optionalBool(QStringView name, bool otherwise) const;
    Result<Array> optionalArray(QStringView name) const;         // absent = empty
    Result<QStringList> optionalStrings(QStringView name) const; // absent = empty

    friend bool operator==(const JsonValue&, const JsonValue&) = default;

private:
    std::variant<std::monostate, bool, qint64, QString, Array, Object> m_value;
};

Result<JsonValue> parseJson(QByteArrayView text, const JsonLimits& limits = {});
// Plain JSON for files of ours and `--json`: two spaces of indent, members in their order.
QByteArray writeJson(const JsonValue& value);
// The same on one line, for JSON lines.
QByteArray writeJsonLine(const JsonValue& value);

} // namespace upkeep
