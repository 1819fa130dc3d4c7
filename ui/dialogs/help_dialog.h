// SPDX-License-Identifier: Apache-2.0
// The keys of the window (F1).
#pragma once

#include "dialogs/dialog_frame.h"

namespace upkeep {

class HelpDialog : public DialogFrame {
    Q_OBJECT

public:
    explicit HelpDialog(QWidget* parent);
};

} // namespace upkeep
