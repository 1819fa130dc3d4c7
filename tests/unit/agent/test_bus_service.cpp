// SPDX-License-Identifier: Apache-2.0
// The agent as others find it on the bus: what it serves, how strict it is, whose the name is.
#include "support/agent_on_bus.h"

#include <QDBusConnectionInterface>
#include <QDBusMetaType>
#include <QDBusVariant>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QXmlStreamReader>

using namespace upkeep;
using namespace upkeep::test;

namespace {

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

    static void
    compareWithFile(const AgentOnBus& here, const QString& path, const QString& interface) {
        const QStringList written = wordsOf(interfaceFile(interface), interface);
        QVERIFY(written.size() > 5);
        const QString served =
            here.caller->call(path, "org.freedesktop.DBus.Introspectable", "Introspect")
                .arguments()
                .value(0)
                .toString();
        QCOMPARE(wordsOf(served, interface), written);
        QStringList properties = written.filter("property ");
        properties.sort();
        QCOMPARE(propertiesIn(here.caller->all(path, interface)), properties);
        for (const QString& method : written.filter("method ")) {
            const QString name = method.section(' ', 1, 1);
            const QString error = here.caller->ask(path, interface, name, {1.5, 1.5, 1.5});
            QVERIFY2(error == "InvalidArgs", qPrintable(name + ": " + error));
        }
    }

private Q_SLOTS:
    void servesWhatIsInstalled() {
        AgentOnBus here(m_bus);
        here.start();
        compareWithFile(here, rootPath, rootInterface);
        compareWithFile(here, toolPath, toolInterface);
    }

    void theWholeNamesItsProducts() {
        AgentOnBus here(m_bus);
        here.start();
        const QVariant products = here.caller->all(rootPath, rootInterface).value("Products");
        const auto paths = qdbus_cast<QList<QDBusObjectPath>>(products);
        QCOMPARE(paths.size(), 1);
        QCOMPARE(paths.first().path(), toolPath);
        const QString served =
            here.caller->call(rootPath, "org.freedesktop.DBus.Introspectable", "Introspect")
                .arguments()
                .value(0)
                .toString();
        QVERIFY2(served.contains("<node name=\"small_tool\"/>"), qPrintable(served));
    }

    void checksUpdatesAndGoesBack() {
        AgentOnBus here(m_bus);
        here.world->publish({"1.1.0"});
        here.start();
        const Heard heard(here.caller->bus());
        QCOMPARE(here.caller->one("State").toString(), "not-checked");
        QCOMPARE(here.ask("RollBack"), "NothingToDo");
        QCOMPARE(here.ask("Update", {true}), "NothingToDo");
        QVERIFY(here.check());
        QTRY_COMPARE(heard.last.value("Available").toString(), "1.1.0");
        QCOMPARE(heard.last.value("State").toString(), "available");
        QVERIFY(heard.last.value("LastChecked").toLongLong() > 0);

        QCOMPARE(here.ask("Update", {false}), "");
        QTRY_COMPARE(heard.last.value("Version").toString(), "1.1.0");
        QTRY_COMPARE(heard.last.value("State").toString(), "up-to-date");
        QCOMPARE(here.world->liveVersion(), "1.1.0");
        QVERIFY2(heard.states.contains("applying"), qPrintable(heard.states.join(' ')));
        QTRY_COMPARE(here.caller->one("Progress").toDouble(), 0.0);
        QVERIFY2(heard.count < 150, "a hundredth at a time");

        QVERIFY(here.caller->one("CanRollBack").toBool());
        QCOMPARE(here.ask("RollBack"), "");
        QTRY_COMPARE(heard.last.value("Version").toString(), "1.0.0");
        QTRY_VERIFY(here.agent->product("small-tool")->isFree());
        QCOMPARE(here.world->liveVersion(), "1.0.0");
    }

