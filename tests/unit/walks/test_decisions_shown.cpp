// SPDX-License-Identifier: Apache-2.0
// What a person, the agent and an administrator decide shows in the one state at once, and what an
// administrator forbids is refused whoever asks.
#include "support/small_world.h"
#include "support/verify_ok.h"

#include "product/policy_document.h"
#include "text/state_text.h"

#include <QTest>

using namespace upkeep;
using namespace upkeep::test;

namespace {

Version version(const char* text) {
    return Version::parse(QLatin1String(text)).value();
}

Hold holdOf(const char* reason, const char* about = "1.1.0") {
    return Hold{reason, "why", version(about), {}, true};
}

// A machine whose package manager owns every tree.
class PackagedProcesses final : public Processes {
public:
    explicit PackagedProcesses(Processes& real) : m_real(real) {}
    Result<ProgramResult> run(const ProgramCall& call, std::stop_token stop) override {
        if (!call.argv.constFirst().endsWith("dpkg-query"))
            return m_real.run(call, std::move(stop));
        ProgramResult answer;
        answer.exitCode = 0;
        answer.output = "diversion by other from: /x\ntool, tool-data: " + call.argv.constLast();
        return answer;
    }
    Result<qint64> start(const ProgramCall& call) override { return m_real.start(call); }
    Result<QList<RunningProcess>> using_(const LocalPath& tree) override {
        return m_real.using_(tree);
    }
    Result<bool> waitForExit(const QList<RunningProcess>& processes,
                             std::chrono::milliseconds timeout,
                             std::stop_token stop) override {
        return m_real.waitForExit(processes, timeout, std::move(stop));
    }
    Result<void> askToQuit(const QList<RunningProcess>& processes) override {
        return m_real.askToQuit(processes);
    }

private:
    Processes& m_real;
};

} // namespace

class TestDecisionsShown : public QObject {
    Q_OBJECT

    std::unique_ptr<SmallWorld> m_world;
    std::unique_ptr<InstalledProduct> m_product;

    QString state() {
        const ProductStatus status = m_product->status().value();
        const QString reason = status.hold ? ": " + status.hold->reason : QString();
        return QString(stateId(status.state)) + reason;
    }
    void policy(const QByteArray& json) { m_world->write(m_world->adminPolicy() / "a.json", json); }

    // The same product as a machine sees it whose package manager owns it.
    std::unique_ptr<InstalledProduct> packaged(Processes& processes) {
        Seams seams = m_world->seams();
        const Seams there{seams.files, processes, seams.clock, seams.places, nullptr, {}, {}, {}};
        return InstalledProduct::open(there,
                                      findRegistration(seams.files, seams.places, "tool").value())
            .value();
    }

private Q_SLOTS:
    void init() {
        m_world = std::make_unique<SmallWorld>();
        m_world->publish({"1.0.0"});
        m_product = std::move(m_world->install().value());
        m_world->publish({"1.1.0"});
        QVERIFY(m_product->check({}, {}, {}).has_value());
        QCOMPARE(state(), "available");
    }

    void aSkipAndItsEnd() {
        VERIFY_OK(m_product->skip(version("1.1.0")));
        QCOMPARE(state(), "held: skipped");
        QVERIFY(!m_product->status()->offer);
        VERIFY_OK(m_product->unskip(version("1.1.0")));
        QCOMPARE(state(), "available");
    }

    void aSkipOfAnotherVersion() {
        VERIFY_OK(m_product->skip(version("1.0.9")));
        QCOMPARE(state(), "available");
    }

    void aManualCheckShowsWhatWasSkipped() {
        VERIFY_OK(m_product->skip(version("1.1.0")));
        VERIFY_OK(m_product->check({}, {}, {}));
        QCOMPARE(state(), "available");
        QVERIFY(m_product->status()->offer->skipped);
    }

    void aReminderUntilItIsDue() {
        const QDateTime at = m_world->clock.time.addDays(1);
        VERIFY_OK(m_product->remind(at));
        QCOMPARE(state(), "held: reminder");
        m_world->clock.time = at;
        QCOMPARE(state(), "available");
    }

    void aPauseUntilItIsOver() {
        const QDateTime until = m_world->clock.time.addDays(1);
        VERIFY_OK(m_product->pause(until));
        QCOMPARE(state(), "held: paused");
        QVERIFY(m_product->status()->offer);
        m_world->clock.time = until;
        QCOMPARE(state(), "available");
        VERIFY_OK(m_product->pause(until.addDays(1)));
        VERIFY_OK(m_product->pause({}));
        QCOMPARE(state(), "available");
    }

    void whatTheAgentKeeps() {
        VERIFY_OK(
            m_product->keepWaiting({{holdOf("metered"), holdOf("full-screen")}, Wish::None, {}}));
        QCOMPARE(state(), "held: metered");
        QCOMPARE(m_product->status()->holds.size(), 2);
        VERIFY_OK(m_product->keepWaiting({}));
        QCOMPARE(state(), "available");
    }

    void aHoldOfAnotherVersionIsForgotten() {
        VERIFY_OK(m_product->keepWaiting({{holdOf("metered", "1.0.9")}, Wish::None, {}}));
        QCOMPARE(state(), "available");
    }

