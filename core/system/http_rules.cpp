// SPDX-License-Identifier: Apache-2.0
#include "system/http_rules.h"

#include <algorithm>

namespace upkeep {

namespace {

bool isLoopbackLiteral(const QUrl& url) {
    const QString host = url.host();
    return host == QLatin1String("127.0.0.1") || host == QLatin1String("::1");
}

int portOf(const QUrl& url) {
    return url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
}

bool holdsNoSecret(const QByteArray& name) {
    static const QByteArrayList harmless = {"accept", "if-range"};
    return harmless.contains(name.toLower());
}

} // namespace

QByteArray FetchResponse::header(QByteArrayView name) const {
    const auto found = std::find_if(headers.cbegin(), headers.cend(), [&](const auto& header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == headers.cend() ? QByteArray() : found->second;
}

Result<void> checkUrl(const QUrl& url, bool allowLoopbackHttp) {
    const auto refuse = [&](const char* cause) {
        return Error{ErrorCode::NetworkFailed, displayUrl(url), QLatin1String(cause)};
    };
    if (!url.isValid() || url.host().isEmpty())
        return refuse("is no address of a server");
    if (!url.userInfo().isEmpty())
        return refuse("has a user name or password in it");
    if (url.scheme() == QLatin1String("https"))
        return {};
    if (url.scheme() != QLatin1String("http"))
        return refuse("is not https");
    if (!allowLoopbackHttp)
        return refuse("is plain http");
    return isLoopbackLiteral(url) ? Result<void>() : refuse("is plain http to another machine");
}

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool isSameOrigin(const QUrl& a, const QUrl& b) {
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b);
}

Result<FetchRequest>
redirected(const FetchRequest& request, const FetchResponse& response, bool allowLoopbackHttp) {
    const auto refuse = [&](const QString& cause) {
        return Error{ErrorCode::NetworkRedirect, displayUrl(request.url), cause};
    };
    if (!response.location.isValid())
        return refuse(QStringLiteral("a redirect without a valid location"));
    const auto allowed = checkUrl(response.location, allowLoopbackHttp);
    if (!allowed.has_value())
        return refuse(QStringLiteral("leads to %1, which %2")
                          .arg(displayUrl(response.location), allowed.error().cause));
    const bool isDowngrade = request.url.scheme() == QLatin1String("https") &&
                             response.location.scheme() != QLatin1String("https");
    if (isDowngrade)
        return refuse(QStringLiteral("leads from https to http"));
    FetchRequest next = request;
    next.url = response.location;
    if (!isSameOrigin(request.url, next.url))
        next.headers.removeIf([](const auto& header) { return !holdsNoSecret(header.first); });
    return next;
}

QString displayUrl(const QUrl& url) {
    return url.toDisplayString(QUrl::RemoveQuery | QUrl::RemoveUserInfo | QUrl::RemoveFragment);
}

} // namespace upkeep
