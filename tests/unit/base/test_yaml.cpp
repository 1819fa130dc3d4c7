// SPDX-License-Identifier: Apache-2.0
#include "base/yaml.h"
#include "base/yaml_fields.h"

#include <QTest>

using namespace upkeep;

class TestYaml : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsScalarsAsTheyAreWritten() {
        const auto parsed =
            parseYaml("a: 1.10\nb: \"1.10\"\nc: yes\nd: ~\ne: [x, 'y z']\nf:\n  g: v # why\n", "f");
        QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().toString()));
        QCOMPARE(parsed->find(u"a")->text, "1.10");
        QVERIFY(!parsed->find(u"a")->quoted);
        QVERIFY(parsed->find(u"b")->quoted);
        QCOMPARE(parsed->find(u"c")->text, "yes");
        QVERIFY(parsed->find(u"d")->isNull());
        QCOMPARE(parsed->find(u"e")->items.at(1).text, "y z");
        QCOMPARE(parsed->find(u"f")->find(u"g")->text, "v");
        QCOMPARE(parsed->find(u"h"), nullptr);
    }

    void knowsWhereAValueWasWritten() {
        const QByteArray text = "\xef\xbb\xbf# ü\r\nkey:\r\n  - \"v\"\r\n";
        const auto parsed = parseYaml(text, "f").value();
        const YamlNode item = parsed.find(u"key")->items.at(0);
        QCOMPARE(item.line, 3);
        QCOMPARE(item.column, 5);
        QCOMPARE(text.mid(item.offset, 3), "\"v\"");
    }

    void anEmptyDocumentIsNull() {
        QVERIFY(parseYaml("", "f").value().isNull());
        QVERIFY(parseYaml("# only a comment\n", "f").value().isNull());
    }

    void refusesWhatIsNotStrict_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("cause");
        const auto row =
            [](const char* what, const char* text, const char* where, const char* why) {
                QTest::newRow(what) << QByteArray(text) << QString(where) << QString(why);
            };
        row("anchor", "a: &x 1", "f:1:4", "anchors");
        row("alias", "a: *x", "f:1:4", "");
        row("tag", "b: 1\na: !!str 1", "f:2:4", "tags");
        row("bare tag", "a: ! 1", "f:1:4", "tags");
        row("tag on a list", "a: !!set [1]", "f:1:4", "tags");
        row("merge key", "a:\n  <<: {b: 1}", "f:2:3", "merge keys");
        row("same key twice", "a: 1\n'a': 2", "f:2:1", "twice");
        row("key that is a list", "[a]: 1", "f:1:1", "a key must be a text");
        row("key that is a map", "{a: b}: 1", "f:1:1", "a key must be a text");
        row("key that is null", "~: 1", "f:1:1", "a key must be a text");
        row("two documents", "a: 1\n---\nb: 2", "f", "more than one document");
        row("broken", "a: [1", "f:1", "");
        row("tab as indent", "a:\n\tb: 1", "f:2", "");
        row("not UTF-8", "a: \xff", "f", "not UTF-8");
        row("UTF-8 that ends early", "a: \xc3", "f", "not UTF-8");
        row("control character", "a: \x01", "f:1:1", "control");
        row("lone surrogate", "a: \"\\ud800\"", "f:1", "");
    }
    void refusesWhatIsNotStrict() {
        QFETCH(QByteArray, text);
        QFETCH(QString, subject);
        QFETCH(QString, cause);
        const auto parsed = parseYaml(text, "f");
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::ParseInvalid);
        QVERIFY2(parsed.error().subject.startsWith(subject), qPrintable(parsed.error().toString()));
        QVERIFY2(parsed.error().cause.contains(cause), qPrintable(parsed.error().toString()));
    }

    void refusesTooMuch() {
        const YamlLimits limits{.bytes = 100, .depth = 3, .nodes = 5};
        QVERIFY(parseYaml("[[[1]]]", "f", limits).has_value());
        QVERIFY(!parseYaml("[[[[1]]]]", "f", limits).has_value());
        QVERIFY(parseYaml("[1, 2, 3, 4]", "f", limits).has_value());
        QVERIFY(!parseYaml("[1, 2, 3, 4, 5]", "f", limits).has_value());
        QVERIFY(parseYaml(QByteArray(100, 'a'), "f", limits).has_value());
        QCOMPARE(parseYaml(QByteArray(101, 'a'), "f", limits).error().code,
                 ErrorCode::ParseTooLarge);
        // Deeper than the parser itself would go.
        QVERIFY(!parseYaml(QByteArray(10'000, '['), "f").has_value());
    }

    void fieldsNameTheLineAndWhatIsAllowed() {
        const YamlNode node = parseYaml("id: a\ncolour: red\n", "p.yaml").value();
        const YamlSource source{"p.yaml", ErrorCode::ProductInvalid};
        const auto fields = YamlFields::of(node, source, {"id", "name"});
        QVERIFY(!fields);
        QCOMPARE(fields.error().code, ErrorCode::ProductInvalid);
        QCOMPARE(fields.error().subject, "p.yaml:2");
        QCOMPARE(fields.error().cause, "unknown key \"colour\" (allowed: id, name)");
    }

    void fieldsReadTypedValues() {
        const YamlNode node =
            parseYaml("n: 5\nq: \"5\"\nb: true\nv: 1.2.3\nt: one\nl: [a, b]\ne: x\n", "p").value();
        const auto fields =
            YamlFields::of(node, {"p"}, {"n", "q", "b", "v", "t", "l", "e"}).value();
        QCOMPARE(fields.integer(u"n", 0, 0, 5).value(), 5);
        QVERIFY(!fields.integer(u"n", 0, 0, 4).has_value());
        QVERIFY(!fields.integer(u"q", 0, 0, 9).has_value());
        QCOMPARE(fields.integer(u"none", 7, 0, 1).value(), 7);
        QCOMPARE(fields.boolean(u"b", false).value(), true);
        QVERIFY(!fields.boolean(u"t", false).has_value());
        QCOMPARE(fields.version(u"v").value().toString(), "1.2.3");
        QVERIFY(!fields.version(u"t").has_value());
        QVERIFY(!fields.optionalVersion(u"none").value().has_value());
        QCOMPARE(fields.texts(u"t").value(), QStringList{"one"});
        QCOMPARE(fields.texts(u"l").value(), (QStringList{"a", "b"}));
        QVERIFY(!fields.text(u"l").has_value());
        QVERIFY(!fields.text(u"none").has_value());
        QCOMPARE(fields.oneOf(u"e", {"x", "y"}).value(), "x");
        QVERIFY(fields.oneOf(u"e", {"y", "z"}).error().cause.contains("allowed: y, z"));
    }
};

QTEST_GUILESS_MAIN(TestYaml)
#include "test_yaml.moc"
