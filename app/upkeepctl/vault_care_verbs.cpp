// SPDX-License-Identifier: Apache-2.0
// `upkeepctl vault verify|gc|export|import|pin|unpin|delete`: a vault's own health and size.
#include "text/format.h"
#include "text/upkeep_tr.h"
#include "vault_call.h"
#include "verbs.h"

#include <limits>

namespace upkeep {

namespace {

Result<QStringList> wanted(Session& session, Vault& vault) {
    if (!session.arguments().isEmpty()) {
        UPKEEP_TRY_AS(const SnapshotInfo info, findSnapshot(vault, session.argument()));
        return QStringList{info.id};
    }
    UPKEEP_TRY_AS(const QList<SnapshotInfo> infos, vault.list());
    QStringList ids;
    for (const SnapshotInfo& info : infos)
        ids.append(info.id);
    return ids;
}

JsonValue damageJson(const DamagedEntry& entry) {
    return JsonValue::Object{{QStringLiteral("snapshot"), entry.snapshot},
                             {QStringLiteral("path"), entry.name.display()},
                             {QStringLiteral("cause"), entry.cause}};
}

void sayDamage(Console& console, const QList<DamagedEntry>& damaged) {
    for (const DamagedEntry& entry : damaged)
        console.say(entry.name.bytes().isEmpty()
                        ? Upkeep::tr("damaged: snapshot %1: %2").arg(entry.snapshot, entry.cause)
                        : Upkeep::tr("damaged: %1 in snapshot %2: %3")
                              .arg(entry.name.display(), entry.snapshot, entry.cause));
}

// "800M", "20G", or bytes.
Result<qint64> sizeOf(const QString& text) {
    const QString units = QStringLiteral("KMGT");
    const int power = text.isEmpty() ? -1 : static_cast<int>(units.indexOf(text.back().toUpper()));
    bool ok = false;
    qint64 size = (power < 0 ? text : text.chopped(1)).toLongLong(&ok);
    for (int i = 0; i <= power; ++i)
        ok = ok && !qMulOverflow(size, qint64(1000), &size);
    if (!ok || size <= 0)
        return Error{ErrorCode::UsageInvalid, text, Upkeep::tr("is no size, such as 800M or 20G")};
    return size;
}

Result<int> countOf(const QString& text) {
    bool ok = false;
    const int count = text.toInt(&ok);
    if (!ok || count < 1)
        return Error{ErrorCode::UsageInvalid, text, Upkeep::tr("is no number of snapshots")};
    return count;
}

Result<RetentionWish> retentionWish(const Session& session) {
    RetentionWish wish;
    wish.keep = std::numeric_limits<int>::max();
    if (session.isSet("keep")) {
        UPKEEP_TRY_AS(wish.keep, countOf(session.value("keep")));
    }
    if (session.isSet("budget")) {
        UPKEEP_TRY_AS(wish.budget, sizeOf(session.value("budget")));
    }
    wish.onlySay = session.isSet("dry-run");
    return wish;
}

Result<ExitCode> pin(Session& session, bool pinned) {
    UPKEEP_TRY_AS(Vault vault, openVault(session));
    UPKEEP_TRY_AS(const SnapshotInfo info, findSnapshot(vault, session.argument()));
    return session.carryOut(pinned
                                ? Upkeep::tr("Snapshot %1 is kept for ever.").arg(info.id)
                                : Upkeep::tr("Snapshot %1 goes when its time comes.").arg(info.id),
                            [&] { return vault.pin(info.id, pinned); });
}

} // namespace

Result<ExitCode> vaultVerifyVerb(Session& session) {
    UPKEEP_TRY_AS(Vault vault, openVault(session));
    UPKEEP_TRY_AS(const QStringList ids, wanted(session, vault));
    const VerifyDepth depth = session.isSet("full") ? VerifyDepth::Full : VerifyDepth::Quick;
    UPKEEP_TRY_AS(
        const VerifyReport report,
        vault.verify(ids, depth, session.console().progress(), session.stop(), session.now()));
    session.console().endProgress();
    JsonValue::Array damaged;
    for (const DamagedEntry& entry : report.damaged)
        damaged.append(damageJson(entry));
    session.console().result(
        JsonValue::Object{{QStringLiteral("snapshots"), static_cast<qint64>(ids.size())},
                          {QStringLiteral("contents"), static_cast<qint64>(report.objects)},
                          {QStringLiteral("bytes"), report.bytes},
                          {QStringLiteral("full"), depth == VerifyDepth::Full},
                          {QStringLiteral("damaged"), damaged}});
    sayDamage(session.console(), report.damaged);
    if (!report.isIntact())
        return ExitCode::Untrusted;
    session.console().say(
        depth == VerifyDepth::Full
            ? Upkeep::tr("Every content was read and is as it was: %n snapshots, %1.",
                         "",
                         static_cast<int>(ids.size()))
                  .arg(formatSize(report.bytes))
            : Upkeep::tr("Snapshots and packs are whole: %n. --full reads every content, too.",
                         "",
                         static_cast<int>(ids.size())));
    return ExitCode::Done;
}

Result<ExitCode> vaultGcVerb(Session& session) {
    UPKEEP_TRY_AS(const RetentionWish wish, retentionWish(session));
    UPKEEP_TRY_AS(Vault vault, openVault(session));
    UPKEEP_TRY_AS(const RetentionReport report, vault.retain(wish));
    JsonValue::Array removed;
    for (const QString& id : report.removed) {
        removed.append(JsonValue(id));
        session.console().say(wish.onlySay ? Upkeep::tr("Would go: %1").arg(id)
                                           : Upkeep::tr("Gone: %1").arg(id));
    }
    JsonValue::Array unreadable;
    for (const QString& id : report.unreadable) {
        unreadable.append(JsonValue(id));
        session.console().say(
            Upkeep::tr("Nothing was freed: %1 cannot be read, so nobody knows what it needs.")
                .arg(id));
    }
    session.console().result(JsonValue::Object{
        {QStringLiteral("removed"), removed},
        {QStringLiteral("unreadable"), unreadable},
        {QStringLiteral("freed"), report.freed},
        {QStringLiteral("rewritten_packs"), static_cast<qint64>(report.rewritten)},
        {QStringLiteral("over_budget"), report.overBudget},
        {QStringLiteral("done"), !wish.onlySay}});
    if (!wish.onlySay)
        session.console().say(Upkeep::tr("%1 freed.").arg(formatSize(report.freed)));
    if (report.overBudget)
        session.console().say(Upkeep::tr("What must be kept needs more than the budget."));
    return ExitCode::Done;
}

Result<ExitCode> vaultExportVerb(Session& session) {
    UPKEEP_TRY_AS(Vault vault, openVault(session));
    UPKEEP_TRY_AS(const SnapshotInfo info, findSnapshot(vault, session.arguments().constFirst()));
    UPKEEP_TRY_AS(const LocalPath file, realPlace(session.arguments().at(1)));
    return session.carryOut(
        Upkeep::tr("Snapshot %1 is written to %2.").arg(info.id, file.display()),
        [&] { return vault.exportTo(info.id, file); });
}

Result<ExitCode> vaultImportVerb(Session& session) {
    UPKEEP_TRY_AS(const LocalPath file, realPlace(session.argument()));
    UPKEEP_TRY_AS(Vault vault, openVault(session, !session.isSet("dry-run")));
    return session.carryOut(
        Upkeep::tr("The snapshot in %1 is in the vault.").arg(file.display()),
        [&]() -> Result<void> {
            UPKEEP_TRY(vault.importFrom(file, {}, session.console().progress(), session.stop()));
            session.console().endProgress();
            return {};
        });
}

Result<ExitCode> vaultPinVerb(Session& session) {
    return pin(session, true);
}

Result<ExitCode> vaultUnpinVerb(Session& session) {
    return pin(session, false);
}

Result<ExitCode> vaultDeleteVerb(Session& session) {
    UPKEEP_TRY_AS(Vault vault, openVault(session));
    UPKEEP_TRY_AS(const SnapshotInfo info, findSnapshot(vault, session.argument()));
    if (!session.isSet("dry-run")) {
        UPKEEP_TRY_AS(
            const bool go,
            session.console().confirm(Upkeep::tr("Delete the snapshot %1 for ever?").arg(info.id),
                                      Upkeep::tr("delete")));
        if (!go)
            return ExitCode::Cancelled;
    }
    return session.carryOut(Upkeep::tr("Snapshot %1 is deleted.").arg(info.id),
                            [&] { return vault.remove(info.id); });
}

} // namespace upkeep
