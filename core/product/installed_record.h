// SPDX-License-Identifier: Apache-2.0
// What is installed, written inside the tree itself (`.upkeep-installed/`), so that it changes
// hands with the tree in one exchange: version, signed lists, evolutions, and which files are the
// user's.
#pragma once

#include "base/result.h"
#include "base/version.h"
#include "system/file_system.h"
#include "tree/file_list.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>

namespace upkeep {

inline constexpr const char* installedFolder = ".upkeep-installed";

struct InstalledEvolution {
    Version version;
    FileList list;
};

struct InstalledRecord {
    QString product;
    QString channel;
    QString platform;
    Version version;
    qint64 counter = 0;
    int dataVersion = 0; // of the manifest; equal = the data fit both ways
    QDateTime released;
    QDateTime installed;
    QString transaction; // the walk that made this tree
    QByteArray manifest; // update-manifest.yaml of the release; empty if it has none
    // Of a project that signs nothing and ships none: what a person wrote. Empty: the tree's own.
    QByteArray productFile;
    FileList files; // the signed list of the application
    QMap<QString, InstalledEvolution> evolutions;
    QList<LocalName> carried; // the user's own files that were taken along
    QList<RelativePath> kept; // signed files that stay as the user changed them

    // Everything that is signed: the application and its evolutions.
    Result<FileList> signedList() const;
};

// product.yaml as it counts for this tree: the person's own where the record holds one (only trees
// of projects that sign nothing do), else the signed one. file.not-found where there is none.
Result<QByteArray> readProductText(FileSystem& files, const LocalPath& tree);

// Fails with file.not-found where no record is, product.invalid where it is damaged, file.failed
// where the disk does not answer.
Result<InstalledRecord> readInstalledRecord(FileSystem& files, const LocalPath& tree);
// Into a tree that is being staged: not durable before the stage's syncFs.
Result<void>
writeInstalledRecord(FileSystem& files, const LocalPath& tree, const InstalledRecord& record);

} // namespace upkeep
