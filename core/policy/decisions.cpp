// SPDX-License-Identifier: Apache-2.0
#include "policy/decisions.h"

#include "base/digest.h"
#include "base/json.h"
#include "system/file_system.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 sizeLimit = 256 * 1024;
constexpr qint64 schemaNumber = 1;
constexpr const char* copyNames[] = {"decisions.json", "decisions.copy.json"};

// One of the two files. The higher serial was written later.
struct Copy {
    qint64 serial = 0;
    Decisions values;
};

Error damaged(const QString& cause) {
    return Error{ErrorCode::ConfigInvalid, {}, cause};
}

// Writing.

JsonValue optionalVersion(const std::optional<Version>& version) {
    return version ? JsonValue(version->toString()) : JsonValue();
}

JsonValue optionalTime(const QDateTime& time) {
    return time.isValid() ? JsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : JsonValue();
}

JsonValue versionList(const QList<Version>& versions) {
    JsonValue::Array texts;
    for (const Version& version : versions)
        texts.append(JsonValue(version.toString()));
    return texts;
}

JsonValue toJson(const Decisions& values) {
    JsonValue json;
    json.set(QStringLiteral("skipped"), versionList(values.skipped));
    json.set(QStringLiteral("remind_at"), optionalTime(values.remindAt));
    json.set(QStringLiteral("pinned_to"), optionalVersion(values.pinnedTo));
    json.set(QStringLiteral("left"), optionalVersion(values.left));
    json.set(QStringLiteral("stayed_on"), optionalVersion(values.stayedOn));
    json.set(QStringLiteral("feed_floor"), values.feedFloor);
    json.set(QStringLiteral("minimum_counter"), values.minimumCounter);
    json.set(QStringLiteral("revoked"), versionList(values.revoked));
    json.set(QStringLiteral("paused_until"), optionalTime(values.pausedUntil));
    json.set(QStringLiteral("last_checked"), optionalTime(values.lastChecked));
    return json;
}

JsonValue checksumOf(const JsonValue& content) {
    return QString::fromLatin1(Digest::of(writeJsonLine(content)).hex());
}

QByteArray serialize(const Copy& copy) {
    JsonValue content;
    content.set(QStringLiteral("schema"), schemaNumber);
    content.set(QStringLiteral("serial"), copy.serial);
    content.set(QStringLiteral("decisions"), toJson(copy.values));
    JsonValue file;
    file.set(QStringLiteral("checksum"), checksumOf(content));
    file.set(QStringLiteral("content"), content);
    return writeJson(file);
}

// Reading.

Result<std::optional<Version>> readVersion(const JsonValue& json, QStringView name) {
    const JsonValue* value = json.find(name);
    if (!value || value->isNull())
        return std::optional<Version>();
    UPKEEP_TRY_AS(const QString text, json.requiredString(name));
    UPKEEP_TRY_AS(Version version, Version::parse(text));
    return std::optional<Version>(std::move(version));
}

Result<QList<Version>> readVersions(const JsonValue& json, QStringView name) {
    UPKEEP_TRY_AS(const QStringList texts, json.optionalStrings(name));
    QList<Version> versions;
    for (const QString& text : texts) {
        UPKEEP_TRY_AS(Version version, Version::parse(text));
        versions.append(std::move(version));
    }
    return versions;
}

Result<QDateTime> readTime(const JsonValue& json, QStringView name) {
    const JsonValue* value = json.find(name);
    if (!value || value->isNull())
        return QDateTime();
    UPKEEP_TRY_AS(const QString text, json.requiredString(name));
    return QDateTime::fromString(text, Qt::ISODateWithMs).toUTC();
}

Result<Decisions> fromJson(const JsonValue& json) {
    Decisions values;
    UPKEEP_TRY_AS(values.skipped, readVersions(json, u"skipped"));
    UPKEEP_TRY_AS(values.revoked, readVersions(json, u"revoked"));
    UPKEEP_TRY_AS(values.remindAt, readTime(json, u"remind_at"));
    UPKEEP_TRY_AS(values.pinnedTo, readVersion(json, u"pinned_to"));
    UPKEEP_TRY_AS(values.left, readVersion(json, u"left"));
    UPKEEP_TRY_AS(values.stayedOn, readVersion(json, u"stayed_on"));
    UPKEEP_TRY_AS(values.feedFloor, json.requiredInteger(u"feed_floor"));
    UPKEEP_TRY_AS(values.minimumCounter, json.requiredInteger(u"minimum_counter"));
    UPKEEP_TRY_AS(values.pausedUntil, readTime(json, u"paused_until"));
    UPKEEP_TRY_AS(values.lastChecked, readTime(json, u"last_checked"));
    return values;
}

