// SPDX-License-Identifier: Apache-2.0
#include "support/site_server.h"

#include "base/digest.h"

namespace upkeep::test {

namespace {

constexpr qint64 roughHead = 200;

} // namespace

SiteServer::SiteServer(LocalPath site, const ServerTls& tls, quint16 port)
    : m_site(std::move(site)), m_server(std::make_unique<TestServer>(&tls, port)) {
    m_server->handleRest([this](const ServerRequest& request) { return answer(request); });
}

void SiteServer::attack(Hook hook) {
    const QMutexLocker lock(&m_mutex);
    m_hook = std::move(hook);
}

qint64 SiteServer::bytes() const {
    const QMutexLocker lock(&m_mutex);
    return m_bytes;
}

void SiteServer::forget() {
    m_server->forgetRequests();
    const QMutexLocker lock(&m_mutex);
    m_bytes = 0;
}

ServerReply SiteServer::answer(const ServerRequest& request) {
    // Names of metadata files are percent-encoded on the disk, too.
    const QByteArray path = request.path.startsWith("/metadata/")
                                ? request.path
                                : QByteArray::fromPercentEncoding(request.path);
    const auto body = m_files->read(m_site / path.mid(1).constData(), 1 << 28);
    ServerReply reply{404, {}, "not here"};
    if (body) {
        reply = {200, {{"Content-Type", "application/octet-stream"}}, *body};
        reply.ranges = true;
        reply.etag = '"' + Digest::of(*body).hex().left(16) + '"';
    }
    const QMutexLocker lock(&m_mutex);
    if (m_hook) {
        if (const auto other = m_hook(request, reply))
            reply = *other;
    }
    const bool isKnown =
        !reply.etag.isEmpty() && request.headers.value("if-none-match") == reply.etag;
    m_bytes += roughHead + (isKnown ? 0 : reply.body.size());
    return reply;
}

} // namespace upkeep::test
