// SPDX-License-Identifier: Apache-2.0
#include "system/processes.h"

#include "support/verify_ok.h"
#include "system/file_system.h"
#include "system/package_owner.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>
#include <thread>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace upkeep;
using namespace std::chrono_literals;
using test::codeOf;

namespace {

ProgramCall shell(const char* script) {
    ProgramCall call;
    call.argv = {"/bin/sh", "-c", script};
    return call;
}

} // namespace

class TestProcesses : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    std::unique_ptr<Processes> m_processes = makeLocalProcesses();
    LocalPath m_root = LocalPath::parse(m_folder.path().toUtf8()).value();
    QList<pid_t> m_children;

    LocalPath newTree() {
        static int number = 0;
        const LocalPath tree = m_root / ("tree" + QByteArray::number(++number)).constData();
        Q_ASSERT(m_files->makeFolder(tree).has_value());
        Q_ASSERT(m_files->cloneOrCopy(LocalPath::parse("/bin/sleep").value(), tree / "nap", 0755)
                     .has_value());
        return tree;
    }
    pid_t startNap(const QByteArray& program, const LocalPath& folder) {
        ProgramCall call;
        call.argv = {program, "60"};
        call.folder = folder;
        const auto pid = m_processes->start(call);
        Q_ASSERT(pid.has_value());
        m_children.append(static_cast<pid_t>(*pid));
        return m_children.constLast();
    }
    QList<RunningProcess> users(const LocalPath& tree) {
        auto found = m_processes->using_(tree);
        return found.has_value() ? *found : QList<RunningProcess>{{-1, 0, codeOf(found), false}};
    }

