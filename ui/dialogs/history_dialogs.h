// SPDX-License-Identifier: Apache-2.0
// One thing of the past with its reason, and the report for support, shown before it is copied.
#pragma once

#include "dialogs/dialog_frame.h"
#include "walks/walk_types.h"

namespace upkeep {

class EventDialog : public DialogFrame {
    Q_OBJECT

public:
    EventDialog(const HistoryEvent& event, QWidget* parent);
};

class ReportDialog : public DialogFrame {
    Q_OBJECT

public:
    ReportDialog(const QString& report, QWidget* parent);
};

} // namespace upkeep
