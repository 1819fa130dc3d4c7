// SPDX-License-Identifier: Apache-2.0
// Attacks on files and on the search for them: other bytes for a good name, delegations that leave
// out, go in circles or drown, names that climb (A1, A9, A10, A11).
#include "trust/limits.h"
#include "unit/trust/trust_attack.h"

using namespace upkeep;
using namespace upkeep::test;

namespace {

// Looks for a file and fetches it; trust.target-missing where nobody lists it.
Question looksFor(const QByteArray& path) {
    return [path](TrustWorld& world) -> Result<QByteArray> {
        UPKEEP_TRY_AS(TrustStore store, TrustStore::open(*world.files, world.folder()));
        UPKEEP_TRY_AS(TrustClient client, TrustClient::open(store, world.publisher, world.now));
        UPKEEP_TRY(client.refresh({}));
        UPKEEP_TRY_AS(const auto target, client.find(path, {}));
        if (!target)
            return Error{ErrorCode::TrustTargetMissing, {}, QStringLiteral("nobody lists it")};
        return client.fetch(*target, 8192, {});
    };
}

// A client that knows where the file is asks for it without a search.
Question fetchesNamed(const QByteArray& path) {
    return [path](TrustWorld& world) -> Result<QByteArray> {
        UPKEEP_TRY_AS(TrustStore store, TrustStore::open(*world.files, world.folder()));
        UPKEEP_TRY_AS(TrustClient client, TrustClient::open(store, world.publisher, world.now));
        UPKEEP_TRY(client.refresh({}));
        TargetFile target;
        target.path = path;
        target.hashes.insert("sha256", QByteArray(64, '0'));
        return client.fetch(target, 8192, {});
    };
}

Attack delegating(const Attack& change) {
    return [change](Publisher& publisher) {
        change(publisher);
        publisher.release();
    };
}

QList<QByteArray> topAnd(const QList<QByteArray>& roles) {
    QList<QByteArray> files = top;
    for (const QByteArray& role : roles)
        files.append(role + ".json");
    return files;
}

// role0, role1, ...
QList<QByteArray> roles(int count) {
    QList<QByteArray> names;
    for (int n = 0; n < count; ++n)
        names.append("role" + QByteArray::number(n));
    return names;
}

void delegateToMany(Publisher& publisher, int count) {
    for (const QByteArray& name : roles(count))
        publisher.delegate("targets", name, {"x/*"}, false);
}

// Entries without keys of their own: thousands of them cost their signer nothing.
void addEntries(Publisher& publisher, int count) {
    publisher.beforeSigning = [count](const QByteArray& name, JsonValue& body) {
        if (name != "targets")
            return;
        JsonValue delegations = *body.find(u"delegations");
        JsonValue::Array entries = delegations.find(u"roles")->array();
        JsonValue entry = entries.constLast();
        while (entries.size() < count) {
            entry.set("name", QString("more%1").arg(entries.size()));
            entries.append(entry);
        }
        delegations.set("roles", entries);
        body.set("delegations", delegations);
    };
}

} // namespace

class TestAttacksTargets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fetchesNothingElse_data();
    void fetchesNothingElse() { REPLAY_ROW(); }
    void findsNothingItShouldNot_data();
    void findsNothingItShouldNot();
    void isNotDrownedInDelegations();
    void refusesNamesThatCouldLeaveTheSite_data();
    void refusesNamesThatCouldLeaveTheSite();
    void keepsRolesOfAnyNameInTheStore_data();
    void keepsRolesOfAnyNameInTheStore();
};

// A1
void TestAttacksTargets::fetchesNothingElse_data() {
    attackColumns();
    const auto serve = [](const QByteArray& bytes) {
        return [=](Publisher& p) {
            for (QByteArray& target : p.targets)
                target = bytes;
        };
    };
    row("A1 another file for a good name", serve("thereleasE!"), "trust.hash-mismatch", none);
    row("A1 of the same length", serve("the relEase"), "trust.hash-mismatch", none);
    row("A1 a longer file", serve("the release and more"), "trust.hash-mismatch", none);
    row(
        "A1 no file", [](Publisher& p) { p.targets.clear(); }, "trust.target-missing", none);
    row("A1 only a hash that we do not know",
        withBody(attackedRole,
                 [](JsonValue& body) {
                     JsonValue targets = *body.find(u"targets");
                     JsonValue target = targets.object().constFirst().second;
                     JsonValue hashes;
                     hashes.set("md5", QString("0123456789abcdef0123456789abcdef"));
                     target.set("hashes", hashes);
                     targets.set(targets.object().constFirst().first, target);
                     body.set("targets", targets);
                 }),
        "trust.hash-mismatch",
        topAnd({attackedRole}));
}

