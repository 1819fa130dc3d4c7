// SPDX-License-Identifier: Apache-2.0
// Group C of the attacks (SECURITY section 3) with all signatures valid: the worst publisher there
// can be. What is refused says why; the tree, the trust store and everything around them stay; and
// the next good release installs.
#include "unit/walks/package_attack.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

constexpr const char* aHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

// The index of the release with another list; the document names the tree that comes of it.
Bend listBend(const ListBend& bend) {
    return [bend](SmallWorld& world, ReleaseDocument& document, const LocalPath& assets) {
        const LocalPath path = assets / "tool-1.1.0.index";
        world.write(path, bendIndex(world.read(path), bend, document.toTree));
    };
}

Bend insertBend(const QByteArray& line) {
    return listBend([line](QByteArray& list) { insertLine(list, line); });
}

Bend renameBend(const QByteArray& to) {
    return listBend([to](QByteArray& list) { list.replace("lib/new", to); });
}

QByteArray fileLine(const QByteArray& path, const QByteArray& mode = "0644") {
    return "f\t" + mode + "\t0\t" + aHash + '\t' + path;
}

QByteArray linkLine(const QByteArray& path, const QByteArray& target) {
    return "l\t0777\t0\t-\t" + path + '\t' + target;
}

} // namespace

class TestAttacksPackage : public QObject, private PackageAttack {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { end(); }

    // C1, C3: what the list of a package may be named.
    void refusesNames_data();
    void refusesNames() { runListRow(); }
    // C2
    void refusesLinks_data();
    void refusesLinks() { runListRow(); }
    // C3, C4
    void refusesTwicesAndTypes_data();
    void refusesTwicesAndTypes() { runListRow(); }
    // C5
    void refusesBombs_data();
    void refusesBombs();
    // C6
    void refusesOtherFormats_data();
    void refusesOtherFormats();

private:
    void runListRow() {
        QFETCH(Bend, bend);
        QFETCH(QString, cause);
        startFrom(false, true, bend);
        if (!QTest::currentTestFailed())
            meets({"payload.invalid", {}, cause});
    }
};

void TestAttacksPackage::refusesNames_data() {
    QTest::addColumn<Bend>("bend");
    QTest::addColumn<QString>("cause");
    const auto row = [](const char* name, const QByteArray& to, const char* cause) {
        QTest::newRow(name) << renameBend(to) << QString(cause);
    };
    row("up", "../evil", "component");
    row("up behind a name", "lib/../../evil", "component");
    row("absolute", "/evil", "absolute");
    row("drive", "C:/evil", "drive letter");
    row("UNC", "\\\\evil\\share", "backslash");
    row("backslash", "lib\\..\\evil", "backslash");
    row("up behind a newline", "lib/n\n..\nevil", "is no entry");
    row("control",
        "lib/\x01"
        "evil",
        "control");
    row("not UTF-8", "lib/evil\xFF", "UTF-8");
    row("a device of Windows", "lib/nul.evil", "reserves");
    row("trailing dot", "lib/evil.", "dot or a space");
    row("trailing space", "lib/evil ", "dot or a space");
    row("256 bytes", "lib/" + QByteArray(256, 'n'), "255 bytes");
    row("1,025 bytes", QByteArray("lib/") + QByteArray("n").repeated(1021), "1,024 bytes");
    row("41 levels", QByteArray("n/").repeated(40) + "evil", "40 levels");
    row("no folder", "lib/no/evil", "folder is not listed");
}

void TestAttacksPackage::refusesLinks_data() {
    QTest::addColumn<Bend>("bend");
    QTest::addColumn<QString>("cause");
    const auto row = [](const char* name, const QByteArray& target) {
        QTest::newRow(name) << insertBend(linkLine("lib/z", target))
                            << QString("link leaves the tree");
    };
    row("up", "../../outside");
    row("absolute", "/etc/passwd");
    row("up behind a name", "same/../../../outside");
    row("nowhere", "");
    QTest::newRow("a file through a link") << listBend([](QByteArray& list) {
        insertLine(list, linkLine("lib/z", "../bin"));
        insertLine(list, fileLine("lib/z/evil"));
    }) << QString("folder is not listed");
    QTest::newRow("a chain") << listBend([](QByteArray& list) {
        insertLine(list, linkLine("lib/y", "z"));
        insertLine(list, linkLine("lib/z", "../../outside"));
    }) << QString("link leaves the tree");
    QTest::newRow("a hard link") << insertBend("h\t0644\t0\t-\tlib/z\t/etc/passwd")
                                 << QString("is no entry");
}

