// SPDX-License-Identifier: Apache-2.0
// A program of a few lines with settings and data, published in two versions and installed by the
// real programs: what is killed, starved and disturbed. Everything a run changes can be put back.
#pragma once

#include "flow/flow_support.h"

namespace upkeep {

class TinyProduct {
public:
    // Of what is published: post_update_checks of the manifest, and whether it confirms itself.
    QByteArray checks;
    bool mustConfirm = false;

    // Publishes 1.0.0 and 1.1.0 and serves them. `payload` bytes that cannot be compressed are part
    // of each version.
    bool publish(qint64 payload = 0);
    bool install(); // 1.0.0, with settings and a note of the person's
    RunReport ctl(const QStringList& arguments) {
        return ground.upkeepctl(arguments + QStringList{"--yes", "--json"});
    }
    QMap<QByteArray, QByteArray> picture() const {
        return treePicture(ground.live(), {".upkeep-installed"});
    }
    QString version(); // what status says
    // "" where the note and the settings are as the person left them.
    QByteArray lost() const;

    bool keep(const QString& name);
    bool putBack(const QString& name);

    Playground ground;

private:
    bool release(const QString& version, qint64 payload);
};

bool writeFile(const QString& path, const QByteArray& bytes, bool executable = false);
QByteArray readFile(const QString& path); // "-" where there is none

} // namespace upkeep
