// SPDX-License-Identifier: Apache-2.0
#include "house_rules.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;

class TestHouse : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theHouseStands() {
        const QStringList broken = brokenHouseRules(UPKEEP_SOURCE_DIR);
        QVERIFY2(broken.isEmpty(), qPrintable('\n' + broken.join('\n')));
    }

    // The rules themselves: each wall, broken on purpose, is reported.
    void reportsABrokenWall_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char* what, const char* file, const char* line, bool allowed) {
            QTest::newRow(what) << QString(file) << QString(line) << allowed;
        };
        row("base looks up", "core/base/x.cpp", "#include \"tree/scan.h\"", false);
        row("a room includes a step", "core/tree/x.cpp", "#include \"steps/choose.h\"", false);
        row("a step includes a step",
            "core/steps/choose.cpp",
            "#include \"steps/download.h\"",
            false);
        row("a step includes itself", "core/steps/choose.cpp", "#include \"steps/choose.h\"", true);
        row("a walk includes a step", "core/walks/update.cpp", "#include \"steps/choose.h\"", true);
        row("a component includes what walks hand out",
            "core/components/x.cpp",
            "#include \"walks/walk_types.h\"",
            false);
        row("a step fills in what walks hand out",
            "core/steps/x.cpp",
            "#include \"walks/walk_types.h\"",
            true);
        row("a component says what is damaged",
            "core/components/x.cpp",
            "#include \"health/health_types.h\"",
            true);
        row("the findings look up", "core/health/x.h", "#include \"tree/scan.h\"", false);
        row("core includes the window", "core/walks/x.cpp", "#include \"ui/theme.h\"", false);
        row("the window includes publishing", "ui/x.cpp", "#include \"publish/keys.h\"", false);
        row("the window includes a walk", "ui/x.cpp", "#include \"walks/product_walks.h\"", true);
        row("widgets in core", "core/walks/x.cpp", "#include <QWidget>", false);
        row("OpenSSL outside its homes", "core/payload/x.cpp", "#include <openssl/evp.h>", false);
        row("OpenSSL at home", "core/trust/x.cpp", "#include <openssl/evp.h>", true);
        row("network outside its homes",
            "core/steps/x.cpp",
            "#include <QNetworkAccessManager>",
            false);
        row("a QString path in the tree room", "core/tree/x.cpp", "QFile file(name);", false);
        row("the word in a comment", "core/tree/x.cpp", "// QFile loses names", true);
        row("a drawer", "core/tree/utils.cpp", "", false);
    }
    void reportsABrokenWall() {
        QFETCH(QString, file);
        QFETCH(QString, line);
        QFETCH(bool, allowed);
        QTemporaryDir tree;
        QVERIFY(QDir(tree.path()).mkpath(QFileInfo(file).path()));
        QFile source(tree.filePath(file));
        QVERIFY(source.open(QIODevice::WriteOnly));
        source.write("// SPDX-License-Identifier: Apache-2.0\n" + line.toUtf8() + '\n');
        source.close();
        QCOMPARE(brokenHouseRules(tree.path()).isEmpty(), allowed);
    }

    void reportsAMissingLicence() {
        QTemporaryDir tree;
        QVERIFY(QDir(tree.path()).mkpath("core/base"));
        QFile source(tree.filePath("core/base/x.cpp"));
        QVERIFY(source.open(QIODevice::WriteOnly));
        source.write("int x;\n");
        source.close();
        QCOMPARE(brokenHouseRules(tree.path()).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestHouse)
#include "test_house.moc"
