// SPDX-License-Identifier: Apache-2.0
#include "snapshots/vault_store.h"

#include "base/codec_base.h"

namespace upkeep {

namespace {

constexpr QByteArrayView formatText("upkeep-vault 1\n");
constexpr qint64 maximumSmallFile = 16LL << 20;
constexpr size_t cachedFrames = 6; // of 4 MiB: two threads, each with what a block refers to

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
        // Empty folders get lost where a vault is copied.
        if (!m_files.exists(m_folder / folder))
            UPKEEP_TRY(m_files.makeFolders(m_folder / folder, 0700));
        UPKEEP_TRY_AS(const QList<FolderEntry> entries, m_files.list(m_folder / folder));
        for (const FolderEntry& entry : entries)
            UPKEEP_TRY(m_files.removeTree(m_folder / folder / entry.name));
    }
    return m_snapshots.sweep();
}

// --- packs

Result<void> VaultStore::checkPack(const Digest& name) {
    UPKEEP_TRY(m_packFiles.readTrailer(name));
    return {};
}

void VaultStore::saveIndex() {
    QList<Digest> names;
    for (const Pack& pack : std::as_const(m_packs))
        names.append(pack.name);
    m_packFiles.writeIndex(names);
}

void VaultStore::dropAll() {
    m_packs.clear();
    m_packNumbers.clear();
    m_objects.clear();
    m_largeSizes.clear();
    m_unreadablePacks.clear();
    const std::lock_guard guard(m_cacheMutex);
    m_cache.clear();
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
        object.hasBase = object.hasBase || pack.trailer.frames[piece.frame].base.has_value();
        if (piece.objectSize >= groupSize)
            m_largeSizes.insert(piece.objectSize);
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
    UPKEEP_TRY_AS(const QSet<Digest> present, m_packFiles.list());
    const auto isGone = [&](const Pack& pack) { return !present.contains(pack.name); };
    if (std::any_of(m_packs.cbegin(), m_packs.cend(), isGone))
        dropAll();
    QHash<Digest, PackTrailer> indexed;
    if (m_packs.isEmpty() && !present.isEmpty()) {
        indexed = m_packFiles.readIndex();
    }
    for (const Digest& name : present) {
        if (m_packNumbers.contains(name) || m_unreadablePacks.contains(name))
            continue;
        const auto known = indexed.constFind(name);
        auto trailer =
            known != indexed.cend() ? Result<PackTrailer>(*known) : m_packFiles.readTrailer(name);
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

// --- contents

bool VaultStore::isComplete(const StoredObject& object) {
    const Place& first = object.places.constFirst();
    const bool isOnePiece = first.objectOffset == 0 && first.length == object.size;
    return isOnePiece || !chainOf(object, 0).isEmpty();
}

const StoredObject* VaultStore::find(const Digest& digest) const {
    const auto it = m_objects.constFind(digest);
    if (it == m_objects.cend() || !isComplete(*it))
        return nullptr;
    if (!it->hasBase)
        return &*it;
    const QList<Digest> bases = basesOf(digest);
    const bool hasAll = std::all_of(bases.cbegin(), bases.cend(), [this](const Digest& base) {
        const auto found = m_objects.constFind(base);
        return found != m_objects.cend() && isComplete(*found);
    });
    return hasAll ? &*it : nullptr;
}

QList<Digest> VaultStore::basesOf(const Digest& digest) const {
    QList<Digest> bases;
    const auto it = m_objects.constFind(digest);
    if (it == m_objects.cend() || !it->hasBase)
        return bases;
    for (const Place& place : it->places) {
        const std::optional<FrameBase>& base = m_packs[place.pack].frames[place.frame].base;
        if (base && !bases.contains(base->object))
            bases.append(base->object);
    }
    return bases;
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

Result<QByteArray> VaultStore::readPacked(const Place& place) {
    const Pack& pack = m_packs[place.pack];
    const PackFrame& frame = pack.frames[place.frame];
    return m_packFiles.read(pack.name, frame.offset, frame.packedSize);
}

Result<QByteArray> VaultStore::readFrame(const Place& place) {
    const Pack& pack = m_packs[place.pack];
    const PackFrame& frame = pack.frames[place.frame];
    UPKEEP_TRY_AS(const QByteArray packed, readPacked(place));
    Result<QByteArray> content = QByteArray();
    if (frame.base) {
        UPKEEP_TRY_AS(const QByteArray base, readBase(*frame.base));
        content = decompressOnBase(base, packed, frame.size);
    } else {
        content = decompress(frame.codec, packed, frame.size);
    }
    if (!content.has_value())
        return damagedPack(packPath(m_folder, pack.name), content.error().cause);
    return content;
}

// A frame that others refer to; it must not refer to a further one.
Result<QByteArray> VaultStore::readPlainFrame(const Place& place) {
    const std::pair key(place.pack, place.frame);
    if (m_packs[place.pack].frames[place.frame].base)
        return damagedPack(packPath(m_folder, m_packs[place.pack].name),
                           QStringLiteral("a content refers to one that refers to another"));
    {
        const std::lock_guard guard(m_cacheMutex);
        for (auto& [cached, frame] : m_cache) {
            if (cached == key)
                return frame;
        }
    }
    UPKEEP_TRY_AS(QByteArray frame, readFrame(place));
    const std::lock_guard guard(m_cacheMutex);
    m_cache.emplace_back(key, frame);
    if (m_cache.size() > cachedFrames)
        m_cache.pop_front();
    return frame;
}

Result<QByteArray> VaultStore::readBase(const FrameBase& base) {
    const auto object = m_objects.constFind(base.object);
    if (object == m_objects.cend() || base.offset + base.length > object->size)
        return damagedContent(base.object, QStringLiteral("what others refer to is not there"));
    QByteArray bytes;
    bytes.reserve(base.length);
    const QList<Place> places =
        attemptsFor(*object) == 1 ? object->places : soundPlaces(base.object);
    for (const Place& place : places) {
        const qint64 start = qMax(base.offset, place.objectOffset);
        const qint64 end = qMin(base.offset + base.length, place.objectOffset + place.length);
        if (start >= end)
            continue;
        UPKEEP_TRY_AS(const QByteArray frame, readPlainFrame(place));
        bytes.append(QByteArrayView(frame).sliced(place.frameOffset + start - place.objectOffset,
                                                  end - start));
    }
    if (bytes.size() != base.length)
        return damagedContent(base.object, QStringLiteral("what others refer to is not whole"));
    return bytes;
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

QList<Place> VaultStore::soundPlaces(const Digest& digest) {
    const StoredObject& object = *m_objects.constFind(digest);
    const int attempts = attemptsFor(object);
    if (attempts == 1)
        return object.places;
    const auto look = [](QByteArrayView) { return Result<void>(); };
    for (int attempt = 0; attempt < attempts; ++attempt) {
        QList<Place> chain = chainOf(object, attempt);
        if (!chain.isEmpty() && readChain(chain, digest, look, {}).has_value())
            return chain;
    }
    return object.places;
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

} // namespace upkeep
