// SPDX-License-Identifier: Apache-2.0
// The attacks of SECURITY.md section 3, group A, on a client that trusts version 2 of everything.
// Each: what the attacker serves, what the client reports, and which files of the store may have
// changed because they were honest. Then the publisher releases again and all is well.
#pragma once

#include "support/trust_world.h"
#include "support/verify_ok.h"

#include <QtTest>

namespace upkeep::test {

using Attack = std::function<void(Publisher&)>;
using Question = std::function<Result<QByteArray>(TrustWorld&)>;

inline const QByteArray attackedRole = "stable.linux-x64";
inline constexpr qint64 farAhead = (1LL << 53) - 1;

inline const QList<QByteArray> none;
inline const QList<QByteArray> onlyTimestamp{"timestamp.json"};
inline const QList<QByteArray> untilSnapshot{"timestamp.json", "snapshot.json"};
inline const QList<QByteArray> top{"timestamp.json", "snapshot.json", "targets.json"};

// The publisher in front of an attack: two releases with one delegated role each.
inline void prepare(Publisher& publisher) {
    publisher.delegate("targets", attackedRole, {"stable/linux-x64/*"});
    publisher.addTarget(attackedRole, "stable/linux-x64/1.1.0.json", "the release");
    publisher.release();
}

// Changes one member of the body of a role before it is signed with the right keys.
inline Attack withBody(const QByteArray& role, std::function<void(JsonValue&)> change) {
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
inline Attack withDocument(const QByteArray& role, std::function<void(JsonValue&)> change) {
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

inline Attack withMember(const QByteArray& role, const QString& name, const JsonValue& value) {
    return withBody(role, [=](JsonValue& body) { body.set(name, value); });
}

// Signs everything anew with these versions; timestamp and snapshot go up unless they are named.
inline Attack withVersions(QMap<QByteArray, qint64> versions) {
    return [=](Publisher& publisher) {
        publisher.role("timestamp").version = 3;
        publisher.role("snapshot").version = 3;
        for (auto version = versions.cbegin(); version != versions.cend(); ++version)
            publisher.role(version.key()).version = *version;
        publisher.sign();
    };
}

// Replaces a file that is listed with other bytes.
inline Attack serving(const QByteArray& name, const QByteArray& bytes) {
    return [=](Publisher& publisher) {
        publisher.release();
        publisher.files[name] = bytes;
    };
}

inline void
row(const char* name, const Attack& attack, const char* code, const QList<QByteArray>& honest) {
    QTest::newRow(name) << attack << QString(code) << honest;
}

inline void attackColumns() {
    QTest::addColumn<Attack>("attack");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QList<QByteArray>>("honest");
}

// Where the publisher goes on after it was noticed.
enum class Recovery {
    Before, // as if nothing had been signed
    Roles,  // a role once listed stays listed, though nobody delegates to it any more
    Root,   // an honest root was stored: from there, with roles put right
};

inline void recover(TrustWorld& world, Publisher untouched, Recovery from) {
    if (from == Recovery::Before)
        world.publisher = untouched;
    world.publisher.beforeSigning = nullptr;
    world.publisher.afterSigning = nullptr;
    world.publisher.delegations() = untouched.delegations();
    if (from == Recovery::Root) {
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
}

inline Recovery
recoveryAfter(TrustWorld& world, Publisher untouched, const QList<QByteArray>& honest) {
    if (honest.contains("root.json"))
        return Recovery::Root;
    const bool hasMoreRoles = world.publisher.delegations().size() > untouched.delegations().size();
    return hasMoreRoles ? Recovery::Roles : Recovery::Before;
}

// `before` but for `honest`; and what was honest raises the floor.
inline void onlyHonestFilesChanged(const QMap<QByteArray, QByteArray>& before,
                                   const QMap<QByteArray, QByteArray>& after,
                                   const QList<QByteArray>& honest) {
    QList<QByteArray> names = before.keys() + after.keys();
    for (const QByteArray& name : names) {
        const bool mayChange = honest.contains(name) || (name == "floor" && !honest.isEmpty());
        QVERIFY2(mayChange || after.value(name) == before.value(name), name);
    }
}

// The whole of it; `ask` is what the client wants to know, a check if nothing else.
inline void replay(const Attack& attack,
                   const QString& code,
                   const QList<QByteArray>& honest,
                   const Question& ask = {}) {
    TrustWorld world;
    prepare(world.publisher);
    QCOMPARE(world.check().value(), QByteArray("the release"));
    const auto before = world.stored();
    const auto installed = world.besideTheStore();
    const Publisher untouched = world.publisher;

    attack(world.publisher);
    const auto refused = ask ? ask(world) : world.check();
    QCOMPARE(codeOf(refused), code);
    QVERIFY(!refused.error().cause.isEmpty());
    onlyHonestFilesChanged(before, world.stored(), honest);
    QCOMPARE(world.besideTheStore(), installed);
    if (QTest::currentTestFailed())
        return;

    recover(world, untouched, recoveryAfter(world, untouched, honest));
    const auto good = world.check();
    VERIFY_OK(good);
    QCOMPARE(*good, QByteArray("the release"));
    QCOMPARE(world.besideTheStore(), installed);
}

} // namespace upkeep::test

Q_DECLARE_METATYPE(upkeep::test::Attack)

// The rows of a table that attackColumns() began.
#define REPLAY_ROW()                                                                               \
    do {                                                                                           \
        QFETCH(upkeep::test::Attack, attack);                                                      \
        QFETCH(QString, code);                                                                     \
        QFETCH(QList<QByteArray>, honest);                                                         \
        upkeep::test::replay(attack, code, honest);                                                \
    } while (false)