private Q_SLOTS:
    void whichPackageOwnsIt_data() {
        QTest::addColumn<QByteArray>("tree");
        QTest::addColumn<QString>("owner");
        QTest::newRow("a folder of a package") << QByteArray("/usr/share/doc/bash") << "bash";
        QTest::newRow("a folder of nobody") << QByteArray("/usr/share/doc/no-such-package") << "";
        QTest::newRow("no pattern") << QByteArray("/usr/share/doc/bas*") << "";
        QTest::newRow("a snap") << QByteArray("/snap/almanac/42") << "almanac";
        QTest::newRow("a flatpak") << QByteArray("/var/lib/flatpak/app/org.example.Almanac/x86_64")
                                   << "org.example.Almanac";
        QTest::newRow("at home") << QDir::homePath().toUtf8() + "/apps/almanac"
                                 << "";
    }
    void whichPackageOwnsIt() {
        QFETCH(QByteArray, tree);
        QFETCH(QString, owner);
        QCOMPARE(packageOwning(*m_processes, LocalPath::parse(tree).value()).value_or(QString()),
                 owner);
    }

    void cleanup() {
        for (const pid_t pid : std::as_const(m_children))
            ::kill(pid, SIGKILL);
        m_children.clear();
    }

    void givesBackOutputErrorsAndExitCode() {
        const auto result = m_processes->run(shell("echo out; echo err >&2; exit 3"));
        VERIFY_OK(result);
        QCOMPARE(result->output, "out\n");
        QCOMPARE(result->errors, "err\n");
        QCOMPARE(result->exitCode, 3);
        QVERIFY(!result->timedOut && !result->crashed);
    }

    void saysThatAProgramCannotBeStarted_data() {
        QTest::addColumn<QByteArrayList>("argv");
        QTest::newRow("absent") << QByteArrayList{"/absent/program"};
        QTest::newRow("not executable") << QByteArrayList{"/etc/passwd"};
        QTest::newRow("nothing") << QByteArrayList{};
        QTest::newRow("a bare name is never looked up") << QByteArrayList{"sh"};
    }
    void saysThatAProgramCannotBeStarted() {
        QFETCH(QByteArrayList, argv);
        ProgramCall call;
        call.argv = argv;
        QCOMPARE(codeOf(m_processes->run(call)), "process.failed");
        QCOMPARE(codeOf(m_processes->start(call)), "process.failed");
    }

    void tellsACrashFromAnExit() {
        const auto result = m_processes->run(shell("kill -SEGV $$"));
        VERIFY_OK(result);
        QVERIFY(result->crashed);
        QCOMPARE(result->exitCode, -1);
    }

    void killsTheWholeGroupAtTheDeadline() {
        ProgramCall call = shell("/bin/sleep 60 & echo $!; wait");
        call.timeout = 200ms;
        QElapsedTimer clock;
        clock.start();
        const auto result = m_processes->run(call);
        VERIFY_OK(result);
        QVERIFY(result->timedOut);
        QVERIFY(clock.elapsed() < 5'000);
        const pid_t grandchild = result->output.trimmed().toInt();
        QVERIFY(grandchild > 0);
        const auto exe = LocalPath::parse("/proc/" + QByteArray::number(grandchild) + "/exe");
        QTRY_VERIFY(!m_files->readLink(*exe).has_value()); // gone, or a zombie nobody reaps
    }

    void holdsToTheDeadlineThoughOutputNeverEnds() {
        ProgramCall call = shell("while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done");
        call.timeout = 200ms;
        call.outputLimit = 1000;
        const auto result = m_processes->run(call);
        VERIFY_OK(result);
        QVERIFY(result->timedOut);
        QCOMPARE(result->output.size(), 1000);
    }

    void doesNotWaitForAGrandchildThatKeepsTheStreams() {
        QElapsedTimer clock;
        clock.start();
        const auto result = m_processes->run(shell("/bin/sleep 5 & echo ready; exit 0"));
        VERIFY_OK(result);
        QCOMPARE(result->output, "ready\n");
        QVERIFY(clock.elapsed() < 4'000);
    }

    void stopsAtOnceWhenAskedTo() {
        std::stop_source stop;
        ProgramCall call = shell("echo started; exec /bin/sleep 60");
        call.onLine = [&](QByteArrayView) { stop.request_stop(); };
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(codeOf(m_processes->run(call, stop.get_token())), "cancelled");
        QVERIFY(clock.elapsed() < 5'000);
    }

    void feedsInputOfAnySize() {
        ProgramCall call = shell("wc -c");
        call.input = QByteArray(1 << 20, 'x');
        QCOMPARE(m_processes->run(call)->output.trimmed(), "1048576");
        call = shell("exit 0"); // reads nothing
        call.input = QByteArray(1 << 20, 'x');
        QCOMPARE(m_processes->run(call)->exitCode, 0);
        QCOMPARE(m_processes->run(shell("cat"))->output, "");
    }

    void reportsEachLineAsItComes() {
        QByteArrayList lines;
        ProgramCall call = shell("printf 'one\\ntw'; printf 'o\\n\\nlast'");
        call.onLine = [&](QByteArrayView line) { lines.append(line.toByteArray()); };
        VERIFY_OK(m_processes->run(call));
        QCOMPARE(lines, (QByteArrayList{"one", "two", "", "last"}));
    }

    void handsOnACleanEnvironment() {
        ::setenv("LD_LIBRARY_PATH", "/planted", 1);
        ::setenv("QT_PLUGIN_PATH", "/planted", 1);
        ProgramCall call = shell("env; pwd");
        call.environment = {{"HOME", "/somewhere"}, {"ADDED", "1"}};
        call.folder = m_root;
        const QByteArrayList lines = m_processes->run(call)->output.split('\n');
        ::unsetenv("LD_LIBRARY_PATH");
        ::unsetenv("QT_PLUGIN_PATH");
        QVERIFY(lines.contains("HOME=/somewhere"));
        QVERIFY(lines.contains("ADDED=1"));
        QVERIFY(lines.contains("PATH=" + qgetenv("PATH")));
        QVERIFY(lines.contains(m_root.bytes()));
        for (const QByteArray& line : lines)
            QVERIFY2(!line.contains("planted"), line.constData());
    }

    void inheritsNoDescriptors() {
        const Descriptor leak(::open("/dev/null", O_RDONLY)); // without O_CLOEXEC
        QCOMPARE(m_processes->run(shell("ls /proc/self/fd | wc -l"))->output.trimmed(), "4");
    }

    void findsWhoRunsFromATree() {
        const LocalPath tree = newTree();
        const pid_t pid = startNap((tree / "nap").bytes(), {});
        const auto found = users(tree);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].pid, qint64(pid));
        QCOMPARE(found[0].name, "nap");
        QVERIFY(!found[0].ours);
        QVERIFY(users(newTree()).isEmpty());
    }

    void findsWhoWorksInATree() {
        const LocalPath tree = newTree();
        const pid_t pid = startNap("/bin/sleep", tree);
        QCOMPARE(users(tree).value(0).pid, qint64(pid));
    }

    void doesNotConfuseATreeWithItsNamesake() {
        const LocalPath tree = newTree();
        const LocalPath longer = tree.withSuffix("-more");
        VERIFY_OK(m_files->makeFolder(longer));
        startNap("/bin/sleep", longer);
        QVERIFY(users(tree).isEmpty());
    }

    void findsOpenFilesAndMappingsOfItsOwn() {
        const LocalPath tree = newTree();
        auto open = m_files->open(tree / "nap");
        VERIFY_OK(open);
        QCOMPARE(users(tree).size(), 1);
        QVERIFY(users(tree).constFirst().ours);
        void* mapping = ::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE, open->get(), 0);
        QVERIFY(mapping != MAP_FAILED);
        { const Descriptor closed = std::move(*open); }
        QCOMPARE(users(tree).size(), 1);
        ::munmap(mapping, 4096);
        QVERIFY(users(tree).isEmpty());
    }

    void followsAProcessThroughAnExchange() {
        const LocalPath live = newTree();
        const LocalPath staged = newTree();
        const pid_t pid = startNap((live / "nap").bytes(), {});
        VERIFY_OK(m_files->exchange(live, staged));
        QVERIFY(users(live).isEmpty()); // the new tree
        QCOMPARE(users(staged).value(0).pid, qint64(pid));
    }

    void seesAProgramWhoseFileWasReplaced() {
        const LocalPath tree = newTree();
        const pid_t pid = startNap((tree / "nap").bytes(), {});
        VERIFY_OK(m_files->removeFile(tree / "nap"));
        QCOMPARE(users(tree).value(0).pid, qint64(pid));
        QCOMPARE(users(tree).value(0).name, "nap");
    }

    void findsATreeThroughALinkAboveIt() {
        const LocalPath tree = newTree();
        const LocalPath link = m_root / "link";
        VERIFY_OK(m_files->symlink(m_root.bytes(), link));
        startNap((tree / "nap").bytes(), {});
        QCOMPARE(users(link / tree.basename().constData()).size(), 1);
    }

    void waitsUntilAllHaveEnded() {
        const LocalPath tree = newTree();
        startNap((tree / "nap").bytes(), {});
        startNap((tree / "nap").bytes(), {});
        const auto found = users(tree);
        QCOMPARE(found.size(), 2);
        QCOMPARE(*m_processes->waitForExit(found, 50ms), false);
        VERIFY_OK(m_processes->askToQuit(found));
        QCOMPARE(*m_processes->waitForExit(found, 10s), true);
        QCOMPARE(*m_processes->waitForExit(found, 0ms), true);
        QVERIFY(users(tree).isEmpty());
        VERIFY_OK(m_processes->askToQuit(found)); // nobody there any more
    }

    void neitherWaitsForNorStopsAProcessThatOnlyHasTheSameNumber() {
        const LocalPath tree = newTree();
        const pid_t pid = startNap((tree / "nap").bytes(), {});
        auto found = users(tree);
        found[0].startTime += 1;
        QCOMPARE(*m_processes->waitForExit(found, 0ms), true);
        VERIFY_OK(m_processes->askToQuit(found));
        QCOMPARE(users(tree).value(0).pid, qint64(pid));
    }

    void stopsWaitingWhenAskedTo() {
        const LocalPath tree = newTree();
        startNap((tree / "nap").bytes(), {});
        std::stop_source stop;
        std::thread asker([&] { stop.request_stop(); });
        QCOMPARE(codeOf(m_processes->waitForExit(users(tree), 60s, stop.get_token())), "cancelled");
        asker.join();
    }

    void startsAProgramInASessionOfItsOwn() {
        const LocalPath tree = newTree();
        const pid_t pid = startNap((tree / "nap").bytes(), {});
        QCOMPARE(::getsid(pid), pid);
    }
};

QTEST_GUILESS_MAIN(TestProcesses)
#include "test_processes.moc"
