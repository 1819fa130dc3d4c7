// SPDX-License-Identifier: Apache-2.0
#include "system/fetcher.h"
#include "system/http_exchange.h"
#include "system/http_rules.h"
#include "system/line_share.h"

#include <QDeadlineTimer>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QThread>

namespace upkeep {

namespace {

// The password goes to the proxy when it asks for one; wrong, it is refused and not asked for anew.
QNetworkProxy proxyAt(const QUrl& url, const QByteArray& password) {
    const bool isSocks = url.scheme() == QLatin1String("socks5");
    return QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy,
                         url.host(),
                         static_cast<quint16>(url.port()),
                         url.userName(),
                         QString::fromUtf8(password));
}

class WishedProxies final : public QNetworkProxyFactory {
public:
    WishedProxies(QString wish, QByteArray password)
        : m_wish(std::move(wish)), m_password(std::move(password)) {}

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override {
        const QString host = query.peerHostName();
        const bool isLoopback = host == QLatin1String("127.0.0.1") ||
                                host == QLatin1String("::1") || host == QLatin1String("localhost");
        if (isLoopback || m_wish == QLatin1String("none"))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        if (m_wish == QLatin1String("system"))
            return systemProxyForQuery(query);
        return {proxyAt(QUrl(m_wish), m_password)};
    }

private:
    QString m_wish;
    QByteArray m_password;
};

QSslConfiguration tlsConfiguration(const FetcherOptions& options, QSsl::SslProtocol oldest) {
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(oldest);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.addCaCertificates(QSslCertificate::fromData(options.extraCaPem, QSsl::Pem));
    return tls;
}

class HttpFetcher final : public Fetcher {
public:
    explicit HttpFetcher(FetcherOptions options)
        : m_options(std::move(options)), m_tls(tlsConfiguration(m_options, QSsl::TlsV1_3OrLater)),
          m_olderTls(tlsConfiguration(m_options, QSsl::TlsV1_2OrLater)) {
        if (!m_options.share)
            m_options.share = std::make_shared<LineShare>();
    }
    ~HttpFetcher() override { forgetManager(); }
    Q_DISABLE_COPY_MOVE(HttpFetcher)

    Result<FetchResponse>
    fetch(const FetchRequest& first, const BodySink& sink, std::stop_token stop) override {
        UPKEEP_TRY(checkUrl(first.url, m_options.allowLoopbackHttp));
        FetchRequest request = first;
        request.idleTimeout = qMin(first.idleTimeout, m_options.idleTimeout);
        const QDeadlineTimer end = first.totalTimeout.count() > 0
                                       ? QDeadlineTimer(first.totalTimeout)
                                       : QDeadlineTimer(QDeadlineTimer::Forever);
        for (int redirects = 0;; ++redirects) {
            const bool isElsewhere = !isSameOrigin(request.url, first.url);
            const int atOnce = isElsewhere ? FetchRequest().atOnce : first.atOnce;
            if (!end.isForever())
                request.totalTimeout = std::chrono::milliseconds(qMax(end.remainingTime(), 1LL));
            UPKEEP_TRY_AS(const auto place,
                          m_options.share->take(request.url.authority(), atOnce, stop));
            UPKEEP_TRY_AS(
                FetchResponse response,
                exchangeOnce(manager(), tlsFor(request.url), m_options, request, sink, stop));
            if (!request.followRedirects || !isRedirect(response.status))
                return response;
            if (redirects == maximumRedirects)
                return Error{ErrorCode::NetworkRedirect,
                             displayUrl(first.url),
                             QStringLiteral("leads on and on")};
            UPKEEP_TRY_AS(request, redirected(request, response, m_options.allowLoopbackHttp));
        }
    }

    std::unique_ptr<Fetcher> another() const override {
        return std::make_unique<HttpFetcher>(m_options);
    }

private:
    const QSslConfiguration& tlsFor(const QUrl& url) const {
        return m_options.tls12Hosts.contains(url.host()) ? m_olderTls : m_tls;
    }

    // One per thread that asks, so that connections are used again; the worker's thread may end and
    // come back as another one.
    QNetworkAccessManager& manager() {
        if (m_manager && m_thread == QThread::currentThread())
            return *m_manager;
        forgetManager();
        m_thread = QThread::currentThread();
        m_manager = std::make_unique<QNetworkAccessManager>();
        m_manager->setProxyFactory(
            new WishedProxies(m_options.proxy, m_options.proxyPassword)); // owned by the manager
        return *m_manager;
    }

    void forgetManager() {
        const bool isElsewhere = m_thread && m_thread != QThread::currentThread();
        if (m_manager && isElsewhere && m_thread->isRunning())
            m_manager.release()->deleteLater();
        m_manager.reset();
    }

    FetcherOptions m_options;
    QSslConfiguration m_tls;
    QSslConfiguration m_olderTls;
    QPointer<QThread> m_thread;
    std::unique_ptr<QNetworkAccessManager> m_manager;
};

} // namespace

std::unique_ptr<Fetcher> makeHttpFetcher(const FetcherOptions& options) {
    return std::make_unique<HttpFetcher>(options);
}

} // namespace upkeep
