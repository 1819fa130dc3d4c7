// SPDX-License-Identifier: Apache-2.0
#include "payload/delta/predicted_walk.h"

namespace upkeep {

Result<void> decodePredicted(StreamDecoder walk,
                             std::optional<StreamDecoder> fresh,
                             const WalkSize& size,
                             const OldReader& old,
                             const NewSink& sink,
                             std::stop_token stop) {
    delta::BitDecoder coder([&walk](std::span<char> into) -> qsizetype {
        const auto count = walk.readSome(into);
        return count ? count.value() : 0;
    });
    delta::WalkPlan plan;
    plan.steps.resize(static_cast<size_t>(size.steps));
    UPKEEP_TRY(delta::codePlan(coder, plan, size.bytes));
    delta::FreshSource source;
    if (fresh)
        source = [&fresh](std::span<char> into) { return fresh->read(into); };
    return delta::PredictedWalk(coder, plan, old, {}, sink, std::move(source)).run(stop);
}

} // namespace upkeep
