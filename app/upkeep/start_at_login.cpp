// SPDX-License-Identifier: Apache-2.0
#include "start_at_login.h"

#include "autostart.h"

#include <QCoreApplication>
#include <QDebug>

namespace upkeep {
namespace {

Result<LocalPath> systemFolder() {
    return LocalPath::fromUser(QStringLiteral("/etc/xdg/autostart"));
}

} // namespace

StartAtLogin::StartAtLogin(FileSystem& files, LocalPath folder, QObject* parent)
    : QObject(parent), m_files(files), m_folder(std::move(folder)) {}

void StartAtLogin::follow(UpdateController& controller) {
    connect(&controller, &UpdateController::preferencesRead, this, &StartAtLogin::keepInStep);
}

void StartAtLogin::keepInStep(const Preferences& preferences) {
    const auto system = systemFolder();
    const auto program = LocalPath::fromUser(QCoreApplication::applicationFilePath());
    if (!system || !program)
        return;
    const Result<void> set =
        setAutostart(m_files, m_folder, *system, *program, preferences.startInBackground);
    if (!set)
        qWarning().noquote() << set.error().toString();
}

} // namespace upkeep
