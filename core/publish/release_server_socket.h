// SPDX-License-Identifier: Apache-2.0
// The sockets of the release server: on loopback, and prompt. Internal to publish/.
#pragma once

#include <QHostAddress>
#include <QHttpServer>
#include <QTcpServer>
#include <QTcpSocket>

namespace upkeep {

// An answer is several small writes: without this each would wait for the other side's delayed
// acknowledgement (measured: 40 ms per request).
class PromptTcpServer final : public QTcpServer {
protected:
    void incomingConnection(qintptr descriptor) override {
        auto* socket = new QTcpSocket(this);
        socket->setSocketDescriptor(descriptor);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        addPendingConnection(socket);
    }
};

// The port, or 0.
inline quint16 listenOn(QHttpServer& server, quint16 port) {
    auto* sockets = new PromptTcpServer; // the server takes it
    const bool listens = sockets->listen(QHostAddress(QHostAddress::LocalHost), port);
    server.bind(sockets);
    return listens ? sockets->serverPort() : 0;
}

} // namespace upkeep
