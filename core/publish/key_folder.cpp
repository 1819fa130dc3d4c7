// SPDX-License-Identifier: Apache-2.0
#include "publish/key_folder.h"

namespace upkeep {

namespace {

constexpr int teamRootKeys = 3;
constexpr int mostKeysOfARole = 64;
constexpr qint64 recordLimit = 64 * 1024;
const QByteArray releasesName = QByteArrayLiteral("releases");

struct KeyFile {
    QByteArray role;
    QByteArray name; // without ending
};

QList<KeyFile> keyFiles(int rootKeys) {
    QList<KeyFile> list;
    for (int i = 1; i <= rootKeys; ++i)
        list += KeyFile{"root", "root-" + QByteArray::number(i)};
    for (const char* role : {"targets", "snapshot", "timestamp", "releases"})
        list += KeyFile{role, role};
    return list;
}

Result<LocalPath> fileIn(const LocalPath& folder, const QByteArray& name) {
    UPKEEP_TRY_AS(const LocalName parsed, LocalName::parse(name));
    return folder / parsed;
}

// The private part first: a record without its key would be believed to be elsewhere.
Result<KeyRecord> makeKey(FileSystem& files,
                          const LocalPath& folder,
                          const KeyFile& file,
                          const NewKeys& wanted,
                          QByteArrayView passphrase) {
    UPKEEP_TRY_AS(const LocalPath secret, fileIn(folder, file.name + ".pem"));
    UPKEEP_TRY_AS(const LocalPath open, fileIn(folder, file.name + ".json"));
    UPKEEP_TRY_AS(const KeyPair pair, KeyPair::generate(wanted.kind));
    UPKEEP_TRY_AS(const KeyRecord record,
                  KeyRecord::of(file.role, pair.publicObject(), wanted.holder, wanted.day));
    UPKEEP_TRY(pair.save(files, secret, passphrase));
    UPKEEP_TRY(files.writeAndSync(open, writeJson(record.toJson())));
    return record;
}

struct PlacedKey {
    KeyRecord record;
    LocalPath secret;
    std::optional<KeyPair> key; // none: nothing to do
};

// The private parts that lie in a folder.
Result<QList<PlacedKey>>
secretsIn(FileSystem& files, const LocalPath& folder, const QByteArray& role) {
    QList<PlacedKey> found;
    UPKEEP_TRY_AS(const QList<FolderEntry> entries, files.list(folder));
    for (const FolderEntry& entry : entries) {
        if (!entry.name.bytes().endsWith(".json"))
            continue;
        UPKEEP_TRY_AS(const KeyRecord record, KeyFolder::readRecord(files, folder / entry.name));
        UPKEEP_TRY_AS(const LocalPath secret,
                      fileIn(folder, entry.name.bytes().chopped(5) + ".pem"));
        if ((role.isEmpty() || record.role == role) && files.exists(secret))
            found.append({record, secret, {}});
    }
    if (found.isEmpty())
        return Error{ErrorCode::KeyInvalid, folder.display(), QStringLiteral("no keys here")};
    return found;
}

Result<void> checkRecord(const KeyPair& pair, const KeyRecord& record, const LocalPath& secret) {
    if (pair.id() == record.id)
        return {};
    return Error{ErrorCode::KeyInvalid,
                 secret.display(),
                 QStringLiteral("is another key than its record says")};
}

} // namespace

Result<QList<KeyRecord>> KeyFolder::changePassphrase(FileSystem& files,
                                                     const LocalPath& folder,
                                                     const QByteArray& role,
                                                     QByteArrayView before,
                                                     QByteArrayView after) {
    UPKEEP_TRY_AS(QList<PlacedKey> found, secretsIn(files, folder, role));
    for (PlacedKey& place : found) {
        auto key = KeyPair::load(files, place.secret, before);
        if (!key && KeyPair::load(files, place.secret, after))
            continue;
        UPKEEP_TRY(key);
        UPKEEP_TRY(checkRecord(*key, place.record, place.secret));
        place.key = *std::move(key);
    }
    QList<KeyRecord> records;
    for (const PlacedKey& place : std::as_const(found)) {
        if (place.key)
            UPKEEP_TRY(place.key->replace(files, place.secret, after));
        records += place.record;
    }
    return records;
}

Result<void> KeyFolder::create(FileSystem& files,
                               const LocalPath& folder,
                               const NewKeys& wanted,
                               QByteArrayView passphrase) {
    UPKEEP_TRY(files.makeFolders(folder, 0700));
    const int rootKeys = wanted.profile == KeyProfile::Team ? teamRootKeys : 1;
    for (const KeyFile& file : keyFiles(rootKeys))
        UPKEEP_TRY(makeKey(files, folder, file, wanted, passphrase));
    return files.syncFolder(folder);
}

Result<KeyRecord> KeyFolder::add(FileSystem& files,
                                 const LocalPath& folder,
                                 const QByteArray& role,
                                 const NewKeys& wanted,
                                 QByteArrayView passphrase) {
    UPKEEP_TRY(files.makeFolders(folder, 0700));
    for (int i = 1; i <= mostKeysOfARole; ++i) {
        const KeyFile file{role, encodeRole(role) + '-' + QByteArray::number(i)};
        UPKEEP_TRY_AS(const LocalPath open, fileIn(folder, file.name + ".json"));
        UPKEEP_TRY_AS(const LocalPath secret, fileIn(folder, file.name + ".pem"));
        if (files.exists(open) || files.exists(secret))
            continue;
        return makeKey(files, folder, file, wanted, passphrase);
    }
    return Error{ErrorCode::FileExists, folder.display(), QString::fromUtf8(role)};
}

Result<KeyRecord> KeyFolder::readRecord(FileSystem& files, const LocalPath& file) {
    UPKEEP_TRY_AS(const QByteArray text, files.read(file, recordLimit));
    return KeyRecord::parse(text, file.display());
}

Result<QList<KeyRecord>> KeyFolder::recordsIn(FileSystem& files, const LocalPath& folder) {
    QList<KeyRecord> records;
    if (!files.exists(folder))
        return records;
    UPKEEP_TRY_AS(const QList<FolderEntry> entries, files.list(folder));
    for (const FolderEntry& entry : entries) {
        if (!entry.name.bytes().endsWith(".json"))
            continue;
        UPKEEP_TRY_AS(const KeyRecord record, readRecord(files, folder / entry.name));
        records += record;
    }
    return records;
}

Result<KeyFolder>
KeyFolder::open(FileSystem& files, const LocalPath& folder, const PassphraseOf& passphraseOf) {
    KeyFolder keys;
    UPKEEP_TRY_AS(const QList<FolderEntry> entries, files.list(folder));
    for (const FolderEntry& entry : entries) {
        if (!entry.name.bytes().endsWith(".json"))
            continue;
        UPKEEP_TRY_AS(const KeyRecord record, readRecord(files, folder / entry.name));
        keys.m_records += record;
        UPKEEP_TRY_AS(const LocalPath secret,
                      fileIn(folder, entry.name.bytes().chopped(5) + ".pem"));
        if (!files.exists(secret))
            continue;
        UPKEEP_TRY_AS(const auto passphrase, passphraseOf(record));
        if (!passphrase)
            continue;
        UPKEEP_TRY_AS(const KeyPair pair, KeyPair::load(files, secret, *passphrase));
        UPKEEP_TRY(checkRecord(pair, record, secret));
        keys.m_keys[record.role] += pair;
    }
    if (keys.m_records.isEmpty())
        return Error{ErrorCode::KeyInvalid, folder.display(), QStringLiteral("no keys here")};
    return keys;
}

Result<KeyFolder>
KeyFolder::open(FileSystem& files, const LocalPath& folder, QByteArrayView passphrase) {
    const QByteArray bytes = passphrase.toByteArray();
    return open(files, folder, [bytes](const KeyRecord&) {
        return Result<std::optional<QByteArray>>(std::optional(bytes));
    });
}

void KeyFolder::join(const KeyFolder& other) {
    m_records += other.m_records;
    for (auto role = other.m_keys.cbegin(); role != other.m_keys.cend(); ++role)
        m_keys[role.key()] += *role;
}

KeyProfile KeyFolder::profile() const {
    return records("root").size() > 1 ? KeyProfile::Team : KeyProfile::Solo;
}

QList<KeyRecord> KeyFolder::records(const QByteArray& role) const {
    QList<KeyRecord> found;
    for (const KeyRecord& record : m_records) {
        if (record.role == role)
            found += record;
    }
    return found;
}

KeyRing KeyFolder::ring(const QByteArrayList& releaseRoles) const {
    KeyRing ring = m_keys;
    const QList<KeyPair> releases = ring.value(releasesName);
    for (const QByteArray& role : releaseRoles) {
        if (!releases.isEmpty() && !ring.contains(role))
            ring.insert(role, releases);
    }
    return ring;
}

} // namespace upkeep
