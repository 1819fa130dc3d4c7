// SPDX-License-Identifier: Apache-2.0
#include "walks/kept_holds.h"

#include "base/json.h"

namespace upkeep {

namespace {

constexpr qint64 sizeLimit = 64 * 1024;

LocalPath fileIn(const LocalPath& folder) {
    return folder / "holds.json";
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

QList<Hold> readKeptHolds(FileSystem& files, const LocalPath& folder) {
    const auto text = files.read(fileIn(folder), sizeLimit);
    const auto json = text ? parseJson(*text) : Result<JsonValue>(text.error());
    QList<Hold> holds;
    if (!json || !json->isArray())
        return holds;
    for (const JsonValue& item : json->array()) {
        auto hold = fromJson(item);
        if (hold)
            holds.append(std::move(*hold));
    }
    return holds;
}

Result<void> writeKeptHolds(FileSystem& files, const LocalPath& folder, const QList<Hold>& holds) {
    const LocalPath file = fileIn(folder);
    if (holds.isEmpty())
        return files.exists(file) ? files.removeFile(file) : Result<void>();
    JsonValue::Array array;
    for (const Hold& hold : holds)
        array.append(toJson(hold));
    UPKEEP_TRY(files.makeFolders(folder, 0700));
    return files.writeAndSync(file, writeJson(array), 0600);
}

void tellHolds(ProductStatus& status, const QList<Hold>& kept, const QDateTime& now) {
    const bool isPaused = status.pausedUntil.isValid() && status.pausedUntil > now;
    if (!isPaused)
        status.pausedUntil = {};
    for (const Hold& hold : kept) {
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
