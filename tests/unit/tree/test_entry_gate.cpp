// SPDX-License-Identifier: Apache-2.0
// Attacks C1 to C5 as an archive of a stranger would bring them, one entry after the other.
#include "support/verify_ok.h"
#include "tree/entry_gate.h"

#include <QTest>

using namespace upkeep;
using test::codeOf;
using Type = ForeignEntry::Type;
using Entries = QList<ForeignEntry>;

Q_DECLARE_METATYPE(ForeignEntry)

namespace {

ForeignEntry file(const QByteArray& name, qint64 size = 1, quint32 mode = 0644) {
    return {name, Type::File, mode, size, {}};
}
ForeignEntry folder(const QByteArray& name) {
    return {name, Type::Folder, 0755, 0, {}};
}
ForeignEntry linkTo(const QByteArray& name, const QByteArray& target) {
    return {name, Type::Symlink, 0777, 0, target};
}

// The first refusal, or what the list makes of it.
Result<FileList> letIn(const Entries& entries, int strip = 0, const ArchiveLimits& limits = {}) {
    EntryGate gate(1 << 20, strip, limits);
    QHash<RelativePath, Digest> digests;
    for (const ForeignEntry& entry : entries) {
        UPKEEP_TRY_AS(const auto admitted, gate.admit(entry));
        if (!admitted || admitted->type != EntryType::File)
            continue;
        UPKEEP_TRY(gate.addContent(entry.size < 0 ? 3 : entry.size));
        digests.insert(admitted->path, Digest::of(entry.name));
    }
    return gate.finish(digests);
}

QByteArrayList namesOf(const FileList& list) {
    QByteArrayList names;
    for (const FileEntry& entry : list.entries())
        names += QByteArray(1, char(entry.type)) + ' ' + entry.path.bytes();
    return names;
}

} // namespace

