// SPDX-License-Identifier: Apache-2.0
// What happened, what state things are in, what to do; the code and the cause below, to copy.
#pragma once

#include "dialogs/dialog_frame.h"
#include "text/error_text.h"

namespace upkeep {

class ErrorDialog : public DialogFrame {
    Q_OBJECT

public:
    ErrorDialog(const Error& error, const TextContext& context, QWidget* parent);
};

} // namespace upkeep
