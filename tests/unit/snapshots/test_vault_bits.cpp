// SPDX-License-Identifier: Apache-2.0
// One bit is flipped, anywhere in a vault: what comes back is exact, or it is said that it cannot;
// a verification sees whatever hurts; what was not hit comes back.
#include "support/fast_folder.h"
#include "vault_fixture.h"

#include <QRandomGenerator>
#include <QTest>

using namespace upkeep;
using test::VaultFixture;

namespace {

constexpr qsizetype flipsPerFile = 150;

QByteArray noise(qsizetype size) {
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(11);
    for (char& byte : bytes)
        byte = static_cast<char>(random.generate());
    return bytes;
}

} // namespace

class TestVaultBits : public QObject {
    Q_OBJECT

private:
    VaultFixture m_fixture{test::fastFolder()};
    QStringList m_ids;
    QList<QByteArrayList> m_pictures;

    // What could be restored exactly; anything else than exact or refused fails the test.
    QStringList restorable(Vault& vault) {
        QStringList whole;
        for (qsizetype i = 0; i < m_ids.size(); ++i) {
            const LocalPath to = m_fixture.top / "restored";
            const auto done = vault.restoreTree(m_ids.at(i), "app", to);
            if (done.has_value()) {
                whole.append(m_ids.at(i));
                if (m_fixture.picture(to) != m_pictures.at(i))
                    QTest::qFail("a wrong tree came back", __FILE__, __LINE__);
            } else if (done.error().code != ErrorCode::SnapshotDamaged &&
                       done.error().code != ErrorCode::SnapshotInvalid) {
                QTest::qFail(qPrintable(done.error().toString()), __FILE__, __LINE__);
            }
            static_cast<void>(m_fixture.files->removeTree(to).has_value());
        }
        return whole;
    }
    void checkVault(const QByteArray& file) {
        auto vault = Vault::open(*m_fixture.files, m_fixture.place);
        if (!vault.has_value()) {
            QCOMPARE(file, QByteArray("FORMAT"));
            return;
        }
        const QStringList whole = restorable(*vault);
        const auto report = vault->verify(m_ids, VerifyDepth::Full);
        VERIFY_OK(report);
        for (const QString& id : std::as_const(m_ids))
            QVERIFY(whole.contains(id) || !report->isIntact(id));
        // No single bit hits both: they share nothing but the lists of the vault.
        QVERIFY(!whole.isEmpty());
    }

private Q_SLOTS:
    void initTestCase() {
        Vault vault = Vault::open(*m_fixture.files, m_fixture.place).value();
        m_fixture.put("text", QByteArray("line after line\n").repeated(300));
        m_fixture.put("large", noise(530'000));
        m_fixture.shell("ln -s text tree/link && chmod 0640 tree/text");
        m_ids.append(VaultFixture::snapshot(vault, m_fixture.tree, 0).value());
        m_pictures.append(m_fixture.picture(m_fixture.tree));
        m_fixture.shell("rm tree/text tree/large");
        m_fixture.put("other", QByteArray("other lines\n").repeated(300));
        m_ids.append(VaultFixture::snapshot(vault, m_fixture.tree, 1).value());
        m_pictures.append(m_fixture.picture(m_fixture.tree));
        VERIFY_OK(vault.pin(m_ids.constFirst(), true));
    }

    void restoresExactlyOrSaysSo_data() {
        QTest::addColumn<QByteArray>("file");
        const auto entries = scanTree(*m_fixture.files, m_fixture.place);
        for (const ScannedEntry& entry : *entries) {
            if (entry.stat.type == FileType::Regular && entry.stat.size > 0)
                QTest::newRow(entry.name.bytes().left(40).constData()) << entry.name.bytes();
        }
    }
    void restoresExactlyOrSaysSo() {
        QFETCH(QByteArray, file);
        const LocalPath path = m_fixture.place / LocalName::parse(file).value();
        const QByteArray good = m_fixture.files->read(path, 1 << 24).value();
        const qsizetype step = qMax<qsizetype>(1, good.size() / flipsPerFile);
        for (qsizetype at = 0; at < good.size(); at += step) {
            QByteArray bytes = good;
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << (at % 8)));
            VERIFY_OK(m_fixture.files->writeAndSync(path, bytes, 0600));
            checkVault(file);
            VERIFY_OK(m_fixture.files->removeTree(m_fixture.place / "damaged"));
            QVERIFY2(!QTest::currentTestFailed(), qPrintable(QString("byte %1").arg(at)));
        }
        VERIFY_OK(m_fixture.files->writeAndSync(path, good, 0600));
        checkVault(file);
    }
};

QTEST_GUILESS_MAIN(TestVaultBits)
#include "test_vault_bits.moc"
