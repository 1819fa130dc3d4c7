// SPDX-License-Identifier: Apache-2.0
// The recovery table of FORMATS section 7: one data row per row of the table and more. Real trees,
// real exchanges; the product is played by acts that write down what they were asked.
#include "support/faulty_file_system.h"
#include "support/verify_ok.h"
#include "walks/recovery.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace upkeep;

namespace {

// What is put at a name before finish() runs.
enum class Put { Nothing, Old, New, Other, DamagedNew };

struct Names {
    Put live = Put::Old;
    Put staged = Put::New;
    Put aside = Put::Nothing;
};

class RecordingActs final : public RecoveryActs {
public:
    explicit RecordingActs(FileSystem& files) : m_files(files) {}

    Result<void> removeStrays() override { return note("strays"); }
    Result<void> discardStage(const Journal& journal) override {
        for (const TreeSwitch& tree : journal.trees)
            UPKEEP_TRY(m_files.removeTree(tree.staged));
        return note("discard");
    }
    Result<void> restartStopped(const Journal&) override { return note("restart"); }
    Result<void> probe(const Journal&) override {
        calls.append("probe");
        if (probeFails)
            return Error{ErrorCode::ProbeFailed, {}, {}};
        return {};
    }
    Result<void> commit(const Journal&) override { return note("commit"); }
    Result<void> carryBack(const Journal&) override { return note("carry"); }
    Result<TreeSwitch> restoreOld(const Journal&, const TreeSwitch& tree) override {
        calls.append("restore");
        if (!vault)
            return Error{ErrorCode::SnapshotDamaged, {}, {}};
        UPKEEP_TRY(m_files.removeTree(tree.staged));
        UPKEEP_TRY(m_files.makeFolder(tree.staged));
        UPKEEP_TRY(m_files.writeAndSync(tree.staged / "name", "old"));
        return tree;
    }
    Result<void> settleBack(const Journal&) override { return note("settle"); }
    QDateTime now() override { return clock; }

    QStringList calls;
    bool probeFails = false;
    bool vault = false;
    QDateTime clock = QDateTime::fromSecsSinceEpoch(1'000'000, Qt::UTC);

private:
    Result<void> note(const char* call) {
        calls.append(QString::fromLatin1(call));
        return {};
    }
    FileSystem& m_files;
};

// One install root with one or two trees in a given state of disorder.
struct Site {
    QTemporaryDir folder;
    std::unique_ptr<FileSystem> files = makeLocalFileSystem();
    LocalPath root = LocalPath::parse(folder.path().toUtf8()).value();
    Journal journal;

    LocalPath path() const { return root / "journal"; }

    void makeTree(const LocalPath& path, const char* content) {
        VERIFY_OK(files->makeFolder(path));
        VERIFY_OK(files->writeAndSync(path / "name", content));
    }

    // `known`: identities are still those of the journal; else only the hashes can tell.
    void addTree(const char* component, const Names& names, bool known) {
        const LocalPath old = root / (QByteArray(component) + ".old").constData();
        const LocalPath fresh = root / (QByteArray(component) + ".new").constData();
        makeTree(old, "old");
        makeTree(fresh, "new");
        auto read = readTreeSwitch(*files, {component, old, fresh});
        VERIFY_OK(read);
        TreeSwitch tree = *read;
        tree.live = root / component;
        tree.staged = root / (QByteArray(component) + ".staged").constData();
        tree.aside = root / (QByteArray(component) + ".aside").constData();
        if (!known) {
            tree.oldIdentity.inode += 1'000'000;
            tree.newIdentity.inode += 1'000'000;
        }
        put(names.live, old, fresh, tree.live);
        put(names.staged, old, fresh, tree.staged);
        put(names.aside, old, fresh, tree.aside);
        VERIFY_OK(files->removeTree(old));
        VERIFY_OK(files->removeTree(fresh));
        journal.trees.append(tree);
    }

    void put(Put what, const LocalPath& old, const LocalPath& fresh, const LocalPath& to) {
        if (what == Put::Old)
            VERIFY_OK(files->rename(old, to));
        else if (what == Put::New || what == Put::DamagedNew)
            VERIFY_OK(files->rename(fresh, to));
        else if (what == Put::Other)
            makeTree(to, "something else");
        if (what == Put::DamagedNew)
            VERIFY_OK(files->writeAndSync(to / "name", "n"));
    }

