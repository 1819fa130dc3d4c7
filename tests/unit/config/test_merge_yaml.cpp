// SPDX-License-Identifier: Apache-2.0
// The YAML rows of the merge table.
#include "merge_table.h"

using namespace upkeep;
using namespace upkeep::test;

class TestMergeYaml : public QObject {
    Q_OBJECT

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
};

QTEST_GUILESS_MAIN(TestMergeYaml)
#include "test_merge_yaml.moc"
