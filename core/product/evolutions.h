// SPDX-License-Identifier: Apache-2.0
// Which evolutions can be chosen, must be chosen and exclude each other; pure.
#pragma once

#include "base/result.h"
#include "base/update_kind.h"
#include "base/version.h"
#include "manifest/update_manifest.h"

#include <QHash>
#include <QList>
#include <QStringList>

namespace upkeep {

struct EvolutionOffer {
    QString id;
    QString name;
    QString description;
    Version version;
    Risk risk = Risk::Low;
    bool autoApply = false;
    bool required = false; // checked, cannot be unticked
    bool installed = false;
    bool chosen = false;
    qint64 size = 0;   // bytes to download if chosen
    QStringList needs; // ids of evolutions it requires
    QStringList conflicts;
    QString blockedBy; // why it cannot be chosen ("Needs Almanac 1.2 or later" is worded by ui/text
                       // from this id): "version:1.2.0", "missing:<id>", "conflict:<id>"
};

// Every evolution of the release as it would be offered to someone on `program` with `installed`:
// chosen are the required ones and what they need, the installed ones, and the auto_apply ones that
// were not among `known` (offered before, and not taken). One that cannot be had is blocked, never
// chosen.
QList<EvolutionOffer> offerEvolutions(const QList<EvolutionSpec>& specs,
                                      const Version& program,
                                      const QStringList& installed,
                                      const QStringList& known = {});

struct EvolutionChoice {
    QStringList ids;   // in the order of the release: the set wanted, required ones and all needs
    QStringList added; // not installed yet
    QStringList removed;
};

// The set wanted, closed under required and needs. Fails with usage.invalid naming the evolution
// and what it collides with, or one that is unknown or blocked.
Result<EvolutionChoice> chooseEvolutions(const QList<EvolutionSpec>& specs,
                                         const Version& program,
                                         const QStringList& installed,
                                         const QStringList& wanted);

} // namespace upkeep
