// SPDX-License-Identifier: Apache-2.0
// A small world that updates from a site behind real TLS, which answers as an attacker wants: each
// attack is refused by its name, what is trusted and what is installed stay as they were, and the
// next good run succeeds.
#pragma once

#include "source/http_source.h"
#include "support/site_server.h"
#include "support/small_world.h"
#include "support/tls_authority.h"
#include "support/verify_ok.h"

#include <QTest>

namespace upkeep::test {

using Reply = std::optional<ServerReply>;
using Hook = SiteServer::Hook;

inline bool isPayload(const ServerRequest& request) {
    return request.path.contains("1.1.0") && request.path.startsWith("/releases/");
}
inline bool isTimestamp(const ServerRequest& request) {
    return request.path == "/metadata/timestamp.json";
}

// Changes the answers to some requests; the others stay honest.
inline Hook when(const std::function<bool(const ServerRequest&)>& which,
                 const std::function<void(ServerReply&)>& change) {
    return [which, change](const ServerRequest& request, const ServerReply& honest) -> Reply {
        if (!which(request))
            return {};
        ServerReply reply = honest;
        change(reply);
        return reply;
    };
}

class AttackedSite {
public:
    // 1.0.0 is installed from here, 1.1.0 is published since.
    AttackedSite() {
        world.publish({"1.0.0", {{"data", QByteArray(40'000, 'a')}}});
        server = std::make_unique<SiteServer>(world.site(), good);
        InstallRequest request = world.installRequest({});
        request.source.type = QStringLiteral("static");
        request.source.metadata = server->url().toString();
        installed = installProduct(seams(), request, {}, {}).has_value();
        yesterday = world.picture(world.site() / "metadata");
        QByteArray noise;
        for (quint32 i = 1; noise.size() < 40'000; i = i * 1664525U + 1013904223U)
            noise.append(static_cast<char>(i >> 24));
        world.publish({"1.1.0", {{"data", noise}}});
    }
    ~AttackedSite() {
        product.reset();
        server.reset();
    }
    Q_DISABLE_COPY_MOVE(AttackedSite)

    Result<InstalledProduct*> open() {
        UPKEEP_TRY_AS(const Registration registration,
                      findRegistration(world.files(), seams().places, QStringLiteral("tool")));
        m_seams.emplace(seams());
        UPKEEP_TRY_AS(product, InstalledProduct::open(*m_seams, registration));
        return product.get();
    }
    Result<UpdateOutcome> update() {
        UPKEEP_TRY_AS(InstalledProduct* const opened, open());
        return opened->update({}, {}, {});
    }
    SmallTree trusted() const { return world.picture(world.home() / ".local/state/upkeep/trust"); }
    SmallTree tree() const { return world.picture(world.live()); }

    // `mayChange`: names of trusted files that were honest; "*": any, as only a payload was not.
    void replay(const Hook& hook, const QString& code, const QByteArrayList& mayChange) {
        const SmallTree treeBefore = tree();
        const SmallTree trustBefore = trusted();
        server->attack(hook);
        const auto refused = update();
        QCOMPARE(codeOf(refused), code);
        QVERIFY(treeBefore == tree());
        const SmallTree trustAfter = trusted();
        const QByteArrayList names = trustBefore.keys() + trustAfter.keys();
        for (const QByteArray& name : names) {
            const QByteArray file = name.sliced(name.lastIndexOf('/') + 1);
            if (!mayChange.contains("*") && !mayChange.contains(file))
                QVERIFY2(trustBefore.value(name) == trustAfter.value(name), name);
        }
        QCOMPARE(world.liveVersion(), QByteArray("1.0.0"));
        nextGoodRun();
    }
    void nextGoodRun() {
        server->beHonest();
        VERIFY_OK(update());
        QCOMPARE(world.liveVersion(), QByteArray("1.1.0"));
    }

    TlsAuthority authority;
    ServerTls good = authority.issue("IP:127.0.0.1");
    SmallWorld world;
    std::unique_ptr<SiteServer> server;
    std::unique_ptr<InstalledProduct> product;
    SmallTree yesterday; // the metadata of 1.0.0
    bool installed = false;

private:
    // The real source, only less patient.
    Result<std::unique_ptr<ReleaseSource>> source(const SourceSpec& spec,
                                                  const SourceOverride& local) {
        FetcherOptions options;
        options.extraCaPem = authority.caPem();
        options.idleTimeout = std::chrono::seconds(3);
        options.floorWindow = std::chrono::milliseconds(2500);
        options.floorBytes = 1500;
        UPKEEP_TRY_AS(
            auto made,
            makeSource(spec, local, world.files(), nullptr, options, world.path("answers")));
        RetryPolicy retry;
        retry.attempts = 1;
        retry.gaps.clear();
        if (auto* const http = dynamic_cast<HttpSource*>(made.get()))
            http->setRetryPolicy(retry);
        return made;
    }
    Seams seams() {
        Seams seams = world.seams();
        seams.makeSource = [this](const SourceSpec& spec, const SourceOverride& local) {
            return source(spec, local);
        };
        return seams;
    }

    std::optional<Seams> m_seams;
};

} // namespace upkeep::test

Q_DECLARE_METATYPE(upkeep::test::Hook)
