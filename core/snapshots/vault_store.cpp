// SPDX-License-Identifier: Apache-2.0
#include "snapshots/vault_store.h"

#include "snapshots/byte_stream.h"

#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

namespace upkeep {

namespace {

constexpr QByteArrayView formatText("upkeep-vault 1\n");
constexpr qint64 maximumSnapshot = 512LL << 20;
constexpr qint64 maximumIndex = 512LL << 20;
constexpr qint64 maximumSmallFile = 16LL << 20;
constexpr qsizetype digestSize = 32;

Error damagedPack(const LocalPath& path, const QString& cause) {
    return Error{ErrorCode::SnapshotDamaged, path.display(), cause};
}

Result<QByteArray>
readAt(const Descriptor& file, const LocalPath& path, qint64 offset, qint64 size) {
    QByteArray bytes(size, Qt::Uninitialized);
    for (qint64 done = 0; done < size;) {
        const ssize_t got = ::pread(
            file.get(), bytes.data() + done, static_cast<size_t>(size - done), offset + done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return Error{ErrorCode::FileFailed, path.display(), qt_error_string(errno)};
        if (got == 0)
            return damagedPack(path, QStringLiteral("the pack ends early"));
        done += got;
    }
    return bytes;
}

// The name of a file of ours, "<stem><suffix>"; nullopt for anything else.
std::optional<QByteArray> stemOf(const FolderEntry& entry, QByteArrayView suffix) {
    const QByteArray& name = entry.name.bytes();
    if (entry.type != FileType::Regular || !name.endsWith(suffix))
        return std::nullopt;
    return name.chopped(suffix.size());
}

bool isId(const QString& id) {
    const auto isAllowed = [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == QLatin1Char('-'));
    };
    return !id.isEmpty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), isAllowed);
}

// One place per offset, the n-th of those there are, until the content is whole; empty if it is
// not.
QList<Place> chainOf(const StoredObject& object, int attempt) {
    QList<Place> chain;
    qint64 offset = 0;
    for (qsizetype i = 0; i < object.places.size();) {
        qsizetype same = i;
        while (same < object.places.size() &&
               object.places[same].objectOffset == object.places[i].objectOffset)
            ++same;
        if (object.places[i].objectOffset != offset)
            return {};
        chain.append(object.places[qMin<qsizetype>(i + attempt, same - 1)]);
        offset += chain.last().length;
        i = same;
    }
    return offset == object.size ? chain : QList<Place>();
}

int attemptsFor(const StoredObject& object) {
    int most = 1;
    int same = 1;
    for (qsizetype i = 1; i < object.places.size(); ++i) {
        same = object.places[i].objectOffset == object.places[i - 1].objectOffset ? same + 1 : 1;
        most = qMax(most, same);
    }
    return most;
}

} // namespace

Error damagedContent(const Digest& digest, const QString& cause) {
    return Error{ErrorCode::SnapshotDamaged, QString::fromLatin1(digest.hex()), cause};
}

// --- opening

Result<std::unique_ptr<VaultStore>> VaultStore::open(FileSystem& files, const LocalPath& folder) {
    std::unique_ptr<VaultStore> store(new VaultStore(files, folder));
    auto format = files.read(folder / "FORMAT", 64);
    if (!format.has_value() && format.error().code == ErrorCode::FileNotFound) {
        UPKEEP_TRY(store->make());
    } else {
        UPKEEP_TRY(format);
        if (format.value() != formatText)
            return Error{ErrorCode::SnapshotInvalid,
                         folder.display(),
                         QStringLiteral("is no vault, or a newer program made it")};
    }
    UPKEEP_TRY(store->readDamaged());
    UPKEEP_TRY(store->refresh());
    return store;
}

Result<void> VaultStore::make() {
    UPKEEP_TRY(m_files.makeFolders(m_folder.parent()));
    auto made = m_files.makeFolder(m_folder, 0700);
    if (!made.has_value() && made.error().code != ErrorCode::FileExists)
        return made;
    static const QByteArrayList ours = {"packs", "snaps", "tmp", "trash", "lock"};
    UPKEEP_TRY_AS(const QList<FolderEntry> found, m_files.list(m_folder));
    for (const FolderEntry& entry : found) {
        const QByteArray& name = entry.name.bytes();
        if (!ours.contains(name) && !name.startsWith(".upkeep-"))
            return Error{ErrorCode::SnapshotInvalid,
                         m_folder.display(),
                         QStringLiteral("is not empty and no vault")};
    }
    for (const char* name : {"packs", "snaps", "tmp", "trash"})
        UPKEEP_TRY(m_files.makeFolders(m_folder / name, 0700));
    UPKEEP_TRY(m_files.writeAndSync(m_folder / "FORMAT", formatText, 0600));
    return m_files.syncFolder(m_folder.parent());
}

