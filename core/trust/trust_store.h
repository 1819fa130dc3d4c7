// SPDX-License-Identifier: Apache-2.0
// What is trusted, on disk: one file per role with the very bytes received, the root that was
// handed out with the product, and the version floor twice: in the folder and, as <folder>.floor,
// beside it, so that an older folder put back lowers nothing. Only trust_client writes here, and
// only what was verified.
#pragma once

#include "base/names.h"
#include "system/file_system.h"
#include "trust/version_floor.h"

#include <array>
#include <optional>

namespace upkeep {

class TrustStore {
public:
    // Makes the folder (0700) with a trusted root that was checked against its own keys. Durable.
    // Refused where a store exists already: a root changes only by rotation.
    static Result<TrustStore>
    create(FileSystem& files, const LocalPath& folder, QByteArrayView trustedRoot);
    static Result<TrustStore> open(FileSystem& files, const LocalPath& folder);
    // All of it, the floor beside the folder too: only where the product itself goes.
    static Result<void> erase(FileSystem& files, const LocalPath& folder);

    // nullopt where nothing is stored.
    Result<std::optional<QByteArray>> read(const QByteArray& role) const;
    // Durable on return.
    Result<void> write(const QByteArray& role, QByteArrayView bytes);
    Result<void> remove(const QByteArray& role);
    // The root that came with the product: what is left when root.json is damaged.
    Result<QByteArray> shippedRoot() const;

    // The highest of both copies; one that is missing, damaged or older lowers nothing.
    VersionFloor floor() const;
    // Both copies, durable on return.
    Result<void> setFloor(const VersionFloor& floor);

private:
    TrustStore(FileSystem& files, LocalPath folder)
        : m_files(&files), m_folder(std::move(folder)) {}

    LocalPath fileOf(const QByteArray& role) const;
    std::array<LocalPath, 2> floorFiles() const;

    FileSystem* m_files;
    LocalPath m_folder;
};

} // namespace upkeep
