// SPDX-License-Identifier: Apache-2.0
#include "publish/key_folder.h"

#include "publish/token_key.h"

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

// <role>-<n>, of which nothing is there.
Result<QByteArray> freeName(FileSystem& files, const LocalPath& folder, const QByteArray& role) {
    for (int i = 1; i <= mostKeysOfARole; ++i) {
        const QByteArray name = encodeRole(role) + '-' + QByteArray::number(i);
        bool isFree = true;
        for (const char* ending : {".json", ".pem", ".token"}) {
            UPKEEP_TRY_AS(const LocalPath path, fileIn(folder, name + ending));
            isFree = isFree && !files.exists(path);
        }
        if (isFree)
            return name;
    }
    return Error{ErrorCode::FileExists, folder.display(), QString::fromUtf8(role)};
}

Result<KeyPair> loadToken(FileSystem& files, const LocalPath& path, QByteArrayView pin) {
    UPKEEP_TRY_AS(const QByteArray text, files.read(path, recordLimit));
    UPKEEP_TRY_AS(const Pkcs11Place place, Pkcs11Place::parse(text, path.display()));
    return openTokenKey(place, pin);
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
    UPKEEP_TRY_AS(const QByteArray name, freeName(files, folder, role));
    return makeKey(files, folder, {role, name}, wanted, passphrase);
}

Result<KeyRecord> KeyFolder::addToken(FileSystem& files,
                                      const LocalPath& folder,
                                      const QByteArray& role,
                                      const NewKeys& wanted,
                                      const TokenUse& use) {
    UPKEEP_TRY_AS(const KeyPair pair, openTokenKey(use.place, use.pin));
    UPKEEP_TRY_AS(const KeyRecord record,
                  KeyRecord::of(role, pair.publicObject(), wanted.holder, wanted.day));
    UPKEEP_TRY(files.makeFolders(folder, 0700));
    UPKEEP_TRY_AS(const QByteArray name, freeName(files, folder, role));
    UPKEEP_TRY_AS(const LocalPath token, fileIn(folder, name + ".token"));
    UPKEEP_TRY_AS(const LocalPath open, fileIn(folder, name + ".json"));
    UPKEEP_TRY(files.writeAndSync(token, writeJson(use.place.toJson())));
    UPKEEP_TRY(files.writeAndSync(open, writeJson(record.toJson())));
    return record;
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
        const QByteArray name = entry.name.bytes().chopped(5);
        UPKEEP_TRY_AS(const LocalPath pem, fileIn(folder, name + ".pem"));
        UPKEEP_TRY_AS(const LocalPath token, fileIn(folder, name + ".token"));
        const LocalPath& secret = files.exists(pem) ? pem : token;
        if (!files.exists(secret))
            continue;
        UPKEEP_TRY_AS(const auto passphrase, passphraseOf(record));
        if (!passphrase)
            continue;
        UPKEEP_TRY_AS(const KeyPair pair,
                      secret == pem ? KeyPair::load(files, pem, *passphrase)
                                    : loadToken(files, token, *passphrase));
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
