// SPDX-License-Identifier: Apache-2.0
// Attacks on who signed what: thresholds, one key twice, thieves, other forms of the same words,
// files without an end (A8, A12, A13, B1).
#include "trust/canonical_json.h"
#include "trust/limits.h"
#include "unit/trust/trust_attack.h"

using namespace upkeep;
using namespace upkeep::test;

namespace {

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

// A member nobody knows changes the id of a key, not the key; it signs under both.
void keyUnderTwoIds(Publisher& publisher) {
    const KeyPair key = *KeyPair::generate();
    JsonValue twin = key.publicObject();
    twin.set("note", QString("the same key again"));
    const QString twinId = QString::fromLatin1(PublicKey::parse(twin)->id());
    publisher.role("timestamp").keys = {key};
    publisher.beforeSigning = [=](const QByteArray& name, JsonValue& body) {
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
    publisher.afterSigning = [=](const QByteArray& name, JsonValue& document) {
        if (name != "timestamp")
            return;
        JsonValue::Array signatures = document.find(u"signatures")->array();
        JsonValue again = signatures.constFirst();
        again.set("keyid", twinId);
        document.set("signatures", signatures << again);
    };
    publisher.signRoot();
    publisher.release();
}

void twoOfTwo(Publisher& publisher, const QByteArray& role) {
    publisher.role(role).threshold = 2;
    publisher.rotate(role, 2);
}

} // namespace

class TestAttacksSignatures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isRefusedAndForgotten_data();
    void isRefusedAndForgotten() { REPLAY_ROW(); }

private:
    void addThresholds();
    void addThieves();
    void addForms();
};

void TestAttacksSignatures::addThresholds() {
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
    row("A8 one key under two ids",
        keyUnderTwoIds,
        "trust.signature",
        {"root.json", "timestamp.json", "snapshot.json"});
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

void TestAttacksSignatures::addThieves() {
    row("A12 a thief signs the timestamp", signedByAThief("timestamp"), "trust.signature", none);
    row("A12 a thief signs the snapshot",
        signedByAThief("snapshot"),
        "trust.signature",
        onlyTimestamp);
    row("A12 a thief signs targets", signedByAThief("targets"), "trust.signature", untilSnapshot);
    row("A12 a thief signs a delegated role", signedByAThief(attackedRole), "trust.signature", top);
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

void TestAttacksSignatures::addForms() {
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

void TestAttacksSignatures::isRefusedAndForgotten_data() {
    attackColumns();
    addThresholds();
    addThieves();
    addForms();
}

QTEST_APPLESS_MAIN(TestAttacksSignatures)
#include "test_attacks_signatures.moc"
