// SPDX-License-Identifier: Apache-2.0
// Real programs between real consecutive releases, by each way there is, every byte and mode
// compared, and back.
#include "flow/flow_support.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace upkeep;

class TestFlowPackages : public QObject {
    Q_OBJECT

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

    // Somebody edited these files of the live tree: nothing can be built on them.
    void tamper(const QStringList& names) {
        for (const QString& name : names) {
            QFile file(m_ground->live() + '/' + name);
            QVERIFY2(file.open(QIODevice::Append), qPrintable(name));
            file.write("tampered");
        }
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

    void updatesARealProgram_data() {
        QTest::addColumn<QString>("package");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("largest"); // the file that is tampered with
        QTest::addColumn<QString>("way");
        const auto rows =
            [](const char* package, const char* from, const char* to, const char* largest) {
                for (const char* way : {"patch", "frames", "package"})
                    QTest::addRow("%s by %s", package, way)
                        << package << from << to << largest << way;
            };
        rows("@esbuild/linux-x64", "0.28.1", "0.28.2", "bin/esbuild");
        rows("typescript", "5.9.2", "5.9.3", "lib/lib.dom.d.ts");
    }
    void updatesARealProgram() {
        QFETCH(QString, package);
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, largest);
        QFETCH(QString, way);
        QString why;
        const auto oldTree = npmPackage(package, from, &why);
        const auto newTree = npmPackage(package, to, &why);
        if (!oldTree || !newTree)
            QSKIP(qPrintable("THE REAL PROGRAMS ARE NOT TESTED: " + why));
        const QString product = writeProductFile(
            *m_ground, "real", largest, package == "typescript" ? QString() : largest);
        QVERIFY(m_ground->makeKeys());
        for (const auto& [version, tree] : {std::pair(from, *oldTree), std::pair(to, *newTree)}) {
            const RunReport made = m_ground->release({version, tree, product, {}, {}, {}, {}});
            QVERIFY2(made.exitCode == 0, made.all().constData());
        }
        QVERIFY(m_ground->serve());
        const RunReport installed = m_ground->install(product, from);
        QVERIFY2(installed.exitCode == 0, installed.all().constData());
        comparesEqual(*oldTree);

        QStringList apply{"apply"};
        if (way != "patch") {
            tamper(way == "frames" ? QStringList{largest} : everyFile());
            apply += {"--local-changes", "replace"};
        }
        const auto before = picture(m_ground->live());
        const RunReport applied = ctl(apply);
        QVERIFY2(applied.exitCode == 0, applied.all().constData());
        comparesEqual(*newTree);
        const QString taken = applied.result().value("way").toString();
        qInfo("%s %s -> %s by %s: %lld bytes, away for %lld ms",
              qPrintable(package),
              qPrintable(from),
              qPrintable(to),
              qPrintable(taken),
              applied.result().value("downloaded_bytes").toInteger(),
              applied.result().value("away_ms").toInteger());
        // One edited file of esbuild is most of it: there the whole package is as cheap as its
        // frames.
        if (way == "frames")
            QVERIFY2(package == "typescript" ? taken.contains("frames") : taken != "patch",
                     qPrintable(taken));
        else
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
