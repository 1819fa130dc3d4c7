// SPDX-License-Identifier: Apache-2.0
#include "support/test_server.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace upkeep::test {

namespace {

struct Span {
    qint64 first = 0;
    qint64 last = -1;
};

// "bytes=3-" and "bytes=3-7"; nothing else is asked for by us.
std::optional<Span> wantedSpan(const ServerRequest& request, const ServerReply& reply) {
    const QByteArray range = request.headers.value("range");
    const QByteArray ifRange = request.headers.value("if-range");
    if (!reply.ranges || !range.startsWith("bytes=") ||
        (!ifRange.isEmpty() && ifRange != reply.etag))
        return std::nullopt;
    const QByteArrayList ends = range.mid(6).split('-');
    const qint64 size = reply.body.size();
    const qint64 last = ends.value(1).isEmpty() ? size - 1 : ends.value(1).toLongLong();
    return Span{ends.value(0).toLongLong(), qMin(last, size - 1)};
}

// Turns a plain answer into the 206, 304 or 416 that the request asked for.
void adapt(const ServerRequest& request, ServerReply& reply) {
    if (!reply.etag.isEmpty())
        reply.headers.append({"ETag", reply.etag});
    if (!reply.etag.isEmpty() && request.headers.value("if-none-match") == reply.etag) {
        reply.status = 304;
        reply.body.clear();
        return;
    }
    const auto span = wantedSpan(request, reply);
    if (!span.has_value() || reply.status != 200)
        return;
    const QByteArray size = QByteArray::number(reply.body.size());
    if (span->first > span->last) {
        reply.status = 416;
        reply.headers.append({"Content-Range", "bytes */" + size});
        reply.body.clear();
        return;
    }
    reply.status = 206;
    reply.headers.append({"Content-Range",
                          "bytes " + QByteArray::number(span->first) + '-' +
                              QByteArray::number(span->last) + '/' + size});
    reply.body = reply.body.mid(span->first, span->last - span->first + 1);
}

QByteArray headOf(const ServerReply& reply) {
    QByteArray head = (reply.http10 ? "HTTP/1.0 " : "HTTP/1.1 ") +
                      QByteArray::number(reply.status) + " Scripted\r\n";
    for (const auto& [name, value] : reply.headers)
        head += name + ": " + value + "\r\n";
    const qint64 length = reply.declaredLength >= 0 ? reply.declaredLength : reply.body.size();
    if (reply.chunked)
        head += "Transfer-Encoding: chunked\r\n";
    else if (!reply.withoutLength && reply.status != 304)
        head += "Content-Length: " + QByteArray::number(length) + "\r\n";
    if (reply.withoutLength)
        head += "Connection: close\r\n";
    return head + "\r\n";
}

// Writes one answer, at the pace and with the faults that it asks for. A child of its socket.
class Answer final : public QObject {
public:
    Answer(QTcpSocket* socket, ServerReply reply)
        : QObject(socket), m_socket(*socket), m_reply(std::move(reply)) {
        m_socket.write(headOf(m_reply));
        m_tick.setInterval(10);
        connect(&m_tick, &QTimer::timeout, this, [this] { send(); });
        const auto goOn = [this] {
            if (m_reply.bytesPerTick == 0)
                send();
        };
        connect(&m_socket, &QTcpSocket::bytesWritten, this, goOn);
        if (auto* const tls = qobject_cast<QSslSocket*>(&m_socket))
            connect(tls, &QSslSocket::encryptedBytesWritten, this, goOn);
        if (m_reply.bytesPerTick > 0)
            m_tick.start();
        send();
    }

private:
    void send() {
        constexpr qint64 waiting = 256 * 1024;
        while (!m_isDone && bytesWaiting() < waiting) {
            const QByteArray piece = nextPiece();
            if (piece.isEmpty())
                return finish();
            m_socket.write(m_reply.chunked
                               ? QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n"
                               : piece);
            m_sent += piece.size();
            if (m_reply.bytesPerTick > 0)
                return;
        }
    }

    // A TLS socket has encrypted at once what it still has to send.
    qint64 bytesWaiting() const {
        const auto* const tls = qobject_cast<const QSslSocket*>(&m_socket);
        return m_socket.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
    }

    QByteArray nextPiece() const {
        const qint64 size = m_reply.body.size();
        qint64 end = m_reply.endless ? m_sent + size : size;
        for (const qint64 fault : {m_reply.cutAfter, m_reply.stallAfter})
            end = fault >= 0 ? qMin(end, fault) : end;
        const qint64 pace = m_reply.bytesPerTick > 0 ? m_reply.bytesPerTick : 64 * 1024;
        const qint64 start = m_reply.endless && size > 0 ? m_sent % size : m_sent;
        return m_reply.body.mid(start, qMin(end - m_sent, pace));
    }

