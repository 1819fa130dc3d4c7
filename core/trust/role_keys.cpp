// SPDX-License-Identifier: Apache-2.0
#include "trust/role_keys.h"

#include "trust/limits.h"

namespace upkeep {

namespace {

Error invalid(const QString& cause) {
    return Error{ErrorCode::TrustMetadataInvalid, {}, cause};
}

} // namespace

Result<RoleKeys> readRoleKeys(const JsonValue& role) {
    RoleKeys keys;
    UPKEEP_TRY_AS(keys.threshold, role.requiredInteger(u"threshold", 1));
    UPKEEP_TRY_AS(const JsonValue::Array ids, role.requiredArray(u"keyids"));
    if (ids.size() > trust_limits::keysPerRole)
        return Error{
            ErrorCode::TrustLimit,
            {},
            QStringLiteral("more than %1 keys of one role").arg(trust_limits::keysPerRole)};
    for (const JsonValue& id : ids) {
        if (!id.isString())
            return invalid(QStringLiteral("\"keyids\" must hold strings only"));
        const QByteArray bytes = id.string().toUtf8();
        if (keys.keyIds.contains(bytes))
            return invalid(QStringLiteral("a key id is listed twice for one role"));
        keys.keyIds.append(bytes);
    }
    return keys;
}

Result<KeySet> readKeys(const JsonValue& holder) {
    UPKEEP_TRY_AS(const JsonValue objects, holder.requiredObject(u"keys"));
    KeySet keys;
    for (const auto& [id, object] : objects.object()) {
        UPKEEP_TRY_AS(const PublicKey key, PublicKey::parse(object));
        if (key.id() != id.toUtf8())
            return invalid(QStringLiteral("key id %1 is not the hash of its key").arg(id.left(64)));
        keys.insert(key.id(), key);
    }
    return keys;
}

} // namespace upkeep
