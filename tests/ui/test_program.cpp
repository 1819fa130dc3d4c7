// SPDX-License-Identifier: Apache-2.0
// The real `upkeep` as a desktop has it: started in the background, twice, without a bus, with and
// without a tray; its menu clicked, its bubbles answered, its window closed and brought back.
#include "support/dunst.h"
#include "support/panel.h"
#include "support/small_world.h"
#include "support/verify_ok.h"

#include <QGuiApplication>
#include <QStandardPaths>
#include <QTest>

#include <csignal>

using namespace upkeep;
using namespace upkeep::test;

namespace {

constexpr int patience = 40'000; // ms, for real programs on a busy machine

// A person's machine: a home with one product installed, a bus, and programs started on it.
struct Machine {
    Machine() {
        world.publish({"1.0.0", {{"share/text", "one"}}});
        installed = bool(world.install());
        world.publish({"1.1.0", {{"share/text", "two"}}});
    }

    void start(QProcess& process, const QStringList& arguments) {
        start(process, UPKEEP_BIN_DIR "/upkeep", arguments);
    }
    void start(QProcess& process, const QString& program, const QStringList& arguments) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        const QStringList names = environment.keys();
        for (const QString& name : names) {
            if (name.startsWith("XDG_") || name.startsWith("LC_") || name.startsWith("LANG"))
                environment.remove(name);
        }
        environment.insert("LC_ALL", "C.UTF-8");
        environment.insert("HOME", world.home().display());
        environment.insert("XDG_RUNTIME_DIR", runtime.path());
        environment.insert("DBUS_SESSION_BUS_ADDRESS", withBus ? bus.address() : "unix:path=/no");
        environment.insert("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/no");
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(program, arguments);
    }
    QString output(const QString& program, const QStringList& arguments) {
        QProcess process;
        start(process, program, arguments);
        process.waitForFinished(patience);
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }
    // Windows of Upkeep that can be seen.
    int windows() {
        const QString ids =
            output("xdotool", {"search", "--onlyvisible", "--name", "Tool - Upkeep|^Upkeep$"});
        return ids.isEmpty() ? 0 : int(ids.count('\n')) + 1;
    }
    void closeWindow() { output("wmctrl", {"-c", "Upkeep"}); }

    PrivateBus bus;
    SmallWorld world;
    QTemporaryDir runtime;
    bool withBus = true;
    bool installed = false;
};

// Ends what a test has started, whatever became of it.
class Program : public QProcess {
public:
    ~Program() override {
        terminate();
        if (!waitForFinished(5000))
            kill();
        waitForFinished();
    }
    Program() = default;
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
};

bool hasWindows() {
    return QGuiApplication::platformName() == "xcb" &&
           !QStandardPaths::findExecutable("xdotool").isEmpty() &&
           !QStandardPaths::findExecutable("wmctrl").isEmpty();
}

} // namespace

