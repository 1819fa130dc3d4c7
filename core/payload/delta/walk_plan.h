// SPDX-License-Identifier: Apache-2.0
// What a predicted segment says before its bytes: the layouts of both sides and the copies. Written
// and read by the same code; whatever a stream says, the steps make exactly the bytes they must.
#pragma once

#include "base/result.h"
#include "payload/delta/image_layout.h"
#include "payload/delta/walk_bounds.h"

namespace upkeep::delta {

// A copy, then `extra` fresh bytes.
struct WalkStep {
    qint64 old = 0;
    qint64 copy = 0;
    qint64 extra = 0;
};

struct WalkPlan {
    std::vector<Region> oldRegions;
    std::vector<Region> newRegions;
    std::vector<WalkStep> steps;
};

inline Error walkDamaged(const char* cause) {
    return Error{ErrorCode::PatchInvalid, QStringLiteral("patch segment"), QLatin1String(cause)};
}

// Reads or writes the plan; what a decoder gets makes exactly `size` bytes. How many steps there
// are is known: `plan.steps` has its size.
template <typename Coder> Result<void> codePlan(Coder& coder, WalkPlan& plan, qint64 size) {
    codeRegions(coder, plan.oldRegions, nullptr);
    codeRegions(coder, plan.newRegions, &plan.oldRegions);
    std::array<NumberModel, 6> models;
    qint64 expected = 0;
    qint64 left = size;
    size_t staysBefore = 0;
    for (WalkStep& step : plan.steps) {
        const qint64 seek =
            fromZigzag(models[staysBefore].code(coder, toZigzag(step.old - expected)));
        const size_t stays = seek == 0 ? 1 : 0;
        step.old = expected + seek;
        step.copy = static_cast<qint64>(models[2 + stays].code(coder, quint64(step.copy)));
        step.extra = static_cast<qint64>(models[4 + stays].code(coder, quint64(step.extra)));
        if (step.old < 0 || step.copy > left || step.extra > left - step.copy)
            return walkDamaged("makes more bytes than its files have");
        if (coder.isExhausted())
            return walkDamaged("ends early");
        left -= step.copy + step.extra;
        expected = step.old + step.copy + step.extra;
        staysBefore = stays;
    }
    return left == 0 ? Result<void>() : walkDamaged("makes fewer bytes than its files have");
}

} // namespace upkeep::delta
