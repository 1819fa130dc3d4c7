// SPDX-License-Identifier: Apache-2.0
#include "publish/release_server.h"

#include "publish/api_quota.h"
#include "publish/file_slice.h"
#include "publish/gitea_api.h"
#include "publish/release_api.h"
#include "publish/release_desk.h"
#include "publish/release_server_socket.h"

#include <QDateTime>
#include <QHttpServer>
#include <QHttpServerResponder>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QThread>

namespace upkeep {

namespace {

using StatusCode = QHttpServerResponder::StatusCode;

constexpr qint64 smallFileLimit = 16 * 1024 * 1024;

void send(QHttpServerResponder& responder, const HttpAnswer& answer) {
    responder.writeStatusLine(static_cast<StatusCode>(answer.status));
    for (const auto& [name, value] : answer.headers)
        responder.writeHeader(name, value);
    if (answer.status != 304)
        responder.writeHeader("Content-Length", QByteArray::number(answer.body.size()));
    responder.writeBody(answer.body);
}

HttpAnswer plain(int status, const QByteArray& text) {
    return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, text};
}

// Adds the ETag, and answers 304 to whoever has it already.
HttpAnswer
withETag(HttpAnswer answer, const QByteArray& prefix, const QHttpServerRequest& request) {
    const QByteArray hash = Digest::of(answer.body).hex().left(32);
    const QByteArray etag = prefix + '"' + hash + '"';
    answer.headers.emplace_back("ETag", etag);
    if (answer.status == 200 && request.value("If-None-Match") == etag) {
        answer.status = 304;
        answer.body.clear();
    }
    return answer;
}

struct Span {
    qint64 first = 0;
    qint64 last = 0;
};

// nullopt: the whole file. A span that ends before it starts cannot be served.
std::optional<Span>
wantedSpan(const QHttpServerRequest& request, const QByteArray& etag, qint64 size) {
    const QByteArray range = request.value("Range");
    const QByteArray ifRange = request.value("If-Range");
    const bool isSingle = range.startsWith("bytes=") && !range.contains(',');
    if (!isSingle || (!ifRange.isEmpty() && ifRange != etag))
        return std::nullopt;
    const qsizetype dash = range.indexOf('-');
    bool hasFirst = false;
    bool hasLast = false;
    const qint64 first = range.mid(6, dash - 6).toLongLong(&hasFirst);
    const qint64 last = range.mid(dash + 1).toLongLong(&hasLast);
    if (!hasFirst) // "-500": the last 500
        return hasLast ? std::optional<Span>({qMax<qint64>(size - last, 0), size - 1})
                       : std::nullopt;
    return Span{first, hasLast ? qMin(last, size - 1) : size - 1};
}

} // namespace

// Lives in its own thread, as both servers do.
struct ReleaseServer::Running {
    Running(FileSystem& fileSystem, const ReleaseServerOptions& given)
        : files(fileSystem), options(given), site(fileSystem, given.site),
          quota(given.requestsPerHour) {
        QRandomGenerator::system()->fillRange(linkKey.data(), std::size(linkKey));
    }

    bool listen();
    void answerWeb(const QHttpServerRequest& request, QHttpServerResponder& responder);
    void answerApi(const QStringList& path,
                   const QHttpServerRequest& request,
                   QHttpServerResponder& responder);
    HttpAnswer answerWrite(const QHttpServerRequest& request);
    HttpAnswer written(const DeskRequest& request,
                       const ReleaseApi& api,
                       const std::optional<QByteArray>& form);
    // nullopt: no token was shown; false: a wrong one.
    std::optional<bool> mayWrite(const QHttpServerRequest& request) const;
    void answerObject(const QHttpServerRequest& request, QHttpServerResponder& responder);
    HttpAnswer staticFile(const QByteArray& path, const QHttpServerRequest& request) const;
    HttpAnswer redirectToObject(const QString& tag, const QString& asset) const;
    void sendFile(const QByteArray& path,
                  const QHttpServerRequest& request,
                  QHttpServerResponder& responder) const;
    QByteArray signature(const QByteArray& path, const QByteArray& expires) const;
    static QUrl origin(quint16 port) {
        return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port));
    }

    FileSystem& files;
    ReleaseServerOptions options;
    Site site;
    ApiQuota quota;
    std::array<quint32, 8> linkKey = {};
    quint16 webPort = 0;
    quint16 objectPort = 0;
    std::unique_ptr<QHttpServer> web;
    std::unique_ptr<QHttpServer> objects;
    QThread thread;
};

