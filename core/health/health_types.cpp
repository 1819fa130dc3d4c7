// SPDX-License-Identifier: Apache-2.0
#include "health_types.h"

namespace upkeep {

QLatin1String issueKindId(IssueKind kind) {
    switch (kind) {
    case IssueKind::BinaryCorruption:
        return QLatin1String("binary_corruption");
    case IssueKind::PluginMissing:
        return QLatin1String("plugin_missing");
    case IssueKind::ConfigInvalid:
        return QLatin1String("config_invalid");
    case IssueKind::PermissionError:
        return QLatin1String("permission_error");
    case IssueKind::TrustDamaged:
        return QLatin1String("trust_damaged");
    case IssueKind::SnapshotDamaged:
        return QLatin1String("snapshot_damaged");
    }
    return {};
}

} // namespace upkeep
