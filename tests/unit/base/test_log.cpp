// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;

class TestLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLineHasTimeLevelAndText() {
        const QDateTime time(QDate(2026, 1, 13), QTime(10, 30, 5));
        QCOMPARE(logLine(LogLevel::Info, "Grüße", time), "[2026-01-13 10:30:05] [INFO] Grüße");
        QCOMPARE(logLine(LogLevel::Warning, "a\nb\r", time),
                 "[2026-01-13 10:30:05] [WARNING] a\\nb\\r");
        QCOMPARE(logLine(LogLevel::Error, {}, time), "[2026-01-13 10:30:05] [ERROR] ");
    }

    void appendsToItsFileFromTheLowestLevelOn() {
        QTemporaryDir folder;
        const LocalPath path = LocalPath::fromUser(folder.filePath("upkeep.log")).value();
        Log::toFile(path).value()->info("first");
        const auto log = Log::toFile(path, LogLevel::Warning).value();
        log->info("dropped");
        log->warning("second");
        QFile file(folder.filePath("upkeep.log"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        const QRegularExpression form(
            R"(\A\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] \[INFO\] first\n\[[^]]+\] \[WARNING\] second\n\z)");
        QVERIFY2(form.match(text).hasMatch(), qPrintable(text));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void saysWhenItCannotOpenTheFile() {
        const auto log = Log::toFile(LocalPath::parse("/nowhere/at/all").value());
        QVERIFY(!log);
        QCOMPARE(log.error().code, ErrorCode::FileFailed);
    }
};

QTEST_GUILESS_MAIN(TestLog)
#include "test_log.moc"
