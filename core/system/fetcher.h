// SPDX-License-Identifier: Apache-2.0
// The seam to the network: one request at a time, straight-line, cancellable. Rules of
// SECURITY 4.10: https (plain http to 127.0.0.1 and [::1] only when the registration says so),
// TLS 1.3 (1.2 only for hosts named one by one), redirects followed by hand (<= 5, never to http,
// the Authorization header dropped at any change of scheme, host or port), identity encoding only.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

class QIODevice;

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

namespace upkeep {

struct ByteRange {
    qint64 first = 0;
    qint64 last = -1; // inclusive; -1 = to the end
};

using HeaderList = QList<std::pair<QByteArray, QByteArray>>;

struct FetchRequest {
    QUrl url;
    HeaderList headers;
    QByteArray method = "GET";   // another one: followRedirects off
    QByteArray body;             // what is sent with it, or
    QIODevice* upload = nullptr; // read while it is sent; random access, of a known size
    std::optional<ByteRange> range;
    qint64 limit = 0; // most bytes of body accepted; more is network.too-large
    bool followRedirects = true;
    std::chrono::milliseconds connectTimeout{15'000};
    std::chrono::milliseconds idleTimeout{30'000};
    std::chrono::milliseconds totalTimeout{0}; // redirects included; 0 = as long as bytes come
    int atOnce = 4; // requests at this host, whoever in this process makes them
};

struct FetchResponse {
    int status = 0; // any HTTP status is a response; only a broken exchange is an error
    HeaderList headers;
    // Empty when a sink took it. Wholly there if the server said its length; of a body sent in
    // chunks Qt does not always notice the missing end, so whoever uses one checks its form, length
    // or hash.
    QByteArray body;
    QUrl url; // the last one asked; with followRedirects off and a 3xx, `location` is where it
              // points
    QUrl location;

    QByteArray header(QByteArrayView name) const; // case-insensitive, the first one
};

// Takes the body piece by piece (called only for 200 and 206); an error stops the transfer and is
// returned by fetch().
using BodySink = std::function<Result<void>(const FetchResponse& head, QByteArrayView piece)>;

class Fetcher {
public:
    virtual ~Fetcher() = default;
    virtual Result<FetchResponse>
    fetch(const FetchRequest& request, const BodySink& sink, std::stop_token stop) = 0;
    Result<FetchResponse> fetch(const FetchRequest& request, std::stop_token stop = {}) {
        return fetch(request, {}, std::move(stop));
    }
    // A second one of the same kind for another thread, with the same limits over both; null:
    // there is only this one.
    virtual std::unique_ptr<Fetcher> another() const { return nullptr; }
};

class LineShare;

struct FetcherOptions {
    bool allowLoopbackHttp = false;
    QByteArray extraCaPem;     // test and enterprise authorities, added to the system's
    qint64 bytesPerSecond = 0; // 0 = as fast as it goes
    QStringList tls12Hosts;    // hosts of one's own that know no TLS 1.3; nothing older, for nobody
    // "system", "none", http://[user@]host:port or socks5://[user@]host:port; never for loopback.
    QString proxy = QStringLiteral("system");
    QByteArray proxyPassword; // of the user in `proxy`; a proxy that refuses it is network.proxy
    // Whom this fetcher shares hosts and pace with; null: nobody.
    std::shared_ptr<LineShare> share = nullptr;
    // The longest silence, whatever a request would bear.
    std::chrono::milliseconds idleTimeout{30'000};
    // A body slower than this is a stalled one (network.timeout), even if a byte comes now and
    // then.
    qint64 floorBytes = 60 * 1024;
    std::chrono::milliseconds floorWindow{60'000};
};

// QtNetwork, its own event loop on the calling thread (a worker, never the GUI thread).
std::unique_ptr<Fetcher> makeHttpFetcher(const FetcherOptions& options);

} // namespace upkeep