    void finish() {
        m_isDone = true;
        m_tick.stop();
        if (m_reply.stallAfter >= 0)
            return;
        if (m_reply.cutAfter >= 0)
            return m_socket.disconnectFromHost();
        if (m_reply.chunked)
            m_socket.write("0\r\n\r\n");
        if (m_reply.withoutLength || m_reply.declaredLength >= 0 || m_reply.http10)
            m_socket.disconnectFromHost();
        deleteLater();
    }

    QTcpSocket& m_socket;
    ServerReply m_reply;
    QTimer m_tick;
    qint64 m_sent = 0;
    bool m_isDone = false;
};

ServerRequest parseRequest(const QByteArray& head) {
    const QByteArrayList lines = head.split('\n');
    const QByteArrayList first = lines.constFirst().trimmed().split(' ');
    ServerRequest request{first.value(0), first.value(1), {}};
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    return request;
}

QSslConfiguration serverTls(const ServerTls& tls) {
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(
        QSslCertificate::fromData(tls.certificatePem, QSsl::Pem));
    configuration.setPrivateKey(QSslKey(tls.keyPem, QSsl::Ec, QSsl::Pem));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setProtocol(tls.onlyTls12 ? QSsl::TlsV1_2 : QSsl::TlsV1_3OrLater);
    return configuration;
}

} // namespace

TestServer::TestServer(const ServerTls* tls, quint16 port) : m_isTls(tls != nullptr) {
    m_thread.start();
    auto* starter = new QObject;
    starter->moveToThread(&m_thread);
    QMetaObject::invokeMethod(
        starter,
        [this, tls, port, starter] {
            listen(tls, port);
            delete starter;
        },
        Qt::BlockingQueuedConnection);
}

TestServer::~TestServer() {
    QMetaObject::invokeMethod(
        m_server, [this] { delete m_server; }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void TestServer::listen(const ServerTls* tls, quint16 port) {
    if (tls) {
        auto* server = new QSslServer;
        server->setSslConfiguration(serverTls(*tls));
        m_server = server;
    } else {
        m_server = new QTcpServer;
    }
    QObject::connect(m_server, &QTcpServer::pendingConnectionAvailable, m_server, [this] {
        while (QTcpSocket* socket = m_server->nextPendingConnection())
            accept(socket);
    });
    const bool listens = m_server->listen(QHostAddress::LocalHost, port);
    Q_ASSERT(listens);
    m_port = listens ? m_server->serverPort() : 0;
}

void TestServer::accept(QTcpSocket* socket) {
    auto buffer = std::make_shared<QByteArray>(); // shared by the lambda's copies
    QObject::connect(socket, &QTcpSocket::readyRead, m_server, [this, socket, buffer] {
        readRequest(socket, *buffer);
    });
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
}

void TestServer::readRequest(QTcpSocket* socket, QByteArray& buffer) {
    buffer += socket->readAll();
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const ServerRequest request = parseRequest(buffer.left(end));
    buffer.remove(0, end + 4);
    ServerReply reply = answer(request);
    if (reply.silent)
        return;
    adapt(request, reply);
    // Deleted with its socket.
    if (reply.delay > 0)
        QTimer::singleShot(reply.delay, socket, [socket, reply] { new Answer(socket, reply); });
    else
        new Answer(socket, std::move(reply));
}

ServerReply TestServer::answer(const ServerRequest& request) {
    Handler handler;
    {
        const QMutexLocker lock(&m_mutex);
        m_requests.append(request);
        const QByteArray path = request.path.left(request.path.indexOf('?'));
        const Handler rest = m_handlers.value({});
        handler = m_handlers.value(request.path, m_handlers.value(path, rest));
    }
    return handler ? handler(request) : ServerReply{404, {}, "not here"};
}

QUrl TestServer::url(const char* path) const {
    const char* scheme = m_isTls ? "https" : "http";
    return QUrl(QStringLiteral("%1://127.0.0.1:%2%3")
                    .arg(QLatin1String(scheme))
                    .arg(m_port)
                    .arg(QLatin1String(path)));
}

void TestServer::serve(const QByteArray& path, ServerReply reply) {
    handle(path, [reply = std::move(reply)](const ServerRequest&) { return reply; });
}

void TestServer::handle(const QByteArray& path, Handler handler) {
    const QMutexLocker lock(&m_mutex);
    m_handlers.insert(path, std::move(handler));
}

QList<ServerRequest> TestServer::requests() const {
    const QMutexLocker lock(&m_mutex);
    return m_requests;
}

void TestServer::forgetRequests() {
    const QMutexLocker lock(&m_mutex);
    m_requests.clear();
}

} // namespace upkeep::test
