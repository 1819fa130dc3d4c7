// SPDX-License-Identifier: Apache-2.0
#include "source/check_time.h"

#include "system/http_rules.h"

#include <QElapsedTimer>

namespace upkeep {

Result<FetchResponse>
CheckTime::fetch(Fetcher& fetcher, FetchRequest request, std::stop_token stop) {
    if (m_left.count() <= 0)
        return Error{ErrorCode::NetworkTimeout,
                     displayUrl(request.url),
                     QStringLiteral("the check takes too long in all")};
    request.totalTimeout = m_left;
    QElapsedTimer clock;
    clock.start();
    auto response = fetcher.fetch(request, std::move(stop));
    m_left -= std::chrono::milliseconds(clock.elapsed() + 1); // rounded up: it must end
    return response;
}

} // namespace upkeep
