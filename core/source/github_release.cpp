// SPDX-License-Identifier: Apache-2.0
#include "source/github_release.h"

#include "source/tag_version.h"

#include <algorithm>

namespace upkeep {

namespace {

Error invalid(const QString& subject, const QString& cause) {
    return Error{ErrorCode::SourceInvalid, subject, cause};
}

// A member that may be absent or null.
QString text(const JsonValue& json, QStringView name) {
    const JsonValue* value = json.find(name);
    return value && value->isString() ? value->string() : QString();
}

bool flag(const JsonValue& json, QStringView name) {
    const JsonValue* value = json.find(name);
    return value && value->isBool() && value->boolean();
}

Result<std::optional<Digest>> readDigest(const JsonValue& json, const QString& asset) {
    const QString digest = text(json, u"digest");
    if (digest.isEmpty())
        return std::optional<Digest>();
    const auto hash = Digest::fromHex(digest.mid(7).toLatin1());
    if (!digest.startsWith(QLatin1String("sha256:")) || !hash.has_value())
        return invalid(asset, QStringLiteral("has a malformed digest"));
    return std::optional<Digest>(*hash);
}

Result<GitHubAsset> readAsset(const JsonValue& json) {
    GitHubAsset asset;
    UPKEEP_TRY_AS(asset.id, json.requiredInteger(u"id"));
    UPKEEP_TRY_AS(asset.name, json.requiredString(u"name"));
    UPKEEP_TRY_AS(asset.size, json.requiredInteger(u"size"));
    UPKEEP_TRY_AS(asset.digest, readDigest(json, asset.name));
    asset.apiUrl = QUrl(text(json, u"url"));
    asset.browserUrl = QUrl(text(json, u"browser_download_url"));
    asset.updatedAt = text(json, u"updated_at");
    return asset;
}

} // namespace

std::optional<Version> GitHubRelease::version() const {
    const auto read = tagVersion(tag);
    return read ? std::optional(read->version) : std::nullopt;
}

const GitHubAsset* GitHubRelease::asset(QStringView name) const {
    const auto found = std::find_if(
        assets.cbegin(), assets.cend(), [&](const GitHubAsset& a) { return a.name == name; });
    return found == assets.cend() ? nullptr : &*found;
}

Result<GitHubRelease> readRelease(const JsonValue& json) {
    GitHubRelease release;
    UPKEEP_TRY_AS(release.id, json.requiredInteger(u"id"));
    UPKEEP_TRY_AS(release.tag, json.requiredString(u"tag_name"));
    release.title = text(json, u"name");
    release.body = text(json, u"body");
    release.draft = flag(json, u"draft");
    release.prerelease = flag(json, u"prerelease");
    release.immutable = flag(json, u"immutable");
    release.published = QDateTime::fromString(text(json, u"published_at"), Qt::ISODate);
    UPKEEP_TRY_AS(const JsonValue::Array assets, json.optionalArray(u"assets"));
    for (const JsonValue& item : assets) {
        const QString state = text(item, u"state");
        if (!state.isEmpty() && state != QLatin1String("uploaded"))
            continue; // still being uploaded
        UPKEEP_TRY_AS(GitHubAsset asset, readAsset(item));
        release.assets.append(std::move(asset));
    }
    return release;
}

QList<GitHubRelease> newestFirst(const QList<GitHubRelease>& releases, bool withPrereleases) {
    QList<std::pair<Version, GitHubRelease>> found;
    for (const GitHubRelease& release : releases) {
        const auto version = release.version();
        const bool isPrerelease = release.prerelease || (version && version->isPrerelease());
        if (version && !release.draft && (withPrereleases || !isPrerelease))
            found.append({*version, release});
    }
    std::stable_sort(
        found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    QList<GitHubRelease> sorted;
    for (auto& entry : found)
        sorted.append(std::move(entry.second));
    return sorted;
}

} // namespace upkeep