Result<std::unique_ptr<FileLock>> VaultStore::lock() {
    return m_files.lock(m_folder / "lock");
}

Result<void> VaultStore::sweep() {
    for (const char* folder : {"tmp", "trash"}) {
        UPKEEP_TRY_AS(const QList<FolderEntry> entries, m_files.list(m_folder / folder));
        for (const FolderEntry& entry : entries)
            UPKEEP_TRY(m_files.removeTree(m_folder / folder / entry.name));
    }
    UPKEEP_TRY_AS(const QList<FolderEntry> snaps, m_files.list(m_folder / "snaps"));
    QSet<QByteArray> present;
    for (const FolderEntry& entry : snaps) {
        if (const auto id = stemOf(entry, ".snap"))
            present.insert(*id);
    }
    for (const FolderEntry& entry : snaps) {
        const auto id = stemOf(entry, ".state");
        if (entry.name.bytes().endsWith(".tmp") || (id && !present.contains(*id)))
            UPKEEP_TRY(m_files.removeFile(m_folder / "snaps" / entry.name));
    }
    return {};
}

// --- which packs there are

Result<QSet<Digest>> VaultStore::listPacks() {
    QSet<Digest> names;
    UPKEEP_TRY_AS(const QList<FolderEntry> folders, m_files.list(m_folder / "packs"));
    for (const FolderEntry& folder : folders) {
        if (folder.type != FileType::Folder)
            continue;
        UPKEEP_TRY_AS(const QList<FolderEntry> packs,
                      m_files.list(m_folder / "packs" / folder.name));
        for (const FolderEntry& entry : packs) {
            const auto stem = stemOf(entry, ".pack");
            const auto name = stem ? Digest::fromHex(*stem) : Result<Digest>(Digest());
            if (stem && name.has_value())
                names.insert(name.value());
        }
    }
    return names;
}

Result<PackTrailer> VaultStore::readTrailer(const Digest& name) {
    const LocalPath path = packPath(m_folder, name);
    UPKEEP_TRY_AS(const Descriptor file, m_files.open(path));
    struct stat found = {};
    if (::fstat(file.get(), &found) != 0 || found.st_size < packHead.size() + packTailSize)
        return damagedPack(path, QStringLiteral("the pack is too short"));
    const qint64 tail = found.st_size - packTailSize;
    UPKEEP_TRY_AS(const QByteArray footer, readAt(file, path, tail, packTailSize));
    ByteReader reader(footer);
    const qint64 size = reader.number<quint32>();
    if (reader.raw(packTail.size()) != packTail || size > tail - packHead.size() ||
        size > maximumTrailer)
        return damagedPack(path, QStringLiteral("the pack has no end"));
    UPKEEP_TRY_AS(const QByteArray bytes, readAt(file, path, tail - size, size));
    if (Digest::of(bytes) != name)
        return damagedPack(path, QStringLiteral("the trailer is not the one the pack is named by"));
    UPKEEP_TRY_AS(PackTrailer trailer, PackTrailer::parse(bytes));
    if (trailer.end() != tail - size)
        return damagedPack(path, QStringLiteral("the pack has another size than its trailer says"));
    return trailer;
}

Result<void> VaultStore::checkPack(const Digest& name) {
    UPKEEP_TRY(readTrailer(name));
    return {};
}

void VaultStore::dropAll() {
    m_packs.clear();
    m_packNumbers.clear();
    m_objects.clear();
    m_unreadablePacks.clear();
}

void VaultStore::addPack(const FinishedPack& pack, qint64 size) {
    if (m_packNumbers.contains(pack.name))
        return;
    const auto number = static_cast<qint32>(m_packs.size());
    m_packs.append(Pack{pack.name, pack.trailer.frames, size});
    m_packNumbers.insert(pack.name, number);
    for (const PackPiece& piece : pack.trailer.pieces) {
        StoredObject& object = m_objects[piece.object];
        object.size = piece.objectSize;
        const Place place{number,
                          static_cast<qint32>(piece.frame),
                          static_cast<qint32>(piece.frameOffset),
                          static_cast<qint32>(piece.length),
                          piece.objectOffset};
        const auto after = std::upper_bound(
            object.places.begin(), object.places.end(), place, [](const Place& a, const Place& b) {
                return a.objectOffset < b.objectOffset;
            });
        object.places.insert(after, place);
    }
}

