// SPDX-License-Identifier: Apache-2.0
// update-manifest.yaml: how a release wants to be installed (FORMATS section 2). Declarative:
// checks and actions are names of ours, never scripts. Read strictly; a fault is manifest.invalid
// with file, line and the allowed names. A release without one goes the built-in way: a
// default-constructed value.
#pragma once

#include "base/result.h"
#include "base/update_kind.h"
#include "base/version.h"

#include <QByteArrayView>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace upkeep {

enum class CheckType {
    // before
    DiskSpace,
    BackupExists,
    ServiceRunning,
    ProcessRunning,
    ActiveConnections,
    PendingMigrations,
    Dependencies,
    Permissions,
    // after
    ServiceActive,
    ContainerRunning,
    HealthEndpoint,
    VersionCheck,
    DatabaseReady,
    RedisPing,
    Endpoints,
    LogErrors,
    Latency
};

// One check; only the fields of its type are filled.
struct ManifestCheck {
    CheckType type = CheckType::DiskSpace;
    QString description;
    int line = 0;
    qint64 minimumMb = 0;   // disk_space
    qint64 maxAgeHours = 0; // backup_exists; 0 = any age
    QString name;           // service_name, container_name, process_name, database
    QStringList names;      // dependencies: programs or products that must be there
    QStringList paths;      // permissions: must be writable
    qint64 max = 0;         // active_connections, log_errors: at most
    QString url;            // health_endpoint, latency, redis_ping
    QStringList urls;       // endpoints
    int timeoutSeconds = 30;
    int expectedStatus = 200;
    QString expectedVersion; // version_check; empty = the release's
    qint64 lines = 200;      // log_errors: the last so many
    int requests = 20;       // latency
    int concurrency = 1;     // latency
    int p95Ms = 0;           // latency
};

enum class ActionType {
    DownloadArtifact,
    BackupInstallation,
    BackupCompose,
    UpdateCompose,
    PullImage,
    StopService,
    ExtractArtifact,
    InstallRequirements,
    RunMigrations,
    StartService,
    RestartService,
    RestoreCompose,
    RestoreBackup
};

// One step. The walk's order is fixed: the list says which services, images and migrations it is
// about, and must follow that order.
struct ManifestAction {
    ActionType type = ActionType::DownloadArtifact;
    QString description;
    int line = 0;
    QString service;     // service, service_name
    QString image;       // pull_image
    QString imageTag;    // update_compose
    QString url;         // download_artifact
    QString checksum;    // download_artifact: "sha256:..."
    QString archive;     // extract_artifact
    QString source;      // backup_installation, restore_backup
    QString destination; // backup_installation, extract_artifact, restore_backup
    QString file;        // install_requirements: requirements_file; run_migrations: script
    bool optional = false;
    int timeoutSeconds = 30;
};

struct EvolutionSpec {
    QString id;
    Version version;
    QString name;
    QString description;
    Risk risk = Risk::Low;
    bool autoApply = false;
    bool required = false;
    std::optional<Version> minVersion; // lowest version of the program
    QStringList needs;                 // key: requires
    QStringList conflicts;
    qint64 size = 0;
};

struct FeatureFlagSpec {
    QString id;
    bool enabled = false; // key: default
    int rolloutPercent = 100;
};

struct ManifestChange {
    QString kind; // added, changed, deprecated, removed, fixed, security
    QString text;
};

struct RollbackSpec {
    bool supported = true;
    std::optional<Version> minVersion; // lowest version one can go back to
    int dataVersion = 0;               // format of the data; equal = the data fit both ways
};

// The procedure of the product or of one component.
struct ManifestProcedure {
    QString componentType;                   // container, python_app, application, ...
    std::optional<Version> minRemoteVersion; // lowest version of Upkeep
    QList<ManifestCheck> preChecks;
    QList<ManifestAction> updateSteps;
    QList<ManifestCheck> postChecks;
    QList<ManifestAction> rollbackSteps;
    int expectedDowntimeSeconds = 0;
    QStringList requiredActions;
};

struct UpdateManifest : ManifestProcedure {
    static constexpr qsizetype sizeLimit = 256 * 1024;

    Version version;
    QList<ManifestChange> changes;
    // Name of a system ("kernel", or ID of os-release: "debian", "ubuntu") -> lowest / highest
    // version.
    QMap<QString, QString> minOs;
    QMap<QString, QString> maxOs;
    RollbackSpec rollback;
    QList<EvolutionSpec> evolutions;
    QList<FeatureFlagSpec> featureFlags;
    QMap<QString, ManifestProcedure> components;

    // `fileName` is for messages only.
    static Result<UpdateManifest> parse(QByteArrayView text, const QString& fileName);
    const EvolutionSpec* evolution(QStringView id) const;
};

QLatin1String checkTypeName(CheckType type);
QLatin1String actionTypeName(ActionType type);

} // namespace upkeep
