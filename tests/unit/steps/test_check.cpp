// SPDX-License-Identifier: Apache-2.0
// The feed behind the trust: release documents and policy of a publisher in memory, and what a
// machine makes of them (FORMATS section 1).
#include "policy/decide.h"
#include "steps/check.h"
#include "support/trust_world.h"
#include "support/verify_ok.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

const QByteArray role = "stable.linux-x64";

ReleaseDocument document(const QString& version, qint64 counter) {
    ReleaseDocument release;
    release.product = "almanac";
    release.platform = "linux-x64";
    release.version = *Version::parse(version);
    release.counter = counter;
    release.released = QDateTime(QDate(2026, 5, 1), QTime(9, 0), Qt::UTC);
    release.toTree = Digest::of(version.toUtf8());
    return release;
}

class Channel : public TrustWorld {
public:
    Channel() {
        publisher.delegate("targets", role, {"stable/linux-x64/*"});
        for (int n = 0; n < 3; ++n)
            add(document(QString("1.%1.0").arg(n), 10 + n));
        publisher.release();
    }

    void add(const ReleaseDocument& release) {
        publisher.addTarget(role, release.targetPath().toUtf8(), writeJson(release.toJson()));
    }
    // Something else under the name of 1.2.0.
    void replace(const QByteArray& bytes) {
        publisher.addTarget(role, "stable/linux-x64/1.2.0.json", bytes);
        publisher.release();
    }
    void setPolicy(const PolicyDocument& policy, const QByteArray& by = "targets") {
        publisher.addTarget(by, "policy.json", writeJson(policy.toJson()));
        publisher.release();
    }

    Result<ReleaseFeed> feed(const char* atLeast = "0.0.1") {
        UPKEEP_TRY_AS(TrustStore store, TrustStore::open(*files, folder()));
        UPKEEP_TRY_AS(TrustClient client, TrustClient::open(store, publisher, now));
        return fetchFeed(
            client, {"almanac", "stable", "linux-x64", *Version::parse(QString(atLeast))}, {});
    }

    // On a machine with 1.0.0.
    ChosenRelease chosen(const ReleaseFeed& from, const QByteArray& installId = "any") const {
        Situation here;
        here.product = "almanac";
        here.platform = "linux-x64";
        here.installed = *Version::parse(QString("1.0.0"));
        here.installedCounter = 10;
        here.upkeep = *Version::parse(QString("1.0.0"));
        here.installId = installId;
        here.now = now;
        Decisions decisions;
        decisions.feedFloor = 10;
        return decideAmong(from.releases, from.policy, decisions, {}, here, false);
    }
    QString offered(const ReleaseFeed& from, const QByteArray& installId = "any") const {
        const auto chosenOne = chosen(from, installId);
        const auto* offer = std::get_if<DecisionOffer>(&chosenOne.decision);
        return offer ? offer->version.toString() : QString();
    }
};

using Alteration = std::function<ReleaseDocument(ReleaseDocument)>;

} // namespace

Q_DECLARE_METATYPE(Alteration)

class TestCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsTheNewestFirst();
    void refusesADocumentThatIsNotWhatItsPathSays_data();
    void refusesADocumentThatIsNotWhatItsPathSays();
    void leavesOutWhatALaterClientReads();
    void readsAnArchivedChannelNotAtAll();
    void believesOnlyTheOfflineKeysPolicy();
    void givesWayToWhatIsNotRevoked();
    void sendsOldClientsByTheWaypoint();
    void rollsOutByAStableHash();
    void costsLittleToAskAgain();
};

void TestCheck::listsTheNewestFirst() {
    Channel channel;
    const auto feed = channel.feed("1.1.0");
    VERIFY_OK(feed);
    QCOMPARE(feed->releases.size(), 2);
    QCOMPARE(feed->releases.at(0), document("1.2.0", 12));
    QCOMPARE(feed->releases.at(1), document("1.1.0", 11));
    QCOMPARE(feed->trustedUntil, channel.now.addDays(90));
    QCOMPARE(channel.offered(*feed), "1.2.0");
}

void TestCheck::refusesADocumentThatIsNotWhatItsPathSays_data() {
    QTest::addColumn<Alteration>("change");
    const auto row = [](const char* name, const Alteration& change) {
        QTest::newRow(name) << change;
    };
    row("A1 a document of another product", [](ReleaseDocument release) {
        release.product = "atlas";
        return release;
    });
    row("A1 a document of another channel", [](ReleaseDocument release) {
        release.channel = "nightly";
        return release;
    });
    row("A1 a document of another platform", [](ReleaseDocument release) {
        release.platform = "linux-arm64";
        return release;
    });
    row("A1 a document under another version's name", [](ReleaseDocument release) {
        release.version = *Version::parse(QString("9.9.9"));
        return release;
    });
}

