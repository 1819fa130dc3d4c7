// SPDX-License-Identifier: Apache-2.0
// Merges of generated files, checked against a merge of the bare values: nothing else may come out,
// whatever the files look like.
#include "config/merge.h"

#include "config_writer.h"

#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

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
