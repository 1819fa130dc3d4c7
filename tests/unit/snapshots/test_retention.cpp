// SPDX-License-Identifier: Apache-2.0
// Which snapshots go, and that nothing goes which another needs.
#include "vault_fixture.h"

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

} // namespace

class TestRetention : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<VaultFixture> m_fixture;
    std::optional<Vault> m_vault;
    QStringList m_ids; // oldest first

    // Each has a content of its own (10,000 bytes) and one all share (20,000).
    void takeSnapshots(int count) {
        m_fixture->put("shared", noise(20'000, 99));
        for (int i = 0; i < count; ++i) {
            m_fixture->put("own", noise(10'000, static_cast<quint32>(i)));
            const auto id = VaultFixture::snapshot(*m_vault, m_fixture->tree, i);
            VERIFY_OK(id);
            m_ids.append(*id);
        }
    }
    QStringList left() {
        QStringList ids;
        const auto infos = m_vault->list();
        for (const SnapshotInfo& info : infos.value())
            ids.prepend(QString::number(m_ids.indexOf(info.id)));
        return ids;
    }
    void verifyAll() {
        const auto infos = m_vault->list();
        for (const SnapshotInfo& info : infos.value())
            QVERIFY(m_vault->verify(info.id, VerifyDepth::Full)->isIntact());
    }

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<VaultFixture>();
        m_vault = Vault::open(*m_fixture->files, m_fixture->place).value();
        m_ids.clear();
    }

    void keepsTheNewestAndWhatIsNamed_data() {
        QTest::addColumn<int>("keep");
        QTest::addColumn<qint64>("budget");
        QTest::addColumn<QList<int>>("pinned");
        QTest::addColumn<QList<int>>("protectedOnes");
        QTest::addColumn<QString>("left");
        QTest::addColumn<bool>("over");
        const auto row = [](const char* what,
                            int keep,
                            qint64 budget,
                            QList<int> pinned,
                            QList<int> protectedOnes,
                            const char* left,
                            bool over = false) {
            QTest::newRow(what) << keep << budget << pinned << protectedOnes << QString(left)
                                << over;
        };
        row("fewer than may stay", 9, 0, {}, {}, "0 1 2 3");
        row("the newest two", 2, 0, {}, {}, "2 3");
        row("none asked for: one stays", 0, 0, {}, {}, "3");
        row("pinned ones besides", 1, 0, {0}, {}, "0 3");
        row("protected ones besides", 1, 0, {}, {1}, "1 3");
        row("all within the budget", 4, 1'000'000, {}, {}, "0 1 2 3");
        // The pack of the oldest holds what all share: only the second one frees anything.
        row("the oldest go until the budget holds", 4, 55'000, {}, {}, "2 3");
        row("never the newest", 4, 1, {}, {}, "3", true);
        row("never what is pinned or protected", 4, 1, {0}, {2}, "0 2 3", true);
    }
    void keepsTheNewestAndWhatIsNamed() {
        QFETCH(int, keep);
        QFETCH(qint64, budget);
        QFETCH(QList<int>, pinned);
        QFETCH(QList<int>, protectedOnes);
        QFETCH(bool, over);
        takeSnapshots(4);
        for (const int number : pinned)
            VERIFY_OK(m_vault->pin(m_ids[number], true));
        QStringList ids;
        for (const int number : protectedOnes)
            ids.append(m_ids[number]);
        const auto report = m_vault->retain(keep, budget, ids);
        VERIFY_OK(report);
        QTEST(left().join(' '), "left");
        QCOMPARE(report->overBudget, over);
        QCOMPARE(report->removed.size(), 4 - left().size());
        verifyAll();
    }

    void freesOnlyWhatNoOneNeeds() {
        takeSnapshots(3);
        VERIFY_OK(m_vault->remove(m_ids[0])); // the shared content lies in its pack
        verifyAll();
        VERIFY_OK(m_vault->remove(m_ids[1]));
        verifyAll();
        VERIFY_OK(m_vault->remove(m_ids[2]));
        QCOMPARE(m_vault->space()->packs, 0);
        QCOMPARE(codeOf(m_vault->remove(m_ids[2])), QString("snapshot.unknown"));
        QVERIFY(m_fixture->files->list(m_fixture->place / "trash")->isEmpty());
    }

    void keepsAPinUntilItIsTakenOff() {
        takeSnapshots(2);
        VERIFY_OK(m_vault->pin(m_ids[0], true));
        QVERIFY(m_vault->list()->at(1).pinned);
        QVERIFY(!m_vault->list()->at(0).pinned);
        Vault again = Vault::open(*m_fixture->files, m_fixture->place).value();
        QVERIFY(again.list()->at(1).pinned);
        VERIFY_OK(m_vault->pin(m_ids[0], false));
        VERIFY_OK(m_vault->retain(1, 0, {}));
        QCOMPARE(left(), QStringList("1"));
        QCOMPARE(codeOf(m_vault->pin("nix", true)), QString("snapshot.unknown"));
    }

    void tellsWhatTakesTheSpace() {
        takeSnapshots(2);
        VERIFY_OK(m_vault->pin(m_ids[0], true));
        const auto space = m_vault->space();
        VERIFY_OK(space);
        QCOMPARE(space->own, 20'000);
        QCOMPARE(space->shared, 20'000);
        QCOMPARE(space->pinned, 30'000);
        QVERIFY(space->packs > 40'000 && space->packs < 42'000);
        QVERIFY(space->free > 0);
        QCOMPARE(m_vault->list()->first().ownSize, 10'000);
    }

    // The vault of another process: this one must not hand out what is gone.
    void noticesWhatAnotherDid() {
        takeSnapshots(2);
        Vault other = Vault::open(*m_fixture->files, m_fixture->place).value();
        VERIFY_OK(other.remove(m_ids[0]));
        VERIFY_OK(other.remove(m_ids[1]));
        QVERIFY(m_vault->list()->isEmpty());
        QCOMPARE(m_vault->contains(Digest::of(noise(20'000, 99))).value(), false);
        takeSnapshots(1);
        verifyAll();
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "test_retention.moc"
