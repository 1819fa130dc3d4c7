// SPDX-License-Identifier: Apache-2.0
#include "autostart.h"

#include "system/desktop_entry.h"
#include "system/durable_folders.h"

namespace upkeep {
namespace {

constexpr const char* fileName = "io.github.upkeep.Upkeep.desktop";
constexpr qint64 limit = 64 << 10;

QByteArray entryFor(const LocalPath& program) {
    return "[Desktop Entry]\n"
           "Type=Application\n"
           "Name=Upkeep\n"
           "Icon=io.github.upkeep.Upkeep\n"
           "TryExec=" +
           entryValue(program.bytes()) + "\nExec=" + execArgument(program.bytes()) +
           " --background\n"
           "NoDisplay=true\n"
           "Terminal=false\n"
           "X-GNOME-Autostart-enabled=true\n";
}

QByteArray hiddenEntry() {
    return "[Desktop Entry]\nType=Application\nName=Upkeep\nHidden=true\n";
}

Result<void> write(FileSystem& files, const LocalPath& file, const QByteArray& text) {
    const auto present = files.read(file, limit);
    if (present && *present == text)
        return {};
    return files.writeAndSync(file, text);
}

} // namespace

Result<void> setAutostart(FileSystem& files,
                          const LocalPath& folder,
                          const LocalPath& systemFolder,
                          const LocalPath& program,
                          bool wanted) {
    const LocalPath entry = folder / fileName;
    const bool forEverybody = files.exists(systemFolder / fileName);
    if (wanted || forEverybody) {
        UPKEEP_TRY(makeFoldersDurably(files, folder));
        return write(files, entry, wanted ? entryFor(program) : hiddenEntry());
    }
    if (!files.exists(entry))
        return {};
    UPKEEP_TRY(files.removeFile(entry));
    return files.syncFolder(folder);
}

} // namespace upkeep
