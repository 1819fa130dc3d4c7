// SPDX-License-Identifier: Apache-2.0
#include "policy/preference_keys.h"
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

Result<const PreferenceKey*> findKey(const QString& name) {
    if (const PreferenceKey* const key = findPreferenceKey(name))
        return key;
    QStringList known;
    for (const PreferenceKey& key : preferenceKeys())
        known += key.name;
    return Error{ErrorCode::UsageInvalid,
                 name,
                 QStringLiteral("is none of ") + known.join(QStringLiteral(", "))};
}

// Longer than that is a decision about a version: skip or pin.
constexpr int longestPauseDays = 35;

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

Result<ExitCode> pauseVerb(Session& session) {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    UPKEEP_TRY_AS(const QDateTime until, momentFrom(session.argument(), now));
    if (until > now.addDays(longestPauseDays))
        return Error{ErrorCode::UsageInvalid,
                     session.argument(),
                     QStringLiteral("is longer than %1 days").arg(longestPauseDays)};
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    return session.carryOut(Upkeep::tr("Updates are paused until %1. “upkeepctl resume” ends it.")
                                .arg(formatMoment(until, now)),
                            [&] { return product->pause(until); });
}

Result<ExitCode> resumeVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    return session.carryOut(Upkeep::tr("Updates go on."), [&] { return product->resume(); });
}

Result<ExitCode> configGetVerb(Session& session) {
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(const Preferences preferences, product->preferences());
    UPKEEP_TRY_AS(const ProductStatus status, product->status());
    const QString wanted = session.arguments().value(0);
    if (!wanted.isEmpty())
        UPKEEP_TRY(findKey(wanted));
    JsonValue values;
    for (const PreferenceKey& key : preferenceKeys()) {
        if (!wanted.isEmpty() && wanted != key.name)
            continue;
        const QString value = key.write(preferences);
        const QString manager = status.managed.value(key.name);
        values.set(key.name, value);
        QString line = wanted.isEmpty() ? QStringLiteral("%1 = %2").arg(key.name, value) : value;
        if (wanted.isEmpty() && !manager.isEmpty())
            line += QStringLiteral("  ") + Upkeep::tr("(managed: %1)").arg(manager);
        session.console().say(line);
    }
    session.console().result(values);
    return ExitCode::Done;
}

Result<ExitCode> configSetVerb(Session& session) {
    UPKEEP_TRY_AS(const PreferenceKey* key, findKey(session.arguments()[0]));
    UPKEEP_TRY_AS(InstalledProduct * product, session.product());
    UPKEEP_TRY_AS(Preferences preferences, product->preferences());
    if (!key->read(preferences, session.arguments()[1]))
        return Error{ErrorCode::UsageInvalid,
                     session.arguments()[1],
                     QStringLiteral("is no value of %1 (%2)").arg(key->name, key->takes)};
    return session.carryOut(QStringLiteral("%1 = %2").arg(key->name, key->write(preferences)),
                            [&] { return product->setPreferences(preferences); });
}

} // namespace upkeep
