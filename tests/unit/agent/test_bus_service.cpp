// SPDX-License-Identifier: Apache-2.0
// The agent as others find it on the bus: real walks behind it, other programs as separate
// connections to a bus of the test's own.
#include "agent/agent.h"
#include "agent/agent_state.h"
#include "agent/bus_service.h"
#include "agent/walk_hands.h"
#include "system/alarm.h"
#include "system/desktop.h"

#include "support/bus_peers.h"
#include "support/private_bus.h"
#include "support/small_world.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusVariant>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QXmlStreamReader>

using namespace upkeep;
using test::PrivateBus;
using test::SmallWorld;

namespace {

const QString rootPath = "/io/github/upkeep/Upkeep1";
const QString toolPath = "/io/github/upkeep/Upkeep1/small_tool";
const QString rootInterface = "io.github.upkeep.Upkeep1";
const QString toolInterface = "io.github.upkeep.Upkeep1.Product";
const QString propertiesInterface = "org.freedesktop.DBus.Properties";

// Another program on the bus; waits with the events going on.
class Caller {
public:
    Caller(PrivateBus& bus, const QString& service) : m_bus(bus.connect()), m_service(service) {}

    QDBusMessage call(const QString& path,
                      const QString& interface,
                      const QString& member,
                      const QVariantList& arguments = {}) const {
        QDBusMessage message = QDBusMessage::createMethodCall(m_service, path, interface, member);
        message.setArguments(arguments);
        QDBusPendingCallWatcher watcher(m_bus.asyncCall(message));
        QSignalSpy answered(&watcher, &QDBusPendingCallWatcher::finished);
        return watcher.isFinished() || answered.wait()
                   ? watcher.reply()
                   : QDBusMessage::createError("test.NoAnswer", member);
    }
    // Its error's last word, or nothing.
    QString ask(const QString& path,
                const QString& interface,
                const QString& member,
                const QVariantList& arguments = {}) const {
        return call(path, interface, member, arguments).errorName().section('.', -1);
    }
    QVariantMap all(const QString& path, const QString& interface) const {
        const QVariantList answer =
            call(path, propertiesInterface, "GetAll", {interface}).arguments();
        return answer.isEmpty() ? QVariantMap() : qdbus_cast<QVariantMap>(answer.first());
    }
    QVariant one(const QString& name) const { return all(toolPath, toolInterface).value(name); }
    const QDBusConnection& bus() const { return m_bus; }

private:
    QDBusConnection m_bus;
    QString m_service;
};

// What the bus told of one object, the last value of each property.
class Heard : public QObject {
    Q_OBJECT

public:
    explicit Heard(QDBusConnection bus) {
        bus.connect({},
                    toolPath,
                    propertiesInterface,
                    "PropertiesChanged",
                    this,
                    SLOT(take(QString, QVariantMap, QStringList)));
    }
    QVariantMap last;
    QStringList states;
    int count = 0;

private Q_SLOTS:
    void take(const QString& interface, const QVariantMap& changes, const QStringList&) {
        if (interface != toolInterface)
            return;
        ++count;
        for (auto it = changes.begin(); it != changes.end(); ++it)
            last.insert(it.key(), it.value());
        if (changes.contains("State"))
            states << changes.value("State").toString();
    }
};

QString interfaceFile(const QString& interface) {
    QFile file(UPKEEP_SOURCE_DIR "/installer/dbus/" + interface + ".xml");
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// "method Pause(x)", "property State s": what an interface has, in words.
QStringList wordsOf(const QString& xml, const QString& interface) {
    QXmlStreamReader in(xml);
    QStringList words;
    bool isOurs = false;
    while (!in.atEnd()) {
        in.readNext();
        if (!in.isStartElement())
            continue;
        const auto attributes = in.attributes();
        const QString name = attributes.value("name").toString();
        if (in.name() == QLatin1String("interface"))
            isOurs = name == interface;
        if (!isOurs)
            continue;
        if (in.name() == QLatin1String("method"))
            words << "method " + name;
        if (in.name() == QLatin1String("arg"))
            words.last() += ' ' + attributes.value("direction").toString() + ':' +
                            attributes.value("type").toString();
        if (in.name() == QLatin1String("property"))
            words << "property " + name + ' ' + attributes.value("type").toString();
    }
    return in.hasError() ? QStringList("broken: " + in.errorString()) : words;
}

QStringList propertiesIn(const QVariantMap& values) {
    QStringList words;
    for (auto it = values.begin(); it != values.end(); ++it) {
        const bool isForeign = it->userType() == qMetaTypeId<QDBusArgument>();
        const QString type = isForeign ? it->value<QDBusArgument>().currentSignature()
                                       : QDBusMetaType::typeToSignature(it->metaType());
        words << "property " + it.key() + ' ' + type;
    }
    words.sort();
    return words;
}

} // namespace

class TestBusService : public QObject {
    Q_OBJECT

