// SPDX-License-Identifier: Apache-2.0
// `upkeepctl backup` by the real programs: one backup per component, told in the names that scripts
// of the state manager it stands in for expect.
#include "flow/tiny_product.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace upkeep;

class TestFlowBackup : public QObject {
    Q_OBJECT

    std::unique_ptr<TinyProduct> m_tiny;

    QJsonObject told(const QStringList& words) { return m_tiny->ctl(words).result(); }
    QString settings() const { return m_tiny->ground.path("home/.config/tiny/settings.yaml"); }

private Q_SLOTS:
    void initTestCase() {
        m_tiny = std::make_unique<TinyProduct>();
        QVERIFY(m_tiny->publish());
        QVERIFY(m_tiny->install());
    }
    void cleanupTestCase() { m_tiny.reset(); }

    void saysWhatIsThere() {
        QCOMPARE(m_tiny->ctl({"backup", "has", "settings"}).exitCode, 4);
        QCOMPARE(m_tiny->ctl({"backup", "info", "settings"}).exitCode, 4);
        QCOMPARE(m_tiny->ctl({"backup", "make", "nothing"}).exitCode, 4);
        QCOMPARE(m_tiny->ctl({"backup", "make", "settings", "before", "a", "try"}).exitCode, 0);
        QVERIFY(told({"backup", "has", "settings"}).value("has_backup").toBool());
        const QJsonObject info = told({"backup", "info", "settings"});
        QCOMPARE(info.value("module_name").toString(), QString("settings"));
        QCOMPARE(info.value("description").toString(), QString("before a try"));
        QCOMPARE(info.value("checksum").toString().size(), 64);
        QVERIFY(info.value("timestamp").toDouble() > 1.7e9);
        QCOMPARE(info.value("files").toArray().first().toString(),
                 m_tiny->ground.path("home/.config/tiny"));
        for (const char* name : {"services", "databases"})
            QVERIFY2(info.value(QLatin1String(name)).isArray(), name);
        QVERIFY(QFile::exists(info.value("backup_dir").toString() + "/FORMAT"));
    }

    void comesBackAndIsReplaced() {
        const QByteArray before = readFile(settings());
        const QString first = told({"backup", "make", "settings"}).value("snapshot").toString();
        QVERIFY(writeFile(settings(), "colour: green\n"));
        QCOMPARE(m_tiny->ctl({"backup", "restore", "settings", "--dry-run"}).exitCode, 0);
        QCOMPARE(readFile(settings()), QByteArray("colour: green\n"));
        const RunReport restored = m_tiny->ctl({"backup", "restore", "settings"});
        QVERIFY2(restored.exitCode == 0, restored.all().constData());
        QCOMPARE(readFile(settings()), before);
        const QString second = told({"backup", "make", "settings"}).value("snapshot").toString();
        QVERIFY(first != second);
        QCOMPARE(told({"backup", "list"}).keys(), QStringList("settings"));
    }

    void isExportedAsPlainFiles() {
        QCOMPARE(m_tiny->ctl({"backup", "make", "notes"}).exitCode, 0);
        const QString out = m_tiny->ground.path("out");
        QCOMPARE(m_tiny->ctl({"backup", "export", out}).exitCode, 0);
        QCOMPARE(readFile(out + "/notes_backup/files/note.txt"), QByteArray("mine"));
        const QByteArray list = readFile(out + "/module_backups.json");
        QVERIFY2(list.contains("\"settings\"") && list.contains("\"notes\""), list.constData());
    }

    void isRemoved() {
        QCOMPARE(m_tiny->ctl({"backup", "remove", "notes"}).exitCode, 0);
        QCOMPARE(m_tiny->ctl({"backup", "has", "notes"}).exitCode, 4);
        QCOMPARE(m_tiny->ctl({"backup", "remove", "notes"}).exitCode, 4);
    }
};

QTEST_GUILESS_MAIN(TestFlowBackup)
#include "test_flow_backup.moc"
