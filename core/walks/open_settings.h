// SPDX-License-Identifier: Apache-2.0
// Settings that the person and the last update both changed, until each is decided: the person's
// value is in force meanwhile. Found anew at every look from the defaults before the update, those
// of now and the person's file, so that nothing is lost when deciding is broken off; only "mine
// stays" has to be remembered.
#pragma once

#include "config/merge.h"
#include "walks/seams.h"

namespace upkeep {

struct OpenSetting {
    QString component;
    QString file; // relative to the component
    Conflict conflict;

    QString name() const { return file + QStringLiteral(": ") + conflict.key; }
};

// None after a rollback.
Result<QList<OpenSetting>> openSettings(const Seams& seams, const Registration& registration);
// file.not-found where none has that name. Theirs: the file is written anew, durably, and the one
// before it is kept in the backup folder.
Result<void>
decideSetting(const Seams& seams, const Registration& registration, const QString& name, Side side);

} // namespace upkeep
