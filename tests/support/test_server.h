// SPDX-License-Identifier: Apache-2.0
// A scripted HTTP server on loopback, in a thread of its own: cuts, stalls, lies about lengths,
// redirects, crawls, serves ranges and ETags.
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QMutex>
#include <QThread>
#include <QUrl>

#include <functional>
#include <memory>

class QTcpServer;
class QTcpSocket;

namespace upkeep::test {

struct ServerRequest {
    QByteArray method;
    QByteArray path;                      // with its query
    QMap<QByteArray, QByteArray> headers; // names in lower case
};

struct ServerReply {
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body = {};
    QByteArray etag = {};       // quoted, sent and compared with If-None-Match and If-Range
    bool ranges = false;        // answers Range with 206 and Content-Range, or 416
    qint64 cutAfter = -1;       // closes the connection after so many bytes of body
    qint64 stallAfter = -1;     // says nothing more after so many bytes of body
    qint64 declaredLength = -1; // another Content-Length than the true one
    bool withoutLength = false; // neither Content-Length nor chunks: ends when the line is cut
    bool chunked = false;
    bool http10 = false;     // answers as HTTP/1.0 and closes the connection
    bool endless = false;    // the body over and over
    bool silent = false;     // accepts the request and never answers
    qint64 bytesPerTick = 0; // crawls: so many bytes every 10 ms
    int delay = 0;           // milliseconds before the answer begins
};

struct ServerTls {
    QByteArray certificatePem; // its chain may follow
    QByteArray keyPem;
    bool onlyTls12 = false;
};

class TestServer {
public:
    using Handler = std::function<ServerReply(const ServerRequest&)>;

    // Plain HTTP unless `tls` is given. Listens on 127.0.0.1; port 0 = any free one.
    explicit TestServer(const ServerTls* tls = nullptr, quint16 port = 0);
    ~TestServer();
    Q_DISABLE_COPY_MOVE(TestServer)

    quint16 port() const { return m_port; }
    QUrl url(const char* path) const;
    // What is not served is 404.
    void serve(const QByteArray& path, ServerReply reply);
    void handle(const QByteArray& path, Handler handler);
    // What nobody else handles.
    void handleRest(Handler handler) { handle({}, std::move(handler)); }
    QList<ServerRequest> requests() const;
    void forgetRequests();

private:
    void listen(const ServerTls* tls, quint16 port);
    void accept(QTcpSocket* socket);
    void readRequest(QTcpSocket* socket, QByteArray& buffer);
    ServerReply answer(const ServerRequest& request);

    mutable QMutex m_mutex;
    QMap<QByteArray, Handler> m_handlers;
    QList<ServerRequest> m_requests;
    bool m_isTls = false;
    quint16 m_port = 0;
    QThread m_thread;
    QTcpServer* m_server = nullptr; // lives and dies in m_thread
};

} // namespace upkeep::test
