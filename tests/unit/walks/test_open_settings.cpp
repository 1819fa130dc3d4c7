// SPDX-License-Identifier: Apache-2.0
// What the person and an update both changed is listed with both values and the base, and decided
// one by one, now or later.
#include "support/notes_world.h"
#include "support/verify_ok.h"
#include "walks/open_settings.h"

#include <QtTest>

using namespace upkeep;
using namespace upkeep::test;

class TestOpenSettings : public QObject {
    Q_OBJECT

    static SmallRelease release(const QString& version, const QByteArray& settings) {
        return {version, {{"defaults/app.yaml", settings}}};
    }
    static QStringList names(SmallWorld& world) {
        const auto open = openSettings(world.seams(), registration(world));
        if (!open)
            return {open.error().toString()};
        QStringList words;
        for (const OpenSetting& setting : *open)
            words.append(QString("%1 %2|%3|%4")
                             .arg(setting.name(),
                                  setting.conflict.base,
                                  setting.conflict.mine,
                                  setting.conflict.theirs));
        return words;
    }
    static Registration registration(SmallWorld& world) {
        return findRegistration(world.files(), world.seams().places, "tool").value();
    }

private Q_SLOTS:
    void decidesOneByOne() {
        NotesWorld world;
        world.publish(release("1.0.0", "size: 10\ncolour: red\nfont: serif\n"));
        auto product = world.install();
        VERIFY_OK(product);
        world.write(world.settings(), "# mine\ncolour: blue\nsize: 11\nfont: serif\n");
        QCOMPARE(names(world), QStringList());
        world.publish(release("1.1.0", "size: 12\ncolour: green\nfont: sans\n"));
        VERIFY_OK((*product)->update({}, {}, {}));
        QCOMPARE(world.read(world.settings()),
                 QByteArray("# mine\ncolour: blue\nsize: 11\nfont: sans\n"));
        const QStringList open = names(world);
        QCOMPARE(open.size(), 2);
        QVERIFY(open.contains("app.yaml: size 10|11|12"));
        QVERIFY(open.contains("app.yaml: colour red|blue|green"));

        const Seams seams = world.seams();
        VERIFY_OK(decideSetting(seams, registration(world), "app.yaml: size", Side::Theirs));
        QCOMPARE(world.read(world.settings()),
                 QByteArray("# mine\ncolour: blue\nsize: 12\nfont: sans\n"));
        QCOMPARE(names(world), QStringList("app.yaml: colour red|blue|green"));
        VERIFY_OK(decideSetting(seams, registration(world), "app.yaml: colour", Side::Mine));
        QCOMPARE(names(world), QStringList());
        QCOMPARE(codeOf(decideSetting(seams, registration(world), "app.yaml: x", Side::Mine)),
                 QString("file.not-found"));
        QCOMPARE(world.read(world.settings()),
                 QByteArray("# mine\ncolour: blue\nsize: 12\nfont: sans\n"));
        // Nothing is open after going back.
        VERIFY_OK((*product)->rollback({}, {}, {}));
        QCOMPARE(names(world), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestOpenSettings)
#include "test_open_settings.moc"
