// SPDX-License-Identifier: Apache-2.0
#include "command_line/token_verbs.h"

#include "command_line/secret_input.h"
#include "source/site.h"
#include "system/fetcher.h"
#include "text/upkeep_tr.h"

namespace upkeep {

namespace {

constexpr qint64 answerLimit = 1 << 20;

bool isLoopback(const QUrl& url) {
    return url.host() == QLatin1String("127.0.0.1") || url.host() == QLatin1String("::1");
}

Result<QString> accountOf(const QUrl& api, const QByteArray& token, const std::stop_token& stop) {
    FetcherOptions options;
    options.allowLoopbackHttp = isLoopback(api);
    const auto fetcher = makeHttpFetcher(options);
    FetchRequest request;
    request.url = belowEncoded(api, "user");
    request.limit = answerLimit;
    request.followRedirects = false;
    request.headers = {{"Authorization", "Bearer " + token},
                       {"Accept", "application/vnd.github+json"}};
    UPKEEP_TRY_AS(const FetchResponse response, fetcher->fetch(request, stop));
    if (response.status != 200)
        return Error{response.status == 401 ? ErrorCode::TokenRefused : ErrorCode::NetworkStatus,
                     api.host(),
                     QStringLiteral("HTTP status %1").arg(response.status)};
    UPKEEP_TRY_AS(const JsonValue json, parseJson(response.body));
    return json.requiredString(u"login");
}

} // namespace

Result<QUrl> apiOfServer(const QString& server) {
    const QUrl url(server.isEmpty() ? QStringLiteral("https://github.com") : server);
    const bool isSafe = url.scheme() == QLatin1String("https") ||
                        (url.scheme() == QLatin1String("http") && isLoopback(url));
    if (!isSafe || url.host().isEmpty() || !url.userInfo().isEmpty())
        return Error{ErrorCode::UsageInvalid,
                     QStringLiteral("--server"),
                     Upkeep::tr("is an address such as https://github.example.com")};
    if (url.host() == QLatin1String("github.com") || url.host() == QLatin1String("api.github.com"))
        return QUrl(QStringLiteral("https://api.github.com"));
    return url.path().startsWith(QLatin1String("/api/")) ? url : belowEncoded(url, "api/v3");
}

Result<void> setToken(VerbCall& call, SecretStore& secrets, const TokenPlace& place) {
    const QString option = QStringLiteral("--token-fd");
    auto token = call.arguments.isSet("token-fd")
                     ? readSecretFrom(call.arguments.value("token-fd"), option)
                     : askSecret(Upkeep::tr("Token for %1: ").arg(place.api.host()), false, option);
    UPKEEP_TRY(token);
    UPKEEP_TRY(secrets.write(place.key, token->trimmed()));
    call.console.say(
        Upkeep::tr("The key store keeps the token for %1. A token that may only read is enough "
                   "for updates.")
            .arg(place.api.host()));
    call.console.result(JsonValue::Object{{QStringLiteral("host"), place.api.host()},
                                          {QStringLiteral("kept"), true}});
    return {};
}

Result<void> showToken(VerbCall& call, SecretStore& secrets, const TokenPlace& place) {
    UPKEEP_TRY_AS(const auto token, secrets.read(place.key));
    if (!token)
        return Error{ErrorCode::SourceMissing,
                     place.api.host(),
                     QStringLiteral("the key store has no token for it, or is locked")};
    UPKEEP_TRY_AS(const QString account, accountOf(place.api, *token, call.stop));
    call.console.say(Upkeep::tr("The token for %1 belongs to %2.").arg(place.api.host(), account));
    call.console.result(JsonValue::Object{{QStringLiteral("host"), place.api.host()},
                                          {QStringLiteral("account"), account}});
    return {};
}

Result<void> removeToken(VerbCall& call, SecretStore& secrets, const TokenPlace& place) {
    UPKEEP_TRY(secrets.remove(place.key));
    call.console.say(
        Upkeep::tr("The key store has no token for %1 any more.").arg(place.api.host()));
    call.console.result(JsonValue::Object{{QStringLiteral("host"), place.api.host()},
                                          {QStringLiteral("kept"), false}});
    return {};
}

} // namespace upkeep
