// SPDX-License-Identifier: Apache-2.0
// Every changing walk, broken at its n-th disk operation: the power goes there (what was not synced
// is forgotten, or half of the operation is done), the process is killed there, or the operation or
// the n-th reading fails: once, or from there on. Then finish(), which may be cut, too: each tree
// wholly old or wholly new, settings and data match the program, no byte of the user is lost, the
// error that was reported names the fault, and finish() again changes nothing.
//
// Some points of each row are tried, spread evenly and elsewhere for each; `test_power_cut --all`
// tries every one of them (25 minutes of one core). Both print the table.
#include "crash/crash_bench.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

bool tryAll = false;
constexpr int sample = 7;

enum class Kind { Cut, Torn, Kill, Fails, FailsFromThen, ReadFails };

struct Fault {
    const char* name;
    Kind kind;
    ErrorCode code = ErrorCode::FileFailed;
};

const QList<Fault> faults{
    {"power cut", Kind::Cut},
    {"torn", Kind::Torn},
    {"killed", Kind::Kill},
    {"EIO", Kind::Fails, ErrorCode::FileFailed},
    {"ENOSPC", Kind::Fails, ErrorCode::FileNoSpace},
    {"EROFS", Kind::Fails, ErrorCode::FileReadOnly},
    {"EACCES", Kind::Fails, ErrorCode::FileAccess},
    {"full from then on", Kind::FailsFromThen, ErrorCode::FileNoSpace},
    {"read-only from then on", Kind::FailsFromThen, ErrorCode::FileReadOnly},
    {"reading EIO", Kind::ReadFails, ErrorCode::FileFailed},
};

// The fault itself, in so many words, or that nothing may be written here.
bool names(const Error& reported, ErrorCode fault) {
    const QString text = reported.toString();
    return text.contains(errorId(fault)) || reported.code == ErrorCode::PreflightBlocked ||
           text.contains(QStringLiteral("unreadable"));
}

struct Tried {
    QByteArray trouble;
    bool reached = false;
};

struct Counted {
    int walk = -1;
    int operations = 0;
    int readings = 0;
};

} // namespace

class TestPowerCut : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void survives_data();
    void survives();
    void survivesACutOfFinishToo_data();
    void survivesACutOfFinishToo();
    void cleanupTestCase();

private:
    void take(int walk);
    std::unique_ptr<FaultyFileSystem> disk();
    Tried tryAt(int point, const Fault& fault, int finishAt = 0);
    QByteArray lookAfterwards(FaultyFileSystem& disk);
    QList<int> points(int all, int row) const;

    std::unique_ptr<CrashBench> m_bench;
    Counted m_counted;
    bool m_exchange = true;
    int m_combinations = 0;
    int m_broken = 0;
    QStringList m_table;
};

// One world at a time: each has its own $HOME.
void TestPowerCut::take(int walk) {
    if (m_counted.walk == walk)
        return;
    m_bench.reset();
    m_bench = crashWalks()[walk].make();
    m_bench->world().leaveUndisturbed();
    m_counted = {};
    m_exchange = crashWalks()[walk].exchange;
    m_bench->layOut();
    const auto whole = disk();
    const auto done = m_bench->walk(*whole);
    m_counted.operations = whole->operations();
    m_counted.readings = whole->readings();
    const bool mayFail = QByteArrayView(crashWalks()[walk].name).contains("ill");
    QVERIFY2(done || mayFail, done ? "" : qPrintable(done.error().toString()));
    QCOMPARE(m_bench->wrong(), QByteArray());
    m_counted.walk = walk;
}

std::unique_ptr<FaultyFileSystem> TestPowerCut::disk() {
    SmallWorld& world = m_bench->world();
    auto made = std::make_unique<FaultyFileSystem>(world.files());
    made->exchangeIsSupported = m_exchange;
    Q_UNUSED(world.files().removeTree(world.path("graveyard")).has_value());
    made->modelDurability(world.home(), world.path("graveyard"));
    return made;
}

QList<int> TestPowerCut::points(int all, int row) const {
    const int step = tryAll ? 1 : std::max(1, all / sample);
    QList<int> chosen;
    for (int at = tryAll ? 1 : 1 + row * 7 % step; at <= all; at += step)
        chosen.append(at);
    return chosen;
}

Tried TestPowerCut::tryAt(int point, const Fault& fault, int finishAt) {
    m_bench->layOut();
    const auto disk = this->disk();
    const bool isError = fault.kind >= Kind::Fails;
    if (fault.kind == Kind::ReadFails)
        disk->failReadAt(point, fault.code);
    else if (fault.kind == Kind::FailsFromThen)
        disk->failFrom(point, fault.code);
    else if (isError)
        disk->failAt(point, fault.code);
    else
        disk->stopAt(point, fault.kind == Kind::Torn ? Cut::Torn : Cut::Clean);
    const auto reported = m_bench->walk(*disk);
    const int got = fault.kind == Kind::ReadFails ? disk->readings() : disk->operations();
    Tried tried{{}, got >= point};
    const QByteArray last = disk->log().value(point - 1).toUtf8();
    if (isError && !reported && !names(reported.error(), fault.code))
        tried.trouble = "reported as " + reported.error().toString().toUtf8();
    if (fault.kind == Kind::Cut || fault.kind == Kind::Torn)
        disk->dropUnsynced();
    disk->restart();
    if (finishAt > 0) {
        disk->stopAt(finishAt);
        Q_UNUSED(m_bench->finish(*disk));
        tried.reached = disk->isStopped();
        disk->dropUnsynced();
        disk->restart();
    }
    if (tried.trouble.isEmpty())
        tried.trouble = lookAfterwards(*disk);
    if (!tried.trouble.isEmpty())
        tried.trouble += " (" + QByteArray::number(point) + ": " + last + ')';
    return tried;
}

