// SPDX-License-Identifier: Apache-2.0
#include "walks/probation.h"

namespace upkeep {

namespace {

constexpr std::chrono::seconds soon{60};

QDateTime endOf(const LastUpdate& last, const ProductFile& product) {
    return last.at.addSecs(qint64(product.health.probationMinutes) * 60);
}

} // namespace

bool isOnProbation(const std::optional<LastUpdate>& last,
                   const Version& installed,
                   const ProductFile& product,
                   const QDateTime& now) {
    if (!last || last->wentBack || last->confirmed || last->to != installed)
        return false;
    // A clock that was set back does not prolong it for ever.
    return now >= last->at && now < endOf(*last, product);
}

Probation judge(const LastUpdate& last,
                const ProductFile& product,
                const QDateTime& started,
                const ProgramEnd& end) {
    if (end.crashed || (end.exitCode != 0 && end.ran < soon))
        return Probation::Failed;
    const bool untilTheEnd = started.addSecs(end.ran.count()) >= endOf(last, product);
    return end.exitCode == 0 || untilTheEnd ? Probation::Passed : Probation::Open;
}

} // namespace upkeep
