// SPDX-License-Identifier: Apache-2.0
#include "support/agent_world.h"

#include "agent/agent_state.h"
#include "support/private_bus.h"
#include "text/state_text.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QSignalSpy>
#include <QTest>

namespace upkeep::test {

namespace {

const QString monitorPath = "/org/gnome/Mutter/IdleMonitor/Core";
const QString monitor = "org.gnome.Mutter.IdleMonitor";
constexpr quint32 watchId = 7;
constexpr int settleMilliseconds = 60'000;
constexpr int ringsAtMost = 400; // in one pass(); more is an agent that does not sleep

// QtDBus connects to the buses of the environment once per process: one bus is both.
PrivateBus& theBus() {
    static PrivateBus bus;
    return bus;
}

template <typename T> T must(Result<T> result) {
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return std::move(result).value();
}

void must(const Result<void>& result) {
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
}

} // namespace

Conditions PeerDesktop::usual() {
    Conditions usual;
    usual.online = Known::Yes;
    usual.metered = Known::No;
    usual.captivePortal = Known::No;
    usual.onBattery = Known::No;
    usual.powerSaver = Known::No;
    usual.fullScreen = Known::No;
    usual.batteryPercent = 80;
    usual.idle = std::chrono::minutes(10);
    return usual;
}

PeerDesktop::PeerDesktop() : m_peers(theBus()) {
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", theBus().address().toUtf8());
    qputenv("DBUS_SESSION_BUS_ADDRESS", theBus().address().toUtf8());
    m_peers.answer(monitorPath, monitor, "GetIdletime", [this](const QVariantList&) {
        return QVariantList{quint64(m_idle)};
    });
    m_peers.answer(monitorPath, monitor, "AddIdleWatch", [this](const QVariantList& arguments) {
        m_watched = arguments.value(0).toLongLong();
        return QVariantList{watchId};
    });
    m_peers.answer(monitorPath, monitor, "RemoveWatch", [this](const QVariantList&) {
        m_watched = 0;
        return QVariantList{};
    });
    m_peers.login();
    m_desktop = makeDesktop();
    apply();
}

void PeerDesktop::apply() {
    const auto number = [](Known known) { return quint32(known == Known::Unknown ? 0 : 1); };
    const bool isCaptive = here.captivePortal == Known::Yes;
    if (isCaptive)
        here.online = Known::No;
    const bool isOnline = here.online == Known::Yes;
    m_peers.network(isCaptive  ? 2
                    : isOnline ? 4
                               : 1,
                    here.metered == Known::No ? 2 : number(here.metered),
                    isOnline ? 70 : 20);
    m_peers.power(here.onBattery == Known::Yes,
                  here.batteryPercent.value_or(0),
                  here.powerSaver == Known::Yes ? "power-saver" : "balanced");
    m_peers.set("/com/feralinteractive/GameMode",
                "com.feralinteractive.GameMode",
                "ClientCount",
                here.fullScreen == Known::Yes ? 1 : 0);
    m_peers.own("com.feralinteractive.GameMode");
    tellIdle();
    if (!QTest::qWaitFor([this] { return isTold(); }, 20'000))
        qFatal("the desktop does not hear its services");
}

void PeerDesktop::tellIdle() {
    if (!here.idle)
        return m_peers.drop(monitor);
    m_idle = std::chrono::milliseconds(*here.idle).count();
    m_peers.own(monitor);
}

bool PeerDesktop::isTold() {
    Conditions told = here;
    told.busy.clear(); // the agent is told of those
    return m_desktop->now() == told;
}

void PeerDesktop::becomeIdle() {
    here.idle = watched();
    tellIdle();
    m_peers.emitSignal(monitorPath, monitor, "WatchFired", {watchId});
    if (!QTest::qWaitFor([this] { return m_watched == 0; }))
        qFatal("nobody watched for idleness");
}

void PeerDesktop::wakeUp() {
    m_peers.sleep(true);
    QSignalSpy resumed(m_desktop.get(), &Desktop::resumed);
    m_peers.sleep(false);
    resumed.wait();
}

int PeerDesktop::blocks() const {
    int count = 0;
    for (const QVariantList& call : m_peers.calls("org.freedesktop.login1.Manager", "Inhibit"))
        count += call.value(3) == "block" ? 1 : 0;
    return count;
}

AgentWorld::AgentWorld() {
    world.publish({"1.0.0", {{"share/text", "one"}}});
    must(world.install());
    world.publish({"1.1.0", {{"share/text", "two"}}});
}

AgentWorld::~AgentWorld() {
    closeProgram();
    stop();
}

void AgentWorld::prefer(const std::function<void(Preferences&)>& change) {
    const LocalPath file = world.seams().places.preferences();
    Preferences values = loadPreferences(world.files(), file).values;
    change(values);
    must(savePreferences(world.files(), file, values));
    if (m_agent) {
        m_agent->preferencesChanged("tool", values);
        settle();
    }
}

void AgentWorld::writeAdminPolicy(const QByteArray& json) {
    world.write(world.adminPolicy() / "10-site.json", json);
}

void AgentWorld::start() {
    m_state = std::make_unique<AgentState>(world.files(), world.seams().places.state);
    (void)m_state->load();
    m_hands = std::make_unique<WalkHands>(world.seams());
    m_agent = std::make_unique<Agent>(world.clock, alarm, desktop.real(), *m_state, *m_hands);
    must(m_hands->add(must(findRegistration(world.files(), world.seams().places, "tool")),
                      *m_agent));
    QObject::connect(m_agent.get(), &Agent::noticeWanted, m_agent.get(), [this](const Notice& n) {
        notices.append(n);
        seen.append(noticeId(n.kind) + QLatin1Char(' ') + n.version.toString());
    });
    QObject::connect(m_agent.get(), &Agent::noticeWithdrawn, m_agent.get(), [this] {
        seen.append(QStringLiteral("(bubble gone)"));
    });
    desktop.apply();
    m_agent->toldHolders("tool", desktop.here.busy);
    m_agent->start();
    settle();
}

void AgentWorld::stop() {
    m_agent.reset();
    m_hands.reset();
    m_state.reset();
}

void AgentWorld::settle() {
    const QDeadlineTimer deadline(settleMilliseconds);
    int quiet = 0;
    while (quiet < 3 && !deadline.hasExpired()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        QCoreApplication::sendPostedEvents();
        quiet = m_hands->isBusy() ? 0 : quiet + 1;
        if (m_hands->isBusy())
            QTest::qWait(2);
    }
    if (deadline.hasExpired())
        qFatal("the agent does not come to rest");
}

void AgentWorld::pass(std::chrono::minutes time) {
    const QDateTime end = world.clock.time.addSecs(time.count() * 60);
    int rings = 0;
    while (alarm.at.isValid() && alarm.at <= end) {
        world.clock.time = std::max(world.clock.time, alarm.at);
        alarm.at = {};
        ++alarm.rings;
        if (++rings > ringsAtMost)
            qFatal("the agent does not sleep");
        Q_EMIT alarm.fired();
        settle();
    }
    world.clock.time = end;
    settle();
}

void AgentWorld::setClock(const QDateTime& time) {
    world.clock.time = time;
    Q_EMIT alarm.clockChanged();
    settle();
}

void AgentWorld::change(const std::function<void(Conditions&)>& change) {
    change(desktop.here);
    desktop.apply();
    m_agent->toldHolders("tool", desktop.here.busy);
    settle();
}

void AgentWorld::beIdle() {
    desktop.becomeIdle();
    settle();
}

void AgentWorld::sleep(std::chrono::minutes time) {
    world.clock.time = world.clock.time.addSecs(time.count() * 60);
    desktop.wakeUp();
    settle();
}

void AgentWorld::answer(Answer answer, const QDateTime& at) {
    m_agent->answer("tool", answer, at);
    settle();
}

void AgentWorld::openProgram() {
    m_program.start(QString::fromUtf8((world.live() / "bin/tool").bytes()), {"--wait"});
    m_program.waitForStarted();
    // Until the shell has opened its script, nobody uses the tree.
    const QDeadlineTimer deadline(5000);
    while (world.processes().using_(world.live()).value().isEmpty() && !deadline.hasExpired())
        QTest::qWait(5);
}

// What waits for the end is told a moment later.
void AgentWorld::closeProgram() {
    if (m_program.state() == QProcess::NotRunning)
        return;
    m_program.closeWriteChannel();
    m_program.waitForFinished();
    if (!m_agent)
        return;
    const QDeadlineTimer deadline(10'000);
    const auto isAwaited = [this] { return m_agent->product("tool")->isAwaited; };
    while (isAwaited() && !deadline.hasExpired())
        QTest::qWait(5);
    settle();
}

ProductStatus AgentWorld::status() {
    const auto product = must(world.open());
    return must(product->status());
}

QString AgentWorld::state() {
    const ProductStatus now = status();
    QString text = stateId(now.state);
    QStringList reasons;
    for (const Hold& hold : now.holds)
        reasons.append(hold.reason);
    if (reasons.isEmpty() && now.hold)
        reasons.append(now.hold->reason);
    return reasons.isEmpty() ? text : text + ": " + reasons.join(", ");
}

QStringList AgentWorld::takeSeen() {
    return std::exchange(seen, {});
}

} // namespace upkeep::test
