// SPDX-License-Identifier: Apache-2.0
#include "steps/check.h"

#include "source/waiting.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 changelogLimit = 256 * 1024;
constexpr std::chrono::milliseconds betweenLooks{50};
constexpr std::chrono::milliseconds longestTurn{60'000};

// "stable/linux-x64/1.1.0.json" -> 1.1.0, so that old documents need not be fetched.
std::optional<Version> versionInPath(const QByteArray& path) {
    const QByteArray name = path.sliced(path.lastIndexOf('/') + 1);
    if (!name.endsWith(".json"))
        return {};
    auto version = Version::parse(QString::fromUtf8(name.chopped(5)));
    return version ? std::optional(*version) : std::nullopt;
}

// Only of the offline keys: whoever else targets may delegate to, no such role can force anything.
Result<PolicyDocument> fetchPolicy(TrustClient& trust, std::stop_token stop) {
    const auto& targets = trust.trusted().targets()->targets;
    const auto target = targets.constFind("policy.json");
    if (target == targets.cend())
        return PolicyDocument{};
    UPKEEP_TRY_AS(const QByteArray bytes, trust.fetch(*target, 64 * 1024, std::move(stop)));
    return PolicyDocument::parse(bytes);
}

// nullopt for a schema of a later time.
Result<std::optional<ReleaseDocument>> fetchDocument(TrustClient& trust,
                                                     const TargetFile& target,
                                                     const FeedQuery& query,
                                                     std::stop_token stop) {
    UPKEEP_TRY_AS(const QByteArray bytes,
                  trust.fetch(target, ReleaseDocument::sizeLimit, std::move(stop)));
    auto document = ReleaseDocument::parse(bytes);
    if (!document && document.error().code == ErrorCode::ReleaseInvalid)
        return std::optional<ReleaseDocument>{};
    if (!document)
        return document.error();
    const bool fits = document->targetPath().toUtf8() == target.path &&
                      document->product == query.product && document->channel == query.channel &&
                      document->platform == query.platform;
    if (!fits)
        return Error{ErrorCode::ReleaseMismatch,
                     QString::fromUtf8(target.path),
                     QStringLiteral("%1 %2").arg(document->product, document->targetPath())};
    return std::optional(std::move(document).value());
}

// Two checks of one product (a window's and an agent's, say) would write the same part: the second
// waits, and finds the text there.
Result<std::unique_ptr<FileLock>>
turnIn(const LocalPath& folder, FileSystem& files, const std::stop_token& stop) {
    for (std::chrono::milliseconds waited{0};; waited += betweenLooks) {
        auto held = files.lock(folder / ".lock");
        if (held || held.error().code != ErrorCode::Locked || waited >= longestTurn)
            return held;
        pauseFor(betweenLooks, stop);
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, folder.display(), {}};
    }
}

Result<QByteArray> fetchAttached(const std::optional<AttachedFile>& attached,
                                 qint64 limit,
                                 ReleaseSource& source,
                                 FileSystem& files,
                                 const LocalPath& folder,
                                 std::stop_token stop) {
    if (!attached)
        return QByteArray();
    if (attached->length > limit)
        return Error{ErrorCode::ParseTooLarge, attached->url, QString::number(attached->length)};
    const LocalPath path = folder / attached->sha256.hex().constData();
    const auto isKept = [&](const Result<QByteArray>& kept) {
        return kept && Digest::of(*kept) == attached->sha256;
    };
    if (auto kept = files.read(path, limit); isKept(kept))
        return kept;
    UPKEEP_TRY(files.makeFolders(folder, 0700));
    UPKEEP_TRY_AS(const auto turn, turnIn(folder, files, stop));
    if (auto kept = files.read(path, limit); isKept(kept))
        return kept;
    if (files.exists(path))
        UPKEEP_TRY(files.removeFile(path));
    UPKEEP_TRY(source.download(
        attached->url, attached->length, attached->sha256, path, files, {}, std::move(stop)));
    return files.read(path, limit);
}

} // namespace

Result<ReleaseFeed> fetchFeed(TrustClient& trust, const FeedQuery& query, std::stop_token stop) {
    ReleaseFeed feed;
    UPKEEP_TRY(trust.refresh(stop));
    feed.trustedUntil = trust.trustedUntil();
    feed.notes = trust.notes();
    UPKEEP_TRY_AS(feed.policy, fetchPolicy(trust, stop));
    const QByteArray role = query.channel.toUtf8() + '.' + query.platform.toUtf8();
    UPKEEP_TRY_AS(const QList<TargetFile> targets, trust.targetsOf(role, stop));
    for (const TargetFile& target : targets) {
        const auto version = versionInPath(target.path);
        if (!version || *version < query.atLeast)
            continue;
        UPKEEP_TRY_AS(auto document, fetchDocument(trust, target, query, stop));
        if (document)
            feed.releases.append(std::move(*document));
    }
    std::sort(
        feed.releases.begin(),
        feed.releases.end(),
        [](const ReleaseDocument& a, const ReleaseDocument& b) { return b.version < a.version; });
    return feed;
}

Result<TrustedRelease> fetchRelease(const ReleaseDocument& document,
                                    ReleaseSource& source,
                                    FileSystem& files,
                                    const LocalPath& folder,
                                    std::stop_token stop) {
    UPKEEP_TRY_AS(
        const QByteArray manifest,
        fetchAttached(document.manifest, UpdateManifest::sizeLimit, source, files, folder, stop));
    UPKEEP_TRY_AS(const QByteArray changelog,
                  fetchAttached(document.changelog, changelogLimit, source, files, folder, stop));
    return readRelease(document, manifest, changelog);
}

Result<TrustedRelease> readRelease(const ReleaseDocument& document,
                                   const QByteArray& manifestText,
                                   const QByteArray& changelogText) {
    TrustedRelease release;
    release.document = document;
    release.manifestText = manifestText;
    release.changelogText = changelogText;
    release.manifest.version = document.version;
    if (!manifestText.isEmpty()) {
        UPKEEP_TRY_AS(release.manifest,
                      UpdateManifest::parse(manifestText, QStringLiteral("update-manifest.yaml")));
        if (release.manifest.version != document.version)
            return Error{ErrorCode::ReleaseMismatch,
                         QStringLiteral("update-manifest.yaml"),
                         release.manifest.version.toString()};
    }
    if (!changelogText.isEmpty()) {
        UPKEEP_TRY_AS(release.changelog, parseChangelog(changelogText));
    }
    return release;
}

} // namespace upkeep