    PrivateBus m_bus;
    std::unique_ptr<SmallWorld> m_world;
    std::unique_ptr<Alarm> m_alarm;
    std::unique_ptr<Desktop> m_desktop;
    std::unique_ptr<AgentState> m_state;
    std::unique_ptr<WalkHands> m_hands;
    std::unique_ptr<Agent> m_agent;
    std::unique_ptr<BusService> m_service;
    std::unique_ptr<Caller> m_caller;
    QString m_address; // of the service

    // An agent over the world, started, on a connection of its own.
    void start(const QByteArray& policy = {}) {
        Seams seams = m_world->seams();
        seams.places.policy = m_world->path("policy");
        if (!policy.isEmpty())
            m_world->write(seams.places.policy / "site.json", policy);
        m_state = std::make_unique<AgentState>(m_world->files(), seams.places.state);
        m_hands = std::make_unique<WalkHands>(seams);
        m_agent = std::make_unique<Agent>(m_world->clock, *m_alarm, *m_desktop, *m_state, *m_hands);
        const auto registration =
            findRegistration(m_world->files(), seams.places, QString::fromUtf8(m_world->id));
        QVERIFY(registration.has_value());
        QVERIFY(m_hands->add(*registration, *m_agent).has_value());
        QDBusConnection bus = m_bus.connect();
        m_service = std::make_unique<BusService>(bus, m_world->clock, *m_agent);
        connect(m_hands.get(), &WalkHands::progressed, m_service.get(), &BusService::toldProgress);
        QVERIFY(m_service->open());
        m_address = bus.baseService();
        m_caller = std::make_unique<Caller>(m_bus, m_address);
        m_agent->start();
    }
    QString ask(const QString& member, const QVariantList& arguments = {}) const {
        return m_caller->ask(toolPath, toolInterface, member, arguments);
    }
    bool check() const {
        return ask("Check").isEmpty() && QTest::qWaitFor([this] {
                   return m_agent->product("small-tool")->isFree() &&
                          m_agent->product("small-tool")->offered();
               });
    }

    void compareWithFile(const QString& path, const QString& interface) {
        const QStringList written = wordsOf(interfaceFile(interface), interface);
        QVERIFY(written.size() > 5);
        const QString served =
            m_caller->call(path, "org.freedesktop.DBus.Introspectable", "Introspect")
                .arguments()
                .value(0)
                .toString();
        QCOMPARE(wordsOf(served, interface), written);
        QStringList properties = written.filter("property ");
        properties.sort();
        QCOMPARE(propertiesIn(m_caller->all(path, interface)), properties);
        for (const QString& method : written.filter("method ")) {
            const QString name = method.section(' ', 1, 1);
            const QString error = m_caller->ask(path, interface, name, {1.5, 1.5, 1.5});
            QVERIFY2(error == "InvalidArgs", qPrintable(name + ": " + error));
        }
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.address().toUtf8());
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", m_bus.address().toUtf8());
    }

    void init() {
        m_world = std::make_unique<SmallWorld>();
        m_world->id = "small-tool";
        m_world->publish({"1.0.0"});
        QVERIFY(m_world->install().has_value());
        m_alarm = makeAlarm();
        m_desktop = makeDesktop();
    }

    void cleanup() {
        m_caller.reset();
        m_service.reset();
        m_hands.reset();
        m_agent.reset();
        m_state.reset();
        m_desktop.reset();
        m_alarm.reset();
        m_world.reset();
    }

    void servesWhatIsInstalled() {
        start();
        compareWithFile(rootPath, rootInterface);
        compareWithFile(toolPath, toolInterface);
    }

    void theWholeNamesItsProducts() {
        start();
        const QVariant products = m_caller->all(rootPath, rootInterface).value("Products");
        const auto paths = qdbus_cast<QList<QDBusObjectPath>>(products);
        QCOMPARE(paths.size(), 1);
        QCOMPARE(paths.first().path(), toolPath);
        const QString served =
            m_caller->call(rootPath, "org.freedesktop.DBus.Introspectable", "Introspect")
                .arguments()
                .value(0)
                .toString();
        QVERIFY2(served.contains("<node name=\"small_tool\"/>"), qPrintable(served));
    }

