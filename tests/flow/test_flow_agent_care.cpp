// SPDX-License-Identifier: Apache-2.0
// What the background agent does for what is installed, through its real loop: new versions on
// probation, and files that are damaged.
#include "support/agent_world.h"
#include "support/verify_ok.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace upkeep;
using namespace upkeep::test;
using namespace std::chrono_literals;

namespace {

// Answers every request with this status.
class Endpoint : public QTcpServer {
public:
    explicit Endpoint(int status) {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port");
        connect(this, &QTcpServer::newConnection, this, [this, status] {
            QTcpSocket* const caller = nextPendingConnection();
            ++asked;
            connect(caller, &QTcpSocket::readyRead, caller, [caller, status] {
                caller->write("HTTP/1.1 " + QByteArray::number(status) +
                              " -\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                caller->disconnectFromHost();
            });
        });
    }
    QByteArray manifest(const char* version) const {
        return QByteArray("version: ") + version +
               "\npost_update_checks:\n  - type: health_endpoint\n    url: http://127.0.0.1:" +
               QByteArray::number(serverPort()) + "/health\n    timeout_seconds: 1\n";
    }
    int asked = 0;
};

void automatic(Preferences& preferences) {
    preferences.automatic = AutoUpdate::All;
}

} // namespace

class TestFlowAgentCare : public QObject {
    Q_OBJECT

    static QString lastOf(AgentWorld& world, const char* operation) {
        const auto product = world.world.open();
        const auto events = (*product)->history();
        for (const HistoryEvent& event : *events) {
            if (event.operation == operation)
                return event.result;
        }
        return "none";
    }

private Q_SLOTS:
    // Started otherwise, without an endpoint: nobody can say how it does.
    void saysWhatItCouldNotObserve() {
        AgentWorld world;
        world.world.health = ", probation_minutes: 5";
        world.world.publish({"1.2.0", {{"share/text", "two"}}});
        world.prefer(automatic);
        world.start();
        world.firstCheck();
        QCOMPARE(world.installed(), "1.2.0");
        QCOMPARE(int(world.status().probation), int(ProbationState::Open));
        world.pass(10min); // not started at all: still open
        QCOMPARE(int(world.status().probation), int(ProbationState::Open));
        world.openProgram();
        world.pass(7h);
        QCOMPARE(int(world.status().probation), int(ProbationState::NotObserved));
        QCOMPARE(lastOf(world, "confirm"), "not-observed");
        world.closeProgram();
        world.pass(48h);
        QCOMPARE(world.installed(), "1.2.0");
        QVERIFY(world.seen.isEmpty());
    }

    void asksTheEndpointOfAProgramStartedOtherwise_data() {
        QTest::addColumn<int>("status");
        QTest::newRow("it is well") << 200;
        QTest::newRow("it is not") << 500;
    }

    void asksTheEndpointOfAProgramStartedOtherwise() {
        QFETCH(int, status);
        Endpoint endpoint(status);
        AgentWorld world;
        world.world.health = ", probation_minutes: 5";
        SmallRelease release{"1.2.0", {{"share/text", "two"}}};
        release.manifest = endpoint.manifest("1.2.0");
        world.world.publish(release);
        world.prefer(automatic);
        world.start();
        world.firstCheck();
        QCOMPARE(world.installed(), "1.2.0");
        world.openProgram();
        world.pass(7h);
        QVERIFY(endpoint.asked > 0);
        if (status == 200) {
            QCOMPARE(int(world.status().probation), int(ProbationState::Confirmed));
            QCOMPARE(lastOf(world, "confirm"), "success");
            world.closeProgram();
            QVERIFY(world.seen.isEmpty());
            return;
        }
        // Nobody's work is taken away: it goes back when it is closed.
        QCOMPARE(int(world.status().probation), int(ProbationState::Failed));
        QCOMPARE(world.installed(), "1.2.0");
        world.closeProgram();
        QCOMPARE(world.installed(), "1.0.0");
        QCOMPARE(world.seen, QStringList("rolled-back 1.2.0"));
        QCOMPARE(world.notices[0].from.toString(), "1.0.0");
        QCOMPARE(int(world.status().state), int(UpdateState::RolledBack));
        QVERIFY(world.status().lastError);
        world.pass(48h);
        QCOMPARE(world.installed(), "1.0.0"); // not again by itself
    }

    void findsDamageAndRepairsItWhenAsked() {
        AgentWorld world;
        world.start();
        world.pass(2h);
        world.takeSeen();
        world.world.write(world.world.live() / "share/text", "0ne");
        world.pass(8 * 24h);
        QCOMPARE(world.status().damaged, 1);
        QCOMPARE(world.state(), "damaged");
        QVERIFY(world.seen.contains("damaged 1.0.0"));
        QVERIFY(world.notices.constLast().answers.contains(Answer::Repair) ||
                world.notices.constLast().kind != NoticeKind::Damaged);
        world.openProgram();
        world.answer(Answer::Repair);
        QCOMPARE(world.world.read(world.world.live() / "share/text"), QByteArray("0ne"));
        world.closeProgram();
        QCOMPARE(world.world.read(world.world.live() / "share/text"), QByteArray("one"));
        QCOMPARE(world.status().damaged, 0);
        QVERIFY(world.state() != "damaged");
    }

    void looksOnlyWhileNobodyIsThere() {
        AgentWorld world;
        world.desktop.here.idle = 2s;
        world.start();
        world.pass(3h);
        const LocalPath file = world.world.seams().places.stateOf("tool") / "integrity.json";
        QVERIFY(!world.world.files().exists(file));
        QTRY_COMPARE(world.desktop.watched(), 60s);
        world.beIdle();
        QVERIFY(world.world.files().exists(file));
    }

    void leavesItWhereThePersonDoesNotWantIt() {
        AgentWorld world;
        world.prefer([](Preferences& p) { p.integrityDays = 0; });
        world.start();
        world.pass(30 * 24h);
        const LocalPath file = world.world.seams().places.stateOf("tool") / "integrity.json";
        QVERIFY(!world.world.files().exists(file));
    }
};

QTEST_GUILESS_MAIN(TestFlowAgentCare)
#include "test_flow_agent_care.moc"
