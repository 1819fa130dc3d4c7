// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

namespace upkeep {

namespace {

constexpr int onOneLine = -1;

void writeString(QByteArray& out, const QString& text) {
    out += '"';
    for (const char byte : text.toUtf8()) {
        if (byte == '"' || byte == '\\') {
            out += '\\';
            out += byte;
        } else if (byte == '\n') {
            out += "\\n";
        } else if (byte == '\t') {
            out += "\\t";
        } else if (static_cast<unsigned char>(byte) < 0x20) {
            out += "\\u" + QByteArray::number(byte, 16).rightJustified(4, '0');
        } else {
            out += byte;
        }
    }
    out += '"';
}

void startLine(QByteArray& out, int indent) {
    if (indent == onOneLine)
        return;
    out += '\n';
    out += QByteArray(qsizetype(indent) * 2, ' ');
}

void write(QByteArray& out, const JsonValue& value, int indent);

// The brackets, commas and line breaks that arrays and objects share.
template <typename List, typename WriteEntry>
void writeList(
    QByteArray& out, const List& entries, const char* brackets, int indent, WriteEntry writeEntry) {
    const int inner = indent == onOneLine ? onOneLine : indent + 1;
    out += brackets[0];
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (i > 0)
            out += indent == onOneLine ? ", " : ",";
        startLine(out, inner);
        writeEntry(entries.at(i), inner);
    }
    if (!entries.isEmpty())
        startLine(out, indent);
    out += brackets[1];
}

void write(QByteArray& out, const JsonValue& value, int indent) {
    if (value.isBool())
        out += value.boolean() ? "true" : "false";
    else if (value.isInteger())
        out += QByteArray::number(value.integer());
    else if (value.isString())
        writeString(out, value.string());
    else if (value.isArray())
        writeList(out, value.array(), "[]", indent, [&](const JsonValue& entry, int inner) {
            write(out, entry, inner);
        });
    else if (value.isObject())
        writeList(out, value.object(), "{}", indent, [&](const auto& member, int inner) {
            writeString(out, member.first);
            out += ": ";
            write(out, member.second, inner);
        });
    else
        out += "null";
}

} // namespace

QByteArray writeJson(const JsonValue& value) {
    QByteArray out;
    write(out, value, 0);
    return out + '\n';
}

QByteArray writeJsonLine(const JsonValue& value) {
    QByteArray out;
    write(out, value, onOneLine);
    return out + '\n';
}

} // namespace upkeep
