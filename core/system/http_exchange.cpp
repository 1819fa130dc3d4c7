// SPDX-License-Identifier: Apache-2.0
#include "system/http_exchange.h"

#include "system/http_rules.h"
#include "system/line_share.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QTimer>

namespace upkeep {

namespace {

constexpr qint64 pieceSize = 64 * 1024;
constexpr qint64 readBuffer = 128 * 1024;   // what may wait for a slow sink, and is lost at a cut
constexpr qint64 errorBodyKept = 64 * 1024; // of an answer that is no file

QNetworkRequest networkRequest(const FetchRequest& request, const QSslConfiguration& tls) {
    QNetworkRequest wire(request.url);
    wire.setSslConfiguration(tls);
    wire.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                      QNetworkRequest::ManualRedirectPolicy);
    wire.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    wire.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    wire.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    wire.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    wire.setRawHeader("User-Agent", "Upkeep/" UPKEEP_VERSION);
    wire.setRawHeader("Accept-Encoding", "identity"); // said by us, so Qt decodes nothing
    wire.setRawHeader("Accept-Language", "*");        // or Qt tells the person's
    for (const auto& [name, value] : request.headers)
        wire.setRawHeader(name, value);
    if (request.range.has_value()) {
        const ByteRange& range = *request.range;
        const QByteArray last = range.last < 0 ? QByteArray() : QByteArray::number(range.last);
        wire.setRawHeader("Range", "bytes=" + QByteArray::number(range.first) + '-' + last);
    }
    return wire;
}

QNetworkReply*
send(QNetworkAccessManager& manager, const FetchRequest& request, const QSslConfiguration& tls) {
    const QNetworkRequest wire = networkRequest(request, tls);
    if (request.method == "GET")
        return manager.get(wire);
    if (request.upload)
        return manager.sendCustomRequest(wire, request.method, request.upload);
    return manager.sendCustomRequest(wire, request.method, request.body);
}

// True for the "errors" that are only a status of a whole answer.
bool isOnlyAStatus(QNetworkReply::NetworkError error) {
    return error == QNetworkReply::NoError ||
           (error >= QNetworkReply::ContentAccessDenied &&
            error <= QNetworkReply::UnknownContentError) ||
           error == QNetworkReply::ProtocolInvalidOperationError ||
           error >= QNetworkReply::InternalServerError;
}

class Exchange {
public:
    Exchange(QNetworkReply& reply,
             const FetcherOptions& options,
             const FetchRequest& request,
             const BodySink& sink,
             const std::stop_token& stop)
        : m_reply(reply), m_options(options), m_request(request), m_sink(sink), m_stop(stop) {}

    Result<FetchResponse> run();

private:
    void connectSignals();
    void readHead();
    void readBody();
    Result<void> take(const QByteArray& piece);
    bool isPaused();
    void checkFloor();
    void end();
    void fail(ErrorCode code, const QString& cause);
    void fail(Error error);
    Error wireError() const;
    bool isFile() const { return m_response.status == 200 || m_response.status == 206; }

    QNetworkReply& m_reply;
    const FetcherOptions& m_options;
    const FetchRequest& m_request;
    const BodySink& m_sink;
    const std::stop_token& m_stop;
    QEventLoop m_loop;
    QTimer m_idle;
    QTimer m_floor;
    QTimer m_total;
    QTimer m_pause;
    FetchResponse m_response;
    QStringList m_tlsErrors;
    qint64 m_received = 0;
    qint64 m_atLastFloor = 0;
    qint64 m_paced = 0; // of what came: counted for the pace
    std::chrono::milliseconds m_wait{0};
    std::optional<Error> m_failure;
    bool m_hasHead = false;
    bool m_hasEnded = false;
};

Result<FetchResponse> Exchange::run() {
    connectSignals();
    m_idle.start(m_request.connectTimeout);
    if (m_request.totalTimeout.count() > 0)
        m_total.start(m_request.totalTimeout);
    // Runs on whatever thread asks for the stop: only a queued call may come from there.
    const std::stop_callback whenStopped(m_stop, [this] {
        QMetaObject::invokeMethod(
            &m_loop, [this] { fail(ErrorCode::Cancelled, {}); }, Qt::QueuedConnection);
    });
    if (m_reply.isFinished())
        QMetaObject::invokeMethod(
            &m_loop, [this] { readBody(); }, Qt::QueuedConnection);
    m_loop.exec();
    m_reply.disconnect(&m_loop);
    m_reply.abort();
    if (m_failure.has_value())
        return *std::move(m_failure);
    return std::move(m_response);
}

void Exchange::connectSignals() {
    m_idle.setSingleShot(true);
    m_pause.setSingleShot(true);
    QObject::connect(&m_idle, &QTimer::timeout, &m_loop, [this] {
        fail(ErrorCode::NetworkTimeout, QStringLiteral("nothing came in time"));
    });
    m_total.setSingleShot(true);
    m_total.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_total, &QTimer::timeout, &m_loop, [this] {
        fail(ErrorCode::NetworkTimeout, QStringLiteral("takes too long in all"));
    });
    QObject::connect(&m_floor, &QTimer::timeout, &m_loop, [this] { checkFloor(); });
    QObject::connect(&m_pause, &QTimer::timeout, &m_loop, [this] {
        m_wait = {};
        readBody();
    });
    QObject::connect(&m_reply, &QNetworkReply::requestSent, &m_loop, [this] {
        m_idle.start(m_request.idleTimeout);
    });
    QObject::connect(&m_reply, &QNetworkReply::metaDataChanged, &m_loop, [this] { readHead(); });
    QObject::connect(&m_reply, &QNetworkReply::readyRead, &m_loop, [this] { readBody(); });
    QObject::connect(&m_reply, &QNetworkReply::finished, &m_loop, [this] { readBody(); });
    QObject::connect(
        &m_reply, &QNetworkReply::sslErrors, &m_loop, [this](const QList<QSslError>& errors) {
            for (const QSslError& error : errors)
                m_tlsErrors.append(error.errorString());
        });
    QObject::connect(&m_reply, &QNetworkReply::uploadProgress, &m_loop, [this] {
        m_idle.start(m_request.idleTimeout); // what is sent is no silence
    });
}

