// SPDX-License-Identifier: Apache-2.0
#include "walks/kept_waiting.h"

#include "base/json.h"

namespace upkeep {

namespace {

constexpr qint64 sizeLimit = 64 * 1024;

LocalPath fileIn(const LocalPath& folder) {
    return folder / "waiting.json";
}

JsonValue toJson(const Hold& hold) {
    JsonValue json;
    json.set(QStringLiteral("reason"), hold.reason);
    json.set(QStringLiteral("subject"), hold.subject);
    json.set(QStringLiteral("version"), hold.version.toString());
    if (hold.until.isValid())
        json.set(QStringLiteral("until"), hold.until.toUTC().toString(Qt::ISODateWithMs));
    json.set(QStringLiteral("can_override"), hold.canOverride);
    return json;
}

Result<Hold> fromJson(const JsonValue& json) {
    Hold hold;
    UPKEEP_TRY_AS(hold.reason, json.requiredString(u"reason"));
    UPKEEP_TRY_AS(hold.subject, json.requiredString(u"subject"));
    UPKEEP_TRY_AS(const QString version, json.requiredString(u"version"));
    UPKEEP_TRY_AS(hold.version, Version::parse(version));
    UPKEEP_TRY_AS(const auto until, json.optionalString(u"until"));
    if (until)
        hold.until = QDateTime::fromString(*until, Qt::ISODateWithMs).toUTC();
    UPKEEP_TRY_AS(hold.canOverride, json.requiredBool(u"can_override"));
    return hold;
}

JsonValue toJson(const Waiting& waiting) {
    JsonValue::Array holds;
    for (const Hold& hold : waiting.holds)
        holds.append(toJson(hold));
    JsonValue json;
    json.set(QStringLiteral("holds"), holds);
    json.set(QStringLiteral("wish"), QString(wishName(waiting.wish)));
    json.set(QStringLiteral("version"), waiting.version.toString());
    return json;
}

// Holds that cannot be read are none; what is left still says something.
Result<Waiting> waitingFromJson(const JsonValue& json) {
    Waiting waiting;
    UPKEEP_TRY_AS(const JsonValue::Array holds, json.requiredArray(u"holds"));
    for (const JsonValue& item : holds) {
        auto hold = fromJson(item);
        if (hold)
            waiting.holds.append(std::move(*hold));
    }
    UPKEEP_TRY_AS(const QString wish, json.requiredString(u"wish"));
    waiting.wish = wishFromName(wish);
    UPKEEP_TRY_AS(const QString version, json.requiredString(u"version"));
    if (!version.isEmpty()) {
        UPKEEP_TRY_AS(waiting.version, Version::parse(version));
    }
    return waiting;
}

bool isOverdue(const Hold& hold, const QDateTime& now) {
    return hold.until.isValid() && hold.until <= now;
}

// What matters more than that an update waits.
bool givesWay(UpdateState state) {
    return state == UpdateState::NotChecked || state == UpdateState::UpToDate ||
           state == UpdateState::Available || state == UpdateState::Security ||
           state == UpdateState::NotSigned || state == UpdateState::Held;
}

} // namespace

Waiting readKeptWaiting(FileSystem& files, const LocalPath& folder) {
    const auto text = files.read(fileIn(folder), sizeLimit);
    const auto json = text ? parseJson(*text) : Result<JsonValue>(text.error());
    auto waiting = json ? waitingFromJson(*json) : Result<Waiting>(json.error());
    return waiting ? std::move(*waiting) : Waiting();
}

Result<void> writeKeptWaiting(FileSystem& files, const LocalPath& folder, const Waiting& waiting) {
    const LocalPath file = fileIn(folder);
    if (waiting.holds.isEmpty() && waiting.wish == Wish::None)
        return files.exists(file) ? files.removeFile(file) : Result<void>();
    UPKEEP_TRY(files.makeFolders(folder, 0700));
    return files.writeAndSync(file, writeJson(toJson(waiting)), 0600);
}

void tellWaiting(ProductStatus& status, const Waiting& kept, const QDateTime& now) {
    if (status.offer && status.offer->to == kept.version)
        status.wish = kept.wish;
    const bool isPaused = status.pausedUntil.isValid() && status.pausedUntil > now;
    if (!isPaused)
        status.pausedUntil = {};
    for (const Hold& hold : kept.holds) {
        const bool isAbout = status.offer && status.offer->to == hold.version;
        if (isAbout && !isOverdue(hold, now) && hold.reason != QLatin1String("paused"))
            status.holds.append(hold);
    }
    if (isPaused)
        status.holds.prepend(Hold{QStringLiteral("paused"),
                                  {},
                                  status.offer ? status.offer->to : status.version,
                                  status.pausedUntil,
                                  true});
    if (status.holds.isEmpty())
        return;
    status.hold = status.holds.constFirst();
    if (givesWay(status.state))
        status.state = UpdateState::Held;
}

} // namespace upkeep
