// SPDX-License-Identifier: Apache-2.0
// The top of a worker of UpdateController.
#pragma once

#include "base/result.h"

#include <exception>
#include <functional>

namespace upkeep {

// Nothing in core/ throws, but a library below it may; the worker's top is where that ends.
template <typename T> Result<T> guarded(const std::function<Result<T>()>& work) {
    try {
        return work();
    } catch (const std::exception& thrown) {
        return Error{ErrorCode::Internal, {}, QString::fromUtf8(thrown.what())};
    }
}

} // namespace upkeep
