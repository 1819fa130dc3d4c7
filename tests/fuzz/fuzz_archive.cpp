// SPDX-License-Identifier: Apache-2.0
// Whole archives of strangers, through libarchive and the gate: what is let in must make a list
// that anybody would accept. The first byte says what the archive calls itself and how much is
// stripped.
#include "payload/foreign_archive.h"

#include <QTemporaryDir>

#include <cstdlib>

using namespace upkeep;

namespace {

struct Desk {
    QTemporaryDir folder{QStringLiteral("/dev/shm/fuzz-archive-XXXXXX")};
    std::unique_ptr<FileSystem> files = makeLocalFileSystem();
    LocalPath file = LocalPath::parse(folder.path().toUtf8()).value() / "archive";
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    static Desk desk;
    if (size < 1)
        return 0;
    ForeignArchive archive;
    archive.file = desk.file;
    archive.form = ForeignForm(data[0] % 3);
    archive.strip = data[0] / 3 % 3;
    archive.executable = RelativePath::parse("bin/tool").value();
    (void)desk.files->removeTree(desk.file).has_value();
    const auto made = desk.files->create(desk.file, 0600);
    if (!made || !(*made)->write(QByteArrayView(data + 1, qsizetype(size) - 1)) ||
        !(*made)->close(false))
        std::abort();
    const auto list = listForeign(archive, *desk.files, {});
    if (!list)
        return 0;
    const auto again = FileList::parse(list->serialize());
    if (!again || again->serialize() != list->serialize())
        std::abort();
    return 0;
}
