// SPDX-License-Identifier: Apache-2.0
#include "notify/notifications.h"

#include "notify/bubble_picture.h"
#include "text/notice_text.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>

namespace upkeep {
namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");
constexpr int patience = 20'000; // ms for an answer; nobody waits for it meanwhile
constexpr int longestBody = 400; // characters: a cause can be as long as a log
const QString wholeBubble = QStringLiteral("default");

QDBusMessage call(const QString& method) {
    return QDBusMessage::createMethodCall(service, path, service, method);
}

// Some servers read the body as markup. Where one does not say so, escapes would be seen as such,
// and a server that reads markup all the same must not find any.
QString bodyFor(QString text, bool markup) {
    if (text.size() > longestBody)
        text = text.left(longestBody - 1) + QChar(0x2026);
    if (markup)
        return text.toHtmlEscaped();
    return text.remove(u'<').remove(u'>');
}

uchar urgencyOf(NoticeKind kind) {
    const bool isCritical = kind == NoticeKind::Security || kind == NoticeKind::RollbackFailed;
    return isCritical ? 2 : kind == NoticeKind::Working ? 0 : 1;
}

bool isWork(NoticeKind kind) {
    return kind == NoticeKind::Working || kind == NoticeKind::GoesOn;
}

// Per cent, as the hint "value" takes it.
int percentOf(const Progress& progress) {
    return progress.overallTotal <= 0
               ? 0
               : int(std::clamp<qint64>(
                     progress.overallDone * 100 / progress.overallTotal, 0, 100));
}

// Only what this notice offers.
std::optional<Answer> answerOf(const Notice& notice, const QString& key) {
    if (key == wholeBubble)
        return Answer::Details;
    for (const Answer answer : notice.answers) {
        if (key == answerId(answer))
            return answer;
    }
    return {};
}

} // namespace

Notifications::Notifications(QDBusConnection bus, QObject* parent)
    : QObject(parent), m_bus(std::move(bus)) {
    if (!m_bus.isConnected())
        return;
    // By its name: QtDBus drops what others send in these signals' names.
    m_bus.connect(service,
                  path,
                  service,
                  QStringLiteral("ActionInvoked"),
                  this,
                  SLOT(takeAction(uint, QString)));
    m_bus.connect(service,
                  path,
                  service,
                  QStringLiteral("ActivationToken"),
                  this,
                  SLOT(takeToken(uint, QString)));
    m_bus.connect(service,
                  path,
                  service,
                  QStringLiteral("NotificationClosed"),
                  this,
                  SLOT(takeClosed(uint, uint)));
    auto* watcher =
        new QDBusServiceWatcher(service, m_bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, &Notifications::followServer);
}

// A new server counts its bubbles from the start: an old id of ours would be somebody else's.
void Notifications::followServer(const QString& /*name*/, const QString& oldOwner) {
    if (m_known == Known::Yes)
        m_known = Known::No;
    if (oldOwner.isEmpty())
        return; // there was none; our own call may have brought this one up
    for (Bubble& bubble : m_bubbles)
        forget(bubble);
}

// The bubble is down. What is on its way to the server, or waits for that, is another one.
void Notifications::forget(Bubble& bubble) {
    bubble.id = 0;
    bubble.token.clear();
    if (!bubble.changed && !bubble.sending)
        bubble.wanted = false;
}

void Notifications::show(const Notice& notice, const QString& picture) {
    Bubble& bubble = m_bubbles[notice.product];
    bubble.notice = notice;
    bubble.picture = picture;
    bubble.wanted = true;
    bubble.changed = true;
    if (!m_bus.isConnected())
        return giveBack(notice.product);
    if (m_known == Known::Yes)
        send(notice.product);
    else
        askCapabilities();
}

void Notifications::askCapabilities() {
    if (m_known == Known::Asked)
        return;
    m_known = Known::Asked;
    auto* watcher = new QDBusPendingCallWatcher(
        m_bus.asyncCall(call(QStringLiteral("GetCapabilities")), patience), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, &Notifications::takeCapabilities);
}

// Without an answer the plainest bubble is tried: that call says whether there is a server at all.
void Notifications::takeCapabilities(QDBusPendingCallWatcher* watcher) {
    watcher->deleteLater();
    const QDBusPendingReply<QStringList> reply = *watcher;
    m_capabilities.clear();
    if (reply.isValid()) {
        const QStringList told = reply.value();
        m_capabilities = QSet<QString>(told.begin(), told.end());
    }
    m_known = Known::Yes;
    const QStringList products = m_bubbles.keys();
    for (const QString& product : products)
        send(product);
}

// The second is dunst's: its bubbles stay if they are asked to, and show the value as a bar.
bool Notifications::keepsBubbles() const {
    return m_capabilities.contains(QStringLiteral("persistence")) ||
           m_capabilities.contains(QStringLiteral("x-dunst-stack-tag"));
}

