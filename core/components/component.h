// SPDX-License-Identifier: Apache-2.0
// One kind of thing an update changes, behind one interface; the walk goes over the list and never
// asks which kind it has. Application, evolutions, config and data today; services, databases and
// containers come through the same interface. The component with the longest path owns a byte.
#pragma once

#include "base/digest.h"
#include "base/progress.h"
#include "base/result.h"
#include "health/health_types.h"
#include "product/installed_record.h"
#include "system/file_system.h"
#include "system/processes.h"

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace upkeep {

class SnapshotWriter;
class Vault;

// What a component may use during one walk. Paths of trees that are not there yet are empty.
struct ComponentContext {
    FileSystem& files;
    LocalPath live; // the application tree that runs
    LocalPath next; // the complete tree that will run: staged, or `previous` on the way back
    InstalledRecord installed; // of `live`
    InstalledRecord wanted;    // of `next`
    QString transaction;
    QDateTime now;
    LocalPath
        backup; // where files of the user go that have to make way, and copies of changed ones
    MergeStrategy localChanges = MergeStrategy::KeepLocal;
    ProgressSink progress;
    std::stop_token stop;
    // Told of each setting whose merge kept the person's value; may be empty.
    std::function<void(const KeptSetting&)> onKeptSetting = {};
    // A repair: every older copy of a component's file there is, newest first. Of changed signed
    // files only those stay that an earlier walk kept on purpose, and settings that cannot be read
    // are replaced by the newest copy that can.
    std::function<Result<QList<QByteArray>>(const QString& component, const LocalName& name)>
        olderCopies = {};
};

// A tree made beside a live one, to change places with it in one exchange.
struct StagedPart {
    QString component;
    LocalPath live;
    LocalPath staged;
};

struct ComponentReport {
    QString id;
    QString kind;
    LocalPath path;
    qint64 size = 0;
    bool healthy = true;
    QString trouble; // why not healthy: stable id
    QList<LocalChange> localChanges;
    QSet<LocalName> onPurpose = {}; // of those: an earlier walk kept them as the user's
    QList<HealthIssue> issues = {}; // damage, as far as it is known to be none of the user's
};

struct MigrationReport {
    QStringList applied; // revisions, in the order they ran
    QString sql;         // what ran, to show
};

class Component {
public:
    virtual ~Component() = default;

    virtual QString id() const = 0;
    virtual QString kind() const = 0;
    // Where its bytes lie now.
    virtual LocalPath place(const ComponentContext& context) const = 0;
    // Holds what the user makes (restored only when asked for), not what the publisher ships.
    virtual bool isUserData() const = 0;

    // Whether a rollback point needs it: always, or only if this walk changes it. What a walk
    // exchanges is saved in any case, and what a person asks for too.
    virtual Result<bool> belongsToRollbackPoint(const ComponentContext& context) = 0;

    // Integrity and local changes; changes nothing.
    virtual Result<ComponentReport> inspect(const ComponentContext& context) = 0;
    // Revisions that would run from `live` to `next`, forwards or backwards; migrate.no-way-back
    // where a backward one is missing.
    virtual Result<QStringList> pendingMigrations(const ComponentContext& context) = 0;
    // What the new version will use, made beside what the old one uses; none = the live one stays.
    // Calling it again catches up: what changed since is staged afresh. Not durable.
    virtual Result<std::optional<StagedPart>> stage(const ComponentContext& context) = 0;
    // Brings the staged copy to the revision of `next`.
    virtual Result<MigrationReport> migrate(const ComponentContext& context,
                                            const StagedPart& staged) = 0;
    // What it looks like, to know later whether anything was written since. Cheap enough to ask at
    // each commit.
    virtual Result<Digest> fingerprint(const ComponentContext& context) = 0;
    // Its live bytes into an open snapshot, consistently.
    virtual Result<void> save(const ComponentContext& context, SnapshotWriter& writer) = 0;
    // Its bytes of a snapshot, verified, beside the live ones; none if the snapshot has none of it.
    virtual Result<std::optional<StagedPart>>
    stageFromSnapshot(const ComponentContext& context, Vault& vault, const QString& id) = 0;
    // After the switch; an error sends the walk back.
    virtual Result<void> health(const ComponentContext& context) = 0;
};

using ComponentList = std::vector<std::unique_ptr<Component>>;

} // namespace upkeep
