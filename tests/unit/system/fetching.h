// SPDX-License-Identifier: Apache-2.0
// What the tests of the fetcher ask for, and what they are told.
#pragma once

#include "support/test_server.h"
#include "system/fetcher.h"

namespace upkeep::test {

inline FetcherOptions loopback() {
    FetcherOptions options;
    options.allowLoopbackHttp = true;
    return options;
}

inline FetchRequest get(const QUrl& url, qint64 limit = 1 << 20) {
    FetchRequest request;
    request.url = url;
    request.limit = limit;
    return request;
}

inline ServerReply redirectTo(const QUrl& url, int status = 302) {
    return {status, {{"Location", url.toEncoded()}}, "moved"};
}

} // namespace upkeep::test
