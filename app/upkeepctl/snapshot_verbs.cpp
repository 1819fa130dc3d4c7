// SPDX-License-Identifier: Apache-2.0
#include "json_values.h"
#include "text/format.h"
#include "text/offer_text.h"
#include "text/upkeep_tr.h"
#include "verbs.h"
#include "walks/product_snapshots.h"

namespace upkeep {

namespace {

QString line(const SnapshotSummary& snapshot) {
    QString text =
        QStringLiteral("%1  %2  %3  %4  %5")
            .arg(snapshot.id,
                 snapshot.time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                 snapshot.version.toString().leftJustified(10),
                 formatSize(snapshot.size).rightJustified(9),
                 snapshotReasonName(snapshot.reason));
    if (!snapshot.description.isEmpty())
        text += QStringLiteral(" (%1)").arg(snapshot.description);
    if (snapshot.pinned)
        text += Upkeep::tr("  pinned");
    if (snapshot.damaged)
        text += Upkeep::tr("  DAMAGED");
    return text;
}

void sayParts(Console& console, const QList<RollbackPart>& parts) {
    for (const RollbackPart& part : parts)
        console.say(QStringLiteral("  ") + describe(part));
}

void sayBlockers(Console& console, const QList<RunningProgram>& blockers) {
    console.say(Upkeep::tr(
        "The program is open, so nothing was changed. Close it, or add --when-running wait."));
    for (const RunningProgram& program : blockers)
        console.say(Upkeep::tr("  %1 (process %2)").arg(program.name).arg(program.pid));
}

JsonValue settingsJson(const QList<SettingsFileDifference>& files) {
    JsonValue::Array values;
    for (const SettingsFileDifference& file : files) {
        for (const SettingDifference& setting : file.keys)
            values.append(JsonValue::Object{{QStringLiteral("component"), file.component},
                                            {QStringLiteral("path"), file.path.display()},
                                            {QStringLiteral("key"), setting.key},
                                            {QStringLiteral("before"), setting.before},
                                            {QStringLiteral("now"), setting.now}});
    }
    return values;
}

// What differs within a settings file, below its name.
void sayKeys(Console& console,
             const QList<SettingsFileDifference>& files,
             const DifferenceEntry& entry) {
    for (const SettingsFileDifference& file : files) {
        if (file.component != entry.component || file.path != entry.path)
            continue;
        for (const SettingDifference& setting : file.keys)
            console.say(QStringLiteral("               %1: %2 -> %3")
                            .arg(setting.key,
                                 setting.before.isEmpty() ? QStringLiteral("-") : setting.before,
                                 setting.now.isEmpty() ? QStringLiteral("-") : setting.now));
    }
}

Result<ExitCode> pin(Session& session, bool pinned) {
    const QString id = session.argument();
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    return session.carryOut(pinned ? Upkeep::tr("Snapshot %1 is kept for ever.").arg(id)
                                   : Upkeep::tr("Snapshot %1 goes when its time comes.").arg(id),
                            [&] { return product->pinSnapshot(id, pinned); });
}

Result<RestoreScope> restoreScope(const Session& session) {
    RestoreScope scope;
    if (session.isSet("components"))
        scope.components = session.value("components").split(u',', Qt::SkipEmptyParts);
    if (session.isSet("file")) {
        UPKEEP_TRY_AS(const LocalName name, LocalName::parse(session.value("file").toUtf8()));
        scope.files = {name};
    }
    return scope;
}

Result<RollbackChoice> rollbackChoice(const Session& session) {
    RollbackChoice choice;
    choice.trigger = Trigger::CommandLine;
    UPKEEP_TRY_AS(choice.whenRunning, session.whenRunning());
    if (session.isSet("to")) {
        UPKEEP_TRY_AS(choice.version, Version::parse(session.value("to")));
    }
    const QString data = session.value("data");
    if (data == QLatin1String("keep"))
        choice.data = DataChoice::KeepPresent;
    else if (data == QLatin1String("restore"))
        choice.data = DataChoice::RestoreOld;
    else if (!data.isEmpty())
        return Error{ErrorCode::UsageInvalid, data, QStringLiteral("--data takes keep or restore")};
    return choice;
}

Result<ExitCode> report(Session& session, const RollbackOutcome& outcome, const QString& name) {
    Console& console = session.console();
    console.endProgress();
    console.result(toJson(outcome));
    switch (outcome.kind) {
    case RollbackOutcome::Kind::RolledBack:
        sayParts(console, outcome.parts);
        console.say(
            Upkeep::tr("%1 is back on %2 (%3 before) after %4. Updates wait until you try again.")
                .arg(name,
                     outcome.to.toString(),
                     outcome.from.toString(),
                     formatDuration(outcome.seconds)));
        return ExitCode::Done;
    case RollbackOutcome::Kind::Blocked:
        sayBlockers(console, outcome.blockers);
        return ExitCode::Held;
    case RollbackOutcome::Kind::AskData:
        console.say(
            Upkeep::tr("Some data cannot be converted back. Add --data keep or --data restore:"));
        sayParts(console, outcome.parts);
        return ExitCode::PreCheckFailed;
    }
    return ExitCode::Failed;
}

} // namespace

Result<ExitCode> snapshotListVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const QList<SnapshotSummary> snapshots, product->snapshots());
    session.console().result(toJson(snapshots));
    for (const SnapshotSummary& snapshot : snapshots)
        session.console().say(line(snapshot));
    return ExitCode::Done;
}

