// SPDX-License-Identifier: Apache-2.0
// A published site shown as GitHub would show it, on loopback: the releases API, downloads that
// redirect to a second origin with signed links, and the metadata as a static host. For rehearsing
// a release, for the demo and for tests; never meant for the internet.
//
//     <web>/metadata/..., <web>/targets/..., <web>/releases/<tag>/<asset>       static host
//     <web>/<owner>/<name>/releases/download/<tag>/<asset>                      302 to the objects
//     <web>/api/v3/repos/<owner>/<name>[/releases[/latest|/tags/T|/ID|/assets/ID]]   as GitHub
//     <web>/api/v1/repos/<owner>/<name>[/releases[/latest|/tags/T|/ID[/assets[/ID]]]]  as Gitea
#pragma once

#include "system/file_system.h"

#include <QUrl>

#include <chrono>
#include <memory>

namespace upkeep {

struct ReleaseServerOptions {
    LocalPath site;
    QString repository = QStringLiteral("example/product"); // owner/name
    quint16 port = 0;                                       // 0 = any free one
    int requestsPerHour = 5000;                             // of the API, then 403
    std::chrono::seconds linkLifetime{300};
    // Whoever shows it may write and sees drafts; empty: nobody.
    QByteArray token = {};
};

class ReleaseServer {
public:
    // Listens on 127.0.0.1 in a thread of its own until destroyed. network.failed if it cannot.
    static Result<std::unique_ptr<ReleaseServer>> start(FileSystem& files,
                                                        const ReleaseServerOptions& options);
    ~ReleaseServer();
    Q_DISABLE_COPY_MOVE(ReleaseServer)

    QUrl web() const;
    QUrl api() const; // <web>/api/v3
    QUrl objects() const;

private:
    struct Running;
    explicit ReleaseServer(std::unique_ptr<Running> running);

    std::unique_ptr<Running> m_running;
};

} // namespace upkeep
