// SPDX-License-Identifier: Apache-2.0
#include "policy/admin_policy.h"
#include "system/file_system.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;

class TestAdminPolicy : public QObject {
    Q_OBJECT

    void write(const char* name, const QByteArray& text) const {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    AdminPolicy load() const {
        return loadAdminPolicy(*m_disk, LocalPath::fromUser(m_folder->path()).value());
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void noFolderIsNoPolicy() {
        const AdminPolicy policy =
            loadAdminPolicy(*m_disk, LocalPath::fromUser(m_folder->filePath("none")).value());
        QVERIFY(policy.values.isEmpty() && policy.broken.isEmpty());
        QVERIFY(allow(policy, Act::Skip).has_value());
    }

    void winsOverThePersonAndNamesTheFile() {
        write("10-site.json",
              R"({"schema": 1, "preferences": {"automatic": "all", "battery-minimum": 50,
                  "show-tray": false}})");
        Preferences own;
        own.automatic = AutoUpdate::Manual;
        own.channel = "beta";
        const ManagedPreferences applied = applyPolicy(own, load());
        QCOMPARE(applied.values.automatic, AutoUpdate::All);
        QCOMPARE(applied.values.batteryMinimum, 50);
        QCOMPARE(applied.values.showTray, false);
        QCOMPARE(applied.values.channel, "beta");
        QCOMPARE(applied.managed.size(), 3);
        QVERIFY(applied.managed.value("automatic").endsWith("/10-site.json"));
    }

    void theLaterNameWins() {
        write("90-late.json", R"({"schema": 1, "preferences": {"cool-down-days": 9}})");
        write("10-early.json", R"({"schema": 1, "preferences": {"cool-down-days": 1}})");
        write("notes.txt", "not ours");
        const ManagedPreferences applied = applyPolicy({}, load());
        QCOMPARE(applied.values.coolDownDays, 9);
        QVERIFY(applied.managed.value("cool-down-days").endsWith("/90-late.json"));
    }

    void forbidsActs() {
        write("a.json", R"({"schema": 1, "forbid": ["skip", "rollback"]})");
        const AdminPolicy policy = load();
        QVERIFY(allow(policy, Act::Remind).has_value());
        const auto skip = allow(policy, Act::Skip);
        QVERIFY(!skip);
        QCOMPARE(skip.error().code, ErrorCode::PolicyForbids);
        QVERIFY(skip.error().subject.endsWith("/a.json"));
        QVERIFY(policy.forbids(Act::RollBack));
    }

    void wantsReleasesInstalled() {
        write("a.json",
              R"({"schema": 1, "install": [
                  {"product": "almanac", "version": "1.1.0", "deadline": "2026-05-03T10:00:00Z"},
                  {"product": "tool", "version": "security", "deadline": "2026-05-04T12:00:00+02:00"}]})");
        const AdminPolicy policy = load();
        QCOMPARE(policy.installs.size(), 2);
        QCOMPARE(policy.installs[0].version->toString(), "1.1.0");
        QVERIFY(!policy.installs[1].version);
        QCOMPARE(policy.installs[1].deadline, QDateTime(QDate(2026, 5, 4), QTime(10, 0), Qt::UTC));
    }

    void aBrokenFileIsLeftOutWholeAndNamed_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("cause");
        const auto row = [](const char* name, const char* text, const char* cause) {
            QTest::newRow(name) << QByteArray(text) << cause;
        };
        row("empty", "", "");
        row("no JSON", "automatic = all", "");
        row("no object", "[]", "object");
        row("no schema", R"({"forbid": ["pin"]})", "schema");
        row("newer", R"({"schema": 2, "forbid": ["pin"]})", "schema");
        row("unknown member", R"({"schema": 1, "forbid": ["pin"], "colour": 1})", "colour");
        row("unknown preference",
            R"({"schema": 1, "forbid": ["pin"], "preferences": {"x": 1}})",
            "x");
        row("bad value",
            R"({"schema": 1, "forbid": ["pin"], "preferences": {"automatic": "never"}})",
            "all|security|manual");
        row("list as value",
            R"({"schema": 1, "forbid": ["pin"], "preferences": {"automatic": []}})",
            "automatic");
        row("unknown act", R"({"schema": 1, "forbid": ["pin", "breathe"]})", "breathe");
        row("twice", R"({"schema": 1, "forbid": ["pin"], "forbid": []})", "");
        row("no deadline",
            R"({"schema": 1, "forbid": ["pin"], "install": [{"product": "a", "version": "1.0.0"}]})",
            "deadline");
        row("nonsense deadline",
            R"({"schema": 1, "forbid": ["pin"], "install": [{"product": "a", "version": "1.0.0",
                "deadline": "soon"}]})",
            "deadline");
        row("nonsense version",
            R"({"schema": 1, "forbid": ["pin"], "install": [{"product": "a", "version": "new",
                "deadline": "2026-05-03T10:00:00Z"}]})",
            "");
    }
    void aBrokenFileIsLeftOutWholeAndNamed() {
        QFETCH(QByteArray, text);
        QFETCH(QString, cause);
        write("50-broken.json", text);
        write("60-good.json", R"({"schema": 1, "forbid": ["skip"]})");
        const AdminPolicy policy = load();
        QCOMPARE(policy.broken.size(), 1);
        QCOMPARE(policy.broken[0].code, ErrorCode::ConfigInvalid);
        QVERIFY(policy.broken[0].subject.endsWith("/50-broken.json"));
        QVERIFY2(policy.broken[0].cause.contains(cause), qPrintable(policy.broken[0].cause));
        QVERIFY(policy.forbids(Act::Skip));
        QVERIFY(!policy.forbids(Act::Pin));
    }

    void theExampleOfTheReadmeIsOne() {
        QFile readme(UPKEEP_SOURCE_DIR "/README.md");
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const QByteArray text = readme.readAll();
        const QByteArray mark = "<!-- policy example -->\n```json\n";
        const qsizetype begin = text.indexOf(mark) + mark.size();
        const QByteArray example = text.mid(begin, text.indexOf("```", begin) - begin);
        const auto policy = parseAdminPolicy(example, "README.md");
        QVERIFY2(policy.has_value(), policy ? "" : qPrintable(policy.error().toString()));
        QCOMPARE(policy->values.size(), 3);
        QCOMPARE(policy->forbidden.size(), 2);
        QCOMPARE(policy->installs.size(), 1);
    }

    void whatCannotBeReadIsNamed() {
        QVERIFY(QDir(m_folder->path()).mkdir("folder.json"));
        QCOMPARE(load().broken.size(), 1);
    }

private:
    std::unique_ptr<FileSystem> m_disk = makeLocalFileSystem();
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestAdminPolicy)
#include "test_admin_policy.moc"
