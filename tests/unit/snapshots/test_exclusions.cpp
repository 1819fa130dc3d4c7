// SPDX-License-Identifier: Apache-2.0
#include "snapshots/exclusions.h"

#include <QTest>

using namespace upkeep;

class TestExclusions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchesAsGitDoes_data() {
        QTest::addColumn<QByteArray>("patterns");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("folder");
        QTest::addColumn<bool>("excluded");
        const auto row = [](const char* patterns, const char* name, bool excluded) {
            const QByteArray bytes(name);
            const bool folder = bytes.endsWith('/');
            QTest::addRow("%s | %s", patterns, name)
                << QByteArray(patterns) << (folder ? bytes.chopped(1) : bytes) << folder
                << excluded;
        };
        row("*.log", "a.log", true);
        row("*.log", "deep/down/a.log", true);
        row("*.log", "a.log.txt", false);
        row("a*c", "abbc", true);
        row("a*c", "a/c", false);
        row("a?c", "abc", true);
        row("a?c", "ac", false);
        row("/cache", "cache", true);
        row("/cache", "deep/cache", false);
        row("cache/", "deep/cache/", true);
        row("cache/", "cache", false);
        row("a/b", "a/b", true);
        row("a/b", "x/a/b", false);
        row("a/*", "a/b", true);
        row("a/*", "a/b/c", false);
        row("a/**", "a/b/c", true);
        row("**/tmp", "tmp", true);
        row("**/tmp", "x/y/tmp", true);
        row("**/tmp", "x/tmpx", false);
        row("a/**/z", "a/z", true);
        row("a/**/z", "a/b/c/z", true);
        row("a/**/z", "b/z", false);
        row("*.log !keep.log", "keep.log", false);
        row("*.log !keep.log", "x.log", true);
        row("!keep.log *.log", "keep.log", true);
        row("# *.x", "#", false);
        row("\\*", "*", true);
        row("\\*", "x", false);
        row("\\?", "x", false);
        row("\xff*", "\xff\xfe", true);
        row("*", "anything", true);
    }
    void matchesAsGitDoes() {
        QFETCH(QByteArray, patterns);
        QFETCH(QByteArray, name);
        QFETCH(bool, folder);
        const Exclusions exclusions(patterns.split(' '));
        QTEST(exclusions.excludes(LocalName::parse(name).value(), folder), "excluded");
    }
};

QTEST_GUILESS_MAIN(TestExclusions)
#include "test_exclusions.moc"
