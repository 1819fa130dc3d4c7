// SPDX-License-Identifier: Apache-2.0
#include "components/evolutions.h"

#include "components/damage.h"

namespace upkeep {

Result<ComponentReport> Evolutions::inspect(const ComponentContext& context) {
    ComponentReport report{id(), kind(), place(context), 0, true, {}, {}};
    for (const InstalledEvolution& evolution : context.installed.evolutions) {
        report.size += evolution.list.totalSize();
        UPKEEP_TRY_AS(const TreeReport found,
                      compareWithList(context.files,
                                      context.live,
                                      evolution.list,
                                      nullptr,
                                      {LocalName::parse(installedFolder).value()},
                                      context.stop));
        for (const LocalName& name : found.changed)
            report.localChanges.append({LocalChange::Kind::Changed, id(), name});
        for (const LocalName& name : found.removed)
            report.localChanges.append({LocalChange::Kind::Removed, id(), name});
        for (const LocalName& name : found.modeChanged)
            report.localChanges.append({LocalChange::Kind::ModeChanged, id(), name});
        report.healthy = report.healthy && found.removed.isEmpty();
    }
    if (!report.healthy)
        report.trouble = QStringLiteral("files-missing");
    tellDamage(report, context.installed, IssueKind::PluginMissing, {});
    return report;
}

} // namespace upkeep
