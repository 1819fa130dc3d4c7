// SPDX-License-Identifier: Apache-2.0
// The limits of SECURITY 4.9, each at n and at n + 1.
#include "support/trust_world.h"
#include "support/verify_ok.h"
#include "trust/limits.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

// Makes `count` of something, where `limit` of it are allowed.
using Excess = std::function<void(Publisher&, qint64 count)>;
Q_DECLARE_METATYPE(Excess)

namespace {

qint64 valuesIn(const JsonValue& value) {
    qint64 count = 1;
    if (value.isArray()) {
        for (const JsonValue& item : value.array())
            count += valuesIn(item);
    } else if (value.isObject()) {
        for (const auto& [name, member] : value.object())
            count += valuesIn(member);
    }
    return count;
}

JsonValue nested(qint64 depth) {
    JsonValue value = JsonValue::Array{};
    for (qint64 n = 1; n < depth; ++n)
        value = JsonValue::Array{value};
    return value;
}

// A file of so many bytes: blanks behind it are no part of the JSON.
Excess padded(const QByteArray& file) {
    return [=](Publisher& p, qint64 count) {
        QByteArray& bytes = p.files[file];
        bytes = bytes.leftJustified(count, ' ');
    };
}

Excess withMember(const std::function<JsonValue(qint64)>& value) {
    return [=](Publisher& p, qint64 count) {
        p.beforeSigning = [=](const QByteArray& role, JsonValue& body) {
            if (role == "targets")
                body.set("more", value(count));
        };
        p.sign();
    };
}

} // namespace

class TestLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allowsSoMuchAndNoMore_data();
    void allowsSoMuchAndNoMore();
    void boundsATargetByItsOwnLimit();

private:
    void addLengths();
    void addCounts();
    void addForms();
};

static void row(const char* name, const Excess& excess, qint64 limit, const char* code) {
    QTest::newRow(name) << excess << limit << QString(code);
}

void TestLimits::addLengths() {
    using namespace trust_limits;
    row(
        "bytes of a root",
        [](Publisher& p, qint64 count) {
            p.signRoot();
            padded("2.root.json")(p, count);
        },
        rootBytes,
        "trust.limit");
    row("bytes of the timestamp", padded("timestamp.json"), timestampBytes, "trust.limit");
    row("bytes of a snapshot", padded("1.snapshot.json"), snapshotBytes, "trust.limit");
    row("bytes of targets", padded("1.targets.json"), targetsBytes, "trust.limit");
}

void TestLimits::addCounts() {
    using namespace trust_limits;
    row(
        "keys of a role",
        [](Publisher& p, qint64 count) {
            p.rotate("timestamp", int(count));
            p.sign();
        },
        keysPerRole,
        "trust.limit");
    row(
        "signatures of a document",
        [](Publisher& p, qint64 count) {
            p.afterSigning = [=](const QByteArray& role, JsonValue& document) {
                JsonValue::Array signatures = document.find(u"signatures")->array();
                const JsonValue first = signatures.constFirst();
                while (role == "targets" && signatures.size() < count) {
                    JsonValue more = first;
                    more.set("keyid", QString::number(signatures.size()));
                    signatures.append(more);
                }
                document.set("signatures", signatures);
            };
            p.sign();
        },
        signaturesPerDocument,
        "trust.limit");
}

void TestLimits::addForms() {
    const JsonLimits json;
    // The document and its body are two levels above the member.
    row("depth of JSON",
        withMember([](qint64 count) { return nested(count - 2); }),
        json.depth,
        "trust.json-invalid");
    row(
        "values of JSON",
        [](Publisher& p, qint64 count) {
            const qint64 others = valuesIn(*parseJson(p.files["1.targets.json"]));
            withMember([=](qint64) {
                return JsonValue::Array(count - others - 1, JsonValue(1)); // and itself
            })(p, count);
        },
        json.nodes,
        "trust.json-invalid");
    row("characters of a string",
        withMember([](qint64 count) { return JsonValue(QString(count, 'x')); }),
        json.stringBytes,
        "trust.json-invalid");
}

void TestLimits::allowsSoMuchAndNoMore_data() {
    QTest::addColumn<Excess>("excess");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<QString>("code");
    addLengths();
    addCounts();
    addForms();
}

void TestLimits::allowsSoMuchAndNoMore() {
    QFETCH(Excess, excess);
    QFETCH(qint64, limit);
    QFETCH(QString, code);
    for (const bool isTooMuch : {true, false}) {
        TrustWorld world;
        world.publisher.listLengths = world.publisher.listHashes = false;
        world.publisher.sign();
        const Publisher good = world.publisher;
        excess(world.publisher, limit + (isTooMuch ? 1 : 0));
        const auto checked = world.check();
        QVERIFY2(codeOf(checked) == (isTooMuch ? code : "ok"),
                 checked ? "ok" : qPrintable(checked.error().toString()));
        world.publisher = good;
        if (isTooMuch)
            VERIFY_OK(world.check());
    }
}

void TestLimits::boundsATargetByItsOwnLimit() {
    TrustWorld world;
    world.publisher.addTarget("targets", "file", "12345");
    world.publisher.release();
    auto store = TrustStore::open(*world.files, world.folder());
    auto client = TrustClient::open(*store, world.publisher, world.now);
    VERIFY_OK(client->refresh({}));
    const auto target = client->find("file", {});
    VERIFY_OK(client->fetch(**target, 5, {}));
    QCOMPARE(codeOf(client->fetch(**target, 4, {})), "trust.limit");
}

QTEST_APPLESS_MAIN(TestLimits)
#include "test_limits.moc"
