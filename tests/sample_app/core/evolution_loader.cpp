// SPDX-License-Identifier: Apache-2.0
#include "core/evolution_loader.h"

#include "core/release.h"

#include <QDir>
#include <QPluginLoader>

namespace almanac {

LoadedEvolutions loadEvolutions() {
    LoadedEvolutions loaded;
    const QDir folder(treeFolder().filePath(QStringLiteral("evolutions")));
    for (const QString& id : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        QPluginLoader loader(folder.filePath(QStringLiteral("%1/lib%1.so").arg(id)));
        auto* evolution = qobject_cast<Evolution*>(loader.instance());
        if (evolution)
            loaded.evolutions += evolution;
        else
            loaded.failures += id + QStringLiteral(": ") + loader.errorString();
    }
    return loaded;
}

} // namespace almanac
