// SPDX-License-Identifier: Apache-2.0
// upkeepctl agent: the background work of the tray without a tray, until it is told to end.
#include "agent/agent.h"
#include "agent/bus_service.h"
#include "agent/walk_hands.h"
#include "command_line/basic_json.h"
#include "system/alarm.h"
#include "text/error_text.h"
#include "text/notice_text.h"
#include "text/state_text.h"
#include "text/upkeep_tr.h"
#include "verbs.h"

#include <QEventLoop>

namespace upkeep {

namespace {

JsonValue timeJson(const QDateTime& time) {
    return time.isValid() ? JsonValue(time.toUTC().toString(Qt::ISODate)) : JsonValue();
}

JsonValue noticeJson(const Notice& notice) {
    JsonValue::Array answers;
    for (const Answer answer : notice.answers)
        answers.append(JsonValue(QString(answerId(answer))));
    JsonValue json;
    json.set(QStringLiteral("event"), QStringLiteral("notice"));
    json.set(QStringLiteral("kind"), QString(noticeId(notice.kind)));
    json.set(QStringLiteral("product"), notice.product);
    json.set(QStringLiteral("version"), notice.version.toString());
    json.set(QStringLiteral("from"), notice.from.toString());
    json.set(QStringLiteral("deadline"), timeJson(notice.deadline));
    json.set(QStringLiteral("answers"), answers);
    if (notice.cause)
        json.set(QStringLiteral("error"), toJson(*notice.cause));
    return json;
}

JsonValue stateJson(const ProductStatus& status) {
    JsonValue::Array holds;
    for (const Hold& hold : status.holds)
        holds.append(JsonValue(hold.reason));
    JsonValue json;
    json.set(QStringLiteral("event"), QStringLiteral("state"));
    json.set(QStringLiteral("product"), status.id);
    json.set(QStringLiteral("state"), QString(stateId(status.state)));
    json.set(QStringLiteral("version"), status.version.toString());
    json.set(QStringLiteral("holds"), holds);
    return json;
}

// The agent with all it stands on, and what it says on the console.
class AgentRun {
public:
    AgentRun(Session& session, const Seams& seams)
        : m_session(session), m_state(session.files(), seams.places.state), m_alarm(makeAlarm()),
          m_desktop(makeDesktop()), m_hands(seams),
          m_agent(m_clock, *m_alarm, *m_desktop, m_state, m_hands),
          m_bus(BusService::onSessionBus(m_clock, m_agent)) {}

    Result<void> open(const QList<Registration>& registrations);
    ExitCode run();
    // Named, and the work goes on.
    void warn(const Error& error);

private:
    void sayNotice(const Notice& notice);
    void sayState(const QString& product);

    Session& m_session;
    Clock m_clock{buildTime()};
    AgentState m_state;
    std::unique_ptr<Alarm> m_alarm;
    std::unique_ptr<Desktop> m_desktop;
    WalkHands m_hands;
    Agent m_agent;
    std::unique_ptr<BusService> m_bus;
    QEventLoop m_loop;
    QHash<QString, QString> m_said; // by product: the state last said
};

Result<void> AgentRun::open(const QList<Registration>& registrations) {
    UPKEEP_TRY(m_state.lock());
    if (const auto broken = m_state.load())
        warn(*broken);
    for (const Registration& registration : registrations) {
        if (const auto added = m_hands.add(registration, m_agent); !added)
            warn(added.error());
    }
    if (m_agent.products().isEmpty())
        return Error{ErrorCode::ProductUnknown,
                     QStringLiteral("any program"),
                     QStringLiteral("nothing to look after")};
    // Without a bus the work is the same; a window that is there does it already.
    if (m_bus->open() && !m_bus->takeName())
        return Error{ErrorCode::Locked,
                     QStringLiteral("io.github.upkeep.Upkeep"),
                     QStringLiteral("another Upkeep looks after the programs")};
    return {};
}

ExitCode AgentRun::run() {
    QObject::connect(&m_agent, &Agent::noticeWanted, &m_loop, [this](const Notice& notice) {
        sayNotice(notice);
    });
    QObject::connect(&m_agent, &Agent::statusTold, &m_loop, [this](const QString& product) {
        sayState(product);
    });
    QObject::connect(&m_hands, &WalkHands::progressed, m_bus.get(), &BusService::toldProgress);
    QObject::connect(&m_hands,
                     &WalkHands::troubled,
                     &m_loop,
                     [this](const QString&, const Error& error) { warn(error); });
    QObject::connect(m_bus.get(), &BusService::nameLost, &m_loop, &QEventLoop::quit);
    const std::stop_callback stop(m_session.stop(), [this] {
        QMetaObject::invokeMethod(&m_loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    m_hands.watch(!m_session.isSet("product"));
    m_agent.start();
    m_loop.exec();
    return ExitCode::Done;
}

void AgentRun::warn(const Error& error) {
    m_session.console().say(describe(error, {}).paragraph() + u' ' + error.subject);
    JsonValue json;
    json.set(QStringLiteral("event"), QStringLiteral("warning"));
    json.set(QStringLiteral("error"), toJson(error));
    m_session.console().result(json);
}

void AgentRun::sayNotice(const Notice& notice) {
    const NoticeText text = describe(notice, m_clock.now());
    m_session.console().say(text.title + QStringLiteral(": ") + text.body);
    m_session.console().result(noticeJson(notice));
}

void AgentRun::sayState(const QString& product) {
    const WatchedProduct* const watched = m_agent.product(product);
    if (!watched)
        return;
    const JsonValue json = stateJson(watched->status);
    const QString said = QString::fromUtf8(writeJsonLine(json));
    if (m_said.value(product) == said)
        return;
    m_said.insert(product, said);
    const StateText text = describe(watched->status, m_clock.now());
    m_session.console().say(text.headline + QStringLiteral(". ") + text.line);
    m_session.console().result(json);
}

// Broken settings are named at the start; what can be read of them counts.
QList<Error> brokenSettings(FileSystem& files, const Places& places) {
    QList<Error> broken = loadAdminPolicy(files, places.policy).broken;
    if (const auto own = loadPreferences(files, places.preferences()).broken)
        broken.append(*own);
    return broken;
}

} // namespace

Result<ExitCode> agentVerb(Session& session) {
    UPKEEP_TRY_AS(const Seams seams, session.seams());
    QList<Registration> registrations;
    if (session.isSet("product")) {
        UPKEEP_TRY_AS(const Registration one, session.registration());
        registrations.append(one);
    } else {
        UPKEEP_TRY_AS(const RegistrationList all, listRegistrations(session.files(), seams.places));
        registrations = all.registrations;
    }
    AgentRun run(session, seams);
    for (const Error& error : brokenSettings(session.files(), seams.places))
        run.warn(error);
    UPKEEP_TRY(run.open(registrations));
    return run.run();
}

} // namespace upkeep
