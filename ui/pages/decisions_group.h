// SPDX-License-Identifier: Apache-2.0
// What a person has decided about single versions and for a while: the pause, pins, skips and the
// reminder, each with the way to undo it.
#pragma once

#include "update_controller.h"
#include "widgets/settings_row.h"

class QMenu;
class QPushButton;

namespace upkeep {

class DecisionsGroup : public SettingsGroup {
    Q_OBJECT

public:
    explicit DecisionsGroup(UpdateController& controller, QWidget* parent = nullptr);

private:
    void present(const ProductStatus& status);
    void addPause(const ProductStatus& status);
    void addPin(const ProductStatus& status);
    void addSkips(const ProductStatus& status);
    void addReminder(const ProductStatus& status);
    // `act` is what undoing needs (policy/admin_policy.h).
    void add(const ProductStatus& status,
             const char* act,
             const QString& text,
             const QString& caption,
             QWidget* control);

    UpdateController& m_controller;
};

} // namespace upkeep
