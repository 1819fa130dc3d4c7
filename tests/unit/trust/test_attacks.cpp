// SPDX-License-Identifier: Apache-2.0
// The attacks of SECURITY.md section 3, group A, on a client that trusts version 2 of everything.
// Each row: what the attacker serves, what the client reports, and which files of the store may
// have changed because they were honest. Then the publisher releases again and all is well.
#include "support/trust_world.h"
#include "support/verify_ok.h"
#include "trust/canonical_json.h"
#include "trust/limits.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

using Attack = std::function<void(Publisher&)>;
Q_DECLARE_METATYPE(Attack)

namespace {

const QByteArray release = "stable.linux-x64";
constexpr qint64 farAhead = (1LL << 53) - 1;

// The publisher in front of an attack: two releases with one delegated role each.
void prepare(Publisher& publisher) {
    publisher.delegate("targets", release, {"stable/linux-x64/*"});
    publisher.addTarget(release, "stable/linux-x64/1.1.0.json", "the release");
    publisher.release();
}

// Changes one member of the body of a role before it is signed with the right keys.
Attack withBody(const QByteArray& role, std::function<void(JsonValue&)> change) {
    return [=](Publisher& publisher) {
        publisher.beforeSigning = [=](const QByteArray& name, JsonValue& body) {
            if (name == role)
                change(body);
        };
        if (role == "root")
            publisher.signRoot();
        publisher.release();
    };
}

// Changes what is served after it was signed.
Attack withDocument(const QByteArray& role, std::function<void(JsonValue&)> change) {
    return [=](Publisher& publisher) {
        publisher.afterSigning = [=](const QByteArray& name, JsonValue& document) {
            if (name == role)
                change(document);
        };
        if (role == "root")
            publisher.signRoot();
        publisher.release();
    };
}

Attack withMember(const QByteArray& role, const QString& name, const JsonValue& value) {
    return withBody(role, [=](JsonValue& body) { body.set(name, value); });
}

JsonValue without(const JsonValue& object, const QString& name) {
    JsonValue::Object members = object.object();
    members.removeIf([&](const JsonValue::Member& m) { return m.first == name; });
    return members;
}

// Signs everything anew with these versions; timestamp and snapshot go up unless they are named.
Attack withVersions(QMap<QByteArray, qint64> versions) {
    return [=](Publisher& publisher) {
        publisher.role("timestamp").version = 3;
        publisher.role("snapshot").version = 3;
        for (auto version = versions.cbegin(); version != versions.cend(); ++version)
            publisher.role(version.key()).version = *version;
        publisher.sign();
    };
}

Attack expiring(const QByteArray& role) {
    return [=](Publisher& publisher) {
        auto& its = publisher.role(role);
        its.expires = its.expires.addDays(-90); // this very moment
        if (role == "root")
            publisher.signRoot();
        publisher.release();
    };
}

Attack signedByAThief(const QByteArray& role) {
    return [=](Publisher& publisher) {
        publisher.role(role).signers = Publisher::newKeys(1);
        publisher.release();
    };
}

Attack withThreshold(const JsonValue& threshold) {
    return withBody("root", [=](JsonValue& body) {
        JsonValue roles = *body.find(u"roles");
        JsonValue targets = *roles.find(u"targets");
        targets.set("threshold", threshold);
        roles.set("targets", targets);
        body.set("roles", roles);
    });
}

// Replaces a file that is listed with other bytes.
Attack serving(const QByteArray& name, const QByteArray& bytes) {
    return [=](Publisher& publisher) {
        publisher.release();
        publisher.files[name] = bytes;
    };
}

void twoOfTwo(Publisher& publisher, const QByteArray& role) {
    publisher.role(role).threshold = 2;
    publisher.rotate(role, 2);
}

const QList<QByteArray> none;
const QList<QByteArray> top{"timestamp.json", "snapshot.json", "targets.json"};
const QList<QByteArray> onlyTimestamp{"timestamp.json"};
const QList<QByteArray> untilSnapshot{"timestamp.json", "snapshot.json"};

} // namespace

class TestAttacks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isRefusedAndForgotten_data();
    void isRefusedAndForgotten();
    void countsEachKeyOnce();
    void recoversFromAFastForward_data();
    void recoversFromAFastForward();
    void isNotFooledByAClockSetBack();
    void keepsTheNumberOfRootsInBounds();

