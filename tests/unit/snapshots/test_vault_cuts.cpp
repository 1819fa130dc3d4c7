// SPDX-License-Identifier: Apache-2.0
// The power goes at every operation of the vault. After each cut: every snapshot that is listed is
// whole, those that were there before are still there, and the vault goes on working.
#include "vault_fixture.h"

#include <QRandomGenerator>
#include <QTest>

using namespace upkeep;
using test::Cut;
using test::FaultyFileSystem;
using test::VaultFixture;

namespace {

QByteArray noise(qsizetype size) {
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(7);
    for (char& byte : bytes)
        byte = static_cast<char>(random.generate());
    return bytes;
}

using Walk = std::function<Result<void>(Vault&, const VaultFixture&)>;

Result<void> create(Vault& vault, const VaultFixture& fixture) {
    UPKEEP_TRY(VaultFixture::snapshot(vault, fixture.tree, 5));
    return {};
}

Result<void> removeFirst(Vault& vault, const VaultFixture&) {
    UPKEEP_TRY_AS(const QList<SnapshotInfo> infos, vault.list());
    return vault.remove(infos.last().id);
}

Result<void> extendFirst(Vault& vault, const VaultFixture& fixture) {
    UPKEEP_TRY_AS(const QList<SnapshotInfo> infos, vault.list());
    UPKEEP_TRY_AS(SnapshotWriter writer, vault.extend(infos.last().id));
    UPKEEP_TRY(writer.addTree("later", fixture.tree));
    UPKEEP_TRY(writer.close());
    return {};
}

Result<void> pinFirst(Vault& vault, const VaultFixture&) {
    UPKEEP_TRY_AS(const QList<SnapshotInfo> infos, vault.list());
    return vault.pin(infos.last().id, true);
}

// Packs that are mostly dead are written anew: the large one of the first goes, a stays.
Result<void> collect(Vault& vault, const VaultFixture&) {
    UPKEEP_TRY(vault.retain(1, 0, {}));
    return {};
}

Result<void> importBundle(Vault& vault, const VaultFixture& fixture) {
    UPKEEP_TRY(vault.importFrom(fixture.top / "bundle", "almanac"));
    return {};
}

Result<void> runOn(FileSystem& disk, const VaultFixture& fixture, const Walk& walk) {
    UPKEEP_TRY_AS(Vault vault, Vault::open(disk, fixture.place));
    return walk(vault, fixture);
}

} // namespace

Q_DECLARE_METATYPE(Walk)

class TestVaultCuts : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<VaultFixture> m_fixture;

    VaultFixture m_filled; // two snapshots, and a tree that neither holds

    void fill() {
        m_fixture = std::make_unique<VaultFixture>();
        m_fixture->shell("rm -r tree && cp -a '" + m_filled.tree.bytes() + "' '" +
                         m_filled.place.bytes() + "' '" + (m_filled.top / "bundle").bytes() +
                         "' .");
    }
    void checkVault(FileSystem& disk, int lowest, int highest) {
        auto vault = Vault::open(disk, m_fixture->place);
        VERIFY_OK(vault);
        const auto infos = vault->list();
        VERIFY_OK(infos);
        QVERIFY(infos->size() >= lowest && infos->size() <= highest);
        for (const SnapshotInfo& info : *infos) {
            const auto report = vault->verify(info.id, VerifyDepth::Full);
            VERIFY_OK(report);
            QVERIFY(report->isIntact());
            VERIFY_OK(vault->pin(info.id, false));
        }
        VERIFY_OK(VaultFixture::snapshot(*vault, m_fixture->tree, 30));
        VERIFY_OK(vault->retain(1, 0, {}));
        QCOMPARE(vault->list()->size(), 1);
        QVERIFY(disk.list(m_fixture->place / "tmp")->isEmpty());
        const auto snaps = disk.list(m_fixture->place / "snaps");
        for (const FolderEntry& entry : snaps.value())
            QVERIFY2(!entry.name.bytes().endsWith(".tmp"), entry.name.bytes().constData());
    }

