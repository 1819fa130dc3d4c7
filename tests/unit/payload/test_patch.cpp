// SPDX-License-Identifier: Apache-2.0
#include "payload/apply_patch.h"
#include "payload/assemble.h"
#include "publish/patch_maker.h"
#include "unit/payload/made_tree.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

using namespace upkeep;
using test::codeOf;

Q_DECLARE_METATYPE(upkeep::MadeTree)

class TestPatch : public QObject {
    Q_OBJECT

    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    std::unique_ptr<QTemporaryDir> m_folder;

    LocalPath place(const char* name) const { return localPath(m_folder->filePath(name)); }

    Result<MadePatch> make(const MadeTree& before, const MadeTree& after) {
        const PatchRequest request{place("old"),
                                   writeTree(*m_files, place("old"), before),
                                   place("new"),
                                   writeTree(*m_files, place("new"), after),
                                   place("patch")};
        return makePatch(request, *m_files, {}, {});
    }

    AssembleJob jobFor(const MadeTree& before, const MadeTree& after, const char* into) {
        AssembleJob job;
        job.into = place(into);
        job.wanted = listOf(after);
        job.patch = place("patch");
        const FileList old = listOf(before);
        for (const FileEntry& entry : old.entries()) {
            if (entry.type == EntryType::File)
                job.sources.insert(entry.digest, place("old") / LocalName(entry.path));
        }
        return job;
    }

    Result<AssembleReport> apply(const AssembleJob& job) {
        UPKEEP_TRY(m_files->makeFolder(job.into));
        return assemble(job, *m_files, {}, {});
    }

    static QByteArray withChanges(QByteArray bytes, qsizetype every) {
        for (qsizetype i = every; i < bytes.size(); i += every)
            bytes[i] = static_cast<char>(bytes[i] + 1 + i % 7);
        return bytes;
    }

    static MadeTree variedBefore() {
        MadeTree tree;
        tree["bin/program"] = {noise(200'000, 1), 0755, {}};
        tree["bin/link"] = {{}, 0, "program"};
        tree["share/text"] = {sentences(3000, 1), 0644, {}};
        tree["share/gone"] = {sentences(10, 9), 0644, {}};
        tree["share/moved"] = {noise(50'000, 3), 0644, {}};
        tree["share/mode"] = {"run me", 0644, {}};
        tree["empty"] = {};
        for (int i = 0; i < 200; ++i)
            tree["many/" + QByteArray::number(i)] = {sentences(30, quint32(i)), 0644, {}};
        return tree;
    }

    static MadeTree variedAfter() {
        MadeTree tree = variedBefore();
        tree["bin/program"].content =
            withChanges(tree["bin/program"].content, 900).insert(70'000, noise(3000, 8));
        tree["bin/link"].linkTarget = "../share/text";
        tree["share/text"].content.replace("line 17 ", "LINE 17 (new) ");
        tree["elsewhere/deep/moved"] = tree.take("share/moved");
        tree["share/mode"].mode = 0755;
        tree.remove("share/gone");
        tree["empty2"] = {};
        tree["twin1"] = tree["twin2"] = {noise(3000, 77), 0644, {}};
        for (int i = 0; i < 200; i += 3)
            tree["many/" + QByteArray::number(i)].content += "one more line\n";
        return tree;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void leadsFromTreeToTree_data() {
        QTest::addColumn<MadeTree>("before");
        QTest::addColumn<MadeTree>("after");
        QTest::addColumn<int>("decoded");
        const MadeTree one{{"a", {sentences(2000, 1), 0644, {}}}};
        QTest::newRow("nothing changed") << one << one << 0;
        QTest::newRow("everything at once") << variedBefore() << variedAfter() << 70;
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
                         {withChanges(noise(5'000'000, 4), 400'000) + noise(100, 5), 0644, {}}}}
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
        const auto made = make(before, after);
        VERIFY_OK(made);
        QCOMPARE(int(made->decodedFiles), decoded);
        const AssembleJob job = jobFor(before, after, "staged");
        const auto report = apply(job);
        VERIFY_OK(report);
        QVERIFY(report->missing.isEmpty());
        QCOMPARE(differenceFrom(*m_files, job.into, job.wanted), QByteArray());
    }

    void isTheSameEveryTime() {
        VERIFY_OK(make(variedBefore(), variedAfter()));
        const QByteArray first = m_files->read(place("patch"), 1 << 20).value();
        const PatchRequest again{place("old"),
                                 listOf(variedBefore()),
                                 place("new"),
                                 listOf(variedAfter()),
                                 place("patch2")};
        VERIFY_OK(makePatch(again, *m_files, {}, {}));
        QVERIFY(m_files->read(place("patch2"), 1 << 20).value() == first);
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
        QTest::newRow("one byte") << one
                                  << MadeTree{{"a", {withChanges(large, 2'000'000), 0644, {}}}}
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
        const auto made = make(before, after);
        VERIFY_OK(made);
        QVERIFY2(made->length <= most, QByteArray::number(made->length));
    }

    void refusesToPublishWhatItsListDoesNotSay() {
        const MadeTree before{{"a", {"old", 0644, {}}}};
        writeTree(*m_files, place("old"), before);
        writeTree(*m_files, place("new"), MadeTree{{"a", {"edited", 0644, {}}}});
        const PatchRequest request{place("old"),
                                   listOf(before),
                                   place("new"),
                                   listOf(MadeTree{{"a", {"listed", 0644, {}}}}),
                                   place("patch")};
        QCOMPARE(codeOf(makePatch(request, *m_files, {}, {})), QString("publish.invalid"));
        QVERIFY(!m_files->exists(place("patch")));
    }

    void stopsWhenAsked() {
        const PatchRequest request{place("old"),
                                   writeTree(*m_files, place("old"), variedBefore()),
                                   place("new"),
                                   writeTree(*m_files, place("new"), variedAfter()),
                                   place("patch")};
        std::stop_source source;
        source.request_stop();
        QCOMPARE(codeOf(makePatch(request, *m_files, {}, source.get_token())),
                 QString("cancelled"));
    }
};

QTEST_GUILESS_MAIN(TestPatch)
#include "test_patch.moc"
