// SPDX-License-Identifier: Apache-2.0
// Nothing waits for the person: up to date, not checked yet, looked after by the system's packages,
// or a withdrawn version that stays. One button and a few facts that lead elsewhere.
#pragma once

#include "update_controller.h"
#include "widgets/empty_state.h"

namespace upkeep {

class CalmView : public EmptyState {
    Q_OBJECT

public:
    explicit CalmView(UpdateController& controller, QWidget* parent = nullptr);
    void present(const QList<HistoryEvent>& history, const QDateTime& now);

Q_SIGNALS:
    void checkWanted();

private:
    void showWords(const QDateTime& now);
    void addFacts(const QList<HistoryEvent>& history, const QDateTime& now);
    void press();
    bool isPackaged() const { return m_controller.status().state == UpdateState::FromPackage; }

    UpdateController& m_controller;
};

} // namespace upkeep