    QByteArray at(const LocalPath& path) const {
        const auto read = files->read(path / "name", 100);
        return read ? *read : QByteArray("-");
    }
    // "new" when all live trees are, and so on; every live tree by its content.
    QByteArrayList live() const {
        QByteArrayList contents;
        for (const TreeSwitch& tree : journal.trees)
            contents.append(at(tree.live));
        return contents;
    }
};

} // namespace

class TestRecovery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finishesByTheTable_data();
    void finishesByTheTable();
    void doesNothingWithoutAJournal();
    void touchesNothingWithATornJournal_data();
    void touchesNothingWithATornJournal();
    void endsWithTheSecondTree_data();
    void endsWithTheSecondTree();
    void goesForwardOverTwoRenames();
    void probesAtMostThreeTimes();
    void readsBackWhatItWrote();
    void rehashesAnOldStage();
};

Q_DECLARE_METATYPE(JournalState)
Q_DECLARE_METATYPE(FinishReport::Kind)
Q_DECLARE_METATYPE(Put)

namespace {

using Kind = FinishReport::Kind;
using State = JournalState;

struct Row {
    const char* name;
    JournalState state;
    Names names;
    bool probeFails;
    bool vault;
    Kind kind;
    const char* live;  // what programs see afterwards
    const char* calls; // what the product was asked
};

// clang-format off
const Row Rows[] = {
    {"PREPARING: nothing to undo",
     State::Preparing, {Put::Old, Put::New}, false, false, Kind::Discarded, "old", "discard"},
    {"PREPARING: the stage is not there yet",
     State::Preparing, {Put::Old, Put::Nothing}, false, false, Kind::Discarded, "old", "discard"},
    {"READY: offers to install",
     State::Ready, {Put::Old, Put::New}, false, false, Kind::ReadyToInstall, "old", ""},
    {"READY: the stage is gone",
     State::Ready, {Put::Old, Put::Nothing}, false, false, Kind::Discarded, "old", "discard"},
    {"READY: somebody else changed the live tree",
     State::Ready, {Put::Other, Put::New}, false, false, Kind::Discarded, "something else", "discard"},
    {"STOPPING: restarts, back to READY",
     State::Stopping, {Put::Old, Put::New}, false, false, Kind::ReadyToInstall, "old", "restart"},
    {"SWITCHING: L old, S new: exchange",
     State::Switching, {Put::Old, Put::New}, false, false, Kind::RolledForward, "new", "probe commit"},
    {"SWITCHING: L new, S old: done",
     State::Switching, {Put::New, Put::Old}, false, false, Kind::RolledForward, "new", "probe commit"},
    {"SWITCHING: L missing, A old, S new: rename",
     State::Switching, {Put::Nothing, Put::New, Put::Old}, false, false, Kind::RolledForward, "new", "probe commit"},
    {"SWITCHING: L new, S missing, A old: the last rename",
     State::Switching, {Put::New, Put::Nothing, Put::Old}, false, false, Kind::RolledForward, "new", "probe commit"},
    {"SWITCHING: L old, S missing",
     State::Switching, {Put::Old, Put::Nothing}, false, false, Kind::RolledBack, "old", "carry settle"},
    {"SWITCHING: L old, S damaged",
     State::Switching, {Put::Old, Put::DamagedNew}, false, false, Kind::RolledBack, "old", "carry settle"},
    {"SWITCHING: L is neither",
     State::Switching, {Put::Other, Put::New}, false, false, Kind::NeedsHelp, "something else", ""},
    {"SWITCHING: the probe fails afterwards",
     State::Switching, {Put::Old, Put::New}, true, false, Kind::RolledBack, "old", "probe carry settle"},
    {"PROBING: all new: probe again",
     State::Probing, {Put::New, Put::Old}, false, false, Kind::RolledForward, "new", "probe commit"},
    {"PROBING: the probe says no",
     State::Probing, {Put::New, Put::Old}, true, false, Kind::RolledBack, "old", "probe carry settle"},
    {"PROBING: one is not new",
     State::Probing, {Put::Old, Put::New}, false, false, Kind::RolledBack, "old", "carry settle"},
    {"PROBING: L is neither",
     State::Probing, {Put::Other, Put::Old}, false, false, Kind::NeedsHelp, "something else", ""},
    {"COMMITTED: cleans up",
     State::Committed, {Put::New, Put::Old}, false, false, Kind::RolledForward, "new", "commit"},
    {"COMMITTED: `previous` was kept already",
     State::Committed, {Put::New, Put::Nothing}, false, false, Kind::RolledForward, "new", "commit"},
    {"COMMITTED: the old tree is live",
     State::Committed, {Put::Old, Put::New}, false, false, Kind::NeedsHelp, "old", ""},
    {"REVERTING: L new, S old: exchange back",
     State::Reverting, {Put::New, Put::Old}, false, false, Kind::RolledBack, "old", "carry settle"},
    {"REVERTING: L old: done",
     State::Reverting, {Put::Old, Put::New}, false, false, Kind::RolledBack, "old", "carry settle"},
    {"REVERTING: L missing, A old: rename",
     State::Reverting, {Put::Nothing, Put::New, Put::Old}, false, false, Kind::RolledBack, "old", "carry settle"},
    {"REVERTING: L missing, A new, S old: rename",
     State::Reverting, {Put::Nothing, Put::Old, Put::New}, false, false, Kind::RolledBack, "old", "carry settle"},
    {"REVERTING: L new, S missing, A old: renames back",
     State::Reverting, {Put::New, Put::Nothing, Put::Old}, false, false, Kind::RolledBack, "old", "carry settle"},
    {"REVERTING: S old missing: from the vault",
     State::Reverting, {Put::New, Put::Nothing}, false, true, Kind::RolledBack, "old", "restore carry settle"},
    {"REVERTING: S old missing, nothing in the vault",
     State::Reverting, {Put::New, Put::Nothing}, false, false, Kind::NeedsHelp, "new", "restore"},
    {"REVERTING: L is neither",
     State::Reverting, {Put::Other, Put::Old}, false, false, Kind::NeedsHelp, "something else", ""},
    {"REVERTED: settles",
     State::Reverted, {Put::Old, Put::New}, false, false, Kind::RolledBack, "old", "settle"},
};
// clang-format on

} // namespace

