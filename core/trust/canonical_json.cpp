// SPDX-License-Identifier: Apache-2.0
#include "trust/canonical_json.h"

#include <algorithm>

namespace upkeep {

namespace {

void write(QByteArray& out, const JsonValue& value);

void writeString(QByteArray& out, QByteArrayView utf8) {
    out += '"';
    for (const char byte : utf8) {
        if (byte == '"' || byte == '\\')
            out += '\\';
        out += byte;
    }
    out += '"';
}

void writeObject(QByteArray& out, const JsonValue::Object& members) {
    QList<std::pair<QByteArray, const JsonValue*>> sorted;
    sorted.reserve(members.size());
    for (const auto& [name, value] : members)
        sorted.append({name.toUtf8(), &value});
    // The order of UTF-8 bytes is the order of code points; that of QString is not.
    std::sort(sorted.begin(), sorted.end(), [](auto& a, auto& b) { return a.first < b.first; });
    out += '{';
    for (qsizetype i = 0; i < sorted.size(); ++i) {
        if (i > 0)
            out += ',';
        writeString(out, sorted.at(i).first);
        out += ':';
        write(out, *sorted.at(i).second);
    }
    out += '}';
}

void writeArray(QByteArray& out, const JsonValue::Array& values) {
    out += '[';
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (i > 0)
            out += ',';
        write(out, values.at(i));
    }
    out += ']';
}

void write(QByteArray& out, const JsonValue& value) {
    if (value.isBool())
        out += value.boolean() ? "true" : "false";
    else if (value.isInteger())
        out += QByteArray::number(value.integer());
    else if (value.isString())
        writeString(out, value.string().toUtf8());
    else if (value.isArray())
        writeArray(out, value.array());
    else if (value.isObject())
        writeObject(out, value.object());
    else
        out += "null";
}

} // namespace

QByteArray canonicalJson(const JsonValue& value) {
    QByteArray out;
    write(out, value);
    return out;
}

} // namespace upkeep
