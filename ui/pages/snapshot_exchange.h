// SPDX-License-Identifier: Apache-2.0
// Snapshots carried to another machine in a file: the two questions for its name, and one line that
// says what became of it.
#pragma once

#include "update_controller.h"

#include <QObject>

namespace upkeep {

class Label;

class SnapshotExchange : public QObject {
    Q_OBJECT

public:
    // The line lives at least as long as this.
    SnapshotExchange(UpdateController& controller, Label& line, QWidget* page);

    void askExport(const SnapshotSummary& snapshot);
    void askImport();

Q_SIGNALS:
    // It is in the list from the next reading on.
    void imported(const QString& id);

private:
    void showFailure(Activity activity, const Error& error);

    UpdateController& m_controller;
    Label& m_line;
    QWidget* m_page;
};

} // namespace upkeep
