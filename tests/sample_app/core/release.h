// SPDX-License-Identifier: Apache-2.0
// Almanac is the sample program that demo and tests update: what differs between its three
// releases.
#pragma once

#include <QDir>
#include <QString>

namespace almanac {

inline constexpr const char* Version = ALMANAC_VERSION;
// The format of the notes this release reads and writes: one number per migration.
inline constexpr int Schema = ALMANAC_SCHEMA;
inline constexpr bool HasTags = Schema >= 2;
inline constexpr bool HasPinnedNotes = Schema >= 3;

// The folder the program lies in, wherever that was moved to: <tree>/bin/almanac.
QDir treeFolder();
// Notes and settings lie below $HOME, as product.yaml says.
QString notesPath();
QString settingsPath();

} // namespace almanac
