// SPDX-License-Identifier: Apache-2.0
// Merges of generated files, checked against a merge of the bare values: nothing else may come out,
// whatever the files look like.
#include "base/yaml.h"
#include "config/merge.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace upkeep;

namespace {

using Random = QRandomGenerator;

bool oneIn(Random& random, int n) {
    return random.bounded(n) == 0;
}

template <typename T> T pick(Random& random, const QList<T>& values) {
    return values[random.bounded(int(values.size()))];
}

// ---- values: objects, lists and texts
// ------------------------------------------------------------------------------

QString word(Random& random) {
    return pick<QString>(
        random, {"a",         "plain text",    "ünï 🦉",   "1",        "-3",   "true",  "it's",
                 "say \"x\"", "http://x:1/#y", "# no comment", "c:\\path", "[",    "{}",    "",
                 "- x",       "a: b",          "trailing:",    "no",       "0x1f", "*star", "&amp",
                 "%",         "@at",           "two\nlines"});
}

QJsonValue randomValue(Random& random, int depth);

QJsonObject randomObject(Random& random, int depth) {
    static const QList<QString> keys = {
        "a", "b", "c", "key with spaces", "größe", "x.y", "1", "true", "#"};
    QJsonObject object;
    for (int i = 1 + random.bounded(4); i > 0; --i)
        object[pick(random, keys)] = randomValue(random, depth + 1);
    return object;
}

QJsonValue randomValue(Random& random, int depth) {
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
QJsonObject changed(Random& random, QJsonObject object, int depth = 1) {
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

Look randomLook(Random& random, const QByteArray& marker) {
    return {pick<int>(random, {2, 2, 4, 3}),
            !oneIn(random, 3),
            oneIn(random, 4),
            !oneIn(random, 5),
            marker};
}

QByteArray quoted(const QString& text) {
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

QByteArray yamlText(Random& random, const QString& text) {
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

void addComments(Random& random, const Look& look, QByteArray& out, int depth) {
    if (look.comments && oneIn(random, 4))
        out += QByteArray(depth * look.indent, ' ') + "# " + look.marker + " key: [x\n";
    if (look.comments && oneIn(random, 6))
        out += "\n";
    if (look.comments && oneIn(random, 12))
        out += QByteArray(random.bounded(8), ' ') + "# " + look.marker + " odd\n";
}

QByteArray rest(Random& random, const Look& look) {
    return look.comments && oneIn(random, 4) ? "  # " + look.marker + "\n" : QByteArray("\n");
}

void writeYaml(
    Random& random, const Look& look, QByteArray& out, const QJsonObject& object, int depth) {
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

QByteArray finished(QByteArray text, const Look& look) {
    if (!look.lastLineEnd && text.endsWith('\n'))
        text.chop(1);
    if (look.windows)
        text.replace("\n", "\r\n");
    return text;
}

QByteArray asYaml(Random& random, const QJsonObject& object, const Look& look) {
    QByteArray out;
    writeYaml(random, look, out, object, 0);
    addComments(random, look, out, 0);
    return finished(out, look);
}

void writeJsonObject(
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

QByteArray asJson(Random& random, const QJsonObject& object, const Look& look) {
    QByteArray out;
    writeJsonObject(random, look, out, object, 0);
    return finished(out + '\n', look);
}

// ---- how they are read, by other code than the merge's
// ------------------------------------------------------------

QJsonValue fromYaml(const YamlNode& node) {
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

std::optional<QJsonObject> readYaml(const QByteArray& text) {
    const auto parsed = parseYaml(text, "f");
    return parsed ? std::optional(fromYaml(*parsed).toObject()) : std::nullopt;
}

std::optional<QJsonObject> readJson(const QByteArray& text) {
    const QJsonDocument document = QJsonDocument::fromJson(text);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

// ---- what must come out
// --------------------------------------------------------------------------------------------

struct Expected {
    QJsonObject value;
    QStringList conflicts;
};

// `given` = keys the merge lists as conflicts: there mine must stay.
Expected expectedMerge(const QJsonObject& base,
                       const QJsonObject& mine,
                       const QJsonObject& theirs,
                       const QStringList& given,
                       const QString& path = {}) {
    Expected expected;
    QStringList keys = mine.keys() + theirs.keys();
    keys.removeDuplicates();
    for (const QString& key : keys) {
        const QString full = path.isEmpty() ? key : path + '.' + key;
        const QJsonValue b = base.value(key), m = mine.value(key), t = theirs.value(key);
        QJsonValue result = m;
        if (m.isObject() && t.isObject() && m != t && b != t) {
            const Expected inner =
                expectedMerge(b.toObject(), m.toObject(), t.toObject(), given, full);
            result = inner.value;
            expected.conflicts += inner.conflicts;
        } else if (given.contains(full)) {
            if (m != t && b != t && b != m)
                expected.conflicts += full;
        } else if (m != t && b != t) {
            result = t;
            if (b != m)
                expected.conflicts += full;
        }
        if (!result.isUndefined())
            expected.value[key] = result;
    }
    return expected;
}

QByteArrayList commentsOf(const QByteArray& text, const QByteArray& marker) {
    QByteArrayList found;
    for (const QByteArray& line : text.split('\n'))
        if (const qsizetype at = line.indexOf("# " + marker); at >= 0)
            found += line.mid(at).trimmed();
    return found;
}

struct Format {
    QByteArray (*write)(Random&, const QJsonObject&, const Look&);
    std::optional<QJsonObject> (*read)(const QByteArray&);
    ConfigFormat format;
};

const Format formats[] = {{asYaml, readYaml, ConfigFormat::Yaml},
                          {asJson, readJson, ConfigFormat::Json}};

// The first text of one line, wherever it is.
bool changeOneText(QJsonObject& object) {
    for (const QString& key : object.keys()) {
        QJsonObject inner = object[key].toObject();
        if (object[key].isString() && !object[key].toString().contains('\n')) {
            object[key] = "changed # \"now\"";
            return true;
        }
        if (changeOneText(inner)) {
            object[key] = inner;
            return true;
        }
    }
    return false;
}

} // namespace

class TestMergeProperties : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mergesWhatTheValuesSay_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 4; ++seed) {
            QTest::addRow("YAML %u", seed) << 0 << seed;
            QTest::addRow("JSON %u", seed) << 1 << seed;
        }
    }
    void mergesWhatTheValuesSay() {
        QFETCH(int, format);
        QFETCH(quint32, seed);
        Random random(seed);
        int conflictsBeyond = 0;
        int merges = 0;
        for (int i = 0; i < 150; ++i) {
            mergeOnce(random, formats[format], conflictsBeyond);
            ++merges;
            if (QTest::currentTestFailed())
                return;
        }
        // Asking a person more often than the values require is allowed where a comment of theirs
        // would go (these files are full of them), or where nothing of an object is left.
        QVERIFY2(conflictsBeyond <= (format == 0 ? merges / 5 : merges / 50),
                 qPrintable(QString::number(conflictsBeyond)));
    }

    void oneChangedValueTouchesOneLine_data() { mergesWhatTheValuesSay_data(); }
    void oneChangedValueTouchesOneLine() {
        QFETCH(int, format);
        QFETCH(quint32, seed);
        Random random(seed);
        for (int i = 0; i < 80; ++i) {
            const QJsonObject value = randomObject(random, 0);
            QJsonObject wanted = value;
            if (!changeOneText(wanted))
                continue;
            const QByteArray base =
                formats[format].write(random, value, randomLook(random, "base"));
            const QByteArray mine =
                formats[format].write(random, value, randomLook(random, "mine"));
            const QByteArray theirs =
                formats[format].write(random, wanted, randomLook(random, "theirs"));
            const auto merged = mergeConfig(formats[format].format, base, mine, theirs);
            QVERIFY(merged.has_value() && merged->conflicts.isEmpty());
            const QByteArrayList before = mine.split('\n');
            const QByteArrayList after = merged->text.split('\n');
            QCOMPARE(after.size(), before.size());
            int touched = 0;
            for (qsizetype line = 0; line < before.size(); ++line)
                touched += before[line] != after[line];
            QVERIFY2(touched == 1, (mine + "\n----\n" + merged->text).constData());
        }
    }

private:
    static void mergeOnce(Random& random, const Format& format, int& conflictsBeyond) {
        const QJsonObject baseValue = randomObject(random, 0);
        const QByteArray base = format.write(random, baseValue, randomLook(random, "base"));
        const QByteArray mine =
            format.write(random, changed(random, baseValue), randomLook(random, "mine"));
        const QByteArray theirs =
            format.write(random, changed(random, baseValue), randomLook(random, "theirs"));
        const QByteArray all =
            "---- base\n" + base + "\n---- mine\n" + mine + "\n---- theirs\n" + theirs;
        const auto b = format.read(base), m = format.read(mine), t = format.read(theirs);
        QVERIFY2(b && m && t, all.constData());
        const auto merged = mergeConfig(format.format, base, mine, theirs);
        QVERIFY2(merged.has_value(), all.constData());
        QStringList listed;
        for (const Conflict& conflict : merged->conflicts)
            listed += conflict.key;
        const auto after = format.read(merged->text);
        const QByteArray report = all + "\n---- merged\n" + merged->text + "\n---- conflicts\n" +
                                  listed.join('\n').toUtf8();
        QVERIFY2(after.has_value(), report.constData());
        const Expected expected = expectedMerge(*b, *m, *t, listed);
        QVERIFY2(*after == expected.value, report.constData());
        for (const QString& conflict : expected.conflicts)
            QVERIFY2(listed.contains(conflict), report.constData());
        conflictsBeyond += listed.size() > expected.conflicts.size();
        // What a person wrote beside their settings keeps its order, and line ends are theirs.
        QVERIFY2(isWithin(commentsOf(merged->text, "mine"), commentsOf(mine, "mine")),
                 report.constData());
        if (mine.contains("\r\n"))
            QVERIFY2(merged->text.count('\n') == merged->text.count("\r\n"), report.constData());
        if (*t == *b || *t == *m)
            QCOMPARE(merged->text, mine);
        QCOMPARE(mergeConfig(format.format, base, mine, base)->text, mine);
        QCOMPARE(*format.read(mergeConfig(format.format, mine, mine, theirs)->text), *t);
    }

    static bool isWithin(const QByteArrayList& some, const QByteArrayList& all) {
        qsizetype at = 0;
        for (const QByteArray& comment : all)
            at += at < some.size() && some[at] == comment;
        return at == some.size();
    }
};

QTEST_GUILESS_MAIN(TestMergeProperties)
#include "test_merge_properties.moc"