private:
    void addRollbacks();
    void addFreezesAndMixes();
    void addRoots();
    void addThresholds();
    void addForms();
    void addTargets();
};

static void
row(const char* name, const Attack& attack, const char* code, const QList<QByteArray>& honest) {
    QTest::newRow(name) << attack << QString(code) << honest;
}

void TestAttacks::addRollbacks() {
    row("A2 an older timestamp", withVersions({{"timestamp", 1}}), "trust.rollback", none);
    row("A2 an older snapshot", withVersions({{"snapshot", 1}}), "trust.rollback", none);
    row("A2 older targets", withVersions({{"targets", 1}}), "trust.rollback", onlyTimestamp);
    row("A2 an older delegated role",
        withVersions({{release, 1}}),
        "trust.rollback",
        onlyTimestamp);
    row("A2 a role vanishes from the snapshot",
        withBody("snapshot",
                 [](JsonValue& body) {
                     body.set("meta", without(*body.find(u"meta"), "stable.linux-x64.json"));
                 }),
        "trust.rollback",
        onlyTimestamp);
    row(
        "A2 an older root as the next one",
        [](Publisher& p) { p.files["2.root.json"] = p.files["1.root.json"]; },
        "trust.rollback",
        none);
    row(
        "A3 an expired timestamp with a high version",
        [](Publisher& p) {
            p.role("timestamp").version = 1000;
            expiring("timestamp")(p);
        },
        "trust.expired",
        none);
}

void TestAttacks::addFreezesAndMixes() {
    row("A4 the whole state of yesterday",
        withVersions({{"timestamp", 1}, {"snapshot", 1}, {"targets", 1}, {release, 1}}),
        "trust.rollback",
        none);
    row("A4 an expired root", expiring("root"), "trust.expired", {"root.json"});
    row("A4 an expired timestamp", expiring("timestamp"), "trust.expired", none);
    row("A4 an expired snapshot", expiring("snapshot"), "trust.expired", onlyTimestamp);
    row("A4 expired targets", expiring("targets"), "trust.expired", untilSnapshot);
    row("A4 an expired delegated role", expiring(release), "trust.expired", top);
    const auto mixing = [](const QByteArray& role, bool hashes) {
        return [=](Publisher& p) {
            p.listHashes = p.listLengths = hashes;
            const QByteArray old = p.files["2." + role + ".json"];
            p.release();
            p.files["3." + role + ".json"] = old;
        };
    };
    row("A5 a snapshot of another release",
        mixing("snapshot", true),
        "trust.hash-mismatch",
        onlyTimestamp);
    row("A5 the same without hashes", mixing("snapshot", false), "trust.version", onlyTimestamp);
    row("A5 targets of another release",
        mixing("targets", true),
        "trust.hash-mismatch",
        untilSnapshot);
    row("A5 the same targets without hashes",
        mixing("targets", false),
        "trust.version",
        untilSnapshot);
    row("A9 a delegated role of another release",
        mixing(release, true),
        "trust.hash-mismatch",
        top);
    row("A9 the same role without hashes", mixing(release, false), "trust.version", top);
    row(
        "A9 a delegated role longer than listed",
        [](Publisher& p) {
            p.release();
            p.files["3." + release + ".json"] += QByteArray(1000, ' ');
        },
        "trust.limit",
        top);
    row(
        "A5 the snapshot is gone",
        [](Publisher& p) {
            p.release();
            p.files.remove("3.snapshot.json");
        },
        "trust.missing",
        onlyTimestamp);
    row(
        "no answer about the next root",
        [](Publisher& p) { p.failures["2.root.json"] = ErrorCode::NetworkStatus; },
        "network.status",
        none);
}

