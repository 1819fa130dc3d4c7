// SPDX-License-Identifier: Apache-2.0
// The merge table: what comes out of three files, byte for byte, and what a person is asked. The
// YAML rows are in test_merge_yaml.cpp,
// the rules around the table in test_merge_rules.cpp.
#include "merge_table.h"

using namespace upkeep;
using namespace upkeep::test;

class TestMerge : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
};

QTEST_GUILESS_MAIN(TestMerge)
#include "test_merge.moc"
