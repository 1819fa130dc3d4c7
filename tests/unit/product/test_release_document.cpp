// SPDX-License-Identifier: Apache-2.0
#include "product/policy_document.h"
#include "product/release_document.h"

#include <QTest>

using namespace upkeep;

namespace {

Version version(const char* text) {
    return Version::parse(text).value();
}

ReleaseDocument fullDocument() {
    ReleaseDocument release;
    release.product = "almanac";
    release.platform = "linux-x64";
    release.version = version("1.1.0");
    release.counter = 7;
    release.released = QDateTime(QDate(2026, 1, 13), QTime(10, 30), Qt::UTC);
    release.updateType = UpdateType::Major;
    release.security = true;
    release.cves = {"CVE-2026-0001"};
    release.risk = Risk::High;
    release.toTree = Digest::of("tree");
    release.unpackedSize = 12345;
    release.rollout = {25, "salt"};
    release.knownIssues = {{"Slow on Tuesdays", "https://example.org/1"}, {"Blue", {}}};
    release.manifest = AttachedFile{"v1.1.0/update-manifest.yaml", 100, Digest::of("m")};
    release.changelog = AttachedFile{"v1.1.0/CHANGELOG.md", 200, Digest::of("c")};
    Payload package{
        Payload::Kind::Package, {}, {}, {}, "v1.1.0/almanac.tar.zst", 999, Digest::of("p"), {}, 0};
    Payload patch{Payload::Kind::Patch,
                  Digest::of("old"),
                  {},
                  {},
                  "https://example.org/x.upkeep",
                  9,
                  Digest::of("q"),
                  {"zstd-long"},
                  4096};
    Payload evolution{Payload::Kind::Evolution,
                      {},
                      Digest::of("e"),
                      "sky-charts",
                      "v1.1.0/sky.tar.zst",
                      5,
                      Digest::of("r"),
                      {},
                      0};
    Payload index{Payload::Kind::EvolutionIndex,
                  {},
                  {},
                  "sky-charts",
                  "v1.1.0/sky.index",
                  5,
                  Digest::of("s"),
                  {},
                  0};
    release.payloads = {package, patch, evolution, index};
    release.framesFrom = {{Digest::of("old"), 77, 3}};
    return release;
}

} // namespace

class TestReleaseDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void survivesWritingAndReading() {
        const ReleaseDocument release = fullDocument();
        const auto read = ReleaseDocument::parse(writeJson(release.toJson()));
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().toString()));
        QCOMPARE(*read, release);
        QCOMPARE(read->targetPath(), "stable/linux-x64/1.1.0.json");
        QCOMPARE(read->payload(Payload::Kind::Package)->length, 999);
        QCOMPARE(read->patchFrom(Digest::of("old"))->heapKib, 4096);
        QCOMPARE(read->patchFrom(Digest::of("other")), nullptr);
        QCOMPARE(read->evolutionPayload(Payload::Kind::EvolutionIndex, u"sky-charts")->url,
                 "v1.1.0/sky.index");
        QCOMPARE(read->framesFromTree(Digest::of("old"))->requests, 3);
    }

    void ignoresWhatItDoesNotKnow() {
        JsonValue json = fullDocument().toJson();
        json.set("mood", JsonValue(QString("cheerful")));
        JsonValue::Array payloads = json.find(u"payloads")->array();
        JsonValue strange;
        strange.set("kind", QString("hologram"));
        payloads.prepend(strange);
        json.set("payloads", payloads);
        QCOMPARE(ReleaseDocument::parse(writeJson(json)).value(), fullDocument());
    }

    void refuses_data() {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("json");
        const auto row = [](const char* what, const char* member, const char* json) {
            QTest::newRow(what) << QString(member) << QString(json);
        };
        row("unknown schema", "schema", "2");
        row("version of two parts", "version", "\"1.1\"");
        row("no counter", "counter", "0");
        row("counter as text", "counter", "\"7\"");
        row("local time", "released", "\"2026-01-13T10:30:00\"");
        row("no time", "released", "\"yesterday\"");
        row("short digest", "to_tree", "\"abc\"");
        row("unknown type", "update_type", "\"tiny\"");
        row("unknown risk", "risk", "\"none\"");
        row("too large a percentage", "rollout", "{\"percent\": 101, \"salt\": \"\"}");
        row("no salt", "rollout", "{\"percent\": 1}");
        row("climbing channel", "channel", "\"..\"");
        row("channel with a slash", "channel", "\"a/b\"");
        row("payloads missing", "payloads", "null");
        row("payload elsewhere",
            "payloads",
            "[{\"kind\":\"package\",\"url\":\"http://x.org/a\",\"length\":1,\"sha256\":\"%1\"}]");
        row("payload that climbs",
            "payloads",
            "[{\"kind\":\"package\",\"url\":\"../a\",\"length\":1,\"sha256\":\"%1\"}]");
        row("payload three levels deep",
            "payloads",
            "[{\"kind\":\"package\",\"url\":\"a/b/c\",\"length\":1,\"sha256\":\"%1\"}]");
        row("patch from nowhere",
            "payloads",
            "[{\"kind\":\"patch\",\"url\":\"a/b\",\"length\":1,\"sha256\":\"%1\"}]");
        row("evolution without a name",
            "payloads",
            "[{\"kind\":\"evolution\",\"url\":\"a/b\",\"length\":1,\"sha256\":\"%1\"}]");
        row("negative length",
            "payloads",
            "[{\"kind\":\"package\",\"url\":\"a/b\",\"length\":-1,\"sha256\":\"%1\"}]");
        row("a payload of 2 GiB and a byte",
            "payloads",
            "[{\"kind\":\"package\",\"url\":\"a/b\",\"length\":2147483649,\"sha256\":\"%1\"}]");
        row("link to a script", "known_issues", "[{\"text\":\"a\",\"url\":\"javascript:x\"}]");
    }
    void refuses() {
        QFETCH(QString, member);
        QFETCH(QString, json);
        if (json.contains("%1"))
            json = json.arg(QString(64, 'a'));
        JsonValue document = fullDocument().toJson();
        document.set(member, parseJson(json.toUtf8()).value());
        const auto read = ReleaseDocument::parse(writeJson(document));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::ReleaseInvalid);
    }

    void takesAPayloadAtTheLimit() {
        ReleaseDocument release = fullDocument();
        release.payloads[0].length = Payload::longest;
        QCOMPARE(Payload::longest, qint64(2) << 30);
        QCOMPARE(ReleaseDocument::parse(writeJson(release.toJson())).value(), release);
    }

    void refusesWhatIsTooLarge() {
        QByteArray text = writeJson(fullDocument().toJson());
        text += QByteArray(ReleaseDocument::sizeLimit - text.size(), ' ');
        QVERIFY(ReleaseDocument::parse(text).has_value());
        QVERIFY(!ReleaseDocument::parse(text + ' ').has_value());
    }

    void aPolicySurvivesWritingAndReading() {
        PolicyDocument policy;
        policy.minimumCounter = 3;
        policy.revoked = {{version("1.0.1"), "loses notes"}};
        policy.security = {{version("1.2.0"), {"CVE-2026-0002"}}};
        policy.waypoints = {{5, {"framed"}, version("1.0.5")}};
        policy.sourceMovedTo = "https://example.org/new";
        QCOMPARE(PolicyDocument::parse(writeJson(policy.toJson())).value(), policy);
        QCOMPARE(PolicyDocument::parse("{\"schema\":1}").value(), PolicyDocument());
        QVERIFY(!PolicyDocument::parse("{\"schema\":2}"));
        QVERIFY(!PolicyDocument::parse("{\"schema\":1,\"minimum_counter\":-1}"));
        QVERIFY(!PolicyDocument::parse("{\"schema\":1,\"revoked\":[{}]}"));
    }

    void aPolicyAnswersQuestions() {
        PolicyDocument policy;
        policy.revoked = {{version("1.0.1"), "loses notes"}};
        policy.security = {{version("1.2.0"), {}}};
        policy.waypoints = {{9, {}, version("1.0.9")}, {5, {"framed"}, version("1.0.5")}};
        QCOMPARE(policy.revocation(version("1.0.1"))->reason, "loses notes");
        QCOMPARE(policy.revocation(version("1.0.2")), nullptr);
        QVERIFY(policy.isSecurity(version("1.2.0")));
        QVERIFY(!policy.isSecurity(version("1.0.1")));
        QCOMPARE(policy.waypointFor(1, {"framed"})->toString(), "1.0.5");
        QCOMPARE(policy.waypointFor(6, {"framed"})->toString(), "1.0.9");
        QCOMPARE(policy.waypointFor(9, {})->toString(), "1.0.5");
        QVERIFY(!policy.waypointFor(9, {"framed"}).has_value());
    }
};

QTEST_GUILESS_MAIN(TestReleaseDocument)
#include "test_release_document.moc"
