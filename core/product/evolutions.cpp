// SPDX-License-Identifier: Apache-2.0
#include "product/evolutions.h"

#include <QSet>

#include <algorithm>

namespace upkeep {

namespace {

// The evolutions of one release with the questions asked of them.
class Catalogue {
public:
    Catalogue(const QList<EvolutionSpec>& specs, const Version& program)
        : m_specs(specs), m_program(program) {}

    const QList<EvolutionSpec>& specs() const { return m_specs; }

    const EvolutionSpec* find(const QString& id) const {
        const auto it = std::find_if(m_specs.begin(),
                                     m_specs.end(),
                                     [&](const EvolutionSpec& spec) { return spec.id == id; });
        return it == m_specs.end() ? nullptr : &*it;
    }

    // The evolution and all it needs, directly and through others; circles are no fault.
    QStringList withNeeds(const QStringList& ids) const {
        QStringList closed;
        QStringList open = ids;
        while (!open.isEmpty()) {
            const QString id = open.takeFirst();
            if (closed.contains(id))
                continue;
            closed += id;
            if (const EvolutionSpec* spec = find(id))
                open += spec->needs;
        }
        return closed;
    }

    QStringList required() const {
        QStringList ids;
        for (const EvolutionSpec& spec : m_specs)
            if (spec.required)
                ids += spec.id;
        return withNeeds(ids);
    }

    // Either side may name the other.
    bool collide(const QString& a, const QString& b) const {
        const EvolutionSpec* left = find(a);
        const EvolutionSpec* right = find(b);
        return left && right && a != b &&
               (left->conflicts.contains(b) || right->conflicts.contains(a));
    }

    // Why it cannot be had whatever else is chosen; empty if it can.
    QString blocked(const QString& id) const {
        const QStringList needs = withNeeds({id});
        for (const QString& need : needs) {
            const EvolutionSpec* spec = find(need);
            if (!spec)
                return QStringLiteral("missing:") + need;
            if (spec->minVersion && m_program < *spec->minVersion)
                return QStringLiteral("version:") + spec->minVersion->toString();
        }
        return collisionWithin(needs + required(), id);
    }

    // "conflict:<other>" for the first pair of the set that excludes each other.
    QString collisionWithin(const QStringList& set, const QString& asked) const {
        for (const QString& a : set)
            for (const QString& b : set)
                if (collide(a, b))
                    return QStringLiteral("conflict:") + (a == asked ? b : a);
        return {};
    }

private:
    const QList<EvolutionSpec>& m_specs;
    const Version& m_program;
};

Error refused(const QString& id, const QString& why) {
    return Error{ErrorCode::UsageInvalid, id, why};
}

EvolutionOffer asOffer(const EvolutionSpec& spec) {
    EvolutionOffer offer;
    offer.id = spec.id;
    offer.name = spec.name;
    offer.description = spec.description;
    offer.version = spec.version;
    offer.risk = spec.risk;
    offer.autoApply = spec.autoApply;
    offer.size = spec.size;
    offer.needs = spec.needs;
    offer.conflicts = spec.conflicts;
    return offer;
}

// Adds the evolution with its needs unless that would exclude something already chosen.
void tryChoose(QStringList& chosen, const QString& id, const Catalogue& catalogue) {
    if (!catalogue.blocked(id).isEmpty())
        return;
    QStringList wider = chosen + catalogue.withNeeds({id});
    wider.removeDuplicates();
    if (catalogue.collisionWithin(wider, id).isEmpty())
        chosen = wider;
}

QStringList
preselected(const Catalogue& catalogue, const QStringList& installed, const QStringList& known) {
    QStringList chosen;
    for (const QString& id : catalogue.required())
        if (catalogue.blocked(id).isEmpty())
            chosen += id;
    // What somebody has goes before what a publisher suggests.
    for (const EvolutionSpec& spec : catalogue.specs())
        if (installed.contains(spec.id))
            tryChoose(chosen, spec.id, catalogue);
    for (const EvolutionSpec& spec : catalogue.specs())
        if (spec.autoApply && !known.contains(spec.id))
            tryChoose(chosen, spec.id, catalogue);
    return chosen;
}

Result<void> checkChoice(const QStringList& ids, const Catalogue& catalogue) {
    for (const QString& id : ids) {
        if (!catalogue.find(id))
            return refused(id, QStringLiteral("missing:") + id);
        if (const QString why = catalogue.blocked(id); !why.isEmpty())
            return refused(id, why);
    }
    for (const QString& id : ids)
        for (const QString& other : ids)
            if (catalogue.collide(id, other))
                return refused(id, QStringLiteral("conflict:") + other);
    return {};
}

} // namespace

QList<EvolutionOffer> offerEvolutions(const QList<EvolutionSpec>& specs,
                                      const Version& program,
                                      const QStringList& installed,
                                      const QStringList& known) {
    const Catalogue catalogue(specs, program);
    const QStringList required = catalogue.required();
    const QStringList chosen = preselected(catalogue, installed, known);
    QList<EvolutionOffer> offers;
    for (const EvolutionSpec& spec : specs) {
        EvolutionOffer offer = asOffer(spec);
        offer.required = required.contains(spec.id);
        offer.installed = installed.contains(spec.id);
        offer.chosen = chosen.contains(spec.id);
        offer.blockedBy = catalogue.blocked(spec.id);
        offers.append(std::move(offer));
    }
    return offers;
}

Result<EvolutionChoice> chooseEvolutions(const QList<EvolutionSpec>& specs,
                                         const Version& program,
                                         const QStringList& installed,
                                         const QStringList& wanted) {
    const Catalogue catalogue(specs, program);
    const QStringList all = catalogue.withNeeds(wanted + catalogue.required());
    UPKEEP_TRY(checkChoice(all, catalogue));
    EvolutionChoice choice;
    for (const EvolutionSpec& spec : specs) {
        if (!all.contains(spec.id))
            continue;
        choice.ids += spec.id;
        if (!installed.contains(spec.id))
            choice.added += spec.id;
    }
    for (const QString& id : installed)
        if (!choice.ids.contains(id))
            choice.removed += id;
    return choice;
}

} // namespace upkeep
