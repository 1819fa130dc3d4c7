// SPDX-License-Identifier: Apache-2.0
#include "payload/apply_patch.h"
#include "payload/assemble.h"
#include "publish/patch_maker.h"
#include "unit/payload/made_tree.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

using namespace upkeep;
using test::codeOf;

using HeadDamage = std::function<void(PatchHead&)>;

Q_DECLARE_METATYPE(upkeep::MadeTree)
Q_DECLARE_METATYPE(HeadDamage)

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

    static PatchStream& stream(PatchHead& head) { return head.segments[0].streams[NewStream]; }

    Result<void> writePatch(const QByteArray& bytes) {
        UPKEEP_TRY(m_files->removeTree(place("patch")));
        return writeEntry(*m_files, place("patch"), {bytes, 0644, {}});
    }

    // What came of it: a code, "missing", "complete", or what is wrong with the files that are
    // there.
    QString applyBytes(const QByteArray& patch, const MadeTree& before, const MadeTree& after) {
        const AssembleJob job = jobFor(before, after, "damaged");
        if (!writePatch(patch) || !m_files->removeTree(job.into))
            return "the test's own files";
        const auto report = apply(job);
        if (!report)
            return codeOf(report);
        for (const FileEntry& entry : job.wanted.entries()) {
            const bool there = m_files->exists(job.into / LocalName(entry.path));
            if (there == report->missing.contains(entry.path))
                return "the report is wrong about " + QString(entry.path.bytes());
            if (there && entry.type == EntryType::File &&
                m_files->read(job.into / LocalName(entry.path), 1 << 20).value() !=
                    after[entry.path.bytes()].content)
                return "wrong bytes in " + QString(entry.path.bytes());
        }
        return report->missing.isEmpty() ? "complete" : "missing";
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

    void readsThousandsOfOldFilesWithFewOpen() {
        MadeTree before;
        MadeTree after;
        for (int i = 0; i < 300; ++i) {
            const QByteArray name = "f" + QByteArray::number(i);
            before[name] = {'\0' + noise(600, quint32(i + 1)), 0644, {}};
            after[name] = {'\0' + noise(600, quint32(i + 1)) + "x", 0644, {}};
        }
        VERIFY_OK(make(before, after));
        const auto head = readPatchHead(place("patch"), *m_files);
        VERIFY_OK(head);
        QCOMPARE(head->segments.size(), 1);
        QCOMPARE(head->segments[0].sources.size(), 300);
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
        const rlimit few{160, limit.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
        const AssembleJob job = jobFor(before, after, "staged");
        const auto report = apply(job);
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
        VERIFY_OK(make(before, after));
        VERIFY_OK(m_files->removeFile(place("old/text")));
        if (edited)
            VERIFY_OK(m_files->writeAndSync(place("old/text"), sentences(900, 2)));
        const AssembleJob job = jobFor(before, after, "staged");
        const auto report = apply(job);
        VERIFY_OK(report);
        QCOMPARE(report->missing, QList{RelativePath::parse("text").value()});
        QCOMPARE(report->decoded, 1);
        QVERIFY(!m_files->exists(place("staged/text")));
        QCOMPARE(m_files->read(place("staged/other"), 1 << 20).value(), after["other"].content);
    }

    void neverMakesWrongBytesOfADamagedPatch() {
        const MadeTree before{{"a/text", {sentences(120, 1), 0644, {}}},
                              {"b", {'\0' + noise(2000, 2), 0755, {}}}};
        MadeTree after = before;
        after["a/text"].content.replace("line 7 ", "LINE 7 ");
        after["b"].content.insert(700, noise(50, 3));
        after["c"] = after["b"];
        VERIFY_OK(make(before, after));
        const QByteArray good = m_files->read(place("patch"), 1 << 20).value();
        int refused = 0;
        int incomplete = 0;
        for (qsizetype at = 0; at < good.size(); ++at) {
            QByteArray bad = good;
            bad[at] = static_cast<char>(bad[at] ^ (at % 2 ? 0x01 : 0xFF));
            const QString outcome = applyBytes(bad, before, after);
            QVERIFY2(outcome == "patch.invalid" || outcome == "patch.unsupported" ||
                         outcome == "missing" || outcome == "complete",
                     qPrintable(QStringLiteral("byte %1: %2").arg(at).arg(outcome)));
            refused += outcome.startsWith("patch.");
            incomplete += outcome == "missing";
        }
        QVERIFY(refused > 100);
        QVERIFY(incomplete > 50);
        QStringList left =
            QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        QCOMPARE(left, (QStringList{"damaged", "new", "old", "patch"}));
    }

    void refusesATornPatch() {
        const MadeTree before = variedBefore();
        VERIFY_OK(make(before, variedAfter()));
        const QByteArray good = m_files->read(place("patch"), 1 << 24).value();
        for (int sixteenth = 0; sixteenth < 16; ++sixteenth) {
            VERIFY_OK(writePatch(good.first(good.size() * sixteenth / 16)));
            QCOMPARE(codeOf(readPatchHead(place("patch"), *m_files)), QString("patch.invalid"));
        }
        VERIFY_OK(writePatch(good + '\0'));
        QCOMPARE(codeOf(readPatchHead(place("patch"), *m_files)), QString("patch.invalid"));
    }

    void refusesHeads_data() {
        QTest::addColumn<HeadDamage>("damage");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const char* code, const HeadDamage& damage) {
            QTest::newRow(name) << damage << QString(code);
        };
        const char* const invalid = "patch.invalid";
        const char* const unsupported = "patch.unsupported";
        row("untouched", "ok", [](PatchHead&) {});
        row("a predictor", unsupported, [](PatchHead& h) { h.segments[0].predictor = 1; });
        row("a codec", unsupported, [](PatchHead& h) { stream(h).codec = Codec(9); });
        row("a class", unsupported, [](PatchHead& h) { stream(h).contentClass = ContentClass(9); });
        row("a large dictionary", invalid, [](PatchHead& h) {
            stream(h).codec = Codec::Lzma;
            stream(h).dictionaryLog = 27;
        });
        row("a dictionary for raw bytes", invalid, [](PatchHead& h) {
            stream(h).codec = Codec::Raw;
            stream(h).dictionaryLog = 12;
        });
        row("dictionaries in sum", unsupported, [](PatchHead& h) {
            for (PatchStream& each : h.segments[0].streams) {
                each.codec = Codec::Lzma;
                each.dictionaryLog = 23;
            }
            h.heapKib = 40 * 1024;
        });
        row("much memory", unsupported, [](PatchHead& h) { h.heapKib = 33 * 1024; });
        row("more memory than it says", invalid, [](PatchHead& h) { h.heapKib = 1; });
        row("a stream over the end", invalid, [](PatchHead& h) { stream(h).packed += 1; });
        row("a huge stream", invalid, [](PatchHead& h) { stream(h).packed = qint64(1) << 40; });
        row("an output of nothing", invalid, [](PatchHead& h) { h.outputs[0].entry = 7; });
        row("a segment of nothing", invalid, [](PatchHead& h) { h.outputs[0].segment = 3; });
        row("a main source of nothing", invalid, [](PatchHead& h) { h.outputs[0].mainSource = 9; });
        row("an output twice in a segment", invalid, [](PatchHead& h) {
            h.segments[0].outputCount = 2;
        });
        row("outputs in no segment", invalid, [](PatchHead& h) { h.segments.clear(); });
        row("overlapping segments", invalid, [](PatchHead& h) {
            h.segments.append(h.segments[0]);
        });
        row("no sources", invalid, [](PatchHead& h) { h.sources.clear(); });
        row("a source of nothing", invalid, [](PatchHead& h) { h.segments[0].sources = {5}; });
        row("a folder as output", invalid, [](PatchHead& h) {
            h.put[0] = {EntryType::Folder, 0755, 0, {}, h.put[0].path, {}};
        });
        row("a file of 3 GiB", invalid, [](PatchHead& h) { h.put[0].size = qint64(3) << 30; });
    }
    void refusesHeads() {
        QFETCH(HeadDamage, damage);
        QFETCH(QString, code);
        const MadeTree before{{"a", {sentences(50, 1), 0644, {}}}};
        MadeTree after = before;
        after["a"].content += "new";
        VERIFY_OK(make(before, after));
        const QByteArray good = m_files->read(place("patch"), 1 << 20).value();
        PatchHead head = PatchHead::parse(good, good.size()).value();
        const QByteArray streams = good.sliced(head.streamsBegin);
        damage(head);
        VERIFY_OK(writePatch(head.serialize().value() + streams));
        QCOMPARE(codeOf(readPatchHead(place("patch"), *m_files)), code);
    }

    void refusesFormatsOfTheFuture_data() {
        QTest::addColumn<int>("offset");
        QTest::addColumn<QString>("code");
        QTest::newRow("magic") << 3 << "patch.invalid";
        QTest::newRow("major version") << 13 << "patch.unsupported";
        QTest::newRow("minor version") << 15 << "ok";
        QTest::newRow("lowest critical bit") << 17 << "patch.unsupported";
        QTest::newRow("highest critical bit") << 24 << "patch.unsupported";
        QTest::newRow("length of the packed header") << 28 << "patch.invalid";
        QTest::newRow("length of the header") << 32 << "patch.invalid";
    }
    void refusesFormatsOfTheFuture() {
        QFETCH(int, offset);
        QFETCH(QString, code);
        const MadeTree tree{{"a", {"x", 0644, {}}}};
        VERIFY_OK(make(tree, tree));
        QByteArray bytes = m_files->read(place("patch"), 1 << 20).value();
        bytes[offset] = static_cast<char>(bytes[offset] ^ 0x80);
        VERIFY_OK(writePatch(bytes));
        QCOMPARE(codeOf(readPatchHead(place("patch"), *m_files)), code);
    }

    void refusesAPatchFromAnotherTree() {
        const MadeTree before{{"a", {"x", 0644, {}}}};
        VERIFY_OK(make(before, MadeTree{{"a", {"y", 0644, {}}}}));
        const auto head = readPatchHead(place("patch"), *m_files);
        VERIFY_OK(head);
        VERIFY_OK(head->newList(listOf(before)));
        QCOMPARE(codeOf(head->newList(listOf(MadeTree{{"a", {"z", 0644, {}}}}))),
                 QString("patch.invalid"));
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
