// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <QtTest>

using namespace upkeep;

class TestJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsValid_data();
    void readsWhatIsValid();
    void refusesWhatIsNot_data();
    void refusesWhatIsNot();
    void keepsLimits_data();
    void keepsLimits();
    void keepsTheOrderOfMembers();
    void keepsAByteOrderMarkInsideAString();
    void writesPlainJson();
    void readsTypedMembers();
    void namesTheMemberThatIsWrong_data();
    void namesTheMemberThatIsWrong();
};

void TestJson::readsWhatIsValid_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("null") << QByteArray(" null ") << QByteArray("null\n");
    QTest::newRow("words") << QByteArray("[true,false]") << QByteArray("[true, false]\n");
    QTest::newRow("zero") << QByteArray("0") << QByteArray("0\n");
    QTest::newRow("negative") << QByteArray("-12") << QByteArray("-12\n");
    QTest::newRow("largest") << QByteArray("9007199254740991") << QByteArray("9007199254740991\n");
    QTest::newRow("empty things") << QByteArray("[ {} , [ ] , \"\" ]")
                                  << QByteArray("[{}, [], \"\"]\n");
    QTest::newRow("escapes") << QByteArray(R"("\"\\\/\b\f\n\r\t\u00e9\u0041")")
                             << QByteArray("\"\\\"\\\\/\\u0008\\u000c\\n\\u000d\\t\u00e9A\"\n");
    QTest::newRow("surrogate pair")
        << QByteArray(R"("\ud83d\uDE00")") << QByteArray("\"\U0001F600\"\n");
    QTest::newRow("raw UTF-8") << QByteArray("\"\U0001F600\"") << QByteArray("\"\U0001F600\"\n");
    QTest::newRow("object") << QByteArray("{\"a\":1,\r\n\t\"b\":{\"a\":2}}")
                            << QByteArray("{\"a\": 1, \"b\": {\"a\": 2}}\n");
}

void TestJson::readsWhatIsValid() {
    QFETCH(QByteArray, text);
    const auto value = parseJson(text);
    QVERIFY2(value, value ? "" : qPrintable(value.error().toString()));
    QTEST(writeJsonLine(*value), "written");
    QCOMPARE(parseJson(writeJson(*value)).value(), *value);
}

void TestJson::refusesWhatIsNot_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, QByteArray text) { QTest::newRow(name) << text; };
    row("nothing", "");
    row("a duplicate member", R"({"a":1,"b":2,"a":3})");
    row("a duplicate member spelled with an escape", R"({"a":1,"\u0061":3})");
    row("a fraction", "1.0");
    row("an exponent", "1e3");
    row("above 2^53-1", "9007199254740992");
    row("below -(2^53-1)", "-9007199254740992");
    row("a very long integer", QByteArray(400, '9'));
    row("minus zero", "-0");
    row("a leading zero", "01");
    row("a plus", "+1");
    row("only a minus", "-");
    row("a byte order mark", "\xEF\xBB\xBF{}");
    row("trailing bytes", "{} x");
    row("two documents", "{}{}");
    row("a trailing NUL", QByteArray("{}\0", 3));
    row("NUL inside a string", QByteArray("\"a\0b\"", 5));
    row("an escaped NUL", R"("\u0000")");
    row("a lone high surrogate", R"("\ud83d")");
    row("a lone low surrogate", R"("\ude00")");
    row("a high surrogate and a letter", R"("\ud83d\u0041")");
    row("a surrogate in UTF-8", "\"\xED\xA0\x80\"");
    row("an overlong slash", "\"\xC0\xAF\"");
    row("a cut UTF-8 sequence", "\"\xC3\"");
    row("a raw newline in a string", "\"a\nb\"");
    row("an unknown escape", R"("\x41")");
    row("a short escape", R"("\u12")");
    row("a wrong digit", R"("\u12g4")");
    row("a control character as a digit", QByteArray("\"\\u\x11\x12\x13\x14\""));
    row("a comma too many in an array", "[1,]");
    row("a comma too many in an object", R"({"a":1,})");
    row("a missing comma", "[1 2]");
    row("a missing colon", R"({"a" 1})");
    row("a name without quotes", "{a:1}");
    row("an open array", "[1");
    row("an open string", "\"a");
    row("an open escape", "\"\\");
    row("a half word", "tru");
    row("a comment", "/* */ 1");
    row("infinity", "Infinity");
    row("another space", "\xC2\xA0 1");
}

void TestJson::refusesWhatIsNot() {
    QFETCH(QByteArray, text);
    const auto value = parseJson(text);
    QVERIFY(!value);
    QCOMPARE(value.error().code, ErrorCode::ParseInvalid);
    QVERIFY(!value.error().cause.isEmpty());
}

