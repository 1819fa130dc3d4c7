// SPDX-License-Identifier: Apache-2.0
#include "source/plain_releases.h"

#include "source/github_api.h"
#include "source/tag_version.h"

#include <QRegularExpression>

namespace upkeep {

namespace {

constexpr qsizetype mostDocuments = 20;
constexpr qint64 sumsLimit = 256 * 1024;
constexpr qsizetype notesKept = 8 * 1024; // of each release
constexpr qint64 unpackedPerPacked = 4;   // a guess: nobody says it

class Listing {
public:
    Listing(ReleaseSource& source, const PlainQuery& query, std::stop_token stop)
        : m_source(source), m_query(query), m_stop(std::move(stop)) {}

    Result<PlainReleases> run() {
        GitHubApi* const api = m_source.api();
        if (!api)
            return Error{ErrorCode::SourceInvalid,
                         m_query.product,
                         QStringLiteral("checksums-only needs a repository on a forge")};
        UPKEEP_TRY(checkRepository(*api));
        UPKEEP_TRY_AS(const QList<GitHubRelease> all, api->releases(m_stop));
        if (!m_query.exactly)
            UPKEEP_TRY(checkTags(all));
        for (const GitHubRelease& release : newestFirst(all, m_query.channel != u"stable")) {
            const Version version = release.version().value_or(Version());
            if (version < m_query.atLeast || m_found.documents.size() >= mostDocuments)
                break;
            if (!m_query.exactly || version == m_query.atLeast)
                UPKEEP_TRY(take(*api, release, version));
        }
        return std::move(m_found);
    }

private:
    // Somebody else may take the name of a project that moved; its number stays.
    Result<void> checkRepository(GitHubApi& api) {
        UPKEEP_TRY_AS(m_found.repositoryId, api.repositoryId(m_stop));
        if (m_query.repositoryId == 0 || m_found.repositoryId == m_query.repositoryId)
            return {};
        return Error{
            ErrorCode::SourceChanged,
            m_query.product,
            QStringLiteral("number %1 was %2").arg(m_found.repositoryId).arg(m_query.repositoryId)};
    }

    // A release newer than all that can be ordered must not go unseen: there might be an update.
    Result<void> checkTags(const QList<GitHubRelease>& all) const {
        QDateTime newest;
        for (const GitHubRelease& release : all) {
            if (isOurs(release) && release.version())
                newest = qMax(newest, release.published);
        }
        for (const GitHubRelease& release : all) {
            const bool isNewer = !newest.isValid() || release.published > newest;
            if (isOurs(release) && !release.version() && meansAVersion(release.tag) && isNewer)
                return Error{ErrorCode::SourceInvalid,
                             release.tag,
                             QStringLiteral("its tag cannot be put in order with others")};
        }
        return {};
    }

    bool isOurs(const GitHubRelease& release) const {
        return !release.draft && (!release.prerelease || m_query.channel != u"stable");
    }

    Result<void> take(GitHubApi& api, const GitHubRelease& release, const Version& version) {
        addNotes(release, version);
        const bool isCurrent = version == m_query.atLeast && !m_query.exactly;
        UPKEEP_TRY_AS(const GitHubAsset* const asset, assetOf(release));
        const bool isFirst = m_found.documents.isEmpty();
        if (!asset)
            return isFirst && !isCurrent ? missing(release) : Result<void>();
        // Of older ones no sums are fetched: they are not going to be installed by this walk.
        const bool isWanted = (isFirst && !isCurrent) || m_query.exactly;
        UPKEEP_TRY_AS(const auto digest, digestOf(api, release, *asset, isWanted));
        if (!digest && isWanted)
            return Error{ErrorCode::SourceUnverified, asset->name, release.tag};
        UPKEEP_TRY_AS(const bool isUsable, check(release, version, *asset, isWanted));
        if (digest && isUsable)
            m_found.documents.append(documentOf(release, version, *asset, *digest));
        return {};
    }

    // What is wanted and cannot be had is said; an older one is just left out.
    static Result<bool> check(const GitHubRelease& release,
                              const Version& version,
                              const GitHubAsset& asset,
                              bool isWanted) {
        if (asset.size > Payload::longest && isWanted)
            return Error{
                ErrorCode::PayloadLimit, asset.name, QStringLiteral("%1 bytes").arg(asset.size)};
        if (counterOf(version) == 0 && isWanted)
            return Error{ErrorCode::SourceInvalid,
                         release.tag,
                         QStringLiteral("its numbers are too great to be put in order")};
        return asset.size <= Payload::longest && counterOf(version) > 0;
    }

    Result<void> missing(const GitHubRelease& release) const {
        return Error{ErrorCode::SourceMissing,
                     release.tag,
                     QStringLiteral("has no file for %1").arg(m_query.platform)};
    }

