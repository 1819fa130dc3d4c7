// SPDX-License-Identifier: Apache-2.0
#include "core/release.h"

#include <QCoreApplication>

namespace almanac {

QDir treeFolder() {
    QDir folder(QCoreApplication::applicationDirPath());
    folder.cdUp();
    return folder;
}

QString notesPath() {
    return QDir::homePath() + QStringLiteral("/.local/share/almanac/notes.db");
}

QString settingsPath() {
    return QDir::homePath() + QStringLiteral("/.config/almanac/settings.yaml");
}

} // namespace almanac
