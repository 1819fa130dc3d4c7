// SPDX-License-Identifier: Apache-2.0
// What a project without metadata publishes (tar, zip or one program), unpacked entry by entry or
// only listed. libarchive parses, tree/entry_gate judges each entry before its content is read, and
// the files are written here: libarchive never touches the disk (SECURITY 4.6).
//
// archive.invalid: damaged, encrypted, or of a kind that is not read; archive.unsafe-entry and
// payload.limit from the gate. After an error the folder is to be removed. Nothing is synced.
#pragma once

#include "system/file_system.h"
#include "tree/file_list.h"

#include <QString>

#include <optional>
#include <stop_token>

namespace upkeep {

enum class ForeignForm { Tar, Zip, Program };

// By the name the project gave it; nullopt for what belongs to another installer (.deb, .dmg, ...).
std::optional<ForeignForm> foreignFormOf(const QString& assetName);

struct ForeignArchive {
    LocalPath file; // its checksum was verified
    ForeignForm form = ForeignForm::Tar;
    int strip = 0;           // leading components to drop
    RelativePath executable; // made so whatever the archive says; where the one program goes
};

// The list of what came, with everything below `into`, an empty folder.
Result<FileList> unpackForeign(const ForeignArchive& archive,
                               const LocalPath& into,
                               FileSystem& files,
                               std::stop_token stop);
// The same list without writing anything.
Result<FileList>
listForeign(const ForeignArchive& archive, FileSystem& files, std::stop_token stop);

} // namespace upkeep
