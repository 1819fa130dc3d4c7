// SPDX-License-Identifier: Apache-2.0
// Making a snapshot with words to know it by, and the question before one is deleted.
#pragma once

#include "dialogs/dialog_frame.h"
#include "walks/walk_types.h"

class QLineEdit;

namespace upkeep {

class CreateSnapshotDialog : public DialogFrame {
    Q_OBJECT

public:
    CreateSnapshotDialog(const ProductStatus& status, QWidget* parent);

Q_SIGNALS:
    void described(const QString& description);

private:
    QLineEdit* m_description;
};

class DeleteSnapshotDialog : public DialogFrame {
    Q_OBJECT

public:
    DeleteSnapshotDialog(const SnapshotSummary& snapshot, QWidget* parent);
};

} // namespace upkeep
