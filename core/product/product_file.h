// SPDX-License-Identifier: Apache-2.0
// product.yaml: what the publisher says about an installed program, signed within its tree (DESIGN
// section 6). Read strictly: an unknown key or name is product.invalid with file, line and the
// allowed names.
#pragma once

#include "base/names.h"
#include "base/result.h"
#include "base/update_kind.h"
#include "base/version.h"

#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace upkeep {

enum class SourceType { GitHub, Gitea, Static, Folder };

struct SourceSpec {
    SourceType type = SourceType::GitHub;
    QString repository; // owner/name (github, gitea)
    QString metadata;   // URL of the signed metadata; empty = from the server's own layout
    QString server;     // base URL (static, gitea, GitHub Enterprise); empty = github.com
    QString folder;     // folder

    friend bool operator==(const SourceSpec&, const SourceSpec&) = default;
};

struct TrustSpec {
    enum class Kind { Signed, ChecksumsOnly };
    Kind kind = Kind::Signed;
    QString root;         // file name beside product.yaml (Signed)
    QString assetPattern; // "almanac-*-linux-x64.tar.gz" (ChecksumsOnly)
    QString checksums;    // asset with the sums, e.g. SHA256SUMS; empty = the asset's digest
    int strip = 0;        // leading path components to drop

    friend bool operator==(const TrustSpec&, const TrustSpec&) = default;
};

struct LaunchSpec {
    QString command; // relative to the tree
    QStringList versionArgv;

    friend bool operator==(const LaunchSpec&, const LaunchSpec&) = default;
};

enum class SwitchMode { WhenClosed, AnyTime };
enum class ComponentKind {
    Application,
    Evolutions,
    Config,
    Data,
    Files,
    Service,
    Database,
    Container
};
enum class ConfigLayout { File, Layers };
enum class SnapshotWhen { Always, WhenMigrated, Never };

struct DatabaseSpec {
    QString engine;  // postgresql
    QString service; // name in pg_service.conf; else the fields below
    QString host;
    int port = 0;
    QString user;
    QString database;

    friend bool operator==(const DatabaseSpec&, const DatabaseSpec&) = default;
};

// Only the fields of its kind are filled. Paths are kept as text ("~/..." included): see
// resolvePath().
struct ComponentSpec {
    QString id;
    ComponentKind kind = ComponentKind::Application;
    QString path;      // application, evolutions, config, data
    QStringList paths; // files
    QString defaults;  // config: folder in the tree with the shipped settings
    ConfigLayout layout = ConfigLayout::File;
    MergeStrategy strategy = MergeStrategy::Merge;
    QStringList sqlite; // data: files copied consistently
    SnapshotWhen snapshot = SnapshotWhen::Always;
    QString unit;             // service
    bool userManager = false; // service: the user's manager, else the system's
    DatabaseSpec database;
    QString compose; // container: the compose file
    QString service; // container: the service in it

    friend bool operator==(const ComponentSpec&, const ComponentSpec&) = default;
};

struct HealthSpec {
    QStringList probe; // argv, relative to the tree; empty = none
    int timeoutSeconds = 30;
    int probationMinutes = 0;
    bool confirm = false; // the program says itself that it works (`upkeepctl confirm`), by then
    QStringList hosts;    // that health URLs may name besides loopback

    friend bool operator==(const HealthSpec&, const HealthSpec&) = default;
};

struct ProductRequirement {
    QString product;
    Version version; // lowest

    friend bool operator==(const ProductRequirement&, const ProductRequirement&) = default;
};

struct ProductFile {
    QString id; // [a-z0-9-]
    QString name;
    QString publisher;
    QString icon; // relative to the tree; empty = none
    SourceSpec source;
    TrustSpec trust;
    LaunchSpec launch;
    SwitchMode switchMode = SwitchMode::WhenClosed;
    QList<ComponentSpec> components;
    HealthSpec health;
    QList<ProductRequirement> requirements; // key: requires

    // `fileName` is for messages only. At most 256 KiB.
    static Result<ProductFile> parse(QByteArrayView text, const QString& fileName);
    const ComponentSpec* component(QStringView componentId) const;
    // The first of its kind, or nullptr.
    const ComponentSpec* firstOf(ComponentKind kind) const;

    friend bool operator==(const ProductFile&, const ProductFile&) = default;
};

QLatin1String componentKindName(ComponentKind kind); // application, evolutions, config, ...
QLatin1String sourceTypeName(SourceType type);       // github, gitea, static, folder
std::optional<SourceType> sourceTypeFromName(QStringView name);

// "~" and "~/..." from `home`, relative ones from `tree`, absolute ones as they are; ".." is
// refused.
Result<LocalPath> resolvePath(const QString& text, const LocalPath& tree, const LocalPath& home);

} // namespace upkeep
