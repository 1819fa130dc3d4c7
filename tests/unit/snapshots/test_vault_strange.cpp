// SPDX-License-Identifier: Apache-2.0
// A vault among strangers: newer programs, files from elsewhere, a clock that goes back, and the
// form of the first version, which has to be read for ever. Nothing is overwritten, the rest works.
#include "vault_fixture.h"

#include <QTest>

using namespace upkeep;
using test::codeOf;
using test::VaultFixture;

class TestVaultStrange : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<VaultFixture> m_fixture;

    Vault open() { return Vault::open(*m_fixture->files, m_fixture->place).value(); }
    LocalPath snapOf(const QString& id) {
        return m_fixture->place / ("snaps/" + id.toLatin1() + ".snap").constData();
    }

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<VaultFixture>();
        m_fixture->put("a", "first");
    }

    void leavesWhatANewerProgramWrote() {
        Vault vault = open();
        const QString older = VaultFixture::snapshot(vault, m_fixture->tree, 0).value();
        const QString newer = VaultFixture::snapshot(vault, m_fixture->tree, 1).value();
        QByteArray bytes = m_fixture->files->read(snapOf(newer), 1 << 20).value();
        bytes[12] = 2; // the major version
        bytes.chop(32);
        bytes += Digest::of(bytes).raw();
        VERIFY_OK(m_fixture->files->writeAndSync(snapOf(newer), bytes));
        QCOMPARE(codeOf(vault.manifest(newer)), QString("snapshot.invalid"));
        QVERIFY(vault.list()->at(0).damaged);
        QVERIFY(!vault.verify(newer, VerifyDepth::Quick)->isIntact());
        // Nobody here knows what it needs: it stays, and so does every pack.
        const auto report = vault.retain(1, 0, {});
        VERIFY_OK(report);
        QCOMPARE(report->unreadable, QStringList(newer));
        QCOMPARE(report->freed, 0);
        QCOMPARE(m_fixture->files->read(snapOf(newer), 1 << 20).value(), bytes);
        VERIFY_OK(vault.restoreTree(older, "app", m_fixture->top / "restored"));
    }

    void refusesAVaultOfANewerProgram() {
        open();
        VERIFY_OK(m_fixture->files->writeAndSync(m_fixture->place / "FORMAT", "upkeep-vault 2\n"));
        QCOMPARE(codeOf(Vault::open(*m_fixture->files, m_fixture->place)),
                 QString("snapshot.invalid"));
        QCOMPARE(m_fixture->files->read(m_fixture->place / "FORMAT", 99).value(),
                 QByteArray("upkeep-vault 2\n"));
    }

    void saysThatASnapshotFromElsewhereIsNotWhole() {
        Vault elsewhere = Vault::open(*m_fixture->files, m_fixture->top / "elsewhere").value();
        const QString foreign = VaultFixture::snapshot(elsewhere, m_fixture->tree, 0).value();
        Vault vault = open();
        m_fixture->put("a", "other");
        const QString own = VaultFixture::snapshot(vault, m_fixture->tree, 1).value();
        m_fixture->shell(
            "cp elsewhere/snaps/*.snap vault/snaps/ && mkdir vault/snaps/folder.snap && "
            "echo x > vault/packs/note && echo x > vault/snaps/README");
        const auto infos = vault.list();
        VERIFY_OK(infos);
        QCOMPARE(infos->size(), 2);
        QCOMPARE(infos->at(1).id, foreign);
        QVERIFY(infos->at(1).damaged);
        QVERIFY(!infos->at(0).damaged);
        QCOMPARE(codeOf(vault.restoreTree(foreign, "app", m_fixture->top / "no")),
                 QString("snapshot.damaged"));
        QVERIFY(vault.verify(own, VerifyDepth::Full)->isIntact());
        // With its packs it is whole.
        m_fixture->shell("cp -r elsewhere/packs/* vault/packs/");
        QVERIFY(vault.verify(foreign, VerifyDepth::Full)->isIntact());
    }

    // A vault that was copied as a folder: other inodes, so nothing may be taken for unchanged.
    void worksWhenItWasCopied() {
        Vault vault = open();
        const QString id = VaultFixture::snapshot(vault, m_fixture->tree, 0).value();
        m_fixture->shell("cp -r vault copy");
        Vault copy = Vault::open(*m_fixture->files, m_fixture->top / "copy").value();
        VERIFY_OK(copy.restoreTree(id, "app", m_fixture->top / "restored"));
        VERIFY_OK(VaultFixture::snapshot(copy, m_fixture->tree, 1));
        QCOMPARE(copy.list()->size(), 2);
    }

    void keepsTheOrderWhenTheClockGoesBack() {
        Vault vault = open();
        const QString first = VaultFixture::snapshot(vault, m_fixture->tree, 30).value();
        m_fixture->put("a", "second");
        const QString second = VaultFixture::snapshot(vault, m_fixture->tree, 10).value();
        m_fixture->put("a", "third");
        const QString third = VaultFixture::snapshot(vault, m_fixture->tree, 20).value();
        const auto infos = vault.list();
        QStringList ids;
        for (const SnapshotInfo& info : infos.value())
            ids.append(info.id);
        QCOMPARE(ids, (QStringList{third, second, first}));
        QCOMPARE(infos->at(0).meta.time.time().minute(), 20); // what the clock said is kept
        VERIFY_OK(vault.retain(1, 0, {}));
        QCOMPARE(vault.list()->first().id, third);
    }

    // tests/data/vault-v1/README.md tells how it was made.
    void readsTheFirstForm() {
        m_fixture->shell("cp -r '" UPKEEP_SOURCE_DIR "/tests/data/vault-v1/vault' golden");
        Vault vault = Vault::open(*m_fixture->files, m_fixture->top / "golden").value();
        const auto infos = vault.list();
        VERIFY_OK(infos);
        QCOMPARE(infos->size(), 2);
        QByteArray numbers;
        for (int i = 1; i <= 100'000; ++i)
            numbers += QByteArray::number(i) + '\n';
        for (const SnapshotInfo& info : *infos) {
            QVERIFY(!info.damaged);
            QVERIFY(vault.verify(info.id, VerifyDepth::Full)->isIntact());
            const LocalPath to = m_fixture->top / info.id.toLatin1().constData();
            VERIFY_OK(vault.restoreTree(info.id, "tree", to));
            QCOMPARE(m_fixture->files->read(to / "folder/small", 99).value(), QByteArray("text\n"));
            QCOMPARE(m_fixture->files->readLink(to / "link").value(), QByteArray("folder/small"));
            QCOMPARE(m_fixture->files->stat(to / "again")->links, 2ULL);
            QCOMPARE(m_fixture->files->stat(to / "folder/small")->modified.nanoseconds, 123456789);
            QByteArray expected = numbers;
            if (info.id == infos->first().id)
                expected.replace("\n50000\n", "\nfifty thousand\n");
            QCOMPARE(m_fixture->files->read(to / "numbers", 1 << 24).value(), expected);
        }
    }
};

QTEST_GUILESS_MAIN(TestVaultStrange)
#include "test_vault_strange.moc"
