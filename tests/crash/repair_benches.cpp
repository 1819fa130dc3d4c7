// SPDX-License-Identifier: Apache-2.0
#include "crash/repair_benches.h"

#include "crash/notes_bench.h"
#include "walks/journal.h"

namespace upkeep::test {

namespace {

// A program's file is damaged, one is missing, one cannot be run, the settings cannot be read: each
// is as it was or repaired, the program's all together.
class RepairBench final : public NotesBench {
public:
    explicit RepairBench(bool ofTheRecord) : NotesBench(true) {
        auto product = m_world.open();
        must("open", product.has_value());
        m_settings = m_world.read(m_world.settings());
        m_world.clock.time = m_world.clock.time.addSecs(60);
        must("snapshot", (*product)->createSnapshot({}, {}, {}).has_value());
        const LocalPath live = m_world.live();
        must("remove",
             m_world.files().removeFile(live / "migrations/0002_mark_up.sql").has_value());
        must("mode", m_world.files().setMode(live / "bin/tool", 0644).has_value());
        m_world.write(live / "defaults/app.yaml", "damaged");
        m_world.write(m_world.settings(), "colour: [\n");
        if (ofTheRecord) {
            m_world.write(live / installedFolder / "record.json", "{ torn");
            m_world.write(live / "product.yaml", "id: [");
        }
        m_damaged = m_world.picture(live);
        keep("start");
    }
    Result<void> walk(FileSystem& disk) override {
        UPKEEP_TRY_AS(const auto product, m_world.open(disk));
        UPKEEP_TRY_AS(const auto outcome, product->repair({}, {}, {}));
        if (!outcome.failed.isEmpty())
            return outcome.failed.first().error;
        return {};
    }
    QByteArray wrong() override {
        const SmallTree now = m_world.picture(m_world.live());
        if (now != m_damaged && now != m_new)
            return "the tree is neither damaged nor repaired";
        const bool isNew = now == m_new;
        const QByteArray settings = m_world.read(m_world.settings());
        if (settings != (isNew ? m_settings : "colour: [\n"))
            return "the settings do not match the program: " + settings;
        return m_world.notes() == "first,second" ? "" : "notes are lost";
    }

private:
    SmallTree m_damaged;
    QByteArray m_settings;
};

// A walk has to go back to a tree that is nowhere, not even in the vault: it is fetched again while
// finish() runs, which is what is broken here.
class EmergencyBench final : public CrashBench {
public:
    EmergencyBench() {
        m_world.publish({"1.0.0", {{"share/text", "one"}}});
        must("install", m_world.install().has_value());
        m_world.write(m_world.live() / "mine.txt", "mine");
        m_old = m_world.picture(m_world.live());
        m_world.publish({"1.1.0", {{"share/text", "two"}}});
        must("update", (*m_world.open())->update({}, {}, {}).has_value());
        m_new = m_world.picture(m_world.live());
        lose();
        keep("start");
    }
    SmallWorld& world() override { return m_world; }
    void layOut() override { bringBack("start"); }
    Result<void> walk(FileSystem& disk) override {
        UPKEEP_TRY_AS(const auto product, m_world.open(disk));
        UPKEEP_TRY_AS(const FinishReport report, product->finish({}));
        if (report.kind == FinishReport::Kind::NeedsHelp)
            return Error{ErrorCode::NeedsHelp, {}, report.steps.join(' ')};
        return {};
    }
    QByteArray wrong() override {
        const SmallTree now = m_world.picture(m_world.live());
        if (now != m_old)
            return now == m_new ? "it did not go back" : "the tree is neither old nor new";
        return m_world.read(m_world.live() / "mine.txt") == "mine" ? "" : "the file is lost";
    }

private:
    // As after a probe that failed, with nothing to go back to.
    void lose() {
        const LocalPath work = m_world.installRoot() / ".upkeep";
        auto tree = readTreeSwitch(m_world.files(), {"app", work / "previous", m_world.live()});
        must("previous", tree.has_value());
        tree->live = m_world.live();
        tree->staged = work / "staged";
        tree->aside = work / "staged-aside";
        Journal journal;
        journal.transaction = "lost";
        journal.state = JournalState::Reverting;
        journal.from = Version::parse("1.0.0").value();
        journal.to = Version::parse("1.1.0").value();
        journal.started = m_world.clock.now();
        journal.trees = {*tree};
        must("journal", writeJournal(m_world.files(), work / "journal", journal).has_value());
        must("previous", m_world.files().removeTree(work / "previous").has_value());
        const LocalPath vault = m_world.seams().places.vaultOf("tool");
        must("vault", m_world.files().removeTree(vault).has_value());
    }

    SmallWorld m_world;
    SmallTree m_old;
    SmallTree m_new;
};

} // namespace

std::unique_ptr<CrashBench> makeRepairBench(bool ofTheRecord) {
    return std::make_unique<RepairBench>(ofTheRecord);
}

std::unique_ptr<CrashBench> makeEmergencyBench() {
    return std::make_unique<EmergencyBench>();
}

} // namespace upkeep::test
