// SPDX-License-Identifier: Apache-2.0
#include "command_line/secret_input.h"
#include "command_line/token_verbs.h"
#include "publish/github_upload.h"
#include "publish/site_upload.h"
#include "source/release_source.h"
#include "text/format.h"
#include "verbs.h"

namespace upkeep {
namespace {

// Not the key of a token that only reads for updates.
Result<TokenPlace> tokenPlace(const Session& session) {
    UPKEEP_TRY_AS(const QUrl api, apiOfServer(session.option("server")));
    return TokenPlace{api, QStringLiteral("publish-") + tokenKey(api)};
}

// --token-fd, else the environment that GitHub's own jobs have, else the key store.
Result<QByteArray> tokenFor(Session& session, const TokenPlace& place) {
    if (session.isSet("token-fd"))
        return readSecretFrom(session.option("token-fd"), QStringLiteral("--token-fd"));
    const QByteArray given = qgetenv("GITHUB_TOKEN").trimmed();
    if (!given.isEmpty())
        return given;
    UPKEEP_TRY_AS(const auto kept, session.secrets().read(place.key));
    if (kept)
        return *kept;
    return Error{ErrorCode::SecretUnavailable,
                 place.api.host(),
                 QStringLiteral("no token: --token-fd, GITHUB_TOKEN, or upkeep-publish token set")};
}

Result<JsonValue> uploadReleases(Session& session, const LocalPath& from, const PublishLog& log) {
    UPKEEP_TRY_AS(const TokenPlace place, tokenPlace(session));
    GitHubUploadOptions options;
    options.api = place.api;
    options.repository = session.option("github");
    options.isGitea = place.api.path().endsWith(QLatin1String("/api/v1"));
    options.wait = &waitFor;
    UPKEEP_TRY_AS(options.token, tokenFor(session, place));
    FetcherOptions network;
    network.allowLoopbackHttp = place.api.scheme() == QLatin1String("http");
    const auto fetcher = makeHttpFetcher(network);
    const Clock clock;
    const Site site(session.files(), from);
    UPKEEP_TRY_AS(
        const GitHubUploadReport report,
        uploadToGitHub(session.files(), site, *fetcher, clock, options, log, session.stop()));
    session.say(Upkeep::tr("Releases published: %1; files sent: %2 (%3), there already: %4.")
                    .arg(report.published)
                    .arg(report.uploaded)
                    .arg(formatSize(report.bytes))
                    .arg(report.unchanged));
    return JsonValue(JsonValue::Object{{QStringLiteral("published"), report.published},
                                       {QStringLiteral("uploaded"), report.uploaded},
                                       {QStringLiteral("unchanged"), report.unchanged},
                                       {QStringLiteral("replaced"), report.replaced},
                                       {QStringLiteral("bytes"), report.bytes}});
}

Result<JsonValue> copyToFolder(Session& session, const LocalPath& from, const PublishLog& log) {
    UPKEEP_TRY_AS(const LocalPath to, session.path("to"));
    const UploadParts parts =
        session.isSet("github") ? UploadParts::Metadata : UploadParts::Everything;
    UPKEEP_TRY_AS(const UploadReport report,
                  uploadToFolder(session.files(), from, to, log, session.stop(), parts));
    session.say(Upkeep::tr("%1 files copied (%2), %3 were there.")
                    .arg(report.copied)
                    .arg(formatSize(report.bytes))
                    .arg(report.unchanged));
    return JsonValue(JsonValue::Object{{QStringLiteral("copied"), report.copied},
                                       {QStringLiteral("unchanged"), report.unchanged},
                                       {QStringLiteral("bytes"), report.bytes}});
}

// Metadata after the payloads it names.
Result<void> upload(Session& session) {
    UPKEEP_TRY_AS(const LocalPath site, session.path("site"));
    const PublishLog log = [&session](const QString& line) {
        session.say(QStringLiteral("  ") + line);
    };
    if (!session.isSet("github") && !session.isSet("to"))
        return Error{ErrorCode::UsageInvalid, QStringLiteral("--to"), Upkeep::tr("is missing")};
    JsonValue result = JsonValue::Object{};
    if (session.isSet("github")) {
        UPKEEP_TRY_AS(result, uploadReleases(session, site, log));
    }
    if (session.isSet("to")) {
        UPKEEP_TRY_AS(const JsonValue copied, copyToFolder(session, site, log));
        if (session.isSet("github"))
            result.set(QStringLiteral("metadata"), copied);
        else
            result = copied;
    }
    session.result(result);
    return {};
}

template <auto act> Result<void> onToken(Session& session) {
    UPKEEP_TRY_AS(const TokenPlace place, tokenPlace(session));
    return act(session.call(), session.secrets(), place);
}

} // namespace

QList<Verb> uploadVerbs() {
    static constexpr VerbOption server{
        "server", "URL", "GitHub Enterprise, or HOST/api/v1 of Gitea or Forgejo; else github.com"};
    static constexpr VerbOption tokenFd{"token-fd", "N", "read the token from this open file"};
    return {
        {{"upload",
          "",
          "releases to GitHub, then metadata to the folder it is served from",
          {common_option::site,
           {"github", "OWNER/NAME", "the repository that gets the releases"},
           server,
           tokenFd,
           {"to", "DIR", "the folder; without --github the releases go there, too"}}},
         &upload},
        {{"token set", "", "keep the token for uploads in the key store", {server, tokenFd}},
         &onToken<setToken>},
        {{"token show", "", "whose token is kept", {server}}, &onToken<showToken>},
        {{"token remove", "", "take it out of the key store", {server}}, &onToken<removeToken>}};
}

} // namespace upkeep
