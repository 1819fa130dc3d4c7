// SPDX-License-Identifier: Apache-2.0
#include "trust/trust_store.h"

#include "trust/limits.h"
#include "trust/trusted_metadata.h"

namespace upkeep {

namespace {

constexpr quint32 onlyOwner = 0700;
constexpr qsizetype longestFileName = 200;
constexpr qint64 floorLimit = 8 * trust_limits::snapshotBytes;
// Neither ends with ".json": a role may be named anything.
constexpr const char* shippedFile = "shipped-root";
constexpr const char* floorFile = "floor";
const QByteArray rootName = QByteArrayLiteral("root");

Error missingRoot(const LocalPath& folder) {
    return Error{ErrorCode::TrustStoreFailed,
                 folder.display(),
                 QStringLiteral("the trust store holds no root")};
}

} // namespace

Result<TrustStore>
TrustStore::create(FileSystem& files, const LocalPath& folder, QByteArrayView trustedRoot) {
    // Only what the root says of itself is checked here; the time plays no part.
    UPKEEP_TRY_AS(const TrustedMetadata trusted,
                  TrustedMetadata::open(trustedRoot, QDateTime(), VersionFloor()));
    UPKEEP_TRY(files.makeFolders(folder, onlyOwner));
    TrustStore store(files, folder);
    if (files.exists(folder / shippedFile))
        return Error{
            ErrorCode::TrustStoreFailed, folder.display(), QStringLiteral("there is one already")};
    // The shipped root last: before it the store does not exist, and a cut can be repeated.
    UPKEEP_TRY(store.setFloor(trusted.floor()));
    UPKEEP_TRY(store.write(rootName, trustedRoot));
    UPKEEP_TRY(files.writeAndSync(folder / shippedFile, trustedRoot));
    UPKEEP_TRY(files.syncFolder(folder.parent()));
    return store;
}

Result<TrustStore> TrustStore::open(FileSystem& files, const LocalPath& folder) {
    TrustStore store(files, folder);
    if (!files.exists(folder / shippedFile) && !files.exists(store.fileOf(rootName)))
        return missingRoot(folder);
    return store;
}

Result<void> TrustStore::erase(FileSystem& files, const LocalPath& folder) {
    UPKEEP_TRY(files.removeTree(folder));
    return files.removeTree(TrustStore(files, folder).floorFiles().back());
}

// The name of a role is the publisher's: it may be any text, and of any length.
LocalPath TrustStore::fileOf(const QByteArray& role) const {
    QByteArray name = encodeRole(role);
    if (name.size() > longestFileName)
        name = Digest::of(role).hex();
    const auto file = LocalName::parse(name + ".json");
    Q_ASSERT(file); // encoded, and never "." or ".."
    return m_folder / *file;
}

Result<std::optional<QByteArray>> TrustStore::read(const QByteArray& role) const {
    auto bytes = m_files->read(fileOf(role), trust_limits::targetsBytes);
    if (bytes)
        return std::optional<QByteArray>(*std::move(bytes));
    if (bytes.error().code == ErrorCode::FileNotFound)
        return std::optional<QByteArray>();
    return std::move(bytes).error();
}

Result<void> TrustStore::write(const QByteArray& role, QByteArrayView bytes) {
    return m_files->writeAndSync(fileOf(role), bytes);
}

Result<void> TrustStore::remove(const QByteArray& role) {
    const auto removed = m_files->removeFile(fileOf(role));
    if (!removed && removed.error().code != ErrorCode::FileNotFound)
        return removed.error();
    return m_files->syncFolder(m_folder);
}

Result<QByteArray> TrustStore::shippedRoot() const {
    return m_files->read(m_folder / shippedFile, trust_limits::rootBytes);
}

std::array<LocalPath, 2> TrustStore::floorFiles() const {
    const auto beside = LocalName::parse(m_folder.basename() + '.' + floorFile);
    Q_ASSERT(beside); // the name of a folder and more
    return {m_folder / floorFile, m_folder.parent() / *beside};
}

VersionFloor TrustStore::floor() const {
    VersionFloor floor;
    for (const LocalPath& file : floorFiles()) {
        const auto bytes = m_files->read(file, floorLimit);
        if (const auto copy = bytes ? VersionFloor::fromBytes(*bytes) : bytes.error(); copy)
            floor = VersionFloor::highest(floor, *copy);
    }
    return floor;
}

Result<void> TrustStore::setFloor(const VersionFloor& floor) {
    const QByteArray bytes = floor.toBytes();
    for (const LocalPath& file : floorFiles())
        UPKEEP_TRY(m_files->writeAndSync(file, bytes));
    return {};
}

} // namespace upkeep
