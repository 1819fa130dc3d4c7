// SPDX-License-Identifier: Apache-2.0
// The walk, from check to commit and back, on a small but complete world.
#include "support/small_world.h"
#include "support/verify_ok.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestUpdate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void installsUpdatesAndGoesBack();
};

void TestUpdate::installsUpdatesAndGoesBack() {
    SmallWorld world;
    world.publish({"1.0.0", {{"share/text", "one"}, {"share/old", "only in one"}}});
    auto product = world.install();
    VERIFY_OK(product);
    const SmallTree before = world.picture(world.live());
    QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));

    world.publish({"1.1.0", {{"share/text", "two"}, {"share/new", "only in two"}}});
    const auto checked = (*product)->check({}, {}, {});
    VERIFY_OK(checked);
    const auto* const offer = std::get_if<Offer>(&*checked);
    QVERIFY(offer);
    QCOMPARE(offer->to.toString(), QStringLiteral("1.1.0"));

    const auto updated = (*product)->update({}, {}, {});
    VERIFY_OK(updated);
    QCOMPARE(int(updated->kind), int(UpdateOutcome::Kind::Updated));
    QCOMPARE(world.liveVersion(), QByteArray("1.1.0"));
    QCOMPARE(world.read(world.live() / "share/new"), QByteArray("only in two"));
    QVERIFY(!world.files().exists(world.live() / "share/old"));

    const auto back = (*product)->rollback({}, {}, {});
    VERIFY_OK(back);
    QCOMPARE(world.picture(world.live()), before);
    const auto status = (*product)->status();
    VERIFY_OK(status);
    QCOMPARE(status->version.toString(), QStringLiteral("1.0.0"));
    QCOMPARE(int(status->state), int(UpdateState::RolledBack));
}

QTEST_GUILESS_MAIN(TestUpdate)
#include "test_update.moc"
