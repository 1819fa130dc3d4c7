// SPDX-License-Identifier: Apache-2.0
#include "json_values.h"

#include "text/state_text.h"

namespace upkeep {

namespace {

// Builds an object member by member in reading order.
class ObjectWriter {
public:
    ObjectWriter& add(const char* name, JsonValue value) {
        m_members.append({QLatin1String(name), std::move(value)});
        return *this;
    }
    ObjectWriter& add(const char* name, const QDateTime& time) {
        return add(name,
                   time.isValid() ? JsonValue(time.toUTC().toString(Qt::ISODate)) : JsonValue());
    }
    ObjectWriter& add(const char* name, const Version& version) {
        return add(name, JsonValue(version.toString()));
    }
    ObjectWriter& add(const char* name, const QStringList& texts) {
        JsonValue::Array items;
        for (const QString& text : texts)
            items.append(JsonValue(text));
        return add(name, JsonValue(items));
    }
    // JSON of ours has no fractions: seconds are written as whole milliseconds.
    ObjectWriter& addMs(const char* name, double seconds) {
        return add(name, JsonValue(static_cast<qint64>(seconds * 1000)));
    }
    operator JsonValue() const { return JsonValue(m_members); }

private:
    JsonValue::Object m_members;
};

template <typename Enum> JsonValue nameOf(Enum value, std::initializer_list<const char*> names) {
    return JsonValue(QString::fromLatin1(names.begin()[static_cast<size_t>(value)]));
}

JsonValue toJson(WayKind kind) {
    return nameOf(kind, {"patch", "patch-and-frames", "frames", "package", "patch-chain"});
}

} // namespace

JsonValue toJson(const PlanWay& way) {
    return ObjectWriter()
        .add("way", toJson(way.kind))
        .add("bytes", way.bytes)
        .add("requests", way.requests)
        .addMs("apply_ms", way.applySeconds)
        .add("score", way.score)
        .add("possible", way.possible)
        .add("reason", way.reason)
        .add("via", way.via);
}

JsonValue toJson(const LocalChange& change) {
    return ObjectWriter()
        .add("kind",
             nameOf(change.kind, {"changed", "removed", "mode-changed", "extra-in-the-way"}))
        .add("component", change.component)
        .add("path", change.path.display());
}

JsonValue toJson(const KeptSetting& setting) {
    return ObjectWriter()
        .add("component", setting.component)
        .add("file", setting.file)
        .add("key", setting.key)
        .add("mine", setting.mine)
        .add("theirs", setting.theirs);
}

JsonValue toJson(const RunningProgram& program) {
    return ObjectWriter().add("pid", program.pid).add("name", program.name);
}

JsonValue toJson(const RollbackPart& part) {
    return ObjectWriter()
        .add("component", part.component)
        .add("fate",
             nameOf(part.fate,
                    {"restore-old", "keep-present", "reverse-migrate", "ask", "leave-alone"}))
        .add("detail", part.detail)
        .add("changed_since", part.changedSince);
}

JsonValue toJson(const DifferenceEntry& entry) {
    return ObjectWriter()
        .add("component", entry.component)
        .add("path", entry.path.display())
        .add("difference", differenceId(entry.difference))
        .add("old_size", entry.oldSize)
        .add("new_size", entry.newSize);
}

JsonValue toJson(const Change& change) {
    return ObjectWriter()
        .add("kind", changeKindId(change.kind))
        .add("text", change.text)
        .add("breaking", change.breaking);
}

JsonValue toJson(const KnownIssue& issue) {
    return ObjectWriter().add("text", issue.text).add("url", issue.url);
}

QString differenceId(Difference difference) {
    return nameOf(difference, {"added", "removed", "changed", "permissions", "same"}).string();
}

QString changeKindId(ChangeKind kind) {
    return nameOf(kind, {"added", "changed", "deprecated", "removed", "fixed", "security"})
        .string();
}

JsonValue toJson(const Plan& plan) {
    return ObjectWriter()
        .add("ways", toJson<PlanWay>(plan.ways))
        .add("download_bytes", plan.downloadBytes)
        .add("full_bytes", plan.fullBytes)
        .add("disk_needed", plan.diskNeeded)
        .add("disk_free", plan.diskFree)
        .addMs("estimated_ms", plan.secondsEstimated)
        .addMs("away_ms", plan.secondsAway)
        .add("restart_needed", plan.restartNeeded)
        .add("migrations", plan.migrations)
        .add("local_changes", toJson<LocalChange>(plan.localChanges));
}

JsonValue toJson(const EvolutionOffer& evolution) {
    return ObjectWriter()
        .add("id", evolution.id)
        .add("name", evolution.name)
        .add("description", evolution.description)
        .add("version", evolution.version)
        .add("risk", nameOf(evolution.risk, {"low", "medium", "high"}))
        .add("auto_apply", evolution.autoApply)
        .add("required", evolution.required)
        .add("installed", evolution.installed)
        .add("chosen", evolution.chosen)
        .add("size", evolution.size)
        .add("needs", evolution.needs)
        .add("conflicts", evolution.conflicts)
        .add("blocked_by", evolution.blockedBy);
}

JsonValue toJson(const ChangelogEntry& entry) {
    return ObjectWriter()
        .add("version", entry.version)
        .add("date", entry.date.toString(Qt::ISODate))
        .add("yanked", entry.yanked)
        .add("intro", entry.intro)
        .add("changes", toJson<Change>(entry.changes));
}

JsonValue toJson(const Offer& offer) {
    return ObjectWriter()
        .add("from", offer.from)
        .add("to", offer.to)
        .add("released", offer.released)
        .add("publisher", offer.publisher)
        .add("update_type", nameOf(offer.updateType, {"hotfix", "minor", "major"}))
        .add("security", offer.security)
        .add("cves", offer.cves)
        .add("risk", nameOf(offer.risk, {"low", "medium", "high"}))
        .add("signed_by_publisher", offer.signedByPublisher)
        .add("trusted_until", offer.trustedUntil)
        .add("changes", toJson<ChangelogEntry>(offer.changes))
        .add("known_issues", toJson<KnownIssue>(offer.knownIssues))
        .add("required_actions", offer.requiredActions)
        .add("evolutions", toJson<EvolutionOffer>(offer.evolutions))
        .add("skipped", offer.skipped)
        .add("plan", toJson(offer.plan));
}

JsonValue toJson(const Hold& hold) {
    return ObjectWriter()
        .add("reason", hold.reason)
        .add("subject", hold.subject)
        .add("version", hold.version)
        .add("until", hold.until)
        .add("can_override", hold.canOverride);
}

namespace {

JsonValue toJson(const QHash<QString, QString>& files) {
    JsonValue::Object members;
    for (auto it = files.begin(); it != files.end(); ++it)
        members.append({it.key(), JsonValue(it.value())});
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) {
        return a.first < b.first;
    });
    return members;
}

} // namespace