    void anUpdateThatWaitsIsOnlyDoneAnyway() {
        AgentOnBus here(m_bus);
        here.world->publish({"1.1.0"});
        here.start();
        QVERIFY(here.check());
        here.agent->toldHolders("small-tool", {{"Tool", "A film is being made."}});
        here.agent->pause("small-tool", here.world->clock.time.addDays(1));
        QTRY_COMPARE(here.caller->one("HoldReason").toString(), "paused");
        QVERIFY(here.caller->one("PausedUntil").toLongLong() > 0);
        const QDBusMessage held = here.caller->call(toolPath, toolInterface, "Update", {false});
        QCOMPARE(held.errorName(), "io.github.upkeep.Error.Held");
        QCOMPARE(held.errorMessage(), "paused");
        QCOMPARE(here.ask("Update", {true}), "");
        QTRY_COMPARE(here.caller->one("Version").toString(), "1.1.0");
        QTRY_VERIFY(here.agent->product("small-tool")->isFree());
    }

    void anAdministratorsWordHolds() {
        AgentOnBus here(m_bus);
        here.world->publish({"1.1.0"});
        here.start(R"({"schema": 1, "forbid": ["update", "pause", "rollback"]})");
        QVERIFY(here.check());
        for (const QString& path : {toolPath, rootPath}) {
            const QDBusMessage refused = here.caller->call(
                path, {}, "Pause", {here.world->clock.time.addDays(1).toSecsSinceEpoch()});
            QCOMPARE(refused.errorName(), "io.github.upkeep.Error.Forbidden");
            QVERIFY2(refused.errorMessage().contains("site.json"),
                     qPrintable(refused.errorMessage()));
        }
        QCOMPARE(here.ask("Update", {false}), "Forbidden");
        QCOMPARE(here.ask("Update", {true}), "Forbidden");
        QCOMPARE(here.ask("RollBack"), "Forbidden");
        QCOMPARE(here.world->liveVersion(), "1.0.0");
    }

    void isStrict() {
        AgentOnBus here(m_bus);
        here.start();
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        const auto refuses = [&](const char* name,
                                 const QString& path,
                                 const QString& interface,
                                 const QString& member,
                                 const QVariantList& arguments,
                                 const QString& error) {
            const QString answer = here.caller->ask(path, interface, member, arguments);
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
        QCOMPARE(here.agent->product("small-tool")->busy.size(), 0);
    }

    // The bus started us for this call.
    void aCallThatComesTooEarlyIsAnswered() {
        AgentOnBus here(m_bus);
        here.start();
        QDBusConnection bus = here.bus.connect();
        BusService early(bus, here.world->clock);
        QVERIFY(early.open());
        QDBusMessage call =
            QDBusMessage::createMethodCall(bus.baseService(), rootPath, rootInterface, "Inhibit");
        call.setArguments({"small-tool", "Starting."});
        const QDBusPendingCall pending = here.caller->bus().asyncCall(call);
        QDBusPendingCallWatcher watcher(pending);
        QSignalSpy answered(&watcher, &QDBusPendingCallWatcher::finished);
        QVERIFY(!answered.wait(100));
        early.serve(*here.agent);
        QVERIFY(watcher.isFinished() || answered.wait());
        QCOMPARE(watcher.reply().signature(), "u");
        QCOMPARE(here.agent->product("small-tool")->busy.size(), 1);
    }

    void aWindowTakesTheNameOver() {
        AgentOnBus here(m_bus);
        here.start();
        QVERIFY(here.service->takeName());
        QVERIFY(here.bus.hasOwner("io.github.upkeep.Upkeep"));
        const QSignalSpy lost(here.service.get(), &BusService::nameLost);
        QDBusConnection window = here.bus.connect();
        const auto taken = window.interface()->registerService(
            "io.github.upkeep.Upkeep", QDBusConnectionInterface::ReplaceExistingService);
        QCOMPARE(taken.value(), QDBusConnectionInterface::ServiceRegistered);
        QTRY_COMPARE(lost.size(), 1);
        QVERIFY(!here.service->takeName()); // a window does not give it back
        window.unregisterService("io.github.upkeep.Upkeep");
    }

    void worksWithoutABus() {
        AgentOnBus here(m_bus);
        here.start();
        BusService alone(QDBusConnection("absent"), here.world->clock, *here.agent);
        QVERIFY(!alone.open());
        QVERIFY(!alone.takeName());
        alone.toldProgress("small-tool", {});
    }
};

QTEST_GUILESS_MAIN(TestBusService)
#include "test_bus_service.moc"
