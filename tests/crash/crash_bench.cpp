// SPDX-License-Identifier: Apache-2.0
#include "crash/crash_bench.h"

#include "components/copy_tree.h"
#include "crash/notes_bench.h"
#include "crash/repair_benches.h"
#include "support/verify_ok.h"

#include <QtTest>

namespace upkeep::test {

namespace {

template <typename T> Result<void> errorOf(const Result<T>& result) {
    return result ? Result<void>() : Result<void>(result.error());
}

class UpdateBench final : public NotesBench {
public:
    explicit UpdateBench(bool healthy) : NotesBench(false) {
        if (healthy)
            return;
        SmallRelease ill = release(NotesWorld::two());
        ill.version = "1.2.0";
        ill.healthy = false;
        m_world.publish(ill);
        m_ill = m_world.picture(m_world.path("builds/1.2.0"));
        m_ill.insert("mine.txt", m_old.value("mine.txt"));
        m_ill.insert("share/greeting", m_old.value("share/greeting"));
    }
    Result<void> walk(FileSystem& disk) override {
        UPKEEP_TRY_AS(const auto product, m_world.open(disk));
        return errorOf(product->update({}, {}, {}));
    }
};

class RollbackBench final : public NotesBench {
public:
    explicit RollbackBench(bool fromVault) : NotesBench(true), m_fromVault(fromVault) {}
    void layOut() override {
        NotesBench::layOut();
        if (m_fromVault)
            VERIFY_OK(m_world.files().removeTree(m_world.installRoot() / ".upkeep/previous"));
    }
    Result<void> walk(FileSystem& disk) override {
        UPKEEP_TRY_AS(const auto product, m_world.open(disk));
        RollbackChoice choice;
        choice.version = Version::parse("1.0.0").value();
        return errorOf(product->rollback(choice, {}, {}));
    }

private:
    bool m_fromVault;
};

// The one before the update; the notes of today go along.
class RestoreBench final : public NotesBench {
public:
    RestoreBench() : NotesBench(true) {}
    Result<void> walk(FileSystem& disk) override {
        UPKEEP_TRY_AS(const auto product, m_world.open(disk));
        UPKEEP_TRY_AS(const auto snapshots, product->snapshots());
        return errorOf(product->restore(snapshots.last().id, {}, WhenRunning::Refuse, {}, {}));
    }
};

// A snapshot more, then all but one go. Whatever is listed afterwards is whole, the newest of
// before among it.
class RetentionBench final : public NotesBench {
public:
    RetentionBench() : NotesBench(true) {
        auto product = m_world.open();
        m_world.run("INSERT INTO notes (text, mark) VALUES ('third', 'star');");
        m_newest = (*product)->createSnapshot("by hand", {}, {}).value().id;
        m_world.run("DELETE FROM notes WHERE text = 'third';");
        keep("start");
    }
    Result<void> walk(FileSystem& disk) override {
        UPKEEP_TRY_AS(const auto product, m_world.open(disk));
        UPKEEP_TRY_AS(const auto made, product->createSnapshot("one more", {}, {}));
        UPKEEP_TRY_AS(const auto snapshots, product->snapshots());
        for (const SnapshotSummary& snapshot : snapshots) {
            if (snapshot.id != made.id && snapshot.id != m_newest)
                UPKEEP_TRY(product->removeSnapshot(snapshot.id));
        }
        return {};
    }
    QByteArray wrong() override {
        auto product = m_world.open();
        if (!product)
            return "cannot open";
        const auto snapshots = (*product)->snapshots();
        if (!snapshots)
            return snapshots.error().toString().toUtf8();
        bool hasNewest = false;
        for (const SnapshotSummary& snapshot : *snapshots) {
            hasNewest = hasNewest || snapshot.id == m_newest;
            const auto looked = (*product)->verifySnapshot(snapshot.id, {}, {});
            if (!looked || looked->damaged)
                return "a snapshot is damaged: " + snapshot.id.toUtf8();
        }
        return hasNewest ? NotesBench::wrong() : "a snapshot is lost";
    }

private:
    QString m_newest;
};

class EvolutionsBench final : public CrashBench {
public:
    EvolutionsBench() {
        m_world.components = "  - { id: evolutions, kind: evolutions, path: evolutions }\n";
        SmallRelease release{"1.0.0", {{"share/text", "one"}}};
        release.evolutions = {{"stars", {{"data", "stars"}}}, {"tides", {{"data", "tides"}}}};
        release.manifest = "version: 1.0.0\nevolutions:\n"
                           "  - { id: stars, version: 1.0.0, name: Stars, description: Stars }\n"
                           "  - { id: tides, version: 1.0.0, name: Tides, description: Tides }\n";
        m_world.publish(release);
        auto installed = m_world.install();
        must("install", installed.has_value());
        must("stars", (*installed)->changeEvolutions(wanting("stars"), {}, {}).has_value());
        m_before = m_world.picture(m_world.live());
        keep("start");
        must("tides", (*installed)->changeEvolutions(wanting("tides"), {}, {}).has_value());
        m_after = m_world.picture(m_world.live());
    }
    SmallWorld& world() override { return m_world; }
    void layOut() override { bringBack("start"); }
    Result<void> walk(FileSystem& disk) override {
        UPKEEP_TRY_AS(const auto product, m_world.open(disk));
        return errorOf(product->changeEvolutions(wanting("tides"), {}, {}));
    }
    QByteArray wrong() override {
        const SmallTree now = m_world.picture(m_world.live());
        return now == m_before || now == m_after ? "" : "neither the old set nor the new one";
    }

private:
    static UpdateChoice wanting(const char* evolution) {
        UpdateChoice choice;
        choice.evolutions = QStringList{evolution};
        return choice;
    }
    SmallWorld m_world;
    SmallTree m_before;
    SmallTree m_after;
};

// Nothing half installed is ever taken for the program; the same command again succeeds.
class InstallBench final : public CrashBench {
public:
    InstallBench() { m_world.publish({"1.0.0", {{"share/text", "one"}}}); }
    SmallWorld& world() override { return m_world; }
    void layOut() override {
        VERIFY_OK(m_world.files().removeTree(m_world.home()));
        VERIFY_OK(m_world.files().makeFolders(m_world.home() / "apps"));
    }
    Result<void> walk(FileSystem& disk) override {
        return errorOf(installProduct(m_world.seams(disk), m_world.installRequest(), {}, {}));
    }
    QByteArray finish(FileSystem& disk) override {
        if (m_world.open(disk))
            return CrashBench::finish(disk);
        const auto again = installProduct(m_world.seams(disk), m_world.installRequest(), {}, {});
        return again ? CrashBench::finish(disk) : again.error().toString().toUtf8();
    }
    QByteArray wrong() override {
        return m_world.picture(m_world.live()) == m_world.picture(m_world.path("builds/1.0.0"))
                   ? ""
                   : "the tree is not as published";
    }

private:
    SmallWorld m_world;
};

} // namespace

void CrashBench::keep(const char* name) {
    VERIFY_OK(world().files().removeTree(world().path(name)));
    VERIFY_OK(copyTree(world().files(), world().home(), world().path(name), {}, {}));
}

void CrashBench::bringBack(const char* name) {
    VERIFY_OK(world().files().removeTree(world().home()));
    VERIFY_OK(copyTree(world().files(), world().path(name), world().home(), {}, {}));
}

QByteArray CrashBench::finish(FileSystem& disk) {
    auto product = world().open(disk);
    if (!product)
        return "cannot open: " + product.error().toString().toUtf8();
    const auto report = (*product)->finish({});
    if (!report)
        return "finish: " + report.error().toString().toUtf8();
    if (report->kind == FinishReport::Kind::NeedsHelp)
        return "needs help: " + report->steps.join(' ').toUtf8();
    return {};
}

const QList<CrashWalk>& crashWalks() {
    static const QList<CrashWalk> walks{
        {"update", [] { return std::make_unique<UpdateBench>(true); }},
        {"update without exchange", [] { return std::make_unique<UpdateBench>(true); }, false},
        {"update to an ill version", [] { return std::make_unique<UpdateBench>(false); }},
        {"rollback", [] { return std::make_unique<RollbackBench>(false); }},
        {"rollback without exchange", [] { return std::make_unique<RollbackBench>(false); }, false},
        {"rollback from the vault", [] { return std::make_unique<RollbackBench>(true); }},
        {"restore", [] { return std::make_unique<RestoreBench>(); }},
        {"repair", [] { return makeRepairBench(false); }},
        {"repair of the record", [] { return makeRepairBench(true); }},
        {"emergency restore", [] { return makeEmergencyBench(); }},
        {"evolutions", [] { return std::make_unique<EvolutionsBench>(); }},
        {"snapshot and retention", [] { return std::make_unique<RetentionBench>(); }},
        {"install", [] { return std::make_unique<InstallBench>(); }},
    };
    return walks;
}

} // namespace upkeep::test