Result<void> VaultStore::refresh() {
    UPKEEP_TRY_AS(const QSet<Digest> present, listPacks());
    const auto isGone = [&](const Pack& pack) { return !present.contains(pack.name); };
    if (std::any_of(m_packs.cbegin(), m_packs.cend(), isGone))
        dropAll();
    QHash<Digest, PackTrailer> indexed;
    if (m_packs.isEmpty() && !present.isEmpty()) {
        UPKEEP_TRY_AS(indexed, readIndex());
    }
    for (const Digest& name : present) {
        if (m_packNumbers.contains(name) || m_unreadablePacks.contains(name))
            continue;
        const auto known = indexed.constFind(name);
        auto trailer = known != indexed.cend() ? Result<PackTrailer>(*known) : readTrailer(name);
        if (!trailer.has_value() && trailer.error().code == ErrorCode::SnapshotDamaged) {
            m_unreadablePacks.insert(name);
            continue;
        }
        UPKEEP_TRY(trailer);
        UPKEEP_TRY_AS(const FileStat stat, m_files.stat(packPath(m_folder, name)));
        addPack(FinishedPack{name, std::move(trailer).value()}, stat.size);
    }
    return {};
}

// --- the index: u32 count {32 bytes name, u32 length, trailer}, SHA-256 of all before it

void VaultStore::saveIndex() {
    ByteWriter writer;
    writer.number(static_cast<quint32>(m_packs.size()));
    for (const Pack& pack : std::as_const(m_packs)) {
        const auto trailer = readTrailer(pack.name);
        if (!trailer.has_value())
            return;
        const QByteArray bytes = trailer->serialize();
        writer.digest(pack.name);
        writer.number(static_cast<quint32>(bytes.size()));
        writer.raw(bytes);
    }
    writer.digest(Digest::of(writer.result()));
    // Nothing is lost without it: the trailers say the same.
    const auto written = m_files.writeAndSync(m_folder / "index", writer.result(), 0600);
    static_cast<void>(written.has_value());
}

Result<QHash<Digest, PackTrailer>> VaultStore::readIndex() {
    QHash<Digest, PackTrailer> trailers;
    const auto bytes = m_files.read(m_folder / "index", maximumIndex);
    if (!bytes.has_value() || bytes->size() < digestSize)
        return trailers;
    const QByteArrayView content = QByteArrayView(*bytes).chopped(digestSize);
    if (Digest::of(content).raw() != QByteArrayView(*bytes).last(digestSize))
        return trailers;
    ByteReader reader(content);
    const auto count = reader.number<quint32>();
    for (quint32 i = 0; i < count && reader.isGood(); ++i) {
        const Digest name = reader.digest();
        const QByteArrayView trailer = reader.raw(reader.number<quint32>());
        auto parsed = PackTrailer::parse(trailer);
        if (parsed.has_value() && Digest::of(trailer) == name)
            trailers.insert(name, std::move(parsed).value());
    }
    return trailers;
}

// --- contents

const StoredObject* VaultStore::find(const Digest& digest) const {
    const auto it = m_objects.constFind(digest);
    if (it == m_objects.cend() || chainOf(*it, 0).isEmpty())
        return nullptr;
    return &*it;
}

bool VaultStore::isStored(const Digest& digest, qint64 size) const {
    return size == 0 || (find(digest) && !m_damaged.contains(digest));
}

qint64 VaultStore::packedSize(const StoredObject& object) const {
    qint64 size = 0;
    for (const Place& place : chainOf(object, 0)) {
        const PackFrame& frame = m_packs[place.pack].frames[place.frame];
        size += frame.packedSize * place.length / frame.size;
    }
    return size;
}

Result<QByteArray> VaultStore::readFrame(const Place& place) {
    const Pack& pack = m_packs[place.pack];
    const PackFrame& frame = pack.frames[place.frame];
    const LocalPath path = packPath(m_folder, pack.name);
    const auto file = m_files.open(path);
    if (!file.has_value() && file.error().code == ErrorCode::FileNotFound)
        return damagedPack(path, QStringLiteral("the pack is gone"));
    if (!file.has_value())
        return file.error();
    UPKEEP_TRY_AS(const QByteArray packed,
                  readAt(file.value(), path, frame.offset, frame.packedSize));
    auto content = decompress(frame.codec, packed, frame.size);
    if (!content.has_value())
        return damagedPack(path, content.error().cause);
    return content;
}

Result<void> VaultStore::readChain(const QList<Place>& chain,
                                   const Digest& digest,
                                   const std::function<Result<void>(QByteArrayView)>& sink,
                                   const std::stop_token& stop) {
    Sha256 hash;
    for (const Place& place : chain) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, {}, {}};
        UPKEEP_TRY_AS(const QByteArray frame, readFrame(place));
        const QByteArrayView piece = QByteArrayView(frame).sliced(place.frameOffset, place.length);
        hash.add(piece);
        UPKEEP_TRY(sink(piece));
    }
    if (hash.finish() != digest)
        return damagedContent(digest, QStringLiteral("the content was changed in its pack"));
    return {};
}