Result<ExitCode> snapshotCreateVerb(Session& session) {
    const QString description = session.arguments().join(u' ');
    if (session.isSet("dry-run")) {
        session.console().say(Upkeep::tr("Would make a snapshot “%1”.").arg(description));
        return ExitCode::Done;
    }
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(
        const SnapshotSummary made,
        product->createSnapshot(description, session.console().progress(), session.stop()));
    session.console().endProgress();
    session.console().result(toJson(made));
    session.console().say(line(made));
    return ExitCode::Done;
}

Result<ExitCode> snapshotVerifyVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    QStringList ids = session.arguments();
    if (ids.isEmpty()) {
        UPKEEP_TRY_AS(const QList<SnapshotSummary> snapshots, product->snapshots());
        for (const SnapshotSummary& snapshot : snapshots)
            ids += snapshot.id;
    }
    JsonValue::Array values;
    bool good = true;
    for (const QString& id : std::as_const(ids)) {
        UPKEEP_TRY_AS(const SnapshotSummary checked,
                      product->verifySnapshot(id, session.console().progress(), session.stop()));
        session.console().endProgress();
        good = good && !checked.damaged;
        values.append(toJson(checked));
        session.console().say(
            (checked.damaged ? Upkeep::tr("damaged   ") : Upkeep::tr("verified  ")) +
            line(checked));
    }
    session.console().result(values);
    return good ? ExitCode::Done : ExitCode::Untrusted;
}

Result<ExitCode> snapshotDiffVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(
        const Comparison comparison,
        product->compare(session.arguments()[0], session.arguments().value(1), session.stop()));
    UPKEEP_TRY_AS(const QList<SettingsFileDifference> settings,
                  product->compareSettings(comparison));
    JsonValue value = toJson(comparison);
    value.set(QStringLiteral("settings"), settingsJson(settings));
    session.console().result(value);
    for (const DifferenceEntry& entry : comparison.entries) {
        session.console().say(QStringLiteral("%1  %2/%3")
                                  .arg(differenceId(entry.difference).leftJustified(11),
                                       entry.component,
                                       entry.path.display()));
        sayKeys(session.console(), settings, entry);
    }
    return ExitCode::Done;
}

Result<ExitCode> snapshotPinVerb(Session& session) {
    return pin(session, true);
}

Result<ExitCode> snapshotUnpinVerb(Session& session) {
    return pin(session, false);
}

Result<ExitCode> snapshotDeleteVerb(Session& session) {
    const QString id = session.argument();
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    if (!session.isSet("dry-run")) {
        UPKEEP_TRY_AS(
            const bool go,
            session.console().confirm(Upkeep::tr("Delete the snapshot %1 for ever?").arg(id),
                                      Upkeep::tr("delete")));
        if (!go)
            return ExitCode::Cancelled;
    }
    return session.carryOut(Upkeep::tr("Snapshot %1 is deleted.").arg(id),
                            [&] { return product->removeSnapshot(id); });
}

