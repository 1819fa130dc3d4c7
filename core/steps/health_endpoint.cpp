// SPDX-License-Identifier: Apache-2.0
#include "steps/health_endpoint.h"

#include "system/fetcher.h"
#include "system/http_rules.h"

namespace upkeep {

namespace {

constexpr std::chrono::seconds patience{5};
constexpr qint64 bodyLimit = 1 << 20;

bool isLoopback(const QString& host) {
    return host == QLatin1String("127.0.0.1") || host == QLatin1String("::1") ||
           host == QLatin1String("localhost");
}

} // namespace

Result<void> askEndpoint(const QString& url,
                         int expectedStatus,
                         const QStringList& hosts,
                         std::stop_token stop) {
    const QUrl parsed(url, QUrl::StrictMode);
    UPKEEP_TRY(checkUrl(parsed, true));
    if (!isLoopback(parsed.host()) && !hosts.contains(parsed.host()))
        return Error{ErrorCode::ProbeFailed, url, QStringLiteral("host is not in product.yaml")};
    FetcherOptions options;
    options.allowLoopbackHttp = true;
    options.proxy = QStringLiteral("none");
    FetchRequest request;
    request.url = parsed;
    request.limit = bodyLimit;
    request.followRedirects = false;
    request.connectTimeout = patience;
    request.idleTimeout = patience;
    request.totalTimeout = patience;
    const auto response = makeHttpFetcher(options)->fetch(request, std::move(stop));
    if (!response && response.error().code == ErrorCode::Cancelled)
        return response.error();
    if (!response)
        return Error{ErrorCode::ProbeFailed, url, response.error().toString()};
    if (response->status != expectedStatus)
        return Error{
            ErrorCode::ProbeFailed, url, QStringLiteral("status %1").arg(response->status)};
    return {};
}

} // namespace upkeep
