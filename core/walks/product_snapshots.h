// SPDX-License-Identifier: Apache-2.0
// The snapshots of one product: listed, taken, verified, compared. Restoring one is a walk of its
// own (walks/restore.h).
#pragma once

#include "config/compare_settings.h"
#include "walks/product_site.h"

namespace upkeep {

Result<QList<SnapshotSummary>> listSnapshots(const ProductSite& site); // newest first
Result<SpaceUse> snapshotSpace(const ProductSite& site);
// Of everything, at a person's wish; needs the product's lock. Durable when it returns.
Result<SnapshotSummary> createSnapshot(const ProductSite& site,
                                       const QString& description,
                                       const ProgressSink& progress,
                                       std::stop_token stop);
Result<SnapshotSummary> verifySnapshot(const ProductSite& site,
                                       const QString& id,
                                       const ProgressSink& progress,
                                       std::stop_token stop);
// One snapshot as one file, and back: into the vault of the same product, after all of it has been
// checked. snapshot.invalid for one of another product.
Result<void> exportSnapshot(const ProductSite& site, const QString& id, const LocalPath& file);
Result<SnapshotSummary> importSnapshot(const ProductSite& site,
                                       const LocalPath& file,
                                       const ProgressSink& progress,
                                       std::stop_token stop);
// `right` empty = compared with now.
Result<Comparison> compareSnapshot(const ProductSite& site,
                                   const QString& left,
                                   const QString& right,
                                   std::stop_token stop);

// The settings files among what differs, key by key; those without keys, over 1 MiB or that cannot
// be parsed are left out.
struct SettingsFileDifference {
    QString component;
    LocalName path; // empty where the component is one file
    QList<SettingDifference> keys;
};
Result<QList<SettingsFileDifference>> compareSnapshotSettings(const ProductSite& site,
                                                              const Comparison& comparison);

} // namespace upkeep
