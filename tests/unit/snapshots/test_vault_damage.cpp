// SPDX-License-Identifier: Apache-2.0
// A damaged vault says what is damaged, never crashes, and gives back the rest.
#include "vault_fixture.h"

#include "snapshots/vault_store.h"
#include "tree/scan.h"

#include <QRandomGenerator>
#include <QTest>

using namespace upkeep;
using test::codeOf;
using test::VaultFixture;

namespace {

QByteArray noise(qsizetype size, quint32 seed) {
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(seed);
    for (char& byte : bytes)
        byte = static_cast<char>(random.generate());
    return bytes;
}

enum class Harm { None, Flip, Cut, Remove, Empty };

} // namespace

Q_DECLARE_METATYPE(Harm)

class TestVaultDamage : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<VaultFixture> m_fixture;
    QString m_first;  // holds a and b
    QString m_second; // holds c only

    Vault open() { return Vault::open(*m_fixture->files, m_fixture->place).value(); }

    QList<LocalPath> packsOf(const QString& id) {
        const auto store = VaultStore::open(*m_fixture->files, m_fixture->place);
        const auto manifest = open().manifest(id);
        QSet<LocalPath> paths;
        forEachContent(*manifest, [&](const SnapshotComponent&, const SnapshotEntry& entry) {
            for (const Place& place : (*store)->find(entry.digest)->places)
                paths.insert(packPath(m_fixture->place, (*store)->packs().at(place.pack).name));
        });
        return paths.values();
    }
    void harm(const LocalPath& path, Harm how, qint64 at) {
        QByteArray bytes = m_fixture->files->read(path, 1 << 30).value();
        if (at < 0)
            at += bytes.size();
        if (how == Harm::Flip)
            bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
        if (how == Harm::Cut)
            bytes.truncate(at);
        if (how == Harm::Empty)
            bytes.clear();
        if (how == Harm::Remove)
            VERIFY_OK(m_fixture->files->removeFile(path));
        else
            VERIFY_OK(m_fixture->files->writeAndSync(path, bytes));
    }
    bool canRestore(const QString& id, const char* to) {
        Vault vault = open();
        return vault.restoreTree(id, "app", m_fixture->top / to).has_value();
    }

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<VaultFixture>();
        Vault vault = open();
        m_fixture->put("a", noise(600'000, 1));
        m_fixture->put("b", QByteArray(2000, 'b'));
        m_first = VaultFixture::snapshot(vault, m_fixture->tree, 0).value();
        m_fixture->shell("rm tree/a tree/b");
        m_fixture->put("c", noise(3000, 2));
        m_second = VaultFixture::snapshot(vault, m_fixture->tree, 1).value();
    }

    void reportsADamagedPack_data() {
        QTest::addColumn<Harm>("how");
        QTest::addColumn<qint64>("at");
        QTest::addColumn<bool>("seenQuickly");
        QTest::addColumn<bool>("indexHelps"); // it still knows where the contents lie
        QTest::newRow("the large content has another byte")
            << Harm::Flip << qint64(1000) << false << false;
        QTest::newRow("a trailer has another byte") << Harm::Flip << qint64(-40) << true << true;
        QTest::newRow("the length of the trailer is another")
            << Harm::Flip << qint64(-12) << true << true;
        QTest::newRow("the end is another") << Harm::Flip << qint64(-1) << true << true;
        QTest::newRow("cut in the contents") << Harm::Cut << qint64(5000) << true << false;
        QTest::newRow("cut in the trailer") << Harm::Cut << qint64(-30) << true << true;
        QTest::newRow("cut in the head") << Harm::Cut << qint64(3) << true << false;
        QTest::newRow("empty") << Harm::Empty << qint64(0) << true << false;
        QTest::newRow("gone") << Harm::Remove << qint64(0) << true << false;
    }
    void reportsADamagedPack() {
        QFETCH(Harm, how);
        QFETCH(qint64, at);
        QFETCH(bool, seenQuickly);
        QFETCH(bool, indexHelps);
        harm(packsOf(m_first).constFirst(), how, at);
        Vault vault = open();
        const auto quick = vault.verify(m_first, VerifyDepth::Quick);
        VERIFY_OK(quick);
        QCOMPARE(!quick->isIntact(), seenQuickly);
        const auto full = vault.verify(m_first, VerifyDepth::Full);
        VERIFY_OK(full);
        QVERIFY(!full->isIntact());
        QCOMPARE(canRestore(m_first, "with"), indexHelps);
        harm(m_fixture->place / "index", Harm::Remove, 0);
        Vault without = open();
        QCOMPARE(codeOf(without.restoreTree(m_first, "app", m_fixture->top / "without")),
                 QString("snapshot.damaged"));
        const auto other = vault.verify(m_second, VerifyDepth::Full);
        VERIFY_OK(other);
        QVERIFY(other->isIntact());
        QVERIFY(canRestore(m_second, "other"));
    }

    void namesTheDamagedFileAndRestoresTheOthers() {
        harm(packsOf(m_first).constFirst(), Harm::Flip, 1000);
        Vault vault = open();
        const auto report = vault.verify(m_first, VerifyDepth::Full);
        VERIFY_OK(report);
        QCOMPARE(report->damaged.size(), 1);
        QCOMPARE(report->damaged.first().name.bytes(), QByteArray("a"));
        QCOMPARE(report->objects, 2);
        const LocalName b = LocalName::parse("b").value();
        VERIFY_OK(vault.restoreFiles(m_first, "app", {b}, m_fixture->top / "r"));
        QCOMPARE(m_fixture->files->read(m_fixture->top / "r/b", 9999).value(),
                 QByteArray(2000, 'b'));
    }

    // Otherwise every later snapshot would lean on the same bad copy.
    void storesABadContentAnew_data() {
        QTest::addColumn<qint64>("at");
        QTest::newRow("the content is another") << qint64(1000);
        QTest::newRow("only the index knows where it lies") << qint64(-40);
    }
    void storesABadContentAnew() {
        QFETCH(qint64, at);
        harm(packsOf(m_first).constFirst(), Harm::Flip, at);
        Vault vault = open();
        VERIFY_OK(vault.verify(m_first, VerifyDepth::Full));
        QCOMPARE(vault.contains(Digest::of(noise(600'000, 1))).value(), false);
        m_fixture->put("a", noise(600'000, 1));
        m_fixture->put("b", QByteArray(2000, 'b'));
        const auto third = VaultFixture::snapshot(vault, m_fixture->tree, 2);
        VERIFY_OK(third);
        harm(m_fixture->place / "index", Harm::Remove, 0);
        QVERIFY(canRestore(*third, "third"));
        QVERIFY(canRestore(m_first, "first")); // healed by it
        Vault again = open();
        QVERIFY(again.verify(*third, VerifyDepth::Full)->isIntact());
        QCOMPARE(again.contains(Digest::of(noise(600'000, 1))).value(), true);
    }

    void reportsADamagedSnapshot_data() {
        QTest::addColumn<Harm>("how");
        QTest::addColumn<qint64>("at");
        QTest::newRow("the magic is another") << Harm::Flip << qint64(0);
        QTest::newRow("the version is another") << Harm::Flip << qint64(12);
        QTest::newRow("the size is another") << Harm::Flip << qint64(17);
        QTest::newRow("the content is another") << Harm::Flip << qint64(60);
        QTest::newRow("the hash is another") << Harm::Flip << qint64(-1);
        QTest::newRow("cut") << Harm::Cut << qint64(80);
        QTest::newRow("empty") << Harm::Empty << qint64(0);
    }
    void reportsADamagedSnapshot() {
        QFETCH(Harm, how);
        QFETCH(qint64, at);
        harm(m_fixture->place / ("snaps/" + m_first.toLatin1() + ".snap").constData(), how, at);
        Vault vault = open();
        const auto infos = vault.list();
        VERIFY_OK(infos);
        QCOMPARE(infos->size(), 2);
        QCOMPARE(infos->at(1).id, m_first);
        QVERIFY(infos->at(1).damaged);
        QVERIFY(!infos->at(0).damaged);
        QVERIFY(!vault.manifest(m_first).has_value());
        QVERIFY(canRestore(m_second, "other"));
        // No one knows what it needs, so nothing is thrown away.
        const qint64 before = vault.space()->packs;
        VERIFY_OK(vault.remove(m_second));
        QCOMPARE(vault.space()->packs, before);
        VERIFY_OK(vault.remove(m_first));
        QCOMPARE(vault.space()->packs, 0);
    }

    void needsNoIndex_data() {
        QTest::addColumn<Harm>("how");
        QTest::addColumn<qint64>("at");
        QTest::newRow("whole") << Harm::None << qint64(0);
        QTest::newRow("gone") << Harm::Remove << qint64(0);
        QTest::newRow("another byte") << Harm::Flip << qint64(50);
        QTest::newRow("cut") << Harm::Cut << qint64(50);
        QTest::newRow("empty") << Harm::Empty << qint64(0);
    }
    void needsNoIndex() {
        QFETCH(Harm, how);
        QFETCH(qint64, at);
        harm(m_fixture->place / "index", how, at);
        QVERIFY(canRestore(m_first, "first"));
        QVERIFY(canRestore(m_second, "second"));
        Vault vault = open();
        QVERIFY(vault.verify(m_first, VerifyDepth::Full)->isIntact());
    }

    void refusesASnapshotUnderAnotherName() {
        const LocalPath snaps = m_fixture->place / "snaps";
        VERIFY_OK(m_fixture->files->replace(snaps / (m_first.toLatin1() + ".snap").constData(),
                                            snaps / (m_second.toLatin1() + ".snap").constData()));
        QCOMPARE(codeOf(open().manifest(m_second)), QString("snapshot.damaged"));
        QCOMPARE(codeOf(open().manifest("../FORMAT")), QString("snapshot.unknown"));
        QCOMPARE(codeOf(open().manifest("nix")), QString("snapshot.unknown"));
    }

    void notesWhenItWasVerified() {
        Vault vault = open();
        const QDateTime now({2026, 3, 2}, {8, 0}, Qt::UTC);
        VERIFY_OK(vault.verify(m_first, VerifyDepth::Full, {}, {}, now));
        QCOMPARE(vault.list()->at(1).verified, std::optional(now));
        harm(packsOf(m_first).constFirst(), Harm::Flip, 1000);
        VERIFY_OK(vault.verify(m_first, VerifyDepth::Full, {}, {}, now.addDays(1)));
        QVERIFY(!vault.list()->at(1).verified);
    }
};

QTEST_GUILESS_MAIN(TestVaultDamage)
#include "test_vault_damage.moc"