void TestAttacksPackage::refusesTwicesAndTypes_data() {
    QTest::addColumn<Bend>("bend");
    QTest::addColumn<QString>("cause");
    const auto row = [](const char* name, const QByteArray& line, const char* cause) {
        QTest::newRow(name) << insertBend(line) << QString(cause);
    };
    row("C3 the same name", fileLine("lib/new"), "out of order");
    row("C3 another case", fileLine("lib/NEW"), "case or form");
    row("C3 a file where a folder was", fileLine("lib"), "out of order");
    QTest::newRow("C3 another form") << listBend([](QByteArray& list) {
        insertLine(list, fileLine("lib/\xC3\xA9"));
        insertLine(list, fileLine("lib/e\xCC\x81"));
    }) << QString("case or form");
    row("C4 setuid", fileLine("lib/z", "4755"), "mode");
    row("C4 setgid", fileLine("lib/z", "2755"), "mode");
    row("C4 world-writable", fileLine("lib/z", "0666"), "mode");
    row("C4 a folder for all", "d\t1777\t0\t-\tlib/z", "mode");
    for (const char* type : {"p", "c", "b", "s", "x", "g"})
        QTest::addRow("C4 an entry of type %s", type)
            << insertBend(QByteArray(type) + "\t0644\t0\t-\tlib/z") << QString("is no entry");
    row("C5 8 EiB", "f\t0644\t9223372036854775807\t" + QByteArray(aHash) + "\tlib/z", "4 TiB");
    row("C5 negative", "f\t0644\t-1\t" + QByteArray(aHash) + "\tlib/z", "negative");
    row("C5 more than the frames hold", "f\t0644\t9000000\t" + QByteArray(aHash) + "\tlib/z", "");
}

void TestAttacksPackage::refusesBombs_data() {
    QTest::addColumn<Bend>("bend");
    QTest::addColumn<QString>("refused");
    const auto indexRow = [](const char* name,
                             const std::function<QByteArray(const QByteArray&)>& bend,
                             const char* refused) {
        const Bend whole = [bend](SmallWorld& world, ReleaseDocument&, const LocalPath& assets) {
            const LocalPath path = assets / "tool-1.1.0.index";
            world.write(path, bend(world.read(path)));
        };
        QTest::newRow(name) << whole << QString(refused);
    };
    indexRow(
        "an index of 64 MiB and a byte",
        [](const QByteArray&) {
            return compress(Codec::Zstd, QByteArray((64 << 20) + 1, '\0'), {1, 20, 3, 2}).value();
        },
        "payload.limit");
    indexRow(
        "an index with a window of 2 GiB",
        [](const QByteArray& good) { return storedWithWindow(unpackAll(good), 31); },
        "payload.invalid");
    indexRow(
        "an index with a window of 128 MiB",
        [](const QByteArray& good) { return storedWithWindow(unpackAll(good), 27); },
        "payload.invalid");
    indexRow(
        "a good index as it may be",
        [](const QByteArray& good) { return storedWithWindow(unpackAll(good), 26); },
        "");
    QTest::newRow("a package with a window of 256 MiB")
        << packageBend([](const QByteArray& good) { return storedWithWindow(unpackAll(good), 28); })
        << "payload.invalid";
    QTest::newRow("a package as it may be")
        << packageBend([](const QByteArray& good) { return storedWithWindow(unpackAll(good), 27); })
        << QString();
    QTest::newRow("a tree larger than signed")
        << Bend([](SmallWorld&, ReleaseDocument& document, const LocalPath&) {
               --document.unpackedSize;
           })
        << "payload.limit";
    QTest::newRow("a million entries") << listBend([](QByteArray& list) {
        QByteArray more;
        for (int i = 0; i < 200'000; ++i)
            more += fileLine("z" + QByteArray::number(1'000'000 + i)) + '\n';
        list += more;
    }) << "payload.invalid";
}

void TestAttacksPackage::refusesBombs() {
    QFETCH(Bend, bend);
    QFETCH(QString, refused);
    startFrom(false, false, bend);
    if (!QTest::currentTestFailed())
        meets({refused, {}, {}});
}

void TestAttacksPackage::refusesOtherFormats_data() {
    QTest::addColumn<QByteArray>("magic");
    QTest::newRow("gzip") << QByteArray("\x1F\x8B\x08\x00", 4);
    QTest::newRow("xz") << QByteArray("\xFD"
                                      "7zXZ\x00",
                                      6);
    QTest::newRow("zip") << QByteArray("PK\x03\x04");
    QTest::newRow("RAR") << QByteArray("Rar!\x1A\x07\x01\x00", 8);
    QTest::newRow("7z") << QByteArray("7z\xBC\xAF\x27\x1C");
    QTest::newRow("cab") << QByteArray("MSCF");
    QTest::newRow("tar") << QByteArray("lib/evil");
    QTest::newRow("nothing") << QByteArray();
}

void TestAttacksPackage::refusesOtherFormats() {
    QFETCH(QByteArray, magic);
    startFrom(false, false, packageBend([magic](const QByteArray& good) {
                  return magic.isEmpty() ? magic : magic + good;
              }));
    if (!QTest::currentTestFailed())
        meets({"payload.invalid", {}, {}});
}

QTEST_GUILESS_MAIN(TestAttacksPackage)
#include "test_attacks_package.moc"
