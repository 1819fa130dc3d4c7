// SPDX-License-Identifier: Apache-2.0
#include "ceremony_words.h"

#include "text/upkeep_tr.h"

namespace upkeep {

namespace {

QString text(const QByteArray& bytes) {
    return QString::fromUtf8(bytes);
}

QString day(const QDateTime& time) {
    return time.date().toString(Qt::ISODate);
}

QString wordsFor(const KeyChange& change) {
    const QString key = wordsFor(change.key);
    return change.isAdded
               ? Upkeep::tr("%1 may be signed by one more key: %2").arg(text(change.role), key)
               : Upkeep::tr("%1 is no longer signed by the key %2").arg(text(change.role), key);
}

QString wordsFor(const ThresholdChange& change) {
    if (change.before == 0)
        return Upkeep::tr("%1 needs signatures: %2").arg(text(change.role)).arg(change.after);
    return Upkeep::tr("%1 needs signatures: %2 instead of %3")
        .arg(text(change.role))
        .arg(change.after)
        .arg(change.before);
}

QString wordsFor(const TargetChange& change) {
    switch (change.change) {
    case ListingChange::Added:
        return Upkeep::tr("lists %1").arg(text(change.path));
    case ListingChange::Replaced:
        return Upkeep::tr("replaces %1").arg(text(change.path));
    case ListingChange::Removed:
        return Upkeep::tr("no longer lists %1").arg(text(change.path));
    }
    return {};
}

} // namespace

QStringList wordsFor(const MetadataChange& change) {
    QStringList lines{Upkeep::tr("%1, version %2, believed until %3")
                          .arg(text(change.role))
                          .arg(change.version)
                          .arg(day(change.expires))};
    if (change.isRenewal())
        lines += Upkeep::tr("only its dates are new");
    for (const KeyChange& key : change.keys)
        lines += wordsFor(key);
    for (const ThresholdChange& threshold : change.thresholds)
        lines += wordsFor(threshold);
    for (const QByteArray& role : change.delegated)
        lines += Upkeep::tr("trusts a new role: %1").arg(text(role));
    for (const QByteArray& role : change.undelegated)
        lines += Upkeep::tr("no longer trusts the role %1").arg(text(role));
    for (const TargetChange& target : change.targets)
        lines += wordsFor(target);
    for (const RevokedRelease& revoked : change.revoked)
        lines += Upkeep::tr("withdraws %1: %2").arg(revoked.version.toString(), revoked.reason);
    for (qsizetype i = 1; i < lines.size(); ++i)
        lines[i].prepend(QStringLiteral("    "));
    return lines;
}

JsonValue toJson(const MetadataChange& change) {
    JsonValue::Array keys;
    for (const KeyChange& one : change.keys) {
        JsonValue key = toJson(one.key);
        key.set(QStringLiteral("role"), text(one.role));
        key.set(QStringLiteral("added"), one.isAdded);
        keys += key;
    }
    JsonValue::Array thresholds;
    for (const ThresholdChange& one : change.thresholds)
        thresholds += JsonValue(JsonValue::Object{{QStringLiteral("role"), text(one.role)},
                                                  {QStringLiteral("before"), one.before},
                                                  {QStringLiteral("after"), one.after}});
    JsonValue::Array revoked;
    for (const RevokedRelease& one : change.revoked)
        revoked += JsonValue(JsonValue::Object{{QStringLiteral("version"), one.version.toString()},
                                               {QStringLiteral("reason"), one.reason}});
    QList<QByteArray> targets;
    for (const TargetChange& one : change.targets)
        targets += one.path;
    return JsonValue::Object{{QStringLiteral("role"), text(change.role)},
                             {QStringLiteral("version"), change.version},
                             {QStringLiteral("expires"), change.expires.toString(Qt::ISODate)},
                             {QStringLiteral("keys"), keys},
                             {QStringLiteral("thresholds"), thresholds},
                             {QStringLiteral("delegated"), namesToJson(change.delegated)},
                             {QStringLiteral("undelegated"), namesToJson(change.undelegated)},
                             {QStringLiteral("targets"), namesToJson(targets)},
                             {QStringLiteral("revoked"), revoked}};
}

QString wordsFor(const MissingSignatures& missing) {
    return Upkeep::tr("%1: signatures %2 of %3")
        .arg(text(missing.role))
        .arg(missing.have)
        .arg(missing.needed);
}

JsonValue toJson(const QList<MissingSignatures>& missing) {
    JsonValue::Array list;
    for (const MissingSignatures& one : missing)
        list += JsonValue(JsonValue::Object{{QStringLiteral("role"), text(one.role)},
                                            {QStringLiteral("have"), one.have},
                                            {QStringLiteral("needed"), one.needed}});
    return list;
}

QStringList expiryWarnings(const QList<RoleStatus>& roles, const QDateTime& now) {
    QStringList lines;
    for (const RoleStatus& role : roles) {
        if (role.expires <= now)
            lines += Upkeep::tr("Warning: %1 expired on %2; clients believe nothing new.")
                         .arg(text(role.role), day(role.expires));
        else if (role.expiresSoon(now))
            lines += Upkeep::tr("Warning: %1 expires on %2 (days left: %3). Sign it anew: "
                                "upkeep-publish renew")
                         .arg(text(role.role), day(role.expires))
                         .arg(now.daysTo(role.expires));
    }
    return lines;
}

JsonValue toJson(const RoleStatus& status, const QDateTime& now) {
    JsonValue::Array keys;
    for (const KeyRecord& key : status.holding.keys)
        keys += toJson(key);
    return JsonValue::Object{{QStringLiteral("role"), text(status.role)},
                             {QStringLiteral("version"), status.version},
                             {QStringLiteral("expires"), status.expires.toString(Qt::ISODate)},
                             {QStringLiteral("expires_soon"), status.expiresSoon(now)},
                             {QStringLiteral("threshold"), status.holding.threshold},
                             {QStringLiteral("keys"), keys}};
}

QString wordsFor(const KeyRecord& key) {
    const QString id = QString::fromLatin1(key.id.left(8));
    const QString since = key.since.toString(Qt::ISODate);
    if (key.holder.isEmpty())
        return since.isEmpty() ? id : Upkeep::tr("%1 (since %2)").arg(id, since);
    return Upkeep::tr("%1 of %2 (since %3)").arg(id, key.holder, since);
}

JsonValue toJson(const KeyRecord& key) {
    return JsonValue::Object{{QStringLiteral("id"), QString::fromLatin1(key.id)},
                             {QStringLiteral("holder"), key.holder},
                             {QStringLiteral("since"), key.since.toString(Qt::ISODate)}};
}

JsonValue namesToJson(const QList<QByteArray>& names) {
    JsonValue::Array list;
    for (const QByteArray& name : names)
        list += JsonValue(text(name));
    return list;
}

} // namespace upkeep
