// SPDX-License-Identifier: Apache-2.0
// The power goes at the n-th disk operation of an update, a rollback, a restore, a change of
// evolutions and an installation, for n = 1, 2, 3 ...; what was not synced is forgotten. Then
// finish(), which may be cut, too: each tree wholly old or wholly new, settings and data match the
// program, no byte of the user is lost, and finish() again changes nothing.
// UPKEEP_CRASH_STRIDE=n tries every n-th operation only.
#include "components/copy_tree.h"
#include "support/faulty_file_system.h"
#include "support/notes_world.h"
#include "support/verify_ok.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

enum class Walk { Update, Rollback, Restore };

class TestPowerCut : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void survivesAnError_data();
    void survivesAnError();
    void survivesACutWhileEvolutionsChange();
    void survivesACutWhileInstalling();
    void survivesACutOfFinishToo_data();
    void survivesACutOfFinishToo();
    void survivesACut_data(); // the last row changes the world for good
    void survivesACut();

private:
    void publishIll();
    void layOutWorld(bool updated);
    void putBack();
    // "" where all is well.
    QByteArray wrong();
    QByteArray tryAt(int operation, Walk walk, Cut cut, bool& wasCut, int finishAt = 0);
    QByteArray failAt(int operation, Walk walk, ErrorCode code, bool& reached);
    static int stride();

    NotesWorld m_world;
    SmallTree m_old;
    SmallTree m_new;
    SmallTree m_ill; // 1.2.0, whose probe fails
    bool m_isUpdated = false;
};

void TestPowerCut::initTestCase() {
    m_world.publish(NotesWorld::one());
    VERIFY_OK(m_world.install());
    m_world.firstStart();
    m_world.write(m_world.live() / "mine.txt", "the user's own");
    m_old = m_world.picture(m_world.live());
    m_world.publish(NotesWorld::two());
    auto product = m_world.open();
    VERIFY_OK(product);
    VERIFY_OK(copyTree(m_world.files(), m_world.home(), m_world.path("before"), {}, {}));
    VERIFY_OK((*product)->update({}, {}, {}));
    m_new = m_world.picture(m_world.live());
    m_world.run("INSERT INTO notes (text, mark) VALUES ('second', 'star');");
    VERIFY_OK(copyTree(m_world.files(), m_world.home(), m_world.path("after"), {}, {}));
}

// The newest release is the ill one from here on.
void TestPowerCut::publishIll() {
    SmallRelease ill = NotesWorld::two();
    ill.version = "1.2.0";
    ill.healthy = false;
    m_world.publish(ill);
    m_ill = m_world.picture(m_world.path("builds/1.2.0"));
    m_ill.insert("mine.txt", m_old.value("mine.txt"));
}

int TestPowerCut::stride() {
    bool ok = false;
    const int asked = qEnvironmentVariableIntValue("UPKEEP_CRASH_STRIDE", &ok);
    return ok && asked > 0 ? asked : 1;
}

void TestPowerCut::layOutWorld(bool updated) {
    m_isUpdated = updated;
    VERIFY_OK(m_world.files().removeTree(m_world.home()));
    VERIFY_OK(m_world.files().removeTree(m_world.path("graveyard")));
    VERIFY_OK(m_world.files().makeFolder(m_world.path("graveyard")));
    VERIFY_OK(copyTree(
        m_world.files(), m_world.path(updated ? "after" : "before"), m_world.home(), {}, {}));
}

QByteArray TestPowerCut::wrong() {
    const SmallTree now = m_world.picture(m_world.live());
    if (now != m_old && now != m_new && now != m_ill)
        return "the tree is neither old nor new";
    const bool isNew = now != m_old;
    if (m_world.hasMarks() != isNew)
        return "the notes do not match the program";
    const QByteArray notes = m_isUpdated ? "first,second" : "first";
    if (m_world.notes() != notes)
        return "notes are lost: " + m_world.notes();
    const QByteArray settings = m_world.read(m_world.settings());
    if (settings.contains("font") != isNew || !settings.startsWith("# mine\ncolour: blue\n"))
        return "the settings do not match the program: " + settings;
    if (m_world.read(m_world.live() / "mine.txt") != "the user's own")
        return "the user's file is lost";
    return {};
}

namespace {

void go(InstalledProduct& product, Walk walk) {
    const auto snapshots = product.snapshots();
    switch (walk) {
    case Walk::Update:
        (void)product.update({}, {}, {});
        break;
    case Walk::Rollback:
        (void)product.rollback({}, {}, {});
        break;
    case Walk::Restore: // the one before the update; the notes of today go along
        if (snapshots && !snapshots->isEmpty())
            (void)product.restore(snapshots->last().id, {}, WhenRunning::Refuse, {}, {});
        break;
    }
}

QByteArray finishAll(SmallWorld& world, FileSystem& files) {
    auto product = world.open(files);
    if (!product)
        return "cannot open: " + product.error().toString().toUtf8();
    const auto report = (*product)->finish({});
    if (!report)
        return "finish: " + report.error().toString().toUtf8();
    if (report->kind == FinishReport::Kind::NeedsHelp)
        return "needs help: " + report->steps.join(' ').toUtf8();
    return {};
}

} // namespace

