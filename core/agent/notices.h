// SPDX-License-Identifier: Apache-2.0
// What a notice about a product says and which answers it allows. Pure. Part of agent/agent.h.
#pragma once

#include "agent/notice.h"
#include "agent/watched_product.h"

namespace upkeep {

// Available or Security, by the offer there is.
Notice noticeOfOffer(const WatchedProduct& product);
Notice noticeOfReady(const WatchedProduct& product);
Notice noticeOfWithdrawal(const WatchedProduct& product);
Notice noticeOfDamage(const WatchedProduct& product);
// A version that did not pass its probation was left.
Notice noticeOfReturn(const WatchedProduct& product, const RollbackOutcome& outcome);
Notice noticeOfUpdate(const WatchedProduct& product, const UpdateOutcome& outcome);
Notice noticeOfFailure(const WatchedProduct& product, const Error& error);

// By policy and by where the product stands.
bool isAllowed(const WatchedProduct& product, Answer answer);
// By what the person wants to be told of; a failed way back is told in any case.
bool isWanted(const WatchedProduct& product, const Notice& notice);

} // namespace upkeep
