// SPDX-License-Identifier: Apache-2.0
#include "manifest/schema_check.h"
#include "manifest/update_manifest.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace upkeep;

class TestUpdateManifest : public QObject {
    Q_OBJECT

    static QByteArray data(const char* name) {
        QFile file(QStringLiteral(UPKEEP_SOURCE_DIR "/tests/data/manifests/") + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static UpdateManifest parsed(QByteArrayView text) {
        auto manifest = UpdateManifest::parse(text, "update-manifest.yaml");
        if (!manifest)
            qWarning("%s", qPrintable(manifest.error().toString()));
        return manifest ? *manifest : UpdateManifest();
    }

private Q_SLOTS:
    void readsTheContainerExample() {
        const UpdateManifest manifest = parsed(data("container.yaml"));
        QCOMPARE(manifest.version.toString(), "1.1.0");
        QCOMPARE(manifest.componentType, "container");
        QCOMPARE(manifest.minRemoteVersion->toString(), "1.0.0");
        QCOMPARE(manifest.preChecks.size(), 2);
        QCOMPARE(manifest.preChecks[0].type, CheckType::DiskSpace);
        QCOMPARE(manifest.preChecks[0].minimumMb, 500);
        QCOMPARE(manifest.preChecks[1].maxAgeHours, 24);
        QCOMPARE(manifest.updateSteps.size(), 4);
        QCOMPARE(manifest.updateSteps[1].type, ActionType::UpdateCompose);
        QCOMPARE(manifest.updateSteps[1].imageTag, "1.1.0");
        QCOMPARE(manifest.updateSteps[3].service, "scheduler");
        QCOMPARE(manifest.postChecks[1].url, "http://localhost:8080/health");
        QCOMPARE(manifest.postChecks[1].timeoutSeconds, 60);
        QCOMPARE(manifest.rollbackSteps[0].type, ActionType::RestoreCompose);
    }

    void readsTheApplicationExample() {
        const UpdateManifest manifest = parsed(data("python_app.yaml"));
        QCOMPARE(manifest.updateSteps.size(), 7);
        QCOMPARE(manifest.updateSteps[0].checksum, "sha256:abc123...");
        QCOMPARE(manifest.updateSteps[5].type, ActionType::RunMigrations);
        QVERIFY(manifest.updateSteps[5].optional);
        QCOMPARE(manifest.postChecks[2].expectedVersion, "1.2.0");
        QCOMPARE(manifest.rollbackSteps.size(), 3);
        QCOMPARE(manifest.rollbackSteps[1].source, "latest_backup");
    }

    void readsEveryKey() {
        const UpdateManifest manifest = parsed(data("full.yaml"));
        QCOMPARE(manifest.minOs.value("debian"), "11");
        QCOMPARE(manifest.maxOs.value("kernel"), "7.0");
        QCOMPARE(manifest.expectedDowntimeSeconds, 5);
        QCOMPARE(manifest.requiredActions, (QStringList{"restart", "migration"}));
        QCOMPARE(manifest.changes.size(), 2);
        QCOMPARE(manifest.changes[1].kind, "security");
        QCOMPARE(manifest.rollback.dataVersion, 2);
        QCOMPARE(manifest.rollback.minVersion->toString(), "1.0.0");
        QCOMPARE(manifest.preChecks.size(), 8);
        QCOMPARE(manifest.postChecks.size(), 9);
        QCOMPARE(manifest.postChecks[8].p95Ms, 200);
        QCOMPARE(manifest.evolutions.size(), 3);
        QVERIFY(manifest.evolution(u"sky-charts")->autoApply);
        QCOMPARE(manifest.evolution(u"tide-tables")->risk, Risk::Medium);
        QCOMPARE(manifest.evolution(u"tide-tables")->needs, QStringList{"sky-charts"});
        QCOMPARE(manifest.evolution(u"old-tides")->minVersion->toString(), "1.1.0");
        QCOMPARE(manifest.featureFlags[0].rolloutPercent, 25);
        QCOMPARE(manifest.components.value("scheduler").updateSteps.size(), 2);
    }

    void everyTypeHasItsName() {
        for (int i = 0; i <= int(CheckType::Latency); ++i)
            QVERIFY(!checkTypeName(CheckType(i)).isEmpty());
        QCOMPARE(checkTypeName(CheckType::Latency), QLatin1String("latency"));
        QCOMPARE(checkTypeName(CheckType::ServiceActive), QLatin1String("service_active"));
        QCOMPARE(actionTypeName(ActionType::RestoreBackup), QLatin1String("restore_backup"));
    }

    void refusesWithFileAndLine_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("cause");
        const auto row = [](const char* what, const char* body, int line, const char* cause) {
            QTest::newRow(what) << QByteArray(body) << line << QString(cause);
        };
        row("unknown key", "colour: red", 2, "unknown key \"colour\" (allowed: version, ");
        row("unknown check",
            "pre_update_checks:\n  - type: moon_phase",
            3,
            "unknown type \"moon_phase\" (allowed: disk_space, backup_exists, ");
        row("an after check before",
            "pre_update_checks:\n  - type: version_check",
            3,
            "unknown type \"version_check\"");
        row("a before check after",
            "post_update_checks: [{type: disk_space, minimum_mb: 1}]",
            2,
            "");
        row("unknown action",
            "update_steps:\n  - action: backup_compose\n  - action: run_script",
            4,
            "unknown action \"run_script\" (allowed: download_artifact, ");
        row("a rollback action in the update",
            "update_steps: [{action: restore_backup}]",
            2,
            "unknown action");
        row("an update action in the rollback",
            "rollback_steps: [{action: pull_image, image: x}]",
            2,
            "unknown action");
        row("a key of another check",
            "pre_update_checks: [{type: disk_space, url: x, minimum_mb: 1}]",
            2,
            "unknown key \"url\"");
        row("a missing key",
            "pre_update_checks:\n  - type: disk_space",
            3,
            "\"minimum_mb\" is missing");
        row("a service without a name",
            "update_steps: [{action: stop_service}]",
            2,
            "service_name");
        row("start before stop",
            "update_steps:\n  - {action: start_service, service: a}\n  - {action: stop_service, "
            "service: a}",
            4,
            "stop_service cannot come after start_service: the order is download_artifact, ");
        row("migrate before extract",
            "update_steps:\n  - {action: run_migrations}\n  - {action: extract_artifact}",
            4,
            "extract_artifact cannot come after run_migrations");
        row("rollback out of order",
            "rollback_steps:\n  - {action: restore_backup}\n  - {action: stop_service, service: a}",
            4,
            "stop_service cannot come after restore_backup");
        row("out of order in a component",
            "components:\n  x:\n    update_steps:\n      - {action: start_service, service: a}\n"
            "      - {action: stop_service, service: a}",
            6,
            "cannot come after");
        row("an evolution twice",
            "evolutions:\n  - {id: a, version: 1.0.0}\n  - {id: a, version: 1.0.0}",
            4,
            "twice");
        row("an evolution that needs nobody",
            "evolutions:\n  - {id: a, version: 1.0.0, requires: [b]}",
            3,
            "unknown evolution \"b\"");
        row("a number as text", "expected_downtime_s: \"5\"", 2, "whole number");
        row("too large a percentage",
            "feature_flags: [{id: a, rollout_percent: 101}]",
            2,
            "from 0 to 100");
        row("no version of semver", "rollback: {min_version: 1.0}", 2, "min_version");
        row("a risk of its own",
            "evolutions: [{id: a, version: 1.0.0, risk: none}]",
            2,
            "allowed: low, medium, high");
    }
    void refusesWithFileAndLine() {
        QFETCH(QByteArray, body);
        QFETCH(int, line);
        QFETCH(QString, cause);
        const auto manifest = UpdateManifest::parse("version: 1.0.0\n" + body + '\n', "m.yaml");
        QVERIFY(!manifest);
        QCOMPARE(manifest.error().code, ErrorCode::ManifestInvalid);
        QVERIFY2(manifest.error().cause.contains(cause), qPrintable(manifest.error().toString()));
        QCOMPARE(manifest.error().subject, QStringLiteral("m.yaml:%1").arg(line));
    }

    // The schema is the same promise for publishers' own tools: it refuses the same documents, but
    // for what a schema cannot say (order, references, names that are there twice).
    void theSchemaAgrees_data() { refusesWithFileAndLine_data(); }
    void theSchemaAgrees() {
        QFETCH(QByteArray, body);
        const YamlNode node = parseYaml("version: 1.0.0\n" + body + '\n', "m.yaml").value();
        static const QList<QByteArray> beyondSchemas = {"a service without a name",
                                                        "start before stop",
                                                        "migrate before extract",
                                                        "rollback out of order",
                                                        "out of order in a component",
                                                        "an evolution twice",
                                                        "an evolution that needs nobody"};
        const auto checked = checkSchema(
            DocumentSchema::UpdateManifest, node, {"m.yaml", ErrorCode::ManifestInvalid});
        QCOMPARE(checked.has_value(), beyondSchemas.contains(QTest::currentDataTag()));
    }

    void theSchemaNamesTheLine() {
        const YamlNode node =
            parseYaml("version: 1.0.0\nfeature_flags:\n  - id: a\n    default: 3\n", "m").value();
        const auto checked =
            checkSchema(DocumentSchema::UpdateManifest, node, {"m", ErrorCode::ManifestInvalid});
        QVERIFY(!checked);
        QCOMPARE(checked.error().subject, "m:4");
    }

    void theSchemasAreJson() {
        for (const DocumentSchema schema :
             {DocumentSchema::UpdateManifest, DocumentSchema::Product})
            QVERIFY(QJsonDocument::fromJson(schemaText(schema).toByteArray()).isObject());
    }

    void refusesWhatIsNoManifest() {
        QVERIFY(!UpdateManifest::parse("", "m"));
        QVERIFY(!UpdateManifest::parse("[]", "m"));
        QVERIFY(!UpdateManifest::parse("component_type: x", "m"));
        QVERIFY(!UpdateManifest::parse("version: &a 1.0.0", "m"));
        const QByteArray large = "version: 1.0.0\n#" + QByteArray(UpdateManifest::sizeLimit, 'x');
        QCOMPARE(UpdateManifest::parse(large, "m").error().code, ErrorCode::ParseTooLarge);
    }
};

QTEST_GUILESS_MAIN(TestUpdateManifest)
#include "test_update_manifest.moc"
