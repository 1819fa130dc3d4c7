// SPDX-License-Identifier: Apache-2.0
#include "release_bench.h"
#include "support/faulty_file_system.h"
#include "support/verify_ok.h"

#include <QTest>

#include <sys/stat.h>

using namespace upkeep;
using namespace upkeep::test;

Q_DECLARE_METATYPE(std::function<void(ReleaseBench&, ReleaseRequest&)>)
using Spoil = std::function<void(ReleaseBench&, ReleaseRequest&)>;

class TestReleaseMaker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesWhatAClientBelieves() {
        ReleaseBench bench;
        const auto first = bench.make(bench.request("1.0.0"));
        VERIFY_OK(first);
        QCOMPARE(first->document.counter, 1);
        const auto second = bench.make(bench.request("1.1.0"));
        VERIFY_OK(second);
        QCOMPARE(second->document.counter, 2);
        QCOMPARE(second->document.updateType, UpdateType::Minor);
        QCOMPARE(second->tag, "v1.1.0");
        QVERIFY(second->document.framesFromTree(first->document.toTree));
        QVERIFY(second->document.evolutionPayload(Payload::Kind::Evolution, u"chime"));
        const auto report = bench.verify();
        VERIFY_OK(report);
        QCOMPARE(report->releases, 2);
        QVERIFY(report->trustedUntil > bench.now);
    }

    void givesTheSameBytesAgain() {
        ReleaseBench one;
        ReleaseBench other;
        const auto left = one.make(one.request("1.0.0"));
        const auto right = other.make(other.request("1.0.0"));
        VERIFY_OK(left);
        VERIFY_OK(right);
        QCOMPARE(right->document, left->document);
    }

    // Cut off at any operation after the first patch is finished, a release goes on with it, and
    // comes to the same bytes as one that ran through.
    void goesOnWithFinishedPatches() {
        ReleaseBench whole;
        VERIFY_OK(whole.make(whole.request("1.0.0")));
        VERIFY_OK(whole.make(whole.request("1.1.0")));
        const auto expected = whole.make(whole.request("1.2.0"));
        VERIFY_OK(expected);

        ReleaseBench cut;
        VERIFY_OK(cut.make(cut.request("1.0.0")));
        VERIFY_OK(cut.make(cut.request("1.1.0")));
        FaultyFileSystem faulty(*cut.files);
        QStringList lines;
        const PublishLog log = [&](const QString& line) { lines += line; };
        const auto make = [&](FileSystem& files) {
            return makeRelease(
                files, *cut.processes, cut.request("1.2.0"), ReleaseBench::keys(), log, {});
        };
        const auto finished = [&cut] {
            const QDir kept(cut.folder.filePath("site/.making/patches"));
            const QStringList names = kept.entryList(QDir::Files);
            return std::any_of(names.begin(), names.end(), [](const QString& name) {
                return !name.endsWith(".part");
            });
        };
        for (int operation = 20; !finished(); operation += 3) {
            faulty.restart();
            faulty.stopAt(operation);
            QVERIFY2(!make(faulty).has_value(), "never stopped behind a finished patch");
        }
        lines.clear();
        const auto made = make(*cut.files);
        VERIFY_OK(made);
        QVERIFY2(!lines.filter("made before").isEmpty(), qPrintable(lines.join('\n')));
        QVERIFY(made->document == expected->document);
        QVERIFY(!QFile::exists(cut.folder.filePath("site/.making")));
        VERIFY_OK(cut.verify());
    }

    void signsTheProductFileWithinTheTree() {
        ReleaseBench bench;
        bench.put("tree/product.yaml", "not the one handed in\n");
        const auto made = bench.make(bench.request("1.0.0"));
        VERIFY_OK(made);
        QFile here(bench.folder.filePath("product.yaml"));
        QVERIFY(here.open(QIODevice::ReadOnly));
        // Unpacked sizes: clock, face, product.yaml.
        QCOMPARE(made->document.unpackedSize, 11 + 3000 + here.size());
    }

    void refuses_data() {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const char* code, Spoil spoil) {
            QTest::newRow(name) << std::move(spoil) << QString(code);
        };
        row("the version that is published already",
            "publish.invalid",
            [](auto& bench, auto& request) { request = bench.request("1.0.0"); });
        row("a lower version", "publish.invalid", [](auto& bench, auto& request) {
            request = bench.request("0.9.0");
        });
        row("a manifest of another version", "publish.invalid", [](auto& bench, auto&) {
            bench.put("manifest.yaml", "version: \"3.0.0\"\n");
        });
        row("an evolution that is not described",
            "publish.invalid",
            [](auto& bench, auto& request) {
                request.evolutions.insert("gong", bench.path("chime"));
            });
        row("an evolution that is described but missing",
            "publish.invalid",
            [](auto&, auto& request) { request.evolutions.clear(); });
        row("a changelog without this version", "publish.invalid", [](auto& bench, auto&) {
            bench.put("CHANGELOG.md", "# Changelog\n\n## [0.1.0] - 2026-01-01\n\n### Added\n- x\n");
        });
        row("a broken product file", "parse.invalid", [](auto& bench, auto&) {
            bench.put("product.yaml", "id: [\n");
        });
        row("a manifest with an unknown key", "manifest.invalid", [](auto& bench, auto&) {
            bench.put("manifest.yaml", "version: \"1.1.0\"\nrun_shell: rm\n");
        });
        row("a name that is not portable", "name.invalid", [](auto& bench, auto&) {
            bench.put("tree/a\\b", "x");
        });
        row("names that differ in case only", "tree.invalid", [](auto& bench, auto&) {
            bench.put("tree/README", "x");
            bench.put("tree/readme", "x");
        });
        row("a pipe in the tree", "tree.invalid", [](auto& bench, auto&) {
            ::mkfifo(qPrintable(bench.folder.filePath("tree/pipe")), 0600);
        });
        row("a link that leaves the tree", "tree.invalid", [](auto& bench, auto&) {
            QFile::link("/etc/passwd", bench.folder.filePath("tree/link"));
        });
        row("an evolution's folder in the application", "publish.invalid", [](auto& bench, auto&) {
            bench.put("tree/evolutions/chime/x", "x");
        });
        row("a tree that is not there", "file.not-found", [](auto& bench, auto& request) {
            request.tree = bench.path("nowhere");
        });
    }
    void refuses() {
        QFETCH(Spoil, spoil);
        QFETCH(QString, code);
        ReleaseBench bench;
        bench.takePublished();
        ReleaseRequest request = bench.request("1.1.0");
        spoil(bench, request);
        QCOMPARE(codeOf(bench.make(request)), code);
        QVERIFY(!QFile::exists(bench.folder.filePath("site/.making")));
        // What is published stays as it was, and a good release can follow.
        const auto report = bench.verify();
        VERIFY_OK(report);
        QCOMPARE(report->releases, 1);
    }

    void replacesWhatWasNeverSigned() {
        ReleaseBench bench;
        bench.put("site/releases/v1.0.0/clock-1.0.0-linux-x64.tar.zst", "half an upload");
        VERIFY_OK(bench.make(bench.request("1.0.0")));
        VERIFY_OK(bench.verify());
    }

    void refusesOtherKeys() {
        ReleaseBench bench;
        bench.takePublished();
        VERIFY_OK(KeyFolder::create(*bench.files,
                                    bench.path("others"),
                                    {KeyProfile::Team, KeyKind::Ed25519, {}, QDate(2026, 5, 4)},
                                    "secret"));
        QCOMPARE(codeOf(KeyFolder::open(*bench.files, bench.path("others"), "wrong")),
                 "key.invalid");
        const auto others = KeyFolder::open(*bench.files, bench.path("others"), "secret");
        VERIFY_OK(others);
        QCOMPARE(others->profile(), KeyProfile::Team);
        const auto made = makeRelease(*bench.files,
                                      *bench.processes,
                                      bench.request("1.1.0"),
                                      *others,
                                      [](const QString&) {},
                                      {});
        QVERIFY(!made.has_value());
        QCOMPARE(bench.verify()->releases, 1);
    }
};

QTEST_GUILESS_MAIN(TestReleaseMaker)
#include "test_release_maker.moc"