Result<void> VaultStore::readObject(const Digest& digest,
                                    const std::function<Result<void>(QByteArrayView)>& sink,
                                    std::stop_token stop) {
    if (digest == Digest::of({}))
        return {};
    const StoredObject* object = find(digest);
    if (!object)
        return damagedContent(digest, QStringLiteral("the content is in no pack"));
    const int attempts = attemptsFor(*object);
    int good = 0;
    // Where a content was stored anew because the first copy is bad, look before the sink gets it.
    const auto look = [](QByteArrayView) { return Result<void>(); };
    while (good < attempts - 1 &&
           !readChain(chainOf(*object, good), digest, look, stop).has_value())
        ++good;
    return readChain(chainOf(*object, good), digest, sink, stop);
}

// --- contents found bad

Result<void> VaultStore::readDamaged() {
    const auto bytes = m_files.read(m_folder / "damaged", maximumSmallFile);
    if (!bytes.has_value())
        return {};
    for (const QByteArray& line : bytes->split('\n')) {
        const auto digest = Digest::fromHex(line);
        if (digest.has_value())
            m_damaged.insert(digest.value());
    }
    return {};
}

Result<void> VaultStore::writeDamaged() {
    QByteArray text;
    for (const Digest& digest : std::as_const(m_damaged))
        text += digest.hex() + '\n';
    return m_files.writeAndSync(m_folder / "damaged", text, 0600);
}

Result<void> VaultStore::noteDamaged(const QSet<Digest>& digests) {
    if (m_damaged.contains(digests))
        return {};
    m_damaged.unite(digests);
    return writeDamaged();
}

Result<void> VaultStore::noteStoredAnew(const QSet<Digest>& digests) {
    if (!m_damaged.intersects(digests))
        return {};
    m_damaged.subtract(digests);
    return writeDamaged();
}

Result<void> VaultStore::removePack(const Digest& name) {
    // By way of the trash: a name that is still in packs/ always belongs to a whole pack.
    const LocalPath path = packPath(m_folder, name);
    const LocalPath grave = m_folder / "trash" / path.basename().constData();
    UPKEEP_TRY(m_files.replace(path, grave));
    UPKEEP_TRY(m_files.syncFolder(path.parent()));
    UPKEEP_TRY(m_files.syncFolder(m_folder / "trash"));
    return m_files.removeFile(grave);
}

// --- snapshots

Result<QStringList> VaultStore::snapshotIds() {
    UPKEEP_TRY_AS(const QList<FolderEntry> entries, m_files.list(m_folder / "snaps"));
    QStringList ids;
    for (const FolderEntry& entry : entries) {
        const auto stem = stemOf(entry, ".snap");
        if (stem && isId(QString::fromLatin1(*stem)))
            ids.prepend(QString::fromLatin1(*stem));
    }
    return ids;
}

Result<SnapshotManifest> VaultStore::readSnapshot(const QString& id, Digest* checksum) {
    const Error unknown{
        ErrorCode::SnapshotUnknown, id, QStringLiteral("there is no such snapshot")};
    if (!isId(id))
        return unknown;
    const LocalPath path = m_folder / "snaps" / (id.toLatin1() + ".snap").constData();
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

Result<void> VaultStore::writeSnapshot(const SnapshotManifest& manifest) {
    UPKEEP_TRY_AS(const QByteArray bytes, manifest.serialize());
    const LocalPath path = m_folder / "snaps" / (manifest.id.toLatin1() + ".snap").constData();
    return m_files.writeAndSync(path, bytes, 0600);
}

Result<void> VaultStore::removeSnapshot(const QString& id) {
    const LocalPath snaps = m_folder / "snaps";
    UPKEEP_TRY(m_files.removeFile(snaps / (id.toLatin1() + ".snap").constData()));
    UPKEEP_TRY(m_files.syncFolder(snaps));
    return m_files.removeTree(snaps / (id.toLatin1() + ".state").constData());
}

SnapshotState VaultStore::readState(const QString& id) {
    SnapshotState state;
    const LocalPath path = m_folder / "snaps" / (id.toLatin1() + ".state").constData();
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

Result<void> VaultStore::writeState(const QString& id, const SnapshotState& state) {
    QByteArray text;
    if (state.pinned)
        text += "pinned\n";
    if (state.verified)
        text += "verified " + state.verified->toUTC().toString(Qt::ISODateWithMs).toLatin1() + '\n';
    const LocalPath path = m_folder / "snaps" / (id.toLatin1() + ".state").constData();
    return m_files.writeAndSync(path, text, 0600);
}

} // namespace upkeep
