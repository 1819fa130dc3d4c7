// SPDX-License-Identifier: Apache-2.0
// From what product.yaml and the registration say to a source that works.
#include "source/folder_source.h"
#include "source/github_api.h"
#include "source/http_source.h"
#include "source/site.h"

namespace upkeep {

namespace {

bool isGitHubItself(const QUrl& server) {
    return server.isEmpty() || server.host() == QLatin1String("github.com");
}

// What both documents together say.
SourceSpec effective(SourceSpec spec, const SourceOverride& local) {
    if (!local.isSet())
        return spec;
    spec.type = sourceTypeFromName(local.type).value_or(spec.type);
    spec.server = local.server;
    spec.metadata = local.metadata;
    spec.folder = local.folder;
    return spec;
}

QUrl apiOf(const SourceSpec& spec) {
    if (spec.type == SourceType::Gitea)
        return belowEncoded(QUrl(spec.server), "api/v1");
    if (isGitHubItself(QUrl(spec.server)))
        return QUrl(QStringLiteral("https://api.github.com"));
    return belowEncoded(QUrl(spec.server), "api/v3");
}

// Pages of the repository where github.com itself is the server; else the server's own site.
QUrl siteOf(const SourceSpec& spec) {
    if (!spec.metadata.isEmpty())
        return siteOfMetadata(QUrl(spec.metadata));
    if (spec.type == SourceType::GitHub && isGitHubItself(QUrl(spec.server))) {
        const QStringList parts = spec.repository.split(QLatin1Char('/'));
        return QUrl(QStringLiteral("https://%1.github.io/%2").arg(parts.value(0), parts.value(1)));
    }
    return QUrl(spec.server);
}

QUrl releasesOf(const SourceSpec& spec) {
    if (spec.type == SourceType::Static)
        return belowEncoded(siteOf(spec), "releases");
    const QUrl web = isGitHubItself(QUrl(spec.server)) ? QUrl(QStringLiteral("https://github.com"))
                                                       : QUrl(spec.server);
    return below(web, spec.repository.toUtf8() + "/releases/download");
}

Result<void> check(const SourceSpec& spec) {
    const auto refuse = [&](const QString& cause) {
        return Error{ErrorCode::SourceInvalid, sourceTypeName(spec.type), cause};
    };
    const bool isForge = spec.type == SourceType::GitHub || spec.type == SourceType::Gitea;
    if (isForge && spec.repository.count(QLatin1Char('/')) != 1)
        return refuse(QStringLiteral("needs a repository: owner/name"));
    if (spec.type == SourceType::Gitea && spec.server.isEmpty())
        return refuse(QStringLiteral("needs its server"));
    if (spec.type == SourceType::Static && siteOf(spec).isEmpty())
        return refuse(QStringLiteral("needs the address of its server or metadata"));
    return {};
}

// A store that cannot be asked holds nothing for us; a public repository needs nothing from it.
QByteArray tokenFor(const QUrl& api, SecretStore* secrets) {
    if (!secrets)
        return {};
    const auto token = secrets->read(tokenKey(api));
    return token.has_value() ? token->value_or(QByteArray()) : QByteArray();
}

// Everything that is not a public forge is a host of one's own.
bool isPublicHost(const QString& host) {
    static const QStringList known = {QStringLiteral("github.com"),
                                      QStringLiteral("github.io"),
                                      QStringLiteral("githubusercontent.com"),
                                      QStringLiteral("ghe.com"),
                                      QStringLiteral("gitea.com"),
                                      QStringLiteral("codeberg.org"),
                                      QStringLiteral("codeberg.page")};
    return std::any_of(known.begin(), known.end(), [&](const QString& name) {
        return host == name || host.endsWith(QLatin1Char('.') + name);
    });
}

QStringList tls12Hosts(const SourceSpec& spec, const SourceOverride& local) {
    if (!local.allowTls12)
        return {};
    QStringList hosts = {QUrl(spec.server).host(), siteOf(spec).host()};
    hosts.removeIf([](const QString& host) { return host.isEmpty() || isPublicHost(host); });
    hosts.removeDuplicates();
    return hosts;
}

QByteArray passwordFor(const QUrl& proxy, SecretStore* secrets) {
    if (!secrets || proxy.userName().isEmpty())
        return {};
    const auto password = secrets->read(proxyKey(proxy));
    return password ? password->value_or(QByteArray()) : QByteArray();
}

PrivatePayload privatePayloads(std::shared_ptr<GitHubApi> api) {
    return [api = std::move(api)](const QString& url, std::stop_token stop) -> Result<PayloadLink> {
        const qsizetype slash = url.lastIndexOf(QLatin1Char('/'));
        UPKEEP_TRY_AS(const GitHubRelease release, api->byTag(url.left(slash), stop));
        const GitHubAsset* asset = release.asset(QStringView(url).sliced(slash + 1));
        if (!asset)
            return Error{ErrorCode::SourceMissing, url, QStringLiteral("is not in the release")};
        return api->link(*asset);
    };
}

} // namespace

QString tokenKey(const QUrl& api) {
    return QStringLiteral("token/") + api.host();
}

QString proxyKey(const QUrl& proxy) {
    return QStringLiteral("proxy/%1@%2:%3")
        .arg(proxy.userName(), proxy.host(), QString::number(proxy.port()));
}

bool allowsTls12(const SourceSpec& declared, const SourceOverride& local) {
    return !tls12Hosts(effective(declared, local), local).isEmpty();
}

Result<std::unique_ptr<ReleaseSource>> makeSource(const SourceSpec& declared,
                                                  const SourceOverride& local,
                                                  FileSystem& files,
                                                  SecretStore* secrets,
                                                  FetcherOptions network,
                                                  const LocalPath& answers) {
    static const Clock clock;
    const SourceSpec spec = effective(declared, local);
    network.allowLoopbackHttp = local.allowLoopbackHttp;
    network.tls12Hosts = tls12Hosts(spec, local);
    network.proxyPassword = passwordFor(QUrl(network.proxy), secrets);
    auto fetcher = makeHttpFetcher(network);
    if (spec.type == SourceType::Folder) {
        UPKEEP_TRY_AS(const LocalPath folder, LocalPath::fromUser(spec.folder));
        return makeFolderSource(folder, files, std::move(fetcher));
    }
    UPKEEP_TRY(check(spec));
    Fetcher& apiFetcher = *fetcher;
    const auto cache = answers.isEmpty() ? std::make_shared<AnswerCache>()
                                         : std::make_shared<AnswerCache>(files, answers);
    auto source = std::make_unique<HttpSource>(
        HttpSourceAddresses{siteOf(spec), releasesOf(spec), local.allowLoopbackHttp},
        std::move(fetcher),
        cache);
    if (spec.type == SourceType::Static)
        return std::unique_ptr<ReleaseSource>(std::move(source));
    const QByteArray token = tokenFor(apiOf(spec), secrets);
    const GitHubAddress address{apiOf(spec), spec.repository, spec.type == SourceType::Gitea};
    const auto api = std::make_shared<GitHubApi>(apiFetcher, clock, address, token, cache);
    source->setApi(api);
    if (!token.isEmpty())
        source->usePrivatePayloads(privatePayloads(api));
    return std::unique_ptr<ReleaseSource>(std::move(source));
}

} // namespace upkeep
