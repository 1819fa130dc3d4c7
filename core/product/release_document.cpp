// SPDX-License-Identifier: Apache-2.0
#include "product/release_document.h"

#include <QRegularExpression>
#include <QUrl>

#include <array>
#include <functional>

namespace upkeep {

namespace {

constexpr qint64 schemaNumber = 1;
constexpr qint64 largestTree = 1LL << 40;
constexpr std::array kindNames = {QLatin1String("package"),
                                  QLatin1String("frames"),
                                  QLatin1String("index"),
                                  QLatin1String("patch"),
                                  QLatin1String("evolution"),
                                  QLatin1String("evolution-index")};

Error invalid(const QString& cause) {
    return Error{ErrorCode::ReleaseInvalid, QStringLiteral("release document"), cause};
}

// JSON faults inside a release document are faults of the release.
template <typename T> Result<T> asRelease(Result<T> read) {
    if (read)
        return read;
    return invalid(read.error().cause);
}

Result<QString> readName(const JsonValue& object, QStringView name) {
    static const QRegularExpression form(QStringLiteral("\\A[a-z0-9][a-z0-9._-]{0,63}\\z"));
    UPKEEP_TRY_AS(QString text, asRelease(object.requiredString(name)));
    if (!form.match(text).hasMatch())
        return invalid(QStringLiteral("\"%1\" is no plain name").arg(name));
    return text;
}

Result<Digest> readDigest(const JsonValue& object, QStringView name) {
    UPKEEP_TRY_AS(const QString hex, asRelease(object.requiredString(name)));
    return asRelease(Digest::fromHex(hex.toLatin1()));
}

// "<tag>/<asset>", or https; nothing that could climb out of a release or name another scheme.
Result<QString> readUrl(const JsonValue& object) {
    static const QRegularExpression relative(
        QStringLiteral("\\A(?!\\.)[A-Za-z0-9._+-]{1,200}/(?!\\.)[A-Za-z0-9._+-]{1,200}\\z"));
    UPKEEP_TRY_AS(QString url, asRelease(object.requiredString(u"url")));
    const bool absolute = url.startsWith(QLatin1String("https://")) && url.size() <= 1024 &&
                          QUrl(url, QUrl::StrictMode).isValid() && !QUrl(url).host().isEmpty();
    if (!absolute && !relative.match(url).hasMatch())
        return invalid(QStringLiteral("\"url\" must be <tag>/<asset> or an https URL"));
    return url;
}

Result<std::optional<AttachedFile>> readAttached(const JsonValue& document, QStringView name) {
    const JsonValue* object = document.find(name);
    if (!object)
        return std::optional<AttachedFile>();
    AttachedFile file;
    UPKEEP_TRY_AS(file.url, readUrl(*object));
    UPKEEP_TRY_AS(file.length, asRelease(object->requiredInteger(u"length", 1, 1 << 20)));
    UPKEEP_TRY_AS(file.sha256, readDigest(*object, u"sha256"));
    return std::optional<AttachedFile>(file);
}

Result<void> readKindFields(Payload& payload, const JsonValue& object) {
    if (payload.kind == Payload::Kind::Patch) {
        UPKEEP_TRY_AS(payload.fromTree, readDigest(object, u"from_tree"));
    }
    const bool evolution =
        payload.kind == Payload::Kind::Evolution || payload.kind == Payload::Kind::EvolutionIndex;
    if (evolution) {
        UPKEEP_TRY_AS(payload.evolution, readName(object, u"evolution"));
    }
    if (payload.kind == Payload::Kind::Evolution) {
        UPKEEP_TRY_AS(payload.toTree, readDigest(object, u"to_tree"));
    }
    return {};
}

// A kind this client does not know is left out: newer publishers may add some.
Result<std::optional<Payload>> readPayload(const JsonValue& object) {
    UPKEEP_TRY_AS(const QString kind, asRelease(object.requiredString(u"kind")));
    const auto known = std::find(kindNames.begin(), kindNames.end(), kind);
    if (known == kindNames.end())
        return std::optional<Payload>();
    Payload payload;
    payload.kind = static_cast<Payload::Kind>(known - kindNames.begin());
    UPKEEP_TRY_AS(payload.url, readUrl(object));
    UPKEEP_TRY_AS(payload.length,
                  asRelease(object.requiredInteger(u"length", 0, Payload::longest)));
    UPKEEP_TRY_AS(payload.sha256, readDigest(object, u"sha256"));
    UPKEEP_TRY_AS(payload.needs, asRelease(object.optionalStrings(u"needs")));
    UPKEEP_TRY_AS(const qint64 heap, asRelease(object.optionalInteger(u"heap_kib", 0)));
    if (heap < 0 || heap > (1 << 24))
        return invalid(QStringLiteral("\"heap_kib\" is out of range"));
    payload.heapKib = int(heap);
    UPKEEP_TRY(readKindFields(payload, object));
    return std::optional<Payload>(payload);
}

Result<QList<Payload>> readPayloads(const JsonValue& document) {
    UPKEEP_TRY_AS(const JsonValue::Array items, asRelease(document.requiredArray(u"payloads")));
    QList<Payload> payloads;
    for (const JsonValue& item : items) {
        UPKEEP_TRY_AS(std::optional<Payload> payload, readPayload(item));
        if (payload)
            payloads.append(std::move(*payload));
    }
    return payloads;
}

Result<QList<FramesFrom>> readFramesFrom(const JsonValue& document) {
    UPKEEP_TRY_AS(const JsonValue::Array items, asRelease(document.optionalArray(u"frames_from")));
    QList<FramesFrom> frames;
    for (const JsonValue& item : items) {
        FramesFrom from;
        UPKEEP_TRY_AS(from.fromTree, readDigest(item, u"from_tree"));
        UPKEEP_TRY_AS(from.bytes, asRelease(item.requiredInteger(u"bytes", 0, Payload::longest)));
        UPKEEP_TRY_AS(const qint64 requests, asRelease(item.requiredInteger(u"requests", 0, 1000)));
        from.requests = int(requests);
        frames.append(from);
    }
    return frames;
}

Result<RolloutSpec> readRollout(const JsonValue& document) {
    RolloutSpec rollout;
    const JsonValue* object = document.find(u"rollout");
    if (!object)
        return rollout;
    UPKEEP_TRY_AS(const qint64 percent, asRelease(object->requiredInteger(u"percent", 0, 100)));
    UPKEEP_TRY_AS(rollout.salt, asRelease(object->requiredString(u"salt")));
    rollout.percent = int(percent);
    return rollout;
}

Result<QList<KnownIssue>> readKnownIssues(const JsonValue& document) {
    UPKEEP_TRY_AS(const JsonValue::Array items, asRelease(document.optionalArray(u"known_issues")));
    QList<KnownIssue> issues;
    for (const JsonValue& item : items) {
        KnownIssue issue;
        UPKEEP_TRY_AS(issue.text, asRelease(item.requiredString(u"text")));
        UPKEEP_TRY_AS(const auto url, asRelease(item.optionalString(u"url")));
        issue.url = url.value_or(QString());
        if (!issue.url.isEmpty() && !issue.url.startsWith(QLatin1String("https://")))
            return invalid(QStringLiteral("\"known_issues\": a link must be an https URL"));
        issues.append(std::move(issue));
    }
    return issues;
}

Result<void> readIdentity(ReleaseDocument& release, const JsonValue& document) {
    UPKEEP_TRY_AS(release.product, readName(document, u"product"));
    UPKEEP_TRY_AS(release.channel, readName(document, u"channel"));
    UPKEEP_TRY_AS(release.platform, readName(document, u"platform"));
    UPKEEP_TRY_AS(const QString version, asRelease(document.requiredString(u"version")));
    UPKEEP_TRY_AS(release.version, asRelease(Version::parse(version)));
    UPKEEP_TRY_AS(release.counter, asRelease(document.requiredInteger(u"counter", 1)));
    UPKEEP_TRY_AS(const QString released, asRelease(document.requiredString(u"released")));
    release.released = QDateTime::fromString(released, Qt::ISODate).toUTC();
    if (!release.released.isValid() || !released.endsWith(QLatin1Char('Z')))
        return invalid(QStringLiteral("\"released\" must be a UTC time like 2026-01-13T10:30:00Z"));
    UPKEEP_TRY_AS(release.toTree, readDigest(document, u"to_tree"));
    UPKEEP_TRY_AS(release.unpackedSize,
                  asRelease(document.requiredInteger(u"unpacked_size", 0, largestTree)));
    return {};
}

Result<void> readJudgement(ReleaseDocument& release, const JsonValue& document) {
    UPKEEP_TRY_AS(const QString type, asRelease(document.requiredString(u"update_type")));
    UPKEEP_TRY_AS(const QString risk, asRelease(document.requiredString(u"risk")));
    const auto updateType = updateTypeFromName(type);
    const auto riskValue = riskFromName(risk);
    if (!updateType || !riskValue)
        return invalid(QStringLiteral("unknown \"%1\"").arg(updateType ? risk : type));
    release.updateType = *updateType;
    release.risk = *riskValue;
    UPKEEP_TRY_AS(release.security, asRelease(document.optionalBool(u"security", false)));
    UPKEEP_TRY_AS(release.cves, asRelease(document.optionalStrings(u"cves")));
    return {};
}

// ---- writing
// ---------------------------------------------------------------------------------------------------

JsonValue textList(const QStringList& texts) {
    JsonValue::Array array;
    for (const QString& text : texts)
        array.append(JsonValue(text));
    return array;
}

JsonValue hexOf(const Digest& digest) {
    return QString::fromLatin1(digest.hex());
}

JsonValue writeAttached(const AttachedFile& file) {
    JsonValue object{JsonValue::Object{}};
    object.set(QStringLiteral("url"), file.url);
    object.set(QStringLiteral("length"), file.length);
    object.set(QStringLiteral("sha256"), hexOf(file.sha256));
    return object;
}

JsonValue writePayload(const Payload& payload) {
    JsonValue object{JsonValue::Object{}};
    object.set(QStringLiteral("kind"), QString(payloadKindName(payload.kind)));
    if (!payload.fromTree.isNull())
        object.set(QStringLiteral("from_tree"), hexOf(payload.fromTree));
    if (!payload.toTree.isNull())
        object.set(QStringLiteral("to_tree"), hexOf(payload.toTree));
    if (!payload.evolution.isEmpty())
        object.set(QStringLiteral("evolution"), payload.evolution);
    object.set(QStringLiteral("url"), payload.url);
    object.set(QStringLiteral("length"), payload.length);
    object.set(QStringLiteral("sha256"), hexOf(payload.sha256));
    if (!payload.needs.isEmpty())
        object.set(QStringLiteral("needs"), textList(payload.needs));
    if (payload.heapKib != 0)
        object.set(QStringLiteral("heap_kib"), payload.heapKib);
    return object;
}

template <typename T>
JsonValue writeList(const QList<T>& values, const std::function<JsonValue(const T&)>& write) {
    JsonValue::Array array;
    for (const T& value : values)
        array.append(write(value));
    return array;
}

JsonValue writeKnownIssue(const KnownIssue& issue) {
    JsonValue object{JsonValue::Object{}};
    object.set(QStringLiteral("text"), issue.text);
    if (!issue.url.isEmpty())
        object.set(QStringLiteral("url"), issue.url);
    return object;
}

JsonValue writeFramesFrom(const FramesFrom& from) {
    JsonValue object{JsonValue::Object{}};
    object.set(QStringLiteral("from_tree"), hexOf(from.fromTree));
    object.set(QStringLiteral("bytes"), from.bytes);
    object.set(QStringLiteral("requests"), from.requests);
    return object;
}

} // namespace

Result<ReleaseDocument> ReleaseDocument::parse(QByteArrayView text) {
    if (text.size() > sizeLimit)
        return invalid(QStringLiteral("larger than %1 bytes").arg(sizeLimit));
    UPKEEP_TRY_AS(const JsonValue document, asRelease(parseJson(text)));
    UPKEEP_TRY_AS(const qint64 schema, asRelease(document.requiredInteger(u"schema")));
    if (schema != schemaNumber)
        return invalid(QStringLiteral("unknown schema %1").arg(schema));
    ReleaseDocument release;
    UPKEEP_TRY(readIdentity(release, document));
    UPKEEP_TRY(readJudgement(release, document));
    UPKEEP_TRY_AS(release.rollout, readRollout(document));
    UPKEEP_TRY_AS(release.knownIssues, readKnownIssues(document));
    UPKEEP_TRY_AS(release.manifest, readAttached(document, u"manifest"));
    UPKEEP_TRY_AS(release.changelog, readAttached(document, u"changelog"));
    UPKEEP_TRY_AS(release.payloads, readPayloads(document));
    UPKEEP_TRY_AS(release.framesFrom, readFramesFrom(document));
    return release;
}

JsonValue ReleaseDocument::toJson() const {
    JsonValue object{JsonValue::Object{}};
    object.set(QStringLiteral("schema"), schemaNumber);
    object.set(QStringLiteral("product"), product);
    object.set(QStringLiteral("channel"), channel);
    object.set(QStringLiteral("platform"), platform);
    object.set(QStringLiteral("version"), version.toString());
    object.set(QStringLiteral("counter"), counter);
    object.set(QStringLiteral("released"), released.toUTC().toString(Qt::ISODate));
    object.set(QStringLiteral("update_type"), QString(updateTypeName(updateType)));
    object.set(QStringLiteral("security"), security);
    object.set(QStringLiteral("cves"), textList(cves));
    object.set(QStringLiteral("risk"), QString(riskName(risk)));
    object.set(QStringLiteral("to_tree"), hexOf(toTree));
    object.set(QStringLiteral("unpacked_size"), unpackedSize);
    JsonValue part{JsonValue::Object{}};
    part.set(QStringLiteral("percent"), rollout.percent);
    part.set(QStringLiteral("salt"), rollout.salt);
    object.set(QStringLiteral("rollout"), part);
    object.set(QStringLiteral("known_issues"), writeList<KnownIssue>(knownIssues, writeKnownIssue));
    if (manifest)
        object.set(QStringLiteral("manifest"), writeAttached(*manifest));
    if (changelog)
        object.set(QStringLiteral("changelog"), writeAttached(*changelog));
    object.set(QStringLiteral("payloads"), writeList<Payload>(payloads, writePayload));
    object.set(QStringLiteral("frames_from"), writeList<FramesFrom>(framesFrom, writeFramesFrom));
    return object;
}

QString ReleaseDocument::targetPath() const {
    return channel + QLatin1Char('/') + platform + QLatin1Char('/') + version.toString() +
           QLatin1String(".json");
}

const Payload* ReleaseDocument::payload(Payload::Kind kind) const {
    for (const Payload& candidate : payloads)
        if (candidate.kind == kind)
            return &candidate;
    return nullptr;
}

const Payload* ReleaseDocument::patchFrom(const Digest& tree) const {
    for (const Payload& candidate : payloads)
        if (candidate.kind == Payload::Kind::Patch && candidate.fromTree == tree)
            return &candidate;
    return nullptr;
}

const Payload* ReleaseDocument::evolutionPayload(Payload::Kind kind, QStringView id) const {
    for (const Payload& candidate : payloads)
        if (candidate.kind == kind && candidate.evolution == id)
            return &candidate;
    return nullptr;
}

const FramesFrom* ReleaseDocument::framesFromTree(const Digest& tree) const {
    for (const FramesFrom& candidate : framesFrom)
        if (candidate.fromTree == tree)
            return &candidate;
    return nullptr;
}

QLatin1String payloadKindName(Payload::Kind kind) {
    return kindNames[static_cast<size_t>(kind)];
}

} // namespace upkeep
