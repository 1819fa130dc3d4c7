// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"
#include "history/history.h"
#include "support/faulty_file_system.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;

namespace {

HistoryEvent fullEvent() {
    HistoryEvent event;
    event.id = "abc";
    event.time = QDateTime(QDate(2026, 1, 13), QTime(10, 30, 5, 250), Qt::UTC);
    event.operation = "update";
    event.result = "rolled-back";
    event.from = Version::parse("1.0.0").value();
    event.to = Version::parse("1.1.0-rc.1").value();
    event.trigger = Trigger::Silent;
    event.seconds = 12.345;
    event.bytes = 1LL << 40;
    event.snapshot = "20260113-1";
    event.kept = {"app.yaml: size", "ui.ini: [window] width"};
    event.errorId = "probe.failed";
    event.errorSubject = "bin/almanac";
    event.errorCause = "exit code 1\nand \"more\"";
    return event;
}

HistoryEvent someEvent(const char* operation) {
    HistoryEvent event;
    event.operation = operation;
    event.time = QDateTime(QDate(2026, 1, 13), QTime(10, 30), Qt::UTC);
    return event;
}

} // namespace

class TestHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = LocalPath::fromUser(m_folder->filePath("history/almanac.jsonl")).value();
    }

    void aLineHasTheNamesThatBind() {
        const QByteArray line = historyLine(fullEvent(), "almanac");
        QVERIFY(line.endsWith('\n'));
        QCOMPARE(line.count('\n'), 1);
        const JsonValue json = parseJson(line).value();
        QCOMPARE(json.find(u"timestamp")->string(), "2026-01-13T10:30:05.250Z");
        QCOMPARE(json.find(u"event_type")->string(), "update");
        QCOMPARE(json.find(u"service")->string(), "almanac");
        QCOMPARE(json.find(u"version")->string(), "1.1.0-rc.1");
        QCOMPARE(json.find(u"context")->find(u"trigger")->string(), "silent");
        const JsonValue& error = *json.find(u"data")->find(u"error");
        QCOMPARE(error.find(u"error")->string(), "exit code 1\nand \"more\"");
        QCOMPARE(error.find(u"context")->string(), "bin/almanac");
        QCOMPARE(error.find(u"timestamp")->string(), "2026-01-13T10:30:05.250Z");
        QCOMPARE(error.find(u"type")->string(), "probe.failed");
    }

    void everyFieldComesBack() {
        QCOMPARE(parseHistoryLine(historyLine(fullEvent(), "almanac")).value(), fullEvent());
        QCOMPARE(parseHistoryLine(historyLine(someEvent("check"), "almanac")).value(),
                 someEvent("check"));
        for (int i = 0; i <= int(Trigger::Recovery); ++i) {
            HistoryEvent one = someEvent("check");
            one.trigger = Trigger(i);
            QCOMPARE(parseHistoryLine(historyLine(one, "a")).value().trigger, Trigger(i));
        }
    }

    void listsNewestFirst() {
        History history(*m_disk, m_file, "almanac");
        QVERIFY(history.list().value().isEmpty());
        const HistoryEvent first = history.append(someEvent("check")).value();
        const HistoryEvent second = history.append(someEvent("update")).value();
        QVERIFY(!first.id.isEmpty());
        QVERIFY(first.id != second.id);
        QCOMPARE(history.list().value(), (QList<HistoryEvent>{second, first}));
    }

    void aTornLineHurtsNoOther() {
        History history(*m_disk, m_file, "almanac");
        QVERIFY(history.append(someEvent("check")).has_value());
        const QByteArray half = historyLine(someEvent("update"), "almanac").left(40);
        QVERIFY(m_disk->appendAndSync(m_file, half).has_value());
        QCOMPARE(history.list().value().size(), 1);
        QVERIFY(history.append(someEvent("rollback")).has_value());
        const auto events = history.list().value();
        QCOMPARE(events.size(), 2);
        QCOMPARE(events[0].operation, "rollback");
    }

    void aPowerCutLeavesTheEventWhollyOrNotAtAll() {
        for (int n = 1;; ++n) {
            init();
            test::FaultyFileSystem disk(*m_disk);
            disk.stopAt(n, test::Cut::Torn);
            History history(disk, m_file, "almanac");
            const bool first = history.append(someEvent("check")).has_value();
            const bool second = history.append(someEvent("update")).has_value();
            const bool wasCut = disk.isStopped();
            disk.restart();
            const auto events = history.list().value();
            QVERIFY2(events.size() >= int(first) + int(second), qPrintable(disk.log().join('\n')));
            QVERIFY(history.append(someEvent("finish")).has_value());
            QCOMPARE(history.list().value().at(0).operation, "finish");
            QCOMPARE(history.list().value().size(), events.size() + 1);
            if (!wasCut)
                break;
        }
    }

    void reportsADiskThatFails() {
        test::FaultyFileSystem disk(*m_disk);
        disk.failFrom(1, ErrorCode::FileNoSpace);
        QCOMPARE(History(disk, m_file, "a").append(someEvent("check")).error().code,
                 ErrorCode::FileNoSpace);
    }

    void readsOnlyTheEndOfALongFile() {
        History history(*m_disk, m_file, "almanac");
        QVERIFY(history.append(someEvent("check")).has_value());
        QVERIFY(m_disk->appendAndSync(m_file, QByteArray(9 * 1024 * 1024, 'x') + '\n').has_value());
        QVERIFY(history.append(someEvent("update")).has_value());
        QCOMPARE(history.list().value().size(), 1);
    }

private:
    std::unique_ptr<FileSystem> m_disk = makeLocalFileSystem();
    std::unique_ptr<QTemporaryDir> m_folder;
    LocalPath m_file;
};

QTEST_GUILESS_MAIN(TestHistory)
#include "test_history.moc"
