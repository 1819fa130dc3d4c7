// SPDX-License-Identifier: Apache-2.0
// The values that walks hand to whoever shows them: window, tray, command line. Plain data, safe to
// cross threads.
#pragma once

#include "base/digest.h"
#include "base/error.h"
#include "base/names.h"
#include "base/progress.h"
#include "base/update_kind.h"
#include "base/version.h"
#include "health/local_change.h"
#include "history/history_event.h"
#include "policy/preferences.h"
#include "policy/wish.h"
#include "product/changelog.h"
#include "product/evolutions.h"
#include "product/release_document.h"
#include "snapshots/difference.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace upkeep {

// The one state of a product (LOOKS section 5); drives window, tray, `status --json`.
enum class UpdateState {
    NotChecked,
    UpToDate,
    Available,
    Security,
    Downloading,
    Applying,
    Ready,
    Held,
    Failed,
    RolledBack,
    RestoreFailed,
    Withdrawn,
    FromPackage,
    HeldElsewhere,
    NotSigned,
    Damaged, // files are not as their publisher signed them; nothing more urgent is to be told
};

// How a new version does in the time after its update (product.yaml, health.probation_minutes).
enum class ProbationState {
    None,        // nothing to prove
    Open,        // nothing is known yet
    Confirmed,   // it works
    NotObserved, // it was started otherwise, or not at all for a week: nobody saw how it does
    Failed,      // it does not; it goes back as soon as it is closed
};

// ---- What an update would be
// ------------------------------------------------------------------------------------

enum class WayKind { Patch, PatchAndFrames, Frames, Package, PatchChain };

// One way to get the new tree, with what it costs (FORMATS section 6).
struct PlanWay {
    WayKind kind = WayKind::Package;
    qint64 bytes = 0;
    int requests = 0;
    double applySeconds = 0;
    qint64 score = 0; // bytes + 96 KiB x requests + apply seconds x bandwidth
    bool possible = true;
    // Stable id of why it is taken or not. Possible: "cheapest", "only-way", "costs-more"; else
    // "source-missing", "heap", "disk", "needs", "none-published", "not-needed", "tree-unknown",
    // "no-ranges", "not-worth-it".
    QString reason;
    QStringList via = {}; // PatchChain: versions in between, oldest first
};

enum class PlanStepKind {
    Download,
    Verify,
    Snapshot,
    Close,
    StopService,
    Switch,
    Migrate,
    Merge,
    Start,
    Probe,
    Watch
};

struct PlanStep {
    PlanStepKind kind = PlanStepKind::Download;
    QString subject; // program, service, migration, settings file
};

struct Plan {
    QList<PlanWay> ways;       // cheapest first; the first possible one is taken
    qint64 downloadBytes = 0;  // application and chosen evolutions
    qint64 fullBytes = 0;      // the whole package, to compare with
    double bytesPerSecond = 0; // of this line, as measured; what the estimates go by
    qint64 diskNeeded = 0;
    qint64 diskFree = 0;
    double secondsEstimated = 0;
    double secondsAway = 0; // how long the program cannot be used
    bool restartNeeded = true;
    QList<PlanStep> steps;
    QStringList migrations; // revisions that will run, in order
    QList<LocalChange> localChanges;

    const PlanWay* chosen() const;
};

struct Offer {
    Version from;
    Version to;
    QDateTime released;
    QString publisher;
    UpdateType updateType = UpdateType::Minor;
    bool security = false;
    QStringList cves;
    Risk risk = Risk::Low;
    bool signedByPublisher = true;
    QDateTime trustedUntil;        // when the metadata expires
    QList<ChangelogEntry> changes; // cumulative, newest first
    QList<KnownIssue> knownIssues;
    QStringList requiredActions;
    QList<EvolutionOffer> evolutions;
    Plan plan;
    bool skipped = false; // the person skipped it before; shown on a manual check
};

struct Hold {
    QString reason; // stable id: "pinned", "skipped", "reminder", "rollout", "min-os", "waypoint",
                    // "read-only-parent", ...; the agent's: "paused", "metered", "not-idle", ...
                    // (policy/what_to_do.cpp)
    QString subject;
    Version version;
    QDateTime until; // invalid = until something changes
    bool canOverride = true;

    friend bool operator==(const Hold&, const Hold&) = default;
};

// Why an update that would be done by itself waits, and what a person chose for one that is ready.
struct Waiting {
    QList<Hold> holds;
    Wish wish = Wish::None;
    Version version; // what was wished for

    friend bool operator==(const Waiting&, const Waiting&) = default;
};

struct UpToDate {
    Version version;
};

using CheckOutcome = std::variant<UpToDate, Offer, Hold>;

struct CheckOptions {
    bool manual = true; // ignores skip, reminder and rollout
    Trigger trigger = Trigger::User;
};

// ---- Doing it
// ----------------------------------------------------------------------------------------------------

struct RunningProgram {
    qint64 pid = 0;
    QString name;
};

// What to do while the program is open.
enum class WhenRunning { Wait, AskToQuit, Refuse };

struct UpdateChoice {
    QStringList evolutions; // the set wanted afterwards (required ones are added)
    LocalChangeStrategy localChanges = LocalChangeStrategy::KeepLocal;
    WhenRunning whenRunning = WhenRunning::Refuse;
    bool startAfterwards = false;
    Trigger trigger = Trigger::User;
};

struct UpdateOutcome {
    enum class Kind { Updated, Blocked, RolledBack, Cancelled };
    Kind kind = Kind::Updated;
    Version from;
    Version to;
    QString snapshot; // id of the rollback point
    QString way;      // id of the way taken: patch, frames, package
    QString fallback; // why a cheaper way was left, empty if none was
    qint64 downloadedBytes = 0;
    QList<RunningProgram> blockers; // Blocked: who has files open
    QList<LocalChange> keptChanges;
    QList<KeptSetting> keptSettings;
    std::optional<Error> cause; // RolledBack: what failed
    double secondsAway = 0;
};

