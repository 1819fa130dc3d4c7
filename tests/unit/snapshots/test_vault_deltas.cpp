// SPDX-License-Identifier: Apache-2.0
// Large contents that are packed on an older or a similar one: small, exact, and never without it.
#include "vault_fixture.h"

#include "snapshots/vault_store.h"

#include <QRandomGenerator>
#include <QTest>

using namespace upkeep;
using test::codeOf;
using test::VaultFixture;

namespace {

QByteArray noise(qsizetype size, quint32 seed) {
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(seed);
    random.fillRange(reinterpret_cast<quint32*>(bytes.data()), size / 4);
    return bytes;
}

// As a next version differs: some bytes here and there, and some more in the middle.
QByteArray nextVersion(QByteArray bytes, int number) {
    for (qsizetype i = 1000 * number; i < bytes.size(); i += 300'000)
        bytes[i] = static_cast<char>(bytes[i] + 1);
    return bytes.insert(bytes.size() / 2, noise(5000, 77u + static_cast<quint32>(number)));
}

constexpr qsizetype megabyte = 1 << 20;

} // namespace

class TestVaultDeltas : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<VaultFixture> m_fixture;
    std::optional<Vault> m_vault;

    QString take(int minute) {
        const auto id = VaultFixture::snapshot(*m_vault, m_fixture->tree, minute);
        return id.has_value() ? *id : id.error().toString();
    }
    void checkRestored(const QString& id, const QByteArray& name, const QByteArray& content) {
        const LocalPath to = m_fixture->top / ("restored" + name + id.toLatin1()).constData();
        VERIFY_OK(m_vault->restoreTree(id, "app", to));
        QVERIFY(m_fixture->files->read(to / name.constData(), 1 << 30).value() == content);
        VERIFY_OK(m_fixture->files->removeTree(to));
    }
    qint64 packs() { return m_vault->space()->packs; }

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<VaultFixture>();
        m_vault = Vault::open(*m_fixture->files, m_fixture->place).value();
    }

    void packsTheNextVersionOnTheOneBefore_data() {
        QTest::addColumn<qsizetype>("size");
        QTest::newRow("one block") << megabyte;
        QTest::newRow("a block and a bit") << 4 * megabyte + 12;
        QTest::newRow("several blocks") << 11 * megabyte;
        QTest::newRow("more than a pack") << 70 * megabyte;
    }
    void packsTheNextVersionOnTheOneBefore() {
        QFETCH(qsizetype, size);
        const QByteArray first = noise(size, 1);
        m_fixture->put("program", first);
        const QString one = take(0);
        const qint64 before = packs();
        const QByteArray second = nextVersion(first, 1);
        m_fixture->put("program", second);
        const QString two = take(1);
        QVERIFY2(packs() - before < 60'000 + size / 100, QByteArray::number(packs() - before));
        checkRestored(one, "program", first);
        checkRestored(two, "program", second);
    }

    // Chains would make every further version slower to read and easier to lose.
    void neverPacksOnWhatIsPackedOnAnother() {
        QByteArray content = noise(6 * megabyte, 2);
        QStringList ids;
        QList<QByteArray> contents;
        for (int i = 0; i < 4; ++i) {
            m_fixture->put("program", content);
            ids.append(take(i));
            contents.append(content);
            content = nextVersion(content, i + 1);
        }
        const auto store = VaultStore::open(*m_fixture->files, m_fixture->place);
        for (const QByteArray& each : contents) {
            for (const Digest& base : (*store)->basesOf(Digest::of(each)))
                QVERIFY((*store)->basesOf(base).isEmpty());
        }
        for (int i = 0; i < 4; ++i)
            checkRestored(ids[i], "program", contents[i]);
        QVERIFY(packs() < 7 * megabyte);
    }

    void packsAVariantOnTheOther() {
        const QByteArray plain = noise(9 * megabyte, 3);
        m_fixture->put("plain/tool", plain);
        m_fixture->put("plain-baseline/tool", nextVersion(plain, 5));
        const QString id = take(0);
        QVERIFY(packs() < 10 * megabyte);
        QVERIFY(m_vault->verify(id, VerifyDepth::Full)->isIntact());
    }

    void takesNoBaseThatSavesLittle() {
        m_fixture->put("program", noise(13 * megabyte, 4));
        take(0);
        m_fixture->put("program", noise(14 * megabyte, 5));
        const QString two = take(1);
        const auto manifest = m_vault->manifest(two);
        const auto store = VaultStore::open(*m_fixture->files, m_fixture->place);
        const SnapshotEntry& entry = manifest->components.first().entries.first();
        QVERIFY((*store)->basesOf(entry.digest).isEmpty());
    }

    void keepsTheBaseAsLongAsItIsNeeded() {
        const QByteArray first = noise(6 * megabyte, 6);
        const QByteArray second = nextVersion(first, 1);
        m_fixture->put("program", first);
        const QString one = take(0);
        m_fixture->put("program", second);
        const QString two = take(1);
        VERIFY_OK(m_vault->remove(one));
        QVERIFY(m_vault->verify(two, VerifyDepth::Full)->isIntact());
        checkRestored(two, "program", second);
        VERIFY_OK(m_vault->remove(two));
        QCOMPARE(packs(), 0);
    }

    // A damaged base hurts all that lean on it; a snapshot taken afterwards must not lean on it.
    void leansNoMoreOnADamagedBase_data() {
        QTest::addColumn<bool>("wasNoticed");
        QTest::newRow("that a verification found") << true;
        QTest::newRow("that nobody knows of") << false;
    }
    void leansNoMoreOnADamagedBase() {
        QFETCH(bool, wasNoticed);
        const QByteArray first = noise(6 * megabyte, 7);
        m_fixture->put("program", first);
        const QString one = take(0);
        m_fixture->put("program", nextVersion(first, 1));
        const QString two = take(1);
        m_fixture->shell(
            "f=$(ls -S vault/packs/*/*.pack | head -1) && printf damage | dd of=$f bs=1 "
            "seek=3000000 conv=notrunc status=none");
        *m_vault = Vault::open(*m_fixture->files, m_fixture->place).value();
        if (wasNoticed) {
            const auto report = m_vault->verify({one, two}, VerifyDepth::Full);
            QVERIFY(!report->isIntact(one));
            QVERIFY(!report->isIntact(two));
        }
        const QByteArray third = nextVersion(first, 2);
        m_fixture->put("program", third);
        const QString three = take(2);
        QVERIFY(m_vault->verify(three, VerifyDepth::Full)->isIntact());
        checkRestored(three, "program", third);
    }

    // What is read twice by one name in one snapshot is stored once.
    void storesTheSameLargeContentOnce() {
        const QByteArray content = noise(5 * megabyte, 8);
        m_fixture->put("a/x", content);
        m_fixture->put("b/y", content);
        take(0);
        QVERIFY(packs() < 5 * megabyte + 5000);
        m_fixture->put("c/z", content);
        take(1);
        QVERIFY(packs() < 5 * megabyte + 5000);
    }
};

QTEST_GUILESS_MAIN(TestVaultDeltas)
#include "test_vault_deltas.moc"
