// SPDX-License-Identifier: Apache-2.0
// The version a tag names. Projects that sign nothing tag as they like; what has an order of its
// own gets one here, and what would have to be guessed is refused.
//
//   v1.2.3  tool-1.2.3-rc.1  release/2.0.0        semver behind any word
//   v1.2  release-1.4  2024.05  2024.05.1         two or three numbers: 1.2.0, 1.4.0, 2024.5.0, ...
//   1.4rc1  v2.0-beta2                            1.4.0-rc.1, 2.0.0-beta.2
//   v5  r12  20240513  2024-05-13                 one number or a day, and nothing else: 5.0.0, ...
//
// Refused: four numbers and more (1.2.3.4: there is no place for the fourth), letters that may mean
// before or after (1.1.1a), and what names no number at all (nightly).
#pragma once

#include "base/version.h"

#include <optional>

namespace upkeep {

struct TagVersion {
    Version version;
    QString text; // as the tag writes it, which is how the names of files write it
};

std::optional<TagVersion> tagVersion(const QString& tag);

// True for a tag that means a version (it has numbers with dots), whether it can be read or not.
bool meansAVersion(const QString& tag);

} // namespace upkeep
