// SPDX-License-Identifier: Apache-2.0
#include "steps/undo.h"

namespace upkeep {

namespace {

class UndoDecision {
public:
    UndoDecision(const UndoInput& input, const SnapshotManifest* rollbackPoint)
        : m_input(input), m_rollbackPoint(rollbackPoint) {}

    Result<RollbackPart> decide(Component& component) const {
        RollbackPart part;
        part.component = component.id();
        const bool switched = m_input.switched.contains(component.id());
        const auto pending = component.pendingMigrations(m_input.context);
        if (!pending && pending.error().code != ErrorCode::MigrationMissing)
            return pending.error();
        UPKEEP_TRY_AS(const bool unchanged, isUnchanged(component));
        part.changedSince = unchanged ? 0 : 1;
        if (!switched && pending && pending->isEmpty()) {
            part.fate = DataFate::LeaveAlone;
        } else if (unchanged && hasOld(component)) {
            part.fate = DataFate::RestoreOld;
            part.changedSince = 0;
        } else if (pending && pending->isEmpty()) {
            part.fate = DataFate::KeepPresent;
        } else if (pending) {
            part.fate = DataFate::ReverseMigrate;
            part.detail = pending->join(u' ');
        } else {
            part.fate = withoutWayBack(component);
            part.detail = pending.error().subject;
        }
        return overruled(component, part);
    }

private:
    Result<bool> isUnchanged(Component& component) const {
        if (!m_input.switched.contains(component.id()))
            return false;
        UPKEEP_TRY_AS(const Digest now, component.fingerprint(m_input.context));
        return now == m_input.switched.value(component.id());
    }

    bool hasOld(const Component& component) const {
        return m_rollbackPoint && m_rollbackPoint->component(component.id());
    }

    // Nobody there to ask: the old data with the old program; the newer is kept as a snapshot.
    DataFate withoutWayBack(const Component& component) const {
        if (m_input.personPresent)
            return DataFate::AskPerson;
        return hasOld(component) ? DataFate::RestoreOld : DataFate::KeepPresent;
    }

    // A person's word counts where there is something to choose.
    RollbackPart overruled(const Component& component, RollbackPart part) const {
        if (part.fate == DataFate::LeaveAlone)
            return part;
        if (m_input.choice == DataChoice::KeepPresent)
            part.fate = DataFate::KeepPresent;
        else if (m_input.choice == DataChoice::RestoreOld && hasOld(component))
            part.fate = DataFate::RestoreOld;
        return part;
    }

    const UndoInput& m_input;
    const SnapshotManifest* m_rollbackPoint;
};

bool liesInTree(const Component& component, const ComponentContext& context) {
    return component.place(context).isWithin(context.live);
}

Result<std::optional<StagedPart>> stageReverse(Component& component,
                                               const ComponentContext& context) {
    UPKEEP_TRY_AS(const auto staged, component.stage(context));
    if (staged)
        UPKEEP_TRY(component.migrate(context, *staged));
    return staged;
}

} // namespace

Result<QList<RollbackPart>> decideUndo(const ComponentList& components,
                                       const UndoInput& input,
                                       SnapshotManifest* rollbackPoint) {
    QList<RollbackPart> parts;
    const UndoDecision decision(input, rollbackPoint);
    for (const auto& component : components) {
        if (liesInTree(*component, input.context))
            continue;
        UPKEEP_TRY_AS(const RollbackPart part, decision.decide(*component));
        parts.append(part);
    }
    return parts;
}

Result<QList<StagedPart>> stageUndo(const ComponentList& components,
                                    const QList<RollbackPart>& parts,
                                    const ComponentContext& context,
                                    Vault& vault,
                                    const QString& snapshot) {
    QList<StagedPart> trees;
    for (const auto& component : components) {
        const auto part = std::find_if(parts.begin(), parts.end(), [&](const RollbackPart& one) {
            return one.component == component->id();
        });
        if (part == parts.end())
            continue;
        std::optional<StagedPart> staged;
        if (part->fate == DataFate::RestoreOld) {
            UPKEEP_TRY_AS(staged, component->stageFromSnapshot(context, vault, snapshot));
        } else if (part->fate == DataFate::ReverseMigrate) {
            UPKEEP_TRY_AS(staged, stageReverse(*component, context));
        }
        if (staged)
            trees.append(*staged);
    }
    return trees;
}

} // namespace upkeep
