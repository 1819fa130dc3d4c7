// SPDX-License-Identifier: Apache-2.0
// `upkeepctl agent` as a program: on a bus of its own, asked over it, told by other processes
// through the files they change, and ended by a signal.
#include "support/private_bus.h"
#include "support/sanitizer_options.h"
#include "support/small_world.h"
#include "support/verify_ok.h"

#include <QDBusMessage>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>

using namespace upkeep;
using namespace upkeep::test;

class TestFlowAgentProgram : public QObject {
    Q_OBJECT

    std::unique_ptr<SmallWorld> m_world;
    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<QProcess> m_agent;
    QByteArray m_said;

    QProcessEnvironment environment() const {
        QProcessEnvironment environment;
        environment.insert("HOME", m_world->home().display());
        environment.insert("PATH", "/usr/bin:/bin");
        environment.insert("DBUS_SESSION_BUS_ADDRESS", m_bus->address());
        environment.insert("DBUS_SYSTEM_BUS_ADDRESS", m_bus->address());
        keepSanitizerOptions(environment);
        return environment;
    }
    static QString program() { return UPKEEP_BIN_DIR "/upkeepctl"; }

    int run(const QStringList& arguments) const {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(program(), arguments);
        process.waitForFinished(60'000);
        return process.exitCode();
    }
    void startAgent() {
        m_agent = std::make_unique<QProcess>();
        m_agent->setProcessEnvironment(environment());
        m_agent->setProcessChannelMode(QProcess::MergedChannels);
        m_said.clear();
        QObject::connect(
            m_agent.get(), &QProcess::readyRead, this, [this] { m_said += m_agent->readAll(); });
        m_agent->start(program(), {"agent", "--json"});
        QTRY_VERIFY_WITH_TIMEOUT(m_bus->hasOwner("io.github.upkeep.Upkeep"), 20'000);
    }
    void call(const QString& method, const QVariantList& arguments = {}) {
        QDBusMessage message = QDBusMessage::createMethodCall("io.github.upkeep.Upkeep",
                                                              "/io/github/upkeep/Upkeep1/tool",
                                                              "io.github.upkeep.Upkeep1.Product",
                                                              method);
        message.setArguments(arguments);
        const QDBusMessage answer = m_bus->connect().call(message);
        QVERIFY2(answer.type() == QDBusMessage::ReplyMessage, qPrintable(answer.errorMessage()));
    }
    // Some line has all of these.
    bool said(const QList<QByteArray>& parts) const {
        for (const QByteArray& line : m_said.split('\n')) {
            if (std::all_of(parts.begin(), parts.end(), [&](const QByteArray& part) {
                    return line.contains(part);
                }))
                return true;
        }
        return false;
    }

private Q_SLOTS:
    void init() {
        m_bus = std::make_unique<PrivateBus>();
        m_world = std::make_unique<SmallWorld>();
        m_world->publish({"1.0.0"});
        QVERIFY(m_world->install().has_value());
        m_world->publish({"1.1.0"});
    }
    void cleanup() {
        if (m_agent) {
            m_agent->kill();
            m_agent->waitForFinished();
        }
        m_agent.reset();
        m_world.reset();
        m_bus.reset();
    }

    void worksUntilItIsToldToEnd() {
        startAgent();
        call("Check");
        QTRY_VERIFY2_WITH_TIMEOUT(
            said({"\"notice\"", "\"available\"", "1.1.0", "update-now"}), m_said, 20'000);
        QVERIFY(said({"\"state\"", "\"available\""}));
        call("Update", {false});
        QTRY_COMPARE_WITH_TIMEOUT(m_world->liveVersion(), "1.1.0", 30'000);
        QTRY_VERIFY2_WITH_TIMEOUT(said({"\"state\"", "up-to-date", "1.1.0"}), m_said, 20'000);
        QElapsedTimer clock;
        clock.start();
        ::kill(pid_t(m_agent->processId()), SIGTERM);
        QVERIFY(m_agent->waitForFinished(10'000));
        QVERIFY2(m_agent->exitStatus() == QProcess::NormalExit,
                 qPrintable(QStringLiteral("by signal %1").arg(m_agent->exitCode())));
        QCOMPARE(m_agent->exitCode(), 0);
        QVERIFY(clock.elapsed() < 5000);
    }

    void oneAtATime() {
        startAgent();
        QCOMPARE(run({"agent"}), 11);
    }

    void hearsOfWhatOthersDecide() {
        startAgent();
        QCOMPARE(run({"pause", "2d"}), 0);
        QTRY_VERIFY2_WITH_TIMEOUT(said({"\"state\"", "\"held\"", "paused"}), m_said, 20'000);
        QCOMPARE(run({"resume"}), 0);
        QTRY_VERIFY2_WITH_TIMEOUT(
            m_said.trimmed().split('\n').constLast().contains("[]"), m_said, 20'000);
        QCOMPARE(run({"pause", "36d"}), 2);
    }

    void looksAfterWhatComesAndGoes() {
        startAgent();
        const LocalPath file = m_world->home() / ".config/upkeep/products.d/tool.yaml";
        const QByteArray text = m_world->read(file);
        VERIFY_OK(m_world->files().removeFile(file));
        const auto known = [this] {
            QDBusMessage ask = QDBusMessage::createMethodCall("io.github.upkeep.Upkeep",
                                                              "/io/github/upkeep/Upkeep1/tool",
                                                              "org.freedesktop.DBus.Properties",
                                                              "Get");
            ask.setArguments({"io.github.upkeep.Upkeep1.Product", "State"});
            return m_bus->connect().call(ask).type() == QDBusMessage::ReplyMessage;
        };
        QTRY_VERIFY_WITH_TIMEOUT(!known(), 20'000);
        m_world->write(file, text);
        QTRY_VERIFY_WITH_TIMEOUT(known(), 20'000);
        call("Check");
        QTRY_VERIFY2_WITH_TIMEOUT(said({"\"notice\"", "\"available\"", "1.1.0"}), m_said, 20'000);
    }

    void namesWhatIsBrokenAndGoesOn() {
        m_world->write(m_world->home() / ".config/upkeep/upkeep.conf", "[Updater]\nrubbish\n");
        m_world->write(m_world->home() / ".local/state/upkeep/agent.json", "{\"schema\": 99}");
        startAgent();
        QTRY_VERIFY2(said({"\"warning\"", "agent.json"}), m_said);
        QTRY_VERIFY2(said({"\"warning\"", "upkeep.conf:2"}), m_said);
        QCOMPARE(m_world->read(m_world->home() / ".local/state/upkeep/agent.json.broken"),
                 "{\"schema\": 99}");
    }

    void givesWayToAWindow() {
        startAgent();
        QDBusConnection window = m_bus->connect();
        QDBusMessage request = QDBusMessage::createMethodCall(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName");
        request.setArguments({"io.github.upkeep.Upkeep", quint32(2 | 4)}); // replace, do not queue
        QCOMPARE(window.call(request).arguments().value(0).toUInt(), 1u);
        QVERIFY(m_agent->waitForFinished(10'000));
        QCOMPARE(m_agent->exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestFlowAgentProgram)
#include "test_flow_agent_program.moc"
