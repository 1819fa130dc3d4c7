// SPDX-License-Identifier: Apache-2.0
// A trusted release as it is shown: changes since the installed version, evolutions to choose, what
// it costs and what will happen. Pure but for the free space it is told.
#pragma once

#include "policy/decide.h"
#include "walks/product_site.h"

namespace upkeep {

struct OfferInput {
    const InstalledRecord& installed;
    const ProductFile& product;
    const TrustedRelease& release;
    QList<ReleaseDocument> between; // older than it: patches may lead over them
    const DecisionOffer& decision;
    QDateTime trustedUntil;
    QList<LocalChange> localChanges;
    qint64 changedBytes = 0;
    qint64 diskFree = 0;
    double bytesPerSecond = 2'000'000; // of the line
};

Offer makeOffer(const OfferInput& input);
Hold makeHold(const DecisionHold& hold);
// With the sizes of the release's payloads.
QList<EvolutionOffer> offersOf(const UpdateManifest& manifest,
                               const ReleaseDocument* document,
                               const Version& version,
                               const QStringList& installed);

} // namespace upkeep
