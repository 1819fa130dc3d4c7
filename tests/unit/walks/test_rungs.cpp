// SPDX-License-Identifier: Apache-2.0
// The same walk on unfriendly ground: no exchange, links in the way, mounts, read-only places, two
// products, a lock held, a crash after which the user went on working.
#include "support/faulty_file_system.h"
#include "support/notes_world.h"
#include "support/verify_ok.h"

#include <QtTest>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace upkeep;
using namespace upkeep::test;

class TestRungs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void doesWithoutExchange();
    void doesWithoutReflinks();
    void followsALinkToTheRoot();
    void holdsWhereNothingCanBeExchanged_data();
    void holdsWhereNothingCanBeExchanged();
    void keepsTwoProductsApart();
    void leavesALockedProductAlone();
    void tellsOfAJournalItCannotRead();
    void comesBackWithWhatTheUserWroteAfterACrash();
};

namespace {

const SmallRelease One{"1.0.0", {{"share/text", "one"}}};
const SmallRelease Two{"1.1.0", {{"share/text", "two"}}};

// A mount namespace of this test's own, so that what it mounts is seen by nobody else.
bool haveOwnMounts() {
    return ::geteuid() == 0 && ::unshare(CLONE_NEWNS) == 0 &&
           ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

struct Mounted {
    Mounted(const LocalPath& place, bool readOnly) : path(place.bytes()) {
        ok = ::mount(path.constData(), path.constData(), nullptr, MS_BIND, nullptr) == 0;
        if (ok && readOnly)
            ok = ::mount(nullptr,
                         path.constData(),
                         nullptr,
                         MS_BIND | MS_REMOUNT | MS_RDONLY,
                         nullptr) == 0;
    }
    ~Mounted() { ::umount2(path.constData(), MNT_DETACH); }
    QByteArray path;
    bool ok = false;
};

} // namespace

void TestRungs::doesWithoutExchange() {
    SmallWorld world;
    world.publish(One);
    VERIFY_OK(world.install());
    world.publish(Two);
    FaultyFileSystem disk(world.files());
    disk.exchangeIsSupported = false;
    auto product = world.open(disk);
    VERIFY_OK(product);
    VERIFY_OK((*product)->update({}, {}, {}));
    QCOMPARE(world.liveVersion(), QByteArray("1.1.0"));
    VERIFY_OK((*product)->rollback({}, {}, {}));
    QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));
}

void TestRungs::doesWithoutReflinks() {
    SmallWorld world;
    world.publish(One);
    VERIFY_OK(world.install());
    world.publish(Two);
    FaultyFileSystem disk(world.files());
    disk.cloneIsSupported = false;
    auto product = world.open(disk);
    VERIFY_OK(product);
    VERIFY_OK((*product)->update({}, {}, {}));
    QCOMPARE(world.liveVersion(), QByteArray("1.1.0"));
    // Never a hard link between what lives and what is kept.
    const auto stat = world.files().stat(world.live() / "share/text");
    VERIFY_OK(stat);
    QCOMPARE(stat->links, 1U);
}

void TestRungs::followsALinkToTheRoot() {
    SmallWorld world;
    world.publish(One);
    VERIFY_OK(world.files().symlink((world.home() / "apps").bytes(), world.path("link")));
    InstallRequest request = world.installRequest();
    request.root = world.path("link/tool");
    VERIFY_OK(installProduct(world.seams(), request, {}, {}));
    world.publish(Two);
    auto product = world.open();
    VERIFY_OK(product);
    VERIFY_OK((*product)->update({}, {}, {}));
    QCOMPARE(world.liveVersion(), QByteArray("1.1.0"));
    QCOMPARE((*product)->status()->root, world.installRoot());
}

void TestRungs::holdsWhereNothingCanBeExchanged_data() {
    QTest::addColumn<bool>("readOnlyParent");
    QTest::addColumn<QString>("reason");
    QTest::newRow("a mount point") << false << "mount-point";
    QTest::newRow("a read-only parent") << true << "read-only-parent";
}

void TestRungs::holdsWhereNothingCanBeExchanged() {
    if (!haveOwnMounts())
        QSKIP("NOT TESTED: mounting needs root");
    QFETCH(bool, readOnlyParent);
    QFETCH(QString, reason);
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    world.publish(Two);
    {
        const Mounted mounted(readOnlyParent ? world.installRoot() : world.live(), readOnlyParent);
        if (!mounted.ok)
            QSKIP("NOT TESTED: this machine does not let us mount");
        const auto checked = (*product)->check({}, {}, {});
        VERIFY_OK(checked);
        QVERIFY(std::holds_alternative<Hold>(*checked));
        QCOMPARE(std::get<Hold>(*checked).reason, reason);
        const auto updated = (*product)->update({}, {}, {});
        QCOMPARE(codeOf(updated), QStringLiteral("preflight.blocked"));
        QCOMPARE(updated.error().cause, reason);
    }
    VERIFY_OK((*product)->update({}, {}, {}));
    QCOMPARE(world.liveVersion(), QByteArray("1.1.0"));
}

