// SPDX-License-Identifier: Apache-2.0
#include "tray/status_item.h"

#include <QCoreApplication>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QImage>
#include <QPixmap>
#include <QtEndian>

namespace upkeep {

static QDBusArgument& operator<<(QDBusArgument& out, const PanelImage& image) {
    out.beginStructure();
    out << image.width << image.height << image.bytes;
    out.endStructure();
    return out;
}

static const QDBusArgument& operator>>(const QDBusArgument& in, PanelImage& image) {
    in.beginStructure();
    in >> image.width >> image.height >> image.bytes;
    in.endStructure();
    return in;
}

static QDBusArgument& operator<<(QDBusArgument& out, const PanelToolTip& tip) {
    out.beginStructure();
    out << tip.icon << tip.images << tip.title << tip.text;
    out.endStructure();
    return out;
}

static const QDBusArgument& operator>>(const QDBusArgument& in, PanelToolTip& tip) {
    in.beginStructure();
    in >> tip.icon >> tip.images >> tip.title >> tip.text;
    in.endStructure();
    return in;
}

namespace {

const QString watcherService = QStringLiteral("org.kde.StatusNotifierWatcher");
const QString watcherPath = QStringLiteral("/StatusNotifierWatcher");
const QString itemPath = QStringLiteral("/StatusNotifierItem");
const QString menuPath = QStringLiteral("/MenuBar");
constexpr int patience = 20'000; // ms
constexpr int longestToken = 512;

PanelImage panelImage(const QPixmap& pixmap) {
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    PanelImage out{image.width(), image.height(), {}};
    out.bytes.reserve(image.sizeInBytes());
    for (int y = 0; y < image.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const auto pixel = qToBigEndian<quint32>(line[x]);
            out.bytes.append(reinterpret_cast<const char*>(&pixel), sizeof pixel);
        }
    }
    return out;
}

QString statusOf(const TrayLook& look) {
    if (look.isUrgent())
        return QStringLiteral("NeedsAttention");
    return look.isPassive() ? QStringLiteral("Passive") : QStringLiteral("Active");
}

} // namespace

StatusItem::StatusItem(QDBusConnection bus, QObject* parent)
    : QObject(parent), m_bus(std::move(bus)) {
    qDBusRegisterMetaType<PanelImage>();
    qDBusRegisterMetaType<QList<PanelImage>>();
    qDBusRegisterMetaType<PanelToolTip>();
    new StatusItemAdaptor(this);
    new MenuAdaptor(&m_menu);
    if (!m_bus.isConnected())
        return;
    auto* watcher = new QDBusServiceWatcher(
        watcherService, m_bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, &StatusItem::followWatcher);
    m_bus.connect(watcherService,
                  watcherPath,
                  watcherService,
                  QStringLiteral("StatusNotifierHostRegistered"),
                  this,
                  SLOT(takeHost()));
    m_bus.connect(watcherService,
                  watcherPath,
                  watcherService,
                  QStringLiteral("StatusNotifierHostUnregistered"),
                  this,
                  SLOT(dropHost()));
    m_hasWatcher = m_bus.interface()->isServiceRegistered(watcherService);
}

StatusItem::~StatusItem() {
    hide();
}

void StatusItem::openService() {
    if (!m_service.isEmpty())
        return;
    static int count = 0;
    m_service = QStringLiteral("org.kde.StatusNotifierItem-%1-%2")
                    .arg(QCoreApplication::applicationPid())
                    .arg(++count);
    m_bus.registerObject(itemPath, this);
    m_bus.registerObject(menuPath, &m_menu);
    if (!m_bus.registerService(m_service))
        m_service = m_bus.baseService(); // a sandbox lends no names; watchers take this one, too
}

void StatusItem::show() {
    m_wanted = true;
    if (m_hasWatcher)
        registerAtWatcher();
}

void StatusItem::hide() {
    m_wanted = false;
    ++m_round;
    if (!m_service.isEmpty()) {
        m_bus.unregisterObject(itemPath);
        m_bus.unregisterObject(menuPath);
        if (!m_service.startsWith(u':'))
            m_bus.unregisterService(m_service);
        m_service.clear();
    }
    setShown(false, m_hasHost);
}

