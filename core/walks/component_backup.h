// SPDX-License-Identifier: Apache-2.0
// One backup per component (seed 001): a pinned snapshot of that component alone, which a later one
// replaces once it is durable. It takes no part in retention. Restored like any snapshot, by its
// id.
#pragma once

#include "walks/product_site.h"

namespace upkeep {

struct ComponentBackup {
    QString component;
    QString snapshot; // id
    QDateTime time;
    Version version; // of the product
    QString description;
    LocalPath vault;
    QList<LocalPath> places;    // where it was taken from
    QList<LocalPath> databases; // of those, what was copied as a database
    int files = 0;
    qint64 size = 0;
    Digest checksum; // of the snapshot's list
    bool damaged = false;
};

// By component; damaged ones among them, as far as they can still be told.
Result<QList<ComponentBackup>> listBackups(const ProductSite& site);
// snapshot.unknown where there is none of it.
Result<ComponentBackup> backupOf(const ProductSite& site, const QString& component);
// Needs the product's lock. Durable when it returns; then the one before is gone.
Result<ComponentBackup> makeBackup(const ProductSite& site,
                                   const QString& component,
                                   const QString& description,
                                   const ProgressSink& progress,
                                   std::stop_token stop);
Result<void> removeBackup(const ProductSite& site, const QString& component);
// All of them as plain files: `<folder>/<component>_backup/files`, nothing of ours needed to read
// them. The folder must not exist.
Result<QList<ComponentBackup>> exportBackups(const ProductSite& site,
                                             const LocalPath& folder,
                                             const ProgressSink& progress,
                                             std::stop_token stop);

} // namespace upkeep