void TestJson::keepsLimits_data() {
    QTest::addColumn<QByteArray>("within");
    QTest::addColumn<QByteArray>("beyond");
    const auto nested = [](int depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
    const auto wide = [](int n) { return '[' + QByteArray("1,").repeated(n - 2) + "1]"; };
    const auto text = [](int n) { return '"' + QByteArray(n, 'x') + '"'; };
    QTest::newRow("depth") << nested(32) << nested(33);
    QTest::newRow("values") << wide(200'000) << wide(200'001);
    QTest::newRow("length of a string") << text(65'536) << text(65'537);
    QTest::newRow("escapes count as they are written")
        << '"' + QByteArray("\\u0041").repeated(10'922) + '"'
        << '"' + QByteArray("\\u0041").repeated(10'923) + '"';
}

void TestJson::keepsLimits() {
    QFETCH(QByteArray, within);
    QFETCH(QByteArray, beyond);
    QVERIFY(parseJson(within));
    const auto value = parseJson(beyond);
    QVERIFY(!value);
    QCOMPARE(value.error().code, ErrorCode::ParseTooLarge);
}

void TestJson::keepsTheOrderOfMembers() {
    const auto value = parseJson(R"({"z":1,"a":2,"m":3})");
    QVERIFY(value);
    QCOMPARE(writeJson(*value), QByteArray("{\n  \"z\": 1,\n  \"a\": 2,\n  \"m\": 3\n}\n"));
}

void TestJson::keepsAByteOrderMarkInsideAString() {
    const QByteArray text = "\"\xEF\xBB\xBF"
                            "a\"";
    const auto value = parseJson(text);
    QVERIFY(value);
    QCOMPARE(value->string().size(), 2);
    QCOMPARE(writeJsonLine(*value), text + '\n');
}

void TestJson::writesPlainJson() {
    JsonValue value;
    value.set("name", QString("Almanac"));
    value.set("list", JsonValue::Array{1, true, JsonValue()});
    value.set("empty", JsonValue::Object{});
    value.set("name", QString("Almanac 2"));
    QCOMPARE(
        writeJson(value),
        QByteArray("{\n  \"name\": \"Almanac 2\",\n  \"list\": [\n    1,\n    true,\n    null\n"
                   "  ],\n  \"empty\": {}\n}\n"));
    QCOMPARE(writeJsonLine(value),
             QByteArray("{\"name\": \"Almanac 2\", \"list\": [1, true, null], \"empty\": {}}\n"));
}

void TestJson::readsTypedMembers() {
    const auto parsed = parseJson(R"({"s":"x","i":7,"b":true,"a":[1],"o":{"k":1},"l":["p","q"]})");
    QVERIFY(parsed);
    const JsonValue& value = *parsed;
    QCOMPARE(value.requiredString(u"s").value(), QString("x"));
    QCOMPARE(value.requiredInteger(u"i").value(), 7);
    QCOMPARE(value.requiredBool(u"b").value(), true);
    QCOMPARE(value.requiredArray(u"a").value().size(), 1);
    QCOMPARE(value.requiredObject(u"o").value().requiredInteger(u"k").value(), 1);
    QCOMPARE(value.optionalStrings(u"l").value(), QStringList({"p", "q"}));
    QVERIFY(!value.optionalString(u"none").value());
    QCOMPARE(value.optionalInteger(u"none", 4).value(), 4);
    QCOMPARE(value.optionalBool(u"none", true).value(), true);
    QVERIFY(value.optionalArray(u"none").value().isEmpty());
    QVERIFY(value.optionalStrings(u"none").value().isEmpty());
    QCOMPARE(JsonValue(1).find(u"s"), nullptr);
}

void TestJson::namesTheMemberThatIsWrong_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("cause");
    QTest::newRow("missing") << QByteArray("{}") << "\"n\" is missing";
    QTest::newRow("of another type") << QByteArray(R"({"n":"1"})") << "\"n\" must be an integer";
    QTest::newRow("negative") << QByteArray(R"({"n":-1})")
                              << "\"n\" must lie between 0 and 9, not -1";
    QTest::newRow("too high") << QByteArray(R"({"n":10})")
                              << "\"n\" must lie between 0 and 9, not 10";
}

void TestJson::namesTheMemberThatIsWrong() {
    QFETCH(QByteArray, text);
    const auto value = parseJson(text);
    QVERIFY(value);
    const auto number = value->requiredInteger(u"n", 0, 9);
    QVERIFY(!number);
    QCOMPARE(number.error().code, ErrorCode::ParseInvalid);
    QTEST(number.error().cause, "cause");
}

QTEST_APPLESS_MAIN(TestJson)
#include "test_json.moc"
