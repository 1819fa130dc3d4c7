// SPDX-License-Identifier: Apache-2.0
// A folder brought back to what a snapshot holds by moving only what differs: exactly, and wholly
// after a cut at any operation.
#include "snapshots/put_back.h"

#include "snapshots/put_changes.h"
#include "support/fast_folder.h"
#include "vault_fixture.h"

#include <QTest>

using namespace upkeep;
using test::codeOf;
using test::Cut;
using test::FaultyFileSystem;
using test::VaultFixture;

class TestPutBack : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<VaultFixture> m_fixture;

    static constexpr const char* first =
        "cd tree && mkdir -p sub/deep empty closed && echo one > a && echo two > sub/b && "
        "echo three > sub/deep/c && ln a linked && ln -s sub/b link && echo 4 > sub-d && "
        "touch -d '1985-10-26 08:15:00.123456789' sub/b sub && chmod 0640 sub/b && "
        "echo kept > closed/x && chmod 0555 closed && head -c 700000 /dev/zero > large";

    Result<PutBackReport> putBackTo(FileSystem& files, const QString& id, bool withSafety) {
        UPKEEP_TRY_AS(Vault vault, Vault::open(files, m_fixture->place));
        PutBack wish{id, "app", {}, m_fixture->tree, true, {}};
        UPKEEP_TRY(settlePlace(files, vault, wish.place));
        if (withSafety) {
            UPKEEP_TRY_AS(wish.safety, VaultFixture::snapshot(vault, wish.place, 30));
        }
        return putBack(files, vault, wish);
    }
    QByteArrayList beside() {
        QByteArrayList names;
        const auto entries = m_fixture->files->list(m_fixture->top);
        for (const FolderEntry& entry : *entries)
            names.append(entry.name.bytes());
        return names;
    }
    QString takeFirst(const AddOptions& options = {}) {
        m_fixture->shell(first);
        Vault vault = Vault::open(*m_fixture->files, m_fixture->place).value();
        return VaultFixture::snapshot(vault, m_fixture->tree, 0, options).value();
    }

    static void changes() {
        QTest::addColumn<QByteArray>("shell");
        const auto row = [](const char* what, const char* shell) {
            QTest::newRow(what) << QByteArray(shell);
        };
        row("nothing", "true");
        row("a changed file", "echo other > sub/b");
        row("the same size and time",
            "printf 'TWO\\n' > x && touch -r sub/b x && chmod 640 x && "
            "mv x sub/b");
        row("a mode", "chmod 0600 sub/b");
        row("a time", "touch -d 2001-01-01 sub-d");
        row("a file more, a file less", "echo > new && rm sub-d");
        row("folders more, folders less",
            "mkdir -p new/folder && echo > new/folder/x && rm -r sub");
        row("a file becomes a folder", "rm sub-d && mkdir sub-d && echo > sub-d/x");
        row("a folder becomes a file", "rm -r sub && echo > sub");
        row("a folder becomes a link", "rm -r sub && ln -s empty sub");
        row("a link becomes another", "ln -sf elsewhere link");
        row("a hard link is broken", "rm linked && cp -a a linked");
        row("a hard link more", "rm sub-d && ln a sub-d");
        row("a hard link is taken over", "rm a && ln sub/b a");
        row("a folder's own time and mode", "touch -d 2001-01-01 sub/deep && chmod 0700 empty");
        row("within a folder nobody may write",
            "chmod u+w closed && echo more > closed/y && rm closed/x && chmod u-w closed");
        row("everything gone",
            "chmod -R u+w . && rm -rf a sub link linked sub-d empty large closed");
        row("a name that is no text", "printf x > \"$(printf 'no\\377utf8')\"");
        row("all at once",
            "rm -r sub && mkdir -p sub/deep/er && ln large sub/deep/er/l && rm a && mkdir a && "
            "touch . && chmod 0750 .");
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<VaultFixture>(); }

    void bringsBackExactly_data() { changes(); }
    void bringsBackExactly() {
        QFETCH(QByteArray, shell);
        const QString id = takeFirst();
        const QByteArrayList before = m_fixture->picture(m_fixture->tree);
        for (const bool withSafety : {true, false}) {
            m_fixture->shell("cd tree && " + shell);
            const auto done = putBackTo(*m_fixture->files, id, withSafety);
            VERIFY_OK(done);
            QCOMPARE(m_fixture->picture(m_fixture->tree), before);
            QCOMPARE(beside(), QByteArrayList({"tree", "vault"}));
        }
    }

    void movesNothingThatIsRight() {
        const QString id = takeFirst();
        m_fixture->shell("echo other > tree/sub/b");
        const FileStat large = m_fixture->files->stat(m_fixture->tree / "large").value();
        FaultyFileSystem disk(*m_fixture->files);
        const auto done = putBackTo(disk, id, false);
        VERIFY_OK(done);
        QCOMPARE(done->restored.bytes, qint64(4));
        QCOMPARE(m_fixture->files->stat(m_fixture->tree / "large")->identity, large.identity);
        QCOMPARE(disk.log().filter("exchange").size(), 1);
    }

    void leavesWhatIsLeftOut() {
        AddOptions options;
        options.exclude = {"*.log", "/cache"};
        const QString id = takeFirst(options);
        m_fixture->shell("cd tree && mkdir -p cache new/deep && echo > cache/x && echo > "
                         "new/deep/run.log && echo > new/deep/other && echo > sub/run.log && "
                         "mkfifo pipe && echo other > a");
        VERIFY_OK(putBackTo(*m_fixture->files, id, true));
        for (const char* kept : {"cache/x", "new/deep/run.log", "sub/run.log", "pipe"})
            QVERIFY2(m_fixture->files->exists(m_fixture->tree / kept), kept);
        QVERIFY(!m_fixture->files->exists(m_fixture->tree / "new/deep/other"));
        QCOMPARE(m_fixture->files->read(m_fixture->tree / "a", 99).value(), QByteArray("one\n"));
    }

    // What stays is in the way of what comes: then the whole tree is made anew.
    void makesAWholeTreeWhereSomethingIsInTheWay() {
        AddOptions options;
        options.exclude = {"*.log"};
        const QString id = takeFirst(options);
        VERIFY_OK(m_fixture->files->setXattrs(m_fixture->tree / "sub", {{"user.x", "y"}}));
        m_fixture->shell("echo other > tree/a && echo > tree/run.log");
        FaultyFileSystem disk(*m_fixture->files);
        VERIFY_OK(putBackTo(disk, id, false));
        QVERIFY(m_fixture->files->xattrs(m_fixture->tree / "sub")->isEmpty());
        QVERIFY(m_fixture->files->exists(m_fixture->tree / "run.log"));
        QCOMPARE(m_fixture->files->read(m_fixture->tree / "a", 99).value(), QByteArray("one\n"));
    }

    void changesNothingWhenTheVaultIsDamaged() {
        const QString id = takeFirst();
        m_fixture->shell("echo other > tree/a && rm -r vault/packs/* vault/index");
        const QByteArrayList before = m_fixture->picture(m_fixture->tree);
        QCOMPARE(codeOf(putBackTo(*m_fixture->files, id, false)), QString("snapshot.damaged"));
        QCOMPARE(m_fixture->picture(m_fixture->tree), before);
        QCOMPARE(beside(), QByteArrayList({"tree", "vault"}));
    }

    void isWholeAfterACutAnywhere_data() {
        QTest::addColumn<bool>("forgets"); // what was not synced
        QTest::addColumn<bool>("canExchange");
        QTest::newRow("killed") << false << true;
        QTest::newRow("unsynced forgotten") << true << true;
        QTest::newRow("no exchange") << false << false;
        QTest::newRow("no exchange, unsynced forgotten") << true << false;
    }
    void isWholeAfterACutAnywhere() {
        QFETCH(bool, forgets);
        QFETCH(bool, canExchange);
        bool wasCut = true;
        for (int n = 1; wasCut; ++n) {
            m_fixture = std::make_unique<VaultFixture>(test::fastFolder());
            const QString id = takeFirst();
            const QByteArrayList before = m_fixture->picture(m_fixture->tree);
            m_fixture->shell("mkdir graveyard && cd tree && echo other > a && rm -r sub && "
                             "mkdir -p new/folder && echo > new/folder/x && rm sub-d && "
                             "mkdir sub-d && chmod 0700 empty");
            const QByteArrayList changed = m_fixture->picture(m_fixture->tree);
            FaultyFileSystem disk(*m_fixture->files);
            disk.exchangeIsSupported = canExchange;
            if (forgets)
                disk.modelDurability(m_fixture->top, m_fixture->top / "graveyard");
            disk.stopAt(n, Cut::Torn);
            const auto done = putBackTo(disk, id, false);
            wasCut = disk.isStopped();
            QVERIFY(wasCut || done.has_value());
            if (forgets)
                disk.dropUnsynced();
            m_fixture->shell("rm -rf graveyard");
            FaultyFileSystem after(*m_fixture->files);
            after.exchangeIsSupported = canExchange;
            Vault vault = Vault::open(after, m_fixture->place).value();
            const auto settled = finishPutChanges(after, vault, m_fixture->tree);
            QVERIFY2(settled.has_value(), qPrintable(QString("cut at %1").arg(n)));
            const QByteArrayList now = m_fixture->picture(m_fixture->tree);
            QVERIFY2(now == before || (now == changed && !done.has_value()),
                     qPrintable(QString("cut at %1").arg(n)));
            QCOMPARE(beside(), QByteArrayList({"tree", "vault"}));
            // Settled is settled, and the way is open.
            QCOMPARE(finishPutChanges(after, vault, m_fixture->tree).value(), false);
            VERIFY_OK(putBackTo(after, id, false));
            QCOMPARE(m_fixture->picture(m_fixture->tree), before);
            QVERIFY(n < 200);
        }
    }

    void refusesADamagedPlan() {
        MovePlan plan{"id", "app", {{true, LocalName::parse("a").value(), 7, 8}}, {LocalName()}};
        const QByteArray bytes = plan.serialize();
        QCOMPARE(MovePlan::parse(bytes).value(), plan);
        for (qsizetype at = 0; at < bytes.size(); ++at) {
            QByteArray flipped = bytes;
            flipped[at] = static_cast<char>(flipped[at] ^ 4);
            QCOMPARE(codeOf(MovePlan::parse(flipped)), QString("snapshot.damaged"));
            QCOMPARE(codeOf(MovePlan::parse(bytes.first(at))), QString("snapshot.damaged"));
        }
    }
};

QTEST_GUILESS_MAIN(TestPutBack)
#include "test_put_back.moc"