void TestRecovery::finishesByTheTable_data() {
    QTest::addColumn<int>("row");
    QTest::addColumn<bool>("known");
    for (int at = 0; at < int(std::size(Rows)); ++at) {
        QTest::addRow("%s", Rows[at].name) << at << true;
        QTest::addRow("%s, by hash", Rows[at].name) << at << false;
    }
}

void TestRecovery::finishesByTheTable() {
    QFETCH(int, row);
    QFETCH(bool, known);
    const Row& expected = Rows[row];
    Site site;
    site.addTree("app", expected.names, known);
    site.journal.state = expected.state;
    site.journal.started = QDateTime::fromSecsSinceEpoch(1'000'000, Qt::UTC);
    VERIFY_OK(writeJournal(*site.files, site.path(), site.journal));
    RecordingActs acts(*site.files);
    acts.probeFails = expected.probeFails;
    acts.vault = expected.vault;

    auto ending = Recovery(*site.files, site.path(), acts).finish();
    VERIFY_OK(ending);
    QCOMPARE(int(ending->report.kind), int(expected.kind));
    QCOMPARE(acts.calls.join(u' '), QString::fromLatin1(expected.calls));
    QCOMPARE(site.live(), QByteArrayList{expected.live});
    const bool open = expected.kind == Kind::NeedsHelp || expected.kind == Kind::ReadyToInstall;
    QCOMPARE(site.files->exists(site.path()), open);

    // Asked again, it changes nothing.
    acts.calls.clear();
    ending = Recovery(*site.files, site.path(), acts).finish();
    VERIFY_OK(ending);
    QCOMPARE(int(ending->report.kind), int(open ? expected.kind : Kind::NothingToDo));
    QCOMPARE(site.live(), QByteArrayList{expected.live});
}

void TestRecovery::doesNothingWithoutAJournal() {
    Site site;
    RecordingActs acts(*site.files);
    const auto ending = Recovery(*site.files, site.path(), acts).finish();
    VERIFY_OK(ending);
    QCOMPARE(int(ending->report.kind), int(Kind::NothingToDo));
    QCOMPARE(acts.calls, QStringList{"strays"});
}

void TestRecovery::touchesNothingWithATornJournal_data() {
    QTest::addColumn<QByteArray>("text");
    Journal journal;
    journal.state = JournalState::Switching;
    const QByteArray whole = serialize(journal);
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut in the middle") << whole.first(whole.size() / 2);
    QTest::newRow("a byte changed") << QByteArray(whole).replace("SWITCHING", "REVERTING");
    QTest::newRow("a newer format")
        << QByteArray(whole).replace("upkeep-journal 1", "upkeep-journal 2");
}

