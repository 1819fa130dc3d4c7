// SPDX-License-Identifier: Apache-2.0
// A machine that is offered a release by the worst publisher there can be: all signatures are
// valid, one thing inside is bent. Says what must become of it.
#pragma once

#include "support/verify_ok.h"
#include "unit/walks/bent_payloads.h"

#include <QtTest>

namespace upkeep::test {

// What comes of an update to a bent release.
struct Fate {
    QString refused = {};  // id of the error, or
    QString fallback = {}; // id of the error for which another way was taken
    QString cause = {};    // part of what was found
};

using Bend = std::function<void(SmallWorld&, ReleaseDocument&, const LocalPath& assets)>;

inline SmallTree filesOf(char version) {
    SmallTree files{{"lib/same", QByteArray(300'000, 's')},
                    {"lib/changed", QByteArray(20'000, 'c') + version + QByteArray(20'000, 'd')},
                    {"lib/new", version == '0' ? QByteArray("seven b") : QByteArray("other b")}};
    if (version != '0')
        files.insert("lib/add", "was not there before");
    return files;
}

// The package is all there is.
inline void withoutTwin(ReleaseDocument& document) {
    document.payloads.removeIf(
        [](const Payload& payload) { return payload.kind == Payload::Kind::Frames; });
}

inline Bend packageBend(const std::function<QByteArray(const QByteArray&)>& bend) {
    return [bend](SmallWorld& world, ReleaseDocument& document, const LocalPath& assets) {
        const LocalPath path = assets / "tool-1.1.0.tar.zst";
        world.write(path, bend(world.read(path)));
        withoutTwin(document);
    };
}

class PackageAttack {
protected:
    std::unique_ptr<SmallWorld> m_world;
    std::unique_ptr<InstalledProduct> m_product;
    SmallTree m_before;  // the whole home but for what an update may write
    SmallTree m_trusted; // the trust store once the bent release is known

    void startFrom(bool patches, bool framed, const Bend& bend) {
        m_world = std::make_unique<SmallWorld>();
        m_world->write(m_world->path("outside/keep"), "kept");
        m_world->publish({"1.0.0", filesOf('0')});
        auto product = m_world->install();
        VERIFY_OK(product);
        m_product = *std::move(product);
        m_world->beforeSigning = [&](ReleaseDocument& document, const LocalPath& assets) {
            bend(*m_world, document, assets);
        };
        SmallRelease release{"1.1.0", filesOf('1')};
        release.patches = patches;
        release.framed = framed;
        m_world->publish(release);
        m_world->beforeSigning = {};
        VERIFY_OK(m_product->check({}, {}, {}));
        m_before = around();
        m_trusted = m_world->picture(trustStore());
    }

    LocalPath trustStore() const { return m_world->seams().places.trustOf("tool"); }

    // The home as the person sees it, and what lies beside it.
    SmallTree around() const {
        SmallTree all = m_world->picture(m_world->path("outside"));
        const SmallTree home = m_world->picture(m_world->home());
        for (auto it = home.begin(); it != home.end(); ++it) {
            if (!it.key().startsWith(".local/state") && !it.key().startsWith(".cache") &&
                !it.key().startsWith("apps/tool/.upkeep"))
                all.insert(it.key(), it.value());
        }
        return all;
    }

    // Nothing that was not asked for came into being below the work folder.
    QByteArray strayName() const {
        const SmallTree work = m_world->picture(m_world->installRoot() / ".upkeep");
        for (auto it = work.begin(); it != work.end(); ++it) {
            if (it.key().contains("evil"))
                return it.key();
        }
        return {};
    }

    void meets(const Fate& fate) {
        const auto updated = m_product->update({}, {}, {});
        if (fate.refused.isEmpty()) {
            VERIFY_OK(updated);
            QCOMPARE(updated->fallback, fate.fallback);
            QCOMPARE(m_world->picture(m_world->live()),
                     m_world->picture(m_world->path("builds/1.1.0")));
        } else {
            QCOMPARE(codeOf(updated), fate.refused);
            QVERIFY2(updated.error().cause.contains(fate.cause),
                     qPrintable(updated.error().toString()));
            QCOMPARE(m_product->history()->first().errorId, fate.refused);
            QCOMPARE(around(), m_before);
        }
        QCOMPARE(m_world->picture(trustStore()), m_trusted);
        QCOMPARE(m_world->read(m_world->path("outside/keep")), QByteArray("kept"));
        QCOMPARE(strayName(), QByteArray());
        nextGoodRun();
    }

    void nextGoodRun() {
        m_world->publish({"1.2.0", filesOf('2')});
        VERIFY_OK(m_product->update({}, {}, {}));
        QCOMPARE(m_world->picture(m_world->live()),
                 m_world->picture(m_world->path("builds/1.2.0")));
    }

    void end() {
        m_product.reset();
        m_world.reset();
    }
};

} // namespace upkeep::test

Q_DECLARE_METATYPE(upkeep::test::Bend)
