// SPDX-License-Identifier: Apache-2.0
#include "vault_fixture.h"

#include "snapshots/compare.h"

#include <QTest>

#include <memory>
#include <optional>

using namespace upkeep;
using test::VaultFixture;

namespace {

QByteArray picture(const QList<DifferenceEntry>& entries) {
    const QByteArray signs = "+-*p=";
    QByteArrayList lines;
    for (const DifferenceEntry& entry : entries)
        lines.append(signs.mid(int(entry.difference), 1) + entry.component.toLatin1() + ':' +
                     entry.path.bytes());
    return lines.join(' ');
}

} // namespace

class TestCompare : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<VaultFixture> m_fixture;
    std::optional<Vault> m_vault;
    SnapshotManifest m_before;

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<VaultFixture>();
        m_vault = Vault::open(*m_fixture->files, m_fixture->place).value();
        m_fixture->shell("mkdir -p tree/d tree/cache; echo 1 > tree/a; echo 2 > tree/d/b; "
                         "ln -s a tree/l; echo x > tree/cache/x");
        AddOptions options;
        options.exclude = {"cache/"};
        const auto id = VaultFixture::snapshot(*m_vault, m_fixture->tree, 0, options);
        VERIFY_OK(id);
        m_before = m_vault->manifest(*id).value();
    }

    // The same question to two snapshots and to a snapshot with what is there now.
    void tellsWhatDiffers_data() {
        QTest::addColumn<QByteArray>("shell");
        QTest::addColumn<QByteArray>("differences");
        const auto row = [](const char* shell, const char* differences) {
            QTest::newRow(shell) << QByteArray(shell) << QByteArray(differences);
        };
        row("true", "");
        row("touch tree/a tree/d tree/d/b", "");
        row("echo 3 > tree/a", "*app:a");
        row("echo new > tree/d/c", "+app:d/c");
        row("rm -r tree/d", "-app:d -app:d/b");
        row("chmod 600 tree/a", "papp:a");
        row("chmod 700 tree/d", "papp:d");
        row("ln -snf b tree/l", "*app:l");
        row("rm tree/l; echo > tree/l", "*app:l");
        row("echo more > tree/cache/x; echo > tree/cache/y", "");
        row("echo > tree/d-x; rm tree/a", "-app:a +app:d-x");
    }
    void tellsWhatDiffers() {
        QFETCH(QByteArray, shell);
        QFETCH(QByteArray, differences);
        m_fixture->shell(shell);
        const auto live =
            compareWithLive(*m_fixture->files, *m_before.component("app"), m_fixture->tree);
        VERIFY_OK(live);
        QCOMPARE(picture(*live), differences);
        AddOptions options;
        options.exclude = {"cache/"};
        const auto id = VaultFixture::snapshot(*m_vault, m_fixture->tree, 1, options);
        VERIFY_OK(id);
        QCOMPARE(picture(compareSnapshots(m_before, m_vault->manifest(*id).value())), differences);
    }

    void tellsSizes() {
        m_fixture->shell("printf 12345 > tree/a");
        const auto live =
            compareWithLive(*m_fixture->files, *m_before.component("app"), m_fixture->tree);
        VERIFY_OK(live);
        QCOMPARE(live->first().oldSize, 2);
        QCOMPARE(live->first().newSize, 5);
    }

    void knowsWholeComponents() {
        SnapshotManifest empty = m_before;
        empty.components.clear();
        QCOMPARE(picture(compareSnapshots(m_before, empty)), "-app:a -app:d -app:d/b -app:l");
        QCOMPARE(picture(compareSnapshots(empty, m_before)), "+app:a +app:d +app:d/b +app:l");
        const auto gone =
            compareWithLive(*m_fixture->files, *m_before.component("app"), m_fixture->top / "gone");
        VERIFY_OK(gone);
        QCOMPARE(picture(*gone), "-app:a -app:d -app:d/b -app:l");
    }

    void knowsSingleFiles() {
        const LocalPath file = m_fixture->tree / "a";
        const auto id = VaultFixture::snapshot(*m_vault, file, 1);
        VERIFY_OK(id);
        const SnapshotManifest manifest = m_vault->manifest(*id).value();
        const auto same = compareWithLive(*m_fixture->files, manifest.components[0], file);
        VERIFY_OK(same);
        QCOMPARE(picture(*same), "");
        m_fixture->shell("echo 9 > tree/a");
        const auto changed = compareWithLive(*m_fixture->files, manifest.components[0], file);
        VERIFY_OK(changed);
        QCOMPARE(picture(*changed), "*app:");
    }
};

QTEST_GUILESS_MAIN(TestCompare)
#include "test_compare.moc"