void TestCheck::refusesADocumentThatIsNotWhatItsPathSays() {
    QFETCH(Alteration, change);
    Channel channel;
    const auto before = channel.feed();
    VERIFY_OK(before);
    const auto trusted = channel.stored();
    const auto installed = channel.besideTheStore();
    channel.replace(writeJson(change(document("1.2.0", 12)).toJson()));
    QCOMPARE(codeOf(channel.feed()), "release.mismatch");
    // The metadata are honest; it is the document that is not what they call it.
    QCOMPARE(channel.stored().keys(), trusted.keys());
    QCOMPARE(channel.stored()["root.json"], trusted["root.json"]);
    QCOMPARE(channel.besideTheStore(), installed);
    channel.replace(writeJson(document("1.2.0", 12).toJson()));
    QCOMPARE(channel.feed()->releases, before->releases);
}

void TestCheck::leavesOutWhatALaterClientReads() {
    Channel channel;
    JsonValue later = document("1.2.0", 12).toJson();
    later.set("schema", 99);
    channel.replace(writeJson(later));
    const auto feed = channel.feed();
    VERIFY_OK(feed);
    QCOMPARE(channel.offered(*feed), "1.1.0");
    // Members nobody knows are no reason to.
    JsonValue more = document("1.2.0", 12).toJson();
    more.set("mood", QString("good"));
    channel.replace(writeJson(more));
    QCOMPARE(channel.offered(*channel.feed()), "1.2.0");
}

void TestCheck::readsAnArchivedChannelNotAtAll() {
    Channel channel;
    channel.publisher.delegate("targets", role + ".archive", {"archive/stable/linux-x64/*"});
    channel.publisher.addTarget(role + ".archive", "archive/stable/linux-x64/0.9.0.json", "old");
    channel.publisher.release();
    channel.publisher.requests.clear();
    VERIFY_OK(channel.feed());
    for (const QByteArray& request : channel.publisher.requests)
        QVERIFY2(!request.contains("archive"), request);
}

void TestCheck::believesOnlyTheOfflineKeysPolicy() {
    Channel channel;
    PolicyDocument forcing;
    forcing.minimumCounter = 99;
    forcing.revoked = {{*Version::parse(QString("1.2.0")), "says a nightly key"}};
    channel.publisher.delegate("targets", "nightly", {"*"});
    channel.setPolicy(forcing, "nightly");
    const auto feed = channel.feed();
    VERIFY_OK(feed);
    QCOMPARE(feed->policy, PolicyDocument());
    QCOMPARE(channel.offered(*feed), "1.2.0");
}

void TestCheck::givesWayToWhatIsNotRevoked() {
    Channel channel;
    PolicyDocument policy;
    policy.revoked = {{*Version::parse(QString("1.2.0")), "eats notes"}};
    channel.setPolicy(policy);
    QCOMPARE(channel.offered(*channel.feed()), "1.1.0");
    policy.minimumCounter = 12;
    channel.setPolicy(policy);
    QCOMPARE(channel.offered(*channel.feed()), "");
}

void TestCheck::sendsOldClientsByTheWaypoint() {
    Channel channel;
    PolicyDocument policy;
    policy.waypoints = {{11, {}, *Version::parse(QString("1.1.0"))}};
    channel.setPolicy(policy);
    QCOMPARE(channel.offered(*channel.feed()), "1.1.0");
    policy.waypoints = {{0, {"feature-of-tomorrow"}, *Version::parse(QString("1.1.0"))}};
    channel.setPolicy(policy);
    QCOMPARE(channel.offered(*channel.feed()), "1.1.0");
}

void TestCheck::rollsOutByAStableHash() {
    Channel channel;
    const auto reached = [&](int percent) {
        ReleaseDocument release = document("1.2.0", 12);
        release.rollout = {percent, "salt of 1.2.0"};
        channel.replace(writeJson(release.toJson()));
        const auto feed = channel.feed();
        QSet<QByteArray> machines;
        for (int n = 0; n < 1000; ++n) {
            const QByteArray machine = Digest::of(QByteArray::number(n)).hex().left(32);
            if (channel.offered(*feed, machine) == "1.2.0")
                machines.insert(machine);
        }
        return machines;
    };
    QCOMPARE(reached(0).size(), 0);
    const auto tenth = reached(10);
    QVERIFY2(tenth.size() > 60 && tenth.size() < 140, qPrintable(QString::number(tenth.size())));
    // The document was signed anew with more: whoever had it has it still.
    QVERIFY(reached(50).contains(tenth));
    QCOMPARE(reached(100).size(), 1000);
}

void TestCheck::costsLittleToAskAgain() {
    Channel channel;
    VERIFY_OK(channel.feed("1.2.1"));
    channel.publisher.requests.clear();
    VERIFY_OK(channel.feed("1.2.1"));
    QCOMPARE(channel.publisher.requests, QList<QByteArray>({"2.root.json", "timestamp.json"}));
}

QTEST_APPLESS_MAIN(TestCheck)
#include "test_check.moc"
