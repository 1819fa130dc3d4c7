// SPDX-License-Identifier: Apache-2.0
// Manual pages in roff, made from the same table of verbs as --help.
#pragma once

#include "command_line/arguments.h"

namespace upkeep {

// A text as roff shows it: backslashes, hyphens and dots at the start of a line are themselves.
QString roff(const QString& text);
// .TH to .SH NAME; `section` as in man(7).
QString roffHead(const QString& name, int section, const QString& purpose);

// Section 1. `files` and `seeAlso` are roff of the caller's.
QString manualFor(const VerbTable& table, const QString& files, const QString& seeAlso);

} // namespace upkeep
