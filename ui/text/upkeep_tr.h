// SPDX-License-Identifier: Apache-2.0
// The translation context of words that belong to no class: Upkeep::tr("...", nullptr, n).
#pragma once

#include <QCoreApplication>

namespace upkeep {

struct Upkeep {
    Q_DECLARE_TR_FUNCTIONS(Upkeep)
};

} // namespace upkeep
