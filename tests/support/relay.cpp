// SPDX-License-Identifier: Apache-2.0
#include "support/relay.h"

#include <QHostAddress>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace upkeep::test {

namespace {

constexpr qint64 segment = 1460;
constexpr qint64 buffered = 64 * 1024; // little, so that a cut loses little

} // namespace

// One connection; a child of the client's socket.
class RelayedConnection final : public QObject {
public:
    RelayedConnection(Relay& relay, QTcpSocket* client)
        : QObject(client), m_relay(relay), m_client(*client), m_target(this) {
        m_target.setReadBufferSize(buffered);
        m_pause.setSingleShot(true);
        connect(&m_client, &QTcpSocket::readyRead, this, [this] { fromClient(); });
        connect(&m_client, &QTcpSocket::bytesWritten, this, [this] { toClient(); });
        connect(&m_client, &QTcpSocket::disconnected, &m_client, &QObject::deleteLater);
        connect(&m_target, &QTcpSocket::connected, this, [this] { fromClient(); });
        connect(&m_target, &QTcpSocket::readyRead, this, [this] { toClient(); });
        connect(&m_target, &QTcpSocket::disconnected, this, [this] { toClient(); });
        connect(&m_pause, &QTimer::timeout, this, [this] { toClient(); });
        if (!m_relay.m_options.isProxy)
            m_target.connectToHost(QHostAddress::LocalHost, m_relay.m_options.to);
    }

    ~RelayedConnection() override { m_target.disconnect(this); }
    Q_DISABLE_COPY_MOVE(RelayedConnection)

private:
    void fromClient() {
        if (m_relay.m_options.isProxy && m_target.state() == QAbstractSocket::UnconnectedState)
            return readConnect();
        if (m_target.state() == QAbstractSocket::ConnectedState)
            m_target.write(m_client.readAll());
    }

    void readConnect() {
        m_head += m_client.readAll();
        if (!m_head.contains("\r\n\r\n"))
            return;
        const QByteArray head = std::exchange(m_head, {});
        {
            const QMutexLocker lock(&m_relay.m_mutex);
            m_relay.m_count.asked.append(head);
        }
        const QByteArray wanted = m_relay.m_options.credentials;
        if (!wanted.isEmpty() && !head.contains("Basic " + wanted.toBase64())) {
            m_client.write(
                "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"line\"\r\n"
                "Content-Length: 0\r\n\r\n");
            return;
        }
        m_client.write("HTTP/1.1 200 Go ahead\r\n\r\n");
        m_target.connectToHost(QHostAddress::LocalHost, m_relay.m_options.to);
    }

    void toClient() {
        while (!m_pause.isActive() && m_target.bytesAvailable() > 0 &&
               m_client.bytesToWrite() < buffered) {
            const QByteArray piece = m_target.read(segment);
            m_client.write(piece);
            if (isCut(piece.size()))
                return m_client.abort();
            if (isLost())
                m_pause.start(m_relay.m_options.lossCosts);
        }
        if (m_target.state() == QAbstractSocket::UnconnectedState &&
            m_target.bytesAvailable() == 0 && m_head.isEmpty() && m_wasConnected)
            m_client.disconnectFromHost();
        m_wasConnected = m_wasConnected || m_target.state() == QAbstractSocket::ConnectedState;
    }

    bool isCut(qint64 bytes) {
        const QMutexLocker lock(&m_relay.m_mutex);
        Relay::Count& count = m_relay.m_count;
        count.carried += bytes;
        const QList<qint64>& cuts = m_relay.m_options.cuts;
        if (count.cutOff >= cuts.size() || count.carried < cuts[count.cutOff])
            return false;
        ++count.cutOff;
        return true;
    }

    bool isLost() {
        const double percent = m_relay.m_options.lossPercent;
        if (percent <= 0 || QRandomGenerator::global()->generateDouble() * 100 >= percent)
            return false;
        const QMutexLocker lock(&m_relay.m_mutex);
        ++m_relay.m_count.lost;
        return true;
    }

    Relay& m_relay;
    QTcpSocket& m_client;
    QTcpSocket m_target;
    QTimer m_pause;
    QByteArray m_head;
    bool m_wasConnected = false;
};

Relay::Relay(RelayOptions options) : m_options(std::move(options)) {
    m_thread.start();
    auto* starter = new QObject;
    starter->moveToThread(&m_thread);
    QMetaObject::invokeMethod(
        starter,
        [this, starter] {
            m_server = new QTcpServer;
            QObject::connect(m_server, &QTcpServer::newConnection, m_server, [this] {
                while (QTcpSocket* socket = m_server->nextPendingConnection()) {
                    socket->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption,
                                            int(buffered));
                    new RelayedConnection(*this, socket); // deleted with its socket
                }
            });
            m_server->listen(QHostAddress::LocalHost);
            m_port = m_server->serverPort();
            delete starter;
        },
        Qt::BlockingQueuedConnection);
}

Relay::~Relay() {
    QMetaObject::invokeMethod(
        m_server, [this] { delete m_server; }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

qint64 Relay::carried() const {
    const QMutexLocker lock(&m_mutex);
    return m_count.carried;
}

int Relay::lost() const {
    const QMutexLocker lock(&m_mutex);
    return m_count.lost;
}

int Relay::cutOff() const {
    const QMutexLocker lock(&m_mutex);
    return m_count.cutOff;
}

QList<QByteArray> Relay::asked() const {
    const QMutexLocker lock(&m_mutex);
    return m_count.asked;
}

} // namespace upkeep::test
