// SPDX-License-Identifier: Apache-2.0
// A manifest decides where a restore writes: what it may say is checked before anything is written.
#include "snapshots/snapshot_manifest.h"

#include "support/verify_ok.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace upkeep;
using test::codeOf;

namespace {

LocalName name(const QByteArray& bytes) {
    return LocalName::parse(bytes).value();
}

SnapshotEntry entry(const QByteArray& path, SnapshotEntryType type) {
    SnapshotEntry made;
    made.name = name(path);
    made.type = type;
    made.mode = 0755;
    return made;
}

SnapshotManifest sample() {
    SnapshotEntry file = entry("folder/\xff", SnapshotEntryType::File);
    file.size = 5;
    file.digest = Digest::of("12345");
    file.modified = {-5, 999'999'999};
    file.changed = {1'700'000'000, 1};
    file.xattrs = {{"user.note", QByteArray("\0x", 2)}, {"user.empty", ""}};
    file.sparse = true;
    file.torn = true;
    file.hardLinkSet = 7;
    file.uid = 4'000'000'000U;
    file.identity = {1, 2, {3, 4}};
    SnapshotEntry link = entry("link", SnapshotEntryType::Symlink);
    link.target = "../\xfe";
    SnapshotComponent component;
    component.id = "app";
    component.root = LocalPath::parse("/opt/\xff").value();
    component.top.type = SnapshotEntryType::Folder;
    component.entries = {entry("folder", SnapshotEntryType::Folder), file, link};
    component.exclusions = {"*.log"};
    component.leftOut = {name("pipe")};
    SnapshotManifest manifest;
    manifest.id = "20260301T120000000Z-1a2b3c4d";
    manifest.meta.version = Version::parse("1.1.0-rc.1+build").value();
    manifest.meta.time = QDateTime({2026, 3, 1}, {12, 0, 0, 123}, Qt::UTC);
    manifest.components = {component};
    return manifest;
}

using Change = std::function<void(SnapshotManifest&)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class TestSnapshotManifest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas() {
        const SnapshotManifest manifest = sample();
        const auto read = SnapshotManifest::parse(manifest.serialize().value());
        VERIFY_OK(read);
        QCOMPARE(read->id, manifest.id);
        QVERIFY(read->components == manifest.components);
        QCOMPARE(read->meta.time, manifest.meta.time);
        QCOMPARE(read->meta.version.toString(), QString("1.1.0-rc.1+build"));
        QCOMPARE(read->totalSize(), 5);
        QCOMPARE(read->fileCount(), 1);
    }

    void refusesWhatNoSnapshotMaySay_data() {
        QTest::addColumn<Change>("change");
        const auto row = [](const char* what, const Change& change) {
            QTest::newRow(what) << change;
        };
        row("a file below a link", [](SnapshotManifest& m) {
            m.components[0].entries[0].type = SnapshotEntryType::Symlink;
        });
        row("a file below a file",
            [](SnapshotManifest& m) { m.components[0].entries[0].type = SnapshotEntryType::File; });
        row("a file without its folder",
            [](SnapshotManifest& m) { m.components[0].entries.removeFirst(); });
        row("the same name twice", [](SnapshotManifest& m) {
            m.components[0].entries.append(m.components[0].entries.last());
        });
        row("names out of order",
            [](SnapshotManifest& m) { m.components[0].entries.swapItemsAt(0, 2); });
        row("something below a component that is a file",
            [](SnapshotManifest& m) { m.components[0].top.type = SnapshotEntryType::File; });
        row("a mode that is none",
            [](SnapshotManifest& m) { m.components[0].entries[0].mode = 010000; });
        row("a negative size", [](SnapshotManifest& m) { m.components[0].entries[1].size = -1; });
        row("sizes no one can add up", [](SnapshotManifest& m) {
            m.components[0].entries[1].size = std::numeric_limits<qint64>::max();
            m.components[0].top.size = 1;
        });
    }
    void refusesWhatNoSnapshotMaySay() {
        QFETCH(Change, change);
        SnapshotManifest manifest = sample();
        change(manifest);
        QCOMPARE(codeOf(SnapshotManifest::parse(manifest.serialize().value())),
                 QString("snapshot.damaged"));
    }

    void refusesEveryOtherByte() {
        const QByteArray bytes = sample().serialize().value();
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            QByteArray changed = bytes;
            changed[i] = static_cast<char>(changed[i] ^ 1);
            QVERIFY2(!SnapshotManifest::parse(changed).has_value(), QByteArray::number(i));
            QVERIFY2(!SnapshotManifest::parse(bytes.first(i)).has_value(), QByteArray::number(i));
        }
    }
};

QTEST_GUILESS_MAIN(TestSnapshotManifest)
#include "test_snapshot_manifest.moc"
