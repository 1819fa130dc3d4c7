// SPDX-License-Identifier: Apache-2.0
// One GET and its answer, without redirects; the fetcher above it makes several of them one.
#pragma once

#include "system/fetcher.h"

class QNetworkAccessManager;
class QSslConfiguration;

namespace upkeep {

// Blocks in an event loop of its own on the thread of `manager`.
Result<FetchResponse> exchangeOnce(QNetworkAccessManager& manager,
                                   const QSslConfiguration& tls,
                                   const FetcherOptions& options,
                                   const FetchRequest& request,
                                   const BodySink& sink,
                                   const std::stop_token& stop);

} // namespace upkeep