    void checksUpdatesAndGoesBack() {
        m_world->publish({"1.1.0"});
        start();
        const Heard heard(m_caller->bus());
        QCOMPARE(m_caller->one("State").toString(), "not-checked");
        QCOMPARE(ask("RollBack"), "NothingToDo");
        QCOMPARE(ask("Update", {true}), "NothingToDo");
        QVERIFY(check());
        QTRY_COMPARE(heard.last.value("Available").toString(), "1.1.0");
        QCOMPARE(heard.last.value("State").toString(), "available");
        QVERIFY(heard.last.value("LastChecked").toLongLong() > 0);

        QCOMPARE(ask("Update", {false}), "");
        QTRY_COMPARE(heard.last.value("Version").toString(), "1.1.0");
        QTRY_COMPARE(heard.last.value("State").toString(), "up-to-date");
        QCOMPARE(m_world->liveVersion(), "1.1.0");
        QVERIFY2(heard.states.contains("applying"), qPrintable(heard.states.join(' ')));
        QTRY_COMPARE(m_caller->one("Progress").toDouble(), 0.0);
        QVERIFY2(heard.count < 150, "a hundredth at a time");

        QVERIFY(m_caller->one("CanRollBack").toBool());
        QCOMPARE(ask("RollBack"), "");
        QTRY_COMPARE(heard.last.value("Version").toString(), "1.0.0");
        QTRY_VERIFY(m_agent->product("small-tool")->isFree());
        QCOMPARE(m_world->liveVersion(), "1.0.0");
    }

    void anUpdateThatWaitsIsOnlyDoneAnyway() {
        m_world->publish({"1.1.0"});
        start();
        QVERIFY(check());
        m_agent->toldHolders("small-tool", {{"Tool", "A film is being made."}});
        m_agent->pause("small-tool", m_world->clock.time.addDays(1));
        QTRY_COMPARE(m_caller->one("HoldReason").toString(), "paused");
        QVERIFY(m_caller->one("PausedUntil").toLongLong() > 0);
        const QDBusMessage held = m_caller->call(toolPath, toolInterface, "Update", {false});
        QCOMPARE(held.errorName(), "io.github.upkeep.Error.Held");
        QCOMPARE(held.errorMessage(), "paused");
        QCOMPARE(ask("Update", {true}), "");
        QTRY_COMPARE(m_caller->one("Version").toString(), "1.1.0");
        QTRY_VERIFY(m_agent->product("small-tool")->isFree());
    }

    void anAdministratorsWordHolds() {
        m_world->publish({"1.1.0"});
        start(R"({"schema": 1, "forbid": ["update", "pause", "rollback"]})");
        QVERIFY(check());
        for (const QString& path : {toolPath, rootPath}) {
            const QDBusMessage refused = m_caller->call(
                path, {}, "Pause", {m_world->clock.time.addDays(1).toSecsSinceEpoch()});
            QCOMPARE(refused.errorName(), "io.github.upkeep.Error.Forbidden");
            QVERIFY2(refused.errorMessage().contains("site.json"),
                     qPrintable(refused.errorMessage()));
        }
        QCOMPARE(ask("Update", {false}), "Forbidden");
        QCOMPARE(ask("Update", {true}), "Forbidden");
        QCOMPARE(ask("RollBack"), "Forbidden");
        QCOMPARE(m_world->liveVersion(), "1.0.0");
    }

