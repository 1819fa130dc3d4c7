// SPDX-License-Identifier: Apache-2.0
#include "agent/agent_state.h"

#include "base/json.h"
#include "policy/rollout.h"
#include "system/file_system.h"

namespace upkeep {

namespace {

constexpr qint64 sizeLimit = 1024 * 1024;
constexpr qsizetype toldLimit = 16;
constexpr qsizetype failedLimit = 16;

JsonValue timeJson(const QDateTime& time) {
    return time.isValid() ? JsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : JsonValue();
}

JsonValue versionJson(const std::optional<Version>& version) {
    return version ? JsonValue(version->toString()) : JsonValue();
}

JsonValue toJson(const ProductMemory& memory) {
    JsonValue::Array told;
    for (const Told& item : memory.told) {
        JsonValue json;
        json.set(QStringLiteral("about"), item.about);
        json.set(QStringLiteral("version"), item.version.toString());
        json.set(QStringLiteral("at"), timeJson(item.at));
        told.append(json);
    }
    JsonValue::Array failed;
    for (const Version& version : memory.failedSilently)
        failed.append(JsonValue(version.toString()));
    JsonValue json;
    json.set(QStringLiteral("told"), told);
    json.set(QStringLiteral("failed_silently"), failed);
    json.set(QStringLiteral("staged"), versionJson(memory.staged));
    json.set(QStringLiteral("staged_at"), timeJson(memory.stagedAt));
    json.set(QStringLiteral("wish"), QString(wishName(memory.wish)));
    json.set(QStringLiteral("remind_on_quit"), versionJson(memory.remindOnQuit));
    return json;
}

bool isNull(const JsonValue& json, QStringView name) {
    const JsonValue* const value = json.find(name);
    return !value || value->isNull();
}

Result<std::optional<Version>> readVersion(const JsonValue& json, QStringView name) {
    if (isNull(json, name))
        return std::optional<Version>();
    UPKEEP_TRY_AS(const QString text, json.requiredString(name));
    UPKEEP_TRY_AS(Version version, Version::parse(text));
    return std::optional<Version>(std::move(version));
}

Result<QDateTime> readTime(const JsonValue& json, QStringView name) {
    if (isNull(json, name))
        return QDateTime();
    UPKEEP_TRY_AS(const QString text, json.requiredString(name));
    return QDateTime::fromString(text, Qt::ISODateWithMs).toUTC();
}

Result<Told> readTold(const JsonValue& json) {
    Told told;
    UPKEEP_TRY_AS(told.about, json.requiredString(u"about"));
    UPKEEP_TRY_AS(const QString version, json.requiredString(u"version"));
    UPKEEP_TRY_AS(told.version, Version::parse(version));
    UPKEEP_TRY_AS(told.at, readTime(json, u"at"));
    return told;
}

Result<ProductMemory> readMemory(const JsonValue& json) {
    ProductMemory memory;
    UPKEEP_TRY_AS(const JsonValue::Array told, json.optionalArray(u"told"));
    for (const JsonValue& item : told) {
        UPKEEP_TRY_AS(Told read, readTold(item));
        memory.told.append(std::move(read));
    }
    UPKEEP_TRY_AS(const QStringList failed, json.optionalStrings(u"failed_silently"));
    for (const QString& text : failed) {
        UPKEEP_TRY_AS(Version version, Version::parse(text));
        memory.failedSilently.append(std::move(version));
    }
    UPKEEP_TRY_AS(memory.staged, readVersion(json, u"staged"));
    UPKEEP_TRY_AS(memory.stagedAt, readTime(json, u"staged_at"));
    UPKEEP_TRY_AS(const QString wish, json.requiredString(u"wish"));
    memory.wish = wishFromName(wish);
    UPKEEP_TRY_AS(memory.remindOnQuit, readVersion(json, u"remind_on_quit"));
    return memory;
}

Result<QMap<QString, ProductMemory>> readAll(QByteArrayView text) {
    UPKEEP_TRY_AS(const JsonValue json, parseJson(text));
    UPKEEP_TRY(json.requiredInteger(u"schema", 1, 1));
    UPKEEP_TRY_AS(const JsonValue products, json.requiredObject(u"products"));
    QMap<QString, ProductMemory> all;
    for (const JsonValue::Member& member : products.object()) {
        UPKEEP_TRY_AS(const ProductMemory memory, readMemory(member.second));
        all.insert(member.first, memory);
    }
    return all;
}

QByteArray written(const QMap<QString, ProductMemory>& all) {
    JsonValue::Object products;
    for (auto it = all.begin(); it != all.end(); ++it)
        products.append({it.key(), toJson(*it)});
    JsonValue json;
    json.set(QStringLiteral("schema"), 1);
    json.set(QStringLiteral("products"), products);
    return writeJson(json);
}

} // namespace

QDateTime ProductMemory::toldOf(const QString& about, const Version& version) const {
    for (const Told& item : told) {
        if (item.about == about && item.version == version)
            return item.at;
    }
    return {};
}

void ProductMemory::tell(const QString& about, const Version& version, const QDateTime& at) {
    told.removeIf([&](const Told& item) { return item.about == about && item.version == version; });
    told.append({about, version, at});
    while (told.size() > toldLimit)
        told.removeFirst();
    while (failedSilently.size() > failedLimit)
        failedSilently.removeFirst();
}

void ProductMemory::setClock(const QDateTime& now) {
    for (Told& item : told)
        item.at = std::min(item.at, now);
    if (stagedAt.isValid())
        stagedAt = std::min(stagedAt, now);
}

AgentState::AgentState(FileSystem& files, LocalPath folder)
    : m_files(files), m_folder(std::move(folder)) {
    const auto id = installId(m_files, m_folder / "install-id");
    m_installId = id ? *id : QByteArray();
}

AgentState::~AgentState() = default;

Result<void> AgentState::lock() {
    UPKEEP_TRY(m_files.makeFolders(m_folder, 0700));
    UPKEEP_TRY_AS(m_lock, m_files.lock(m_folder / "agent.lock"));
    return {};
}

std::optional<Error> AgentState::load() {
    const LocalPath file = m_folder / "agent.json";
    m_products.clear();
    const auto text = m_files.read(file, sizeLimit);
    if (!text && text.error().code == ErrorCode::FileNotFound)
        return {};
    auto read = text ? readAll(*text) : Result<QMap<QString, ProductMemory>>(text.error());
    if (read) {
        m_products = std::move(*read);
        return {};
    }
    // Kept for whoever wants to know; the next keep() starts a new one.
    if (text)
        (void)m_files.writeAndSync(file.withSuffix(".broken"), *text, 0600);
    return Error{ErrorCode::ConfigInvalid, file.display(), read.error().cause};
}

ProductMemory AgentState::of(const QString& product) const {
    return m_products.value(product);
}

Result<void> AgentState::keep(const QString& product, const ProductMemory& memory) {
    if (m_products.contains(product) && m_products.value(product) == memory)
        return {};
    m_products.insert(product, memory);
    UPKEEP_TRY(m_files.makeFolders(m_folder, 0700));
    return m_files.writeAndSync(m_folder / "agent.json", written(m_products), 0600);
}

int AgentState::jitter(const QString& product) const {
    return rolloutBucket(QStringLiteral("check ") + product, m_installId);
}

} // namespace upkeep
