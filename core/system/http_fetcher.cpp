// SPDX-License-Identifier: Apache-2.0
#include "system/fetcher.h"
#include "system/http_exchange.h"
#include "system/http_rules.h"

#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QThread>

namespace upkeep {

namespace {

QNetworkProxy proxyAt(const QUrl& url) {
    const bool isSocks = url.scheme() == QLatin1String("socks5");
    return QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy,
                         url.host(),
                         static_cast<quint16>(url.port()));
}

class WishedProxies final : public QNetworkProxyFactory {
public:
    explicit WishedProxies(QString wish) : m_wish(std::move(wish)) {}

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override {
        const QString host = query.peerHostName();
        const bool isLoopback = host == QLatin1String("127.0.0.1") ||
                                host == QLatin1String("::1") || host == QLatin1String("localhost");
        if (isLoopback || m_wish == QLatin1String("none"))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        if (m_wish == QLatin1String("system"))
            return systemProxyForQuery(query);
        return {proxyAt(QUrl(m_wish))};
    }

private:
    QString m_wish;
};

QSslConfiguration tlsConfiguration(const FetcherOptions& options) {
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_3OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.addCaCertificates(QSslCertificate::fromData(options.extraCaPem, QSsl::Pem));
    return tls;
}

class HttpFetcher final : public Fetcher {
public:
    explicit HttpFetcher(FetcherOptions options)
        : m_options(std::move(options)), m_tls(tlsConfiguration(m_options)) {}
    ~HttpFetcher() override { forgetManager(); }
    Q_DISABLE_COPY_MOVE(HttpFetcher)

    Result<FetchResponse>
    fetch(const FetchRequest& first, const BodySink& sink, std::stop_token stop) override {
        UPKEEP_TRY(checkUrl(first.url, m_options.allowLoopbackHttp));
        FetchRequest request = first;
        for (int redirects = 0;; ++redirects) {
            UPKEEP_TRY_AS(FetchResponse response,
                          exchangeOnce(manager(), m_tls, m_options, request, sink, stop));
            if (!request.followRedirects || !isRedirect(response.status))
                return response;
            if (redirects == maximumRedirects)
                return Error{ErrorCode::NetworkRedirect,
                             displayUrl(first.url),
                             QStringLiteral("leads on and on")};
            UPKEEP_TRY_AS(request, redirected(request, response, m_options.allowLoopbackHttp));
        }
    }

private:
    // One per thread that asks, so that connections are used again; the worker's thread may end and
    // come back as another one.
    QNetworkAccessManager& manager() {
        if (m_manager && m_thread == QThread::currentThread())
            return *m_manager;
        forgetManager();
        m_thread = QThread::currentThread();
        m_manager = std::make_unique<QNetworkAccessManager>();
        m_manager->setProxyFactory(new WishedProxies(m_options.proxy)); // the manager owns it
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
    QPointer<QThread> m_thread;
    std::unique_ptr<QNetworkAccessManager> m_manager;
};

} // namespace

std::unique_ptr<Fetcher> makeHttpFetcher(const FetcherOptions& options) {
    return std::make_unique<HttpFetcher>(options);
}

} // namespace upkeep