void Notifications::send(const QString& product) {
    Bubble& bubble = m_bubbles[product];
    if (bubble.sending || !bubble.wanted || !bubble.changed)
        return;
    if (bubble.notice.kind == NoticeKind::Working && !keepsBubbles())
        return withdraw(product); // it would pop up again and again
    bubble.sending = true;
    bubble.changed = false;
    bubble.token.clear();
    QDBusMessage message = call(QStringLiteral("Notify"));
    message.setArguments(argumentsOf(bubble));
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message, patience), this);
    connect(watcher,
            &QDBusPendingCallWatcher::finished,
            this,
            [this, product](QDBusPendingCallWatcher* done) { takeSent(product, done); });
}

QList<QVariant> Notifications::argumentsOf(const Bubble& bubble) const {
    const NoticeText text = describe(bubble.notice, QDateTime::currentDateTime());
    const bool canAct = m_capabilities.contains(QStringLiteral("actions"));
    QStringList actions;
    QString body = text.body;
    if (canAct) {
        actions << wholeBubble << text.withoutButtons;
        for (const NoticeButton& button : text.buttons)
            actions << QString(answerId(button.answer)) << button.text;
    } else {
        body += u' ' + text.withoutButtons;
    }
    const bool stays = isWork(bubble.notice.kind) && keepsBubbles();
    QVariantMap hints = {
        {QStringLiteral("desktop-entry"), QStringLiteral("io.github.upkeep.Upkeep")},
        {QStringLiteral("urgency"), QVariant::fromValue(urgencyOf(bubble.notice.kind))},
        {QStringLiteral("image-data"),
         imageData(bubblePicture(bubble.notice.kind, bubble.picture))}};
    if (stays) {
        hints.insert(QStringLiteral("resident"), true);
        hints.insert(QStringLiteral("suppress-sound"), true);
        if (bubble.notice.progress)
            hints.insert(QStringLiteral("value"), percentOf(*bubble.notice.progress));
    }
    return {QStringLiteral("Upkeep"),
            bubble.id,
            QStringLiteral("io.github.upkeep.Upkeep"),
            text.title,
            bodyFor(body, m_capabilities.contains(QStringLiteral("body-markup"))),
            actions,
            hints,
            stays ? 0 : -1};
}

void Notifications::takeSent(const QString& product, QDBusPendingCallWatcher* watcher) {
    watcher->deleteLater();
    Bubble& bubble = m_bubbles[product];
    bubble.sending = false;
    const QDBusPendingReply<uint> reply = *watcher;
    const uint id = reply.isValid() ? reply.value() : 0;
    const Bubble* other = find(id);
    if (id == 0 || (other && other != &bubble)) {
        bubble.id = 0;
        if (!bubble.changed)
            giveBack(product);
    } else {
        bubble.id = id;
        if (!bubble.wanted) {
            bubble.id = 0;
            close(id);
        }
    }
    send(product); // what was wanted meanwhile
}

void Notifications::follow(const QString& product, const Progress& progress) {
    const auto found = m_bubbles.find(product);
    if (found == m_bubbles.end() || !found->wanted || !isWork(found->notice.kind) ||
        (m_known == Known::Yes && !keepsBubbles()))
        return;
    found->notice.progress = progress;
    found->changed = true;
    if (m_known == Known::Yes)
        send(product);
}

void Notifications::endWork(const QString& product) {
    const auto found = m_bubbles.find(product);
    if (found != m_bubbles.end() && isWork(found->notice.kind))
        withdraw(product);
}

void Notifications::giveBack(const QString& product) {
    Bubble& bubble = m_bubbles[product];
    const bool wanted = bubble.wanted;
    bubble.wanted = false;
    bubble.changed = false;
    if (wanted) {
        const Notice notice = bubble.notice;
        Q_EMIT undeliverable(notice);
    }
}

void Notifications::withdraw(const QString& product) {
    const auto found = m_bubbles.find(product);
    if (found == m_bubbles.end())
        return;
    found->wanted = false;
    found->changed = false;
    const uint id = std::exchange(found->id, 0);
    if (id != 0)
        close(id);
}

void Notifications::withdrawAll() {
    const QStringList products = m_bubbles.keys();
    for (const QString& product : products)
        withdraw(product);
}

void Notifications::close(uint id) {
    QDBusMessage message = call(QStringLiteral("CloseNotification"));
    message.setArguments({id});
    message.setAutoStartService(false);
    m_bus.asyncCall(message, patience);
}

Notifications::Bubble* Notifications::find(uint id) {
    for (Bubble& bubble : m_bubbles) {
        if (id != 0 && bubble.id == id)
            return &bubble;
    }
    return nullptr;
}

void Notifications::takeToken(uint id, const QString& token) {
    if (Bubble* bubble = find(id))
        bubble->token = token.left(512); // goes into the environment of the window system
}

void Notifications::takeAction(uint id, const QString& key) {
    Bubble* bubble = find(id);
    if (!bubble)
        return;
    const std::optional<Answer> answer = answerOf(bubble->notice, key);
    if (!answer)
        return;
    const QString product = bubble->notice.product;
    const QString token = bubble->token;
    forget(*bubble);
    close(id); // most servers take it down by themselves once it was answered; dunst may not
    Q_EMIT answered(product, *answer, token);
}

void Notifications::takeClosed(uint id, uint /*reason*/) {
    Bubble* bubble = find(id);
    if (bubble)
        forget(*bubble);
}

} // namespace upkeep
