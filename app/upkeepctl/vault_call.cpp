// SPDX-License-Identifier: Apache-2.0
#include "vault_call.h"

#include "text/format.h"
#include "text/upkeep_tr.h"

#include <cstdlib>
#include <memory>

namespace upkeep {

namespace {

const QString nameNote = QStringLiteral("name");
const QString tagsNote = QStringLiteral("tags");
constexpr qsizetype shortestBeginning = 4;

JsonValue texts(const QStringList& list) {
    JsonValue::Array items;
    for (const QString& text : list)
        items.append(JsonValue(text));
    return items;
}

JsonValue timeJson(const std::optional<QDateTime>& time) {
    return time && time->isValid() ? JsonValue(time->toUTC().toString(Qt::ISODateWithMs))
                                   : JsonValue();
}

} // namespace

Result<LocalPath> realPlace(const QString& text) {
    UPKEEP_TRY_AS(const LocalPath path, LocalPath::fromUser(text));
    const std::unique_ptr<char, decltype(&std::free)> whole(::realpath(path.c_str(), nullptr),
                                                            &std::free);
    if (whole)
        return LocalPath::parse(whole.get());
    const std::unique_ptr<char, decltype(&std::free)> above(
        ::realpath(path.parent().c_str(), nullptr), &std::free);
    const auto name = LocalName::parse(path.basename());
    if (!above || !name.has_value())
        return path;
    UPKEEP_TRY_AS(const LocalPath folder, LocalPath::parse(above.get()));
    return folder / name.value();
}

Result<Vault> openVault(Session& session, bool make) {
    if (session.value("vault").isEmpty())
        return Error{ErrorCode::UsageInvalid,
                     QStringLiteral("--vault"),
                     Upkeep::tr("is missing: the folder of the snapshots")};
    UPKEEP_TRY_AS(const LocalPath folder, realPlace(session.value("vault")));
    return make ? Vault::open(session.files(), folder)
                : Vault::openExisting(session.files(), folder);
}

Result<SnapshotInfo> findSnapshot(Vault& vault, const QString& wish) {
    UPKEEP_TRY_AS(const QList<SnapshotInfo> infos, vault.list());
    QList<SnapshotInfo> beginning;
    for (const SnapshotInfo& info : infos) {
        if (info.id == wish || (!info.damaged && nameOf(info.meta) == wish) ||
            (wish == QLatin1String("latest") && !info.damaged))
            return info;
        if (wish.size() >= shortestBeginning && info.id.startsWith(wish))
            beginning.append(info);
    }
    if (beginning.size() > 1)
        return Error{ErrorCode::UsageInvalid, wish, Upkeep::tr("begins more than one snapshot")};
    if (beginning.isEmpty())
        return Error{
            ErrorCode::SnapshotUnknown, wish, QStringLiteral("the vault holds no such snapshot")};
    return beginning.constFirst();
}

QString nameOf(const SnapshotMeta& meta) {
    return meta.notes.value(nameNote);
}

QStringList tagsOf(const SnapshotMeta& meta) {
    return meta.notes.value(tagsNote).split(u'\n', Qt::SkipEmptyParts);
}

void setNameAndTags(SnapshotMeta& meta, const QString& name, const QStringList& tags) {
    if (!name.isEmpty())
        meta.notes.insert(nameNote, name);
    if (!tags.isEmpty())
        meta.notes.insert(tagsNote, tags.join(u'\n'));
}

JsonValue vaultSnapshotJson(const SnapshotInfo& info) {
    return JsonValue::Object{{QStringLiteral("id"), info.id},
                             {QStringLiteral("name"), nameOf(info.meta)},
                             {QStringLiteral("tags"), texts(tagsOf(info.meta))},
                             {QStringLiteral("time"), timeJson(info.meta.time)},
                             {QStringLiteral("reason"), info.meta.reason},
                             {QStringLiteral("files"), static_cast<qint64>(info.files)},
                             {QStringLiteral("size"), info.size},
                             {QStringLiteral("own_size"), info.ownSize},
                             {QStringLiteral("checksum"), QString::fromLatin1(info.checksum.hex())},
                             {QStringLiteral("pinned"), info.pinned},
                             {QStringLiteral("damaged"), info.damaged},
                             {QStringLiteral("verified"), timeJson(info.verified)}};
}

QString vaultSnapshotLine(const SnapshotInfo& info) {
    QString line =
        QStringLiteral("%1  %2  %3 %4")
            .arg(info.id,
                 info.meta.time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                 formatSize(info.size).rightJustified(9),
                 Upkeep::tr("in %n files", "", info.files));
    if (!nameOf(info.meta).isEmpty())
        line += QStringLiteral("  “%1”").arg(nameOf(info.meta));
    for (const QString& tag : tagsOf(info.meta))
        line += QStringLiteral("  #") + tag;
    if (info.pinned)
        line += Upkeep::tr("  pinned");
    if (info.damaged)
        line += Upkeep::tr("  DAMAGED");
    return line;
}

} // namespace upkeep
