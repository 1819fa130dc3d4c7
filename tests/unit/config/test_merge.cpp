// SPDX-License-Identifier: Apache-2.0
#include "config/merge.h"

#include <QTest>

using namespace upkeep;

namespace {

// "key: base|mine|theirs; ..." for comparing at a glance.
QString inWords(const QList<Conflict>& conflicts) {
    QStringList words;
    for (const Conflict& c : conflicts)
        words += QString("%1: %2|%3|%4").arg(c.key, c.base, c.mine, c.theirs);
    return words.join("; ");
}

} // namespace

class TestMerge : public QObject {
    Q_OBJECT

    static void columns() {
        QTest::addColumn<QByteArray>("base");
        QTest::addColumn<QByteArray>("mine");
        QTest::addColumn<QByteArray>("theirs");
        QTest::addColumn<QByteArray>("merged");
        QTest::addColumn<QString>("conflicts");
    }
    static void row(const char* what,
                    const char* base,
                    const char* mine,
                    const char* theirs,
                    const char* merged,
                    const char* conflicts = "") {
        QTest::newRow(what) << QByteArray(base) << QByteArray(mine) << QByteArray(theirs)
                            << QByteArray(merged) << QString(conflicts);
    }
    static void check(const Result<MergeResult>& result) {
        QFETCH(QByteArray, merged);
        QFETCH(QString, conflicts);
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().toString()));
        QCOMPARE(result->text, merged);
        QCOMPARE(inWords(result->conflicts), conflicts);
    }