void TestAttacks::addRoots() {
    row(
        "A6 a root of the far future",
        [](Publisher& p) {
            p.role("root").version = farAhead - 1;
            p.signRoot();
            p.files["2.root.json"] = p.files.take(QByteArray::number(farAhead) + ".root.json");
        },
        "trust.version",
        none);
    row(
        "A7 a root is skipped",
        [](Publisher& p) {
            p.signRoot();
            p.signRoot();
            p.files["2.root.json"] = p.files.take("3.root.json");
        },
        "trust.version",
        none);
    row(
        "A7 a root that the old keys did not sign",
        [](Publisher& p) {
            p.role("root").signers = p.role("root").keys = Publisher::newKeys(1);
            p.signRoot();
        },
        "trust.signature",
        none);
    row(
        "A7 a root that its own keys did not sign",
        [](Publisher& p) {
            p.role("root").signers = p.role("root").keys;
            p.role("root").keys = Publisher::newKeys(1);
            p.signRoot();
        },
        "trust.signature",
        none);
    row("A12 a thief signs the timestamp", signedByAThief("timestamp"), "trust.signature", none);
    row("A12 a thief signs the snapshot",
        signedByAThief("snapshot"),
        "trust.signature",
        onlyTimestamp);
    row("A12 a thief signs targets", signedByAThief("targets"), "trust.signature", untilSnapshot);
    row("A12 a thief signs a delegated role", signedByAThief(release), "trust.signature", top);
    row("A12 a rotation locks the thief out",
        [](Publisher& p) {
            const auto stolen = p.role("timestamp").keys;
            p.rotate("timestamp");
            p.role("timestamp").signers = stolen;
            p.release();
        },
        "trust.signature",
        {"root.json", "timestamp.json", "snapshot.json"});
    row("A12 one of two keys",
        [](Publisher& p) {
            twoOfTwo(p, "targets");
            p.role("targets").signers = p.role("targets").keys.mid(0, 1);
            p.release();
        },
        "trust.signature",
        {"root.json", "timestamp.json", "snapshot.json"});
}

