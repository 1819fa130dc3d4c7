// SPDX-License-Identifier: Apache-2.0
#include "text/format.h"
#include "text/upkeep_tr.h"
#include "verbs.h"

#include <QRegularExpression>

namespace upkeep {

namespace {

Result<Version> versionArgument(const Session& session) {
    return Version::parse(session.argument());
}

// "1h", "3d", "2w", or a moment in ISO 8601.
Result<QDateTime> momentFrom(const QString& text, const QDateTime& now) {
    static const QRegularExpression span(QStringLiteral("\\A([1-9][0-9]{0,3})([hdw])\\z"));
    const auto match = span.match(text);
    if (match.hasMatch()) {
        const qint64 count = match.captured(1).toLongLong();
        const QChar unit = match.captured(2).at(0);
        return now.addSecs(count * 3600 * (unit == u'h' ? 1 : unit == u'd' ? 24 : 24 * 7));
    }
    const QDateTime moment = QDateTime::fromString(text, Qt::ISODate);
    if (!moment.isValid() || moment <= now)
        return Error{ErrorCode::UsageInvalid,
                     text,
                     QStringLiteral("is no time to come, such as 1h, 3d or 2030-01-31T09:00:00")};
    return moment.toUTC();
}

struct PreferenceKey {
    const char* name;
    QString (*read)(const Preferences&);
    bool (*write)(Preferences&, const QString&);
};

template <int Preferences::*Member, int Lowest, int Highest>
bool writeNumber(Preferences& preferences, const QString& text) {
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    preferences.*Member = number;
    return isNumber && number >= Lowest && number <= Highest;
}

const QStringList& automaticNames() {
    static const QStringList names = {
        QStringLiteral("all"), QStringLiteral("security"), QStringLiteral("manual")};
    return names;
}

const QList<PreferenceKey>& preferenceKeys() {
    static const QList<PreferenceKey> keys = {
        {"automatic",
         [](const Preferences& p) { return automaticNames()[static_cast<int>(p.automatic)]; },
         [](Preferences& p, const QString& text) {
             const qsizetype index = automaticNames().indexOf(text);
             p.automatic = static_cast<AutoUpdate>(qMax<qsizetype>(index, 0));
             return index >= 0;
         }},
        {"check-interval-hours",
         [](const Preferences& p) { return QString::number(p.checkIntervalHours); },
         &writeNumber<&Preferences::checkIntervalHours, 1, 24 * 365>},
        {"snapshots-kept",
         [](const Preferences& p) { return QString::number(p.snapshotsKept); },
         &writeNumber<&Preferences::snapshotsKept, 1, 1000>},
        {"snapshot-budget-gb",
         [](const Preferences& p) { return QString::number(p.snapshotBudgetGb); },
         &writeNumber<&Preferences::snapshotBudgetGb, 0, 1'000'000>},
        {"start-after-update",
         [](const Preferences& p) {
             return p.startAfterUpdate ? QStringLiteral("true") : QStringLiteral("false");
         },
         [](Preferences& p, const QString& text) {
             p.startAfterUpdate = text == QLatin1String("true");
             return p.startAfterUpdate || text == QLatin1String("false");
         }},
        {"channel",
         [](const Preferences& p) { return p.channel; },
         [](Preferences& p, const QString& text) {
             static const QRegularExpression name(QStringLiteral("\\A[a-z0-9-]{1,32}\\z"));
             p.channel = text;
             return name.match(text).hasMatch();
         }},
    };
    return keys;
}

Result<const PreferenceKey*> findKey(const QString& name) {
    QStringList known;
    for (const PreferenceKey& key : preferenceKeys()) {
        if (name == QLatin1String(key.name))
            return &key;
        known += QLatin1String(key.name);
    }
    return Error{ErrorCode::UsageInvalid,
                 name,
                 QStringLiteral("is none of ") + known.join(QStringLiteral(", "))};
}

} // namespace

Result<ExitCode> skipVerb(Session& session) {
    UPKEEP_TRY_AS(const Version version, versionArgument(session));
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    return session.carryOut(
        Upkeep::tr("%1 is not offered any more. “upkeepctl unskip %1” undoes it.")
            .arg(version.toString()),
        [&] { return product->skip(version); });
}

Result<ExitCode> unskipVerb(Session& session) {
    UPKEEP_TRY_AS(const Version version, versionArgument(session));
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    return session.carryOut(Upkeep::tr("%1 is offered again.").arg(version.toString()),
                            [&] { return product->unskip(version); });
}

Result<ExitCode> remindVerb(Session& session) {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    UPKEEP_TRY_AS(const QDateTime at, momentFrom(session.argument(), now));
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    return session.carryOut(
        Upkeep::tr("The update is offered again: %1.").arg(formatMoment(at, now)),
        [&] { return product->remind(at); });
}

Result<ExitCode> pinVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    Version version = status.version;
    if (!session.arguments().isEmpty()) {
        UPKEEP_TRY_AS(version, versionArgument(session));
    }
    return session.carryOut(
        Upkeep::tr("%1 stays on %2 until “upkeepctl resume”.").arg(status.name, version.toString()),
        [&] { return product->pin(version); });
}

Result<ExitCode> resumeVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    return session.carryOut(Upkeep::tr("Updates go on."), [&] { return product->resume(); });
}

Result<ExitCode> configGetVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const Preferences preferences, product->preferences());
    const QString wanted = session.arguments().value(0);
    if (!wanted.isEmpty())
        UPKEEP_TRY(findKey(wanted));
    JsonValue values;
    for (const PreferenceKey& key : preferenceKeys()) {
        if (!wanted.isEmpty() && wanted != QLatin1String(key.name))
            continue;
        values.set(QLatin1String(key.name), key.read(preferences));
        session.console().say(wanted.isEmpty() ? QStringLiteral("%1 = %2").arg(
                                                     QLatin1String(key.name), key.read(preferences))
                                               : key.read(preferences));
    }
    session.console().result(values);
    return ExitCode::Done;
}

Result<ExitCode> configSetVerb(Session& session) {
    UPKEEP_TRY_AS(const PreferenceKey* key, findKey(session.arguments()[0]));
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(Preferences preferences, product->preferences());
    if (!key->write(preferences, session.arguments()[1]))
        return Error{ErrorCode::UsageInvalid,
                     session.arguments()[1],
                     QStringLiteral("is no value of ") + session.arguments()[0]};
    return session.carryOut(
        QStringLiteral("%1 = %2").arg(session.arguments()[0], key->read(preferences)),
        [&] { return product->setPreferences(preferences); });
}

} // namespace upkeep
