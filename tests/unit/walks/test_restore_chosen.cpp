// SPDX-License-Identifier: Apache-2.0
// Chosen files and folders put back: what the preview counts is what is done, and nothing else.
#include "support/notes_world.h"
#include "support/verify_ok.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestRestoreChosen : public QObject {
    Q_OBJECT

    std::unique_ptr<NotesWorld> m_world;
    std::unique_ptr<InstalledProduct> m_product;
    QString m_snapshot;

    static RestoreScope files(const QByteArrayList& names, const QStringList& components = {}) {
        RestoreScope scope;
        scope.components = components;
        for (const QByteArray& name : names)
            scope.files.append(LocalName::parse(name).value());
        return scope;
    }
    LocalPath settings(const char* name) const { return m_world->home() / "settings" / name; }

private Q_SLOTS:
    void init() {
        m_product.reset();
        m_world.reset(); // before the next one takes the home over
        m_world = std::make_unique<NotesWorld>();
        m_world->publish(NotesWorld::one());
        m_product = m_world->install().value();
        m_world->firstStart();
        m_world->write(settings("keys/one"), "1");
        m_world->write(settings("keys/two"), "2");
        m_snapshot = m_product->createSnapshot({}, {}, {}).value().id;
        m_world->write(settings("keys/one"), "changed");
        VERIFY_OK(m_world->files().removeFile(settings("keys/two")));
        m_world->write(settings("keys/three"), "new");
        m_world->write(settings("app.yaml"), "colour: green\n");
    }
    void cleanup() { m_product.reset(); }

    void countsWhatAFolderTakesAlong() {
        const RestoreScope scope = files({"keys"});
        const auto preview = m_product->previewRestore(m_snapshot, scope, {});
        VERIFY_OK(preview);
        QCOMPARE(preview->replaced, 1);
        QCOMPARE(preview->added, 1);
        QCOMPARE(preview->removed, 1);
        VERIFY_OK(m_product->restore(m_snapshot, scope, WhenRunning::Refuse, {}, {}));
        QCOMPARE(m_world->read(settings("keys/one")), QByteArray("1"));
        QCOMPARE(m_world->read(settings("keys/two")), QByteArray("2"));
        QVERIFY(!m_world->files().exists(settings("keys/three")));
        QCOMPARE(m_world->read(settings("app.yaml")), QByteArray("colour: green\n"));
        const auto after = m_product->previewRestore(m_snapshot, scope, {});
        QCOMPARE(after->changes.entries.size(), 0);
    }

    // The file lies in one component; the others are left alone.
    void needsNoNameOfTheComponent() {
        const RestoreScope scope = files({"keys/one"});
        QCOMPARE(m_product->previewRestore(m_snapshot, scope, {})->replaced, 1);
        VERIFY_OK(m_product->restore(m_snapshot, scope, WhenRunning::Refuse, {}, {}));
        QCOMPARE(m_world->read(settings("keys/one")), QByteArray("1"));
        QCOMPARE(m_world->read(settings("keys/three")), QByteArray("new"));
    }

    void refusesWhatTheSnapshotDoesNotHave() {
        for (const RestoreScope& scope :
             {files({"keys/three"}), files({"keys/one", "nix"}), files({"keys/one"}, {"notes"})}) {
            QCOMPARE(codeOf(m_product->previewRestore(m_snapshot, scope, {})),
                     QString("snapshot.unknown"));
            QCOMPARE(codeOf(m_product->restore(m_snapshot, scope, WhenRunning::Refuse, {}, {})),
                     QString("snapshot.unknown"));
        }
        QCOMPARE(m_world->read(settings("keys/one")), QByteArray("changed"));
    }
};

QTEST_GUILESS_MAIN(TestRestoreChosen)
#include "test_restore_chosen.moc"
