// SPDX-License-Identifier: Apache-2.0
#include "snapshots/snapshot_files.h"

#include "snapshots/pack_files.h"

#include <QSet>

namespace upkeep {

namespace {

constexpr qint64 maximumSnapshot = 512LL << 20;

bool isId(const QString& id) {
    const auto isAllowed = [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == QLatin1Char('-'));
    };
    return !id.isEmpty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), isAllowed);
}

} // namespace

Result<QStringList> SnapshotFiles::ids() const {
    UPKEEP_TRY_AS(const QList<FolderEntry> entries, m_files.list(m_folder));
    QStringList ids;
    for (const FolderEntry& entry : entries) {
        const auto stem = stemOf(entry, ".snap");
        if (stem && isId(QString::fromLatin1(*stem)))
            ids.prepend(QString::fromLatin1(*stem));
    }
    return ids;
}

Result<SnapshotManifest> SnapshotFiles::read(const QString& id, Digest* checksum) const {
    const Error unknown{
        ErrorCode::SnapshotUnknown, id, QStringLiteral("there is no such snapshot")};
    if (!isId(id))
        return unknown;
    const LocalPath path = pathOf(id, ".snap");
    const auto bytes = m_files.read(path, maximumSnapshot);
    if (!bytes.has_value() && bytes.error().code == ErrorCode::FileNotFound)
        return unknown;
    UPKEEP_TRY(bytes);
    if (checksum)
        *checksum = Digest::of(bytes.value());
    auto manifest = SnapshotManifest::parse(bytes.value());
    if (!manifest.has_value())
        return Error{manifest.error().code, id, manifest.error().cause};
    if (manifest->id != id)
        return Error{ErrorCode::SnapshotDamaged, id, QStringLiteral("it belongs to another id")};
    return manifest;
}

Result<void> SnapshotFiles::write(const SnapshotManifest& manifest) {
    UPKEEP_TRY_AS(const QByteArray bytes, manifest.serialize());
    const LocalPath path = pathOf(manifest.id, ".snap");
    return m_files.writeAndSync(path, bytes, 0600);
}

Result<void> SnapshotFiles::remove(const QString& id) {
    UPKEEP_TRY(m_files.removeFile(pathOf(id, ".snap")));
    UPKEEP_TRY(m_files.syncFolder(m_folder));
    return m_files.removeTree(pathOf(id, ".state"));
}

SnapshotState SnapshotFiles::readState(const QString& id) const {
    SnapshotState state;
    const LocalPath path = pathOf(id, ".state");
    const auto bytes = m_files.read(path, 4096);
    if (!bytes.has_value())
        return state;
    for (const QByteArray& line : bytes->split('\n')) {
        if (line == "pinned")
            state.pinned = true;
        const QByteArray verified = "verified ";
        if (line.startsWith(verified)) {
            const QDateTime time = QDateTime::fromString(
                QString::fromLatin1(line.mid(verified.size())), Qt::ISODateWithMs);
            state.verified = time.isValid() ? std::optional(time) : std::nullopt;
        }
    }
    return state;
}

Result<void> SnapshotFiles::writeState(const QString& id, const SnapshotState& state) {
    QByteArray text;
    if (state.pinned)
        text += "pinned\n";
    if (state.verified)
        text += "verified " + state.verified->toUTC().toString(Qt::ISODateWithMs).toLatin1() + '\n';
    const LocalPath path = pathOf(id, ".state");
    return m_files.writeAndSync(path, text, 0600);
}

Result<void> SnapshotFiles::sweep() {
    UPKEEP_TRY_AS(const QList<FolderEntry> snaps, m_files.list(m_folder));
    QSet<QByteArray> present;
    for (const FolderEntry& entry : snaps) {
        if (const auto id = stemOf(entry, ".snap"))
            present.insert(*id);
    }
    for (const FolderEntry& entry : snaps) {
        const auto id = stemOf(entry, ".state");
        if (entry.name.bytes().endsWith(".tmp") || (id && !present.contains(*id)))
            UPKEEP_TRY(m_files.removeFile(m_folder / entry.name));
    }
    return {};
}

} // namespace upkeep