private Q_SLOTS:
    void initTestCase() {
        Vault vault = Vault::open(*m_filled.files, m_filled.place).value();
        m_filled.put("a", "first");
        m_filled.put("large", noise(150'000));
        VERIFY_OK(VaultFixture::snapshot(vault, m_filled.tree, 0));
        m_filled.shell("rm tree/large");
        m_filled.put("b", "second");
        VERIFY_OK(VaultFixture::snapshot(vault, m_filled.tree, 1));
        m_filled.put("c", "third");
        Vault elsewhere = Vault::open(*m_filled.files, m_filled.top / "elsewhere").value();
        const auto foreign = VaultFixture::snapshot(elsewhere, m_filled.tree, 2);
        VERIFY_OK(foreign);
        VERIFY_OK(elsewhere.exportTo(*foreign, m_filled.top / "bundle"));
    }

    void survivesACutAnywhere_data() {
        QTest::addColumn<Walk>("walk");
        QTest::addColumn<bool>("forgets"); // what was not synced
        QTest::addColumn<bool>("torn");
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("after");
        const auto rows = [](const char* what, const Walk& walk, int before, int after) {
            QTest::addRow("%s, killed", what) << walk << false << false << before << after;
            QTest::addRow("%s, torn", what) << walk << false << true << before << after;
            QTest::addRow("%s, unsynced forgotten", what)
                << walk << true << true << before << after;
        };
        rows("create", create, 2, 3);
        rows("remove", removeFirst, 2, 1);
        rows("extend", extendFirst, 2, 2);
        rows("pin", pinFirst, 2, 2);
        rows("collect", collect, 2, 1);
        rows("import", importBundle, 2, 3);
    }
    void survivesACutAnywhere() {
        QFETCH(Walk, walk);
        QFETCH(bool, forgets);
        QFETCH(bool, torn);
        QFETCH(int, before);
        QFETCH(int, after);
        bool wasCut = true;
        for (int n = 1; wasCut; ++n) {
            fill();
            m_fixture->shell("mkdir graveyard");
            FaultyFileSystem disk(*m_fixture->files);
            if (forgets)
                disk.modelDurability(m_fixture->place, m_fixture->top / "graveyard");
            disk.stopAt(n, torn ? Cut::Torn : Cut::Clean);
            const auto done = runOn(disk, *m_fixture, walk);
            wasCut = disk.isStopped();
            QVERIFY(wasCut || done.has_value());
            if (forgets)
                disk.dropUnsynced();
            disk.restart();
            // What said it was done must be so after the cut.
            const int sure = done.has_value() ? after : before;
            checkVault(disk, qMin(sure, after), qMax(sure, after));
            QVERIFY2(!QTest::currentTestFailed(), qPrintable(QString("cut at %1").arg(n)));
            QVERIFY(n < 200);
        }
    }

    void survivesAFailureAnywhere_data() {
        QTest::addColumn<Walk>("walk");
        QTest::addColumn<QString>("code");
        QTest::newRow("create, no space") << Walk(create) << "file.no-space";
        QTest::newRow("create, I/O error") << Walk(create) << "file.failed";
        QTest::newRow("remove, I/O error") << Walk(removeFirst) << "file.failed";
        QTest::newRow("collect, no space") << Walk(collect) << "file.no-space";
        QTest::newRow("collect, I/O error") << Walk(collect) << "file.failed";
        QTest::newRow("import, no space") << Walk(importBundle) << "file.no-space";
        QTest::newRow("extend, no space") << Walk(extendFirst) << "file.no-space";
    }
    void survivesAFailureAnywhere() {
        QFETCH(Walk, walk);
        QFETCH(QString, code);
        const ErrorCode failure =
            code == "file.no-space" ? ErrorCode::FileNoSpace : ErrorCode::FileFailed;
        for (int n = 1, operations = 1; n <= operations; ++n) {
            fill();
            FaultyFileSystem disk(*m_fixture->files);
            disk.failFrom(n, failure);
            const auto done = runOn(disk, *m_fixture, walk);
            operations = qMax(operations, disk.operations());
            disk.restart();
            checkVault(disk, 1, 3);
            QVERIFY2(!QTest::currentTestFailed(), qPrintable(QString("failing from %1").arg(n)));
            QVERIFY(n < 200);
        }
    }

    void isMadeWholeOrNotAtAll() {
        bool wasCut = true;
        for (int n = 1; wasCut; ++n) {
            m_fixture = std::make_unique<VaultFixture>();
            m_fixture->put("a", "x");
            FaultyFileSystem disk(*m_fixture->files);
            disk.stopAt(n, Cut::Torn);
            const auto made = Vault::open(disk, m_fixture->place);
            wasCut = disk.isStopped();
            QVERIFY(wasCut || made.has_value());
            disk.restart();
            auto vault = Vault::open(disk, m_fixture->place);
            VERIFY_OK(vault);
            VERIFY_OK(VaultFixture::snapshot(*vault, m_fixture->tree));
            QVERIFY(n < 50);
        }
    }
};

QTEST_GUILESS_MAIN(TestVaultCuts)
#include "test_vault_cuts.moc"
