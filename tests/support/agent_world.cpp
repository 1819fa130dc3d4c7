// SPDX-License-Identifier: Apache-2.0
#include "support/agent_world.h"

#include "agent/agent_state.h"
#include "text/state_text.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTest>

namespace upkeep::test {

namespace {

constexpr int settleMilliseconds = 60'000;
constexpr int ringsAtMost = 400; // in one pass(); more is an agent that does not sleep

class CountedLock final : public SleepLock {
public:
    explicit CountedLock(int& count) : m_count(count) { ++m_count; }
    ~CountedLock() override { --m_count; }

private:
    int& m_count;
};

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

TurnedDesktop::TurnedDesktop() {
    here.online = Known::Yes;
    here.metered = Known::No;
    here.captivePortal = Known::No;
    here.onBattery = Known::No;
    here.powerSaver = Known::No;
    here.fullScreen = Known::No;
    here.idle = std::chrono::minutes(10);
}

Result<std::unique_ptr<SleepLock>> TurnedDesktop::inhibitSleep(const QString&,
                                                               SleepLock::Mode mode) {
    locksEver += mode == SleepLock::Mode::Block ? 1 : 0;
    return std::unique_ptr<SleepLock>(std::make_unique<CountedLock>(locks));
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
    m_agent = std::make_unique<Agent>(world.clock, alarm, desktop, *m_state, *m_hands);
    must(m_hands->add(must(findRegistration(world.files(), world.seams().places, "tool")),
                      *m_agent));
    QObject::connect(m_agent.get(), &Agent::noticeWanted, m_agent.get(), [this](const Notice& n) {
        notices.append(n);
        seen.append(noticeId(n.kind) + QLatin1Char(' ') + n.version.toString());
    });
    QObject::connect(m_agent.get(), &Agent::noticeWithdrawn, m_agent.get(), [this] {
        seen.append(QStringLiteral("(bubble gone)"));
    });
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
    const Known before = desktop.here.online;
    change(desktop.here);
    Q_EMIT desktop.changed();
    if (before == Known::No && desktop.here.online == Known::Yes)
        Q_EMIT desktop.connected();
    settle();
}

void AgentWorld::beIdle() {
    desktop.here.idle = std::exchange(desktop.watched, {}); // it tells once
    Q_EMIT desktop.becameIdle();
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
