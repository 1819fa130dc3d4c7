// SPDX-License-Identifier: Apache-2.0
// Puts the content of files into packs, once each, and notices when a file changes while it is
// read.
#pragma once

#include "snapshots/base_cursor.h"
#include "snapshots/vault_store.h"

namespace upkeep {

struct StoredContent {
    Digest digest;
    qint64 size = 0;
    FileTime modified;
    FileTime changed; // zero when too young to be trusted next time
    bool torn = false;
};

class ContentStorer {
public:
    ContentStorer(VaultStore& store, PackWriter& packs) : m_store(store), m_packs(packs) {}

    // Three tries; then snapshot.torn, or, when `tolerant`, what one copy of the file held.
    // `alike`: contents that a large one may share much with, the likeliest first.
    Result<StoredContent> storeFile(const LocalPath& path,
                                    bool tolerant,
                                    std::stop_token stop = {},
                                    const QList<Digest>& alike = {});
    Result<Digest> storeBytes(QByteArrayView bytes);
    // Contents that were not in the vault before.
    const QSet<Digest>& added() const { return m_added; }
    // Makes everything so far durable and part of the vault.
    Result<void> flush();
    qint64 packedBytes() const { return m_packedBytes; }

private:
    bool isStored(const Digest& digest, qint64 size) const;
    Result<std::optional<StoredContent>>
    tryToStore(const LocalPath& path, const QList<Digest>& alike, const std::stop_token& stop);
    Result<std::optional<Digest>> storeSmall(const Descriptor& file, qint64 size);
    Result<std::optional<Digest>> storeLarge(const Descriptor& file,
                                             qint64 size,
                                             const QList<Digest>& alike,
                                             const std::stop_token& stop);
    Result<std::optional<Digest>> streamBlocks(const Descriptor& file,
                                               qint64 size,
                                               BaseCursor* base,
                                               const std::stop_token& stop);
    Result<std::unique_ptr<BaseCursor>> openBase(qint64 size, const QList<Digest>& alike);
    Result<StoredContent> storeCopy(const LocalPath& path, const std::stop_token& stop);

    VaultStore& m_store;
    PackWriter& m_packs;
    QSet<Digest> m_added;
    QSet<qint64> m_addedSizes; // of large ones
    qint64 m_packedBytes = 0;
};

} // namespace upkeep
