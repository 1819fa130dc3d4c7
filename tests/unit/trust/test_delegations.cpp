// SPDX-License-Identifier: Apache-2.0
// The search through delegations (A9, A10) and the names in it (A11).
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
    void isNotDrownedInDelegations();
    void refusesNamesThatCouldLeaveTheSite_data();
    void refusesNamesThatCouldLeaveTheSite();
    void keepsRolesOfAnyNameInTheStore();
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
        "A10 terminating ends the search",
        [](Publisher& p) {
            p.delegate("targets", "a", {"x/*"}, true);
            p.delegate("targets", "b", {"x/*"}, false);
            p.addTarget("b", "x/f", "from b");
        },
        "");
    add(
        "A10 terminating further down ends it too",
        [](Publisher& p) {
            p.delegate("targets", "a", {"x/*"}, false);
            p.delegate("targets", "b", {"x/*"}, false);
            p.delegate("a", "c", {"x/*"}, true);
            p.addTarget("b", "x/f", "from b");
        },
        "");
    add(
        "A10 a path the delegation does not cover",
        [](Publisher& p) {
            p.delegate("targets", "a", {"y/*"}, false);
            p.addTarget("a", "x/f", "from a");
        },
        "");
    add(
        "A10 a path that a parent does not cover",
        [](Publisher& p) {
            p.delegate("targets", "a", {"y/*"}, false);
            p.delegate("a", "b", {"x/*"}, false);
            p.addTarget("b", "x/f", "from b");
        },
        "");
    add(
        "A10 a star does not cross a slash",
        [](Publisher& p) {
            p.delegate("targets", "a", {"*"}, false);
            p.addTarget("a", "x/f", "from a");
        },
        "");
    add(
        "A10 a circle",
        [](Publisher& p) {
            p.delegate("targets", "a", {"x/*"}, false);
            p.delegate("a", "b", {"x/*"}, false);
            p.delegate("b", "a", {"x/*"}, false);
        },
        "");
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

// Thousands of entries cost one refusal, not thousands of requests.
void TestDelegations::isNotDrownedInDelegations() {
    TrustWorld world;
    constexpr int roles = 10'000;
    for (int n = 0; n < 33; ++n)
        world.publisher.delegate("targets", "role" + QByteArray::number(n), {"x/*"}, false);
    world.publisher.beforeSigning = [](const QByteArray& name, JsonValue& body) {
        if (name != "targets")
            return;
        JsonValue delegations = *body.find(u"delegations");
        JsonValue::Array entries = delegations.find(u"roles")->array();
        JsonValue entry = entries.constFirst();
        while (entries.size() < roles) {
            entry.set("name", QString("more%1").arg(entries.size()));
            entries.append(entry);
        }
        delegations.set("roles", entries);
        body.set("delegations", delegations);
    };
    world.publisher.release();
    auto store = TrustStore::open(*world.files, world.folder());
    auto client = TrustClient::open(*store, world.publisher, world.now);
    VERIFY_OK(client->refresh({}));
    world.publisher.requests.clear();
    QCOMPARE(codeOf(client->find("x/f", {})), "trust.limit");
    QCOMPARE(world.publisher.requests.size(), 32);
}

void TestDelegations::refusesNamesThatCouldLeaveTheSite_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name :
         {"../x", "/x", "C:\\x", "x\\..\\y", "a\nb", "CON", "a/../b", "x.", "x ", "a//b", ""})
        QTest::newRow(name) << QByteArray(name);
    QTest::newRow("too long") << QByteArray(1025, 'x');
}

void TestDelegations::refusesNamesThatCouldLeaveTheSite() {
    QFETCH(QByteArray, name);
    TrustWorld world;
    world.publisher.delegate("targets", "stable.linux-x64", {name});
    world.publisher.addTarget("stable.linux-x64", name, "x");
    world.publisher.release();
    auto store = TrustStore::open(*world.files, world.folder());
    auto client = TrustClient::open(*store, world.publisher, world.now);
    VERIFY_OK(client->refresh({}));
    QCOMPARE(codeOf(client->find(name, {})), "name.invalid");
    QCOMPARE(codeOf(client->targetsOf("stable.linux-x64", {})), "name.invalid");
    TargetFile target;
    target.path = name;
    target.hashes.insert("sha256", QByteArray(64, '0'));
    QCOMPARE(codeOf(client->fetch(target, 8192, {})), "name.invalid");
}

void TestDelegations::keepsRolesOfAnyNameInTheStore() {
    for (const QByteArray& name : {QByteArray("../../root"),
                                   QByteArray("a/b"),
                                   QByteArray(".."),
                                   QByteArray(300, 'r'),
                                   QByteArray("new\nline"),
                                   QByteArray("CON")}) {
        TrustWorld world;
        world.role = name;
        world.publisher.delegate("targets", name, {"x/*"});
        world.publisher.addTarget(name, "x/f", "found");
        world.publisher.release();
        QCOMPARE(world.check().value(), QByteArray("found"));
        QCOMPARE(world.stored().size(), 7); // four roles, the delegated one, shipped root, time
        world.publisher.requests.clear();
        VERIFY_OK(world.check());
        QCOMPARE(world.publisher.requests.size(), 3); // next root, timestamp, the target
    }
}

QTEST_APPLESS_MAIN(TestDelegations)
#include "test_delegations.moc"