QByteArray TestPowerCut::tryAt(int operation, Walk walk, Cut cut, bool& wasCut, int finishAt) {
    layOutWorld(walk != Walk::Update);
    FaultyFileSystem disk(m_world.files());
    disk.exchangeIsSupported =
        !QByteArrayView(QTest::currentDataTag()).contains("without exchange");
    disk.modelDurability(m_world.home(), m_world.path("graveyard"));
    auto product = m_world.open(disk);
    if (!product)
        return product.error().toString().toUtf8();
    disk.stopAt(operation, cut);
    go(**product, walk);
    wasCut = disk.isStopped();
    const QByteArray last = disk.log().isEmpty() ? QByteArray() : disk.log().last().toUtf8();
    product->reset();
    disk.dropUnsynced();
    disk.restart();
    if (finishAt > 0) {
        disk.stopAt(finishAt, cut);
        (void)finishAll(m_world, disk);
        wasCut = disk.isStopped();
        disk.dropUnsynced();
        disk.restart();
    }
    QByteArray trouble = finishAll(m_world, disk);
    if (trouble.isEmpty())
        trouble = wrong();
    const SmallTree once = m_world.picture(m_world.home());
    if (trouble.isEmpty())
        trouble = finishAll(m_world, disk);
    if (trouble.isEmpty() && m_world.picture(m_world.home()) != once)
        trouble = "finish() again changed something";
    return trouble.isEmpty() ? trouble : trouble + " after a cut at " + last;
}

QByteArray TestPowerCut::failAt(int operation, Walk walk, ErrorCode code, bool& reached) {
    layOutWorld(walk != Walk::Update);
    FaultyFileSystem disk(m_world.files());
    auto product = m_world.open(disk);
    if (!product)
        return product.error().toString().toUtf8();
    disk.failAt(operation, code);
    go(**product, walk);
    reached = disk.operations() >= operation;
    const QByteArray last = disk.log().value(operation - 1).toUtf8();
    disk.restart();
    QByteArray trouble = finishAll(m_world, disk);
    if (trouble.isEmpty())
        trouble = wrong();
    return trouble.isEmpty() ? trouble : trouble + " after an error at " + last;
}

// The power goes, and again while finish() puts things right; some of the points of each.
void TestPowerCut::survivesACutOfFinishToo_data() {
    QTest::addColumn<Walk>("walk");
    QTest::newRow("update") << Walk::Update;
    QTest::newRow("rollback") << Walk::Rollback;
    QTest::newRow("restore") << Walk::Restore;
}

void TestPowerCut::survivesACutOfFinishToo() {
    QFETCH(Walk, walk);
    int cuts = 0;
    bool wasCut = true;
    for (int operation = 3; wasCut; operation += 5 * stride()) {
        bool inFinish = true;
        for (int at = 1 + operation % 5; inFinish; at += 5) {
            const QByteArray trouble = tryAt(operation, walk, Cut::Clean, inFinish, at);
            QVERIFY2(trouble.isEmpty(),
                     QByteArray::number(operation) + '/' + QByteArray::number(at) + ": " + trouble);
            cuts += inFinish ? 1 : 0;
        }
        const QByteArray trouble = tryAt(operation, walk, Cut::Clean, wasCut);
        QVERIFY2(trouble.isEmpty(), trouble.constData());
    }
    qInfo("%d cuts of finish()", cuts);
    QVERIFY(stride() > 1 || cuts > 20);
}

