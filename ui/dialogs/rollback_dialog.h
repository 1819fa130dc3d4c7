// SPDX-License-Identifier: Apache-2.0
// Going back to the version before: what happens to each part, what is asked, then the deed. The
// preview comes from the same walk that goes back.
#pragma once

#include "dialogs/dialog_frame.h"
#include "update_controller.h"

namespace upkeep {

class Card;
class ChoiceTile;

class RollbackDialog : public DialogFrame {
    Q_OBJECT

public:
    RollbackDialog(UpdateController& controller, QWidget* parent);

private:
    void showPreview(const RollbackPreview& preview);
    void addDataChoice();
    void goBack(WhenRunning whenRunning);

    UpdateController& m_controller;
    bool m_shown = false;
    Card* m_parts;
    QWidget* m_question;
    ChoiceTile* m_present = nullptr;
    ChoiceTile* m_old = nullptr;
    QPushButton* m_back = nullptr;
};

} // namespace upkeep
