// SPDX-License-Identifier: Apache-2.0
// A new version that has to show that it works, by the real programs: started by `upkeepctl run` it
// is watched, and comes back where it crashes, where its health endpoint is silent, and where it
// does not confirm itself in time.
#include "flow/tiny_product.h"

#include <QTest>

#include <atomic>
#include <thread>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace upkeep;

namespace {

// The health endpoint of a program, on a thread of its own: answers with `status`; 0 = hangs up.
class Endpoint {
public:
    Endpoint() {
        m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(address);
        auto* const plain = reinterpret_cast<sockaddr*>(&address);
        if (::bind(m_socket, plain, size) != 0 || ::listen(m_socket, 8) != 0 ||
            ::getsockname(m_socket, plain, &size) != 0)
            qFatal("no port");
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~Endpoint() {
        m_stop = true;
        m_thread.join();
        ::close(m_socket);
    }
    Endpoint(const Endpoint&) = delete;
    Endpoint& operator=(const Endpoint&) = delete;

    QByteArray url() const { return "http://127.0.0.1:" + QByteArray::number(m_port) + "/health"; }
    std::atomic_int status = 0;
    std::atomic_int asked = 0;

private:
    void serve() {
        while (!m_stop) {
            pollfd waiting{m_socket, POLLIN, 0};
            if (::poll(&waiting, 1, 50) <= 0)
                continue;
            const int caller = ::accept(m_socket, nullptr, nullptr);
            ++asked;
            char request[4096];
            if (status != 0 && ::read(caller, request, sizeof(request)) > 0) {
                const QByteArray answer = "HTTP/1.1 " + QByteArray::number(status) +
                                          " -\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
                const auto written = ::write(caller, answer.constData(), size_t(answer.size()));
                Q_UNUSED(written);
            }
            ::close(caller);
        }
    }

    int m_socket = -1;
    int m_port = 0;
    std::atomic_bool m_stop = false;
    std::thread m_thread;
};

QString probationOf(TinyProduct& tiny) {
    return tiny.ctl({"status"}).result().value("probation").toString();
}

} // namespace

class TestFlowProbation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksTheHealthEndpoint_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("probation");
        QTest::newRow("it answers") << 200 << 0 << "1.1.0"
                                    << "confirmed";
        QTest::newRow("it hangs up") << 0 << 14 << "1.0.0"
                                     << "none";
        QTest::newRow("it answers with an error") << 503 << 14 << "1.0.0"
                                                  << "none";
    }

    void asksTheHealthEndpoint() {
        QFETCH(int, status);
        QFETCH(int, exitCode);
        QFETCH(QString, version);
        QFETCH(QString, probation);
        Endpoint endpoint;
        endpoint.status = status;
        TinyProduct tiny;
        tiny.checks = "post_update_checks:\n  - type: health_endpoint\n    url: " + endpoint.url() +
                      "\n    timeout_seconds: 2\n";
        QVERIFY(tiny.publish());
        QVERIFY(tiny.install());
        QCOMPARE(tiny.ctl({"apply"}).exitCode, 0);
        QCOMPARE(probationOf(tiny), QString("open"));
        const RunReport ran = tiny.ground.upkeepctl({"run", "sleep", "5"});
        QVERIFY2(ran.exitCode == exitCode, ran.all().constData());
        QVERIFY(endpoint.asked > 0);
        QCOMPARE(tiny.version(), version);
        QCOMPARE(probationOf(tiny), probation);
        QCOMPARE(tiny.lost(), QByteArray());
        if (exitCode == 14)
            QVERIFY(tiny.ctl({"history"}).all().contains(endpoint.url()));
    }

    void takesBackAVersionThatDoesNotConfirmItself() {
        TinyProduct tiny;
        tiny.mustConfirm = true;
        QVERIFY(tiny.publish());
        QVERIFY(tiny.install());
        QCOMPARE(tiny.ctl({"apply"}).exitCode, 0);
        // It ends well, but has not said that it works: nothing is known yet.
        QCOMPARE(tiny.ground.upkeepctl({"run"}).exitCode, 0);
        QCOMPARE(probationOf(tiny), QString("open"));
        const RunReport ran = tiny.ground.upkeepctl({"run", "sleep", "63"});
        QVERIFY2(ran.exitCode == 14, ran.all().constData());
        QCOMPARE(tiny.version(), QString("1.0.0"));
        QCOMPARE(tiny.lost(), QByteArray());
        QCOMPARE(tiny.ctl({"resume"}).exitCode, 0);
        QCOMPARE(tiny.ctl({"apply"}).exitCode, 0);
        QCOMPARE(tiny.ground.upkeepctl({"run", "confirm"}).exitCode, 0);
        QCOMPARE(probationOf(tiny), QString("confirmed"));
        QCOMPARE(tiny.version(), QString("1.1.0"));
    }
};

QTEST_GUILESS_MAIN(TestFlowProbation)
#include "test_flow_probation.moc"
