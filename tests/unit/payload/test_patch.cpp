// SPDX-License-Identifier: Apache-2.0
#include "unit/payload/patch_bench.h"

#include <QElapsedTimer>
#include <QTest>

#include <sys/resource.h>

#include <thread>

using namespace upkeep;
using namespace upkeep::test;

Q_DECLARE_METATYPE(upkeep::MadeTree)

class TestPatch : public QObject {
    Q_OBJECT

    std::unique_ptr<PatchBench> m_bench;

private Q_SLOTS:
    void init() { m_bench = std::make_unique<PatchBench>(); }

    void leadsFromTreeToTree_data() {
        QTest::addColumn<MadeTree>("before");
        QTest::addColumn<MadeTree>("after");
        QTest::addColumn<int>("decoded");
        const MadeTree one{{"a", {sentences(2000, 1), 0644, {}}}};
        QTest::newRow("nothing changed") << one << one << 0;
        QTest::newRow("everything at once")
            << PatchBench::variedBefore() << PatchBench::variedAfter() << 70;
        QTest::newRow("from an empty tree") << MadeTree{} << one << 1;
        QTest::newRow("to an empty tree") << one << MadeTree{} << 0;
        QTest::newRow("a file becomes empty") << one << MadeTree{{"a", {}}} << 0;
        QTest::newRow("a file becomes a link")
            << MadeTree{{"a", {"x", 0644, {}}}, {"b", {"y", 0644, {}}}}
            << MadeTree{{"a", {{}, 0, "b"}}, {"b", {"y", 0644, {}}}} << 0;
        QTest::newRow("a file becomes a folder")
            << one << MadeTree{{"a/b", {sentences(2001, 1), 0644, {}}}} << 1;
        QTest::newRow("over 4 MiB")
            << MadeTree{{"a", {noise(5'000'000, 4), 0644, {}}}}
            << MadeTree{{"a",
                         {PatchBench::withChanges(noise(5'000'000, 4), 400'000) + noise(100, 5),
                          0644,
                          {}}}}
            << 1;
        QTest::newRow("one byte") << MadeTree{{"a", {"x", 0644, {}}}}
                                  << MadeTree{{"a", {"y", 0644, {}}}} << 1;
        QTest::newRow("halves swapped")
            << MadeTree{{"a", {noise(90'000, 1) + noise(90'000, 2), 0644, {}}}}
            << MadeTree{{"a", {noise(90'000, 2) + noise(90'000, 1), 0644, {}}}} << 1;
        QTest::newRow("a pair joined")
            << MadeTree{{"a", {noise(9000, 1), 0644, {}}}, {"b", {noise(9001, 2), 0644, {}}}}
            << MadeTree{{"c", {noise(9000, 1) + noise(9001, 2), 0644, {}}}} << 1;
        QTest::newRow("the same byte all over")
            << MadeTree{{"a", {QByteArray(300'000, 'a'), 0644, {}}}}
            << MadeTree{{"a", {QByteArray(290'000, 'a') + "b" + QByteArray(50'000, 'a'), 0644, {}}}}
            << 1;
        QTest::newRow("ends in a rare byte")
            << MadeTree{{"a", {QByteArray("abcabcabd\0\xff", 11), 0644, {}}}}
            << MadeTree{{"a", {QByteArray("\xff\0abcabcabc\xff\xff", 13), 0644, {}}}} << 1;
    }
    void leadsFromTreeToTree() {
        QFETCH(MadeTree, before);
        QFETCH(MadeTree, after);
        QFETCH(int, decoded);
        const auto made = m_bench->make(before, after);
        VERIFY_OK(made);
        QCOMPARE(int(made->decodedFiles), decoded);
        const AssembleJob job = m_bench->jobFor(before, after, "staged");
        const auto report = m_bench->apply(job);
        VERIFY_OK(report);
        QVERIFY(report->missing.isEmpty());
        QCOMPARE(differenceFrom(*m_bench->files, job.into, job.wanted), QByteArray());
    }

    void isTheSameEveryTime() {
        VERIFY_OK(m_bench->make(PatchBench::variedBefore(), PatchBench::variedAfter()));
        const QByteArray first = m_bench->files->read(m_bench->place("patch"), 1 << 20).value();
        const PatchRequest again{m_bench->place("old"),
                                 listOf(PatchBench::variedBefore()),
                                 m_bench->place("new"),
                                 listOf(PatchBench::variedAfter()),
                                 m_bench->place("patch2")};
        VERIFY_OK(makePatch(again, *m_bench->files, {}, {}));
        QVERIFY(m_bench->files->read(m_bench->place("patch2"), 1 << 20).value() == first);
    }

    void costsNextToNothingForWhatIsThere_data() {
        QTest::addColumn<MadeTree>("before");
        QTest::addColumn<MadeTree>("after");
        QTest::addColumn<qint64>("most");
        const QByteArray large = noise(3'000'000, 1);
        const MadeTree one{{"a", {large, 0644, {}}}};
        QTest::newRow("equal") << one << one << qint64(200);
        QTest::newRow("renamed") << one << MadeTree{{"b", {large, 0644, {}}}} << qint64(260);
        QTest::newRow("mode") << one << MadeTree{{"a", {large, 0755, {}}}} << qint64(260);
        QTest::newRow("one byte")
            << one << MadeTree{{"a", {PatchBench::withChanges(large, 2'000'000), 0644, {}}}}
            << qint64(360);
        QTest::newRow("moved within")
            << one << MadeTree{{"a", {large.mid(1'000'000) + large.left(1'000'000), 0644, {}}}}
            << qint64(400);
        QTest::newRow("found under another name")
            << one << MadeTree{{"x/y", {"!" + large, 0644, {}}}} << qint64(400);
    }
    void costsNextToNothingForWhatIsThere() {
        QFETCH(MadeTree, before);
        QFETCH(MadeTree, after);
        QFETCH(qint64, most);
        const auto made = m_bench->make(before, after);
        VERIFY_OK(made);
        QVERIFY2(made->length <= most, QByteArray::number(made->length));
    }

    void readsThousandsOfOldFilesWithFewOpen() {
        MadeTree before;
        MadeTree after;
        for (int i = 0; i < 300; ++i) {
            const QByteArray name = "f" + QByteArray::number(i);
            before[name] = {'\0' + noise(600, quint32(i + 1)), 0644, {}};
            after[name] = {'\0' + noise(600, quint32(i + 1)) + "x", 0644, {}};
        }
        VERIFY_OK(m_bench->make(before, after));
        const auto head = readPatchHead(m_bench->place("patch"), listOf(before), *m_bench->files);
        VERIFY_OK(head);
        QCOMPARE(head->segments.size(), 1);
        QCOMPARE(head->segments[0].sources.size(), 300);
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
        const rlimit few{160, limit.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
        const AssembleJob job = m_bench->jobFor(before, after, "staged");
        const auto report = m_bench->apply(job);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &limit), 0);
        VERIFY_OK(report);
        QVERIFY(report->missing.isEmpty());
    }

    void leavesOutOnlyWhatNeedsALostSource_data() {
        QTest::addColumn<bool>("edited");
        QTest::newRow("the old file is gone") << false;
        QTest::newRow("the old file was edited") << true;
    }
    void leavesOutOnlyWhatNeedsALostSource() {
        QFETCH(bool, edited);
        // Two kinds of bytes, so two segments.
        const MadeTree before{{"text", {sentences(900, 1), 0644, {}}},
                              {"other", {'\0' + noise(9000, 2), 0644, {}}}};
        MadeTree after = before;
        after["text"].content += "new";
        after["other"].content += "new";
        VERIFY_OK(m_bench->make(before, after));
        VERIFY_OK(m_bench->files->removeFile(m_bench->place("old/text")));
        if (edited)
            VERIFY_OK(m_bench->files->writeAndSync(m_bench->place("old/text"), sentences(900, 2)));
        const AssembleJob job = m_bench->jobFor(before, after, "staged");
        const auto report = m_bench->apply(job);
        VERIFY_OK(report);
        QCOMPARE(report->missing, QList{RelativePath::parse("text").value()});
        QCOMPARE(report->decoded, 1);
        QVERIFY(!m_bench->files->exists(m_bench->place("staged/text")));
        QCOMPARE(m_bench->files->read(m_bench->place("staged/other"), 1 << 20).value(),
                 after["other"].content);
    }

    void refusesToPublishWhatItsListDoesNotSay() {
        const MadeTree before{{"a", {"old", 0644, {}}}};
        writeTree(*m_bench->files, m_bench->place("old"), before);
        writeTree(*m_bench->files, m_bench->place("new"), MadeTree{{"a", {"edited", 0644, {}}}});
        const PatchRequest request{m_bench->place("old"),
                                   listOf(before),
                                   m_bench->place("new"),
                                   listOf(MadeTree{{"a", {"listed", 0644, {}}}}),
                                   m_bench->place("patch")};
        QCOMPARE(codeOf(makePatch(request, *m_bench->files, {}, {})), QString("publish.invalid"));
        QVERIFY(!m_bench->files->exists(m_bench->place("patch")));
    }

    // Every executable of 1 MiB is a segment of its own.
    void decodesSegmentsSideBySide() {
        const QByteArray header("\x7f"
                                "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\x3e\0",
                                20);
        MadeTree before;
        MadeTree after;
        for (int i = 0; i < 4; ++i) {
            const QByteArray name = QByteArray::number(i);
            const QByteArray content = header + noise(1 << 20, quint32(i + 1));
            before[name] = {content, 0755, {}};
            after[name] = {PatchBench::withChanges(content, 9000), 0755, {}};
        }
        VERIFY_OK(m_bench->make(before, after));
        const auto head = readPatchHead(m_bench->place("patch"), listOf(before), *m_bench->files);
        VERIFY_OK(head);
        QCOMPARE(head->segments.size(), 4);
        const AssembleJob job = m_bench->jobFor(before, after, "staged");
        const auto report = m_bench->apply(job);
        VERIFY_OK(report);
        QCOMPARE(report->decoded, 4);
        QCOMPARE(report->bytesWritten, job.wanted.totalSize());
        QCOMPARE(differenceFrom(*m_bench->files, job.into, job.wanted), QByteArray());
    }

    // Wherever in the work the request comes, it is heard within a tenth of a second.
    void hearsARequestToStop() {
        const QByteArray old = '\0' + noise(4 << 20, 1);
        const MadeTree before{{"a", {old, 0644, {}}}};
        const MadeTree after{{"a", {PatchBench::withChanges(old, 100), 0644, {}}}};
        VERIFY_OK(m_bench->make(before, after));
        int stopped = 0;
        for (const int delay : {0, 10, 30, 60}) {
            const AssembleJob job = m_bench->jobFor(before, after, "staged");
            VERIFY_OK(m_bench->files->removeTree(job.into));
            VERIFY_OK(m_bench->files->makeFolder(job.into));
            std::stop_source source;
            QElapsedTimer since;
            since.start();
            std::jthread asker([&source, delay] {
                std::this_thread::sleep_for(std::chrono::milliseconds(delay));
                source.request_stop();
            });
            const auto report = assemble(job, *m_bench->files, {}, source.get_token());
            const qint64 took = since.elapsed();
            if (report)
                continue; // it was done by then
            ++stopped;
            QCOMPARE(codeOf(report), QString("cancelled"));
            QVERIFY2(took < delay + 100, QByteArray::number(took - delay));
        }
        QVERIFY(stopped > 0);
    }

    void stopsWhenAsked() {
        const PatchRequest request{
            m_bench->place("old"),
            writeTree(*m_bench->files, m_bench->place("old"), PatchBench::variedBefore()),
            m_bench->place("new"),
            writeTree(*m_bench->files, m_bench->place("new"), PatchBench::variedAfter()),
            m_bench->place("patch")};
        std::stop_source source;
        source.request_stop();
        QCOMPARE(codeOf(makePatch(request, *m_bench->files, {}, source.get_token())),
                 QString("cancelled"));
    }
};

QTEST_GUILESS_MAIN(TestPatch)
#include "test_patch.moc"
