// SPDX-License-Identifier: Apache-2.0
// `upkeepctl vault` on a bare folder, by the real program: what a person does who measures it.
#include "support/playground.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <sys/stat.h>

using namespace upkeep;

class TestFlowVault : public QObject {
    Q_OBJECT

    std::unique_ptr<Playground> m_ground;

    RunReport vault(QStringList words) {
        words.insert(0, "vault");
        return m_ground->upkeepctl(words + QStringList{"--vault", m_ground->path("vault")});
    }
    QJsonValue json(const QStringList& words) {
        const RunReport report = vault(words + QStringList{"--json"});
        const QByteArray last = report.output.trimmed().split('\n').last();
        return QJsonDocument::fromJson(last).object().value("result");
    }
    void shell(const QByteArray& script) {
        const QByteArray command = "cd '" + m_ground->path("").toUtf8() + "' && " + script;
        QCOMPARE(std::system(command.constData()), 0);
    }
    // Everything that must be the same, times to the nanosecond and attributes among it.
    QByteArray picture(const QByteArray& folder) {
        const QByteArray list = m_ground->path("list").toUtf8();
        shell(
            "(cd '" + folder +
            "' && find . -printf '%p %y %m %U %G %T@ %n %l\\n' | sort && find . -type f -print0 | "
            "sort -z | xargs -0 sha256sum && getfattr -R -d -m - . 2>/dev/null) > '" +
            list + "'");
        QFile file(QString::fromUtf8(list));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString make(const QStringList& more = {}) {
        return json(QStringList{"create", m_ground->path("tree")} + more)
            .toObject()
            .value("id")
            .toString();
    }

private Q_SLOTS:
    void init() {
        m_ground = std::make_unique<Playground>();
        shell("mkdir -p tree/sub tree/empty && cd tree && echo first > a && echo same > sub/b && "
              "ln a again && ln -s ../a sub/link && truncate -s 300K sparse && chmod 0640 sub/b && "
              "chmod 0700 sub && touch -d '1985-10-26 08:15:00.123456789' sub/b && "
              "printf x > \"$(printf 'no\\377utf8')\" && head -c 700000 /dev/urandom > large && "
              "touch -d '2001-02-03 04:05:06.7' sub .");
    }

    // QTemporaryDir cannot remove names that are not UTF-8.
    void cleanup() { shell("rm -rf tree out other"); }

    void restoresExactly() {
        const QByteArray before = picture("tree");
        QVERIFY(!make({"--name", "first", "--tag", "day"}).isEmpty());
        QCOMPARE(vault({"restore", "first", m_ground->path("out")}).exitCode, 0);
        QCOMPARE(picture("out"), before);
        // The words --vault, --name and the order of them do not matter to what is in it.
        shell("mkdir other");
        QCOMPARE(vault({"restore", "latest", m_ground->path("other")}).exitCode, 0);
        QCOMPARE(picture("other"), before);
    }

    // npm packages carry the same time for ever: size and time alone are no evidence.
    void readsWhatOnlyKeptItsSizeAndTime() {
        make();
        shell("printf 'SAME\\n' > tree/sub/new && touch -r tree/sub/b tree/sub/new && "
              "chmod 0640 tree/sub/new && mv tree/sub/new tree/sub/b");
        const QJsonObject second = json({"create", m_ground->path("tree")}).toObject();
        QCOMPARE(second.value("contents_added").toInt(), 1);
        vault({"restore", "latest", m_ground->path("out")});
        QFile file(m_ground->path("out/sub/b"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("SAME\n"));
    }

    void comparesSnapshotsAndFolders() {
        const QString first = make({"--name", "first"});
        QCOMPARE(vault({"diff", "first", "--exit-code"}).exitCode, 3);
        shell("echo other > tree/a && rm tree/sub/link && echo new > tree/new && chmod 600 "
              "tree/large");
        const QByteArrayList expected = {"changed      a",
                                         "changed      again",
                                         "permissions  large",
                                         "added        new",
                                         "removed      sub/link"};
        QCOMPARE(vault({"diff", first}).output.trimmed().split('\n'), expected);
        make({"--name", "second"});
        QCOMPARE(vault({"diff", "first", "second"}).output.trimmed().split('\n'), expected);
        QCOMPARE(vault({"diff", "second", m_ground->path("tree"), "--exit-code"}).exitCode, 3);
        QCOMPARE(json({"diff", "first", "second"}).toObject().value("entries").toArray().size(), 5);
    }

    void replacesOnlyWhenAskedAndKeepsWhatWasThere() {
        make({"--name", "first", "--exclude", "*.log"});
        shell("echo changed > tree/a && rm -r tree/sub && echo line > tree/run.log && echo line > "
              "tree/empty/run.log");
        const RunReport refused = vault({"restore", "first", m_ground->path("tree")});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(refused.all().contains("file.exists"));
        const QJsonObject done =
            json({"restore", "first", m_ground->path("tree"), "--replace"}).toObject();
        QVERIFY(done.value("replaced").toBool());
        QCOMPARE(vault({"diff", "first", "--exit-code"}).exitCode, 3);
        QVERIFY(QFile::exists(m_ground->path("tree/run.log"))); // excluded, so not ours to remove
        QVERIFY(QFile::exists(m_ground->path("tree/empty/run.log")));
        const QString safety = done.value("safety_snapshot").toString();
        QVERIFY(!safety.isEmpty());
        vault({"restore", safety, m_ground->path("before")});
        QFile file(m_ground->path("before/a"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("changed\n"));
        // Nothing is left beside the place.
        QCOMPARE(QDir(m_ground->path("")).entryList({".tree.*"}, QDir::AllEntries | QDir::Hidden),
                 QStringList());
    }

    void restoresChosenFiles() {
        make();
        shell("echo changed > tree/a && rm -r tree/sub");
        QCOMPARE(vault({"restore", "latest", m_ground->path("tree"), "--file", "sub"}).exitCode, 0);
        QVERIFY(QFile::exists(m_ground->path("tree/sub/b")));
        QCOMPARE(vault({"restore", "latest", m_ground->path("tree"), "--file", "a"}).exitCode, 1);
        QCOMPARE(vault({"restore", "latest", m_ground->path("tree"), "--file", "a", "--replace"})
                     .exitCode,
                 0);
        QFile file(m_ground->path("tree/a"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("first\n"));
        QCOMPARE(vault({"restore", "latest", m_ground->path("x"), "--file", "nix"}).exitCode, 4);
        QVERIFY(!QFile::exists(m_ground->path("x")));
    }

    void namesTheFileThatAFlippedBitHurts() {
        make({"--name", "first"});
        shell("echo more > tree/more");
        make({"--name", "second"});
        QCOMPARE(vault({"verify", "--full"}).exitCode, 0);
        shell(
            "f=$(ls -S vault/packs/*/*.pack | head -1) && chmod u+w $f && printf damage | dd of=$f "
            "bs=1 seek=5000 conv=notrunc status=none");
        QCOMPARE(vault({"verify"}).exitCode, 0); // quick: trailers and snapshots only
        const RunReport full = vault({"verify", "--full"});
        QCOMPARE(full.exitCode, 12);
        QVERIFY2(full.output.contains("large"), full.all().constData());
        QCOMPARE(json({"verify", "--full"}).toObject().value("damaged").toArray().size(), 2);
        const RunReport restore = vault({"restore", "first", m_ground->path("out")});
        QCOMPARE(restore.exitCode, 12);
        QVERIFY(!QFile::exists(m_ground->path("out")));
        QCOMPARE(vault({"restore", "first", m_ground->path("out"), "--file", "a"}).exitCode, 0);
    }

    void dropsWhatNobodyNeeds() {
        const QString pinned = make({"--pin"});
        for (int i = 0; i < 3; ++i) {
            shell("head -c 300000 /dev/urandom > tree/large");
            make();
        }
        QCOMPARE(
            json({"gc", "--keep", "1", "--dry-run"}).toObject().value("removed").toArray().size(),
            2);
        QCOMPARE(json({"list"}).toArray().size(), 4);
        const QJsonObject done = json({"gc", "--keep", "1"}).toObject();
        QVERIFY(done.value("freed").toInt() > 500'000);
        QCOMPARE(json({"list"}).toArray().size(), 2);
        QCOMPARE(vault({"unpin", pinned}).exitCode, 0);
        QCOMPARE(vault({"delete", pinned.left(22)}).exitCode, 2); // nobody to ask
        QCOMPARE(vault({"delete", pinned, "--yes"}).exitCode, 0);
        QCOMPARE(json({"list"}).toArray().size(), 1);
        QCOMPARE(vault({"verify", "--full"}).exitCode, 0);
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no vault given")
            << QStringList{"vault", "list"} << 2 << QByteArray("--vault");
        QTest::newRow("no vault there")
            << QStringList{"vault", "list", "--vault", "nowhere"} << 4 << QByteArray("nowhere");
        QTest::newRow("no tree") << QStringList{"vault", "create", "nix", "--vault", "v"} << 4
                                 << QByteArray("nix");
        QTest::newRow("a folder of something else")
            << QStringList{"vault", "create", "/etc/apt", "--vault", "/etc"} << 1
            << QByteArray("snapshot.invalid");
        QTest::newRow("no number") << QStringList{"vault", "gc", "--keep", "all", "--vault", "v"}
                                   << 2 << QByteArray("all");
        QTest::newRow("no size") << QStringList{"vault", "gc", "--budget", "much", "--vault", "v"}
                                 << 2 << QByteArray("much");
    }
    void saysWhatIsWrong() {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, says);
        const RunReport report = m_ground->upkeepctl(words);
        QTEST(report.exitCode, "code");
        QVERIFY2(report.all().contains(says), report.all().constData());
    }
};

QTEST_GUILESS_MAIN(TestFlowVault)
#include "test_flow_vault.moc"
