// SPDX-License-Identifier: Apache-2.0
// The continuous look at what is installed: one part of the signed files is hashed at a time, at
// the lowest priority, so that all are looked at once in the days the preferences say. Where it
// stands and what it found is kept in `integrity.json` in the product's state folder: a cache, and
// of one tree only; a walk begins it anew.
#pragma once

#include "health/health_types.h"
#include "walks/product_site.h"

namespace upkeep {

struct Integrity {
    QString tree;             // transaction of the installed record it is about
    QByteArray next;          // path from which on the next part begins; empty = from the start
    QDateTime lookedAt;       // the last part
    qint64 parts = 1;         // of which all consists, as far as known
    QList<HealthIssue> found; // and not seen whole again since

    friend bool operator==(const Integrity&, const Integrity&) = default;
};

// Of what is installed now; empty where nothing is known.
Integrity readIntegrity(const ProductSite& site);
// When the next part is due; invalid = never (preference integrity-days is 0).
QDateTime integrityDue(const ProductSite& site, const Integrity& known);
// At most 64 MiB and 2,000 files. What the user changed and an earlier walk kept is no damage.
Result<IntegrityReport> lookAtNextPart(const ProductSite& site, std::stop_token stop);
// After a repair: it is looked at anew.
void forgetIntegrity(const ProductSite& site);

} // namespace upkeep