class TestEntryGate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void letsAnOrdinaryArchiveIn() {
        const auto list = letIn({folder("./"),
                                 folder("./bin/"),
                                 file("./bin/tool", 5, 0775),
                                 linkTo("./bin/t", "tool"),
                                 folder("./bin/"),
                                 file("./share/doc/a", 3, 0666),
                                 file("./z", -1, 0777)});
        VERIFY_OK(list);
        QCOMPARE(namesOf(*list),
                 (QByteArrayList{"d bin",
                                 "l bin/t",
                                 "f bin/tool",
                                 "d share",
                                 "d share/doc",
                                 "f share/doc/a",
                                 "f z"}));
        const auto at = [&](const char* name) {
            return *list->find(RelativePath::parse(name).value());
        };
        QCOMPARE(at("bin/tool").mode, 0755u);
        QCOMPARE(at("bin/tool").size, qint64(5));
        QCOMPARE(at("share/doc/a").mode, 0644u);
        QCOMPARE(at("z").size, qint64(3));
        QVERIFY(FileList::parse(list->serialize()).has_value());
    }

    void stripsLeadingFolders() {
        const auto list = letIn(
            {folder("tool-1.0"), file("tool-1.0/bin/tool"), file("README"), folder("other")}, 1);
        VERIFY_OK(list);
        QCOMPARE(namesOf(*list), (QByteArrayList{"d bin", "f bin/tool"}));
        // Two that become one.
        QCOMPARE(codeOf(letIn({file("a/x"), file("b/x")}, 1)), QString("archive.unsafe-entry"));
        // What is dropped is looked at all the same.
        QCOMPARE(codeOf(letIn({file("../x")}, 1)), QString("archive.unsafe-entry"));
    }

    // C1
    void refusesNamesThatLeaveTheTree_data() {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"../x",
                                 "a/../../x",
                                 "a/../x",
                                 "/etc/passwd",
                                 "//server/share",
                                 "C:\\x",
                                 "C:x",
                                 "a\\..\\x",
                                 "\\\\server\\share\\x",
                                 "a\n..\nx",
                                 "a/\x01/x",
                                 "a//x",
                                 "a/./x",
                                 "CON",
                                 "a/nul.txt",
                                 "a./x",
                                 "a /x",
                                 "\xFF",
                                 "a/\xC3"})
            QTest::newRow(QByteArray(name).toPercentEncoding().constData()) << QByteArray(name);
        QTest::newRow("NUL") << QByteArray("a\0/../x", 7);
        QTest::newRow("1,025 bytes") << QByteArray(255, 'a') + '/' + QByteArray(255, 'a') + '/' +
                                            QByteArray(255, 'a') + '/' + QByteArray(255, 'a') +
                                            "/b";
        QTest::newRow("41 levels") << QByteArray("a/").repeated(40) + "x";
        QTest::newRow("5,000 levels") << QByteArray("a/").repeated(5000) + "x";
    }
    void refusesNamesThatLeaveTheTree() {
        QFETCH(QByteArray, name);
        QCOMPARE(codeOf(letIn({file("good"), file(name)})), QString("archive.unsafe-entry"));
        QCOMPARE(codeOf(letIn({folder(name)})), QString("archive.unsafe-entry"));
        QCOMPARE(codeOf(letIn({file("top/" + name)}, 1)), QString("archive.unsafe-entry"));
    }

    void letsNamesAtTheLimitIn() {
        // 4 x 255 and 4 slashes are 1,024 bytes with a name of none; so the last part is shorter.
        const QByteArray part(255, 'a');
        const QByteArray longest =
            part + '/' + part + '/' + part + '/' + QByteArray(254, 'a') + '/';
        VERIFY_OK(letIn({file(longest + 'b')}));
        QCOMPARE(codeOf(letIn({file(longest + "bc")})), QString("archive.unsafe-entry"));
        VERIFY_OK(letIn({file(QByteArray("a/").repeated(39) + "x")}));
    }

    // C2
    void refusesLinksThatLeaveTheTree_data() {
        QTest::addColumn<ForeignEntry>("entry");
        QTest::newRow("up") << linkTo("l", "../out");
        QTest::newRow("absolute") << linkTo("l", "/etc/passwd");
        QTest::newRow("up behind a name") << linkTo("d/l", "x/../../../out");
        QTest::newRow("one too many") << linkTo("d/l", "../../out");
        QTest::newRow("backslash") << linkTo("l", "..\\out");
        QTest::newRow("newline") << linkTo("l", "a\n/../..");
        QTest::newRow("nowhere") << linkTo("l", "");
        QTest::newRow("hard") << ForeignEntry{"h", Type::HardLink, 0644, 0, "good"};
        QTest::newRow("hard to outside") << ForeignEntry{"h", Type::HardLink, 0644, 0, "../out"};
    }
    void refusesLinksThatLeaveTheTree() {
        QFETCH(ForeignEntry, entry);
        QCOMPARE(codeOf(letIn({file("good"), entry})), QString("archive.unsafe-entry"));
    }
    void refusesAFileBelowALink() {
        QCOMPARE(codeOf(letIn({folder("d"), linkTo("l", "d"), file("l/x")})),
                 QString("archive.unsafe-entry"));
        // Links that came later than the file, and chains.
        QCOMPARE(codeOf(letIn({file("l/x"), linkTo("l", "d")})), QString("archive.unsafe-entry"));
        QCOMPARE(codeOf(letIn({linkTo("a", "b"), linkTo("b", "c"), file("a/x")})),
                 QString("archive.unsafe-entry"));
        QCOMPARE(codeOf(letIn({file("f"), file("f/x")})), QString("archive.unsafe-entry"));
    }

    // C3
    void refusesANameTwice_data() {
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("other");
        QTest::newRow("the same") << QByteArray("a/x") << QByteArray("a/x");
        QTest::newRow("the same, other habits") << QByteArray("a/x") << QByteArray("./a/x");
        QTest::newRow("case") << QByteArray("Read") << QByteArray("rEAD");
        QTest::newRow("case of a folder") << QByteArray("a/x") << QByteArray("A/y");
        QTest::newRow("form") << QByteArray("\xC3\xA9") << QByteArray("e\xCC\x81");
        QTest::newRow("Kelvin") << QByteArray("k") << QByteArray("\xE2\x84\xAA");
    }
    void refusesANameTwice() {
        QFETCH(QByteArray, one);
        QFETCH(QByteArray, other);
        QCOMPARE(codeOf(letIn({file(one), file(other)})), QString("archive.unsafe-entry"));
    }
    void refusesAFileWhereAFolderWas() {
        QCOMPARE(codeOf(letIn({folder("a"), file("a")})), QString("archive.unsafe-entry"));
        QCOMPARE(codeOf(letIn({file("a/x"), file("a")})), QString("archive.unsafe-entry"));
        QCOMPARE(codeOf(letIn({file("a"), folder("a")})), QString("archive.unsafe-entry"));
        QCOMPARE(codeOf(letIn({linkTo("a", "b"), folder("a")})), QString("archive.unsafe-entry"));
    }

    // C4
    void refusesWhatIsNoPlainFile() {
        QCOMPARE(codeOf(letIn({{"d", Type::Special, 0644, 0, {}}})),
                 QString("archive.unsafe-entry"));
        for (const quint32 mode : {04755u, 02755u, 06755u})
            QCOMPARE(codeOf(letIn({file("a", 1, mode)})), QString("archive.unsafe-entry"));
        // World-writable and sticky become ordinary.
        const auto list = letIn({file("a", 1, 0666), {"d", Type::Folder, 03777, 0, {}}});
        VERIFY_OK(list);
        QCOMPARE(list->entries()[0].mode, 0644u);
        QCOMPARE(list->entries()[1].mode, 0755u);
    }

    // C5
    void refusesOneEntryTooMany() {
        ArchiveLimits limits;
        limits.entries = 4;
        const Entries four{folder("a"), file("a/1"), file("a/2"), file("a/3")};
        VERIFY_OK(letIn(four, 0, limits));
        QCOMPARE(codeOf(letIn(four + Entries{file("a/4")}, 0, limits)), QString("payload.limit"));
        // Folders nobody listed and the same folder over and over count as well.
        QCOMPARE(codeOf(letIn({file("a/b/c/d/e")}, 0, limits)), QString("payload.limit"));
        QCOMPARE(codeOf(letIn(Entries(5, folder("a")), 0, limits)), QString("payload.limit"));
        QCOMPARE(ArchiveLimits().entries, qint64(200'000));
    }
    void refusesOneByteTooMany() {
        const auto code = [](qint64 packed, qint64 declared, qint64 came) {
            EntryGate gate(packed);
            const auto admitted = gate.admit(file("a", declared));
            return codeOf(admitted) + "," + codeOf(gate.addContent(came));
        };
        const qint64 two = qint64(2) << 30;
        const qint64 plenty = two;
        QCOMPARE(code(plenty, two, two), QString("ok,ok"));
        QCOMPARE(code(plenty, two + 1, 0).section(',', 0, 0), QString("payload.limit"));
        QCOMPARE(code(plenty, -1, two + 1), QString("ok,payload.limit"));
        // 200 bytes for one, from one MiB on.
        QCOMPARE(code(10'000, 2'000'000, 2'000'000), QString("ok,ok"));
        QCOMPARE(code(10'000, 2'000'001, 0).section(',', 0, 0), QString("payload.limit"));
        QCOMPARE(code(10'000, -1, 2'000'001), QString("ok,payload.limit"));
        QCOMPARE(code(1, 1 << 20, 1 << 20), QString("ok,ok"));
        QCOMPARE(code(1, (1 << 20) + 1, 0).section(',', 0, 0), QString("payload.limit"));
        // Sparse, 8 EiB less one.
        QCOMPARE(code(plenty, std::numeric_limits<qint64>::max(), 0).section(',', 0, 0),
                 QString("payload.limit"));
        QCOMPARE(code(std::numeric_limits<qint64>::max(), two, two), QString("ok,ok"));
    }
    void refusesTooMuchInAll() {
        ArchiveLimits limits;
        limits.unpacked = 100;
        VERIFY_OK(letIn({file("a", 60), file("b", 40)}, 0, limits));
        QCOMPARE(codeOf(letIn({file("a", 60), file("b", 41)}, 0, limits)),
                 QString("payload.limit"));
    }
    void refusesContentOfNobody() {
        EntryGate gate(100);
        QCOMPARE(codeOf(gate.addContent(1)), QString("archive.unsafe-entry"));
        VERIFY_OK(gate.admit(file("a")));
        VERIFY_OK(gate.admit(folder("d")));
        QCOMPARE(codeOf(gate.addContent(1)), QString("archive.unsafe-entry"));
        QCOMPARE(codeOf(gate.finish({})), QString("archive.invalid"));
    }
};

QTEST_GUILESS_MAIN(TestEntryGate)
#include "test_entry_gate.moc"
