// SPDX-License-Identifier: Apache-2.0
// A published site on loopback over real TLS, as a static host gives it out, with a hook for what
// an attacker or a bad line does to single answers.
#pragma once

#include "support/test_server.h"
#include "support/tls_authority.h"
#include "system/file_system.h"

#include <optional>

namespace upkeep::test {

class SiteServer {
public:
    // A reply of its own for this request, or nullopt: the honest one.
    using Hook =
        std::function<std::optional<ServerReply>(const ServerRequest&, const ServerReply&)>;

    // Port 0 = any free one.
    SiteServer(LocalPath site, const ServerTls& tls, quint16 port = 0);

    QUrl url() const { return m_server->url(""); }
    quint16 port() const { return m_server->port(); }
    TestServer& server() { return *m_server; }
    void attack(Hook hook);
    void beHonest() { attack({}); }
    // Bytes of bodies and heads, roughly, given out since the last forget().
    qint64 bytes() const;
    int requests() const { return int(m_server->requests().size()); }
    void forget();

private:
    ServerReply answer(const ServerRequest& request);

    LocalPath m_site;
    std::unique_ptr<FileSystem> m_files = makeLocalFileSystem();
    std::unique_ptr<TestServer> m_server;
    mutable QMutex m_mutex;
    Hook m_hook;
    qint64 m_bytes = 0;
};

} // namespace upkeep::test
