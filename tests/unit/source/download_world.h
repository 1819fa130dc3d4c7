// SPDX-License-Identifier: Apache-2.0
// A payload behind a redirect, as GitHub gives it out: one server hands out addresses, another the
// bytes; and a source that asks them.
#pragma once

#include "source/http_source.h"
#include "support/test_server.h"
#include "support/verify_ok.h"

#include <QTemporaryDir>

namespace upkeep::test {

class DownloadWorld {
public:
    DownloadWorld() {
        for (qint64 i = 0; i < 300'000; ++i)
            m_body.append(static_cast<char>('a' + (i * i) % 23));
        m_digest = Digest::of(m_body);
    }

    // New servers, a new place to download to.
    void begin() {
        m_server = std::make_unique<TestServer>();
        m_objects = std::make_unique<TestServer>();
        m_source = freshSource();
        m_to = LocalPath::parse(m_folder.path().toUtf8()).value() /
               ("payload" + QByteArray::number(++m_number)).constData();
    }

    std::unique_ptr<HttpSource> freshSource() const {
        FetcherOptions options;
        options.allowLoopbackHttp = true;
        auto source = std::make_unique<HttpSource>(
            HttpSourceAddresses{m_server->url(""), m_server->url("/releases"), true},
            makeHttpFetcher(options));
        source->setRetryPolicy({3, std::chrono::milliseconds(1)});
        return source;
    }
    Result<void> download(std::stop_token stop = {}, FileSystem* files = nullptr) {
        return m_source->download(
            m_url, m_body.size(), m_digest, m_to, files ? *files : *m_files, {}, stop);
    }
    QByteArray onDisk(const LocalPath& path) const {
        auto bytes = m_files->read(path, 10 << 20);
        return bytes.has_value() ? *bytes : QByteArray("<" + codeOf(bytes).toLatin1() + ">");
    }
    LocalPath part() const { return m_to.withSuffix(".part"); }
    ServerReply whole() const {
        ServerReply reply{200, {}, m_body};
        reply.ranges = true;
        reply.etag = "\"one\"";
        return reply;
    }
    // Behind a signed link.
    void serveBehindRedirect(const ServerReply& object) {
        m_server->serve("/releases/v1/almanac.tar",
                        {302, {{"Location", m_objects->url("/object?sig=1").toEncoded()}}});
        m_objects->serve("/object", object);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<TestServer> m_objects;
    std::unique_ptr<HttpSource> m_source;
    QByteArray m_body;
    Digest m_digest;
    LocalPath m_to;
    const QString m_url = QStringLiteral("v1/almanac.tar");

private:
    int m_number = 0;
};

} // namespace upkeep::test
