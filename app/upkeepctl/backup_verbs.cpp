// SPDX-License-Identifier: Apache-2.0
// `upkeepctl backup make|has|info|list|restore|remove|export`: one backup per component. The names
// in JSON are those of the state manager they stand in for.
#include "json_values.h"
#include "text/format.h"
#include "text/upkeep_tr.h"
#include "verbs.h"
#include "walks/component_backup.h"

namespace upkeep {

namespace {

JsonValue pathsJson(const QList<LocalPath>& paths) {
    JsonValue::Array values;
    for (const LocalPath& path : paths)
        values.append(path.display());
    return values;
}

JsonValue toJson(const ComponentBackup& backup) {
    JsonValue::Array databases;
    for (const LocalPath& database : backup.databases)
        databases.append(JsonValue::Object{{QStringLiteral("type"), QStringLiteral("sqlite")},
                                           {QStringLiteral("database"), database.display()}});
    return JsonValue::Object{
        {QStringLiteral("module_name"), backup.component},
        {QStringLiteral("timestamp"), backup.time.toSecsSinceEpoch()},
        {QStringLiteral("description"), backup.description},
        {QStringLiteral("backup_dir"), backup.vault.display()},
        {QStringLiteral("files"), pathsJson(backup.places)},
        {QStringLiteral("services"), JsonValue::Array()},
        {QStringLiteral("databases"), databases},
        {QStringLiteral("checksum"), QString::fromLatin1(backup.checksum.hex())},
        {QStringLiteral("snapshot"), backup.snapshot},
        {QStringLiteral("version"), backup.version.toString()},
        {QStringLiteral("file_count"), backup.files},
        {QStringLiteral("size"), backup.size},
        {QStringLiteral("damaged"), backup.damaged}};
}

JsonValue allJson(const QList<ComponentBackup>& backups) {
    JsonValue value = JsonValue::Object();
    for (const ComponentBackup& backup : backups)
        value.set(backup.component, toJson(backup));
    return value;
}

QString line(const ComponentBackup& backup) {
    QString text =
        Upkeep::tr("%1: %2, %3 in %n files", "", backup.files)
            .arg(backup.component,
                 backup.time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                 formatSize(backup.size));
    if (!backup.description.isEmpty())
        text += QStringLiteral(" (%1)").arg(backup.description);
    if (backup.damaged)
        text += Upkeep::tr("  DAMAGED");
    return text;
}

Result<ProductSite> siteOf(Session& session) {
    UPKEEP_TRY_AS(const Registration registration, session.registration());
    UPKEEP_TRY_AS(const Seams outside, session.seams());
    return ProductSite::open(outside, registration);
}

void sayRestored(Console& console, const QString& component, const RestoreOutcome& outcome) {
    console.endProgress();
    console.result(toJson(outcome));
    if (outcome.kind == RestoreOutcome::Kind::Blocked)
        console.say(Upkeep::tr("The program is open, so nothing was changed. Close it, or add "
                               "--when-running wait."));
    else
        console.say(Upkeep::tr("Restored %1. What was there before is in the snapshot %2.")
                        .arg(component, outcome.safetySnapshot));
}

} // namespace

Result<ExitCode> backupMakeVerb(Session& session) {
    const QString component = session.arguments().constFirst();
    const QString description = session.arguments().mid(1).join(u' ');
    UPKEEP_TRY_AS(const ProductSite site, siteOf(session));
    if (session.isSet("dry-run"))
        return session.carryOut(
            Upkeep::tr("%1 is backed up, in place of its backup before.").arg(component),
            [] { return Result<void>(); });
    UPKEEP_TRY_AS(const auto lock, site.lock());
    UPKEEP_TRY_AS(
        const ComponentBackup made,
        makeBackup(site, component, description, session.console().progress(), session.stop()));
    session.console().endProgress();
    session.console().result(toJson(made));
    session.console().say(line(made));
    return ExitCode::Done;
}

Result<ExitCode> backupHasVerb(Session& session) {
    UPKEEP_TRY_AS(const ProductSite site, siteOf(session));
    const auto backup = backupOf(site, session.argument());
    const bool isUnknown = !backup.has_value() && backup.error().code == ErrorCode::SnapshotUnknown;
    if (!backup.has_value() && !isUnknown)
        return backup.error();
    session.console().result(JsonValue::Object{{QStringLiteral("module_name"), session.argument()},
                                               {QStringLiteral("has_backup"), backup.has_value()}});
    session.console().say(backup.has_value()
                              ? line(*backup)
                              : Upkeep::tr("There is no backup of %1.").arg(session.argument()));
    return backup.has_value() ? ExitCode::Done : ExitCode::NotFound;
}

Result<ExitCode> backupInfoVerb(Session& session) {
    UPKEEP_TRY_AS(const ProductSite site, siteOf(session));
    UPKEEP_TRY_AS(const ComponentBackup backup, backupOf(site, session.argument()));
    session.console().result(toJson(backup));
    session.console().say(line(backup));
    for (const LocalPath& place : backup.places)
        session.console().say(QStringLiteral("  ") + place.display());
    return ExitCode::Done;
}

Result<ExitCode> backupListVerb(Session& session) {
    UPKEEP_TRY_AS(const ProductSite site, siteOf(session));
    UPKEEP_TRY_AS(const QList<ComponentBackup> backups, listBackups(site));
    session.console().result(allJson(backups));
    for (const ComponentBackup& backup : backups)
        session.console().say(line(backup));
    if (backups.isEmpty())
        session.console().say(Upkeep::tr("There is no backup."));
    return ExitCode::Done;
}

Result<ExitCode> backupRestoreVerb(Session& session) {
    const QString component = session.argument();
    UPKEEP_TRY_AS(const ProductSite site, siteOf(session));
    UPKEEP_TRY_AS(const ComponentBackup backup, backupOf(site, component));
    UPKEEP_TRY_AS(const WhenRunning whenRunning, session.whenRunning());
    Console& console = session.console();
    console.say(line(backup));
    if (session.isSet("dry-run"))
        return session.carryOut(Upkeep::tr("%1 is put back as it was then.").arg(component),
                                [] { return Result<void>(); });
    UPKEEP_TRY_AS(
        const bool go,
        console.confirm(Upkeep::tr("Restore it? A snapshot of the current state is made first."),
                        Upkeep::tr("restore")));
    if (!go)
        return ExitCode::Cancelled;
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(
        const RestoreOutcome outcome,
        product->restore(
            backup.snapshot, {{component}, {}}, whenRunning, console.progress(), session.stop()));
    sayRestored(console, component, outcome);
    return outcome.kind == RestoreOutcome::Kind::Blocked ? ExitCode::Held : ExitCode::Done;
}

Result<ExitCode> backupRemoveVerb(Session& session) {
    const QString component = session.argument();
    UPKEEP_TRY_AS(const ProductSite site, siteOf(session));
    UPKEEP_TRY(backupOf(site, component));
    if (!session.isSet("dry-run")) {
        UPKEEP_TRY_AS(const bool go,
                      session.console().confirm(
                          Upkeep::tr("Delete the backup of %1 for ever?").arg(component),
                          Upkeep::tr("delete")));
        if (!go)
            return ExitCode::Cancelled;
    }
    return session.carryOut(Upkeep::tr("The backup of %1 is deleted.").arg(component),
                            [&] { return removeBackup(site, component); });
}

Result<ExitCode> backupExportVerb(Session& session) {
    UPKEEP_TRY_AS(const LocalPath folder, LocalPath::fromUser(session.argument()));
    UPKEEP_TRY_AS(const ProductSite site, siteOf(session));
    const QString done = Upkeep::tr("All backups are written to %1.").arg(folder.display());
    if (session.isSet("dry-run"))
        return session.carryOut(done, [] { return Result<void>(); });
    UPKEEP_TRY_AS(const QList<ComponentBackup> backups,
                  exportBackups(site, folder, session.console().progress(), session.stop()));
    UPKEEP_TRY(session.files().writeAndSync(
        folder / "module_backups.json", writeJson(allJson(backups)), 0600));
    session.console().endProgress();
    session.console().result(allJson(backups));
    session.console().say(done);
    return ExitCode::Done;
}

} // namespace upkeep
