// SPDX-License-Identifier: Apache-2.0
// What is not merged by key, the strategies, and the choices of a person.
#include "config/merge.h"

#include <QTest>

using namespace upkeep;

class TestMergeRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
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

QTEST_GUILESS_MAIN(TestMergeRules)
#include "test_merge_rules.moc"
