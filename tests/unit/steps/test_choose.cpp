// SPDX-License-Identifier: Apache-2.0
#include "steps/choose.h"

#include <QTest>

using namespace upkeep;

namespace {

constexpr qint64 mega = 1'000'000;
const Digest installed = Digest::of("installed tree");

Payload payload(Payload::Kind kind, qint64 length) {
    Payload made;
    made.kind = kind;
    made.length = length;
    return made;
}

// 10 MB whole, 3 MB as frames, 1 MB as a patch.
ReleaseDocument release() {
    ReleaseDocument document;
    document.unpackedSize = 30 * mega;
    document.payloads = {payload(Payload::Kind::Package, 10 * mega),
                         payload(Payload::Kind::Index, mega / 10),
                         payload(Payload::Kind::Patch, mega)};
    document.payloads.last().fromTree = installed;
    document.framesFrom = {{installed, 3 * mega, 2}};
    return document;
}

// A release with a patch of 0.5 MB from `from`.
ReleaseDocument between(const char* version, const Digest& from) {
    ReleaseDocument document;
    document.version = Version::parse(QString(version)).value();
    document.toTree = Digest::of(version);
    document.unpackedSize = 30 * mega;
    document.payloads = {payload(Payload::Kind::Patch, mega / 2)};
    document.payloads.last().fromTree = from;
    return document;
}

const PlanWay& wayOf(const QList<PlanWay>& ways, WayKind kind) {
    return *std::find_if(
        ways.begin(), ways.end(), [&](const PlanWay& way) { return way.kind == kind; });
}

} // namespace

class TestChoose : public QObject {
    Q_OBJECT