    void keptHoldsThatAreNoneAreNone_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("rubbish") << QByteArray("rubbish");
        QTest::newRow("an object") << QByteArray("{}");
        QTest::newRow("numbers") << QByteArray("[1, 2]");
        QTest::newRow("half") << QByteArray(R"([{"reason": "metered"}])");
        QTest::newRow("half a hold")
            << QByteArray(R"({"holds": [{"reason": "metered"}], "wish": "none", "version": ""})");
    }
    void keptHoldsThatAreNoneAreNone() {
        QFETCH(QByteArray, text);
        m_world->write(m_world->seams().places.stateOf("tool") / "waiting.json", text);
        QCOMPARE(state(), "available");
    }

    void aWishForWhatIsReady() {
        VERIFY_OK(m_product->keepWaiting({{}, Wish::OnQuit, version("1.1.0")}));
        QCOMPARE(m_product->status()->wish, Wish::OnQuit);
        VERIFY_OK(m_product->keepWaiting({{}, Wish::OnQuit, version("1.0.9")}));
        QCOMPARE(m_product->status()->wish, Wish::None);
    }

    void aFailureUntilSomebodyLooksAgain() {
        PackagedProcesses processes(m_world->processes());
        QCOMPARE(codeOf(packaged(processes)->update({}, {}, {})), "preflight.blocked");
        QCOMPARE(state(), "failed");
        QVERIFY(m_product->status()->offer);
        QVERIFY(m_product->status()->lastError);
        VERIFY_OK(m_product->check({false, Trigger::Silent}, {}, {}));
        QCOMPARE(state(), "failed");
        VERIFY_OK(m_product->check({true, Trigger::User}, {}, {}));
        QCOMPARE(state(), "available");
    }

    void aPackageIsLeftToItsManager() {
        PackagedProcesses processes(m_world->processes());
        const auto product = packaged(processes);
        const CheckOutcome outcome = product->check({}, {}, {}).value();
        QCOMPARE(std::get<Hold>(outcome).reason, "package");
        QCOMPARE(stateId(product->status()->state), "from-package");
        QCOMPARE(codeOf(product->update({}, {}, {})), "preflight.blocked");
    }

    void whyItWasWithdrawnAndThatItStays() {
        PolicyDocument policy;
        policy.revoked = {{version("1.0.0"), "eats notes"}};
        m_world->writePolicy(writeJson(policy.toJson()));
        VERIFY_OK(m_product->check({}, {}, {}));
        QCOMPARE(state(), "withdrawn");
        QCOMPARE(m_product->status()->withdrawnBecause, "eats notes");
        QVERIFY(!m_product->status()->stays);
        VERIFY_OK(m_product->stay());
        QVERIFY(m_product->status()->stays);
    }

    void whatIsForbiddenIsRefused() {
        policy(R"({"schema": 1, "forbid": ["skip", "remind", "pause", "pin", "rollback", "update",
                   "settings"]})");
        QCOMPARE(codeOf(m_product->skip(version("1.1.0"))), "policy.forbids");
        QCOMPARE(codeOf(m_product->remind(m_world->clock.time.addDays(1))), "policy.forbids");
        QCOMPARE(codeOf(m_product->pause(m_world->clock.time.addDays(1))), "policy.forbids");
        QCOMPARE(codeOf(m_product->pin(version("1.0.0"))), "policy.forbids");
        QCOMPARE(codeOf(m_product->rollback({}, {}, {})), "policy.forbids");
        QCOMPARE(codeOf(m_product->update({}, {}, {})), "policy.forbids");
        Preferences wanted = m_product->preferences().value();
        wanted.snapshotsKept = 9;
        QCOMPARE(codeOf(m_product->setPreferences(wanted)), "policy.forbids");
        QCOMPARE(state(), "available");
        QCOMPARE(m_product->status()->forbidden.size(), 7);
        // Going on is never forbidden.
        VERIFY_OK(m_product->pause({}));
        VERIFY_OK(m_product->resume());
    }

    void whatIsManagedCannotBeChanged() {
        Preferences own;
        own.automatic = AutoUpdate::SecurityOnly;
        VERIFY_OK(m_product->setPreferences(own));
        policy(R"({"schema": 1, "preferences": {"automatic": "all"}})");
        Preferences seen = m_product->preferences().value();
        QCOMPARE(seen.automatic, AutoUpdate::All);
        QVERIFY(m_product->status()->managed.value("automatic").endsWith("/a.json"));
        Preferences wanted = seen;
        wanted.automatic = AutoUpdate::Manual;
        QCOMPARE(codeOf(m_product->setPreferences(wanted)), "policy.forbids");
        // Others can, and what the person had chosen is there again without the policy.
        seen.snapshotsKept = 9;
        VERIFY_OK(m_product->setPreferences(seen));
        QVERIFY(m_world->files().removeFile(m_world->adminPolicy() / "a.json").has_value());
        QCOMPARE(m_product->preferences()->automatic, AutoUpdate::SecurityOnly);
        QCOMPARE(m_product->preferences()->snapshotsKept, 9);
    }

    void aDeadlineIsAboutWhatIsOffered_data() {
        QTest::addColumn<QByteArray>("product");
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<bool>("counts");
        QTest::newRow("this") << QByteArray("tool") << QByteArray("1.1.0") << true;
        QTest::newRow("another version") << QByteArray("tool") << QByteArray("1.2.0") << false;
        QTest::newRow("installed already") << QByteArray("tool") << QByteArray("1.0.0") << false;
        QTest::newRow("another product") << QByteArray("else") << QByteArray("1.1.0") << false;
        QTest::newRow("security") << QByteArray("tool") << QByteArray("security") << false;
    }
    void aDeadlineIsAboutWhatIsOffered() {
        QFETCH(QByteArray, product);
        QFETCH(QByteArray, version);
        QFETCH(bool, counts);
        policy(R"({"schema": 1, "install": [{"product": ")" + product + R"(", "version": ")" +
               version + R"(", "deadline": "2030-01-01T00:00:00Z"}]})");
        QCOMPARE(m_product->status()->deadline.isValid(), counts);
    }
};

QTEST_GUILESS_MAIN(TestDecisionsShown)
#include "test_decisions_shown.moc"