    void isStrict() {
        start();
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        const auto refuses = [&](const char* name,
                                 const QString& path,
                                 const QString& interface,
                                 const QString& member,
                                 const QVariantList& arguments,
                                 const QString& error) {
            const QString answer = m_caller->ask(path, interface, member, arguments);
            if (answer != error)
                QFAIL(qPrintable(QString("%1: %2 instead of %3").arg(name, answer, error)));
        };
        const QString& properties = propertiesInterface;
        const QString& tool = toolInterface;
        const QString& root = rootInterface;
        const QVariant newer = QVariant::fromValue(QDBusVariant("9.9.9"));
        refuses("unknown product", rootPath + "/other", tool, "Check", {}, "UnknownObject");
        refuses("below a product", toolPath + "/x", tool, "Check", {}, "UnknownObject");
        refuses("root's method", toolPath, root, "Resume", {}, "UnknownInterface");
        refuses("unknown method", toolPath, tool, "Destroy", {}, "UnknownMethod");
        refuses("no interface given", toolPath, {}, "Destroy", {}, "UnknownMethod");
        refuses("argument missing", toolPath, tool, "Update", {}, "InvalidArgs");
        refuses("argument too many", toolPath, tool, "Check", {1}, "InvalidArgs");
        refuses("of another type", toolPath, tool, "Update", {"yes"}, "InvalidArgs");
        refuses("pause in the past", toolPath, tool, "Pause", {now - 5}, "InvalidArgs");
        refuses("pause for ever", rootPath, root, "Pause", {LLONG_MAX}, "InvalidArgs");
        refuses("pause before time", rootPath, root, "Pause", {LLONG_MIN}, "InvalidArgs");
        refuses("inhibit nothing", rootPath, root, "Inhibit", {"x", "why"}, "InvalidArgs");
        refuses("cookie of nobody", rootPath, root, "Uninhibit", {7U}, "InvalidArgs");
        refuses("cookie 0", rootPath, root, "Uninhibit", {0U}, "InvalidArgs");
        refuses("get unknown", toolPath, properties, "Get", {tool, "X"}, "UnknownProperty");
        refuses("get root's", toolPath, properties, "Get", {root, "Products"}, "UnknownInterface");
        refuses("get too little", toolPath, properties, "Get", {tool}, "InvalidArgs");
        refuses("set", toolPath, properties, "Set", {tool, "Version", newer}, "PropertyReadOnly");
        refuses("set unknown", toolPath, properties, "Set", {tool, "X", newer}, "UnknownProperty");
        refuses("forget all", toolPath, properties, "Clear", {}, "UnknownMethod");
        for (const QString& reason : {QString(),
                                      QString("  "),
                                      QString("a\nb"),
                                      QString("a\x1b[2Jb"),
                                      QString::fromUtf8("\u202Eevil"),
                                      QString::fromUtf8("a\u2028b"),
                                      QString(201, 'x')})
            refuses("reason", rootPath, root, "Inhibit", {"small-tool", reason}, "InvalidArgs");
        QCOMPARE(m_agent->product("small-tool")->busy.size(), 0);
    }

    void aProgramAsksNotToBeUpdatedNow() {
        start();
        const QDBusMessage given = m_caller->call(
            rootPath, rootInterface, "Inhibit", {"small-tool", QString::fromUtf8("A film: ½ 👍")});
        QCOMPARE(given.signature(), "u");
        const QList<Holder>& busy = m_agent->product("small-tool")->busy;
        QCOMPARE(busy.size(), 1);
        QCOMPARE(busy.first().reason, QString::fromUtf8("A film: ½ 👍"));

        const Caller other(m_bus, m_address);
        const QVariantList cookie{given.arguments().first()};
        QCOMPARE(other.ask(rootPath, rootInterface, "Uninhibit", cookie), "InvalidArgs");
        QCOMPARE(busy.size(), 1);
        QCOMPARE(m_caller->ask(rootPath, rootInterface, "Uninhibit", cookie), "");
        QCOMPARE(busy.size(), 0);
        QCOMPARE(m_caller->ask(rootPath, rootInterface, "Uninhibit", cookie), "InvalidArgs");
    }

    void aBusyProgramIsLeftAlone() {
        test::BusPeers peers(m_bus);
        peers.network(4, 2);
        peers.power(false, 80);
        peers.screenSaver([] { return 600U; });
        m_world->publish({"1.1.0"});
        m_world->write(m_world->seams().places.preferences(), "[Updater]\nautomatic=all\n");
        start();
        QTRY_COMPARE(m_desktop->now().idle.value_or(std::chrono::seconds(0)).count(), 600);
        std::optional<Caller> film(std::in_place, m_bus, m_address);
        QCOMPARE(film->ask(rootPath, rootInterface, "Inhibit", {"small-tool", "A film."}), "");
        QVERIFY(check());
        QTRY_COMPARE(m_caller->one("HoldReason").toString(), "busy");
        QCOMPARE(m_caller->one("HoldSubject").toString(), "Tool: A film.");
        QTRY_VERIFY(m_agent->product("small-tool")->isFree());
        QCOMPARE(m_world->liveVersion(), "1.0.0");
        QDBusConnection::disconnectFromBus(film->bus().name());
        film.reset();
        QTRY_COMPARE(m_caller->one("Version").toString(), "1.1.0");
        QTRY_COMPARE(m_caller->one("HoldReason").toString(), "");
        QTRY_VERIFY(m_agent->product("small-tool")->isFree());
    }