class TestProgram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        if (!hasWindows())
            QSKIP("THE PROGRAM IS NOT DRIVEN HERE: needs an X server, xdotool and wmctrl; the run "
                  "under Xvfb has them");
    }

    void worksInTheBackground() {
        Machine machine;
        QVERIFY(machine.installed);
        Panel panel(machine.bus);
        Program upkeep;
        machine.start(upkeep, {"--background"});
        QTRY_COMPARE_WITH_TIMEOUT(panel.items().size(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(panel.menu().contains("Check for Updates"), patience);
        QCOMPARE(panel.item()["Status"].toString(), "Passive");
        QVERIFY(panel.click({"Check for Updates"}));
        QTRY_COMPARE_WITH_TIMEOUT(panel.item()["Status"].toString(), "Active", patience);
        QTRY_VERIFY_WITH_TIMEOUT(panel.menu().contains("Tool 1.1.0 is available (off)"), patience);
        QCOMPARE(machine.windows(), 0);
        QVERIFY(panel.click({"Update Now"}));
        QTRY_COMPARE_WITH_TIMEOUT(machine.world.liveVersion(), QByteArray("1.1.0"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(panel.menu().contains("Tool is up to date (off)"), patience);
        QCOMPARE(machine.windows(), 0);
        QVERIFY(panel.click({"Pause Updates", "Until Tomorrow"}));
        QTRY_VERIFY_WITH_TIMEOUT(panel.menu().contains("> Resume Now"), patience);
        QVERIFY(panel.click({"Quit Upkeep"}));
        QTRY_COMPARE_WITH_TIMEOUT(upkeep.state(), QProcess::NotRunning, patience);
        QCOMPARE(upkeep.exitCode(), 0);
    }

    void aBubbleIsAnswered() {
        if (!Dunst::isInstalled())
            QSKIP("dunst is not installed");
        Machine machine;
        Panel panel(machine.bus);
        Dunst dunst(machine.bus, "Update Now");
        QTRY_VERIFY_WITH_TIMEOUT(dunst.isReady(), patience);
        Program upkeep;
        machine.start(upkeep, {"--background"});
        QTRY_COMPARE_WITH_TIMEOUT(panel.items().size(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(panel.menu().contains("Tool has not been checked yet (off)"),
                                 patience);
        QVERIFY(panel.click({"Check for Updates"}));
        QTRY_COMPARE_WITH_TIMEOUT(dunst.shown(), 1, patience);
        QCOMPARE(machine.world.liveVersion(), QByteArray("1.0.0")); // nobody has said yes
        dunst.press();
        QTRY_COMPARE_WITH_TIMEOUT(machine.world.liveVersion(), QByteArray("1.1.0"), patience);
        QCOMPARE(machine.windows(), 0);
    }

    void aSecondStartShowsThePage() {
        Machine machine;
        Program first;
        machine.start(first, {"--background"});
        QTRY_VERIFY_WITH_TIMEOUT(machine.bus.hasOwner("io.github.upkeep.Upkeep"), patience);
        QTest::qWait(300);
        QCOMPARE(machine.windows(), 0);
        Program second;
        machine.start(second, {"--page", "settings"});
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, patience);
        QCOMPARE(second.exitCode(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(machine.windows(), 1, patience);
        Program third;
        machine.start(third, {"--background"}); // wants nothing of the first
        QTRY_COMPARE_WITH_TIMEOUT(third.state(), QProcess::NotRunning, patience);
        QCOMPARE(third.exitCode(), 0);
        machine.closeWindow(); // back to the background it was started for
        QTRY_COMPARE_WITH_TIMEOUT(machine.windows(), 0, patience);
        QTest::qWait(500);
        QCOMPARE(first.state(), QProcess::Running);
    }

    void withoutABus() {
        Machine machine;
        machine.withBus = false;
        Program first;
        machine.start(first, {"--background"});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(machine.runtime.filePath("upkeep/instance.socket")),
                                 patience);
        Program second;
        machine.start(second, {});
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, patience);
        QCOMPARE(second.exitCode(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(machine.windows(), 1, patience);
        first.kill(); // leaves its lock behind
        first.waitForFinished();
        QTRY_COMPARE_WITH_TIMEOUT(machine.windows(), 0, patience);
        Program third;
        machine.start(third, {});
        QTRY_COMPARE_WITH_TIMEOUT(machine.windows(), 1, patience);
        QCOMPARE(third.state(), QProcess::Running);
    }

    void closingWithoutATrayEnds() {
        Machine machine;
        Program upkeep;
        machine.start(upkeep, {});
        QTRY_COMPARE_WITH_TIMEOUT(machine.windows(), 1, patience);
        machine.closeWindow();
        QTRY_COMPARE_WITH_TIMEOUT(upkeep.state(), QProcess::NotRunning, patience);
        QCOMPARE(upkeep.exitCode(), 0);
    }

    void closingWithATrayHides() {
        Machine machine;
        auto panel = std::make_unique<Panel>(machine.bus);
        Program upkeep;
        machine.start(upkeep, {});
        QTRY_COMPARE_WITH_TIMEOUT(machine.windows(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(panel->items().size(), 1, patience);
        machine.closeWindow();
        QTRY_COMPARE_WITH_TIMEOUT(machine.windows(), 0, patience);
        QVERIFY(panel->click({"Settings..."}));
        QTRY_COMPARE_WITH_TIMEOUT(machine.windows(), 1, patience);
        machine.closeWindow();
        QTRY_COMPARE_WITH_TIMEOUT(machine.windows(), 0, patience);
        panel->ask({"activate"});
        QTRY_COMPARE_WITH_TIMEOUT(machine.windows(), 1, patience);
        machine.closeWindow();
        QTRY_COMPARE_WITH_TIMEOUT(machine.windows(), 0, patience);
        panel = std::make_unique<Panel>(machine.bus); // the panel restarts
        QTRY_COMPARE_WITH_TIMEOUT(panel->items().size(), 1, patience);
        QCOMPARE(upkeep.state(), QProcess::Running);
        panel.reset(); // for good: nothing could bring the window back
        QTRY_COMPARE_WITH_TIMEOUT(upkeep.state(), QProcess::NotRunning, patience);
        QCOMPARE(upkeep.exitCode(), 0);
    }

    void programsComeAndGo() {
        Machine machine;
        const LocalPath registration = machine.world.home() / ".config/upkeep/products.d/tool.yaml";
        const QByteArray text = machine.world.read(registration);
        Panel panel(machine.bus);
        const auto isThere = [&] { return panel.menu().join('\n').contains("Tool"); };
        Program upkeep;
        machine.start(upkeep, {});
        QTRY_COMPARE_WITH_TIMEOUT(panel.items().size(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(machine.windows(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(isThere(), patience);
        VERIFY_OK(machine.world.files().removeFile(registration)); // `upkeepctl remove`, say
        QTRY_VERIFY_WITH_TIMEOUT(!isThere(), patience);
        machine.world.write(registration, text);
        QTRY_VERIFY_WITH_TIMEOUT(isThere(), patience);
        QVERIFY(panel.click({"Check for Updates"}));
        QTRY_VERIFY_WITH_TIMEOUT(panel.menu().contains("Tool 1.1.0 is available (off)"), patience);
        QCOMPARE(upkeep.state(), QProcess::Running);
        QCOMPARE(machine.windows(), 1);
    }

    void theAutostartEntryComesAndGoes() {
        Machine machine;
        const LocalPath settings = machine.world.home() / ".config/upkeep/upkeep.conf";
        const LocalPath entry =
            machine.world.home() / ".config/autostart/io.github.upkeep.Upkeep.desktop";
        machine.world.write(settings, "[Notifications]\nstartInBackground=true\nshowTray=false\n");
        Panel panel(machine.bus);
        Program upkeep;
        machine.start(upkeep, {"--background"});
        QTRY_VERIFY_WITH_TIMEOUT(machine.world.files().exists(entry), patience);
        QVERIFY(machine.world.read(entry).contains("/upkeep\" --background\n"));
        QCOMPARE(panel.items().size(), 0); // the tray is not wanted
        machine.world.write(settings, "[Notifications]\nstartInBackground=false\n");
        QTRY_VERIFY_WITH_TIMEOUT(!machine.world.files().exists(entry), patience);
        QTRY_COMPARE_WITH_TIMEOUT(panel.items().size(), 1, patience);
    }
};

QTEST_MAIN(TestProgram)
#include "test_program.moc"