// What happens to one part of the data at a rollback or restore (DESIGN section 2).
enum class DataFate { RestoreOld, KeepPresent, ReverseMigrate, AskPerson, LeaveAlone };

struct RollbackPart {
    QString component;
    DataFate fate = DataFate::RestoreOld;
    QString detail; // e.g. the migrations run backwards, files written since
    int changedSince = 0;
};

struct RollbackPreview {
    Version from;
    Version to;
    QString snapshot; // empty: the exchange back to `previous`
    bool possible = true;
    QString reason; // stable id if not possible: "below-minimum", "revoked", "snapshot-damaged",
                    // "nothing-to-go-back-to"
    QList<RollbackPart> parts;
    double secondsEstimated = 0;
};

enum class DataChoice { Decide, KeepPresent, RestoreOld };

struct RollbackChoice {
    std::optional<Version> version; // none = the last update undone
    DataChoice data = DataChoice::Decide;
    WhenRunning whenRunning = WhenRunning::Refuse;
    Trigger trigger = Trigger::User;
};

struct RollbackOutcome {
    enum class Kind { RolledBack, Blocked, AskData };
    Kind kind = Kind::RolledBack;
    Version from;
    Version to;
    bool pinned = true;
    QString safetySnapshot; // what was there before, kept
    QList<RunningProgram> blockers;
    QList<RollbackPart> parts;
    double seconds = 0;
};

struct FinishReport {
    enum class Kind {
        NothingToDo,
        Discarded,
        ReadyToInstall,
        RolledForward,
        RolledBack,
        NeedsHelp
    };
    Kind kind = Kind::NothingToDo;
    Version version;
    QStringList steps; // what to do by hand, for NeedsHelp
};

// ---- Looking back
// ------------------------------------------------------------------------------------------------

struct SnapshotSummary {
    QString id;
    QDateTime time;
    Version version;
    QString reason; // before-update, before-rollback, before-restore, manual, scheduled
    QString description;
    QStringList components;
    qint64 size = 0;    // of the content
    qint64 ownSize = 0; // bytes only this one needs
    int files = 0;
    bool pinned = false;
    bool current = false; // describes what is installed now
    bool damaged = false;
    QDateTime verified; // last full verification
};

struct SpaceUse {
    qint64 shared = 0;
    qint64 own = 0;
    qint64 pinned = 0;
    qint64 budget = 0;
    qint64 free = 0;
};

struct RestoreScope {
    QStringList components; // empty = all but user data
    QList<LocalName> files; // empty = every file of the components
};

struct Comparison {
    QString left;
    QString right; // empty = now
    QList<DifferenceEntry> entries;
};

struct RestorePreview {
    QString snapshot;
    Version version;
    int replaced = 0;
    int added = 0;
    int removed = 0;
    bool dataCompatible = true;
    QList<RollbackPart> parts;
    Comparison changes;
};

struct RestoreOutcome {
    enum class Kind { Restored, Blocked };
    Kind kind = Kind::Restored;
    QString snapshot;
    QString safetySnapshot;
    Version version;
    QList<RunningProgram> blockers;
};

// One part of the continuous look at what is installed.
struct IntegrityReport {
    int files = 0;
    qint64 bytes = 0;
    int damaged = 0;      // of all, as far as known
    bool isWhole = false; // it was the last part: all have been looked at
};

struct ComponentStatus {
    QString id;
    QString kind;
    QString path;
    Version version; // installed
    Version latest;  // newest known
    QDateTime lastChecked;
    bool healthy = true;
    int localChanges = 0;
    qint64 size = 0;
};

struct ProductStatus {
    QString id;
    QString name;
    QString publisher;
    QString channel;
    LocalPath root;
    Version version;
    QString iconPath; // inside the live tree; empty = none
    UpdateState state = UpdateState::NotChecked;
    std::optional<Offer> offer;
    std::optional<Hold> hold; // the first of `holds`, or what the last check was held by
    QList<Hold> holds;        // why an update that would be done waits, the most telling first
    Wish wish = Wish::None;   // when an update that is ready is to be installed
    QDateTime pausedUntil;    // invalid = not paused
    QDateTime remindAt;       // invalid = none
    std::optional<Error> lastError;
    std::optional<Version> pinnedTo; // after a rollback
    Version leftVersion;             // the one gone back from
    bool confirmed = true;
    ProbationState probation = ProbationState::None;
    QDateTime
        probationUntil; // Open: when the time is over; before the first start, at the earliest
    std::optional<Error> probationTrouble; // Failed: why
    // What the continuous look found (walks/integrity.h).
    int damaged = 0;
    QDateTime integrityDue; // when the next part of it is to be looked at; invalid = never
    QDateTime updatedAt;    // last update, for the 24 h strip; invalid = none
    QDateTime lastChecked;
    QDateTime nextCheck;
    bool canRollBack = false;
    Version rollbackVersion;
    QString withdrawnBecause; // the publisher's words
    bool stays = false;       // with the withdrawn version, by choice
    QStringList skippedVersions;
    // What the administrator decides (policy/admin_policy.h).
    QHash<QString, QString> managed;    // name of the preference -> file
    QHash<QString, QString> forbidden;  // "skip", "remind", "pause", "rollback", ... -> file
    QDateTime deadline;                 // the offer must be installed by then; invalid = none
    bool canSwitchWhileRunning = false; // switch: any_time
    // What is less safe here than it could be, for as long as it is: "not-signed", "tls-1.2".
    QStringList warnings;
};

} // namespace upkeep
