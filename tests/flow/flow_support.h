// SPDX-License-Identifier: Apache-2.0
// What flow tests publish: Almanac as it was built, and real programs as npm hands them out.
#pragma once

#include "support/playground.h"

#include <QString>

#include <optional>

namespace upkeep {

// "1.0.0", "1.1.0" or "1.2.0" of this build.
ReleaseInput almanac(const QString& version);

// The unpacked contents of an npm package, kept in a cache outside the build; nullopt, with the
// reason, where neither the cache nor the registry has it.
std::optional<QString> npmPackage(const QString& name, const QString& version, QString* why);

// A product file for such a package: no probe, nothing but the application. `version` is the
// program that prints its version, empty for none.
QString writeProductFile(const Playground& playground,
                         const QString& id,
                         const QString& command,
                         const QString& version);

} // namespace upkeep
