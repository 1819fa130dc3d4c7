// SPDX-License-Identifier: Apache-2.0
// Settings that the person and the last update both changed, until each is decided: the person's
// value is in force meanwhile. Found anew at every look from the defaults before the update, those
// of now and the person's file, so that nothing is lost when deciding is broken off; only "mine
// stays" has to be remembered.
#pragma once

#include "walks/seams.h"
#include "walks/setting_types.h"

namespace upkeep {

class ProductSite;

// None after a rollback.
Result<QList<OpenSetting>> openSettings(const Seams& seams, const Registration& registration);
// file.not-found where none has that name. Theirs: the file is written anew, durably, and the one
// before it is kept in the backup folder.
Result<void>
decideSetting(const Seams& seams, const Registration& registration, const QString& name, Side side);
// The same of a product that is open, and locked for deciding.
Result<QList<OpenSetting>> openSettings(const ProductSite& site);
Result<void> decideSetting(const ProductSite& site, const QString& name, Side side);

} // namespace upkeep
