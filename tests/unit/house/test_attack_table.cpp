// SPDX-License-Identifier: Apache-2.0
// tests/attacks.md against the tests there are: a table that names what does not exist proves
// nothing.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

QString textOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// The source of an executable bears its name.
QString sourceOf(const QString& executable) {
    QDirIterator files(UPKEEP_SOURCE_DIR "/tests",
                       {executable + ".cpp"},
                       QDir::Files,
                       QDirIterator::Subdirectories);
    return files.hasNext() ? textOf(files.next()) : QString();
}

// A row is a string in it, a function is one of it; literals may go over two lines.
bool hasTest(const QString& source, const QString& name) {
    static const QRegularExpression seam(QStringLiteral("\"\\s*\\n\\s*\""));
    QString joined = source;
    joined.remove(seam);
    return joined.contains('"' + name + '"') ||
           joined.contains(QStringLiteral("::%1()").arg(name)) ||
           joined.contains(QStringLiteral("void %1()").arg(name));
}

QStringList missingTests(const QString& table) {
    static const QRegularExpression named(QStringLiteral("`(\\w+)::([^`]+)`"));
    QStringList missing;
    auto match = named.globalMatch(table);
    while (match.hasNext()) {
        const auto test = match.next();
        if (test.captured(1) != QLatin1String("executable") &&
            !hasTest(sourceOf(test.captured(1)), test.captured(2)))
            missing.append(test.captured(0));
    }
    return missing;
}

QSet<QString> attacksIn(const QString& table) {
    static const QRegularExpression row(QStringLiteral("^\\| ([ABCD][0-9]+) \\|.*`\\w+::"),
                                        QRegularExpression::MultilineOption);
    QSet<QString> ids;
    auto match = row.globalMatch(table);
    while (match.hasNext())
        ids.insert(match.next().captured(1));
    return ids;
}

// The groups that are finished: each of their attacks must have a line.
QStringList wanted() {
    QStringList ids{QStringLiteral("D10")};
    for (int n = 1; n <= 13; ++n)
        ids.append(QStringLiteral("A%1").arg(n));
    for (int n = 1; n <= 10; ++n)
        ids.append(QStringLiteral("C%1").arg(n));
    for (int n = 1; n <= 8; ++n)
        ids.append(QStringLiteral("B%1").arg(n));
    return ids;
}

} // namespace

class TestAttackTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesTestsThatExist() {
        const QStringList missing = missingTests(textOf(UPKEEP_SOURCE_DIR "/tests/attacks.md"));
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join('\n')));
    }

    void leavesNoAttackOut() {
        const QSet<QString> there = attacksIn(textOf(UPKEEP_SOURCE_DIR "/tests/attacks.md"));
        for (const QString& id : wanted())
            QVERIFY2(there.contains(id), qPrintable(id));
    }

    void noticesWhatIsMissing() {
        QCOMPARE(missingTests("| A1 | x | `test_attacks::no such row` |").size(), 1);
        QCOMPARE(missingTests("| A1 | x | `test_no_such_thing::x` |").size(), 1);
        QCOMPARE(missingTests("| A1 | x | `test_attack_table::noticesWhatIsMissing` |").size(), 0);
        QVERIFY(attacksIn("| A1 | x | none |").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestAttackTable)
#include "test_attack_table.moc"
