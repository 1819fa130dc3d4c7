// SPDX-License-Identifier: Apache-2.0
#include "walks/last_check.h"

namespace upkeep {

namespace {

constexpr qint64 textLimit = 256 * 1024;

LocalPath fileIn(const LocalPath& folder) {
    return folder / "last-check.json";
}

// Texts lie beside it under their hash, verified when they came and again now.
QByteArray
textOf(FileSystem& files, const LocalPath& folder, const std::optional<AttachedFile>& attached) {
    if (!attached)
        return {};
    const auto text = files.read(folder / "texts" / attached->sha256.hex().constData(), textLimit);
    return text && Digest::of(*text) == attached->sha256 ? *text : QByteArray();
}

JsonValue timeToJson(const QDateTime& time) {
    return time.isValid() ? time.toString(Qt::ISODateWithMs) : QString();
}

QDateTime timeIn(const JsonValue& json, QStringView member) {
    const auto text = json.requiredString(member);
    return text && !text->isEmpty() ? QDateTime::fromString(*text, Qt::ISODateWithMs) : QDateTime();
}

JsonValue holdToJson(const DecisionHold& hold) {
    return JsonValue::Object{{QStringLiteral("reason"), hold.reason},
                             {QStringLiteral("subject"), hold.subject},
                             {QStringLiteral("version"), hold.version.toString()},
                             {QStringLiteral("until"), timeToJson(hold.until)},
                             {QStringLiteral("can_override"), hold.canOverride}};
}

Result<DecisionHold> holdFromJson(const JsonValue& json) {
    DecisionHold hold;
    UPKEEP_TRY_AS(hold.reason, json.requiredString(u"reason"));
    UPKEEP_TRY_AS(hold.subject, json.requiredString(u"subject"));
    UPKEEP_TRY_AS(const QString version, json.requiredString(u"version"));
    UPKEEP_TRY_AS(hold.version, Version::parse(version));
    hold.until = timeIn(json, u"until");
    UPKEEP_TRY_AS(hold.canOverride, json.requiredBool(u"can_override"));
    return hold;
}

JsonValue errorToJson(const Error& error) {
    return JsonValue::Object{{QStringLiteral("code"), QString(errorId(error.code))},
                             {QStringLiteral("subject"), error.subject},
                             {QStringLiteral("cause"), error.cause}};
}

Result<std::optional<Error>> errorIn(const JsonValue& check, QStringView member) {
    const JsonValue* const found = check.find(member);
    if (!found)
        return std::optional<Error>();
    const JsonValue& json = *found;
    Error error;
    UPKEEP_TRY_AS(const QString code, json.requiredString(u"code"));
    error.code = errorCodeFromId(code).value_or(ErrorCode::Internal);
    UPKEEP_TRY_AS(error.subject, json.requiredString(u"subject"));
    UPKEEP_TRY_AS(error.cause, json.requiredString(u"cause"));
    return std::optional(error);
}

Result<void>
readOffer(FileSystem& files, const LocalPath& folder, const JsonValue& json, LastCheck& check) {
    UPKEEP_TRY_AS(const JsonValue document, json.requiredObject(u"document"));
    UPKEEP_TRY_AS(const ReleaseDocument parsed, ReleaseDocument::parse(writeJsonLine(document)));
    UPKEEP_TRY_AS(check.release,
                  readRelease(parsed,
                              textOf(files, folder, parsed.manifest),
                              textOf(files, folder, parsed.changelog)));
    check.offer.version = parsed.version;
    UPKEEP_TRY_AS(check.offer.security, json.requiredBool(u"security"));
    UPKEEP_TRY_AS(check.offer.skipped, json.requiredBool(u"skipped"));
    UPKEEP_TRY_AS(const JsonValue::Array between, json.requiredArray(u"between"));
    for (const JsonValue& other : between) {
        UPKEEP_TRY_AS(const ReleaseDocument release, ReleaseDocument::parse(writeJsonLine(other)));
        check.between.append(release);
    }
    return {};
}

Result<LastCheck> parse(FileSystem& files, const LocalPath& folder, QByteArrayView text) {
    LastCheck check;
    UPKEEP_TRY_AS(const JsonValue json, parseJson(text));
    UPKEEP_TRY(json.requiredInteger(u"schema", 1, 1));
    check.at = timeIn(json, u"at");
    check.trustedUntil = timeIn(json, u"trusted_until");
    UPKEEP_TRY_AS(check.withdrawn, json.optionalString(u"withdrawn"));
    if (const JsonValue* const offer = json.find(u"offer"))
        UPKEEP_TRY(readOffer(files, folder, *offer, check));
    if (const JsonValue* const hold = json.find(u"hold")) {
        UPKEEP_TRY_AS(check.hold, holdFromJson(*hold));
    }
    UPKEEP_TRY_AS(check.error, errorIn(json, u"error"));
    UPKEEP_TRY_AS(check.failure, errorIn(json, u"failure"));
    return check;
}

} // namespace

std::optional<LastCheck> readLastCheck(FileSystem& files, const LocalPath& folder) {
    const auto text = files.read(fileIn(folder), 1 << 20);
    if (!text)
        return {};
    auto check = parse(files, folder, *text);
    return check ? std::optional(std::move(check).value()) : std::nullopt;
}

Result<void> writeLastCheck(FileSystem& files, const LocalPath& folder, const LastCheck& check) {
    JsonValue::Object json = {
        {QStringLiteral("schema"), 1},
        {QStringLiteral("at"), timeToJson(check.at)},
        {QStringLiteral("trusted_until"), timeToJson(check.trustedUntil)},
    };
    if (check.withdrawn)
        json.append({QStringLiteral("withdrawn"), *check.withdrawn});
    JsonValue::Array between;
    for (const ReleaseDocument& other : check.between)
        between.append(other.toJson());
    if (check.release)
        json.append({QStringLiteral("offer"),
                     JsonValue::Object{
                         {QStringLiteral("document"), check.release->document.toJson()},
                         {QStringLiteral("between"), between},
                         {QStringLiteral("security"), check.offer.security},
                         {QStringLiteral("skipped"), check.offer.skipped},
                     }});
    if (check.hold)
        json.append({QStringLiteral("hold"), holdToJson(*check.hold)});
    if (check.error)
        json.append({QStringLiteral("error"), errorToJson(*check.error)});
    if (check.failure)
        json.append({QStringLiteral("failure"), errorToJson(*check.failure)});
    UPKEEP_TRY(files.makeFolders(folder, 0700));
    return files.writeAndSync(fileIn(folder), writeJson(json), 0600);
}

// Losing this costs one outdated line until the next check.
void holdFound(FileSystem& files, const LocalPath& folder, const DecisionHold& hold) {
    auto check = readLastCheck(files, folder);
    if (!check || !check->release || check->release->document.version != hold.version)
        return;
    check->hold = hold;
    (void)writeLastCheck(files, folder, *check);
}

void letFoundGo(FileSystem& files, const LocalPath& folder, const QString& reason) {
    auto check = readLastCheck(files, folder);
    if (!check || !check->release || !check->hold || check->hold->reason != reason)
        return;
    check->hold.reset();
    (void)writeLastCheck(files, folder, *check);
}

void forgetOffer(FileSystem& files, const LocalPath& folder, const Version& version) {
    auto check = readLastCheck(files, folder);
    if (!check || !check->release || check->release->document.version != version)
        return;
    check->release.reset();
    check->offer = {};
    (void)writeLastCheck(files, folder, *check);
}

void failFound(FileSystem& files, const LocalPath& folder, const Error& error) {
    auto check = readLastCheck(files, folder);
    if (!check || !check->release || isPassing(error))
        return;
    check->failure = error;
    (void)writeLastCheck(files, folder, *check);
}

void forgetHold(FileSystem& files, const LocalPath& folder, const QStringList& reasons) {
    const auto check = readLastCheck(files, folder);
    if (check && check->hold && reasons.contains(check->hold->reason))
        (void)files.removeFile(fileIn(folder));
}

} // namespace upkeep