Result<ExitCode> snapshotExportVerb(Session& session) {
    const QString id = session.arguments().constFirst();
    UPKEEP_TRY_AS(const LocalPath file, LocalPath::fromUser(session.arguments().at(1)));
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    return session.carryOut(Upkeep::tr("Snapshot %1 is written to %2.").arg(id, file.display()),
                            [&] { return product->exportSnapshot(id, file); });
}

Result<ExitCode> snapshotImportVerb(Session& session) {
    UPKEEP_TRY_AS(const LocalPath file, LocalPath::fromUser(session.argument()));
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    if (session.isSet("dry-run"))
        return session.carryOut(Upkeep::tr("The snapshot in %1 is taken in.").arg(file.display()),
                                [] { return Result<void>(); });
    UPKEEP_TRY_AS(const SnapshotSummary taken,
                  product->importSnapshot(file, session.console().progress(), session.stop()));
    session.console().endProgress();
    session.console().result(toJson(taken));
    session.console().say(line(taken));
    return ExitCode::Done;
}

Result<ExitCode> restoreVerb(Session& session) {
    const QString id = session.argument();
    UPKEEP_TRY_AS(const RestoreScope scope, restoreScope(session));
    UPKEEP_TRY_AS(const WhenRunning whenRunning, session.whenRunning());
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const RestorePreview preview, product->previewRestore(id, scope, session.stop()));
    Console& console = session.console();
    console.say(Upkeep::tr("Snapshot %1 (%2): %3 files are replaced, %4 added, %5 removed.")
                    .arg(id, preview.version.toString())
                    .arg(preview.replaced)
                    .arg(preview.added)
                    .arg(preview.removed));
    sayParts(console, preview.parts);
    if (!preview.dataCompatible && scope.components.isEmpty() && scope.files.isEmpty())
        console.say(Upkeep::tr("User data stays as it is, although another version wrote it. Name "
                               "all parts with --components to take it back as well."));
    if (session.isSet("dry-run")) {
        console.result(toJson(preview));
        return ExitCode::Done;
    }
    UPKEEP_TRY_AS(
        const bool go,
        console.confirm(Upkeep::tr("Restore it? A snapshot of the current state is made first."),
                        Upkeep::tr("restore")));
    if (!go)
        return ExitCode::Cancelled;
    UPKEEP_TRY_AS(const RestoreOutcome outcome,
                  product->restore(id, scope, whenRunning, console.progress(), session.stop()));
    console.endProgress();
    console.result(toJson(outcome));
    if (outcome.kind == RestoreOutcome::Kind::Blocked) {
        sayBlockers(console, outcome.blockers);
        return ExitCode::Held;
    }
    console.say(Upkeep::tr("Restored %1. What was there before is in the snapshot %2.")
                    .arg(id, outcome.safetySnapshot));
    return ExitCode::Done;
}

Result<ExitCode> rollbackVerb(Session& session) {
    UPKEEP_TRY_AS(const RollbackChoice choice, rollbackChoice(session));
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    if (status.state == UpdateState::RestoreFailed && status.lastError)
        return *status.lastError; // where we are is not known: nothing goes back from there
    UPKEEP_TRY_AS(const RollbackPreview preview, product->previewRollback(choice));
    Console& console = session.console();
    if (!preview.possible) {
        console.result(toJson(preview));
        console.say(describeRefusal(preview));
        return preview.reason == QLatin1String("nothing-to-go-back-to") ? ExitCode::NotFound
                                                                        : ExitCode::Forbidden;
    }
    console.say(Upkeep::tr("%1 goes back from %2 to %3:")
                    .arg(status.name, preview.from.toString(), preview.to.toString()));
    sayParts(console, preview.parts);
    if (session.isSet("dry-run")) {
        console.result(toJson(preview));
        return ExitCode::Done;
    }
    UPKEEP_TRY_AS(
        const bool go,
        console.confirm(Upkeep::tr("Go back to %1?").arg(preview.to.toString()), Upkeep::tr("y")));
    if (!go)
        return ExitCode::Cancelled;
    UPKEEP_TRY_AS(const RollbackOutcome outcome,
                  product->rollback(choice, console.progress(), session.stop()));
    return report(session, outcome, status.name);
}

} // namespace upkeep
