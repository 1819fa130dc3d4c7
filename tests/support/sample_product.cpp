// SPDX-License-Identifier: Apache-2.0
#include "support/sample_product.h"

namespace upkeep {
namespace {

EvolutionOffer evolution(const char* id, const char* name, const char* description, qint64 tenths) {
    EvolutionOffer offer;
    offer.id = id;
    offer.name = name;
    offer.description = description;
    offer.version = versionOf("1.0.0");
    offer.size = tenths * megabyte / 10;
    return offer;
}

QList<EvolutionOffer> sampleEvolutions() {
    QList<EvolutionOffer> all = {
        evolution("sync", "Sync 2", "Keeps notes the same on all computers", 6),
        evolution("sky-charts", "Sky charts", "Star maps for any date and place", 124),
        evolution("pdf-export", "PDF export", "Print-ready weeks and months", 18),
        evolution("tide-tables", "Tide tables", "High and low water for 400 ports", 40)};
    all[0].required = true;
    all[0].chosen = true;
    all[1].chosen = true;
    all[1].autoApply = true;
    all[3].blockedBy = "needs-version:1.2";
    return all;
}

QList<ChangelogEntry> sampleNotes() {
    ChangelogEntry newest;
    newest.version = versionOf("1.1.0");
    newest.date = QDate(2026, 5, 3);
    newest.changes = {
        {ChangeKind::Added, "Week view: drag an entry to another day, or across weeks.", false},
        {ChangeKind::Added, "Moon phases and sunrise times for any place, also offline.", false},
        {ChangeKind::Added, "Search finds words inside notes and attached files.", false},
        {ChangeKind::Changed,
         "**Breaking:** Calendars are kept in one file per year. Scripts that read `calendar.json` "
         "need a change; your calendars are converted.",
         true}};
    ChangelogEntry middle;
    middle.version = versionOf("1.0.1");
    middle.date = QDate(2026, 4, 18);
    middle.changes = {
        {ChangeKind::Fixed, "The month view no longer jumps when the clock changes.", false},
        {ChangeKind::Security,
         "Crafted calendar files could run a program (CVE-2026-1234).",
         false}};
    return {newest, middle};
}

Plan samplePlan() {
    Plan plan;
    plan.ways = {{WayKind::Patch, 48 * megabyte / 10, 1, 2.0, 0, true, {}}};
    plan.downloadBytes = 178 * megabyte / 10;
    plan.fullBytes = 104 * megabyte;
    plan.diskNeeded = 64 * megabyte;
    plan.diskFree = 41'000 * megabyte;
    plan.secondsEstimated = 20;
    plan.secondsAway = 2;
    plan.steps = {{PlanStepKind::Download, {}},
                  {PlanStepKind::Snapshot, {}},
                  {PlanStepKind::Close, {}},
                  {PlanStepKind::Migrate, "0008"},
                  {PlanStepKind::Switch, {}},
                  {PlanStepKind::Merge, {}},
                  {PlanStepKind::Probe, {}}};
    return plan;
}

ComponentStatus component(const char* id, const char* kind, const char* path, qint64 size) {
    ComponentStatus part;
    part.id = id;
    part.kind = kind;
    part.path = path;
    part.version = versionOf("1.0.0");
    part.latest = part.version;
    part.size = size;
    part.lastChecked = QDateTime::currentDateTime().addSecs(-600);
    return part;
}

DifferenceEntry
difference(const char* part, const char* path, Difference kind, qint64 before, qint64 after) {
    DifferenceEntry entry;
    entry.component = part;
    entry.path = *LocalName::parse(QByteArrayView(path));
    entry.difference = kind;
    entry.oldSize = before;
    entry.newSize = after;
    return entry;
}

} // namespace

Version versionOf(const char* text) {
    const auto version = Version::parse(QString::fromLatin1(text));
    Q_ASSERT(version);
    return *version;
}

HistoryEvent sampleEvent(const char* operation,
                         const char* result,
                         const char* from,
                         const char* to,
                         int hoursAgo,
                         double seconds) {
    static int number = 0;
    HistoryEvent entry;
    entry.id = QStringLiteral("e%1").arg(++number);
    entry.time = QDateTime::currentDateTime().addSecs(-3600LL * hoursAgo);
    entry.operation = operation;
    entry.result = result;
    entry.from = versionOf(from);
    entry.to = versionOf(to);
    entry.seconds = seconds;
    return entry;
}

SnapshotSummary
sampleSnapshot(const char* id, const char* version, const char* reason, int hoursAgo, qint64 own) {
    SnapshotSummary summary;
    summary.id = id;
    summary.version = versionOf(version);
    summary.reason = reason;
    summary.time = QDateTime::currentDateTime().addSecs(-3600LL * hoursAgo);
    summary.components = QStringList{"app", "evolutions", "settings", "notes"};
    summary.size = 212 * megabyte;
    summary.ownSize = own;
    summary.files = 1204;
    summary.verified = summary.time.addSecs(60);
    return summary;
}

Offer sampleOffer() {
    Offer published;
    published.from = versionOf("1.0.0");
    published.to = versionOf("1.1.0");
    published.released = QDateTime(QDate(2026, 5, 3), QTime(10, 0));
    published.publisher = "Example Press";
    published.changes = sampleNotes();
    published.knownIssues = {{"Printing the month view on A5 paper cuts off the last row.", {}}};
    published.evolutions = sampleEvolutions();
    published.plan = samplePlan();
    return published;
}

ProductStatus sampleStatus() {
    ProductStatus product;
    product.id = "almanac";
    product.name = "Almanac";
    product.publisher = "Example Press";
    product.channel = "stable";
    product.version = versionOf("1.0.0");
    product.state = UpdateState::NotChecked;
    return product;
}

QList<ComponentStatus> sampleParts() {
    QList<ComponentStatus> parts = {
        component("app", "application", "/opt/almanac/current", 86 * megabyte),
        component("evolutions", "evolutions", "/opt/almanac/current/evolutions", 13 * megabyte),
        component("settings", "config", "/home/ada/.config/almanac", 12'000),
        component("notes", "data", "/home/ada/.local/share/almanac", 3 * megabyte)};
    parts[2].localChanges = 2;
    return parts;
}

QList<SnapshotSummary> sampleSnapshots() {
    QList<SnapshotSummary> kept = {
        sampleSnapshot("s2", "1.0.0", "scheduled", 30, 4 * megabyte / 10),
        sampleSnapshot("s1", "0.9.4", "before-update", 600, 612 * megabyte / 10)};
    kept[0].description = "Before the tax season";
    kept[0].pinned = true;
    return kept;
}

QList<HistoryEvent> sampleEvents() {
    return {sampleEvent("check", "nothing-new", "1.0.0", "1.0.0", 30, 0.8),
            sampleEvent("update", "success", "0.9.4", "1.0.0", 600, 24),
            sampleEvent("snapshot", "success", "0.9.4", "0.9.4", 600, 0.6),
            sampleEvent("install", "success", "0.9.4", "0.9.4", 1500, 12)};
}

Comparison sampleDifferences() {
    Comparison differences;
    differences.entries = {
        difference("app", "bin/almanac", Difference::Changed, 1'900'000, 2'010'000),
        difference("app", "lib/almanac/week.so", Difference::Added, 0, 310'000),
        difference("app", "lib/almanac/old_print.so", Difference::Removed, 120'000, 0),
        difference("settings", "settings.yaml", Difference::Changed, 840, 902),
        difference("settings", "shortcuts.json", Difference::Permissions, 300, 300)};
    return differences;
}

RestorePreview samplePreview() {
    RestorePreview preview;
    preview.parts = {{"app", DataFate::RestoreOld, {}, 0},
                     {"settings", DataFate::RestoreOld, {}, 2},
                     {"notes", DataFate::ReverseMigrate, "0008", 12}};
    preview.replaced = 34;
    preview.removed = 6;
    preview.added = 3;
    return preview;
}

} // namespace upkeep
