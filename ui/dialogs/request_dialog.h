// SPDX-License-Identifier: Apache-2.0
// A request as servers get it, line by line, with what each line is for.
#pragma once

#include "dialogs/dialog_frame.h"

namespace upkeep {

class RequestDialog : public DialogFrame {
    Q_OBJECT

public:
    explicit RequestDialog(QWidget* parent);
};

} // namespace upkeep
