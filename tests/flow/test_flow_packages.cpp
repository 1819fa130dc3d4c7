// SPDX-License-Identifier: Apache-2.0
// Real programs between real consecutive releases, by each way there is, every byte and mode
// compared, and back.
#include "flow/flow_support.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <map>

using namespace upkeep;

class TestFlowPackages : public QObject {
    Q_OBJECT

    // Published once for all the ways: making patches takes longest.
    struct Press {
        Playground ground;
        QString from;
        QString product;
        QString oldTree;
        QString newTree;
    };
    std::map<QString, std::unique_ptr<Press>> m_presses;
    std::unique_ptr<Playground> m_ground;

    RunReport ctl(const QStringList& arguments) {
        return m_ground->upkeepctl(arguments + QStringList{"--yes", "--json"});
    }

    // What the publisher's tool adds to a tree, and what we do.
    static QMap<QByteArray, QByteArray> picture(const QString& folder) {
        return treePicture(folder, {".upkeep-installed", "product.yaml"});
    }

    void comparesEqual(const QString& expected) {
        const auto wanted = picture(expected);
        const auto found = picture(m_ground->live());
        QVERIFY(wanted.size() > 1);
        QVERIFY2(wanted == found, pictureDifference(wanted, found).constData());
    }

    // Somebody changed a few bytes in the middle of these files of the live tree.
    void tamper(const QStringList& names) {
        for (const QString& name : names) {
            QFile file(m_ground->live() + '/' + name);
            QVERIFY2(file.open(QIODevice::ReadWrite), qPrintable(name));
            file.seek(file.size() / 2);
            file.write("tampered");
        }
    }

    // nullptr, with the reason, where the registry is not to be had.
    Press* pressOf(const QString& package,
                   const QString& from,
                   const QString& to,
                   const QString& largest,
                   QString* why) {
        if (const auto known = m_presses.find(package); known != m_presses.end())
            return known->second.get();
        const auto oldTree = npmPackage(package, from, why);
        const auto newTree = npmPackage(package, to, why);
        if (!oldTree || !newTree)
            return nullptr;
        auto press = std::make_unique<Press>();
        press->oldTree = *oldTree;
        press->newTree = *newTree;
        press->from = from;
        press->product = writeProductFile(
            press->ground, "real", largest, largest.startsWith("bin/") ? largest : QString());
        if (!press->ground.makeKeys())
            qFatal("no keys");
        for (const auto& [version, tree] : {std::pair(from, *oldTree), std::pair(to, *newTree)}) {
            const RunReport made =
                press->ground.release({version, tree, press->product, {}, {}, {}, {}});
            if (made.exitCode != 0)
                qFatal("%s", made.all().constData());
        }
        return m_presses.emplace(package, std::move(press)).first->second.get();
    }

    // A copy of the site that this row may damage, served, and the old version installed from it.
    void installFrom(const Press& press, bool withPatch) {
        QCOMPARE(QProcess::execute("cp", {"-a", press.ground.site(), m_ground->site()}), 0);
        QDirIterator patches(
            m_ground->site(), {"*.upkeep"}, QDir::Files, QDirIterator::Subdirectories);
        int found = 0;
        for (; patches.hasNext(); ++found) {
            const QString patch = patches.next();
            QVERIFY(withPatch || QFile::remove(patch));
        }
        QVERIFY(found > 0);
        QVERIFY(m_ground->serve());
        const RunReport installed = m_ground->install(press.product, press.from);
        QVERIFY2(installed.exitCode == 0, installed.all().constData());
        comparesEqual(press.oldTree);
    }

    QStringList everyFile() const {
        QStringList names;
        QDirIterator it(m_ground->live(), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString name = QDir(m_ground->live()).relativeFilePath(it.next());
            if (!name.startsWith(".upkeep-installed") && name != "product.yaml")
                names += name;
        }
        return names;
    }

private Q_SLOTS:
    void init() { m_ground = std::make_unique<Playground>(); }
    void cleanup() { m_ground.reset(); }
    void cleanupTestCase() { m_presses.clear(); }

    void updatesARealProgram_data() {
        QTest::addColumn<QString>("package");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("largest");
        QTest::addColumn<QString>("tampered"); // nothing, the largest file, or everything
        QTest::addColumn<bool>("withPatch");   // the server still has it
        QTest::addColumn<QString>("way");
        const char* const esbuild = "@esbuild/linux-x64";
        const char* const binary = "bin/esbuild";
        const char* const typescript = "typescript";
        const char* const library = "lib/lib.dom.d.ts";
        const auto row =
            [&](const char* package, const char* tampered, bool patch, const char* way) {
                const bool isEsbuild = package == esbuild;
                QTest::addRow("%s, %s tampered%s", package, tampered, patch ? "" : ", no patch")
                    << package << (isEsbuild ? "0.28.1" : "5.9.2")
                    << (isEsbuild ? "0.28.2" : "5.9.3") << (isEsbuild ? binary : library)
                    << tampered << patch << way;
            };
        row(esbuild, "nothing", true, "patch");
        // Each frame of the new binary is another: only the old one's bring the tampered piece.
        row(esbuild, "largest", true, "patch-and-frames");
        row(esbuild, "everything", false, "frames"); // one large file: as many bytes, and checked
        row(typescript, "nothing", true, "patch");
        row(typescript, "largest", true, "patch-and-frames");
        row(typescript, "everything", false, "package");
    }
    void updatesARealProgram() {
        QFETCH(QString, package);
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, largest);
        QFETCH(QString, tampered);
        QFETCH(bool, withPatch);
        QFETCH(QString, way);
        QString why;
        const Press* const press = pressOf(package, from, to, largest, &why);
        if (!press)
            QSKIP(qPrintable("THE REAL PROGRAMS ARE NOT TESTED: " + why));
        installFrom(*press, withPatch);
        if (QTest::currentTestFailed())
            return;

        QStringList apply{"apply"};
        if (tampered != "nothing") {
            tamper(tampered == "largest" ? QStringList{largest} : everyFile());
            apply += {"--local-changes", "replace"};
        }
        const auto before = picture(m_ground->live());
        const RunReport applied = ctl(apply);
        QVERIFY2(applied.exitCode == 0, applied.all().constData());
        comparesEqual(press->newTree);
        const QString taken = applied.result().value("way").toString();
        qInfo("%s: %s, %lld bytes, away for %lld ms",
              QTest::currentDataTag(),
              qPrintable(taken),
              applied.result().value("downloaded_bytes").toInteger(),
              applied.result().value("away_ms").toInteger());
        QCOMPARE(taken, way);

        const RunReport back = ctl({"rollback"});
        QVERIFY2(back.exitCode == 0, back.all().constData());
        // Back to what was there, the person's own changes included.
        const auto afterwards = picture(m_ground->live());
        QVERIFY2(before == afterwards, pictureDifference(before, afterwards).constData());
    }
};

QTEST_GUILESS_MAIN(TestFlowPackages)
#include "test_flow_packages.moc"
