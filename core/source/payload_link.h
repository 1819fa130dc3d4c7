// SPDX-License-Identifier: Apache-2.0
// A payload behind a redirect: the place it leads to is looked up once and kept in memory only (it
// is signed and soon expires), and looked up again when that place no longer gives it out.
#pragma once

#include "system/fetcher.h"

namespace upkeep {

class PayloadLink {
public:
    // `headers` (a token, an Accept) go to the origin of `address` and nowhere else.
    PayloadLink(Fetcher& fetcher, QUrl address, HeaderList headers = {})
        : m_fetcher(&fetcher), m_address(std::move(address)), m_headers(std::move(headers)) {}

    struct Wanted {
        std::optional<ByteRange> range;
        QByteArray ifRange; // ETag of the part we have; empty = none known
        qint64 limit = 0;
    };
    Result<FetchResponse> get(const Wanted& wanted, const BodySink& sink, std::stop_token stop);

    const QUrl& address() const { return m_address; }
    Fetcher& fetcher() const { return *m_fetcher; }
    // The same place, asked through another fetcher: one per thread.
    PayloadLink through(Fetcher& fetcher) const;

    // The strong ETag of what lies at the place, as far as known: parts that came with it fit
    // together. Forgotten with the place.
    const QByteArray& etag() const { return m_etag; }
    void setEtag(const QByteArray& etag) { m_etag = etag; }

private:
    FetchRequest request(const Wanted& wanted) const;
    void remember(const QUrl& place);

    Fetcher* m_fetcher;
    QUrl m_address;
    HeaderList m_headers;
    QUrl m_place; // empty = not known
    QByteArray m_etag;
};

// "bytes 5-9/100" or "bytes 5-9/*"; nullopt when it is something else.
struct ContentRange {
    qint64 first = 0;
    qint64 last = 0;
    std::optional<qint64> total;
};
std::optional<ContentRange> parseContentRange(QByteArrayView header);

// The error of an answer that brings no bytes: source.missing for 404 and 410,
// network.rate-limited, network.status.
Error statusError(const FetchResponse& response);

// A page for people in place of what was asked for: the sign-in page of a network, or a server's
// page of regret that calls itself a success. `start`: the first bytes of the body.
bool isWebPage(const FetchResponse& head, QByteArrayView start);
Error webPageError(const QUrl& url); // network.captive-portal

} // namespace upkeep
