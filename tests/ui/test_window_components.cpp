// SPDX-License-Identifier: Apache-2.0
// The components page.
#include "support/window_world.h"

#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

class TestWindowComponents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dressForTests(); }

    void verifiesAndRepairs() {
        World world;
        world.walks.issues = {{IssueKind::BinaryCorruption, "app", "bin/almanac", "changed"},
                              {IssueKind::ConfigInvalid, "settings", "a.yaml", "unreadable"}};
        world.window.showPage("components");
        world.settle();
        press(world.window, "Verify");
        world.settle();
        QVERIFY(!world.walks.calls.contains("repair"));
        press(world.window, "Repair");
        world.settle();
        QVERIFY(world.walks.calls.contains("repair"));
        press(world.window, "Verify"); // nothing is left to repair
        world.settle();
        QCOMPARE(world.walks.calls.count("verify"), 2);
    }
};

QTEST_MAIN(TestWindowComponents)
#include "test_window_components.moc"
