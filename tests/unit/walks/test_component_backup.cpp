// SPDX-License-Identifier: Apache-2.0
// One backup per component: the next takes the place of the one before, retention leaves it, and it
// comes back like any snapshot.
#include "support/notes_world.h"
#include "support/verify_ok.h"
#include "walks/component_backup.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestComponentBackup : public QObject {
    Q_OBJECT

    std::unique_ptr<NotesWorld> m_world;
    std::unique_ptr<InstalledProduct> m_product;

    ProductSite site() {
        const Registration registration =
            findRegistration(m_world->files(), m_world->seams().places, "tool").value();
        return ProductSite::open(m_world->seams(), registration).value();
    }
    Result<ComponentBackup> make(const QString& component, const QString& description = {}) {
        return makeBackup(site(), component, description, {}, {});
    }

private Q_SLOTS:
    void init() {
        m_product.reset();
        m_world.reset(); // before the next one takes the home over
        m_world = std::make_unique<NotesWorld>();
        m_world->publish(NotesWorld::one());
        m_product = m_world->install().value();
        m_world->firstStart();
    }
    void cleanup() { m_product.reset(); }

    void keepsOneSlotPerComponent() {
        QCOMPARE(listBackups(site())->size(), 0);
        QCOMPARE(codeOf(backupOf(site(), "settings")), QString("snapshot.unknown"));
        const auto first = make("settings", "before I try");
        VERIFY_OK(first);
        VERIFY_OK(make("notes"));
        m_world->write(m_world->settings(), "colour: green\n");
        const auto second = make("settings", "the second");
        VERIFY_OK(second);
        QVERIFY(first->snapshot != second->snapshot);
        const auto all = listBackups(site());
        VERIFY_OK(all);
        QCOMPARE(all->size(), 2);
        QCOMPARE(all->at(1).description, QString("the second"));
        QCOMPARE(all->at(1).snapshot, second->snapshot);
        QCOMPARE(m_product->snapshots()->size(), 2);
        QVERIFY(m_product->snapshots()->first().pinned);
    }

    void saysWhatItHolds() {
        const auto made = make("notes", "why");
        VERIFY_OK(made);
        QCOMPARE(made->component, QString("notes"));
        QCOMPARE(made->places, QList<LocalPath>{m_world->home() / "notes"});
        QCOMPARE(made->databases, QList<LocalPath>{m_world->database()});
        QCOMPARE(made->files, 1);
        QVERIFY(made->size > 0 && !made->checksum.isNull() && !made->damaged);
        QCOMPARE(made->version.toString(), QString("1.0.0"));
        QVERIFY(m_world->files().exists(made->vault / "FORMAT"));
        QCOMPARE(codeOf(make("nothing")), QString("snapshot.unknown"));
    }

    void comesBackAlone() {
        const auto made = make("settings");
        VERIFY_OK(made);
        const QByteArray before = m_world->read(m_world->settings());
        m_world->write(m_world->settings(), "colour: green\n");
        m_world->run("INSERT INTO notes (text) VALUES ('later');");
        const auto done =
            m_product->restore(made->snapshot, {{"settings"}, {}}, WhenRunning::Refuse, {}, {});
        VERIFY_OK(done);
        QCOMPARE(m_world->read(m_world->settings()), before);
        QCOMPARE(m_world->notes(), QByteArray("first,later"));
    }

    void isNeverDroppedToMakeRoom() {
        VERIFY_OK(make("settings"));
        for (int i = 0; i < 3; ++i)
            VERIFY_OK(m_product->createSnapshot("further", {}, {}));
        VERIFY_OK(site().openVault()->retain(1, 0, {}));
        VERIFY_OK(backupOf(site(), "settings"));
        QCOMPARE(m_product->snapshots()->size(), 2);
    }

    void keepsTheOneThereIsWhenThereIsNothingToSave() {
        const auto made = make("settings");
        VERIFY_OK(made);
        VERIFY_OK(m_world->files().removeTree(m_world->home() / "settings"));
        QCOMPARE(codeOf(make("settings")), QString("snapshot.failed"));
        QCOMPARE(backupOf(site(), "settings")->snapshot, made->snapshot);
    }

    void goesWhenItIsRemoved() {
        VERIFY_OK(make("settings"));
        VERIFY_OK(removeBackup(site(), "settings"));
        QCOMPARE(codeOf(backupOf(site(), "settings")), QString("snapshot.unknown"));
        QCOMPARE(codeOf(removeBackup(site(), "settings")), QString("snapshot.unknown"));
        QVERIFY(m_product->snapshots()->isEmpty());
    }

    void isWrittenAsPlainFiles() {
        VERIFY_OK(make("settings"));
        const LocalPath out = m_world->path("out");
        const auto written = exportBackups(site(), out, {}, {});
        VERIFY_OK(written);
        QCOMPARE(written->size(), 1);
        QCOMPARE(m_world->read(out / "settings_backup/files/app.yaml"),
                 m_world->read(m_world->settings()));
        QCOMPARE(codeOf(exportBackups(site(), out, {}, {})), QString("file.exists"));
    }
};

QTEST_GUILESS_MAIN(TestComponentBackup)
#include "test_component_backup.moc"
