// SPDX-License-Identifier: Apache-2.0
// The search through delegations; what attackers make of it is in test_attacks_targets.
#include "support/trust_world.h"
#include "support/verify_ok.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

using Site = std::function<void(Publisher&)>;
Q_DECLARE_METATYPE(Site)

class TestDelegations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void searchesInOrder_data();
    void searchesInOrder();
    void knowsARolePerDelegator();
    void keepsTheNumberOfDelegationsInBounds();
};

void TestDelegations::searchesInOrder_data() {
    QTest::addColumn<Site>("site");
    QTest::addColumn<QByteArray>("found"); // the content; empty: nothing
    const auto add = [](const char* name, const Site& site, const QByteArray& found) {
        QTest::newRow(name) << site << found;
    };
    add(
        "the first role that lists it",
        [](Publisher& p) {
            p.delegate("targets", "a", {"x/*"}, false);
            p.delegate("targets", "b", {"x/*"}, false);
            p.addTarget("b", "x/f", "from b");
            p.addTarget("a", "x/f", "from a");
        },
        "from a");
    add(
        "depth first",
        [](Publisher& p) {
            p.delegate("targets", "a", {"x/*"}, false);
            p.delegate("targets", "b", {"x/*"}, false);
            p.delegate("a", "c", {"x/*"}, false);
            p.addTarget("b", "x/f", "from b");
            p.addTarget("c", "x/f", "from c");
        },
        "from c");
    add(
        "a name of another case",
        [](Publisher& p) {
            p.delegate("targets", "a", {"X/*"}, false);
            p.addTarget("a", "x/f", "from a");
        },
        "");
}

void TestDelegations::searchesInOrder() {
    QFETCH(Site, site);
    QFETCH(QByteArray, found);
    TrustWorld world;
    site(world.publisher);
    world.publisher.release();
    auto store = TrustStore::open(*world.files, world.folder());
    auto client = TrustClient::open(*store, world.publisher, world.now);
    VERIFY_OK(client->refresh({}));
    const auto target = client->find("x/f", {});
    VERIFY_OK(target);
    QCOMPARE(target->has_value(), !found.isEmpty());
    if (target->has_value())
        QCOMPARE(client->fetch(**target, 8192, {}).value(), found);
}

void TestDelegations::knowsARolePerDelegator() {
    TrustWorld world;
    Publisher& p = world.publisher;
    p.delegate("targets", "a", {"x/*"}, false);
    p.delegate("targets", "b", {"y/*"}, false);
    p.delegate("a", "shared", {"x/*"}, false);
    p.delegate("b", "shared", {"y/*"}, false);
    p.delegations().last().keys = Publisher::newKeys(1); // b trusts other keys
    p.addTarget("shared", "x/f", "for a");
    p.addTarget("shared", "y/f", "for b");
    p.release();
    auto store = TrustStore::open(*world.files, world.folder());
    auto client = TrustClient::open(*store, p, world.now);
    VERIFY_OK(client->refresh({}));
    VERIFY_OK(client->find("x/f", {}));
    QCOMPARE(codeOf(client->find("y/f", {})), "trust.signature");
}

void TestDelegations::keepsTheNumberOfDelegationsInBounds() {
    for (const int count : {32, 33}) {
        TrustWorld world;
        for (int n = 0; n < count; ++n)
            world.publisher.delegate("targets", "role" + QByteArray::number(n), {"x/*"}, false);
        world.publisher.addTarget("role" + QByteArray::number(count - 1), "x/f", "found");
        world.publisher.release();
        auto store = TrustStore::open(*world.files, world.folder());
        auto client = TrustClient::open(*store, world.publisher, world.now);
        VERIFY_OK(client->refresh({}));
        QCOMPARE(codeOf(client->find("x/f", {})), count == 32 ? "ok" : "trust.limit");
    }
}

QTEST_APPLESS_MAIN(TestDelegations)
#include "test_delegations.moc"