JsonValue toJson(const ProductStatus& status) {
    return ObjectWriter()
        .add("id", status.id)
        .add("name", status.name)
        .add("publisher", status.publisher)
        .add("channel", status.channel)
        .add("root", status.root.display())
        .add("version", status.version)
        .add("state", QString(stateId(status.state)))
        .add("offer", status.offer ? toJson(*status.offer) : JsonValue())
        .add("hold", status.hold ? toJson(*status.hold) : JsonValue())
        .add("holds", toJson<Hold>(status.holds))
        .add("wish", QString(wishName(status.wish)))
        .add("paused_until", status.pausedUntil)
        .add("remind_at", status.remindAt)
        .add("deadline", status.deadline)
        .add("managed", toJson(status.managed))
        .add("forbidden", toJson(status.forbidden))
        .add("last_error", status.lastError ? toJson(*status.lastError) : JsonValue())
        .add("withdrawn_because", status.withdrawnBecause)
        .add("stays", status.stays)
        .add("pinned_to", status.pinnedTo ? JsonValue(status.pinnedTo->toString()) : JsonValue())
        .add("confirmed", status.confirmed)
        .add("probation",
             nameOf(status.probation, {"none", "open", "confirmed", "not-observed", "failed"}))
        .add("probation_until", status.probationUntil)
        .add("damaged", status.damaged)
        .add("updated_at", status.updatedAt)
        .add("last_checked", status.lastChecked)
        .add("next_check", status.nextCheck)
        .add("can_roll_back", status.canRollBack)
        .add("rollback_version", status.rollbackVersion)
        .add("warnings", status.warnings)
        .add("skipped_versions", status.skippedVersions);
}

JsonValue toJson(const ComponentStatus& component) {
    return ObjectWriter()
        .add("id", component.id)
        .add("kind", component.kind)
        .add("path", component.path)
        .add("version", component.version)
        .add("latest", component.latest)
        .add("last_checked", component.lastChecked)
        .add("healthy", component.healthy)
        .add("local_changes", component.localChanges)
        .add("size", component.size);
}