void TestPowerCut::survivesACutWhileEvolutionsChange() {
    SmallWorld world;
    world.components = "  - { id: evolutions, kind: evolutions, path: evolutions }\n";
    SmallRelease release{"1.0.0", {{"share/text", "one"}}};
    release.evolutions = {{"stars", {{"data", "stars"}}}, {"tides", {{"data", "tides"}}}};
    release.manifest = "version: 1.0.0\nevolutions:\n"
                       "  - { id: stars, version: 1.0.0, name: Stars, description: Stars }\n"
                       "  - { id: tides, version: 1.0.0, name: Tides, description: Tides }\n";
    world.publish(release);
    auto installed = world.install();
    VERIFY_OK(installed);
    UpdateChoice stars;
    stars.evolutions = QStringList{"stars"};
    UpdateChoice tides;
    tides.evolutions = QStringList{"tides"};
    VERIFY_OK((*installed)->changeEvolutions(stars, {}, {}));
    const SmallTree before = world.picture(world.live());
    VERIFY_OK(copyTree(world.files(), world.home(), world.path("before"), {}, {}));
    VERIFY_OK((*installed)->changeEvolutions(tides, {}, {}));
    const SmallTree after = world.picture(world.live());
    bool wasCut = true;
    for (int operation = 1; wasCut; operation += stride()) {
        VERIFY_OK(world.files().removeTree(world.home()));
        VERIFY_OK(copyTree(world.files(), world.path("before"), world.home(), {}, {}));
        FaultyFileSystem disk(world.files());
        auto product = world.open(disk);
        VERIFY_OK(product);
        disk.stopAt(operation, Cut::Clean);
        (void)(*product)->changeEvolutions(tides, {}, {});
        wasCut = disk.isStopped();
        disk.restart();
        const QByteArray trouble = finishAll(world, disk);
        QVERIFY2(trouble.isEmpty(), trouble.constData());
        const SmallTree now = world.picture(world.live());
        QVERIFY2(now == before || now == after, qPrintable(QString::number(operation)));
    }
}

// Nothing half installed is ever taken for the program; the same command again succeeds.
void TestPowerCut::survivesACutWhileInstalling() {
    SmallWorld world;
    world.publish({"1.0.0", {{"share/text", "one"}}});
    bool wasCut = true;
    for (int operation = 1; wasCut; operation += stride()) {
        VERIFY_OK(world.files().removeTree(world.home()));
        VERIFY_OK(world.files().makeFolders(world.home() / "apps"));
        FaultyFileSystem disk(world.files());
        disk.stopAt(operation, Cut::Clean);
        (void)installProduct(world.seams(disk), world.installRequest(), {}, {});
        wasCut = disk.isStopped();
        disk.restart();
        auto product = world.open();
        if (!product) {
            const auto again = world.install();
            QVERIFY2(again.has_value(),
                     qPrintable(QString::number(operation) + ": " +
                                (again ? QString() : again.error().toString())));
            product = world.open();
        }
        VERIFY_OK(product);
        VERIFY_OK((*product)->finish({}));
        QCOMPARE(world.picture(world.live()), world.picture(world.path("builds/1.0.0")));
    }
}

void TestPowerCut::survivesACut_data() {
    QTest::addColumn<Walk>("walk");
    QTest::addColumn<int>("cut");
    QTest::newRow("update") << Walk::Update << int(Cut::Clean);
    QTest::newRow("update, half done") << Walk::Update << int(Cut::Torn);
    QTest::newRow("update without exchange") << Walk::Update << int(Cut::Clean);
    QTest::newRow("rollback") << Walk::Rollback << int(Cut::Clean);
    QTest::newRow("rollback, half done") << Walk::Rollback << int(Cut::Torn);
    QTest::newRow("rollback without exchange") << Walk::Rollback << int(Cut::Clean);
    QTest::newRow("restore") << Walk::Restore << int(Cut::Clean);
    QTest::newRow("restore, half done") << Walk::Restore << int(Cut::Torn);
    QTest::newRow("update to an ill version") << Walk::Update << int(Cut::Clean);
}

void TestPowerCut::survivesACut() {
    QFETCH(Walk, walk);
    QFETCH(int, cut);
    if (QByteArrayView(QTest::currentDataTag()).contains("ill"))
        publishIll();
    int operation = 1;
    for (bool wasCut = true; wasCut; operation += stride()) {
        const QByteArray trouble = tryAt(operation, walk, Cut(cut), wasCut);
        QVERIFY2(trouble.isEmpty(), QByteArray::number(operation) + ": " + trouble);
    }
    qInfo("%d operations", operation);
    QVERIFY(operation > 50);
}

void TestPowerCut::survivesAnError_data() {
    QTest::addColumn<Walk>("walk");
    QTest::addColumn<int>("code");
    QTest::newRow("update, no space") << Walk::Update << int(ErrorCode::FileNoSpace);
    QTest::newRow("update, I/O error") << Walk::Update << int(ErrorCode::FileFailed);
    QTest::newRow("rollback, no space") << Walk::Rollback << int(ErrorCode::FileNoSpace);
    QTest::newRow("restore, no space") << Walk::Restore << int(ErrorCode::FileNoSpace);
    QTest::newRow("rollback, access denied") << Walk::Rollback << int(ErrorCode::FileAccess);
}

void TestPowerCut::survivesAnError() {
    QFETCH(Walk, walk);
    QFETCH(int, code);
    bool reached = true;
    for (int operation = 1; reached; operation += stride()) {
        const QByteArray trouble = failAt(operation, walk, ErrorCode(code), reached);
        QVERIFY2(trouble.isEmpty(), QByteArray::number(operation) + ": " + trouble);
    }
}

QTEST_GUILESS_MAIN(TestPowerCut)
#include "test_power_cut.moc"
