// SPDX-License-Identifier: Apache-2.0
// Values of desktop entries (Desktop Entry Specification 1.5, "The Exec key").
#pragma once

#include <QByteArray>

namespace upkeep {

// One argument of Exec: quoted, reserved characters escaped, then the backslashes once more as in
// every string value; "%" doubled.
QByteArray execArgument(const QByteArray& argument);
// A plain string value: only the backslash is special.
QByteArray entryValue(QByteArray text);

} // namespace upkeep
