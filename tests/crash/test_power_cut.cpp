// SPDX-License-Identifier: Apache-2.0
// The power goes at the n-th disk operation of an update and of a rollback, for n = 1, 2, 3 ...;
// what was not synced is forgotten. Then finish(): each tree wholly old or wholly new, settings and
// data match the program, no byte of the user is lost, and finish() again changes nothing.
// UPKEEP_CRASH_STRIDE=n tries every n-th operation only.
#include "components/copy_tree.h"
#include "support/faulty_file_system.h"
#include "support/notes_world.h"
#include "support/verify_ok.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestPowerCut : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void survivesAnError_data();
    void survivesAnError();
    void survivesACut_data(); // the last row changes the world for good
    void survivesACut();

private:
    using Walk = std::function<bool(InstalledProduct&)>;

    void publishIll();
    void layOutWorld(bool updated);
    void putBack();
    // "" where all is well.
    QByteArray wrong();
    QByteArray tryAt(int operation, bool rollback, Cut cut, bool& wasCut);
    QByteArray failAt(int operation, bool rollback, ErrorCode code, bool& reached);
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

bool walk(InstalledProduct& product, bool rollback) {
    if (rollback)
        return product.rollback({}, {}, {}).has_value();
    return product.update({}, {}, {}).has_value();
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

QByteArray TestPowerCut::tryAt(int operation, bool rollback, Cut cut, bool& wasCut) {
    layOutWorld(rollback);
    FaultyFileSystem disk(m_world.files());
    disk.exchangeIsSupported =
        !QByteArrayView(QTest::currentDataTag()).contains("without exchange");
    disk.modelDurability(m_world.home(), m_world.path("graveyard"));
    auto product = m_world.open(disk);
    if (!product)
        return product.error().toString().toUtf8();
    disk.stopAt(operation, cut);
    walk(**product, rollback);
    wasCut = disk.isStopped();
    const QByteArray last = disk.log().isEmpty() ? QByteArray() : disk.log().last().toUtf8();
    product->reset();
    disk.dropUnsynced();
    disk.restart();
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

QByteArray TestPowerCut::failAt(int operation, bool rollback, ErrorCode code, bool& reached) {
    layOutWorld(rollback);
    FaultyFileSystem disk(m_world.files());
    auto product = m_world.open(disk);
    if (!product)
        return product.error().toString().toUtf8();
    disk.failAt(operation, code);
    walk(**product, rollback);
    reached = disk.operations() >= operation;
    const QByteArray last = disk.log().value(operation - 1).toUtf8();
    disk.restart();
    QByteArray trouble = finishAll(m_world, disk);
    if (trouble.isEmpty())
        trouble = wrong();
    return trouble.isEmpty() ? trouble : trouble + " after an error at " + last;
}

void TestPowerCut::survivesACut_data() {
    QTest::addColumn<bool>("rollback");
    QTest::addColumn<int>("cut");
    QTest::newRow("update") << false << int(Cut::Clean);
    QTest::newRow("update, half done") << false << int(Cut::Torn);
    QTest::newRow("update without exchange") << false << int(Cut::Clean);
    QTest::newRow("rollback") << true << int(Cut::Clean);
    QTest::newRow("rollback, half done") << true << int(Cut::Torn);
    QTest::newRow("rollback without exchange") << true << int(Cut::Clean);
    QTest::newRow("update to an ill version") << false << int(Cut::Clean);
}

void TestPowerCut::survivesACut() {
    QFETCH(bool, rollback);
    QFETCH(int, cut);
    if (QByteArrayView(QTest::currentDataTag()).contains("ill"))
        publishIll();
    int operation = 1;
    for (bool wasCut = true; wasCut; operation += stride()) {
        const QByteArray trouble = tryAt(operation, rollback, Cut(cut), wasCut);
        QVERIFY2(trouble.isEmpty(), QByteArray::number(operation) + ": " + trouble);
    }
    qInfo("%d operations", operation);
    QVERIFY(operation > 50);
}

void TestPowerCut::survivesAnError_data() {
    QTest::addColumn<bool>("rollback");
    QTest::addColumn<int>("code");
    QTest::newRow("update, no space") << false << int(ErrorCode::FileNoSpace);
    QTest::newRow("update, I/O error") << false << int(ErrorCode::FileFailed);
    QTest::newRow("rollback, no space") << true << int(ErrorCode::FileNoSpace);
    QTest::newRow("rollback, access denied") << true << int(ErrorCode::FileAccess);
}

void TestPowerCut::survivesAnError() {
    QFETCH(bool, rollback);
    QFETCH(int, code);
    bool reached = true;
    for (int operation = 1; reached; operation += stride()) {
        const QByteArray trouble = failAt(operation, rollback, ErrorCode(code), reached);
        QVERIFY2(trouble.isEmpty(), QByteArray::number(operation) + ": " + trouble);
    }
}

QTEST_GUILESS_MAIN(TestPowerCut)
#include "test_power_cut.moc"