    void whoGoesAsksNoMore() {
        start();
        const QList<Holder>& busy = m_agent->product("small-tool")->busy;
        const QVariantList asked{"small-tool", "Busy."};
        const Caller stays(m_bus, m_address);
        std::optional<Caller> leaves(std::in_place, m_bus, m_address);
        QCOMPARE(stays.ask(rootPath, rootInterface, "Inhibit", asked), "");
        QCOMPARE(leaves->ask(rootPath, rootInterface, "Inhibit", asked), "");
        QCOMPARE(leaves->ask(rootPath, rootInterface, "Inhibit", asked), "");
        QCOMPARE(busy.size(), 3);
        QDBusConnection::disconnectFromBus(leaves->bus().name());
        leaves.reset();
        QTRY_COMPARE(busy.size(), 1);
    }

    // Gone before the service could watch for it.
    void whoGoesAtOnceIsNotWaitedFor() {
        start();
        QProcess hasty;
        m_bus.start(hasty,
                    "dbus-send",
                    {"--session",
                     "--type=method_call",
                     "--dest=" + m_address,
                     rootPath,
                     rootInterface + ".Inhibit",
                     "string:small-tool",
                     "string:In passing."});
        QVERIFY(hasty.waitForFinished()); // without our events: the call waits for us
        QCOMPARE(hasty.exitCode(), 0);
        const QDBusMessage after =
            m_caller->call(rootPath, rootInterface, "Inhibit", {"small-tool", "A while longer."});
        QCOMPARE(after.arguments().value(0).toUInt(), 2U); // the first was given
        QTRY_COMPARE(m_agent->product("small-tool")->busy.size(), 1);
    }

    // The bus started us for this call.
    void aCallThatComesTooEarlyIsAnswered() {
        start();
        QDBusConnection bus = m_bus.connect();
        BusService early(bus, m_world->clock);
        QVERIFY(early.open());
        QDBusMessage call =
            QDBusMessage::createMethodCall(bus.baseService(), rootPath, rootInterface, "Inhibit");
        call.setArguments({"small-tool", "Starting."});
        const QDBusPendingCall pending = m_caller->bus().asyncCall(call);
        QDBusPendingCallWatcher watcher(pending);
        QSignalSpy answered(&watcher, &QDBusPendingCallWatcher::finished);
        QVERIFY(!answered.wait(100));
        early.serve(*m_agent);
        QVERIFY(watcher.isFinished() || answered.wait());
        QCOMPARE(watcher.reply().signature(), "u");
        QCOMPARE(m_agent->product("small-tool")->busy.size(), 1);
    }

    void nobodyFillsTheMemory() {
        start();
        const QVariantList asked{"small-tool", "Busy."};
        for (int i = 0; i < 32; ++i)
            QCOMPARE(m_caller->ask(rootPath, rootInterface, "Inhibit", asked), "");
        QCOMPARE(m_caller->ask(rootPath, rootInterface, "Inhibit", asked), "LimitsExceeded");
    }

    void aWindowTakesTheNameOver() {
        start();
        QVERIFY(m_service->takeName());
        QVERIFY(m_bus.hasOwner("io.github.upkeep.Upkeep"));
        const QSignalSpy lost(m_service.get(), &BusService::nameLost);
        QDBusConnection window = m_bus.connect();
        const auto taken = window.interface()->registerService(
            "io.github.upkeep.Upkeep", QDBusConnectionInterface::ReplaceExistingService);
        QCOMPARE(taken.value(), QDBusConnectionInterface::ServiceRegistered);
        QTRY_COMPARE(lost.size(), 1);
        QVERIFY(!m_service->takeName()); // a window does not give it back
        window.unregisterService("io.github.upkeep.Upkeep");
    }

    void worksWithoutABus() {
        start();
        BusService alone(QDBusConnection("absent"), m_world->clock, *m_agent);
        QVERIFY(!alone.open());
        QVERIFY(!alone.takeName());
        alone.toldProgress("small-tool", {});
    }
};

QTEST_GUILESS_MAIN(TestBusService)
#include "test_bus_service.moc"