void TestRungs::keepsTwoProductsApart() {
    SmallWorld one;
    SmallWorld other;
    other.id = "gadget";
    one.publish(One);
    other.publish(One);
    VERIFY_OK(one.install());
    // Registered on the same machine, beside the first.
    VERIFY_OK(installProduct(one.seams(), other.installRequest(), {}, {}));
    const auto all = listRegistrations(one.files(), one.seams().places);
    VERIFY_OK(all);
    QCOMPARE(all->registrations.size(), 2);
    other.publish(Two);
    const Seams seams = one.seams();
    auto gadget = InstalledProduct::open(seams, all->registrations.first());
    VERIFY_OK(gadget);
    QCOMPARE((*gadget)->status()->id, QStringLiteral("gadget"));
    VERIFY_OK((*gadget)->update({}, {}, {}));
    QCOMPARE(other.liveVersion(), QByteArray("1.1.0"));
    QCOMPARE(one.liveVersion(), QByteArray("1.0.0"));
    auto tool = one.open();
    VERIFY_OK(tool);
    const auto checked = (*tool)->check({}, {}, {});
    VERIFY_OK(checked);
    QVERIFY(std::holds_alternative<UpToDate>(*checked));
}

void TestRungs::leavesALockedProductAlone() {
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    world.publish(Two);
    const auto lock = world.files().lock(world.installRoot() / ".upkeep/lock");
    VERIFY_OK(lock);
    QCOMPARE(codeOf((*product)->update({}, {}, {})), QStringLiteral("lock.held"));
    QCOMPARE(codeOf((*product)->rollback({}, {}, {})), QStringLiteral("lock.held"));
    QCOMPARE(codeOf((*product)->finish({})), QStringLiteral("lock.held"));
    VERIFY_OK((*product)->status());
}

void TestRungs::tellsOfAJournalItCannotRead() {
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    world.publish(Two);
    world.write(world.installRoot() / ".upkeep/journal", "upkeep-journal 9 of a later time\n");
    QCOMPARE(int((*product)->status()->state), int(UpdateState::RestoreFailed));
    QCOMPARE(codeOf((*product)->update({}, {}, {})), QStringLiteral("rollback.needs-help"));
    QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));
}

// The machine goes down right after the switch, the user logs in and works with the new version,
// and only then finish() finds that its probe fails.
void TestRungs::comesBackWithWhatTheUserWroteAfterACrash() {
    NotesWorld world;
    world.publish(NotesWorld::one());
    VERIFY_OK(world.install());
    world.firstStart();
    SmallRelease ill = NotesWorld::two();
    ill.healthy = false;
    world.publish(ill);
    int operation = 1;
    const auto switched = [&] { return world.liveVersion() == "1.1.0" && world.hasMarks(); };
    for (; !switched(); ++operation) {
        FaultyFileSystem disk(world.files());
        auto product = world.open(disk);
        VERIFY_OK(product);
        disk.stopAt(operation);
        (void)(*product)->update({}, {}, {});
        if (switched())
            break;
        disk.restart();
        VERIFY_OK((*product)->finish({}));
        QVERIFY(operation < 1000);
    }
    world.write(world.live() / "mine.txt", "written in the new version");
    world.run("INSERT INTO notes (text) VALUES ('written in the new version');");
    auto product = world.open();
    VERIFY_OK(product);
    const auto report = (*product)->finish({});
    VERIFY_OK(report);
    QCOMPARE(int(report->kind), int(FinishReport::Kind::RolledBack));
    QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));
    QCOMPARE(world.read(world.live() / "mine.txt"), QByteArray("written in the new version"));
    QVERIFY(!world.hasMarks());
    QCOMPARE(world.notes(), QByteArray("first"));
    // The note of the new version is not lost: a pinned snapshot has it.
    const auto snapshots = (*product)->snapshots();
    VERIFY_OK(snapshots);
    QVERIFY(std::any_of(snapshots->begin(), snapshots->end(), [](const SnapshotSummary& one) {
        return one.pinned && one.components.contains("notes");
    }));
}

QTEST_GUILESS_MAIN(TestRungs)
#include "test_rungs.moc"
