// SPDX-License-Identifier: Apache-2.0
// Back to an earlier version, from wherever it can be had, and what is offered afterwards;
// restores.
#include "product/policy_document.h"
#include "support/small_world.h"
#include "support/verify_ok.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestGoingBack : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goesBackToAnOlderVersionFromTheVault();
    void goesBackToAReleaseThatIsListed();
    void refusesToGoBackBelowTheMinimum();
    void refusesToGoBackToAWithdrawnVersion();
    void doesNotOfferWhatWasLeft();
    void offersWhatWasLeftWhenAsked_data();
    void offersWhatWasLeftWhenAsked();
    void restoresASnapshot();
    void restoresSingleFiles();
};

namespace {

Version version(const char* text) {
    return Version::parse(QString::fromLatin1(text)).value();
}

const SmallRelease One{"1.0.0", {{"share/text", "one"}, {"share/old", "only in one"}}};
const SmallRelease Two{"1.1.0", {{"share/text", "two"}, {"share/new", "only in two"}}};

} // namespace

void TestGoingBack::goesBackToAnOlderVersionFromTheVault() {
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    const SmallTree before = world.picture(world.live());
    world.publish(Two);
    VERIFY_OK((*product)->update({}, {}, {}));
    world.publish({"1.2.0", {{"share/text", "three"}}});
    VERIFY_OK((*product)->update({}, {}, {}));
    QCOMPARE(world.liveVersion(), QByteArray("1.2.0"));

    // Only the vault can have it.
    VERIFY_OK(world.files().removeTree(world.site()));
    RollbackChoice choice;
    choice.version = version("1.0.0");
    const auto preview = (*product)->previewRollback(choice);
    VERIFY_OK(preview);
    QVERIFY(preview->possible);
    QVERIFY(!preview->snapshot.isEmpty());
    VERIFY_OK((*product)->rollback(choice, {}, {}));
    QCOMPARE(world.picture(world.live()), before);
}

void TestGoingBack::goesBackToAReleaseThatIsListed() {
    SmallWorld world;
    world.publish(One);
    world.publish(Two);
    auto product = world.install("1.1.0");
    VERIFY_OK(product);
    RollbackChoice choice;
    choice.version = version("1.0.0");
    VERIFY_OK((*product)->rollback(choice, {}, {}));
    QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));
}

void TestGoingBack::refusesToGoBackBelowTheMinimum() {
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    world.publish(Two);
    VERIFY_OK((*product)->update({}, {}, {}));
    PolicyDocument policy;
    policy.minimumCounter = 2;
    world.writePolicy(writeJson(policy.toJson()));
    VERIFY_OK((*product)->check({}, {}, {}));
    const auto preview = (*product)->previewRollback({});
    VERIFY_OK(preview);
    QVERIFY(!preview->possible);
    QCOMPARE(preview->reason, QStringLiteral("below-minimum"));
    QCOMPARE(codeOf((*product)->rollback({}, {}, {})), QStringLiteral("rollback.refused"));
    QCOMPARE(world.liveVersion(), QByteArray("1.1.0"));
}

// D10: what the publisher has withdrawn stays so when the network is away.
void TestGoingBack::refusesToGoBackToAWithdrawnVersion() {
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    world.publish(Two);
    VERIFY_OK((*product)->update({}, {}, {}));
    PolicyDocument policy;
    policy.revoked = {{version("1.0.0"), "loses notes"}};
    world.writePolicy(writeJson(policy.toJson()));
    VERIFY_OK((*product)->check({}, {}, {}));
    const auto preview = (*product)->previewRollback({});
    VERIFY_OK(preview);
    QVERIFY(!preview->possible);
    QCOMPARE(preview->reason, QStringLiteral("revoked"));
    QCOMPARE(codeOf((*product)->rollback({}, {}, {})), QStringLiteral("rollback.refused"));
    QCOMPARE(world.liveVersion(), QByteArray("1.1.0"));
    // Until it says otherwise.
    world.writePolicy(writeJson(PolicyDocument().toJson()));
    VERIFY_OK((*product)->check({}, {}, {}));
    VERIFY_OK((*product)->rollback({}, {}, {}));
    QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));
}

