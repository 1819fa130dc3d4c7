// SPDX-License-Identifier: Apache-2.0
#include "config/layers.h"
#include "system/file_system.h"

#include <QTemporaryDir>
#include <QTest>

using namespace upkeep;

namespace {

QStringList inWords(const QList<LayeredValue>& values) {
    QStringList words;
    for (const LayeredValue& value : values)
        words += QString("%1=%2 %3:%4%5")
                     .arg(value.key, value.value, value.file)
                     .arg(value.line)
                     .arg(value.overrides ? " over a default" : "");
    return words;
}

} // namespace

class TestLayers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLocalValueWinsAndSaysWhereItIsFrom() {
        const auto values = layerValues(ConfigFormat::Yaml,
                                        "database:\n  host: localhost\n  port: 5432\nlog: info\n",
                                        "# mine\ndatabase:\n  host: custom-host\nextra: [1, 2]\n",
                                        "base.yaml");
        QCOMPARE(inWords(values.value()),
                 (QStringList{"database.host=custom-host local/base.yaml:3 over a default",
                              "database.port=5432 default/base.yaml:3",
                              "log=info default/base.yaml:4",
                              "extra=[1, 2] local/base.yaml:4"}));
        QCOMPARE(values->at(0).layer, ConfigLayer::Local);
        QCOMPARE(values->at(1).layer, ConfigLayer::Default);
    }

    void readsIniAndJsonToo() {
        QCOMPARE(
            inWords(layerValues(ConfigFormat::Ini, "k=1\n[a]\nx=1\n", "[a]\nx=2\n", "f").value()),
            (QStringList{"k=1 default/f:1", "[a] x=2 local/f:2 over a default"}));
        QCOMPARE(inWords(layerValues(ConfigFormat::Json, "{\"a\": {\"b\": 1}}", "", "f").value()),
                 QStringList{"a.b=1 default/f:1"});
    }

    void aBrokenLayerIsNamed() {
        const auto values = layerValues(ConfigFormat::Yaml, "a: 1\n", "a: [\n", "f.yaml");
        QVERIFY(!values);
        QVERIFY(values.error().subject.startsWith("local/f.yaml:"));
        QVERIFY(!layerValues(ConfigFormat::Lines, "a", "b", "motd").has_value());
    }

    void readsTheFoldersThatAreThere() {
        QTemporaryDir folder;
        const auto disk = makeLocalFileSystem();
        const LocalPath root = LocalPath::fromUser(folder.path()).value();
        QVERIFY(readLayers(*disk, root).value().isEmpty());
        const auto write = [&](const char* name, const char* text) {
            const LocalPath path = root / name;
            return disk->makeFolders(path.parent()) && disk->writeAndSync(path, text);
        };
        QVERIFY(write("default/a.yaml", "x: 1\n"));
        QVERIFY(write("default/sub/b.ini", "[s]\ny=1\n"));
        QVERIFY(write("default/readme.txt", "text\n"));
        QVERIFY(write("local/sub/b.ini", "[s]\ny=2\n"));
        QVERIFY(write("local/c.json", "{\"z\": 1}"));
        QCOMPARE(inWords(readLayers(*disk, root).value()),
                 (QStringList{"x=1 default/a.yaml:1",
                              "z=1 local/c.json:1",
                              "[s] y=2 local/sub/b.ini:2 over a default"}));
    }
};

QTEST_GUILESS_MAIN(TestLayers)
#include "test_layers.moc"
