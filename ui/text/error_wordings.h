// SPDX-License-Identifier: Apache-2.0
// The words for each error code, as tables: what happened, what state things are in, what to do.
// error_text.h makes sentences of them.
#pragma once

#include "base/error.h"

#include <QtGlobal>

#include <span>

namespace upkeep {

// What state things are in after an error of this kind.
enum class After { Unchanged, Nothing, BackAgain, NeedsHelp, FileKept };

struct Wording {
    ErrorCode code;
    const char* happened; // {subject}, {product}
    After after;
    const char* advice;
};

// What goes wrong on any machine: files, processes, network, trust.
std::span<const Wording> machineWordings();
// What goes wrong with a product: its files, releases, snapshots, the walks, publishing.
std::span<const Wording> productWordings();

// Advice that many have in common.
inline constexpr const char* tryAgain = QT_TRANSLATE_NOOP("Upkeep", "Try again.");
inline constexpr const char* tryLater =
    QT_TRANSLATE_NOOP("Upkeep", "Try again later; nothing needs to be done until then.");
inline constexpr const char* report =
    QT_TRANSLATE_NOOP("Upkeep", "Save a report and send it to the makers of Upkeep.");
inline constexpr const char* tellPublisher =
    QT_TRANSLATE_NOOP("Upkeep", "Try again later. If it stays like this, tell the publisher.");
inline constexpr const char* checkName =
    QT_TRANSLATE_NOOP("Upkeep", "Check the name and try again.");
inline constexpr const char* useOther = QT_TRANSLATE_NOOP("Upkeep", "Choose another snapshot.");
inline constexpr const char* correctFile =
    QT_TRANSLATE_NOOP("Upkeep", "Correct the file and try again.");

} // namespace upkeep
