// SPDX-License-Identifier: Apache-2.0
#include "trust/version_floor.h"

#include "base/digest.h"
#include "base/json.h"
#include "trust/metadata.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 schemaNumber = 1;
constexpr qsizetype checksumDigits = 64;

Error damaged(const QString& cause) {
    return Error{ErrorCode::TrustStoreFailed, {}, cause};
}

QDateTime later(const QDateTime& a, const QDateTime& b) {
    return !a.isValid() || (b.isValid() && a < b) ? b : a;
}

Result<QMap<QByteArray, qint64>> readRoles(const JsonValue& holder) {
    UPKEEP_TRY_AS(const JsonValue object, holder.requiredObject(u"roles"));
    QMap<QByteArray, qint64> roles;
    for (const auto& [name, version] : object.object()) {
        if (!version.isInteger())
            return damaged(QStringLiteral("a version is no number"));
        roles.insert(name.toUtf8(), version.integer());
    }
    return roles;
}

Result<VersionFloor> readFloor(const JsonValue& json) {
    UPKEEP_TRY(json.requiredInteger(u"schema", schemaNumber, schemaNumber));
    VersionFloor floor;
    UPKEEP_TRY_AS(floor.root, json.requiredInteger(u"root"));
    UPKEEP_TRY_AS(floor.epoch, json.requiredInteger(u"epoch"));
    UPKEEP_TRY_AS(floor.timestamp, json.requiredInteger(u"timestamp"));
    UPKEEP_TRY_AS(floor.snapshot, json.requiredInteger(u"snapshot"));
    UPKEEP_TRY_AS(floor.roles, readRoles(json));
    UPKEEP_TRY_AS(const auto time, json.optionalString(u"time"));
    if (time)
        floor.time = parseTime(*time).value_or(QDateTime());
    return floor;
}

} // namespace

void VersionFloor::freeAt(qint64 rootVersion) {
    epoch = rootVersion;
    timestamp = 0;
    snapshot = 0;
    roles.clear();
}

VersionFloor VersionFloor::highest(const VersionFloor& a, const VersionFloor& b) {
    VersionFloor both = a.epoch >= b.epoch ? a : b;
    both.root = std::max(a.root, b.root);
    both.time = later(a.time, b.time);
    if (a.epoch != b.epoch)
        return both;
    both.timestamp = std::max(a.timestamp, b.timestamp);
    both.snapshot = std::max(a.snapshot, b.snapshot);
    for (auto role = b.roles.cbegin(); role != b.roles.cend(); ++role)
        both.roles[role.key()] = std::max(both.roles.value(role.key()), *role);
    return both;
}

QByteArray VersionFloor::toBytes() const {
    JsonValue::Object listed;
    for (auto role = roles.cbegin(); role != roles.cend(); ++role)
        listed.append({QString::fromUtf8(role.key()), JsonValue(*role)});
    JsonValue json;
    json.set(QStringLiteral("schema"), schemaNumber);
    json.set(QStringLiteral("root"), root);
    json.set(QStringLiteral("epoch"), epoch);
    json.set(QStringLiteral("timestamp"), timestamp);
    json.set(QStringLiteral("snapshot"), snapshot);
    json.set(QStringLiteral("roles"), listed);
    if (time.isValid())
        json.set(QStringLiteral("time"), writeTime(time));
    const QByteArray text = writeJsonLine(json);
    return Digest::of(text).hex() + '\n' + text;
}

Result<VersionFloor> VersionFloor::fromBytes(QByteArrayView bytes) {
    const QByteArrayView text = bytes.sliced(std::min(bytes.size(), checksumDigits + 1));
    if (bytes.first(bytes.size() - text.size()) != QByteArrayView(Digest::of(text).hex() + '\n'))
        return damaged(QStringLiteral("the checksum does not fit"));
    UPKEEP_TRY_AS(const JsonValue json, parseJson(text));
    auto floor = readFloor(json);
    if (!floor)
        return damaged(floor.error().cause);
    return floor;
}

} // namespace upkeep
