// SPDX-License-Identifier: Apache-2.0
#include "scenes/worlds.h"

namespace upkeep::test {

void offered(FakeWalks& world) {
    world.product.state = UpdateState::Available;
    world.product.offer = world.published;
    world.product.lastChecked = QDateTime::currentDateTime();
    world.product.nextCheck = world.product.lastChecked.addSecs(6 * 3600);
}

void securityOffered(FakeWalks& world) {
    offered(world);
    world.product.state = UpdateState::Security;
    world.product.offer->security = true;
    world.product.offer->cves = QStringList{"CVE-2026-1234"};
}

void held(FakeWalks& world, const QList<std::pair<const char*, const char*>>& reasons) {
    world.product.state = UpdateState::Held;
    world.product.holds.clear();
    for (const auto& [reason, subject] : reasons)
        world.product.holds.append(Hold{reason, subject, versionOf("1.1.0"), {}, true});
    world.product.hold = world.product.holds.first();
}

void updated(FakeWalks& world, qint64 secondsAgo) {
    world.product.state = UpdateState::UpToDate;
    world.product.version = versionOf("1.1.0");
    world.product.canRollBack = true;
    world.product.rollbackVersion = versionOf("1.0.0");
    world.product.lastChecked = QDateTime::currentDateTime().addSecs(-120);
    world.product.updatedAt = QDateTime::currentDateTime().addSecs(-secondsAgo);
    for (ComponentStatus& part : world.parts)
        part.version = world.product.version;
}

void rolledBack(FakeWalks& world) {
    updated(world, 400'000);
    world.product.state = UpdateState::RolledBack;
    world.product.leftVersion = versionOf("1.2.0");
    world.product.pinnedTo = world.product.version;
    world.product.lastError =
        Error{ErrorCode::ProbeFailed, "bin/almanac", "library libtides.so not found"};
    HistoryEvent failed = world.events.first();
    failed.id = "rb";
    failed.operation = "update";
    failed.result = "rolled-back";
    failed.from = versionOf("1.1.0");
    failed.to = versionOf("1.2.0");
    failed.time = QDateTime::currentDateTime().addSecs(-300);
    failed.errorCause = "ended with code 1 after 1.8 seconds: library libtides.so not found";
    failed.errorId = "probe.failed";
    world.events.prepend(failed);
}

void richHistory(FakeWalks& world) {
    rolledBack(world);
    const QDateTime now = QDateTime::currentDateTime();
    const auto add = [&](const char* operation,
                         const char* result,
                         const char* from,
                         const char* to,
                         int days,
                         double seconds,
                         Trigger trigger) {
        HistoryEvent event;
        event.id = QString("r%1").arg(world.events.size());
        event.operation = operation;
        event.result = result;
        event.from = versionOf(from);
        event.to = versionOf(to);
        event.time = now.addDays(-days);
        event.seconds = seconds;
        event.trigger = trigger;
        event.bytes = 4'800'000;
        world.events.append(event);
    };
    world.events = {world.events.first()};
    add("update", "success", "1.0.0", "1.1.0", 3, 18, Trigger::User);
    add("snapshot", "success", "1.0.0", "1.0.0", 3, 0.4, Trigger::User);
    add("download", "cancelled", "1.0.0", "1.1.0", 4, 9, Trigger::Silent);
    add("check", "failed", "1.0.0", "1.0.0", 6, 30, Trigger::Silent);
    add("snapshot", "success", "1.0.0", "1.0.0", 12, 0.5, Trigger::User);
    add("update", "success", "0.9.4", "1.0.0", 30, 24, Trigger::User);
    add("snapshot", "success", "0.9.4", "0.9.4", 30, 0.6, Trigger::User);
    add("snapshot", "success", "0.9.4", "0.9.4", 55, 0.6, Trigger::Silent);
    add("update", "success", "0.9.3", "0.9.4", 70, 26, Trigger::User);
}

void richSnapshots(FakeWalks& world) {
    updated(world, 400'000);
    SnapshotSummary damaged = world.kept.last();
    damaged.id = "bad";
    damaged.time = damaged.time.addDays(-20);
    damaged.version = versionOf("0.9.3");
    damaged.damaged = true;
    SnapshotSummary recent = world.kept.first();
    recent.id = "s3";
    recent.pinned = false;
    recent.description.clear();
    recent.reason = "before-update";
    recent.time = QDateTime::currentDateTime().addSecs(-4000);
    recent.ownSize = 3'100'000;
    world.kept.prepend(recent);
    world.kept.append(damaged);
}

void openSettings(FakeWalks& world) {
    const QString file = "almanac.yaml";
    world.open = {{"settings", file, {"autosave.minutes", "2", "10", "5"}},
                  {"settings", file, {"calendar.path", "calendar.json", "home.json", "calendars/"}},
                  {"settings", file, {"reminder.sound", "chime", "bell", {}}}};
}

} // namespace upkeep::test