bool ReleaseServer::Running::listen() {
    using Answer = void (Running::*)(const QHttpServerRequest&, QHttpServerResponder&);
    const auto serve = [this](Answer answer) {
        auto server = std::make_unique<QHttpServer>();
        server->setMissingHandler(
            [this, answer](const QHttpServerRequest& request, QHttpServerResponder&& responder) {
                if (request.method() == QHttpServerRequest::Method::Get)
                    (this->*answer)(request, responder);
                else
                    send(responder, answerWrite(request));
            });
        return server;
    };
    web = serve(&Running::answerWeb);
    objects = serve(&Running::answerObject);
    webPort = listenOn(*web, options.port);
    objectPort = listenOn(*objects, 0);
    return webPort != 0 && objectPort != 0;
}

// --- the web origin

void ReleaseServer::Running::answerWeb(const QHttpServerRequest& request,
                                       QHttpServerResponder& responder) {
    // Names of metadata files are percent-encoded on the disk too, so they stay as they came.
    const QByteArray encoded = request.url().path(QUrl::FullyEncoded).toLatin1().mid(1);
    const QByteArray decoded = QByteArray::fromPercentEncoding(encoded);
    const QStringList path = QString::fromUtf8(decoded).split(QLatin1Char('/'));
    const QString download = options.repository + QStringLiteral("/releases/download");
    if (path.size() == 6 && path.mid(0, 4).join(QLatin1Char('/')) == download)
        send(responder, redirectToObject(path[4], path[5]));
    else if (path.mid(0, 2) == QStringList{QStringLiteral("api"), QStringLiteral("v3")})
        answerApi(path.mid(2), request, responder);
    else if (path.mid(0, 2) == QStringList{QStringLiteral("api"), QStringLiteral("v1")})
        send(responder,
             GiteaApi(site, origin(webPort), options.repository, mayWrite(request) == true)
                 .answer(path.mid(2), request.query()));
    else if (path.size() == 3 && path.constFirst() == QLatin1String("releases"))
        sendFile(decoded, request, responder);
    else if (path.constFirst() == QLatin1String("metadata"))
        send(responder, staticFile(encoded, request));
    else if (path.constFirst() == QLatin1String("targets"))
        send(responder, staticFile(decoded, request));
    else
        send(responder, plain(404, "Not Found"));
}

HttpAnswer ReleaseServer::Running::staticFile(const QByteArray& path,
                                              const QHttpServerRequest& request) const {
    const auto name = RelativePath::parse(path);
    if (!name.has_value())
        return plain(404, "Not Found");
    const auto bytes = files.read(options.site / LocalName(*name), smallFileLimit);
    if (!bytes.has_value())
        return plain(404, "Not Found");
    return withETag({200, {{"Content-Type", "application/json"}}, *bytes}, {}, request);
}

HttpAnswer ReleaseServer::Running::redirectToObject(const QString& tag,
                                                    const QString& asset) const {
    const auto release = site.release(tag);
    if (!release.has_value() || release->draft || !release->asset(asset))
        return plain(404, "Not Found");
    const QByteArray path =
        "/objects/" + QUrl::toPercentEncoding(tag) + '/' + QUrl::toPercentEncoding(asset);
    const qint64 end = QDateTime::currentSecsSinceEpoch() + options.linkLifetime.count();
    const QByteArray expires = QByteArray::number(end);
    const QByteArray location = origin(objectPort).toEncoded() + path + "?expires=" + expires +
                                "&signature=" + signature(path, expires);
    return {302, {{"Location", location}}, {}};
}

