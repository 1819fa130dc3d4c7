// SPDX-License-Identifier: Apache-2.0
#include "agent/agent_state.h"
#include "system/file_system.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;

class TestAgentState : public QObject {
    Q_OBJECT

    const QDateTime m_now{QDate(2026, 6, 3), QTime(12, 0), Qt::UTC};

    static Version version(const char* text) { return Version::parse(QLatin1String(text)).value(); }
    LocalPath folder() const { return LocalPath::fromUser(m_folder->path()).value(); }
    QString file() const { return m_folder->filePath("agent.json"); }
    void write(const QByteArray& text) const {
        QFile file(this->file());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    ProductMemory someMemory() const {
        ProductMemory memory;
        memory.tell("offer", version("1.1.0"), m_now);
        memory.failedSilently = {version("1.0.9")};
        memory.staged = version("1.1.0");
        memory.stagedAt = m_now;
        memory.wish = Wish::OnQuit;
        memory.remindOnQuit = version("1.1.0");
        return memory;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void remembersOverARestart() {
        {
            AgentState state(*m_disk, folder());
            QVERIFY(!state.load());
            QCOMPARE(state.of("tool"), ProductMemory());
            QVERIFY(state.keep("tool", someMemory()).has_value());
        }
        AgentState state(*m_disk, folder());
        QVERIFY(!state.load());
        QCOMPARE(state.of("tool"), someMemory());
        QCOMPARE(state.of("other"), ProductMemory());
    }

    void whatDidNotChangeIsNotWritten() {
        AgentState state(*m_disk, folder());
        QVERIFY(state.keep("tool", someMemory()).has_value());
        QVERIFY(QFile::remove(file()));
        QVERIFY(state.keep("tool", someMemory()).has_value());
        QVERIFY(!QFile::exists(file()));
    }

    void aBrokenFileIsNamedAndKept_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no JSON") << QByteArray("rubbish");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("newer") << QByteArray(R"({"schema": 2, "products": {}})");
        QTest::newRow("no products") << QByteArray(R"({"schema": 1})");
        QTest::newRow("a product that is none")
            << QByteArray(R"({"schema": 1, "products": {"tool": 7}})");
        QTest::newRow("a nonsense version") << QByteArray(
            R"({"schema": 1, "products": {"tool": {"wish": "none", "failed_silently": ["x"]}}})");
    }
    void aBrokenFileIsNamedAndKept() {
        QFETCH(QByteArray, text);
        write(text);
        AgentState state(*m_disk, folder());
        const auto broken = state.load();
        QVERIFY(broken);
        QCOMPARE(broken->code, ErrorCode::ConfigInvalid);
        QVERIFY(broken->subject.endsWith("/agent.json"));
        QCOMPARE(state.of("tool"), ProductMemory());
        QVERIFY(state.keep("tool", someMemory()).has_value());
        QFile kept(file() + ".broken");
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), text);
        QVERIFY(!state.load());
        QCOMPARE(state.of("tool"), someMemory());
    }

    void remembersAFewOfAFlappingFeed() {
        ProductMemory memory;
        for (int i = 0; i < 100; ++i) {
            memory.tell("offer", version(i % 2 ? "1.1.0" : "1.2.0"), m_now.addSecs(i));
            memory.tell("offer", version(qPrintable(QString("2.%1.0").arg(i))), m_now.addSecs(i));
        }
        QVERIFY(memory.told.size() <= 16);
        QCOMPARE(memory.toldOf("offer", version("1.1.0")), m_now.addSecs(99));
        QCOMPARE(memory.toldOf("offer", version("1.2.0")), m_now.addSecs(98));
        QVERIFY(!memory.toldOf("ready", version("1.2.0")).isValid());
        QVERIFY(!memory.toldOf("offer", version("2.0.0")).isValid());
    }

    void aClockSetBackMeansJustNow() {
        ProductMemory memory = someMemory();
        memory.setClock(m_now.addYears(-4));
        QCOMPARE(memory.toldOf("offer", version("1.1.0")), m_now.addYears(-4));
        QCOMPARE(memory.stagedAt, m_now.addYears(-4));
    }

    void oneAgentAtATime() {
        AgentState first(*m_disk, folder());
        QVERIFY(first.lock().has_value());
        {
            AgentState second(*m_disk, folder());
            const auto refused = second.lock();
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Locked);
        }
    }

    void theShareOfDelaysIsSteadyAndItsOwn() {
        const int jitter = AgentState(*m_disk, folder()).jitter("tool");
        QVERIFY(jitter >= 0 && jitter < 10'000);
        QCOMPARE(AgentState(*m_disk, folder()).jitter("tool"), jitter);
        QTemporaryDir elsewhere;
        AgentState other(*m_disk, LocalPath::fromUser(elsewhere.path()).value());
        QVERIFY(other.jitter("tool") != jitter || other.jitter("x") != jitter);
    }

private:
    std::unique_ptr<FileSystem> m_disk = makeLocalFileSystem();
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestAgentState)
#include "test_agent_state.moc"
