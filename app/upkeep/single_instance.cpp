// SPDX-License-Identifier: Apache-2.0
#include "single_instance.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDir>
#include <QLocalSocket>

namespace upkeep {
namespace {

const QString serviceName = QStringLiteral("io.github.upkeep.Upkeep");
const QString objectPath = QStringLiteral("/io/github/upkeep/Upkeep");
const QString applicationInterface = QStringLiteral("org.freedesktop.Application");
constexpr int patience = 10'000; // ms the first one has to answer
constexpr int turns = 3;         // the first one may just be leaving
constexpr qint64 longestLine = 4096;

QVariantMap platformData(const StartRequest& request) {
    QVariantMap data;
    if (!request.token.isEmpty()) {
        data.insert(QStringLiteral("activation-token"), request.token);
        data.insert(QStringLiteral("desktop-startup-id"), request.token);
    }
    return data;
}

QString tokenOf(const QVariantMap& data) {
    for (const char* name : {"activation-token", "desktop-startup-id"}) {
        const QVariant value = data.value(QLatin1String(name));
        if (value.typeId() == QMetaType::QString && !value.toString().isEmpty())
            return value.toString();
    }
    return {};
}

} // namespace

SingleInstance::SingleInstance(QDBusConnection bus, QString folder, QObject* parent)
    : QObject(parent), m_bus(std::move(bus)), m_folder(std::move(folder)) {
    new ApplicationAdaptor(this);
}

SingleInstance::Claim SingleInstance::claim(const StartRequest& request) {
    return m_bus.isConnected() ? claimOnBus(request) : claimByLock(request);
}

SingleInstance::Claim SingleInstance::claimOnBus(const StartRequest& request) {
    // On the bus before the name is: whoever started us by the name has a call waiting.
    m_bus.registerObject(objectPath, this, QDBusConnection::ExportAdaptors);
    for (int turn = 0; turn < turns; ++turn) {
        // `upkeepctl agent` lends the name to whoever has a window.
        const auto reply =
            m_bus.interface()->registerService(serviceName,
                                               QDBusConnectionInterface::ReplaceExistingService,
                                               QDBusConnectionInterface::DontAllowReplacement);
        if (!reply.isValid())
            return claimByLock(request);
        if (reply.value() == QDBusConnectionInterface::ServiceRegistered)
            return Claim::First;
        if (request.background || handOverBus(request))
            return Claim::Handed; // one that wants no window wants nothing of the first
        if (m_bus.interface()->isServiceRegistered(serviceName))
            break; // it is there and does not answer
    }
    m_bus.unregisterObject(objectPath);
    return Claim::Silent;
}

bool SingleInstance::handOverBus(const StartRequest& request) {
    const bool plain = request.page.isEmpty() && request.product.isEmpty();
    QDBusMessage call = QDBusMessage::createMethodCall(serviceName,
                                                       objectPath,
                                                       applicationInterface,
                                                       plain ? QStringLiteral("Activate")
                                                             : QStringLiteral("ActivateAction"));
    call.setAutoStartService(false);
    if (!plain) {
        QVariantList parameters;
        if (!request.product.isEmpty())
            parameters << request.product;
        call << (request.page.isEmpty() ? QStringLiteral("updates") : request.page) << parameters;
    }
    call << platformData(request);
    return m_bus.call(call, QDBus::Block, patience).type() == QDBusMessage::ReplyMessage;
}

QString SingleInstance::socketName() const {
    return m_folder + QStringLiteral("/instance.socket");
}

SingleInstance::Claim SingleInstance::claimByLock(const StartRequest& request) {
    QDir().mkpath(m_folder);
    m_lock = std::make_unique<QLockFile>(m_folder + QStringLiteral("/instance.lock"));
    m_lock->setStaleLockTime(0); // never by age; the lock of a process that is gone is taken over
    if (m_lock->tryLock(0)) {
        listen();
        return Claim::First;
    }
    m_lock.reset();
    if (request.background)
        return Claim::Handed;
    return handOverSocket(request) ? Claim::Handed : Claim::Silent;
}

void SingleInstance::listen() {
    QLocalServer::removeServer(socketName()); // the lock is ours: nobody listens there
    m_server = std::make_unique<QLocalServer>();
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server.get(), &QLocalServer::newConnection, this, [this] {
        QLocalSocket* socket = m_server->nextPendingConnection();
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        socket->setReadBufferSize(longestLine);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() >= longestLine)
                    socket->abort();
                return;
            }
            const auto request = StartRequest::fromLine(socket->readLine(longestLine));
            socket->write(request ? "taken\n" : "refused\n");
            socket->disconnectFromServer();
            if (request && !request->background)
                Q_EMIT requested(*request);
        });
    });
    m_server->listen(socketName());
}

bool SingleInstance::handOverSocket(const StartRequest& request) const {
    QLocalSocket socket;
    socket.connectToServer(socketName());
    if (!socket.waitForConnected(patience))
        return false;
    socket.write(request.toLine());
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(patience))
            return false;
    }
    return socket.readLine(longestLine) == "taken\n";
}

ApplicationAdaptor::ApplicationAdaptor(SingleInstance* instance)
    : QDBusAbstractAdaptor(instance), m_instance(*instance) {}

void ApplicationAdaptor::take(StartRequest request, const QVariantMap& platformData) {
    request.token = tokenOf(platformData);
    // The same reading as of any other stranger's request.
    const auto read = StartRequest::fromLine(request.toLine());
    if (!read)
        return;
    // The caller has its answer before the window opens.
    QMetaObject::invokeMethod(
        &m_instance,
        [this, values = *read] { Q_EMIT m_instance.requested(values); },
        Qt::QueuedConnection);
}

void ApplicationAdaptor::Activate(const QVariantMap& platformData) {
    take({}, platformData);
}

void ApplicationAdaptor::Open(const QStringList& /*uris*/, const QVariantMap& platformData) {
    take({}, platformData); // nothing of ours is opened by a file
}

void ApplicationAdaptor::ActivateAction(const QString& name,
                                        const QVariantList& parameters,
                                        const QVariantMap& platformData) {
    StartRequest request;
    request.page = name;
    QVariant first = parameters.value(0);
    if (first.canConvert<QDBusVariant>())
        first = first.value<QDBusVariant>().variant();
    if (first.typeId() == QMetaType::QString)
        request.product = first.toString();
    take(request, platformData);
}

} // namespace upkeep