// A9, A10: "x/f" is listed by somebody who has no say in it.
void TestAttacksTargets::findsNothingItShouldNot_data() {
    attackColumns();
    const auto attack = [](const char* name,
                           const Attack& change,
                           const char* code,
                           const QList<QByteArray>& loaded) {
        row(name, delegating(change), code, topAnd(loaded));
    };
    const char* const missing = "trust.target-missing";
    attack("A9 a role that another delegator's keys signed",
           [](Publisher& p) {
               p.delegate("targets", "a", {"y/*"}, false);
               p.delegate("targets", "b", {"x/*"}, false);
               p.delegate("a", "shared", {"y/*"}, false);
               p.delegate("b", "shared", {"x/*"}, false);
               p.delegations().last().keys = Publisher::newKeys(1); // b trusts other keys
               p.addTarget("shared", "x/f", "by a's leave");
           },
           "trust.signature",
           {"b"});
    attack("A10 terminating ends the search",
           [](Publisher& p) {
               p.delegate("targets", "a", {"x/*"}, true);
               p.delegate("targets", "b", {"x/*"}, false);
               p.addTarget("b", "x/f", "from b");
           },
           missing,
           {"a"});
    attack("A10 terminating further down ends it too",
           [](Publisher& p) {
               p.delegate("targets", "a", {"x/*"}, false);
               p.delegate("targets", "b", {"x/*"}, false);
               p.delegate("a", "c", {"x/*"}, true);
               p.addTarget("b", "x/f", "from b");
           },
           missing,
           {"a", "c"});
    attack("A10 a path the delegation does not cover",
           [](Publisher& p) {
               p.delegate("targets", "a", {"y/*"}, false);
               p.addTarget("a", "x/f", "from a");
           },
           missing,
           {});
    attack("A10 a path that a parent does not cover",
           [](Publisher& p) {
               p.delegate("targets", "a", {"y/*"}, false);
               p.delegate("a", "b", {"x/*"}, false);
               p.addTarget("b", "x/f", "from b");
           },
           missing,
           {});
    attack("A10 a star does not cross a slash",
           [](Publisher& p) {
               p.delegate("targets", "a", {"*"}, false);
               p.addTarget("a", "x/f", "from a");
           },
           missing,
           {});
    attack("A10 a circle",
           [](Publisher& p) {
               p.delegate("targets", "a", {"x/*"}, false);
               p.delegate("a", "b", {"x/*"}, false);
               p.delegate("b", "a", {"x/*"}, false);
           },
           missing,
           {"a", "b"});
    attack(
        "A10 one delegation more than are searched",
        [](Publisher& p) { delegateToMany(p, trust_limits::delegationsPerSearch + 1); },
        "trust.limit",
        roles(trust_limits::delegationsPerSearch));
    attack(
        "A10 10,000 delegations",
        [](Publisher& p) {
            delegateToMany(p, trust_limits::delegationsPerSearch + 1);
            addEntries(p, 10'000);
        },
        "trust.limit",
        roles(trust_limits::delegationsPerSearch));
}

void TestAttacksTargets::findsNothingItShouldNot() {
    QFETCH(Attack, attack);
    QFETCH(QString, code);
    QFETCH(QList<QByteArray>, honest);
    replay(attack, code, honest, looksFor("x/f"));
}

// Thousands of entries cost one refusal, not thousands of requests.
void TestAttacksTargets::isNotDrownedInDelegations() {
    TrustWorld world;
    delegateToMany(world.publisher, trust_limits::delegationsPerSearch + 1);
    addEntries(world.publisher, 10'000);
    world.publisher.release();
    VERIFY_OK(world.check());
    world.publisher.requests.clear();
    QCOMPARE(codeOf(looksFor("x/f")(world)), "trust.limit");
    // Next root, timestamp, and the roles.
    QCOMPARE(world.publisher.requests.size(), 2 + trust_limits::delegationsPerSearch);
}

// A11
void TestAttacksTargets::refusesNamesThatCouldLeaveTheSite_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name :
         {"../x", "/x", "C:\\x", "x\\..\\y", "a\nb", "CON", "a/../b", "x.", "x ", "a//b", ""})
        QTest::newRow(name) << QByteArray(name);
    QTest::newRow("NUL") << QByteArray("a\0b", 3);
    QTest::newRow("300 characters") << QByteArray(300, 'x');
    QTest::newRow("too long") << QByteArray(1025, 'x');
}

void TestAttacksTargets::refusesNamesThatCouldLeaveTheSite() {
    QFETCH(QByteArray, name);
    const Attack attack = [name](Publisher& publisher) {
        publisher.delegations().last().paths.append(name);
        publisher.addTarget(attackedRole, name, "x");
        publisher.release();
    };
    // JSON cannot even say NUL.
    const bool isSaid = !name.contains('\0');
    const auto code = isSaid ? "name.invalid" : "trust.json-invalid";
    const auto read = isSaid ? topAnd({attackedRole}) : untilSnapshot;
    replay(attack, code, read);
    replay(attack, code, isSaid ? top : untilSnapshot, looksFor(name));
    if (isSaid)
        replay(attack, code, top, fetchesNamed(name));
}

void TestAttacksTargets::keepsRolesOfAnyNameInTheStore_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"../../root", "a/b", "..", "new\nline", "CON", "/x", "C:\\x"})
        QTest::newRow(name) << QByteArray(name);
    QTest::newRow("300 characters") << QByteArray(300, 'r');
}

void TestAttacksTargets::keepsRolesOfAnyNameInTheStore() {
    QFETCH(QByteArray, name);
    TrustWorld world;
    const auto installed = world.besideTheStore();
    world.role = name;
    world.publisher.delegate("targets", name, {"x/*"});
    world.publisher.addTarget(name, "x/f", "found");
    world.publisher.release();
    QCOMPARE(world.check().value(), QByteArray("found"));
    QCOMPARE(world.stored().size(), 7); // four roles, the delegated one, shipped root, floor
    QCOMPARE(world.besideTheStore(), installed);
    world.publisher.requests.clear();
    VERIFY_OK(world.check());
    QCOMPARE(world.publisher.requests.size(), 3); // next root, timestamp, the target
    QCOMPARE(world.besideTheStore(), installed);
}

QTEST_APPLESS_MAIN(TestAttacksTargets)
#include "test_attacks_targets.moc"