private Q_SLOTS:
    void yaml_data() {
        columns();
        row("nobody changed anything", "a: 1\n", "a: 1\n", "a: 1\n", "a: 1\n");
        row("mine changed", "a: 1\nb: 1\n", "a: 2\nb: 1\n", "a: 1\nb: 1\n", "a: 2\nb: 1\n");
        row("theirs changed", "a: 1\nb: 1\n", "a: 2\nb: 1\n", "a: 1\nb: 2\n", "a: 2\nb: 2\n");
        row("both changed the same", "a: 1\n", "a:   2 # two\n", "a: 2\n", "a:   2 # two\n");
        row("both changed differently",
            "a: 1\nb: 1\n",
            "a: 2\nb: 1\n",
            "a: 3\nb: 2\n",
            "a: 2\nb: 2\n",
            "a: 1|2|3");
        row("comments, order and spaces live",
            "a: 1\nb: 1\n",
            "# mine\nb:    1   # why\n\n  # odd\na: \"1\"\n",
            "a: 1\nb: 2\n",
            "# mine\nb:    2   # why\n\n  # odd\na: \"1\"\n",
            "");
        row("nested",
            "s:\n  h: x\n  p: 1\n",
            "s:\n    h: mine\n    p: 1\n",
            "s:\n  h: x\n  p: 2\n",
            "s:\n    h: mine\n    p: 2\n");
        row("a new key comes after its neighbour, at our depth, with its comment",
            "s:\n  a: 1\n  z: 1\n",
            "s:\n    a: 1\n    # mine\n    z: 1\n",
            "s:\n  a: 1\n  # about b\n  b: {x: 1}\n  c:\n    - 1\n  z: 1\n",
            "s:\n    a: 1\n    # about b\n    b: {x: 1}\n    c:\n      - 1\n    # mine\n    z: "
            "1\n");
        row("a new key at the top",
            "b: 1\n",
            "# about b\nb: 1\n",
            "a: 1\nb: 1\n",
            "# about b\nb: 1\na: 1\n");
        row("a new key in a file without a last line end",
            "a: 1",
            "a: 1 # x",
            "a: 1\nb: 2",
            "a: 1 # x\nb: 2");
        row("a new key in an empty file", "", "# nothing here", "a: 1\n", "# nothing here\na: 1");
        row("a new section",
            "a: 1\n",
            "a: 2\n",
            "a: 1\ns:\n  x: |\n    text\n\n    more\n",
            "a: 2\ns:\n  x: |\n    text\n\n    more\n");
        row("theirs removed",
            "a: 1\nb: 1\nc: 1\n",
            "a: 1\n# note\nb: 1\nc: 2\n",
            "a: 1\nc: 1\n",
            "a: 1\n# note\nc: 2\n");
        row("mine removed", "a: 1\nb: 1\n", "b: 1\n", "a: 1\nb: 2\n", "b: 2\n");
        row("mine removed what theirs changed",
            "a: 1\nb: 1\n",
            "b: 1\n",
            "a: 2\nb: 1\n",
            "b: 1\n",
            "a: 1||2");
        row("theirs removed what mine changed",
            "a: 1\nb: 1\n",
            "a: 2\nb: 1\n",
            "b: 1\n",
            "a: 2\nb: 1\n",
            "a: 1|2|");
        row("both added the same key", "", "a: 1\n", "a: 2\n", "a: 1\n", "a: |1|2");
        row("both added a section", "", "s:\n  a: 1\n", "s:\n  b: 2\n", "s:\n  a: 1\n  b: 2\n");
        row("a list is one value",
            "l: [1, 2]\n",
            "l: [1, 2, 3]\n",
            "l: [0, 1, 2]\n",
            "l: [1, 2, 3]\n",
            "l: [1, 2]|[1, 2, 3]|[0, 1, 2]");
        row("a list written otherwise is the same",
            "l: [1, 2]\nb: 1\n",
            "l:\n- 1\n- 2\nb: 1\n",
            "l: [1, 2]\nb: 2\n",
            "l:\n- 1\n- 2\nb: 2\n");
        row("a list of lines replaced",
            "l:\n  - 1\nb: 1\n",
            "l:\n  - 1\nb: 2\n",
            "l:\n  - 1\n  - 2\nb: 1\n",
            "l:\n  - 1\n  - 2\nb: 2\n");
        row("a comment of mine within is not lost",
            "l:\n  - 1\n",
            "l:\n  - 1 # one\n",
            "l:\n  - 2\n",
            "l:\n  - 1 # one\n",
            "l: l:\n  - 1|l:\n  - 1 # one|l:\n  - 2");
        row("a value becomes a section",
            "a: 1\nb: 1\n",
            "a: 1\nb: 2\n",
            "a:\n  x: 1\nb: 1\n",
            "a:\n  x: 1\nb: 2\n");
        row("nothing becomes a value",
            "a:\nb: ~\n",
            "a: # c\nb: ~\n",
            "a: 1\nb: x\n",
            "a: 1 # c\nb: x\n");
        row("a number in quotes is another value",
            "a: 1\n",
            "a: '1'\n",
            "a: 2\n",
            "a: '1'\n",
            "a: 1|'1'|2");
        row("quotes with everything in them",
            "a: \"x # \\\" y\" # c\n'b: 1': 'it''s'\n",
            "a: \"x # \\\" y\" # mine\n'b: 1': 'it''s' # also\n",
            "a: z\n'b: 1': w\n",
            "a: z # mine\n'b: 1': w # also\n");
        row("keys and values beyond ASCII",
            "größe: klein\n",
            "größe: klein # ünï\n",
            "größe: groß 🦉\n",
            "größe: groß 🦉 # ünï\n");
        row("Windows line ends",
            "a: 1\nb: 1\n",
            "a: 2\r\nb: 1\r\n",
            "a: 1\nb: 2\nc:\n  - 1\n",
            "a: 2\r\nb: 2\r\nc:\r\n  - 1\r\n");
        row("a byte order mark",
            "a: 1\n",
            "\xef\xbb\xbf"
            "a: 1\nb: 5\n",
            "a: 2\n",
            "\xef\xbb\xbf"
            "a: 2\nb: 5\n");
        row("tabs before a comment", "a: 1\n", "a: 1\t# tab\n", "a: 2\n", "a: 2\t# tab\n");
        row("colons and hashes in plain text",
            "a: http://x:1/#y\n",
            "a: http://x:1/#y  # c\n",
            "a: b:c\n",
            "a: b:c  # c\n");
        row("a map in braces is one value",
            "m: {a: 1, b: 1}\n",
            "m: {a: 2, b: 1}\n",
            "m: {a: 1, b: 2}\n",
            "m: {a: 2, b: 1}\n",
            "m: {a: 1, b: 1}|{a: 2, b: 1}|{a: 1, b: 2}");
        row("all at the top in braces", "{a: 1}\n", "{a: 1}\n", "{a: 2}\n", "{a: 2}\n");
        row("all at the top in braces, both changed",
            "{a: 1}\n",
            "{a: 3}\n",
            "{a: 2}\n",
            "{a: 3}\n",
            "*: {a: 1}\n|{a: 3}\n|{a: 2}\n");
        row("document marks stay at the end",
            "---\na: 1\n...\n",
            "---\na: 1\n# end\n...\n",
            "a: 1\nb: 2\n",
            "---\na: 1\nb: 2\n# end\n...\n");
        row("a text over lines",
            "t: |\n  a\n  # no comment\nb: 1\n",
            "t: |\n  a\n  # no comment\nb: 2\n",
            "t: |\n  b\n  # no comment\nb: 1\n",
            "t: |\n  b\n  # no comment\nb: 2\n");
        row("a section becomes empty braces", "m:\n  a: 1\n", "m:\n  a: 1\n", "m: {}\n", "m: {}\n");
        // The blank lines that "+" keeps are no part of what is spliced: read again, it differs.
        row("what cannot be spliced is left to a person",
            "a: |+\n  x\nb: 1\n",
            "a: |+\n  x\nb: 1\n",
            "a: |+\n  y\n\n\nb: 1\n",
            "a: |+\n  x\nb: 1\n",
            "a: a: |+\n  x|a: |+\n  x|a: |+\n  y");
    }
    void yaml() {
        QFETCH(QByteArray, base);
        QFETCH(QByteArray, mine);
        QFETCH(QByteArray, theirs);
        check(mergeYaml(base, mine, theirs));
    }

    void json_data() {
        columns();
        row("theirs changed",
            "{\"a\": 1, \"b\": 1.50}",
            "{\"a\": 2, \"b\": 1.50}",
            "{\"a\": 1, \"b\": 2e3}",
            "{\"a\": 2, \"b\": 2e3}");
        row("both changed differently",
            "{\"a\": 1}",
            "{\"a\": 2}",
            "{\"a\": \"x\"}",
            "{\"a\": 2}",
            "a: 1|2|\"x\"");
        row("our look stays",
            "{\n\t\"a\": 1,\n\t\"s\":{\"x\":true}\n}\n",
            "{\n\t\"s\":{\"x\":true},\n\n\t\"a\": 1\n}\n",
            "{\"a\": 2, \"s\": {\"x\": false, \"y\": null}}",
            "{\n\t\"s\":{\"x\":false, \"y\": null},\n\n\t\"a\": 2\n}\n");
        row("a new key at our depth",
            "{\n  \"a\": 1\n}\n",
            "{\n    \"a\": 1\n}\n",
            "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": [\n      1\n    ]\n  }\n}\n",
            "{\n    \"a\": 1,\n    \"b\": {\n      \"c\": [\n        1\n      ]\n    }\n}\n");
        row("a new first key",
            "{\n  \"b\": 1\n}",
            "{\n  \"b\": 1\n}",
            "{\n  \"a\": 1,\n  \"b\": 1\n}",
            "{\n  \"a\": 1,\n  \"b\": 1\n}");
        row("first removed",
            "{\"a\": 1, \"b\": 2, \"c\": 3}",
            "{\"a\": 1, \"b\": 2, \"c\": 4}",
            "{\"b\": 2, \"c\": 3}",
            "{\"b\": 2, \"c\": 4}");
        row("middle removed",
            "{\"a\": 1, \"b\": 2, \"c\": 3}",
            "{\"a\": 1, \"b\": 2, \"c\": 4}",
            "{\"a\": 1, \"c\": 3}",
            "{\"a\": 1, \"c\": 4}");
        row("last two removed, one added",
            "{\"a\": 1, \"b\": 2, \"c\": 3}",
            "{\"a\": 4, \"b\": 2, \"c\": 3}",
            "{\"a\": 1, \"d\": 5}",
            "{\"a\": 4, \"d\": 5}");
        row("all removed",
            "{\"s\": {\"a\": 1, \"b\": 2}, \"t\": 1}",
            "{\"s\": {\"a\": 1, \"b\": 2}, \"t\": 2}",
            "{\"s\": {}, \"t\": 1}",
            "{\"s\": {}, \"t\": 2}");
        row("the empty filled",
            "{\"s\": {}, \"t\": 1}",
            "{\"s\": {}, \"t\": 2}",
            "{\"s\": {\"a\": 1, \"b\": 2}, \"t\": 1}",
            "{\"s\": {\"a\": 1, \"b\": 2}, \"t\": 2}");
        row("all is empty", "{}", "{}", "{\"a\": 1}", "{\"a\": 1}");
        row("text with brackets and escapes",
            "{\"a\": \"}\\\",{\"}",
            "{ \"a\" : \"}\\\",{\" }",
            "{\"a\": \"]\\\\\"}",
            "{ \"a\" : \"]\\\\\" }");
        row("keys beyond ASCII, escaped or not",
            "{\"\\u00fc\": 1}",
            "{\"ü\": 1}",
            "{\"\\u00fc\": 2}",
            "{\"ü\": 2}");
        row("Windows line ends",
            "{\n  \"a\": 1\n}\n",
            "{\r\n  \"a\": 1\r\n}\r\n",
            "{\n  \"a\": 1,\n  \"b\": 2\n}\n",
            "{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}\r\n");
        row("the order of an object in a list does not count",
            "{\"l\": [{\"a\":1,\"b\":2}], \"x\": 1}",
            "{\"l\": [{\"b\":2,\"a\":1}], \"x\": 1}",
            "{\"l\": [{\"a\":1,\"b\":2}], \"x\": 2}",
            "{\"l\": [{\"b\":2,\"a\":1}], \"x\": 2}");
    }
    void json() {
        QFETCH(QByteArray, base);
        QFETCH(QByteArray, mine);
        QFETCH(QByteArray, theirs);
        check(mergeJson(base, mine, theirs));
    }

    void ini_data() {
        columns();
        row("theirs changed",
            "[a]\nx=1\ny=1\n",
            "; mine\n[a]\n  x =  2\ny=1\n",
            "[a]\nx=1\ny=2\n",
            "; mine\n[a]\n  x =  2\ny=2\n");
        row("both changed", "[a]\nx=1\n", "[a]\nx=2\n", "[a]\nx=3\n", "[a]\nx=2\n", "[a] x: 1|2|3");
        row("the same key in two sections",
            "[a]\nx=1\n[b]\nx=1\n",
            "[a]\nx=1\n[b]\nx=2\n",
            "[a]\nx=3\n[b]\nx=1\n",
            "[a]\nx=3\n[b]\nx=2\n");
        row("a new key",
            "[a]\nx=1\n\n[b]\nz=1\n",
            "[a]\nx=1\n# end of a\n\n[b]\nz=2\n",
            "[a]\nx=1\ny=1\n[b]\nz=1\n",
            "[a]\nx=1\ny=1\n# end of a\n\n[b]\nz=2\n");
        row("a new key in an empty section", "[a]\n", "[a]\n\n", "[a]\ny=1\n", "[a]\ny=1\n\n");
        row("a new section",
            "[a]\nx=1\n",
            "[a]\nx=2",
            "[a]\nx=1\n[b]\ny=1\n",
            "[a]\nx=2\n\n[b]\ny=1");
        row("a new key above all sections",
            "[a]\nx=1\n",
            "[a]\nx=2\n",
            "k=1\n[a]\nx=1\n",
            "k=1\n[a]\nx=2\n");
        row("a removed key",
            "[a]\nx=1\ny=1\n",
            "[a]\nx=1\n# about y\ny=1\n",
            "[a]\nx=1\n",
            "[a]\nx=1\n# about y\n");
        row("a removed section",
            "[a]\nx=1\n[b]\ny=1\n",
            "[a]\nx=2\n[b]\ny=1\n",
            "[a]\nx=1\n",
            "[a]\nx=2\n");
        row("a removed section with a comment of mine",
            "[a]\nx=1\n[b]\ny=1\n",
            "[a]\nx=1\n[b]\n# mine\ny=1\n",
            "[a]\nx=1\n",
            "[a]\nx=1\n[b]\n# mine\ny=1\n",
            "[b]: [b]\ny=1|[b]\n# mine\ny=1|");
        row("equals in a value, empty values",
            "[a]\nx=\ny=1\n",
            "[a]\nx=\ny=1\n",
            "[a]\nx=a=b\ny=\n",
            "[a]\nx=a=b\ny=\n");
        row("Windows line ends",
            "[a]\nx=1\n",
            "[a]\r\nx=1\r\n",
            "[a]\nx=2\ny=1\n",
            "[a]\r\nx=2\r\ny=1\r\n");
        row("section and key of one name",
            "a=1\n[a]\nx=1\n",
            "a=2\n[a]\nx=1\n",
            "a=1\n[a]\nx=2\n",
            "a=2\n[a]\nx=2\n");
    }
    void ini() {
        QFETCH(QByteArray, base);
        QFETCH(QByteArray, mine);
        QFETCH(QByteArray, theirs);
        check(mergeIni(base, mine, theirs));
    }

    void lines_data() {
        columns();
        row("apart from each other",
            "a\nb\nc\nd\ne\n",
            "A\nb\nc\nd\ne\n",
            "a\nb\nc\nd\nE\n",
            "A\nb\nc\nd\nE\n");
        row("in the same place",
            "a\nb\nc\n",
            "a\nmine\nc\n",
            "a\ntheirs\nc\n",
            "a\nmine\nc\n",
            "line 2: b\n|mine\n|theirs\n");
        row("several lines",
            "a\nb\nc\nd\n",
            "a\nm1\nm2\nm3\nd\n",
            "a\nt\nd\n",
            "a\nm1\nm2\nm3\nd\n",
            "lines 2-4: b\nc\n|m1\nm2\nm3\n|t\n");
        row("no line end at the end",
            "a\nb",
            "a\nmine",
            "a\ntheirs",
            "a\nmine",
            "line 2: b\n|mine\n|theirs\n");
        row("only mine", "a", "b", "a", "b");
        row("only theirs", "a", "a", "b", "b");
        row("Windows line ends",
            "a\r\nb\r\nc\r\nd\r\ne\r\n",
            "A\r\nb\r\nc\r\nd\r\ne\r\n",
            "a\r\nb\r\nc\r\nd\r\nE\r\n",
            "A\r\nb\r\nc\r\nd\r\nE\r\n");
        row("lines that look like markers",
            "<<<<<<< x\nb\n",
            "<<<<<<< x\nmine\n",
            "<<<<<<< x\ntheirs\n",
            "<<<<<<< x\nmine\n",
            "line 2: b\n|mine\n|theirs\n");
        row("empty on two sides", "", "mine\n", "theirs\n", "mine\n", "line 1: |mine\n|theirs\n");
    }
    void lines() {
        QFETCH(QByteArray, base);
        QFETCH(QByteArray, mine);
        QFETCH(QByteArray, theirs);
        check(mergeLines(base, mine, theirs));
    }

    void refusesWhatItCannotRead_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<QByteArray>("broken");
        QTest::newRow("YAML with an anchor") << int(ConfigFormat::Yaml) << QByteArray("a: &x 1\n");
        QTest::newRow("a list at the top") << int(ConfigFormat::Yaml) << QByteArray("- a\n");
        QTest::newRow("JSON with a comment") << int(ConfigFormat::Json) << QByteArray("{} // x");
        QTest::newRow("JSON cut off") << int(ConfigFormat::Json) << QByteArray("{\"a\": ");
        QTest::newRow("a JSON key twice")
            << int(ConfigFormat::Json) << QByteArray("{\"a\":1,\"a\":2}");
        QTest::newRow("a JSON list at the top") << int(ConfigFormat::Json) << QByteArray("[1]");
        QTest::newRow("INI without a key") << int(ConfigFormat::Ini) << QByteArray("x\n");
        QTest::newRow("an INI section twice") << int(ConfigFormat::Ini) << QByteArray("[a]\n[a]\n");
    }
    void refusesWhatItCannotRead() {
        QFETCH(int, format);
        QFETCH(QByteArray, broken);
        const auto merged = mergeConfig(ConfigFormat(format), {}, broken, broken + "\n");
        QVERIFY(!merged);
        QCOMPARE(merged.error().code, ErrorCode::ConfigInvalid);
    }

    void strategies() {
        StrategyInput input{ConfigFormat::Yaml,
                            "a: 1\nb: 1\n",
                            "a: 2\nb: 1\n",
                            "a: 3\nb: 2\n",
                            MergeStrategy::KeepLocal,
                            {}};
        QCOMPARE(applyStrategy(input)->text, input.mine);
        input.strategy = MergeStrategy::KeepRemote;
        QCOMPARE(applyStrategy(input)->text, input.theirs);
        QVERIFY(applyStrategy(input)->conflicts.isEmpty());
        input.strategy = MergeStrategy::Merge;
        QCOMPARE(applyStrategy(input)->text, "a: 2\nb: 2\n");
        QCOMPARE(applyStrategy(input)->conflicts.size(), 1);
        input.choices = {{"a", Side::Theirs}};
        QCOMPARE(applyStrategy(input)->conflicts.size(), 1);
        input.strategy = MergeStrategy::Custom;
        QCOMPARE(applyStrategy(input).value(), (MergeResult{"a: 3\nb: 2\n", {}}));
        input.choices = {{"a", Side::Mine}};
        QCOMPARE(applyStrategy(input).value(), (MergeResult{"a: 2\nb: 2\n", {}}));
        input.choices = {{"b", Side::Mine}};
        QCOMPARE(applyStrategy(input)->conflicts.size(), 1);
    }

    void choicesSettleRemovedKeysAndLines() {
        StrategyInput input{ConfigFormat::Yaml,
                            "a: 1\nb: 1\n",
                            "b: 1\n",
                            "a: 2\nb: 1\n",
                            MergeStrategy::Custom,
                            {{"a", Side::Theirs}}};
        QCOMPARE(applyStrategy(input).value(), (MergeResult{"b: 1\na: 2\n", {}}));
        input = {ConfigFormat::Lines,
                 "a\nb\nc\nd\ne\nf",
                 "a\nm1\nm2\nd\ne\nmine",
                 "a\nt\nd\ne\ntheirs\n",
                 MergeStrategy::Custom,
                 {{"lines 2-3", Side::Theirs}, {"line 6", Side::Theirs}}};
        QCOMPARE(applyStrategy(input).value(), (MergeResult{"a\nt\nd\ne\ntheirs\n", {}}));
    }

    void aFileThatCannotBeReadIsMergedByLinesOrLeftWhole() {
        StrategyInput input{ConfigFormat::Yaml,
                            "a: &x 1\nb: 1\nc: 1\nd: 1\n",
                            "a: &x 2\nb: 1\nc: 1\nd: 1\n",
                            "a: &x 1\nb: 1\nc: 1\nd: 2\n",
                            MergeStrategy::Merge,
                            {}};
        QCOMPARE(applyStrategy(input).value(), (MergeResult{"a: &x 2\nb: 1\nc: 1\nd: 2\n", {}}));
        input.theirs = "a: &x 3\n";
        const MergeResult left = applyStrategy(input).value();
        QCOMPARE(left.text, input.mine);
        QCOMPARE(left.conflicts.size(), 1);
        QCOMPARE(left.conflicts[0].key, "*");
        input.strategy = MergeStrategy::Custom;
        input.choices = {{"*", Side::Theirs}};
        QCOMPARE(applyStrategy(input).value(), (MergeResult{input.theirs, {}}));
    }

    void theNameTellsTheFormat() {
        QCOMPARE(configFormat("settings.yaml"), ConfigFormat::Yaml);
        QCOMPARE(configFormat("a/b.YML"), ConfigFormat::Yaml);
        QCOMPARE(configFormat("a.json"), ConfigFormat::Json);
        QCOMPARE(configFormat("app.conf"), ConfigFormat::Ini);
        QCOMPARE(configFormat("motd"), ConfigFormat::Lines);
    }
};

QTEST_GUILESS_MAIN(TestMerge)
#include "test_merge.moc"
