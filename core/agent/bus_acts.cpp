// SPDX-License-Identifier: Apache-2.0
// What can be asked for over the bus. Each method answers at once; the agent does it.
#include "agent/bus_service.h"

#include "agent/agent.h"
#include "agent/bus_properties.h"

#include <QDBusConnectionInterface>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace upkeep {

namespace {

constexpr qint64 longestPause = 366LL * 24 * 3600; // seconds
constexpr qsizetype longestReason = 200;

QDBusMessage refusal(const QDBusMessage& call, const char* error, const QString& message) {
    return call.createErrorReply(QStringLiteral("io.github.upkeep.Error.") + QLatin1String(error),
                                 message);
}

QDBusMessage invalid(const QDBusMessage& call, const char* message) {
    return call.createErrorReply(QDBusError::InvalidArgs, QString::fromLatin1(message));
}

QDBusMessage forbidden(const QDBusMessage& call, const WatchedProduct& product, Act act) {
    return refusal(call, "Forbidden", product.status.forbidden.value(actName(act)));
}

QDBusMessage busy(const QDBusMessage& call, const WatchedProduct& product) {
    return refusal(call, "Busy", product.status.id);
}

// People read it as it is: nothing that breaks the line or turns it round.
bool mayShow(char32_t character) {
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        break;
    }
    return !(character >= 0x202A && character <= 0x202E) &&
           !(character >= 0x2066 && character <= 0x2069);
}

bool isReason(const QString& text) {
    if (text.trimmed().isEmpty() || text.size() > longestReason)
        return false;
    const QList<uint> characters = text.toUcs4();
    return std::all_of(characters.begin(), characters.end(), mayShow);
}

} // namespace

const QList<BusService::Method>& BusService::methodsOf(const WatchedProduct* product) {
    static const QList<Method> ofRoot = {
        {QLatin1String("Inhibit"), QLatin1String("ss"), &BusService::inhibit},
        {QLatin1String("Uninhibit"), QLatin1String("u"), &BusService::uninhibit},
        {QLatin1String("Pause"), QLatin1String("x"), &BusService::pause},
        {QLatin1String("Resume"), QLatin1String(""), &BusService::resume},
    };
    static const QList<Method> ofProduct = {
        {QLatin1String("Check"), QLatin1String(""), &BusService::check},
        {QLatin1String("Update"), QLatin1String("b"), &BusService::update},
        {QLatin1String("RollBack"), QLatin1String(""), &BusService::rollBack},
        {QLatin1String("Pause"), QLatin1String("x"), &BusService::pause},
        {QLatin1String("Resume"), QLatin1String(""), &BusService::resume},
    };
    return product ? ofProduct : ofRoot;
}

QDBusMessage BusService::inhibit(const QDBusMessage& call, const WatchedProduct* /*root*/) {
    const QString id = call.arguments().at(0).toString();
    const QString reason = call.arguments().at(1).toString();
    const WatchedProduct* const product = m_agent->product(id);
    if (!product)
        return invalid(call, "no such product");
    if (!isReason(reason))
        return invalid(call, "the reason is one line of up to 200 characters");
    const QString caller = call.service();
    const auto cookie = m_inhibitions.add(caller, id, {product->status.name, reason.trimmed()});
    if (!cookie)
        return call.createErrorReply(QDBusError::LimitsExceeded,
                                     QStringLiteral("too many inhibitions"));
    watchCaller(caller);
    m_agent->toldHolders(id, m_inhibitions.of(id));
    return call.createReply(*cookie);
}

QDBusMessage BusService::uninhibit(const QDBusMessage& call, const WatchedProduct* /*root*/) {
    const QString caller = call.service();
    const auto product = m_inhibitions.end(caller, call.arguments().at(0).toUInt());
    if (!product)
        return invalid(call, "no such cookie");
    if (!m_inhibitions.has(caller))
        m_callers.removeWatchedService(caller);
    m_agent->toldHolders(*product, m_inhibitions.of(*product));
    return call.createReply();
}

void BusService::watchCaller(const QString& caller) {
    if (m_callers.watchedServices().contains(caller))
        return;
    m_callers.addWatchedService(caller);
    // One that asked and went at once was gone before the watch stood.
    QDBusMessage question = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"),
                                                           QStringLiteral("/org/freedesktop/DBus"),
                                                           QStringLiteral("org.freedesktop.DBus"),
                                                           QStringLiteral("NameHasOwner"));
    question << caller;
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, caller] {
        watcher->deleteLater();
        const QDBusPendingReply<bool> isThere = *watcher;
        if (!isThere.isValid() || !isThere.value())
            forgetCaller(caller);
    });
}

void BusService::forgetCaller(const QString& caller) {
    m_callers.removeWatchedService(caller);
    const QStringList products = m_inhibitions.endAll(caller);
    for (const QString& product : products)
        m_agent->toldHolders(product, m_inhibitions.of(product));
}

QDBusMessage BusService::pause(const QDBusMessage& call, const WatchedProduct* product) {
    const qint64 until = call.arguments().at(0).toLongLong();
    const qint64 now = m_clock.now().toSecsSinceEpoch();
    if (until <= now || until - now > longestPause)
        return invalid(call, "until = a moment within the next year");
    const QStringList products = product ? QStringList{product->status.id} : m_agent->products();
    for (const QString& id : products) {
        const WatchedProduct& paused = *m_agent->product(id);
        if (paused.isForbidden(Act::Pause))
            return forbidden(call, paused, Act::Pause);
    }
    for (const QString& id : products)
        m_agent->pause(id, QDateTime::fromSecsSinceEpoch(until, Qt::UTC));
    return call.createReply();
}

QDBusMessage BusService::resume(const QDBusMessage& call, const WatchedProduct* product) {
    if (product)
        m_agent->resume(product->status.id);
    else
        m_agent->resume();
    return call.createReply();
}

QDBusMessage BusService::check(const QDBusMessage& call, const WatchedProduct* product) {
    if (!product->isFree())
        return busy(call, *product);
    m_agent->checkNow(product->status.id);
    return call.createReply();
}

QDBusMessage BusService::update(const QDBusMessage& call, const WatchedProduct* product) {
    const bool anyway = call.arguments().at(0).toBool();
    const QString reason = waitsFor(*product);
    if (!product->isFree())
        return busy(call, *product);
    if (!product->offered() && reason.isEmpty())
        return refusal(call, "NothingToDo", product->status.id);
    if (product->isForbidden(Act::Update))
        return forbidden(call, *product, Act::Update);
    if (!reason.isEmpty() && !anyway)
        return refusal(call, "Held", reason);
    if (!reason.isEmpty() && product->isForbidden(Act::Override))
        return forbidden(call, *product, Act::Override);
    if (reason.isEmpty())
        m_agent->answer(product->status.id, Answer::UpdateNow);
    else
        m_agent->overrideHold(product->status.id);
    return call.createReply();
}

QDBusMessage BusService::rollBack(const QDBusMessage& call, const WatchedProduct* product) {
    if (!product->isFree())
        return busy(call, *product);
    if (product->isForbidden(Act::RollBack))
        return forbidden(call, *product, Act::RollBack);
    if (!product->status.canRollBack)
        return refusal(call, "NothingToDo", product->status.id);
    m_agent->answer(product->status.id, Answer::RollBack);
    return call.createReply();
}

} // namespace upkeep
