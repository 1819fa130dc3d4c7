// SPDX-License-Identifier: Apache-2.0
#include "config/compare_settings.h"

#include <QTest>

using namespace upkeep;

class TestCompareSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsKeyByKey_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QString>("expected"); // "key: before -> now", one per line
        const auto row = [](const char* what,
                            ConfigFormat format,
                            const char* before,
                            const char* now,
                            const char* expected) {
            QTest::newRow(what) << int(format) << QByteArray(before) << QByteArray(now)
                                << QString::fromLatin1(expected);
        };
        row("the same", ConfigFormat::Yaml, "a: 1\nb: 2\n", "a: 1\nb: 2\n", "");
        row("only moved, only a comment",
            ConfigFormat::Yaml,
            "a: 1\nb: 2\n",
            "# why\nb: 2\na: 1\n",
            "");
        row("changed, removed, added",
            ConfigFormat::Yaml,
            "editor:\n  font: 10\n  tab: 4\n",
            "editor:\n  font: 12\n  wrap: true\n",
            "editor.font: 10 -> 12\neditor.tab: 4 -> \neditor.wrap:  -> true\n");
        row("JSON",
            ConfigFormat::Json,
            R"({"a": {"b": 1}})",
            R"({"a": {"b": 2}})",
            "a.b: 1 -> 2\n");
        row("INI",
            ConfigFormat::Ini,
            "[net]\nproxy=x\n",
            "[net]\nproxy=y\n",
            "[net] proxy: x -> y\n");
        row("lines have no keys", ConfigFormat::Lines, "x\n", "y\n", "");
    }
    void tellsKeyByKey() {
        QFETCH(int, format);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, now);
        const auto found = compareSettings(static_cast<ConfigFormat>(format), before, now);
        QVERIFY(found.has_value());
        QString text;
        for (const SettingDifference& each : *found)
            text += each.key + ": " + each.before + " -> " + each.now + '\n';
        QTEST(text, "expected");
    }

    void saysWhichSideIsBroken() {
        const auto found = compareSettings(ConfigFormat::Json, "{}", "{");
        QVERIFY(!found.has_value());
        QCOMPARE(found.error().code, ErrorCode::ConfigInvalid);
        QVERIFY(found.error().subject.startsWith("now:"));
    }
};

QTEST_GUILESS_MAIN(TestCompareSettings)
#include "test_compare_settings.moc"
