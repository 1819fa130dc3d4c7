// SPDX-License-Identifier: Apache-2.0
// Group C of the attacks (SECURITY section 3) with all signatures valid: the worst publisher there
// can be. What is refused says why; the tree, the trust store and everything around them stay; and
// the next good release installs.
#include "support/verify_ok.h"
#include "tree/hash_tree.h"
#include "unit/walks/bent_payloads.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

constexpr const char* aHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

// What comes of an update to a bent release.
struct Fate {
    QString refused = {};  // id of the error, or
    QString fallback = {}; // id of the error for which another way was taken
    QString cause = {};    // part of what was found
};

using Bend = std::function<void(SmallWorld&, ReleaseDocument&, const LocalPath& assets)>;

SmallTree filesOf(char version) {
    SmallTree files{{"lib/same", QByteArray(300'000, 's')},
                    {"lib/changed", QByteArray(20'000, 'c') + version + QByteArray(20'000, 'd')},
                    {"lib/new", version == '0' ? QByteArray("seven b") : QByteArray("other b")}};
    if (version != '0')
        files.insert("lib/add", "was not there before");
    return files;
}

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

Bend patchBend(const std::function<QByteArray(const QByteArray&)>& bend) {
    return [bend](SmallWorld& world, ReleaseDocument&, const LocalPath& assets) {
        const LocalPath path = assets / "1.0.0-to-1.1.0.upkeep";
        world.write(path, bend(world.read(path)));
    };
}

// The head of the patch says something else, as values.
Bend headBend(const std::function<void(PatchHead&)>& bend) {
    return [bend](SmallWorld& world, ReleaseDocument&, const LocalPath& assets) {
        const LocalPath path = assets / "1.0.0-to-1.1.0.upkeep";
        const auto from = listFolder(world.files(), world.path("builds/1.0.0"), {}, {});
        world.write(path, bendPatch(world.read(path), from.value(), bend));
    };
}

// The package is all there is.
void withoutTwin(ReleaseDocument& document) {
    document.payloads.removeIf(
        [](const Payload& payload) { return payload.kind == Payload::Kind::Frames; });
}

Bend packageBend(const std::function<QByteArray(const QByteArray&)>& bend) {
    return [bend](SmallWorld& world, ReleaseDocument& document, const LocalPath& assets) {
        const LocalPath path = assets / "tool-1.1.0.tar.zst";
        world.write(path, bend(world.read(path)));
        withoutTwin(document);
    };
}

QByteArray fileLine(const QByteArray& path, const QByteArray& mode = "0644") {
    return "f\t" + mode + "\t0\t" + aHash + '\t' + path;
}

QByteArray linkLine(const QByteArray& path, const QByteArray& target) {
    return "l\t0777\t0\t-\t" + path + '\t' + target;
}

} // namespace

Q_DECLARE_METATYPE(Bend)

class TestAttacksPackage : public QObject {
    Q_OBJECT

    std::unique_ptr<SmallWorld> m_world;
    std::unique_ptr<InstalledProduct> m_product;
    SmallTree m_before;  // the whole home but for what an update may write
    SmallTree m_trusted; // the trust store once the bent release is known

    void startFrom(bool patches, bool framed, const Bend& bend) {
        m_world = std::make_unique<SmallWorld>();
        m_world->write(m_world->path("outside/keep"), "kept");
        m_world->publish({"1.0.0", filesOf('0')});
        auto product = m_world->install();
        VERIFY_OK(product);
        m_product = *std::move(product);
        m_world->beforeSigning = [&](ReleaseDocument& document, const LocalPath& assets) {
            bend(*m_world, document, assets);
        };
        SmallRelease release{"1.1.0", filesOf('1')};
        release.patches = patches;
        release.framed = framed;
        m_world->publish(release);
        m_world->beforeSigning = {};
        VERIFY_OK(m_product->check({}, {}, {}));
        m_before = around();
        m_trusted = m_world->picture(trustStore());
    }

    LocalPath trustStore() const { return m_world->seams().places.trustOf("tool"); }

    // The home as the person sees it, and what lies beside it.
    SmallTree around() const {
        SmallTree all = m_world->picture(m_world->path("outside"));
        const SmallTree home = m_world->picture(m_world->home());
        for (auto it = home.begin(); it != home.end(); ++it) {
            if (!it.key().startsWith(".local/state") && !it.key().startsWith(".cache") &&
                !it.key().startsWith("apps/tool/.upkeep"))
                all.insert(it.key(), it.value());
        }
        return all;
    }

    // Nothing that was not asked for came into being below the work folder.
    QByteArray strayName() const {
        const SmallTree work = m_world->picture(m_world->installRoot() / ".upkeep");
        for (auto it = work.begin(); it != work.end(); ++it) {
            if (it.key().contains("evil"))
                return it.key();
        }
        return {};
    }

    void meets(const Fate& fate) {
        const auto updated = m_product->update({}, {}, {});
        if (fate.refused.isEmpty()) {
            VERIFY_OK(updated);
            QCOMPARE(updated->fallback, fate.fallback);
            QCOMPARE(m_world->picture(m_world->live()),
                     m_world->picture(m_world->path("builds/1.1.0")));
        } else {
            QCOMPARE(codeOf(updated), fate.refused);
            QVERIFY2(updated.error().cause.contains(fate.cause),
                     qPrintable(updated.error().toString()));
            QCOMPARE(m_product->history()->first().errorId, fate.refused);
            QCOMPARE(around(), m_before);
        }
        QCOMPARE(m_world->picture(trustStore()), m_trusted);
        QCOMPARE(m_world->read(m_world->path("outside/keep")), QByteArray("kept"));
        QCOMPARE(strayName(), QByteArray());
        nextGoodRun();
    }

    void nextGoodRun() {
        m_world->publish({"1.2.0", filesOf('2')});
        VERIFY_OK(m_product->update({}, {}, {}));
        QCOMPARE(m_world->picture(m_world->live()),
                 m_world->picture(m_world->path("builds/1.2.0")));
    }

private Q_SLOTS:
    void cleanup() {
        m_product.reset();
        m_world.reset();
    }

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
    // C7
    void leavesABadPatch_data();
    void leavesABadPatch();
    // C8
    void patchesThroughNoLink();
    // C9, C10
    void comparesWhatCameOut_data();
    void comparesWhatCameOut();

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

void TestAttacksPackage::leavesABadPatch_data() {
    QTest::addColumn<Bend>("bend");
    QTest::addColumn<QString>("fallback");
    const auto row = [](const char* name,
                        const std::function<QByteArray(const QByteArray&)>& bend,
                        const char* fallback) {
        QTest::newRow(name) << patchBend(bend) << QString(fallback);
    };
    const auto head = [&](const char* name,
                          const std::function<void(PatchHead&)>& bend,
                          const char* fallback = "patch.invalid") {
        QTest::newRow(name) << headBend(bend) << QString(fallback);
    };
    const auto rename = [&](const char* name, const QByteArray& to) {
        row(
            name,
            [to](const QByteArray& good) {
                return bendHeader(good, [&](QByteArray& header) { header.replace("lib/add", to); });
            },
            "patch.invalid");
    };
    rename("C1 up", "../evil");
    rename("C1 absolute", "/evil/x");
    rename("C1 backslash", "..\\evil");
    rename("C1 NUL", QByteArray("lib\0evi", 7));
    row(
        "truncated", [](const QByteArray& good) { return good.chopped(1); }, "patch.invalid");
    row(
        "a byte too many", [](const QByteArray& good) { return good + '\0'; }, "patch.invalid");
    row(
        "nothing at all", [](const QByteArray&) { return QByteArray(); }, "patch.invalid");
    row(
        "a bomb for a header",
        [](const QByteArray& good) {
            return bendHeader(
                good, [](QByteArray& header) { header = QByteArray((32 << 20) + 1, '\0'); });
        },
        "patch.invalid");
    head("a negative length", [](PatchHead& h) { h.segments[0].streams[1].packed = -1; });
    head("a huge length", [](PatchHead& h) { h.segments[0].streams[1].raw = qint64(1) << 40; });
    head("an output nobody lists", [](PatchHead& h) { h.outputs[0].entry = 1000; });
    head("a segment nobody has", [](PatchHead& h) { h.outputs[0].segment = 7; });
    head("a source nobody has", [](PatchHead& h) { h.segments[0].sources = {1000}; });
    head("a window of 16 MiB", [](PatchHead& h) { h.segments[0].streams[1].dictionaryLog = 24; });
    head("less memory than it needs", [](PatchHead& h) { h.heapKib = 1; });
    head(
        "more memory than anybody has",
        [](PatchHead& h) { h.heapKib = 64 * 1024; },
        "patch.unsupported");
    head("from another tree", [](PatchHead& h) { h.fromTree = Digest::of("x"); });
    head("to another tree", [](PatchHead& h) { h.toTree = Digest::of("x"); });
    head("a link that leaves the tree", [](PatchHead& h) {
        h.put[0] = {EntryType::Symlink, 0777, 0, {}, h.put[0].path, "../../../outside"};
    });
}

void TestAttacksPackage::leavesABadPatch() {
    QFETCH(Bend, bend);
    QFETCH(QString, fallback);
    startFrom(true, true, bend);
    if (!QTest::currentTestFailed())
        meets({{}, fallback, {}});
}

// A folder of the installed tree, and the place of the new one, lead elsewhere. What lies there is
// neither read for more than its hash nor written.
void TestAttacksPackage::patchesThroughNoLink() {
    startFrom(true, true, [](SmallWorld&, ReleaseDocument&, const LocalPath&) {});
    FileSystem& files = m_world->files();
    const LocalPath outside = m_world->path("outside/lib");
    VERIFY_OK(files.rename(m_world->live() / "lib", outside));
    VERIFY_OK(files.symlink("../../../../outside/lib", m_world->live() / "lib"));
    VERIFY_OK(files.symlink("../../../../outside", m_world->installRoot() / ".upkeep/staged"));
    const SmallTree there = m_world->picture(m_world->path("outside"));
    UpdateChoice choice;
    choice.localChanges = MergeStrategy::KeepRemote;
    VERIFY_OK(m_product->update(choice, {}, {}));
    QCOMPARE(m_world->picture(m_world->live()), m_world->picture(m_world->path("builds/1.1.0")));
    QCOMPARE(m_world->picture(m_world->path("outside")), there);
    QCOMPARE(m_world->picture(trustStore()), m_trusted);
    nextGoodRun();
    QCOMPARE(m_world->picture(m_world->path("outside")), there);
}

void TestAttacksPackage::comparesWhatCameOut_data() {
    QTest::addColumn<Bend>("bend");
    QTest::addColumn<bool>("patches");
    QTest::addColumn<QString>("refused");
    const auto otherTar = [](const QByteArray& good) {
        QByteArray tar = unpackAll(good);
        tar.replace("other b", "evil it");
        return packed(tar);
    };
    QTest::newRow("C9 a package with other content")
        << packageBend(otherTar) << false << "payload.hash-mismatch";
    // The right index of another tree.
    const auto otherIndex = [](SmallWorld& world, ReleaseDocument&, const LocalPath& assets) {
        world.write(assets / "tool-1.1.0.index",
                    world.read(world.site() / "releases/v1.0.0/tool-1.0.0.index"));
    };
    QTest::newRow("C10 the index of another release")
        << Bend(otherIndex) << false << "payload.invalid";
    // The patch decodes without a complaint, to what it says; but that is not what was signed.
    const auto otherContent = [](PatchHead& head) {
        for (FileEntry& entry : head.put) {
            if (entry.path.bytes() == "lib/new")
                entry.digest = Digest::of("evil it");
        }
    };
    QTest::newRow("C9 a patch to other content") << headBend(otherContent) << true << "";
}

void TestAttacksPackage::comparesWhatCameOut() {
    QFETCH(Bend, bend);
    QFETCH(bool, patches);
    QFETCH(QString, refused);
    startFrom(patches, patches, bend);
    if (!QTest::currentTestFailed())
        meets({refused, patches ? "patch.invalid" : "", {}});
}

QTEST_GUILESS_MAIN(TestAttacksPackage)
#include "test_attacks_package.moc"
