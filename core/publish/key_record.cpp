// SPDX-License-Identifier: Apache-2.0
#include "publish/key_record.h"

#include "publish/metadata_roles.h"
#include "trust/public_key.h"

namespace upkeep {

namespace {

constexpr qsizetype longestHolder = 100;

Error invalid(const QString& subject, const QString& cause) {
    return Error{ErrorCode::KeyInvalid, subject, cause};
}

Result<KeyRecord> readRecord(const JsonValue& json) {
    UPKEEP_TRY(json.requiredInteger(u"schema", 1, 1));
    UPKEEP_TRY_AS(const QString role, json.requiredString(u"role"));
    UPKEEP_TRY_AS(const QString holder, json.requiredString(u"holder"));
    UPKEEP_TRY_AS(const QString since, json.requiredString(u"since"));
    UPKEEP_TRY_AS(const JsonValue key, json.requiredObject(u"key"));
    return KeyRecord::of(role.toUtf8(), key, holder, QDate::fromString(since, Qt::ISODate));
}

} // namespace

Result<KeyRecord> KeyRecord::parse(QByteArrayView text, const QString& subject) {
    const Result<JsonValue> json = parseJson(text);
    if (!json)
        return invalid(subject, json.error().cause);
    Result<KeyRecord> record = readRecord(*json);
    if (!record)
        return invalid(subject, record.error().cause);
    return record;
}

Result<KeyRecord> KeyRecord::of(const QByteArray& role,
                                const JsonValue& key,
                                const QString& holder,
                                const QDate& since) {
    const Result<PublicKey> parsed = PublicKey::parse(key);
    if (!parsed || !parsed->isUsable())
        return invalid(QString::fromUtf8(role), parsed ? parsed->problem() : parsed.error().cause);
    if (role.isEmpty() || holder.size() > longestHolder || !since.isValid())
        return invalid(QString::fromUtf8(role), QStringLiteral("its role, holder or day is wrong"));
    return KeyRecord{role, holder, since, key, parsed->id()};
}

JsonValue KeyRecord::toJson() const {
    return JsonValue::Object{{QStringLiteral("schema"), 1},
                             {QStringLiteral("role"), QString::fromUtf8(role)},
                             {QStringLiteral("holder"), holder},
                             {QStringLiteral("since"), since.toString(Qt::ISODate)},
                             {QStringLiteral("key"), key}};
}

bool isOfflineRole(const QByteArray& role) {
    return role == rootName || role == targetsName;
}

} // namespace upkeep