void TestRecovery::touchesNothingWithATornJournal() {
    QFETCH(QByteArray, text);
    Site site;
    site.addTree("app", {Put::Old, Put::New}, true);
    VERIFY_OK(site.files->writeAndSync(site.path(), text));
    RecordingActs acts(*site.files);
    const auto ending = Recovery(*site.files, site.path(), acts).finish();
    VERIFY_OK(ending);
    QCOMPARE(int(ending->report.kind), int(Kind::NeedsHelp));
    QVERIFY(ending->report.steps.value(0).startsWith("journal-unreadable"));
    QCOMPARE(site.live(), QByteArrayList{"old"});
    QVERIFY(acts.calls.isEmpty());
}

// The first tree has been exchanged, the second has not.
void TestRecovery::endsWithTheSecondTree_data() {
    QTest::addColumn<int>("staged");
    QTest::addColumn<QByteArray>("live");
    QTest::newRow("whole: both are new") << int(Put::New) << QByteArray("new");
    QTest::newRow("damaged: both are old") << int(Put::DamagedNew) << QByteArray("old");
}

void TestRecovery::endsWithTheSecondTree() {
    QFETCH(int, staged);
    QFETCH(QByteArray, live);
    Site site;
    site.addTree("app", {Put::New, Put::Old}, true);
    site.addTree("notes", {Put::Old, Put(staged)}, true);
    site.journal.state = JournalState::Switching;
    VERIFY_OK(writeJournal(*site.files, site.path(), site.journal));
    RecordingActs acts(*site.files);
    VERIFY_OK(Recovery(*site.files, site.path(), acts).finish());
    QCOMPARE(site.live(), (QByteArrayList{live, live}));
}

void TestRecovery::goesForwardOverTwoRenames() {
    Site site;
    site.addTree("app", {Put::Old, Put::New}, true);
    test::FaultyFileSystem disk(*site.files);
    disk.exchangeIsSupported = false;
    VERIFY_OK(bringNew(disk, site.journal.trees.first()));
    QCOMPARE(site.live(), QByteArrayList{"new"});
    QCOMPARE(site.at(site.journal.trees.first().staged), QByteArray("old"));
    VERIFY_OK(bringOld(disk, site.journal.trees.first()));
    QCOMPARE(site.live(), QByteArrayList{"old"});
    QCOMPARE(site.at(site.journal.trees.first().staged), QByteArray("new"));
}

void TestRecovery::probesAtMostThreeTimes() {
    Site site;
    site.addTree("app", {Put::New, Put::Old}, true);
    site.journal.state = JournalState::Probing;
    site.journal.probes = 3; // each time the machine went down in it
    VERIFY_OK(writeJournal(*site.files, site.path(), site.journal));
    RecordingActs acts(*site.files);
    const auto ending = Recovery(*site.files, site.path(), acts).finish();
    VERIFY_OK(ending);
    QCOMPARE(int(ending->report.kind), int(Kind::RolledBack));
    QCOMPARE(acts.calls, (QStringList{"carry", "settle"}));
    QCOMPARE(ending->journal->cause->code, ErrorCode::ProbeFailed);
}

void TestRecovery::readsBackWhatItWrote() {
    Site site;
    site.addTree("app", {Put::Old, Put::New}, true);
    Journal& journal = site.journal;
    journal.transaction = "t-1";
    journal.operation = JournalOperation::Rollback;
    journal.state = JournalState::Reverting;
    journal.from = Version::parse("1.2.0").value();
    journal.to = Version::parse("1.1.0-rc.1").value();
    journal.counterTo = 12;
    journal.started = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    journal.stopped = {"almanac-sync.service"};
    journal.kept = {"app.yaml: size"};
    journal.trees.first().live = LocalPath::parse("/tmp/\xff not text\n").value();
    journal.cause = Error{ErrorCode::ProbeTimeout, "bin/almanac", "30 s"};
    const auto read = parseJournal(serialize(journal));
    VERIFY_OK(read);
    QCOMPARE(*read, journal);
}

void TestRecovery::rehashesAnOldStage() {
    Site site;
    site.addTree("app", {Put::Old, Put::DamagedNew}, true);
    site.journal.state = JournalState::Ready;
    site.journal.started = QDateTime::fromSecsSinceEpoch(1'000'000, Qt::UTC);
    VERIFY_OK(writeJournal(*site.files, site.path(), site.journal));
    RecordingActs acts(*site.files);
    acts.clock = site.journal.started.addDays(2);
    const auto ending = Recovery(*site.files, site.path(), acts).finish();
    VERIFY_OK(ending);
    QCOMPARE(int(ending->report.kind), int(Kind::Discarded));
}

QTEST_GUILESS_MAIN(TestRecovery)
#include "test_recovery.moc"
