// SPDX-License-Identifier: Apache-2.0
// What is new in a version, to read again after it was installed.
#pragma once

#include "dialogs/dialog_frame.h"
#include "walks/walk_types.h"

namespace upkeep {

class NotesDialog : public DialogFrame {
    Q_OBJECT

public:
    NotesDialog(const QString& product, const Offer& offer, QWidget* parent);
};

} // namespace upkeep
