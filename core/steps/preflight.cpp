// SPDX-License-Identifier: Apache-2.0
#include "steps/preflight.h"

#include "components/tree_switch.h"
#include "system/package_owner.h"

#include <QFile>

namespace upkeep {

namespace {

// Room for the journal, the record and what else grows a little.
constexpr qint64 slack = 16 << 20;

Hold holdFor(const char* reason, const LocalPath& subject) {
    Hold hold;
    hold.reason = QLatin1String(reason);
    hold.subject = subject.display();
    hold.canOverride = false;
    return hold;
}

// Mount points of this process, as bytes; space, tab, newline and backslash come as octal escapes.
QByteArrayList mountPoints() {
    QByteArrayList points;
    QFile file(QStringLiteral("/proc/self/mountinfo"));
    if (!file.open(QIODevice::ReadOnly))
        return points;
    const QByteArrayList lines = file.readAll().split('\n');
    for (const QByteArray& line : lines) {
        QByteArray point = line.split(' ').value(4);
        for (const char* escaped : {"\\040 ", "\\011\t", "\\012\n", "\\134\\"})
            point.replace(QByteArray(escaped, 4), QByteArray(escaped + 4, 1));
        points.append(point);
    }
    return points;
}

// Changed behind its back, a package would put its own files over ours some day.
std::optional<Hold> inspectOwner(Processes& processes, const LocalPath& tree) {
    const auto owner = packageOwning(processes, tree);
    if (!owner)
        return {};
    Hold hold = holdFor("package", tree);
    hold.subject = *owner;
    return hold;
}

Result<std::optional<Hold>> inspectPlace(FileSystem& files, const LocalPath& tree) {
    UPKEEP_TRY_AS(const auto there, files.statIfThere(tree));
    if (there && there->type == FileType::Symlink)
        return std::optional(holdFor("symlink", tree));
    if (mountPoints().contains(tree.bytes()))
        return std::optional(holdFor("mount-point", tree));
    return std::optional<Hold>{};
}

// Whether names in this folder can change hands at all, and in one step.
Result<std::optional<Hold>>
inspectParent(FileSystem& files, const LocalPath& parent, bool& exchange) {
    const auto can = canExchange(files, parent);
    if (!can &&
        (can.error().code == ErrorCode::FileReadOnly || can.error().code == ErrorCode::FileAccess))
        return std::optional(holdFor("read-only-parent", parent));
    if (!can)
        return can.error();
    exchange = exchange && *can;
    return std::optional<Hold>{};
}

} // namespace

Result<PreflightReport>
preflight(FileSystem& files, Processes& processes, const PreflightInput& input) {
    PreflightReport report;
    const QList<LocalPath> trees = QList<LocalPath>{input.root.live} + input.otherTrees;
    report.hold = inspectOwner(processes, input.root.live);
    if (report.hold)
        return report;
    for (const LocalPath& tree : trees) {
        UPKEEP_TRY_AS(report.hold, inspectPlace(files, tree));
        if (!report.hold) {
            UPKEEP_TRY_AS(report.hold, inspectParent(files, tree.parent(), report.exchange));
        }
        if (report.hold)
            return report;
    }
    UPKEEP_TRY_AS(const SpaceReport space, files.space(input.root.live));
    report.diskFree = space.free;
    if (input.diskNeeded + slack > space.free) {
        report.hold = holdFor("disk", input.root.live);
        return report;
    }
    UPKEEP_TRY_AS(const QList<RunningProcess> running, programsUsing(processes, input.root.live));
    report.running = toPrograms(running);
    return report;
}

Result<QList<RunningProcess>> programsUsing(Processes& processes, const LocalPath& tree) {
    UPKEEP_TRY_AS(QList<RunningProcess> found, processes.using_(tree));
    found.removeIf([](const RunningProcess& process) { return process.ours; });
    return found;
}

QList<RunningProgram> toPrograms(const QList<RunningProcess>& processes) {
    QList<RunningProgram> programs;
    for (const RunningProcess& process : processes)
        programs.append({process.pid, process.name});
    return programs;
}

} // namespace upkeep