void TestGoingBack::doesNotOfferWhatWasLeft() {
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    world.publish(Two);
    VERIFY_OK((*product)->update({}, {}, {}));
    VERIFY_OK((*product)->rollback({}, {}, {}));
    const auto status = (*product)->status();
    VERIFY_OK(status);
    QCOMPARE(status->pinnedTo->toString(), QStringLiteral("1.0.0"));
    QCOMPARE(status->leftVersion.toString(), QStringLiteral("1.1.0"));
    const auto silent = (*product)->check({false, Trigger::Silent}, {}, {});
    VERIFY_OK(silent);
    QVERIFY(!std::holds_alternative<Offer>(*silent));
    QCOMPARE(int((*product)->status()->state), int(UpdateState::RolledBack));
    // Until the person says so, once and for all.
    VERIFY_OK((*product)->resume());
    QVERIFY(!(*product)->status()->pinnedTo);
    QCOMPARE(int((*product)->status()->state), int(UpdateState::NotChecked));
    const auto resumed = (*product)->check({false, Trigger::Silent}, {}, {});
    VERIFY_OK(resumed);
    QCOMPARE(std::get<Offer>(*resumed).to.toString(), QStringLiteral("1.1.0"));
    QVERIFY(!std::get<Offer>(*resumed).skipped);
}

// "Try 1.1.0 Again": a check by hand offers it, and status says so until it is left again.
void TestGoingBack::offersWhatWasLeftWhenAsked_data() {
    QTest::addColumn<bool>("healthy");
    QTest::newRow("after a manual rollback") << true;
    QTest::newRow("after a failed probe") << false;
}

void TestGoingBack::offersWhatWasLeftWhenAsked() {
    QFETCH(bool, healthy);
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    SmallRelease two = Two;
    two.healthy = healthy;
    world.publish(two);
    const auto leave = [&] {
        VERIFY_OK((*product)->check({}, {}, {}));
        VERIFY_OK((*product)->update({}, {}, {}));
        if (healthy)
            VERIFY_OK((*product)->rollback({}, {}, {}));
        QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));
        QCOMPARE(int((*product)->status()->state), int(UpdateState::RolledBack));
        QVERIFY(!(*product)->status()->offer);
    };
    leave();
    const auto asked = (*product)->check({}, {}, {});
    VERIFY_OK(asked);
    QCOMPARE(std::get<Offer>(*asked).to.toString(), QStringLiteral("1.1.0"));
    const auto status = (*product)->status();
    VERIFY_OK(status);
    QCOMPARE(int(status->state), int(UpdateState::Available));
    QCOMPARE(status->offer->to.toString(), QStringLiteral("1.1.0"));
    leave(); // trying it again is an update as any other
}

void TestGoingBack::restoresASnapshot() {
    SmallWorld world;
    world.components = "  - { id: data, kind: data, path: ~/data }\n";
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    world.write(world.home() / "data/note", "old note");
    const auto snapshot = (*product)->createSnapshot("before the experiment", {}, {});
    VERIFY_OK(snapshot);
    const auto space = (*product)->snapshotSpace();
    VERIFY_OK(space);
    QCOMPARE(space->budget, world.files().space(world.home())->total / 5);
    world.write(world.home() / "data/note", "new note");
    world.write(world.live() / "share/text", "spoilt");

    auto preview = (*product)->previewRestore(snapshot->id, {}, {});
    VERIFY_OK(preview);
    QCOMPARE(preview->replaced, 1);
    VERIFY_OK((*product)->restore(snapshot->id, {}, WhenRunning::Refuse, {}, {}));
    QCOMPARE(world.read(world.live() / "share/text"), QByteArray("one"));
    // The user's data only when asked for.
    QCOMPARE(world.read(world.home() / "data/note"), QByteArray("new note"));
    RestoreScope scope;
    scope.components = QStringList{"data"};
    const auto restored = (*product)->restore(snapshot->id, scope, WhenRunning::Refuse, {}, {});
    VERIFY_OK(restored);
    QCOMPARE(world.read(world.home() / "data/note"), QByteArray("old note"));
    // And the way back from that.
    VERIFY_OK((*product)->restore(restored->safetySnapshot, scope, WhenRunning::Refuse, {}, {}));
    QCOMPARE(world.read(world.home() / "data/note"), QByteArray("new note"));
}

void TestGoingBack::restoresSingleFiles() {
    SmallWorld world;
    world.publish(One);
    auto product = world.install();
    VERIFY_OK(product);
    const auto snapshot = (*product)->createSnapshot({}, {}, {});
    VERIFY_OK(snapshot);
    world.write(world.live() / "share/text", "spoilt");
    world.write(world.live() / "share/old", "spoilt too");
    RestoreScope scope;
    scope.components = QStringList{"app"};
    scope.files = {LocalName::parse("share/text").value()};
    VERIFY_OK((*product)->restore(snapshot->id, scope, WhenRunning::Refuse, {}, {}));
    QCOMPARE(world.read(world.live() / "share/text"), QByteArray("one"));
    QCOMPARE(world.read(world.live() / "share/old"), QByteArray("spoilt too"));
}

QTEST_GUILESS_MAIN(TestGoingBack)
#include "test_going_back.moc"
