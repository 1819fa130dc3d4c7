// SPDX-License-Identifier: Apache-2.0
// `upkeepctl vault create|list|diff|restore`: snapshots of any folder, without a product.
#include "components/sqlite_database.h"
#include "json_values.h"
#include "snapshots/compare.h"
#include "snapshots/put_back.h"
#include "text/format.h"
#include "text/upkeep_tr.h"
#include "vault_call.h"
#include "verbs.h"

#include <QElapsedTimer>
#include <QSysInfo>

namespace upkeep {

namespace {

QByteArrayList patterns(const Session& session, const char* option) {
    QByteArrayList list;
    for (const QString& pattern : session.values(option))
        list.append(pattern.toUtf8());
    return list;
}

Result<QList<LocalName>> names(const Session& session, const char* option) {
    QList<LocalName> list;
    for (const QString& text : session.values(option)) {
        UPKEEP_TRY_AS(LocalName name, LocalName::parse(text.toUtf8()));
        list.append(std::move(name));
    }
    return list;
}

JsonValue shown(const QList<LocalName>& names) {
    JsonValue::Array items;
    for (const LocalName& name : names)
        items.append(JsonValue(name.display()));
    return items;
}

Result<AddOptions> addOptions(const Session& session) {
    AddOptions options;
    options.exclude = patterns(session, "exclude");
    options.tolerant = patterns(session, "tolerate");
    UPKEEP_TRY_AS(options.databases, names(session, "sqlite"));
    options.copyDatabase = [](const LocalPath& from, const LocalPath& to) {
        return copyDatabase(from, to);
    };
    return options;
}

SnapshotMeta metaOf(const Session& session, const QString& reason) {
    SnapshotMeta meta;
    meta.time = session.now();
    meta.reason = reason;
    meta.platform = QSysInfo::kernelType() + u'-' + QSysInfo::buildCpuArchitecture();
    meta.arch = QSysInfo::buildCpuArchitecture();
    setNameAndTags(meta, session.value("name"), session.values("tag"));
    return meta;
}

struct Taken {
    QString id;
    CaptureReport report;
    qint64 size = 0;
    qsizetype files = 0;
    QList<LocalName> leftOut;
    QList<LocalName> torn;
};

Result<Taken> take(Session& session,
                   Vault& vault,
                   const LocalPath& place,
                   const AddOptions& options,
                   const SnapshotMeta& meta) {
    UPKEEP_TRY_AS(SnapshotWriter writer, vault.begin(meta));
    UPKEEP_TRY(writer.addTree(
        vaultComponent, place, options, session.console().progress(), session.stop()));
    Taken taken;
    UPKEEP_TRY_AS(taken.id, writer.close());
    session.console().endProgress();
    taken.report = writer.report();
    taken.size = writer.manifest().totalSize();
    taken.files = writer.manifest().fileCount();
    const SnapshotComponent& component = writer.manifest().components.constFirst();
    taken.leftOut = component.leftOut;
    for (const SnapshotEntry& entry : component.entries) {
        if (entry.torn)
            taken.torn.append(entry.name);
    }
    return taken;
}

JsonValue takenJson(const Taken& taken, qint64 milliseconds) {
    return JsonValue::Object{
        {QStringLiteral("id"), taken.id},
        {QStringLiteral("files"), static_cast<qint64>(taken.files)},
        {QStringLiteral("size"), taken.size},
        {QStringLiteral("files_read"), static_cast<qint64>(taken.report.filesRead)},
        {QStringLiteral("files_unchanged"), static_cast<qint64>(taken.report.filesUnchanged)},
        {QStringLiteral("bytes_read"), taken.report.bytesRead},
        {QStringLiteral("contents_added"), static_cast<qint64>(taken.report.contentsAdded)},
        {QStringLiteral("bytes_added"), taken.report.packedBytes},
        {QStringLiteral("left_out"), shown(taken.leftOut)},
        {QStringLiteral("torn"), shown(taken.torn)},
        {QStringLiteral("milliseconds"), milliseconds}};
}

void sayTaken(Console& console, const Taken& taken, qint64 milliseconds) {
    console.say(Upkeep::tr("%1: %2 in %n files, %3 read, %4 added to the vault, %5.",
                           "",
                           static_cast<int>(taken.files))
                    .arg(taken.id,
                         formatSize(taken.size),
                         formatSize(taken.report.bytesRead),
                         formatSize(taken.report.packedBytes),
                         formatDuration(static_cast<double>(milliseconds) / 1000)));
    for (const LocalName& name : taken.leftOut)
        console.say(Upkeep::tr("Left out, since it is no file, folder or link of this disk: %1")
                        .arg(name.display()));
    for (const LocalName& name : taken.torn)
        console.say(Upkeep::tr("Changed while it was read: %1").arg(name.display()));
}

// The exclusions of the snapshot that goes back rule what stays where it is.
Result<QString> takeSafety(Session& session, Vault& vault, const PutBack& wish) {
    UPKEEP_TRY_AS(const SnapshotManifest manifest, vault.manifest(wish.snapshot));
    AddOptions options;
    if (const SnapshotComponent* component = manifest.component(vaultComponent))
        options.exclude = component->exclusions;
    UPKEEP_TRY_AS(const Taken taken,
                  take(session,
                       vault,
                       wish.place,
                       options,
                       metaOf(session, QStringLiteral("before-restore"))));
    return taken.id;
}

JsonValue putBackJson(const PutBack& wish, const PutBackReport& report) {
    return JsonValue::Object{
        {QStringLiteral("snapshot"), wish.snapshot},
        {QStringLiteral("place"), wish.place.display()},
        {QStringLiteral("replaced"), report.replaced},
        {QStringLiteral("safety_snapshot"), wish.safety},
        {QStringLiteral("removed"), static_cast<qint64>(report.removed)},
        {QStringLiteral("entries"), static_cast<qint64>(report.restored.entries)},
        {QStringLiteral("size"), report.restored.bytes},
        {QStringLiteral("owner_not_set"), shown(report.restored.ownerNotSet)},
        {QStringLiteral("attributes_not_set"), shown(report.restored.xattrsNotSet)}};
}

void sayPutBack(Console& console, const PutBack& wish, const PutBackReport& report) {
    console.say(Upkeep::tr("%1 is back in %2: %n entries, %3.",
                           "",
                           static_cast<int>(report.restored.entries))
                    .arg(wish.snapshot, wish.place.display(), formatSize(report.restored.bytes)));
    for (const LocalName& name : report.restored.ownerNotSet)
        console.say(Upkeep::tr("Its owner may not be set: %1").arg(name.display()));
    for (const LocalName& name : report.restored.xattrsNotSet)
        console.say(Upkeep::tr("Not all of its attributes may be set: %1").arg(name.display()));
}

void sayDifferences(Console& console, const QList<DifferenceEntry>& entries) {
    for (const DifferenceEntry& entry : entries)
        console.say(QStringLiteral("%1  %2").arg(
            differenceId(entry.difference).leftJustified(11),
            entry.path.bytes().isEmpty() ? QStringLiteral(".") : entry.path.display()));
    if (entries.isEmpty())
        console.say(Upkeep::tr("There is no difference."));
}

// The second word may name a snapshot or a folder; none is the folder the snapshot was taken of.
Result<Comparison> compared(Session& session, Vault& vault) {
    UPKEEP_TRY_AS(const SnapshotInfo left, findSnapshot(vault, session.arguments().constFirst()));
    UPKEEP_TRY_AS(const SnapshotManifest old, vault.manifest(left.id));
    const QString second = session.arguments().value(1);
    if (!second.isEmpty()) {
        const auto right = findSnapshot(vault, second);
        if (right.has_value()) {
            UPKEEP_TRY_AS(const SnapshotManifest now, vault.manifest(right->id));
            return Comparison{left.id, right->id, compareSnapshots(old, now)};
        }
    }
    const SnapshotComponent* const tree = old.component(vaultComponent);
    if (!tree)
        return Error{
            ErrorCode::SnapshotUnknown, left.id, QStringLiteral("it holds no bare folder")};
    UPKEEP_TRY_AS(const LocalPath live, second.isEmpty() ? tree->root : realPlace(second));
    if (!session.files().exists(live))
        return Error{ErrorCode::FileNotFound, live.display(), {}};
    UPKEEP_TRY_AS(const QList<DifferenceEntry> entries,
                  compareWithLive(session.files(), *tree, live, session.stop()));
    return Comparison{left.id, live.display(), entries};
}

} // namespace

Result<ExitCode> vaultCreateVerb(Session& session) {
    QElapsedTimer clock;
    clock.start();
    UPKEEP_TRY_AS(const LocalPath place, realPlace(session.argument()));
    UPKEEP_TRY_AS(const AddOptions options, addOptions(session));
    if (!session.files().exists(place))
        return Error{ErrorCode::FileNotFound, place.display(), {}};
    UPKEEP_TRY_AS(Vault vault, openVault(session, true));
    UPKEEP_TRY(settlePlace(session.files(), vault, place));
    UPKEEP_TRY_AS(const Taken taken,
                  take(session, vault, place, options, metaOf(session, QStringLiteral("manual"))));
    if (session.isSet("pin"))
        UPKEEP_TRY(vault.pin(taken.id, true));
    session.console().result(takenJson(taken, clock.elapsed()));
    sayTaken(session.console(), taken, clock.elapsed());
    return ExitCode::Done;
}

Result<ExitCode> vaultListVerb(Session& session) {
    UPKEEP_TRY_AS(Vault vault, openVault(session));
    UPKEEP_TRY_AS(const QList<SnapshotInfo> infos, vault.list());
    JsonValue::Array values;
    for (const SnapshotInfo& info : infos) {
        if (session.isSet("tag") && !tagsOf(info.meta).contains(session.value("tag")))
            continue;
        values.append(vaultSnapshotJson(info));
        session.console().say(vaultSnapshotLine(info));
    }
    session.console().result(values);
    return ExitCode::Done;
}

Result<ExitCode> vaultDiffVerb(Session& session) {
    UPKEEP_TRY_AS(Vault vault, openVault(session));
    UPKEEP_TRY_AS(const Comparison comparison, compared(session, vault));
    session.console().result(toJson(comparison));
    sayDifferences(session.console(), comparison.entries);
    return comparison.entries.isEmpty() && session.isSet("exit-code") ? ExitCode::NothingToDo
                                                                      : ExitCode::Done;
}

Result<ExitCode> vaultRestoreVerb(Session& session) {
    UPKEEP_TRY_AS(Vault vault, openVault(session));
    UPKEEP_TRY_AS(const SnapshotInfo info, findSnapshot(vault, session.arguments().constFirst()));
    PutBack wish{info.id, vaultComponent, {}, {}, session.isSet("replace"), {}};
    UPKEEP_TRY_AS(wish.names, names(session, "file"));
    UPKEEP_TRY_AS(wish.place, realPlace(session.arguments().at(1)));
    UPKEEP_TRY(checkPlace(session.files(), wish));
    if (session.isSet("dry-run"))
        return session.carryOut(
            Upkeep::tr("Snapshot %1 goes to %2.").arg(info.id, wish.place.display()),
            [] { return Result<void>(); });
    UPKEEP_TRY(settlePlace(session.files(), vault, wish.place));
    if (wish.replace && session.files().exists(wish.place)) {
        UPKEEP_TRY_AS(wish.safety, takeSafety(session, vault, wish));
    }
    UPKEEP_TRY_AS(
        const PutBackReport report,
        putBack(session.files(), vault, wish, session.console().progress(), session.stop()));
    session.console().endProgress();
    session.console().result(putBackJson(wish, report));
    sayPutBack(session.console(), wish, report);
    if (!wish.safety.isEmpty())
        session.console().say(
            Upkeep::tr("What was there before is in the snapshot %1.").arg(wish.safety));
    return ExitCode::Done;
}

} // namespace upkeep
