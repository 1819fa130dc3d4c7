// SPDX-License-Identifier: Apache-2.0
// Random settings and the many ways to write them: the same values with other indents, quotes,
// orders, comments and line ends; and how they are read by other code than the merge's.
#pragma once

#include "base/yaml.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <optional>

namespace upkeep::test {

using Random = QRandomGenerator;

inline bool oneIn(Random& random, int n) {
    return random.bounded(n) == 0;
}

template <typename T> T pick(Random& random, const QList<T>& values) {
    return values[random.bounded(int(values.size()))];
}

// ---- values: objects, lists and texts
// ------------------------------------------------------------------------------

inline QString word(Random& random) {
    return pick<QString>(
        random, {"a",         "plain text",    "ünï 🦉",   "1",        "-3",   "true",  "it's",
                 "say \"x\"", "http://x:1/#y", "# no comment", "c:\\path", "[",    "{}",    "",
                 "- x",       "a: b",          "trailing:",    "no",       "0x1f", "*star", "&amp",
                 "%",         "@at",           "two\nlines"});
}

inline QJsonValue randomValue(Random& random, int depth);

inline QJsonObject randomObject(Random& random, int depth) {
    static const QList<QString> keys = {
        "a", "b", "c", "key with spaces", "größe", "x.y", "1", "true", "#"};
    QJsonObject object;
    for (int i = 1 + random.bounded(4); i > 0; --i)
        object[pick(random, keys)] = randomValue(random, depth + 1);
    return object;
}

inline QJsonValue randomValue(Random& random, int depth) {
    if (depth < 3 && oneIn(random, 3))
        return randomObject(random, depth);
    if (!oneIn(random, 5))
        return word(random);
    QJsonArray list;
    for (int i = random.bounded(3); i > 0; --i)
        list.append(word(random));
    return list;
}

// The object with some keys changed, removed and added.
inline QJsonObject changed(Random& random, QJsonObject object, int depth = 1) {
    for (const QString& key : object.keys()) {
        if (object[key].isObject() && !oneIn(random, 4)) {
            const QJsonObject inner = changed(random, object[key].toObject(), depth + 1);
            if (!inner.isEmpty())
                object[key] = inner;
        } else if (oneIn(random, 4)) {
            object[key] = randomValue(random, depth);
        } else if (oneIn(random, 6) && object.size() > 1) {
            object.remove(key);
        }
    }
    if (oneIn(random, 3))
        object[QString("new %1").arg(random.bounded(3))] = randomValue(random, depth);
    return object;
}

// ---- how they may be written
// --------------------------------------------------------------------------------------

struct Look {
    int indent = 2;
    bool comments = false;
    bool windows = false;
    bool lastLineEnd = true;
    QByteArray marker; // in every comment, to find them again
};

inline Look randomLook(Random& random, const QByteArray& marker) {
    return {pick<int>(random, {2, 2, 4, 3}),
            !oneIn(random, 3),
            oneIn(random, 4),
            !oneIn(random, 5),
            marker};
}

inline QByteArray quoted(const QString& text) {
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

inline QByteArray yamlText(Random& random, const QString& text) {
    static const QList<QString> plain = {"a",
                                         "plain text",
                                         "ünï 🦉",
                                         "it's",
                                         "say \"x\"",
                                         "http://x:1/#y",
                                         "c:\\path",
                                         "key with spaces",
                                         "größe",
                                         "x.y"};
    if (plain.contains(text) && !oneIn(random, 3))
        return text.toUtf8();
    if (!text.contains('\n') && oneIn(random, 3))
        return '\'' + QString(text).replace("'", "''").toUtf8() + '\'';
    return quoted(text);
}

inline void addComments(Random& random, const Look& look, QByteArray& out, int depth) {
    if (look.comments && oneIn(random, 4))
        out += QByteArray(depth * look.indent, ' ') + "# " + look.marker + " key: [x\n";
    if (look.comments && oneIn(random, 6))
        out += "\n";
    if (look.comments && oneIn(random, 12))
        out += QByteArray(random.bounded(8), ' ') + "# " + look.marker + " odd\n";
}

inline QByteArray rest(Random& random, const Look& look) {
    return look.comments && oneIn(random, 4) ? "  # " + look.marker + "\n" : QByteArray("\n");
}

inline void
writeYaml(Random& random, const Look& look, QByteArray& out, const QJsonObject& object, int depth) {
    QStringList keys = object.keys();
    std::shuffle(keys.begin(), keys.end(), random);
    for (const QString& key : keys) {
        const QByteArray pad(depth * look.indent, ' ');
        addComments(random, look, out, depth);
        out += pad + (key.startsWith('#') ? quoted(key) : yamlText(random, key)) + ':';
        const QJsonValue value = object[key];
        if (value.isObject()) {
            out += rest(random, look);
            writeYaml(random, look, out, value.toObject(), depth + 1);
        } else if (value.isString() && value.toString().contains('\n') && oneIn(random, 2)) {
            out += " |-\n" + pad + "  " +
                   value.toString().replace("\n", "\n" + pad + "  ").toUtf8() + '\n';
        } else if (value.isString()) {
            out += QByteArray(1 + random.bounded(2), ' ') + yamlText(random, value.toString()) +
                   rest(random, look);
        } else if (value.toArray().isEmpty() || oneIn(random, 2)) {
            QByteArrayList items;
            for (const QJsonValue& item : value.toArray())
                items += quoted(item.toString());
            out += " [" + items.join(", ") + ']' + rest(random, look);
        } else {
            out += rest(random, look);
            for (const QJsonValue& item : value.toArray())
                out += pad + QByteArray(oneIn(random, 2) ? 0 : look.indent, ' ').left(0) + "- " +
                       quoted(item.toString()) + rest(random, look);
        }
    }
}

inline QByteArray finished(QByteArray text, const Look& look) {
    if (!look.lastLineEnd && text.endsWith('\n'))
        text.chop(1);
    if (look.windows)
        text.replace("\n", "\r\n");
    return text;
}

inline QByteArray asYaml(Random& random, const QJsonObject& object, const Look& look) {
    QByteArray out;
    writeYaml(random, look, out, object, 0);
    addComments(random, look, out, 0);
    return finished(out, look);
}

inline void writeJsonObject(
    Random& random, const Look& look, QByteArray& out, const QJsonObject& object, int depth) {
    QStringList keys = object.keys();
    std::shuffle(keys.begin(), keys.end(), random);
    const bool lines = !oneIn(random, 4);
    const QByteArray gap = lines ? '\n' + QByteArray((depth + 1) * look.indent, ' ')
                                 : QByteArray(oneIn(random, 2) ? " " : "");
    out += '{';
    for (const QString& key : keys) {
        out +=
            (key == keys.first() ? gap : ',' + gap) + quoted(key) + (oneIn(random, 2) ? ": " : ":");
        const QJsonValue value = object[key];
        if (value.isObject()) {
            writeJsonObject(random, look, out, value.toObject(), depth + 1);
        } else {
            const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
            out += list.mid(1, list.size() - 2);
        }
    }
    out += lines ? '\n' + QByteArray(depth * look.indent, ' ') + '}' : QByteArray("}");
}

inline QByteArray asJson(Random& random, const QJsonObject& object, const Look& look) {
    QByteArray out;
    writeJsonObject(random, look, out, object, 0);
    return finished(out + '\n', look);
}

// ---- how they are read, by other code than the merge's
// ------------------------------------------------------------

inline QJsonValue fromYaml(const YamlNode& node) {
    if (node.isMapping()) {
        QJsonObject object;
        for (const YamlNode::Member& member : node.members)
            object[member.first.text] = fromYaml(member.second);
        return object;
    }
    if (node.isSequence()) {
        QJsonArray list;
        for (const YamlNode& item : node.items)
            list.append(fromYaml(item));
        return list;
    }
    return node.text;
}

inline std::optional<QJsonObject> readYaml(const QByteArray& text) {
    const auto parsed = parseYaml(text, "f");
    return parsed ? std::optional(fromYaml(*parsed).toObject()) : std::nullopt;
}

inline std::optional<QJsonObject> readJson(const QByteArray& text) {
    const QJsonDocument document = QJsonDocument::fromJson(text);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

} // namespace upkeep::test