void TestAttacks::addThresholds() {
    row("A8 threshold 0", withThreshold(0), "trust.metadata-invalid", none);
    row("A8 a negative threshold", withThreshold(-1), "trust.metadata-invalid", none);
    row("A8 a threshold as text", withThreshold(QString("1")), "trust.metadata-invalid", none);
    row("A8 a threshold nobody reaches",
        withThreshold(1'000'000'000),
        "trust.signature",
        {"root.json", "timestamp.json", "snapshot.json"});
    row("A8 the same signature twice",
        withDocument("timestamp",
                     [](JsonValue& document) {
                         JsonValue::Array signatures = document.find(u"signatures")->array();
                         signatures.append(signatures.constFirst());
                         document.set("signatures", signatures);
                     }),
        "trust.metadata-invalid",
        none);
    row("A8 a key id listed twice",
        withBody("root",
                 [](JsonValue& body) {
                     JsonValue roles = *body.find(u"roles");
                     JsonValue root = *roles.find(u"root");
                     const JsonValue id = root.find(u"keyids")->array().constFirst();
                     root.set("keyids", JsonValue::Array{id, id});
                     roles.set("root", root);
                     body.set("roles", roles);
                 }),
        "trust.metadata-invalid",
        none);
    row("A8 a key under an id that is not its hash",
        withBody("root",
                 [](JsonValue& body) {
                     JsonValue keys = *body.find(u"keys");
                     keys.set(QString(64, 'a'), keys.object().constFirst().second);
                     body.set("keys", keys);
                 }),
        "trust.metadata-invalid",
        none);
    row("more signatures than allowed",
        withDocument("timestamp",
                     [](JsonValue& document) {
                         JsonValue::Array signatures = document.find(u"signatures")->array();
                         while (signatures.size() <= trust_limits::signaturesPerDocument) {
                             JsonValue more = signatures.constFirst();
                             more.set("keyid", QString::number(signatures.size()));
                             signatures.append(more);
                         }
                         document.set("signatures", signatures);
                     }),
        "trust.limit",
        none);
    row("no signature at all",
        withDocument("timestamp", [](JsonValue& d) { d.set("signatures", JsonValue::Array{}); }),
        "trust.signature",
        none);
}

void TestAttacks::addForms() {
    row(
        "A13 a signature over another form of the same words",
        [](Publisher& p) {
            const KeyPair key = p.role("timestamp").keys.constFirst();
            withDocument("timestamp", [=](JsonValue& document) {
                const QByteArray plain = writeJson(*document.find(u"signed"));
                JsonValue signature = document.find(u"signatures")->array().constFirst();
                signature.set("sig", QString::fromLatin1(key.sign(plain)->toHex()));
                document.set("signatures", JsonValue::Array{signature});
            })(p);
        },
        "trust.signature",
        none);
    row("A13 another type, signed by the right key",
        withMember("timestamp", "_type", QString("snapshot")),
        "trust.metadata-invalid",
        none);
    row("A13 a specification of another time",
        withMember("timestamp", "spec_version", QString("2.0.0")),
        "trust.metadata-invalid",
        none);
    row("A13 a date with an offset",
        withMember("timestamp", "expires", QString("2027-01-01T00:00:00+01:00")),
        "trust.metadata-invalid",
        none);
    row("A13 a date alone",
        withMember("timestamp", "expires", QString("2027-01-01")),
        "trust.metadata-invalid",
        none);
    row("A13 a day that does not exist",
        withMember("timestamp", "expires", QString("2027-02-30T00:00:00Z")),
        "trust.metadata-invalid",
        none);
    row("A13 version 0", withMember("timestamp", "version", 0), "trust.metadata-invalid", none);
    row("A13 changed after it was signed",
        withDocument("timestamp",
                     [](JsonValue& document) {
                         JsonValue body = *document.find(u"signed");
                         body.set("version", 4);
                         document.set("signed", body);
                     }),
        "trust.signature",
        none);
    row(
        "A13 a member twice",
        [](Publisher& p) {
            p.release();
            p.files["timestamp.json"].replace("\"version\": 3", "\"version\": 3, \"version\": 4");
        },
        "trust.json-invalid",
        none);
    row("A13 a web page instead",
        serving("timestamp.json", "<!DOCTYPE html><html></html>"),
        "trust.json-invalid",
        none);
    row("A13 nothing", serving("timestamp.json", ""), "trust.json-invalid", none);
    row("B1 a timestamp that never ends",
        serving("timestamp.json", QByteArray(16'385, ' ')),
        "trust.limit",
        none);
    row("B1 a root that never ends",
        serving("2.root.json", QByteArray(512'001, ' ')),
        "trust.limit",
        none);
    row("B1 a snapshot longer than listed",
        serving("3.snapshot.json", QByteArray(100'000, ' ')),
        "trust.limit",
        onlyTimestamp);
    row(
        "A11 a delegated role named as a top one",
        [](Publisher& p) {
            p.delegate("targets", "snapshot", {"*"});
            p.release();
        },
        "trust.metadata-invalid",
        untilSnapshot);
}

void TestAttacks::addTargets() {
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
        withBody(release,
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
        top + QList<QByteArray>{"stable.linux-x64.json"});
}

void TestAttacks::isRefusedAndForgotten_data() {
    QTest::addColumn<Attack>("attack");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QList<QByteArray>>("honest");
    addRollbacks();
    addFreezesAndMixes();
    addRoots();
    addThresholds();
    addForms();
    addTargets();
}

void TestAttacks::isRefusedAndForgotten() {
    QFETCH(Attack, attack);
    QFETCH(QString, code);
    QFETCH(QList<QByteArray>, honest);
    TrustWorld world;
    prepare(world.publisher);
    QCOMPARE(world.check().value(), QByteArray("the release"));
    const auto before = world.stored();
    const Publisher untouched = world.publisher;

    attack(world.publisher);
    const auto refused = world.check();
    QCOMPARE(codeOf(refused), code);
    QVERIFY(!refused.error().cause.isEmpty());
    const auto after = world.stored();
    for (auto file = before.cbegin(); file != before.cend(); ++file) {
        // What was honest raises the floor too.
        const bool mayChange =
            honest.contains(file.key()) || (file.key() == "floor" && !honest.isEmpty());
        if (!mayChange)
            QVERIFY2(after.value(file.key()) == *file, file.key());
    }

    // The next good run: where an honest root was stored, the publisher goes on from there.
    const Publisher attacked = world.publisher;
    world.publisher = untouched;
    if (honest.contains("root.json")) {
        world.publisher = attacked;
        world.publisher.beforeSigning = nullptr;
        for (const char* name : {"root", "targets", "timestamp"}) {
            auto& role = world.publisher.role(name);
            role.signers.reset();
            role.threshold = qMin<qint64>(role.threshold, role.keys.size());
            role.expires = world.now.addDays(90);
        }
        world.publisher.signRoot();
    }
    world.publisher.role("timestamp").version = 4;
    world.publisher.release();
    QCOMPARE(world.check().value(), QByteArray("the release"));
}

void TestAttacks::countsEachKeyOnce() {
    TrustWorld world;
    // One key under two ids: a member nobody knows changes the id, not the key.
    const KeyPair key = *KeyPair::generate();
    JsonValue twin = key.publicObject();
    twin.set("note", QString("the same key again"));
    const QString twinId = QString::fromLatin1(PublicKey::parse(twin)->id());
    world.publisher.role("timestamp").keys = {key};
    world.publisher.beforeSigning = [=](const QByteArray& name, JsonValue& body) {
        if (name != "root")
            return;
        JsonValue keys = *body.find(u"keys");
        keys.set(twinId, twin);
        JsonValue roles = *body.find(u"roles");
        JsonValue timestamp = *roles.find(u"timestamp");
        timestamp.set("keyids", JsonValue::Array{QString::fromLatin1(key.id()), twinId});
        timestamp.set("threshold", 2);
        roles.set("timestamp", timestamp);
        body.set("keys", keys);
        body.set("roles", roles);
    };
    world.publisher.afterSigning = [=](const QByteArray& name, JsonValue& document) {
        if (name != "timestamp")
            return;
        JsonValue::Array signatures = document.find(u"signatures")->array();
        JsonValue again = signatures.constFirst();
        again.set("keyid", twinId);
        document.set("signatures", signatures << again);
    };
    world.publisher.signRoot();
    world.publisher.release();
    QCOMPARE(codeOf(world.check()), "trust.signature");
}

void TestAttacks::recoversFromAFastForward_data() {
    QTest::addColumn<QByteArray>("role");
    QTest::addColumn<QByteArray>("rotated");
    QTest::newRow("A6 timestamp") << QByteArray("timestamp") << QByteArray("timestamp");
    QTest::newRow("A6 snapshot, timestamp rotated")
        << QByteArray("snapshot") << QByteArray("timestamp");
    QTest::newRow("A6 snapshot, snapshot rotated")
        << QByteArray("snapshot") << QByteArray("snapshot");
    QTest::newRow("A6 targets") << QByteArray("targets") << QByteArray("snapshot");
    QTest::newRow("A6 a delegated role") << release << QByteArray("snapshot");
}

void TestAttacks::recoversFromAFastForward() {
    QFETCH(QByteArray, role);
    QFETCH(QByteArray, rotated);
    TrustWorld world;
    prepare(world.publisher);
    world.publisher.role(role).version = farAhead;
    world.publisher.role("timestamp").version =
        qMax<qint64>(3, world.publisher.role("timestamp").version);
    world.publisher.sign();
    VERIFY_OK(world.check());
    for (const char* name : {"timestamp", "snapshot", "targets", "stable.linux-x64"})
        world.publisher.role(name).version = 4;
    world.publisher.sign();
    QCOMPARE(codeOf(world.check()), "trust.rollback");
    world.publisher.rotate(rotated);
    world.publisher.sign();
    VERIFY_OK(world.check());
}

void TestAttacks::isNotFooledByAClockSetBack() {
    TrustWorld world;
    prepare(world.publisher);
    VERIFY_OK(world.check());
    const auto old = world.publisher.files;
    world.now = world.now.addDays(80);
    world.publisher.role("timestamp").expires = world.now.addDays(90);
    world.publisher.release();
    VERIFY_OK(world.check());
    // All had expired; with the clock back it must still be so.
    world.now = world.now.addDays(-70);
    auto store = TrustStore::open(*world.files, world.folder());
    VERIFY_OK(store);
    auto client = TrustClient::open(*store, world.publisher, world.now);
    VERIFY_OK(client);
    QCOMPARE(client->notes().size(), 1);
    world.publisher.role("timestamp").expires = world.now.addDays(60);
    world.publisher.release();
    const auto refused = client->refresh({});
    QCOMPARE(codeOf(refused), "trust.expired");
    QVERIFY2(refused.error().cause.contains("the clock says"), qPrintable(refused.error().cause));
}

void TestAttacks::keepsTheNumberOfRootsInBounds() {
    TrustWorld world;
    for (int n = 0; n <= trust_limits::rootsPerRun; ++n)
        world.publisher.signRoot();
    VERIFY_OK(world.check()); // the rest comes next time
    QCOMPARE(world.stored()["root.json"], world.publisher.files["257.root.json"]);
    VERIFY_OK(world.check());
    QCOMPARE(world.stored()["root.json"], world.publisher.files["258.root.json"]);
}

QTEST_APPLESS_MAIN(TestAttacks)
#include "test_attacks.moc"
