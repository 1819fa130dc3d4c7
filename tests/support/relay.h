// SPDX-License-Identifier: Apache-2.0
// A line between a client and a server on loopback, in a thread of its own: it loses segments, is
// cut at given places, and can be a proxy that wants a password. Bytes are never changed.
#pragma once

#include <QByteArray>
#include <QList>
#include <QMutex>
#include <QThread>

#include <chrono>

class QTcpServer;
class QTcpSocket;

namespace upkeep::test {

struct RelayOptions {
    quint16 to = 0;         // whatever host is asked for lies at this port of 127.0.0.1
    bool isProxy = false;   // speaks CONNECT
    QByteArray credentials; // "user:password" that the proxy wants; empty: none
    double lossPercent = 0; // of segments of 1460 bytes towards the client
    std::chrono::milliseconds lossCosts{2}; // until a lost one is there after all
    QList<qint64> cuts; // the line breaks after so many bytes towards clients in all
};

class Relay {
public:
    explicit Relay(RelayOptions options);
    ~Relay();
    Q_DISABLE_COPY_MOVE(Relay)

    quint16 port() const { return m_port; }
    qint64 carried() const; // bytes towards clients
    int lost() const;       // segments
    int cutOff() const;
    QList<QByteArray> asked() const; // heads of what a proxy was asked

private:
    friend class RelayedConnection;
    struct Count {
        qint64 carried = 0;
        int lost = 0;
        int cutOff = 0;
        QList<QByteArray> asked;
    };

    RelayOptions m_options;
    quint16 m_port = 0;
    QThread m_thread;
    QTcpServer* m_server = nullptr; // lives and dies in m_thread
    mutable QMutex m_mutex;
    Count m_count;
};

} // namespace upkeep::test
