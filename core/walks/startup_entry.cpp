// SPDX-License-Identifier: Apache-2.0
#include "walks/startup_entry.h"

#include "system/desktop_entry.h"
#include "system/durable_folders.h"
#include "system/is_there.h"

namespace upkeep {

namespace {

LocalPath entryOf(const Seams& seams, const QString& product) {
    return seams.autostart / ("upkeep-finish-" + product.toUtf8() + ".desktop").constData();
}

} // namespace

Result<void> installStartupEntry(const Seams& seams, const QString& product) {
    if (seams.worker.isEmpty() || seams.autostart.isEmpty())
        return {};
    UPKEEP_TRY(makeFoldersDurably(seams.files, seams.autostart));
    const QByteArray text = "[Desktop Entry]\nType=Application\nName=Upkeep: finish an update\n"
                            "NoDisplay=true\nTerminal=false\nExec=" +
                            execArgument(seams.worker.bytes()) + " finish --product " +
                            product.toUtf8() + " --yes\n";
    return seams.files.writeAndSync(entryOf(seams, product), text);
}

Result<void> removeStartupEntry(const Seams& seams, const QString& product) {
    if (seams.autostart.isEmpty())
        return {};
    UPKEEP_TRY_AS(const bool there, isThere(seams.files, entryOf(seams, product)));
    if (!there)
        return {};
    UPKEEP_TRY(seams.files.removeFile(entryOf(seams, product)));
    return seams.files.syncFolder(seams.autostart);
}

} // namespace upkeep
