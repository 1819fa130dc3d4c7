// SPDX-License-Identifier: Apache-2.0
#include "product/changelog.h"

#include <QTest>

using namespace upkeep;

namespace {

const char* const text = R"(# Changelog

All notable changes. Format: [Keep a Changelog](https://keepachangelog.com).

## [Unreleased]
### Added
- Nothing anyone has seen

## [1.2.0] - 2026-02-01
Words before the sections.

On two lines.
### Security
- Closes CVE-2026-0002 and cve-2026-0003
### Added
- A calendar
  that goes on
  - with a point below

- Another thing

## [1.1.1] - 2026-01-20 [YANKED]
### Fixed
* Crash, see CVE-2026-0002

## v1.1.0 (2026-01-13)
### Changed
- **Breaking:** settings moved
- BREAKING CHANGE: and again
- Not breaking
```
## [9.9.9] - 2030-01-01
- inside a fence
```
### Performance
- Faster

## [1.0.0]

## Older notes
- from before

[1.2.0]: https://example.org/compare/1.1.0...1.2.0
[Unreleased]: https://example.org
)";

} // namespace

class TestChangelog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsVersionsNewestFirstWithoutUnreleased() {
        const auto entries = parseChangelog(text).value();
        QStringList versions;
        for (const ChangelogEntry& entry : entries)
            versions += entry.version.toString();
        QCOMPARE(versions, (QStringList{"1.2.0", "1.1.1", "1.1.0", "1.0.0"}));
        QCOMPARE(entries[0].date, QDate(2026, 2, 1));
        QCOMPARE(entries[2].date, QDate(2026, 1, 13));
        QVERIFY(!entries[3].date.isValid());
        QVERIFY(entries[1].yanked);
        QVERIFY(!entries[0].yanked);
        QVERIFY(entries[3].changes.isEmpty());
    }

    void readsItemsWithTheirSections() {
        const auto entries = parseChangelog(text).value();
        const ChangelogEntry& newest = entries[0];
        QCOMPARE(newest.intro, "Words before the sections.\n\nOn two lines.");
        QCOMPARE(newest.changes.size(), 3);
        QCOMPARE(newest.changes[0].kind, ChangeKind::Security);
        QCOMPARE(newest.changes[1].kind, ChangeKind::Added);
        QCOMPARE(newest.changes[1].text, "A calendar\nthat goes on\n- with a point below");
        QCOMPARE(newest.changes[2].text, "Another thing");
        QCOMPARE(entries[1].changes[0].kind, ChangeKind::Fixed);
    }

    void marksBreakingChangesAndFences() {
        const ChangelogEntry entry = parseChangelog(text).value()[2];
        QCOMPARE(entry.changes.size(), 4);
        QVERIFY(entry.changes[0].breaking);
        QVERIFY(entry.changes[1].breaking);
        QVERIFY(!entry.changes[2].breaking);
        QVERIFY(entry.changes[2].text.contains("inside a fence"));
        QCOMPARE(entry.changes[3].kind, ChangeKind::Changed);
        QCOMPARE(entry.changes[3].text, "Faster");
    }

    void collectsCves() {
        QCOMPARE(parseChangelog(text).value()[0].cves(),
                 (QStringList{"CVE-2026-0002", "CVE-2026-0003"}));
    }

    void cutsOutWhatIsNew() {
        const auto entries = parseChangelog(text).value();
        const auto between = changesBetween(
            entries, Version::parse("1.0.0").value(), Version::parse("1.1.1").value());
        QCOMPARE(between.size(), 2);
        QCOMPARE(between[0].version.toString(), "1.1.1");
        QCOMPARE(between[1].version.toString(), "1.1.0");
    }

    void readsWindowsLineEndsTheSame() {
        const QByteArray windows = QByteArray(text).replace("\n", "\r\n");
        QCOMPARE(parseChangelog(windows).value()[0].changes[1].text,
                 parseChangelog(text).value()[0].changes[1].text);
    }

    void refuses() {
        QCOMPARE(parseChangelog("").error().code, ErrorCode::ChangelogInvalid);
        QVERIFY(!parseChangelog("## [Unreleased]\n- a\n"));
        QVERIFY(!parseChangelog("## [1.0.0]\n\xff"));
        const QByteArray head = "## [1.0.0]\n";
        QVERIFY(parseChangelog(head + QByteArray(256 * 1024 - head.size(), 'x')).has_value());
        QVERIFY(!parseChangelog(head + QByteArray(256 * 1024 - head.size() + 1, 'x')).has_value());
    }
};

QTEST_GUILESS_MAIN(TestChangelog)
#include "test_changelog.moc"
