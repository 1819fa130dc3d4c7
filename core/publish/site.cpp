// SPDX-License-Identifier: Apache-2.0
#include "publish/site.h"

#include "base/names.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 releaseLimit = 1 << 20;

Result<LocalName> plainName(const QString& text) {
    const Result<RelativePath> name = RelativePath::parse(text.toUtf8());
    if (!name || text.contains(u'/') || text.startsWith(u'.'))
        return Error{ErrorCode::PublishInvalid, text, QStringLiteral("is no plain name")};
    return LocalName(*name);
}

Result<PublishedAsset> parseAsset(const JsonValue& value) {
    PublishedAsset asset;
    UPKEEP_TRY_AS(asset.name, value.requiredString(u"name"));
    UPKEEP_TRY_AS(asset.size, value.requiredInteger(u"size"));
    UPKEEP_TRY_AS(const QString hash, value.requiredString(u"sha256"));
    UPKEEP_TRY_AS(asset.sha256, Digest::fromHex(hash.toLatin1()));
    return asset;
}

} // namespace

Result<PublishedRelease> PublishedRelease::parse(QByteArrayView text) {
    UPKEEP_TRY_AS(const JsonValue json, parseJson(text));
    PublishedRelease release;
    UPKEEP_TRY_AS(release.tag, json.requiredString(u"tag"));
    UPKEEP_TRY_AS(release.title, json.requiredString(u"title"));
    UPKEEP_TRY_AS(release.body, json.requiredString(u"body"));
    UPKEEP_TRY_AS(release.prerelease, json.requiredBool(u"prerelease"));
    UPKEEP_TRY_AS(release.draft, json.requiredBool(u"draft"));
    UPKEEP_TRY_AS(const QString published, json.requiredString(u"published_at"));
    release.publishedAt = QDateTime::fromString(published, Qt::ISODate);
    UPKEEP_TRY_AS(const JsonValue::Array assets, json.requiredArray(u"assets"));
    for (const JsonValue& value : assets) {
        UPKEEP_TRY_AS(const PublishedAsset asset, parseAsset(value));
        release.assets += asset;
    }
    return release;
}

JsonValue PublishedRelease::toJson() const {
    JsonValue::Array list;
    for (const PublishedAsset& asset : assets)
        list += JsonValue(
            JsonValue::Object{{QStringLiteral("name"), asset.name},
                              {QStringLiteral("size"), asset.size},
                              {QStringLiteral("sha256"), QString::fromLatin1(asset.sha256.hex())}});
    return JsonValue::Object{
        {QStringLiteral("tag"), tag},
        {QStringLiteral("title"), title},
        {QStringLiteral("body"), body},
        {QStringLiteral("prerelease"), prerelease},
        {QStringLiteral("draft"), draft},
        {QStringLiteral("published_at"), publishedAt.toUTC().toString(Qt::ISODate)},
        {QStringLiteral("assets"), list}};
}

const PublishedAsset* PublishedRelease::asset(QStringView name) const {
    const auto found = std::find_if(assets.begin(),
                                    assets.end(),
                                    [name](const PublishedAsset& one) { return one.name == name; });
    return found == assets.end() ? nullptr : &*found;
}

void PublishedRelease::setAsset(const PublishedAsset& asset) {
    const auto found =
        std::find_if(assets.begin(), assets.end(), [&asset](const PublishedAsset& one) {
            return one.name == asset.name;
        });
    if (found == assets.end())
        assets += asset;
    else
        *found = asset;
}

Result<LocalPath> Site::releaseFolder(const QString& tag) const {
    UPKEEP_TRY_AS(const LocalName name, plainName(tag));
    return releasesFolder() / name;
}

Result<LocalPath> Site::assetPath(const QString& tag, const QString& asset) const {
    UPKEEP_TRY_AS(const LocalPath folder, releaseFolder(tag));
    UPKEEP_TRY_AS(const LocalName name, plainName(asset));
    return folder / name;
}

Result<LocalPath> Site::payloadPath(const QString& url) const {
    if (url.count(u'/') != 1)
        return Error{ErrorCode::PublishInvalid, url, QStringLiteral("is not <tag>/<asset>")};
    return assetPath(url.section(u'/', 0, 0), url.section(u'/', 1));
}

Result<PublishedRelease> Site::release(const QString& tag) const {
    UPKEEP_TRY_AS(const LocalPath folder, releaseFolder(tag));
    const LocalPath path = folder / "release.json";
    UPKEEP_TRY_AS(const QByteArray text, m_files->read(path, releaseLimit));
    Result<PublishedRelease> release = PublishedRelease::parse(text);
    if (!release || release->tag != tag)
        return Error{ErrorCode::PublishInvalid,
                     path.display(),
                     release ? QStringLiteral("names another tag") : release.error().toString()};
    return release;
}

Result<QList<PublishedRelease>> Site::releases() const {
    QList<PublishedRelease> releases;
    if (!m_files->exists(releasesFolder()))
        return releases;
    UPKEEP_TRY_AS(const QList<FolderEntry> entries, m_files->list(releasesFolder()));
    for (const FolderEntry& entry : entries) {
        // Hidden folders are releases in the making.
        if (entry.type != FileType::Folder || entry.name.bytes().startsWith('.'))
            continue;
        UPKEEP_TRY_AS(const PublishedRelease one, release(entry.name.display()));
        releases += one;
    }
    std::stable_sort(releases.begin(), releases.end(), [](const auto& a, const auto& b) {
        return a.publishedAt > b.publishedAt;
    });
    return releases;
}

Result<void> Site::saveRelease(const PublishedRelease& release) const {
    UPKEEP_TRY_AS(const LocalPath folder, releaseFolder(release.tag));
    return m_files->writeAndSync(folder / "release.json", writeJson(release.toJson()));
}

} // namespace upkeep
