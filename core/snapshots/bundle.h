// SPDX-License-Identifier: Apache-2.0
// One snapshot as one file, to be carried to another vault.
//
//   "UPKEEP_BNDL\n", u16 major, u16 minor | u64 size, the .snap | u32 count of packs {u64 size, the
//   pack} | SHA-256 of all before it
// The packs hold what the snapshot needs and nothing else. Numbers are little-endian. Memory: what
// PackWriter needs, one manifest, and 1 MiB.
#pragma once

#include "snapshots/vault.h"
#include "snapshots/vault_store.h"

namespace upkeep {

// `to` must not exist; durable on return. Beside it a folder "<to>.upkeep-<random>" is made and
// removed. snapshot.damaged if a content cannot be copied.
Result<void> exportSnapshot(VaultStore& store, const QString& id, const LocalPath& to);

// Under the lock. The whole file is hashed before anything of it is parsed, and every content
// before the snapshot comes to exist. Returns the id; the same snapshot again is no error, another
// one of that id is file.exists. snapshot.invalid: no bundle, of a newer format, or of something
// else than `product`.
Result<QString> importSnapshot(VaultStore& store,
                               const LocalPath& from,
                               const QString& product,
                               const ProgressSink& progress,
                               const std::stop_token& stop);

} // namespace upkeep