    using Change = std::function<void(ReleaseDocument&, ChooseInput&)>;

private Q_SLOTS:
    void takesTheCheapestOfWhatIsPossible_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<WayKind>("chosen");
        QTest::addColumn<WayKind>("other"); // one that was not taken
        QTest::addColumn<QString>("why");   // empty: it costs more
        const auto row = [](const char* name,
                            const Change& change,
                            WayKind chosen,
                            WayKind other,
                            const char* why) {
            QTest::newRow(name) << change << chosen << other << why;
        };
        using Document = ReleaseDocument;
        using Input = ChooseInput;
        row(
            "everything is there",
            [](Document&, Input&) {},
            WayKind::Patch,
            WayKind::PatchAndFrames,
            "not-needed");
        row(
            "frames cost more than the patch",
            [](Document&, Input&) {},
            WayKind::Patch,
            WayKind::Frames,
            "");
        row(
            "an unknown tree",
            [](Document&, Input& input) { input.installedTree = Digest::of("x"); },
            WayKind::Package,
            WayKind::Frames,
            "tree-unknown");
        row(
            "no patch from this tree",
            [](Document& document, Input&) { document.payloads[2].fromTree = Digest::of("x"); },
            WayKind::Frames,
            WayKind::Patch,
            "none-published");
        row(
            "a patch of the future",
            [](Document& document, Input&) { document.payloads[2].needs = {"patch-9"}; },
            WayKind::Frames,
            WayKind::Patch,
            "needs");
        row(
            "a patch that wants more memory than there is",
            [](Document& document, Input& input) {
                document.payloads[2].heapKib = 1025;
                input.memory = 1 << 20;
            },
            WayKind::Frames,
            WayKind::Patch,
            "heap");
        row(
            "just enough memory",
            [](Document& document, Input& input) {
                document.payloads[2].heapKib = 1024;
                input.memory = 1 << 20;
            },
            WayKind::Patch,
            WayKind::Frames,
            "");
        row(
            "one changed file",
            [](Document&, Input& input) {
                input.changedFiles = 1;
                input.changedBytes = mega;
            },
            WayKind::PatchAndFrames,
            WayKind::Patch,
            "source-missing");
        row(
            "everything changed",
            [](Document&, Input& input) {
                input.changedFiles = 100;
                input.changedBytes = 30 * mega;
            },
            WayKind::Package,
            WayKind::PatchAndFrames,
            "");
        row(
            "many requests cost more than bytes",
            [](Document& document, Input& input) {
                document.payloads[2].fromTree = Digest::of("x");
                document.framesFrom = {{input.installedTree, 3 * mega, 80}};
            },
            WayKind::Package,
            WayKind::Frames,
            "");
        row(
            "no index",
            [](Document& document, Input&) {
                document.payloads[2].fromTree = Digest::of("x");
                document.payloads.removeAt(1);
            },
            WayKind::Package,
            WayKind::Frames,
            "none-published");
        row(
            "a host without ranges",
            [](Document& document, Input& input) {
                document.payloads[2].fromTree = Digest::of("x");
                input.ranges = false;
            },
            WayKind::Package,
            WayKind::Frames,
            "no-ranges");
        row(
            "a disk that holds the patch but not the package",
            [](Document&, Input& input) { input.diskFree = 32 * mega; },
            WayKind::Patch,
            WayKind::Package,
            "disk");
    }
    void takesTheCheapestOfWhatIsPossible() {
        QFETCH(Change, change);
        QFETCH(WayKind, chosen);
        QFETCH(WayKind, other);
        QFETCH(QString, why);
        ReleaseDocument document = release();
        ChooseInput input;
        input.installedTree = installed;
        change(document, input);
        const QList<PlanWay> ways = chooseWays(document, input);
        QCOMPARE(ways.size(), 4);
        QVERIFY(ways.first().possible);
        QCOMPARE(ways.first().kind, chosen);
        QCOMPARE(wayOf(ways, other).reason, why.isEmpty() ? QString("costs-more") : why);
        QCOMPARE(wayOf(ways, other).possible, why.isEmpty());
        const bool isOnly = std::count_if(ways.begin(), ways.end(), [](const PlanWay& way) {
                                return way.possible;
                            }) == 1;
        QCOMPARE(ways.first().reason, QString(isOnly ? "only-way" : "cheapest"));
        for (qsizetype i = 1; i < ways.size() && ways[i].possible; ++i)
            QVERIFY(ways[i - 1].score <= ways[i].score);
    }

    void saysWhenNothingIsPossible() {
        ChooseInput input;
        input.installedTree = installed;
        input.diskFree = mega;
        for (const PlanWay& way : chooseWays(release(), input))
            QVERIFY(!way.possible && !way.reason.isEmpty());
    }

    void goesByWayOfReleasesInBetween_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("via"); // empty: no chain is taken
        QTest::addColumn<QString>("why");     // of the chain
        const auto row = [](const char* name,
                            const Change& change,
                            const QStringList& via,
                            const char* why = "cheapest") {
            QTest::newRow(name) << change << via << QString(why);
        };
        using Document = ReleaseDocument;
        using Input = ChooseInput;
        row("two patches", [](Document&, Input&) {}, {"1.1.0"});
        row("three patches",
            [](Document&, Input& input) {
                input.releases[0].payloads[0].fromTree = Digest::of("1.0.9");
                input.releases += between("1.0.9", installed);
            },
            {"1.0.9", "1.1.0"});
        row(
            "four are too many",
            [](Document&, Input& input) {
                input.releases[0].payloads[0].fromTree = Digest::of("1.0.9");
                input.releases += between("1.0.9", Digest::of("1.0.8"));
                input.releases += between("1.0.8", installed);
            },
            {},
            "");
        row(
            "round and round",
            [](Document&, Input& input) {
                input.releases[0].payloads[0].fromTree = Digest::of("1.1.0");
            },
            {},
            "");
        row(
            "a single patch is nearly as cheap",
            [](Document& document, Input&) {
                document.payloads += payload(Payload::Kind::Patch, mega + mega / 5);
                document.payloads.last().fromTree = installed;
            },
            {},
            "not-worth-it");
        row(
            "a file was changed here",
            [](Document&, Input& input) { input.changedFiles = 1; },
            {},
            "source-missing");
        row(
            "no room for the trees in between",
            [](Document&, Input& input) { input.diskFree = 60 * mega; },
            {},
            "disk");
        row(
            "a patch in between of the future",
            [](Document&, Input& input) { input.releases[0].payloads[0].needs = {"patch-9"}; },
            {},
            "");
    }
    // 0.5 MB from what is installed to 1.1.0 and as much from there on.
    void goesByWayOfReleasesInBetween() {
        QFETCH(Change, change);
        QFETCH(QStringList, via);
        QFETCH(QString, why);
        ReleaseDocument document = release();
        document.unpackedSize = 30 * mega;
        document.payloads[2].fromTree = Digest::of("1.1.0");
        document.payloads[2].length = mega / 2;
        ChooseInput input;
        input.installedTree = installed;
        input.bytesPerSecond = 100'000;
        input.releases = {between("1.1.0", installed)};
        change(document, input);
        const QList<PlanWay> ways = chooseWays(document, input);
        const auto chain = std::find_if(ways.begin(), ways.end(), [](const PlanWay& way) {
            return way.kind == WayKind::PatchChain;
        });
        QCOMPARE(chain == ways.end(), why.isEmpty());
        if (chain == ways.end())
            return;
        QCOMPARE(chain->reason, why);
        QCOMPARE(chain->possible, !via.isEmpty());
        if (via.isEmpty())
            return;
        QCOMPARE(ways.first().kind, WayKind::PatchChain);
        QCOMPARE(chain->via, via);
        QCOMPARE(chain->requests, int(via.size()) + 1);
        QCOMPARE(chain->bytes, mega / 2 * (via.size() + 1));
    }

    // A change is in one piece of a file, as a rule.
    void countsOnePieceOfALargeFile() {
        FileEntry entry;
        entry.size = 100;
        QCOMPARE(likelyLost(entry), qint64(100));
        entry.size = 100 * mega;
        QCOMPARE(likelyLost(entry), qint64(4) << 20);
    }
};

QTEST_GUILESS_MAIN(TestChoose)
#include "test_choose.moc"