QByteArray TestPowerCut::lookAfterwards(FaultyFileSystem& disk) {
    QByteArray trouble = m_bench->finish(disk);
    if (trouble.isEmpty())
        trouble = m_bench->wrong();
    const SmallTree once = m_bench->picture();
    if (trouble.isEmpty())
        trouble = m_bench->finish(disk);
    if (trouble.isEmpty() && m_bench->picture() != once)
        trouble = "finish() again changed something";
    return trouble;
}

void TestPowerCut::survives_data() {
    QTest::addColumn<int>("walk");
    QTest::addColumn<int>("fault");
    for (int walk = 0; walk < crashWalks().size(); ++walk) {
        for (int fault = 0; fault < faults.size(); ++fault)
            QTest::addRow("%s, %s", crashWalks()[walk].name, faults[fault].name) << walk << fault;
    }
}

void TestPowerCut::survives() {
    QFETCH(int, walk);
    QFETCH(int, fault);
    take(walk);
    QCOMPARE(m_counted.walk, walk); // it goes well undisturbed
    const bool reading = faults[fault].kind == Kind::ReadFails;
    const int all = reading ? m_counted.readings : m_counted.operations;
    QVERIFY(all > 10);
    int tries = 0;
    QByteArrayList broken;
    for (const int point : points(all, int(walk * faults.size()) + fault)) {
        const Tried tried = tryAt(point, faults[fault]);
        tries += tried.reached ? 1 : 0;
        if (!tried.trouble.isEmpty())
            broken.append(tried.trouble);
    }
    m_combinations += tries;
    m_broken += int(broken.size());
    m_table.append(QStringLiteral("%1 %2 %3 %4 %5")
                       .arg(QLatin1String(crashWalks()[walk].name), -26)
                       .arg(QLatin1String(faults[fault].name), -24)
                       .arg(all, 6)
                       .arg(tries, 6)
                       .arg(broken.size(), 6));
    QVERIFY2(broken.isEmpty(), broken.mid(0, 8).join('\n').constData());
    QVERIFY(tries > 4);
}

// The power goes, and again while finish() puts things right.
void TestPowerCut::survivesACutOfFinishToo_data() {
    QTest::addColumn<int>("walk");
    for (int walk = 0; walk < crashWalks().size(); ++walk)
        QTest::addRow("%s", crashWalks()[walk].name) << walk;
}

void TestPowerCut::survivesACutOfFinishToo() {
    QFETCH(int, walk);
    take(walk);
    QCOMPARE(m_counted.walk, walk);
    const int step = tryAll ? 5 : std::max(1, m_counted.operations / 5);
    int cuts = 0;
    QByteArrayList broken;
    for (int point = 3 + walk % 5; point <= m_counted.operations; point += step) {
        bool inFinish = true;
        const int stride = tryAll ? 5 : 23;
        for (int at = 1 + (point + walk) % 5; inFinish; at += stride) {
            const Tried tried = tryAt(point, faults.first(), at);
            inFinish = tried.reached;
            cuts += inFinish ? 1 : 0;
            if (!tried.trouble.isEmpty())
                broken.append(tried.trouble + " finish " + QByteArray::number(at));
        }
    }
    m_combinations += cuts;
    m_broken += int(broken.size());
    m_table.append(QStringLiteral("%1 %2 %3 %4 %5")
                       .arg(QLatin1String(crashWalks()[walk].name), -26)
                       .arg(QStringLiteral("power cut, and in finish"), -24)
                       .arg(m_counted.operations, 6)
                       .arg(cuts, 6)
                       .arg(broken.size(), 6));
    QVERIFY2(broken.isEmpty(), broken.mid(0, 8).join('\n').constData());
}

void TestPowerCut::cleanupTestCase() {
    m_bench.reset();
    qInfo("walk                       fault                    points  tried broken\n%s\n"
          "%d combinations, %d broken",
          qPrintable(m_table.join(u'\n')),
          m_combinations,
          m_broken);
    QCOMPARE(m_broken, 0);
}

int main(int count, char** values) {
    QCoreApplication app(count, values);
    QStringList arguments = QCoreApplication::arguments();
    tryAll = arguments.removeAll(QStringLiteral("--all")) > 0;
    TestPowerCut test;
    return QTest::qExec(&test, arguments);
}

#include "test_power_cut.moc"