void Exchange::readHead() {
    const int status = m_reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_hasHead || status == 0)
        return;
    m_hasHead = true;
    m_response.status = status;
    m_response.url = m_request.url;
    for (const auto& [name, value] : m_reply.rawHeaderPairs())
        m_response.headers.append({name, value});
    const QByteArray location = m_response.header("Location");
    if (!location.isEmpty())
        m_response.location = m_request.url.resolved(QUrl::fromEncoded(location));
    m_idle.start(m_request.idleTimeout);
    m_floor.start(m_options.floorWindow);
    const QByteArray encoding = m_response.header("Content-Encoding");
    if (!encoding.isEmpty() && encoding.compare("identity", Qt::CaseInsensitive) != 0)
        fail(ErrorCode::NetworkFailed, QStringLiteral("answered in an encoding not asked for"));
    else if (isFile() && m_response.header("Content-Length").toLongLong() > m_request.limit)
        fail(ErrorCode::NetworkTooLarge, QStringLiteral("has over %1 bytes").arg(m_request.limit));
}

void Exchange::readBody() {
    readHead();
    while (!m_hasEnded && !isPaused() && m_reply.bytesAvailable() > 0) {
        if (m_stop.stop_requested())
            return fail(ErrorCode::Cancelled, {});
        const auto taken = take(m_reply.read(pieceSize));
        if (!taken.has_value())
            return fail(taken.error());
        m_idle.start(m_request.idleTimeout); // only now: a slow disk is no silent server
    }
    if (!m_hasEnded && m_reply.isFinished() && m_reply.bytesAvailable() == 0)
        end();
}

Result<void> Exchange::take(const QByteArray& piece) {
    m_received += piece.size();
    if (!isFile()) {
        m_response.body.append(piece.left(errorBodyKept - m_response.body.size()));
        if (m_received > errorBodyKept)
            end(); // enough of an error page
        return {};
    }
    if (m_received > m_request.limit)
        return Error{ErrorCode::NetworkTooLarge,
                     displayUrl(m_request.url),
                     QStringLiteral("has over %1 bytes").arg(m_request.limit)};
    if (m_sink)
        return m_sink(m_response, piece);
    m_response.body.append(piece);
    return {};
}

// The pace the user set: what is not read stays in the buffers, and the server slows down.
bool Exchange::isPaused() {
    if (m_options.bytesPerSecond <= 0)
        return false;
    if (m_pause.isActive())
        return true;
    const qint64 came = m_received - std::exchange(m_paced, m_received);
    if (came > 0)
        m_wait = m_options.share->keepPace(came, m_options.bytesPerSecond);
    if (m_wait.count() <= 0)
        return false;
    m_pause.start(m_wait);
    m_idle.start(m_request.idleTimeout + m_wait);
    return true;
}

void Exchange::checkFloor() {
    const qint64 came = m_received - std::exchange(m_atLastFloor, m_received);
    if (came < m_options.floorBytes && !m_pause.isActive())
        fail(ErrorCode::NetworkTimeout, QStringLiteral("comes too slowly"));
}

void Exchange::end() {
    m_hasEnded = true;
    m_loop.quit();
    const QByteArray length = m_response.header("Content-Length");
    if (!isOnlyAStatus(m_reply.error()) || !m_hasHead)
        m_failure = wireError();
    else if (isFile() && !length.isEmpty() && length.toLongLong() != m_received)
        m_failure = Error{
            ErrorCode::NetworkFailed,
            displayUrl(m_request.url),
            QStringLiteral("ended after %1 of %2 bytes").arg(m_received).arg(length.toLongLong())};
}

void Exchange::fail(ErrorCode code, const QString& cause) {
    fail(Error{code, displayUrl(m_request.url), cause});
}

void Exchange::fail(Error error) {
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    m_failure = std::move(error);
    m_loop.quit();
}

Error Exchange::wireError() const {
    const auto error = m_reply.error();
    const bool isTls = error == QNetworkReply::SslHandshakeFailedError || !m_tlsErrors.isEmpty();
    const bool isProxy = error >= QNetworkReply::ProxyConnectionRefusedError &&
                         error <= QNetworkReply::UnknownProxyError;
    const ErrorCode code = isTls                                  ? ErrorCode::NetworkTls
                           : isProxy                              ? ErrorCode::NetworkProxy
                           : error == QNetworkReply::TimeoutError ? ErrorCode::NetworkTimeout
                                                                  : ErrorCode::NetworkFailed;
    const QString cause =
        m_tlsErrors.isEmpty() ? m_reply.errorString() : m_tlsErrors.join(QStringLiteral("; "));
    return Error{code, displayUrl(m_request.url), cause};
}

} // namespace

Result<FetchResponse> exchangeOnce(QNetworkAccessManager& manager,
                                   const QSslConfiguration& tls,
                                   const FetcherOptions& options,
                                   const FetchRequest& request,
                                   const BodySink& sink,
                                   const std::stop_token& stop) {
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, displayUrl(request.url), {}};
    const std::unique_ptr<QNetworkReply> reply(send(manager, request, tls));
    reply->setReadBufferSize(readBuffer);
    return Exchange(*reply, options, request, sink, stop).run();
}

} // namespace upkeep
