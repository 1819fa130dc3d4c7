// SPDX-License-Identifier: Apache-2.0
// The manners of upkeepctl where nothing is installed: help, usage errors, exit codes, and never a
// question to nobody.
#include "flow/flow_support.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace upkeep;

class TestFlowCommandLine : public QObject {
    Q_OBJECT

    Playground m_ground;

private Q_SLOTS:
    void answersWithThePublishedCodes_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("says");
        const auto row =
            [](const char* what, const QStringList& arguments, int code, const char* says) {
                QTest::newRow(what) << arguments << code << QByteArray(says);
            };
        row("nothing", {}, 2, "Usage:");
        row("help", {"--help"}, 0, "Exit codes:");
        row("help of a verb", {"apply", "--help"}, 0, "--when-running");
        row("help of a verb of two words", {"snapshot", "create", "--help"}, 0, "DESCRIPTION");
        row("help, asked for as a verb", {"help"}, 0, "Exit codes:");
        row("help of a verb, the other way", {"help", "apply"}, 0, "--when-running");
        row("help of a verb that passes everything on", {"help", "run"}, 0, "start the program");
        row("help of a group", {"help", "snapshot"}, 0, "snapshot diff");
        row("a group is no verb", {"snapshot"}, 2, "list, create");
        row("help of nothing", {"help", "updaet"}, 2, "no verb");
        row("unknown verb", {"updaet"}, 2, "no verb");
        row("unknown option", {"check", "--colour"}, 2, "colour");
        row("option without its value", {"restore", "x", "--components"}, 2, "components");
        row("nothing registered", {"status"}, 4, "product.unknown");
        row("unknown product", {"status", "--product", "nowhere"}, 4, "product.unknown");
        row("a product id that is a path",
            {"status", "--product", "../../etc"},
            4,
            "product.unknown");
        row("no root", {"install", "/nowhere/product.yaml"}, 2, "--root");
        row("no such product file",
            {"install", "/nowhere/product.yaml", "--root", "x"},
            4,
            "file.not-found");
        row("a missing argument", {"skip"}, 2, "VERSION");
        row("one argument too many", {"skip", "1.0.0", "2.0.0"}, 2, "2.0.0");
        row("a time limit that is none", {"status", "--timeout", "soon"}, 2, "--timeout");
        row("a number that is none", {"history", "--limit", "few"}, 4, "product.unknown");
        row("nothing installed there", {"status", "--root", "/nowhere"}, 4, "/nowhere");
        row("no version", {"skip", "newest"}, 2, "version.invalid");
        row("a time that has passed", {"remind", "2001-01-01T00:00:00"}, 2, "2001");
        row("a broken job for the child", {"unpack"}, 1, "parse.invalid");
    }
    void answersWithThePublishedCodes() {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, says);
        const RunReport report = m_ground.upkeepctl(arguments);
        QVERIFY2(report.all().contains(says), report.all().constData());
        QVERIFY2(report.exitCode == code,
                 (QByteArray::number(report.exitCode) + ": " + report.all()).constData());
    }

    void helpFitsATerminal_data() {
        QTest::addColumn<QString>("program");
        QTest::newRow("upkeepctl") << "upkeepctl";
        QTest::newRow("upkeep-publish") << "upkeep-publish";
    }
    void helpFitsATerminal() {
        QFETCH(QString, program);
        const RunReport whole = m_ground.run(program, {"help"});
        QCOMPARE(whole.exitCode, 0);
        QList<QByteArray> lines = whole.output.split('\n');
        int verbs = 0;
        for (const QByteArray& line : whole.output.split('\n')) {
            // "  snapshot diff ID [ID]     what differs": the words in small letters
            static const QRegularExpression verb(
                "^  ([a-z][a-z-]*(?: [a-z][a-z-]*)?)(?: [^a-z]|  |$)");
            const auto match = verb.match(QString::fromUtf8(line));
            if (!match.hasMatch())
                continue;
            const QStringList words = match.captured(1).split(' ');
            const RunReport one = m_ground.run(program, QStringList("help") + words);
            QVERIFY2(one.exitCode == 0, line.constData());
            QVERIFY2(one.output.contains("--help"), line.constData());
            lines += one.output.split('\n');
            ++verbs;
        }
        QVERIFY2(verbs > 15, qPrintable(QString::number(verbs)));
        for (const QByteArray& line : lines)
            QVERIFY2(QString::fromUtf8(line).size() <= 80, line.constData());
    }

    void writesErrorsForMachines() {
        const RunReport report = m_ground.upkeepctl({"status", "--json"});
        QCOMPARE(report.exitCode, 4);
        const QJsonObject error =
            QJsonDocument::fromJson(report.output).object().value("error").toObject();
        QCOMPARE(error.value("id").toString(), QString("product.unknown"));
        QCOMPARE(error.value("exit_code").toInt(), 4);
        QVERIFY(!error.value("message").toString().isEmpty());
    }

    void namesABrokenRegistration() {
        QDir().mkpath(m_ground.path("home/.config/upkeep/products.d"));
        QFile file(m_ground.path("home/.config/upkeep/products.d/broken.yaml"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("id: [\n");
        file.close();
        const RunReport report = m_ground.upkeepctl({"status"});
        QVERIFY2(report.exitCode == 1, report.all().constData());
        QVERIFY2(report.all().contains("broken.yaml"), report.all().constData());
        QVERIFY(file.remove());
    }
};

QTEST_GUILESS_MAIN(TestFlowCommandLine)
#include "test_flow_command_line.moc"
