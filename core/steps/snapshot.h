// SPDX-License-Identifier: Apache-2.0
// The rollback point. What lies outside the application tree is saved before the switch, since the
// new version may change it; the tree itself afterwards, from `previous`, off the critical path.
#pragma once

#include "components/component.h"
#include "snapshots/vault.h"

namespace upkeep {

enum class SnapshotScope {
    BeforeSwitch, // what is outside the tree and belongs to a rollback point or is in `switched`
    AfterSwitch,  // what lies in the tree; `context.live` is where the old tree lies now
    Everything,   // a person asks
};

// Durable: when this returns, the snapshot survives a power cut. Returns its id.
Result<QString> takeSnapshot(const ComponentList& components,
                             const ComponentContext& context,
                             Vault& vault,
                             const SnapshotMeta& meta,
                             SnapshotScope scope,
                             const QStringList& switched = {});
// Adds the application tree to the rollback point; done already = done.
Result<void> completeSnapshot(const ComponentList& components,
                              const ComponentContext& context,
                              Vault& vault,
                              const QString& id);

} // namespace upkeep
