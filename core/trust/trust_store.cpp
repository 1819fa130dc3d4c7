// SPDX-License-Identifier: Apache-2.0
#include "trust/trust_store.h"

#include "trust/limits.h"
#include "trust/trusted_metadata.h"

namespace upkeep {

namespace {

constexpr quint32 onlyOwner = 0700;
constexpr qsizetype longestFileName = 200;
constexpr qint64 timeFileLimit = 64;
// Neither ends with ".json": a role may be named anything.
constexpr const char* shippedFile = "shipped-root";
constexpr const char* lastSuccessFile = "last-success";
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
    UPKEEP_TRY(TrustedMetadata::open(trustedRoot, QDateTime()));
    UPKEEP_TRY(files.makeFolders(folder, onlyOwner));
    TrustStore store(files, folder);
    if (files.exists(folder / shippedFile))
        return Error{
            ErrorCode::TrustStoreFailed, folder.display(), QStringLiteral("there is one already")};
    // The shipped root last: before it the store does not exist, and a cut can be repeated.
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

std::optional<QDateTime> TrustStore::lastSuccess() const {
    const auto bytes = m_files->read(m_folder / lastSuccessFile, timeFileLimit);
    return bytes ? parseTime(QString::fromLatin1(*bytes)) : std::nullopt;
}

Result<void> TrustStore::setLastSuccess(const QDateTime& time) {
    return m_files->writeAndSync(m_folder / lastSuccessFile, writeTime(time).toLatin1());
}

} // namespace upkeep
