// SPDX-License-Identifier: Apache-2.0
// One snapshot as one file: exact in another vault, and nothing of a damaged one counts.
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

const QString product = QStringLiteral("almanac");

} // namespace

class TestBundle : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<VaultFixture> m_fixture;
    QString m_first;
    QString m_second; // its program is packed on the first one's
    LocalPath m_bundle;

    Vault other() { return Vault::open(*m_fixture->files, m_fixture->top / "other").value(); }
    QByteArray read() { return m_fixture->files->read(m_bundle, 1 << 30).value(); }
    void write(const QByteArray& bytes) {
        VERIFY_OK(m_fixture->files->writeAndSync(m_bundle, bytes));
    }

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<VaultFixture>();
        Vault vault = Vault::open(*m_fixture->files, m_fixture->place).value();
        QByteArray program = noise(600'000, 1);
        m_fixture->put("program", program);
        m_fixture->put("small", "text");
        m_fixture->put("gone", noise(40'000, 2));
        m_first = VaultFixture::snapshot(vault, m_fixture->tree, 0).value();
        program[5] = static_cast<char>(program[5] + 1);
        m_fixture->put("program", program);
        m_fixture->shell("rm tree/gone && ln tree/small tree/again && ln -s small tree/link");
        m_second = VaultFixture::snapshot(vault, m_fixture->tree, 1).value();
        m_bundle = m_fixture->top / "bundle";
        VERIFY_OK(vault.exportTo(m_second, m_bundle));
    }

    void arrivesExactly() {
        Vault vault = other();
        const auto id = vault.importFrom(m_bundle, product);
        VERIFY_OK(id);
        QCOMPARE(*id, m_second);
        QCOMPARE(vault.list()->size(), 1);
        VERIFY_OK(vault.restoreTree(*id, "app", m_fixture->top / "restored"));
        QCOMPARE(m_fixture->picture(m_fixture->top / "restored"),
                 m_fixture->picture(m_fixture->tree));
        VERIFY_OK(vault.importFrom(m_bundle, product)); // again: it is there
        QCOMPARE(vault.list()->size(), 1);
    }

    void holdsOnlyWhatItNeeds() {
        QVERIFY(!other().contains(Digest::of(noise(40'000, 2))).value());
        QVERIFY(read().size() < 640'000); // the program once, its next version as a difference
        Vault vault = Vault::open(*m_fixture->files, m_fixture->place).value();
        QCOMPARE(codeOf(vault.exportTo(m_second, m_bundle)), QString("file.exists"));
        QCOMPARE(codeOf(vault.exportTo("nix", m_fixture->top / "x")), QString("snapshot.unknown"));
        const auto left = m_fixture->files->list(m_fixture->top);
        QCOMPARE(left->size(), 4); // bundle, other, tree, vault: no scratch folder
    }

    void countsNotAtAllWhenItIsDamaged() {
        const QByteArray sound = read();
        QList<qsizetype> places = {0, 12, 14, 16, 20, 40, sound.size() - 1, sound.size() - 40};
        for (qsizetype at = 100; at < sound.size(); at += sound.size() / 40)
            places.append(at);
        Vault vault = other();
        for (const qsizetype at : std::as_const(places)) {
            QByteArray bytes = sound;
            bytes[at] = static_cast<char>(bytes[at] ^ 4);
            write(bytes);
            QVERIFY2(!vault.importFrom(m_bundle, product).has_value(), QByteArray::number(at));
            write(sound.first(at));
            QVERIFY2(!vault.importFrom(m_bundle, product).has_value(), QByteArray::number(at));
        }
        QVERIFY(vault.list()->isEmpty());
        write(sound + 'x');
        QCOMPARE(codeOf(vault.importFrom(m_bundle, product)), QString("snapshot.damaged"));
    }

    // A sound file of somebody who lies about what is in it.
    void countsNotWhenItsContentsAreOthers() {
        Vault vault = Vault::open(*m_fixture->files, m_fixture->place).value();
        auto manifest = vault.manifest(m_second).value();
        for (SnapshotEntry& entry : manifest.components.first().entries) {
            if (entry.size == 4)
                entry.digest = Digest::of("evil");
        }
        VERIFY_OK(vault.remove(m_second));
        const LocalPath snap =
            m_fixture->place / ("snaps/" + m_second.toLatin1() + ".snap").constData();
        VERIFY_OK(m_fixture->files->writeAndSync(snap, manifest.serialize().value()));
        QCOMPARE(codeOf(vault.exportTo(m_second, m_fixture->top / "lie")),
                 QString("snapshot.damaged"));
        QVERIFY(!m_fixture->files->exists(m_fixture->top / "lie"));
    }

    void refusesStrangers() {
        Vault vault = other();
        QCOMPARE(codeOf(vault.importFrom(m_bundle, "another")), QString("snapshot.invalid"));
        QByteArray newer = read();
        newer[12] = 2;
        newer.chop(32);
        newer += Digest::of(newer).raw();
        write(newer);
        QCOMPARE(codeOf(vault.importFrom(m_bundle, product)), QString("snapshot.invalid"));
        write("PK");
        QCOMPARE(codeOf(vault.importFrom(m_bundle, product)), QString("snapshot.invalid"));
        QCOMPARE(codeOf(vault.importFrom(m_fixture->top / "nix", product)),
                 QString("file.not-found"));
    }
};

QTEST_GUILESS_MAIN(TestBundle)
#include "test_bundle.moc"
