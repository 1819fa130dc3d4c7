// SPDX-License-Identifier: Apache-2.0
// What may be asked for and what may follow a redirect (SECURITY 4.10); pure.
#pragma once

#include "system/fetcher.h"

namespace upkeep {

inline constexpr int maximumRedirects = 5;

// https, or plain http to the literal loopback addresses where the registration allows it; never
// with a user name or password in it. network.redirect for a link, network.failed otherwise.
Result<void> checkUrl(const QUrl& url, bool allowLoopbackHttp);

bool isRedirect(int status);
bool isSameOrigin(const QUrl& a, const QUrl& b);

// The request for the place a redirect points to: at another origin only headers that hold no
// secret go along.
Result<FetchRequest>
redirected(const FetchRequest& request, const FetchResponse& response, bool allowLoopbackHttp);

// For errors and logs: without query (a signed link is a secret) and user.
QString displayUrl(const QUrl& url);

} // namespace upkeep