void StatusItem::followWatcher(const QString& /*name*/,
                               const QString& /*oldOwner*/,
                               const QString& newOwner) {
    m_hasWatcher = !newOwner.isEmpty();
    ++m_round;
    setShown(false, false);
    Q_EMIT changed();
    if (m_hasWatcher && m_wanted)
        registerAtWatcher();
}

void StatusItem::registerAtWatcher() {
    openService();
    QDBusMessage call = QDBusMessage::createMethodCall(
        watcherService, watcherPath, watcherService, QStringLiteral("RegisterStatusNotifierItem"));
    call.setArguments({m_service});
    call.setAutoStartService(false);
    auto* answer = new QDBusPendingCallWatcher(m_bus.asyncCall(call, patience), this);
    connect(answer,
            &QDBusPendingCallWatcher::finished,
            this,
            [this, round = ++m_round](QDBusPendingCallWatcher* done) {
                done->deleteLater();
                if (round != m_round || done->isError())
                    return;
                m_taken = true;
                askForHost();
            });
}

void StatusItem::askForHost() {
    QDBusMessage call =
        QDBusMessage::createMethodCall(watcherService,
                                       watcherPath,
                                       QStringLiteral("org.freedesktop.DBus.Properties"),
                                       QStringLiteral("Get"));
    call.setArguments({watcherService, QStringLiteral("IsStatusNotifierHostRegistered")});
    auto* answer = new QDBusPendingCallWatcher(m_bus.asyncCall(call, patience), this);
    connect(answer,
            &QDBusPendingCallWatcher::finished,
            this,
            [this, round = m_round](QDBusPendingCallWatcher* done) {
                done->deleteLater();
                const QDBusPendingReply<QDBusVariant> reply = *done;
                if (round != m_round || !reply.isValid())
                    return;
                const QVariant value = reply.value().variant();
                const bool hosted = value.typeId() == QMetaType::Bool && value.toBool();
                m_taken = false; // so that the change is told
                setShown(true, hosted);
            });
}

void StatusItem::takeHost() {
    setShown(m_taken, true);
}

void StatusItem::dropHost() {
    if (m_taken)
        askForHost(); // perhaps there is another
}

void StatusItem::setShown(bool taken, bool hasHost) {
    const bool before = isShown();
    m_taken = taken;
    m_hasHost = hasHost;
    if (isShown() != before)
        Q_EMIT changed();
}

void StatusItem::setLook(const TrayLook& look, const QIcon& icon) {
    const QString themed = QStringLiteral("upkeep-tray-%1-symbolic").arg(trayMarkName(look.mark));
    m_look = look;
    m_iconName = QIcon::hasThemeIcon(themed) ? themed : QString();
    m_images.clear();
    for (const int size : {16, 22, 24, 32, 48})
        m_images << panelImage(icon.pixmap(QSize(size, size), 1.0));
    Q_EMIT lookChanged();
}

StatusItemAdaptor::StatusItemAdaptor(StatusItem* item) : QDBusAbstractAdaptor(item), m_item(*item) {
    connect(item, &StatusItem::lookChanged, this, [this] {
        Q_EMIT NewIcon();
        Q_EMIT NewAttentionIcon();
        Q_EMIT NewToolTip();
        Q_EMIT NewStatus(status());
    });
}

QString StatusItemAdaptor::status() const {
    return statusOf(m_item.look());
}

PanelToolTip StatusItemAdaptor::toolTip() const {
    // Panels read the text as markup.
    return {m_item.iconName(),
            {},
            m_item.look().title,
            m_item.look().text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br/>"))};
}

void StatusItemAdaptor::Activate(int /*x*/, int /*y*/) {
    Q_EMIT m_item.activated(std::exchange(m_item.m_token, QString()));
}

void StatusItemAdaptor::SecondaryActivate(int x, int y) {
    Activate(x, y);
}

// Panels show the menu themselves; one that cannot gets the window, where everything is, too.
void StatusItemAdaptor::ContextMenu(int x, int y) {
    Activate(x, y);
}

void StatusItemAdaptor::Scroll(int /*delta*/, const QString& /*orientation*/) {}

void StatusItemAdaptor::ProvideXdgActivationToken(const QString& token) {
    m_item.m_token = token.left(longestToken);
}

} // namespace upkeep
