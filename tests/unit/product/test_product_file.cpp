// SPDX-License-Identifier: Apache-2.0
#include "product/product_file.h"

#include <QFile>
#include <QTest>

using namespace upkeep;

class TestProductFile : public QObject {
    Q_OBJECT

    static QByteArray almanac() {
        QFile file(QStringLiteral(UPKEEP_SOURCE_DIR "/tests/data/products/almanac.yaml"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void readsEveryFieldOfTheExample() {
        const auto read = ProductFile::parse(almanac(), "product.yaml");
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().toString()));
        const ProductFile& product = *read;
        QCOMPARE(product.id, "almanac");
        QCOMPARE(product.name, "Almanac");
        QCOMPARE(product.publisher, "Example Press");
        QCOMPARE(product.source.type, SourceType::GitHub);
        QCOMPARE(product.source.repository, "example/almanac");
        QCOMPARE(product.source.metadata, "https://example.github.io/almanac/metadata");
        QCOMPARE(product.trust.kind, TrustSpec::Kind::Signed);
        QCOMPARE(product.trust.root, "root.json");
        QCOMPARE(product.launch.command, "bin/almanac");
        QCOMPARE(product.launch.versionArgv, (QStringList{"bin/almanac", "--version"}));
        QCOMPARE(product.switchMode, SwitchMode::WhenClosed);
        QCOMPARE(product.components.size(), 8);
        QCOMPARE(product.health.probe, (QStringList{"bin/almanac", "--health"}));
        QCOMPARE(product.health.timeoutSeconds, 30);
        QCOMPARE(product.health.probationMinutes, 5);
        QVERIFY(product.requirements.isEmpty());
    }

    void readsEveryKindOfComponent() {
        const ProductFile product = ProductFile::parse(almanac(), "product.yaml").value();
        QCOMPARE(product.component(u"app")->path, ".");
        const ComponentSpec& settings = *product.firstOf(ComponentKind::Config);
        QCOMPARE(settings.path, "~/.config/almanac");
        QCOMPARE(settings.defaults, "share/almanac/defaults");
        QCOMPARE(settings.layout, ConfigLayout::File);
        QCOMPARE(settings.strategy, MergeStrategy::Merge);
        const ComponentSpec& notes = *product.component(u"notes");
        QCOMPARE(notes.sqlite, QStringList{"notes.db"});
        QCOMPARE(notes.snapshot, SnapshotWhen::WhenMigrated);
        QCOMPARE(product.component(u"extra")->paths, QStringList{"/srv/almanac/templates"});
        QCOMPARE(product.component(u"sync")->unit, "almanac-sync.service");
        QVERIFY(product.component(u"sync")->userManager);
        QCOMPARE(product.component(u"shared-db")->database.service, "almanac");
        QCOMPARE(product.component(u"scheduler")->compose, "~/almanac/compose.yaml");
        QCOMPARE(product.component(u"none"), nullptr);
        QCOMPARE(componentKindName(ComponentKind::Container), QLatin1String("container"));
    }

    void readsTheOtherSourcesAndChecksums() {
        const auto with = [](const QByteArray& source, const QByteArray& trust) {
            QByteArray text = almanac();
            const qsizetype start = text.indexOf("source:");
            const qsizetype end = text.indexOf("launch:");
            return ProductFile::parse(text.left(start) + "source: " + source + "\ntrust: " + trust +
                                          "\n" + text.mid(end),
                                      "p");
        };
        const auto folder = with("{type: folder, folder: ~/releases}", "checksums-only").value();
        QCOMPARE(folder.source.folder, "~/releases");
        QCOMPARE(folder.trust.kind, TrustSpec::Kind::ChecksumsOnly);
        const auto plain = with("{type: gitea, repository: a/b, server: https://git.example.org}",
                                "{kind: checksums-only, asset: \"almanac-*.tar.gz\", strip: 1}")
                               .value();
        QCOMPARE(plain.source.type, SourceType::Gitea);
        QCOMPARE(plain.trust.assetPattern, "almanac-*.tar.gz");
        QCOMPARE(plain.trust.strip, 1);
        QVERIFY(
            with("{type: static, server: https://example.org}", "{root: root.json}").has_value());
        QVERIFY(!with("{type: static}", "{root: root.json}").has_value());
        QVERIFY(
            !with("{type: static, server: http://example.org}", "{root: root.json}").has_value());
        QVERIFY(!with("{type: github, repository: almanac}", "{root: root.json}").has_value());
        QVERIFY(!with("{type: folder, folder: ../x}", "{root: root.json}").has_value());
        QVERIFY(!with("{type: folder, folder: /x}", "signed").has_value());
    }

    void refusesWithFileAndLine_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("cause");
        const auto row =
            [](const char* what, const char* from, const char* to, int line, const char* cause) {
                QTest::newRow(what) << QString(from) << QString(to) << line << QString(cause);
            };
        row("schema of the future", "schema: 1", "schema: 2", 1, "allowed: 1");
        row("no schema", "schema: 1\n", "", 1, "\"schema\" is missing");
        row("unknown key", "switch:", "swich:", 8, "unknown key \"swich\" (allowed: schema, id, ");
        row("capitals in the id", "id: almanac", "id: Almanac", 2, "a-z, 0-9");
        row("unknown kind",
            "kind: files",
            "kind: folders",
            14,
            "unknown kind \"folders\" (allowed: application, ");
        row("a key of another kind",
            "unit: almanac-sync.service",
            "unit: x, sqlite: [a]",
            15,
            "unknown key \"sqlite\"");
        row("unknown strategy",
            "strategy: merge",
            "strategy: mix",
            12,
            "allowed: keep-local, keep-remote, merge, custom");
        row("unknown switch", "when_closed", "at_night", 8, "allowed: when_closed, any_time");
        row("the same id twice", "id: extra", "id: notes", 14, "twice");
        row("a command outside the tree",
            "command: bin/almanac",
            "command: /bin/sh",
            7,
            "inside the tree");
        row("a probe outside the tree",
            "probe: [bin/almanac",
            "probe: [/bin/sh",
            18,
            "program of the tree");
        row("a path that climbs", "path: ~/.config/almanac", "path: ~/../x", 12, "");
        row("a database file that climbs", "[notes.db]", "[../notes.db]", 13, "inside the path");
        row("a timeout of nothing", "timeout_s: 30", "timeout_s: 0", 18, "from 1 to 3600");
        row("a password",
            "engine: postgresql",
            "engine: postgresql, password: x",
            16,
            "unknown key \"password\"");
        row("another engine", "engine: postgresql", "engine: oracle", 16, "allowed: postgresql");
        row("no components",
            "requires: []",
            "requires: [{product: a}]",
            19,
            "\"version\" is missing");
    }
    void refusesWithFileAndLine() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(int, line);
        QFETCH(QString, cause);
        QString text = QString::fromUtf8(almanac());
        QVERIFY(text.contains(from));
        const auto read = ProductFile::parse(text.replace(from, to).toUtf8(), "product.yaml");
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::ProductInvalid);
        QVERIFY2(read.error().cause.contains(cause), qPrintable(read.error().toString()));
        QCOMPARE(read.error().subject, QStringLiteral("product.yaml:%1").arg(line));
    }

    void resolvesPathsAgainstTreeAndHome_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("place"); // empty = refused
        QTest::newRow("home itself") << "~" << QByteArray("/home/a");
        QTest::newRow("in the home") << "~/.config/x" << QByteArray("/home/a/.config/x");
        QTest::newRow("in the tree") << "share/x" << QByteArray("/opt/t/share/x");
        QTest::newRow("the tree") << "." << QByteArray("/opt/t");
        QTest::newRow("absolute") << "/srv/x" << QByteArray("/srv/x");
        QTest::newRow("another's home") << "~bob/x" << QByteArray("/opt/t/~bob/x");
        QTest::newRow("climbs out of home") << "~/../x" << QByteArray();
        QTest::newRow("climbs out of the tree") << "../x" << QByteArray();
        QTest::newRow("climbs absolutely") << "/srv/../x" << QByteArray();
        QTest::newRow("empty") << "" << QByteArray();
    }
    void resolvesPathsAgainstTreeAndHome() {
        QFETCH(QString, text);
        QFETCH(QByteArray, place);
        const auto resolved = resolvePath(
            text, LocalPath::parse("/opt/t").value(), LocalPath::parse("/home/a").value());
        QCOMPARE(resolved ? resolved->bytes() : QByteArray(), place);
    }
};

QTEST_GUILESS_MAIN(TestProductFile)
#include "test_product_file.moc"
