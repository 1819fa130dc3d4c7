// SPDX-License-Identifier: Apache-2.0
// What leaves this computer and what stays on it, in plain words: there is nothing to switch off,
// since nothing about the person is ever sent.
#pragma once

#include "widgets/settings_row.h"

namespace upkeep {

class PrivacyGroup : public SettingsGroup {
    Q_OBJECT

public:
    explicit PrivacyGroup(QWidget* parent = nullptr);

private:
    void showRequest();
};

} // namespace upkeep
