// SPDX-License-Identifier: Apache-2.0
// Keeps the autostart entry in step with "Start in the background", whoever changes that setting.
#pragma once

#include "update_controller.h"

#include <QObject>

namespace upkeep {

class StartAtLogin : public QObject {
    Q_OBJECT

public:
    // `folder`: the person's autostart folder. `files` outlives us.
    StartAtLogin(FileSystem& files, LocalPath folder, QObject* parent = nullptr);
    void follow(UpdateController& controller);

private:
    void keepInStep(const Preferences& preferences);

    FileSystem& m_files;
    LocalPath m_folder;
};

} // namespace upkeep
