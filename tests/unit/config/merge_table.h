// SPDX-License-Identifier: Apache-2.0
// Rows of the merge table: three texts, the text that must come out of them byte for byte, and what
// a person is asked.
#pragma once

#include "config/merge.h"

#include <QTest>

namespace upkeep::test {

// "key: base|mine|theirs; ..." for comparing at a glance.
inline QString inWords(const QList<Conflict>& conflicts) {
    QStringList words;
    for (const Conflict& c : conflicts)
        words += QString("%1: %2|%3|%4").arg(c.key, c.base, c.mine, c.theirs);
    return words.join("; ");
}

inline void columns() {
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("mine");
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<QByteArray>("merged");
    QTest::addColumn<QString>("conflicts");
}
inline void row(const char* what,
                const char* base,
                const char* mine,
                const char* theirs,
                const char* merged,
                const char* conflicts = "") {
    QTest::newRow(what) << QByteArray(base) << QByteArray(mine) << QByteArray(theirs)
                        << QByteArray(merged) << QString(conflicts);
}
inline void check(const Result<MergeResult>& result) {
    QFETCH(QByteArray, merged);
    QFETCH(QString, conflicts);
    QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().toString()));
    QCOMPARE(result->text, merged);
    QCOMPARE(inWords(result->conflicts), conflicts);
}

} // namespace upkeep::test
