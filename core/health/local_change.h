// SPDX-License-Identifier: Apache-2.0
// What the person changed of what a release brought, as values: found by components, handed on by
// walks, shown by window, tray and command line.
#pragma once

#include "base/names.h"
#include "base/update_kind.h"

#include <QString>

namespace upkeep {

struct LocalChange {
    enum class Kind { Changed, Removed, ModeChanged, ExtraInTheWay };
    Kind kind = Kind::Changed;
    QString component;
    LocalName path;
};

// What is done about changed signed files; always backed up first.
using LocalChangeStrategy = MergeStrategy;

// A setting that the person and the release both changed: the person's value stayed.
struct KeptSetting {
    QString component;
    QString file; // relative to the component
    QString key;  // "editor.font.size", "lines 3-7"
    QString mine;
    QString theirs;

    QString name() const { return file + QStringLiteral(": ") + key; }
};

} // namespace upkeep
