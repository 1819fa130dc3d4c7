// SPDX-License-Identifier: Apache-2.0
#include "walks/last_update.h"

#include "base/json.h"

namespace upkeep {

namespace {

Result<std::optional<Error>> readFailure(const JsonValue& json) {
    const JsonValue* const object = json.find(u"failed");
    if (!object)
        return std::optional<Error>();
    Error failure;
    UPKEEP_TRY_AS(const QString code, object->requiredString(u"code"));
    failure.code = errorCodeFromId(code).value_or(ErrorCode::Internal);
    UPKEEP_TRY_AS(failure.subject, object->requiredString(u"subject"));
    UPKEEP_TRY_AS(failure.cause, object->requiredString(u"cause"));
    return std::optional(failure);
}

Result<LastUpdate> parse(QByteArrayView text) {
    LastUpdate last;
    UPKEEP_TRY_AS(const JsonValue json, parseJson(text));
    UPKEEP_TRY(json.requiredInteger(u"schema", 1, 1));
    UPKEEP_TRY_AS(last.transaction, json.requiredString(u"transaction"));
    UPKEEP_TRY_AS(const QString from, json.requiredString(u"from"));
    UPKEEP_TRY_AS(last.from, Version::parse(from));
    UPKEEP_TRY_AS(const QString to, json.requiredString(u"to"));
    UPKEEP_TRY_AS(last.to, Version::parse(to));
    UPKEEP_TRY_AS(const QString at, json.requiredString(u"at"));
    last.at = QDateTime::fromString(at, Qt::ISODateWithMs);
    UPKEEP_TRY_AS(last.snapshot, json.requiredString(u"snapshot"));
    UPKEEP_TRY_AS(const QString oldTree, json.requiredString(u"old_tree"));
    UPKEEP_TRY_AS(last.oldTree, Digest::fromHex(oldTree.toLatin1()));
    UPKEEP_TRY_AS(last.wentBack, json.requiredBool(u"went_back"));
    UPKEEP_TRY_AS(last.confirmed, json.requiredBool(u"confirmed"));
    UPKEEP_TRY_AS(last.unobserved, json.requiredBool(u"unobserved"));
    UPKEEP_TRY_AS(const QString started, json.requiredString(u"started_at"));
    last.startedAt = QDateTime::fromString(started, Qt::ISODateWithMs);
    UPKEEP_TRY_AS(last.failed, readFailure(json));
    UPKEEP_TRY_AS(const JsonValue switched, json.requiredObject(u"switched"));
    for (const JsonValue::Member& member : switched.object()) {
        UPKEEP_TRY_AS(const QString hex, switched.requiredString(member.first));
        UPKEEP_TRY_AS(const Digest digest, Digest::fromHex(hex.toLatin1()));
        last.switched.insert(member.first, digest);
    }
    return last;
}

} // namespace

std::optional<LastUpdate> readLastUpdate(FileSystem& files, const LocalPath& path) {
    const auto text = files.read(path, 1 << 20);
    if (!text)
        return {};
    auto last = parse(*text);
    return last ? std::optional(std::move(last).value()) : std::nullopt;
}

Result<void> writeLastUpdate(FileSystem& files, const LocalPath& path, const LastUpdate& last) {
    JsonValue::Object switched;
    for (auto it = last.switched.begin(); it != last.switched.end(); ++it)
        switched.append({it.key(), QString::fromLatin1(it.value().hex())});
    JsonValue::Object json{
        {QStringLiteral("schema"), 1},
        {QStringLiteral("transaction"), last.transaction},
        {QStringLiteral("from"), last.from.toString()},
        {QStringLiteral("to"), last.to.toString()},
        {QStringLiteral("at"), last.at.toString(Qt::ISODateWithMs)},
        {QStringLiteral("snapshot"), last.snapshot},
        {QStringLiteral("old_tree"), QString::fromLatin1(last.oldTree.hex())},
        {QStringLiteral("went_back"), last.wentBack},
        {QStringLiteral("confirmed"), last.confirmed},
        {QStringLiteral("unobserved"), last.unobserved},
        {QStringLiteral("started_at"), last.startedAt.toString(Qt::ISODateWithMs)},
        {QStringLiteral("switched"), switched},
    };
    if (last.failed)
        json.append({QStringLiteral("failed"),
                     JsonValue::Object{
                         {QStringLiteral("code"), QString(errorId(last.failed->code))},
                         {QStringLiteral("subject"), last.failed->subject},
                         {QStringLiteral("cause"), last.failed->cause},
                     }});
    return files.writeAndSync(path, writeJson(json));
}

} // namespace upkeep