    Result<const GitHubAsset*> assetOf(const GitHubRelease& release) const {
        const GitHubAsset* found = nullptr;
        for (const GitHubAsset& asset : release.assets) {
            UPKEEP_TRY_AS(
                const bool fits,
                isWishedAsset(asset.name,
                              {m_query.trust.assetPattern, m_query.platform, release.tag}));
            if (!fits)
                continue;
            if (found)
                return Error{ErrorCode::SourceInvalid,
                             m_query.trust.assetPattern,
                             QStringLiteral("%1 and %2 both fit").arg(found->name, asset.name)};
            found = &asset;
        }
        return found;
    }

    Result<std::optional<Digest>> digestOf(GitHubApi& api,
                                           const GitHubRelease& release,
                                           const GitHubAsset& asset,
                                           bool isWanted) {
        if (m_query.trust.checksums.isEmpty())
            return asset.digest;
        if (!isWanted)
            return std::optional<Digest>();
        const GitHubAsset* const sums = sumsOf(release, asset);
        if (!sums)
            return Error{ErrorCode::SourceUnverified, m_query.trust.checksums, release.tag};
        QByteArray text;
        const auto response = api.link(*sums).get(
            {{}, {}, sumsLimit},
            [&](const FetchResponse& head, QByteArrayView piece) -> Result<void> {
                if (text.isEmpty() && isWebPage(head, piece))
                    return webPageError(head.url);
                text.append(piece);
                return {};
            },
            m_stop);
        UPKEEP_TRY(response);
        if (response->status != 200)
            return statusError(*response);
        const auto digest = sumFor(text, asset.name);
        // Both are the project's word: where they differ, one file was replaced.
        if (digest && asset.digest && *digest != *asset.digest)
            return Error{ErrorCode::DownloadHash,
                         asset.name,
                         QStringLiteral("%1 says otherwise than the server").arg(sums->name)};
        return digest;
    }

    // "SHA256SUMS" or, with an asset of its own each, "{asset}.sha256".
    const GitHubAsset* sumsOf(const GitHubRelease& release, const GitHubAsset& asset) const {
        QString name = m_query.trust.checksums;
        name.replace(QLatin1String("{asset}"), asset.name);
        for (const GitHubAsset& candidate : release.assets) {
            const auto fits = isWishedAsset(candidate.name, {name, m_query.platform, release.tag});
            if (fits && *fits)
                return &candidate;
        }
        return nullptr;
    }

    ReleaseDocument documentOf(const GitHubRelease& release,
                               const Version& version,
                               const GitHubAsset& asset,
                               const Digest& digest) const {
        ReleaseDocument document;
        document.product = m_query.product;
        document.channel = m_query.channel;
        document.platform = m_query.platform;
        document.version = version;
        document.counter = counterOf(version);
        document.released =
            release.published.isValid() ? release.published : QDateTime::fromSecsSinceEpoch(0);
        document.updateType =
            versionStep(m_query.atLeast, version) == VersionStep::Major   ? UpdateType::Major
            : versionStep(m_query.atLeast, version) == VersionStep::Patch ? UpdateType::Hotfix
                                                                          : UpdateType::Minor;
        document.unpackedSize = asset.size * unpackedPerPacked;
        Payload payload;
        payload.kind = Payload::Kind::Package;
        payload.url = addressOf(release, asset);
        payload.length = asset.size;
        payload.sha256 = digest;
        document.payloads = {payload};
        return document;
    }

    static QString addressOf(const GitHubRelease& release, const GitHubAsset& asset) {
        static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_][A-Za-z0-9._+-]*\\z"));
        const bool isPlain =
            plain.match(release.tag).hasMatch() && plain.match(asset.name).hasMatch();
        return isPlain ? release.tag + u'/' + asset.name : asset.browserUrl.toString();
    }

    // As a section of a changelog: headings of the notes would read as versions of their own.
    void addNotes(const GitHubRelease& release, const Version& version) {
        QByteArray& text = m_found.changelog;
        text += "## [" + version.toString().toUtf8() + "]";
        if (release.published.isValid())
            text += " - " + release.published.date().toString(Qt::ISODate).toLatin1();
        text += "\n\n";
        for (QString line : release.body.left(notesKept).split(u'\n')) {
            static const QRegularExpression heading(QStringLiteral("\\A\\s*#+\\s*(.*?)\\s*\\z"));
            const auto match = heading.match(line);
            if (match.hasMatch())
                line = match.captured(1).isEmpty()
                           ? QString()
                           : QStringLiteral("**%1**").arg(match.captured(1));
            if (!line.trimmed().startsWith(QLatin1String("```")))
                text += line.toUtf8() + '\n';
        }
    }

    ReleaseSource& m_source;
    const PlainQuery& m_query;
    std::stop_token m_stop;
    PlainReleases m_found;
};

} // namespace

Result<PlainReleases>
listPlainReleases(ReleaseSource& source, const PlainQuery& query, std::stop_token stop) {
    return Listing(source, query, std::move(stop)).run();
}

} // namespace upkeep