void ReleaseServer::Running::answerApi(const QStringList& path,
                                       const QHttpServerRequest& request,
                                       QHttpServerResponder& responder) {
    const bool isWithin = quota.take(QDateTime::currentSecsSinceEpoch());
    const std::optional<bool> isWriter = mayWrite(request);
    const ReleaseApi api(site, origin(webPort), options.repository, isWriter.value_or(false));
    HttpAnswer answer;
    const auto asset = api.assetOf(path);
    if (!isWithin)
        answer = apiError(403, QStringLiteral("API rate limit exceeded for this address."));
    else if (request.value("User-Agent").isEmpty())
        answer = apiError(403, QStringLiteral("Request forbidden by administrative rules."));
    else if (isWriter == false)
        answer = apiError(401, QStringLiteral("Bad credentials"));
    else if (isWriter && path == QStringList(QStringLiteral("user")))
        answer = api.user();
    else if (asset.has_value() && request.value("Accept") == "application/octet-stream")
        answer = redirectToObject(asset->tag, asset->name);
    else
        answer = withETag(api.answer(path, request.query()), "W/", request);
    if (answer.status == 304)
        quota.giveBack();
    quota.addHeaders(answer);
    send(responder, answer);
}

// Without a word of who asks GitHub says 404, so that nobody learns what is there.
std::optional<bool> ReleaseServer::Running::mayWrite(const QHttpServerRequest& request) const {
    const QByteArray shown = request.value("Authorization");
    if (shown.isEmpty() || options.token.isEmpty())
        return std::nullopt;
    return shown == "Bearer " + options.token || shown == "token " + options.token;
}

// `form`: of a request in Gitea's manner.
HttpAnswer ReleaseServer::Running::written(const DeskRequest& request,
                                           const ReleaseApi& api,
                                           const std::optional<QByteArray>& form) {
    const ReleaseDesk desk(files, site, api);
    return form ? GiteaApi(site, origin(webPort), options.repository, true)
                      .write(desk, request, *form)
                : desk.answer(request);
}

HttpAnswer ReleaseServer::Running::answerWrite(const QHttpServerRequest& request) {
    static const QMap<QHttpServerRequest::Method, QByteArray> methods = {
        {QHttpServerRequest::Method::Post, "POST"},
        {QHttpServerRequest::Method::Patch, "PATCH"},
        {QHttpServerRequest::Method::Delete, "DELETE"}};
    const QByteArray encoded = request.url().path(QUrl::FullyEncoded).toLatin1().mid(1);
    const QStringList path =
        QString::fromUtf8(QByteArray::fromPercentEncoding(encoded)).split(QLatin1Char('/'));
    const bool isGitea = path.value(1) == QLatin1String("v1");
    const bool isApi =
        path.value(0) == QLatin1String("api") && (isGitea || path.value(1) == QLatin1String("v3"));
    if (!isApi || !methods.contains(request.method()))
        return plain(405, "only GET");
    const std::optional<bool> isWriter = mayWrite(request);
    const ReleaseApi api(site, origin(webPort), options.repository, true);
    HttpAnswer answer;
    if (!quota.take(QDateTime::currentSecsSinceEpoch()))
        answer = apiError(403, QStringLiteral("API rate limit exceeded for this address."));
    else if (isWriter == true)
        answer =
            written({methods.value(request.method()), path.mid(2), request.query(), request.body()},
                    api,
                    isGitea ? std::optional(request.value("Content-Type")) : std::nullopt);
    else
        answer = apiError(isWriter ? 401 : 404, QStringLiteral("Bad credentials"));
    quota.addHeaders(answer);
    return answer;
}

// --- the origin of the bytes

QByteArray ReleaseServer::Running::signature(const QByteArray& path,
                                             const QByteArray& expires) const {
    const QByteArray key(reinterpret_cast<const char*>(linkKey.data()), sizeof linkKey);
    return QMessageAuthenticationCode::hash(path + '?' + expires, key, QCryptographicHash::Sha256)
        .toHex();
}

