// SPDX-License-Identifier: Apache-2.0
// Every command of the README, run in the order it stands there, in a private home; and the
// demonstration of ./run.
#include "flow/flow_support.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>

using namespace upkeep;

namespace {

struct Block {
    QString kind; // "file NAME", "run" or "serve"
    QString text;
};

QList<Block> readBlocks() {
    QFile readme(UPKEEP_SOURCE_DIR "/README.md");
    if (!readme.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression pattern("<!-- test: ([^>]+) -->\n```[a-z]*\n(.*?)```",
                                            QRegularExpression::DotMatchesEverythingOption);
    QList<Block> blocks;
    auto matches = pattern.globalMatch(QString::fromUtf8(readme.readAll()));
    while (matches.hasNext()) {
        const auto match = matches.next();
        blocks.append({match.captured(1), match.captured(2)});
    }
    return blocks;
}

} // namespace

class TestFlowReadme : public QObject {
    Q_OBJECT

    std::unique_ptr<Playground> m_ground;
    std::unique_ptr<QProcess> m_server;
    QString m_port;

    void write(const QString& name, const QByteArray& bytes, bool executable = false) {
        const QString path = m_ground->path(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        file.setPermissions(QFile::Permissions(executable ? 0x7755 : 0x6644));
    }

    void runBlock(const QString& text) {
        const QStringList lines = text.split('\n', Qt::SkipEmptyParts);
        for (const QString& line : lines) {
            const RunReport report =
                m_ground->run("/bin/sh", {"-c", QString(line).replace("8765", m_port)});
            QVERIFY2(report.exitCode == 0, (line.toUtf8() + '\n' + report.all()).constData());
        }
    }

    void startServer(const QString& text) {
        m_server = std::make_unique<QProcess>();
        m_server->setProcessEnvironment(m_ground->environment());
        m_server->setWorkingDirectory(m_ground->path({}));
        m_server->start("/bin/sh", {"-c", "exec " + QString(text).replace("8765", m_port)});
        QByteArray log;
        while (!log.contains("serving ") && m_server->waitForReadyRead(20'000))
            log += m_server->readAllStandardOutput();
        QVERIFY2(log.contains("serving "), log.constData());
    }

private Q_SLOTS:
    void everyCommandWorks() {
        m_ground = std::make_unique<Playground>();
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        m_port = QString::number(free.serverPort());
        free.close();
        write("passphrase", "correct horse battery staple\n");
        for (const char* version : {"1.0.0", "1.1.0"}) {
            write(QString("tree-%1/bin/hello").arg(version),
                  QByteArray("#!/bin/sh\necho hello ") + version + "\n",
                  true);
            write(QString("tree-%1/share/greetings.txt").arg(version),
                  QByteArray("good day\n").repeated(5000) + version);
        }
        const QList<Block> blocks = readBlocks();
        QVERIFY(blocks.size() >= 4);
        for (const Block& block : blocks) {
            if (block.kind.startsWith("file ")) {
                write(block.kind.mid(5), block.text.toUtf8());
            } else if (block.kind == "serve") {
                startServer(block.text);
                write("handed-out/hello.yaml", {});
                QFile::remove(m_ground->path("handed-out/hello.yaml"));
                QVERIFY(QFile::copy(m_ground->path("hello.yaml"),
                                    m_ground->path("handed-out/hello.yaml")));
                QVERIFY(QFile::copy(m_ground->path("site/root.json"),
                                    m_ground->path("handed-out/root.json")));
            } else {
                runBlock(block.text);
            }
            if (QTest::currentTestFailed())
                break;
        }
        if (m_server) {
            m_server->terminate();
            m_server->waitForFinished();
        }
        m_ground.reset();
    }

    void theDemonstrationEndsWhereItBegan() {
        Playground ground;
        const RunReport shown = ground.run(
            UPKEEP_SOURCE_DIR "/installer/demo", {UPKEEP_BIN_DIR "/..", "--terminal"}, 600'000);
        QVERIFY2(shown.exitCode == 0, shown.all().constData());
        QVERIFY2(shown.output.trimmed().endsWith("rolled back to 1.0.0"), shown.output.constData());
    }
};

QTEST_GUILESS_MAIN(TestFlowReadme)
#include "test_flow_readme.moc"
