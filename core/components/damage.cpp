// SPDX-License-Identifier: Apache-2.0
#include "components/damage.h"

namespace upkeep {

namespace {

const char* detailOf(LocalChange::Kind kind) {
    switch (kind) {
    case LocalChange::Kind::Changed:
        return "changed";
    case LocalChange::Kind::Removed:
        return "missing";
    case LocalChange::Kind::ModeChanged:
        return "mode";
    case LocalChange::Kind::ExtraInTheWay:
        break;
    }
    return "";
}

bool isKept(const LocalChange& change, const InstalledRecord& installed) {
    const auto path = RelativePath::parse(change.path.bytes());
    return path && change.kind != LocalChange::Kind::Removed && installed.kept.contains(*path);
}

} // namespace

void tellDamage(ComponentReport& report,
                const InstalledRecord& installed,
                IssueKind kind,
                const QList<LocalName>& unreadable) {
    for (const LocalChange& change : std::as_const(report.localChanges)) {
        if (change.kind == LocalChange::Kind::ExtraInTheWay)
            continue;
        if (isKept(change, installed)) {
            report.onPurpose.insert(change.path);
            continue;
        }
        const bool mode = change.kind == LocalChange::Kind::ModeChanged;
        report.issues.append({mode ? IssueKind::PermissionError : kind,
                              report.id,
                              change.path.display(),
                              QLatin1String(detailOf(change.kind))});
    }
    for (const LocalName& name : unreadable)
        report.issues.append(
            {IssueKind::PermissionError, report.id, name.display(), QStringLiteral("unreadable")});
}

} // namespace upkeep