JsonValue toJson(const UpdateOutcome& outcome) {
    return ObjectWriter()
        .add("outcome", nameOf(outcome.kind, {"updated", "blocked", "rolled-back", "cancelled"}))
        .add("from", outcome.from)
        .add("to", outcome.to)
        .add("snapshot", outcome.snapshot)
        .add("way", outcome.way)
        .add("fallback", outcome.fallback)
        .add("downloaded_bytes", outcome.downloadedBytes)
        .add("blockers", toJson<RunningProgram>(outcome.blockers))
        .add("kept_changes", toJson<LocalChange>(outcome.keptChanges))
        .add("kept_settings", toJson<KeptSetting>(outcome.keptSettings))
        .add("cause", outcome.cause ? toJson(*outcome.cause) : JsonValue())
        .addMs("away_ms", outcome.secondsAway);
}

JsonValue toJson(const RollbackPreview& preview) {
    return ObjectWriter()
        .add("from", preview.from)
        .add("to", preview.to)
        .add("snapshot", preview.snapshot)
        .add("possible", preview.possible)
        .add("reason", preview.reason)
        .add("parts", toJson<RollbackPart>(preview.parts));
}

JsonValue toJson(const RollbackOutcome& outcome) {
    return ObjectWriter()
        .add("outcome", nameOf(outcome.kind, {"rolled-back", "blocked", "ask-data"}))
        .add("from", outcome.from)
        .add("to", outcome.to)
        .add("pinned", outcome.pinned)
        .add("safety_snapshot", outcome.safetySnapshot)
        .add("blockers", toJson<RunningProgram>(outcome.blockers))
        .add("parts", toJson<RollbackPart>(outcome.parts))
        .addMs("ms", outcome.seconds);
}

JsonValue toJson(const FinishReport& report) {
    return ObjectWriter()
        .add("outcome",
             nameOf(report.kind,
                    {"nothing-to-do",
                     "discarded",
                     "ready-to-install",
                     "rolled-forward",
                     "rolled-back",
                     "needs-help"}))
        .add("version", report.version)
        .add("steps", report.steps);
}

JsonValue toJson(const SnapshotSummary& snapshot) {
    return ObjectWriter()
        .add("id", snapshot.id)
        .add("time", snapshot.time)
        .add("version", snapshot.version)
        .add("reason", snapshot.reason)
        .add("description", snapshot.description)
        .add("components", snapshot.components)
        .add("size", snapshot.size)
        .add("own_size", snapshot.ownSize)
        .add("files", snapshot.files)
        .add("pinned", snapshot.pinned)
        .add("current", snapshot.current)
        .add("damaged", snapshot.damaged)
        .add("verified", snapshot.verified);
}

JsonValue toJson(const Comparison& comparison) {
    return ObjectWriter()
        .add("left", comparison.left)
        .add("right", comparison.right)
        .add("entries", toJson<DifferenceEntry>(comparison.entries));
}

JsonValue toJson(const RestorePreview& preview) {
    return ObjectWriter()
        .add("snapshot", preview.snapshot)
        .add("version", preview.version)
        .add("replaced", preview.replaced)
        .add("added", preview.added)
        .add("removed", preview.removed)
        .add("data_compatible", preview.dataCompatible)
        .add("parts", toJson<RollbackPart>(preview.parts))
        .add("changes", toJson(preview.changes));
}

JsonValue toJson(const RestoreOutcome& outcome) {
    return ObjectWriter()
        .add("outcome", nameOf(outcome.kind, {"restored", "blocked"}))
        .add("snapshot", outcome.snapshot)
        .add("safety_snapshot", outcome.safetySnapshot)
        .add("version", outcome.version)
        .add("blockers", toJson<RunningProgram>(outcome.blockers));
}

JsonValue toJson(const HistoryEvent& event) {
    return ObjectWriter()
        .add("id", event.id)
        .add("time", event.time)
        .add("operation", event.operation)
        .add("result", event.result)
        .add("from", event.from)
        .add("to", event.to)
        .add("trigger",
             nameOf(event.trigger, {"user", "tray", "command-line", "silent", "admin", "recovery"}))
        .addMs("ms", event.seconds)
        .add("bytes", event.bytes)
        .add("snapshot", event.snapshot)
        .add("kept", event.kept)
        .add("error", event.errorId)
        .add("error_subject", event.errorSubject)
        .add("error_cause", event.errorCause);
}

} // namespace upkeep
