// SPDX-License-Identifier: Apache-2.0
#include "system/desktop_entry.h"

#include <QTest>

using namespace upkeep;

class TestDesktopEntry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quotesAnArgument_data() {
        QTest::addColumn<QByteArray>("argument");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* what, const char* argument, const char* text) {
            QTest::newRow(what) << QByteArray(argument) << QByteArray(text);
        };
        row("plain", "/opt/a", "\"/opt/a\"");
        row("a space", "/opt/a b", "\"/opt/a b\"");
        row("a percent sign is no field code", "100%", "\"100%%\"");
        row("a quote", "a\"b", "\"a\\\\\"b\"");
        row("a dollar sign", "$HOME", "\"\\\\$HOME\"");
        row("a backtick", "`id`", "\"\\\\`id\\\\`\"");
        row("a backslash", "a\\b", "\"a\\\\\\\\b\"");
    }
    void quotesAnArgument() {
        QFETCH(QByteArray, argument);
        QFETCH(QByteArray, text);
        QCOMPARE(execArgument(argument), text);
    }

    void escapesAValue() { QCOMPARE(entryValue("a\\b c"), QByteArray("a\\\\b c")); }
};

QTEST_GUILESS_MAIN(TestDesktopEntry)
#include "test_desktop_entry.moc"