void ReleaseServer::Running::answerObject(const QHttpServerRequest& request,
                                          QHttpServerResponder& responder) {
    const QByteArray path = request.url().path(QUrl::FullyEncoded).toLatin1();
    const QByteArray expires = request.query().queryItemValue(QStringLiteral("expires")).toLatin1();
    const QByteArray signedAs =
        request.query().queryItemValue(QStringLiteral("signature")).toLatin1();
    const auto xml = [](int status, const QByteArray& code, const QByteArray& message) {
        return HttpAnswer{status,
                          {{"Content-Type", "application/xml"}},
                          "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code +
                              "</Code><Message>" + message + "</Message></Error>"};
    };
    if (!request.value("Authorization").isEmpty())
        send(responder, xml(400, "InvalidArgument", "Only one auth mechanism allowed"));
    else if (signedAs.isEmpty() || signedAs != signature(path, expires))
        send(responder, xml(403, "SignatureDoesNotMatch", "The signature is not ours"));
    else if (expires.toLongLong() < QDateTime::currentSecsSinceEpoch())
        send(responder, xml(403, "AuthenticationFailed", "The link has expired"));
    else
        sendFile("releases/" + QByteArray::fromPercentEncoding(path.mid(9)), request, responder);
}

void ReleaseServer::Running::sendFile(const QByteArray& path,
                                      const QHttpServerRequest& request,
                                      QHttpServerResponder& responder) const {
    const auto name = RelativePath::parse(path);
    const auto place = name.has_value() ? options.site / LocalName(*name) : LocalPath();
    const auto stat = files.stat(place);
    auto file = files.open(place);
    if (!stat.has_value() || !file.has_value() || stat->type != FileType::Regular)
        return send(responder, plain(404, "Not Found"));
    const QByteArray etag = '"' + QByteArray::number(stat->identity.inode, 16) + '-' +
                            QByteArray::number(stat->size, 16) + '-' +
                            QByteArray::number(stat->modified.nanoseconds, 16) + '"';
    const QByteArray size = QByteArray::number(stat->size);
    const auto span = wantedSpan(request, etag, stat->size);
    if (span.has_value() && span->first > span->last)
        return send(responder, {416, {{"Content-Range", "bytes */" + size}}, {}});
    const qint64 first = span ? span->first : 0;
    const qint64 length = span ? span->last - span->first + 1 : stat->size;
    auto* slice = new FileSlice(*std::move(file), first, length); // the responder takes it
    const QByteArray type = "application/octet-stream";
    if (!span)
        return responder.write(
            slice, {{"Content-Type", type}, {"ETag", etag}, {"Accept-Ranges", "bytes"}});
    const QByteArray range =
        "bytes " + QByteArray::number(first) + '-' + QByteArray::number(span->last) + '/' + size;
    responder.write(slice,
                    {{"Content-Type", type}, {"ETag", etag}, {"Content-Range", range}},
                    StatusCode::PartialContent);
}

// --- life

ReleaseServer::ReleaseServer(std::unique_ptr<Running> running) : m_running(std::move(running)) {}

Result<std::unique_ptr<ReleaseServer>> ReleaseServer::start(FileSystem& files,
                                                            const ReleaseServerOptions& options) {
    std::unique_ptr<ReleaseServer> server(
        new ReleaseServer(std::make_unique<Running>(files, options)));
    Running& running = *server->m_running;
    running.thread.start();
    QObject entrance;
    entrance.moveToThread(&running.thread);
    bool listens = false;
    QMetaObject::invokeMethod(
        &entrance,
        [&] {
            listens = running.listen();
            entrance.moveToThread(nullptr);
        },
        Qt::BlockingQueuedConnection);
    if (!listens)
        return Error{ErrorCode::NetworkFailed,
                     QStringLiteral("127.0.0.1:%1").arg(options.port),
                     QStringLiteral("cannot listen")};
    return server;
}

ReleaseServer::~ReleaseServer() {
    if (m_running->web) {
        QMetaObject::invokeMethod(
            m_running->web.get(),
            [this] {
                m_running->objects.reset();
                m_running->web.release()->deleteLater(); // it runs this very call
            },
            Qt::BlockingQueuedConnection);
    }
    m_running->thread.quit();
    m_running->thread.wait();
}

QUrl ReleaseServer::web() const {
    return m_running->origin(m_running->webPort);
}

QUrl ReleaseServer::api() const {
    return QUrl(web().toString() + QStringLiteral("/api/v3"));
}

QUrl ReleaseServer::objects() const {
    return m_running->origin(m_running->objectPort);
}

} // namespace upkeep
