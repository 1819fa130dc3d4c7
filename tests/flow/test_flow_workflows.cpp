// SPDX-License-Identifier: Apache-2.0
// The ready-made workflow files: they are YAML of the strict kind, every command of ours in them
// exists with its options, and no secret is on a command line.
#include "base/yaml.h"
#include "support/playground.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace upkeep;

namespace {

void collectRuns(const YamlNode& node, QStringList& runs) {
    if (const YamlNode* run = node.find(u"run"))
        runs += run->text;
    for (const YamlNode::Member& member : node.members)
        collectRuns(member.second, runs);
    for (const YamlNode& item : node.items)
        collectRuns(item, runs);
}

// The calls of our programs, without redirections.
QStringList callsIn(const QStringList& runs) {
    static const QRegularExpression call("\\b(upkeep-publish|upkeepctl) [a-z][^\n|>&]*");
    static const QRegularExpression redirection(" [0-9]+<<<.*");
    QStringList calls;
    for (const QString& run : runs) {
        auto matches = call.globalMatch(run);
        while (matches.hasNext())
            calls += matches.next().captured(0).remove(redirection).trimmed();
    }
    return calls;
}

} // namespace

class TestFlowWorkflows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdWhatTheySay_data() {
        QTest::addColumn<QString>("file");
        const QDir folder(UPKEEP_SOURCE_DIR "/installer/github-actions");
        const QStringList names = folder.entryList({"*.yml"}, QDir::Files);
        QVERIFY(names.size() >= 2);
        for (const QString& name : names)
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }

    void holdWhatTheySay() {
        QFETCH(QString, file);
        QFile text(file);
        QVERIFY(text.open(QIODevice::ReadOnly));
        const QByteArray bytes = text.readAll();
        const auto yaml = parseYaml(bytes, file);
        QVERIFY2(yaml.has_value(), yaml ? "" : qPrintable(yaml.error().toString()));
        for (const char* name : {"on", "permissions", "concurrency", "jobs"})
            QVERIFY2(yaml->find(QString::fromLatin1(name)), name);
        QStringList runs;
        collectRuns(*yaml, runs);
        const QStringList calls = callsIn(runs);
        QVERIFY(!calls.isEmpty());
        Playground ground;
        for (const QString& call : calls) {
            // --help after the real words: the verb is known; then each option is one of its own.
            static const QRegularExpression quoted("\"[^\"]*\"");
            QStringList words = QString(call).replace(quoted, "VALUE").split(' ');
            words.removeIf([](const QString& word) { return word.isEmpty(); });
            const QString program = words.takeFirst();
            const RunReport help = ground.run(program, words + QStringList{"--help"});
            QVERIFY2(help.exitCode == 0, (call.toUtf8() + '\n' + help.all()).constData());
            const QByteArray verb = (program + ' ' + words.constFirst()).toUtf8();
            QVERIFY2(help.output.startsWith(verb), help.output.left(60).constData());
            for (const QString& word : words) {
                if (word.startsWith("--"))
                    QVERIFY2(help.output.contains("  " + word.toUtf8() + ' '), qPrintable(word));
            }
        }
        // Secrets reach a program through its environment or a descriptor only.
        for (const QString& run : runs)
            QVERIFY2(!run.contains("secrets."), qPrintable(run));
    }
};

QTEST_GUILESS_MAIN(TestFlowWorkflows)
#include "test_flow_workflows.moc"
