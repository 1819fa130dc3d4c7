// SPDX-License-Identifier: Apache-2.0
// Group C of the attacks (SECURITY section 3): patches that are bent, and payloads that make
// something else than was signed. What is refused says why; another way is taken where there is
// one; nothing around the tree is touched; the next good release installs.
#include "tree/hash_tree.h"
#include "unit/walks/package_attack.h"

using namespace upkeep;
using namespace upkeep::test;

namespace {

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

} // namespace

class TestAttacksPatch : public QObject, private PackageAttack {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { end(); }

    // C7
    void leavesABadPatch_data();
    void leavesABadPatch();
    // C8
    void patchesThroughNoLink();
    // C9, C10
    void comparesWhatCameOut_data();
    void comparesWhatCameOut();
};

void TestAttacksPatch::leavesABadPatch_data() {
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

void TestAttacksPatch::leavesABadPatch() {
    QFETCH(Bend, bend);
    QFETCH(QString, fallback);
    startFrom(true, true, bend);
    if (!QTest::currentTestFailed())
        meets({{}, fallback, {}});
}

// A folder of the installed tree, and the place of the new one, lead elsewhere. What lies there is
// neither read for more than its hash nor written.
void TestAttacksPatch::patchesThroughNoLink() {
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

void TestAttacksPatch::comparesWhatCameOut_data() {
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

void TestAttacksPatch::comparesWhatCameOut() {
    QFETCH(Bend, bend);
    QFETCH(bool, patches);
    QFETCH(QString, refused);
    startFrom(patches, patches, bend);
    if (!QTest::currentTestFailed())
        meets({refused, patches ? "patch.invalid" : "", {}});
}

QTEST_GUILESS_MAIN(TestAttacksPatch)
#include "test_attacks_patch.moc"