Result<Copy> parseCopy(QByteArrayView text) {
    UPKEEP_TRY_AS(const JsonValue file, parseJson(text));
    UPKEEP_TRY_AS(const QString checksum, file.requiredString(u"checksum"));
    UPKEEP_TRY_AS(const JsonValue content, file.requiredObject(u"content"));
    if (checksumOf(content) != JsonValue(checksum))
        return damaged(QStringLiteral("the checksum does not fit"));
    UPKEEP_TRY_AS(const qint64 schema, content.requiredInteger(u"schema"));
    if (schema != schemaNumber)
        return damaged(QStringLiteral("unknown schema %1").arg(schema));
    Copy copy;
    UPKEEP_TRY_AS(copy.serial, content.requiredInteger(u"serial"));
    UPKEEP_TRY_AS(const JsonValue decisions, content.requiredObject(u"decisions"));
    UPKEEP_TRY_AS(copy.values, fromJson(decisions));
    return copy;
}

// nullopt where there is no file.
Result<std::optional<Copy>> readCopy(FileSystem& files, const LocalPath& path) {
    const auto text = files.read(path, sizeLimit);
    if (!text && text.error().code == ErrorCode::FileNotFound)
        return std::optional<Copy>();
    Result<Copy> copy = text ? parseCopy(*text) : Result<Copy>(text.error());
    if (!copy)
        return Error{ErrorCode::ConfigInvalid, path.display(), copy.error().cause};
    return std::optional<Copy>(std::move(*copy));
}

struct BothCopies {
    Copy newest;
    std::optional<Error> damaged;
};

// The later copy's choices, and the highest floor of both: an older copy put back by somebody
// lowers nothing.
BothCopies readBoth(FileSystem& files, const LocalPath& folder) {
    BothCopies both;
    qint64 feedFloor = 0;
    qint64 minimumCounter = 0;
    for (const char* name : copyNames) {
        auto copy = readCopy(files, folder / name);
        if (!copy) {
            both.damaged = copy.error();
            continue;
        }
        if (!*copy)
            continue;
        feedFloor = qMax(feedFloor, (*copy)->values.feedFloor);
        minimumCounter = qMax(minimumCounter, (*copy)->values.minimumCounter);
        if ((*copy)->serial > both.newest.serial)
            both.newest = std::move(**copy);
    }
    both.newest.values.feedFloor = feedFloor;
    both.newest.values.minimumCounter = minimumCounter;
    return both;
}

} // namespace

bool Decisions::isSkipped(const Version& version) const {
    return skipped.contains(version);
}

DecisionStore::DecisionStore(FileSystem& files, LocalPath folder, qint64 knownFloor)
    : m_files(files), m_folder(std::move(folder)), m_knownFloor(knownFloor) {}

LoadedDecisions DecisionStore::load() {
    BothCopies both = readBoth(m_files, m_folder);
    LoadedDecisions loaded{std::move(both.newest.values), std::move(both.damaged)};
    loaded.values.feedFloor = qMax(loaded.values.feedFloor, m_knownFloor);
    return loaded;
}

Result<void> DecisionStore::save(const Decisions& values) {
    const BothCopies stored = readBoth(m_files, m_folder);
    Copy copy{stored.newest.serial + 1, values};
    copy.values.feedFloor =
        std::max({values.feedFloor, stored.newest.values.feedFloor, m_knownFloor});
    copy.values.minimumCounter = qMax(values.minimumCounter, stored.newest.values.minimumCounter);
    const QByteArray text = serialize(copy);
    UPKEEP_TRY(m_files.makeFolders(m_folder, 0700));
    for (const char* name : copyNames)
        UPKEEP_TRY(m_files.writeAndSync(m_folder / name, text, 0600));
    return {};
}

} // namespace upkeep
