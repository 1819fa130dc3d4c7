// SPDX-License-Identifier: Apache-2.0
#include "product/policy_document.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qsizetype sizeLimit = 64 * 1024;
constexpr qint64 schemaNumber = 1;

Error invalid(const QString& cause) {
    return Error{ErrorCode::ReleaseInvalid, QStringLiteral("policy.json"), cause};
}

template <typename T> Result<T> asPolicy(Result<T> read) {
    if (read)
        return read;
    return invalid(read.error().cause);
}

Result<Version> readVersion(const JsonValue& object, QStringView name) {
    UPKEEP_TRY_AS(const QString text, asPolicy(object.requiredString(name)));
    return asPolicy(Version::parse(text));
}

Result<void> readRevoked(PolicyDocument& policy, const JsonValue& document) {
    UPKEEP_TRY_AS(const JsonValue::Array items, asPolicy(document.optionalArray(u"revoked")));
    for (const JsonValue& item : items) {
        RevokedRelease revoked;
        UPKEEP_TRY_AS(revoked.version, readVersion(item, u"version"));
        UPKEEP_TRY_AS(const auto reason, asPolicy(item.optionalString(u"reason")));
        revoked.reason = reason.value_or(QString());
        policy.revoked.append(std::move(revoked));
    }
    return {};
}

Result<void> readSecurity(PolicyDocument& policy, const JsonValue& document) {
    UPKEEP_TRY_AS(const JsonValue::Array items, asPolicy(document.optionalArray(u"security")));
    for (const JsonValue& item : items) {
        SecurityRelease release;
        UPKEEP_TRY_AS(release.version, readVersion(item, u"version"));
        UPKEEP_TRY_AS(release.cves, asPolicy(item.optionalStrings(u"cves")));
        policy.security.append(std::move(release));
    }
    return {};
}

Result<void> readWaypoints(PolicyDocument& policy, const JsonValue& document) {
    UPKEEP_TRY_AS(const JsonValue::Array items, asPolicy(document.optionalArray(u"waypoints")));
    for (const JsonValue& item : items) {
        Waypoint waypoint;
        UPKEEP_TRY_AS(waypoint.ifCounterBelow,
                      asPolicy(item.optionalInteger(u"if_counter_below", 0)));
        UPKEEP_TRY_AS(waypoint.orLacks, asPolicy(item.optionalStrings(u"or_lacks")));
        UPKEEP_TRY_AS(waypoint.goTo, readVersion(item, u"go_to"));
        policy.waypoints.append(std::move(waypoint));
    }
    return {};
}

JsonValue textList(const QStringList& texts) {
    JsonValue::Array array;
    for (const QString& text : texts)
        array.append(JsonValue(text));
    return array;
}

JsonValue writeRevoked(const QList<RevokedRelease>& revoked) {
    JsonValue::Array array;
    for (const RevokedRelease& release : revoked) {
        JsonValue object{JsonValue::Object{}};
        object.set(QStringLiteral("version"), release.version.toString());
        object.set(QStringLiteral("reason"), release.reason);
        array.append(object);
    }
    return array;
}

JsonValue writeSecurity(const QList<SecurityRelease>& security) {
    JsonValue::Array array;
    for (const SecurityRelease& release : security) {
        JsonValue object{JsonValue::Object{}};
        object.set(QStringLiteral("version"), release.version.toString());
        object.set(QStringLiteral("cves"), textList(release.cves));
        array.append(object);
    }
    return array;
}

JsonValue writeWaypoints(const QList<Waypoint>& waypoints) {
    JsonValue::Array array;
    for (const Waypoint& waypoint : waypoints) {
        JsonValue object{JsonValue::Object{}};
        object.set(QStringLiteral("if_counter_below"), waypoint.ifCounterBelow);
        object.set(QStringLiteral("or_lacks"), textList(waypoint.orLacks));
        object.set(QStringLiteral("go_to"), waypoint.goTo.toString());
        array.append(object);
    }
    return array;
}

} // namespace

Result<PolicyDocument> PolicyDocument::parse(QByteArrayView text) {
    if (text.size() > sizeLimit)
        return invalid(QStringLiteral("larger than %1 bytes").arg(sizeLimit));
    UPKEEP_TRY_AS(const JsonValue document, asPolicy(parseJson(text)));
    UPKEEP_TRY_AS(const qint64 schema, asPolicy(document.requiredInteger(u"schema")));
    if (schema != schemaNumber)
        return invalid(QStringLiteral("unknown schema %1").arg(schema));
    PolicyDocument policy;
    UPKEEP_TRY_AS(policy.minimumCounter, asPolicy(document.optionalInteger(u"minimum_counter", 0)));
    if (policy.minimumCounter < 0)
        return invalid(QStringLiteral("\"minimum_counter\" is negative"));
    UPKEEP_TRY(readRevoked(policy, document));
    UPKEEP_TRY(readSecurity(policy, document));
    UPKEEP_TRY(readWaypoints(policy, document));
    UPKEEP_TRY_AS(const auto moved, asPolicy(document.optionalString(u"source_moved_to")));
    policy.sourceMovedTo = moved.value_or(QString());
    return policy;
}

JsonValue PolicyDocument::toJson() const {
    JsonValue object{JsonValue::Object{}};
    object.set(QStringLiteral("schema"), schemaNumber);
    object.set(QStringLiteral("minimum_counter"), minimumCounter);
    object.set(QStringLiteral("revoked"), writeRevoked(revoked));
    object.set(QStringLiteral("security"), writeSecurity(security));
    object.set(QStringLiteral("waypoints"), writeWaypoints(waypoints));
    if (!sourceMovedTo.isEmpty())
        object.set(QStringLiteral("source_moved_to"), sourceMovedTo);
    return object;
}

const RevokedRelease* PolicyDocument::revocation(const Version& version) const {
    for (const RevokedRelease& release : revoked)
        if (release.version == version)
            return &release;
    return nullptr;
}

bool PolicyDocument::isSecurity(const Version& version) const {
    return std::any_of(security.begin(), security.end(), [&](const SecurityRelease& release) {
        return release.version == version;
    });
}

std::optional<Version> PolicyDocument::waypointFor(qint64 installedCounter,
                                                   const QStringList& features) const {
    std::optional<Version> lowest;
    for (const Waypoint& waypoint : waypoints) {
        const bool lacks = std::any_of(waypoint.orLacks.begin(),
                                       waypoint.orLacks.end(),
                                       [&](const QString& f) { return !features.contains(f); });
        const bool applies = installedCounter < waypoint.ifCounterBelow || lacks;
        if (applies && (!lowest || waypoint.goTo < *lowest))
            lowest = waypoint.goTo;
    }
    return lowest;
}

} // namespace upkeep
