// SPDX-License-Identifier: Apache-2.0
// idle-cost [--seconds N] [--settle N] [--events N] [--programs FOLDER] [--agent]: what `upkeep
// --background` (or `upkeepctl agent`) costs while nothing happens: wake-ups, memory, connections.
// It runs on a bus of its own with the services of a desktop on it and has just checked the one
// product installed. Fails above the goals.
#include "process_cost.h"

#include "support/bus_peers.h"
#include "support/private_bus.h"
#include "support/small_world.h"
#include "system/file_system.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QElapsedTimer>
#include <QFile>
#include <QThread>

#include <cerrno>
#include <cstdio>
#include <limits>

#include <sys/timerfd.h>
#include <unistd.h>

using namespace upkeep;
using namespace upkeep::bench;

namespace {

constexpr qint64 mostPrivateBytes = 60LL << 20;
const QString trayWatcher = QStringLiteral("org.kde.StatusNotifierWatcher");
const QString ourName = QStringLiteral("io.github.upkeep.Upkeep");

struct Wishes {
    int seconds = 10;
    int settle = 5;
    int events = 0;
    bool agent = false;
    QString programs;
};

Wishes parseArguments(const QCoreApplication& app) {
    QCommandLineParser parser;
    parser.addHelpOption();
    const QCommandLineOption seconds("seconds", "how long is measured", "N", "10");
    const QCommandLineOption settle("settle", "how long the start is left alone", "N", "5");
    const QCommandLineOption events(
        "events", "the battery goes down so often, once a second: what an event costs", "N", "0");
    const QCommandLineOption agent("agent", "upkeepctl agent instead of upkeep --background");
    const QCommandLineOption programs(
        "programs", "where they are (another build, say)", "FOLDER", UPKEEP_BIN_DIR);
    parser.addOptions({seconds, settle, events, agent, programs});
    parser.process(app);
    return {parser.value(seconds).toInt(),
            parser.value(settle).toInt(),
            parser.value(events).toInt(),
            parser.isSet(agent),
            parser.value(programs)};
}

// A laptop at rest, with a panel that has a tray.
void fillDesktop(test::BusPeers& peers) {
    peers.network(4, 2);
    peers.power(false, 80);
    peers.screenSaver([] { return 5U; });
    peers.login();
    peers.own(trayWatcher);
    const QString path = QStringLiteral("/StatusNotifierWatcher");
    peers.set(path, trayWatcher, QStringLiteral("IsStatusNotifierHostRegistered"), true);
    peers.answer(path,
                 trayWatcher,
                 QStringLiteral("RegisterStatusNotifierItem"),
                 [](const QVariantList&) { return QVariantList(); });
}

void say(const char* what, const QByteArray& value) {
    std::printf("%-28s %s\n", what, value.constData());
}

QByteArray mebibytes(qint64 bytes) {
    return QByteArray::number(double(bytes) / (1 << 20), 'f', 1) + " MiB";
}

// The lines of the report; false where a goal was missed.
bool report(const ProcessCost& before, const ProcessCost& after, double seconds, int clockSets) {
    const QMap<QByteArray, qint64> wakeUps = wakeUpsBetween(before, after);
    qint64 sum = 0;
    for (const qint64 count : wakeUps)
        sum += count;
    say("measured", QByteArray::number(seconds, 'f', 1) + " s");
    say("wake-ups", QByteArray::number(sum));
    say("wake-ups per minute", QByteArray::number(60 * double(sum) / seconds, 'f', 2));
    for (auto it = wakeUps.begin(); it != wakeUps.end(); ++it)
        say("  of thread", it.key() + ": " + QByteArray::number(it.value()));
    say("the wall clock was set", QByteArray::number(clockSets) + " times");
    say("threads", QByteArray::number(after.wakeUps.size()));
    say("processor time", QByteArray::number(10 * (after.ticks - before.ticks)) + " ms");
    say("private memory", mebibytes(after.privateBytes));
    say("memory with shared part", mebibytes(after.proportionalBytes));
    say("internet connections", QByteArray::number(after.internetSockets));
    say("local sockets", QByteArray::number(after.localSockets));
    say("descriptors", QByteArray::number(after.descriptors));
    return sum <= 2 * clockSets && after.privateBytes < mostPrivateBytes &&
           after.internetSockets == 0;
}

bool waitForName(test::PrivateBus& bus, const QProcess& program) {
    QElapsedTimer timer;
    timer.start();
    while (!bus.hasOwner(ourName)) {
        if (timer.elapsed() > 30'000 || program.state() != QProcess::Running)
            return false;
        QThread::msleep(50);
    }
    return true;
}

// Counts how often somebody set the wall clock: that is an event, too, and wakes whoever waits for
// a moment of it.
class ClockWatch {
public:
    ClockWatch() : m_timer(::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK)) { arm(); }
    // Asked once a second.
    void look() {
        quint64 times = 0;
        if (::read(m_timer.get(), &times, sizeof times) >= 0 || errno != ECANCELED)
            return;
        ++m_count;
        arm();
    }
    int count() const { return m_count; }

private:
    void arm() {
        itimerspec farAway{};
        farAway.it_value.tv_sec = std::numeric_limits<qint32>::max();
        ::timerfd_settime(
            m_timer.get(), TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &farAway, nullptr);
    }

    Descriptor m_timer;
    int m_count = 0;
};

QVariant askProduct(const QDBusConnection& bus,
                    const QString& interface,
                    const QString& method,
                    const QVariantList& arguments) {
    QDBusMessage question = QDBusMessage::createMethodCall(
        ourName, QStringLiteral("/io/github/upkeep/Upkeep1/tool"), interface, method);
    question.setArguments(arguments);
    const QVariant answer = bus.call(question).arguments().value(0);
    return answer.value<QDBusVariant>().variant();
}

// As it is used: what a check loads and opens is there, or gone again.
bool checkOnce(test::PrivateBus& bus) {
    const QDBusConnection connection = bus.connect();
    const QString product = ourName + QStringLiteral("1.Product");
    const auto lastChecked = [&] {
        return askProduct(connection,
                          QStringLiteral("org.freedesktop.DBus.Properties"),
                          QStringLiteral("Get"),
                          {product, QStringLiteral("LastChecked")})
            .toLongLong();
    };
    const auto waitPast = [&](qint64 moment) {
        for (int i = 0; i < 200 && lastChecked() <= moment; ++i)
            QThread::msleep(100);
        return lastChecked() > moment;
    };
    if (!waitPast(0)) // its products come to the bus a moment after its name
        return false;
    const qint64 before = lastChecked();
    QThread::msleep(1100); // it is told in seconds
    askProduct(connection, product, QStringLiteral("Check"), {});
    return waitPast(before);
}

// Nothing happens, or so many things. How often the clock was set meanwhile.
int letTimePass(test::BusPeers& peers, const Wishes& wishes) {
    ClockWatch clock;
    for (int second = 0; second < wishes.seconds; ++second) {
        if (second < wishes.events)
            peers.power(true, 80 - second % 40);
        QThread::sleep(1);
        clock.look();
    }
    return clock.count();
}

bool measure(test::PrivateBus& bus, test::BusPeers& peers, const Wishes& wishes) {
    QProcess program;
    if (wishes.agent)
        bus.start(program, wishes.programs + "/upkeepctl", {"agent"});
    else
        bus.start(program, wishes.programs + "/upkeep", {"--background"});
    const bool isThere = program.waitForStarted() && waitForName(bus, program) && checkOnce(bus);
    if (!isThere)
        std::fprintf(stderr, "the program did not come to the bus, or does not check\n");
    QThread::sleep(isThere ? ulong(wishes.settle) : 0);
    const ProcessCost before = costOf(program.processId());
    QElapsedTimer timer;
    timer.start();
    const int clockSets = isThere ? letTimePass(peers, wishes) : 0;
    const double seconds = double(timer.elapsed()) / 1000;
    const bool isGood = isThere &&
                        report(before, costOf(program.processId()), seconds, clockSets) &&
                        bus.hasOwner(ourName);
    program.terminate();
    if (!program.waitForFinished(10'000))
        program.kill();
    program.waitForFinished();
    return isGood;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const Wishes wishes = parseArguments(app);
    for (const char* name :
         {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"})
        qunsetenv(name);
    test::SmallWorld world; // its home is ours now
    const auto runtime = world.path("run");
    if (!world.files().makeFolders(runtime) ||
        !QFile::setPermissions(runtime.display(),
                               QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return 1;
    qputenv("XDG_RUNTIME_DIR", runtime.bytes());
    world.publish({"1.0.0"});
    const auto product = world.install();
    if (!product || !(*product)->check({true, Trigger::User}, {}, {})) {
        std::fprintf(stderr, "no product to watch over\n");
        return 1;
    }
    test::PrivateBus bus;
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address().toUtf8());
    test::BusPeers peers(bus);
    fillDesktop(peers);
    return measure(bus, peers, wishes) ? 0 : 1;
}
