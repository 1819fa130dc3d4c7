// SPDX-License-Identifier: Apache-2.0
#include "publish/key_folder.h"

namespace upkeep {

namespace {

constexpr int teamRootKeys = 3;

struct KeyFile {
    QByteArray role;
    QByteArray name;
};

QList<KeyFile> keyFiles(int rootKeys) {
    QList<KeyFile> list;
    for (int i = 1; i <= rootKeys; ++i)
        list += {"root", "root-" + QByteArray::number(i) + ".pem"};
    for (const char* role : {"targets", "snapshot", "timestamp", "releases"})
        list += {role, QByteArray(role) + ".pem"};
    return list;
}

Result<LocalPath> fileOf(const LocalPath& folder, const KeyFile& key) {
    UPKEEP_TRY_AS(const LocalName name, LocalName::parse(key.name));
    return folder / name;
}

} // namespace

Result<void> KeyFolder::create(FileSystem& files,
                               const LocalPath& folder,
                               KeyProfile profile,
                               QByteArrayView passphrase) {
    UPKEEP_TRY(files.makeFolders(folder, 0700));
    const int rootKeys = profile == KeyProfile::Team ? teamRootKeys : 1;
    for (const KeyFile& key : keyFiles(rootKeys)) {
        UPKEEP_TRY_AS(const LocalPath path, fileOf(folder, key));
        UPKEEP_TRY_AS(const KeyPair pair, KeyPair::generate());
        UPKEEP_TRY(pair.save(files, path, passphrase));
    }
    return files.syncFolder(folder);
}

Result<KeyFolder>
KeyFolder::open(FileSystem& files, const LocalPath& folder, QByteArrayView passphrase) {
    KeyFolder keys;
    for (const KeyFile& key : keyFiles(teamRootKeys)) {
        UPKEEP_TRY_AS(const LocalPath path, fileOf(folder, key));
        if (!files.exists(path))
            continue;
        UPKEEP_TRY_AS(const KeyPair pair, KeyPair::load(files, path, passphrase));
        keys.m_keys[key.role] += pair;
    }
    if (keys.m_keys.isEmpty())
        return Error{ErrorCode::KeyInvalid, folder.display(), QStringLiteral("no keys here")};
    keys.m_profile = keys.m_keys.value("root").size() > 1 ? KeyProfile::Team : KeyProfile::Solo;
    return keys;
}

KeyRing KeyFolder::ring(const QByteArrayList& releaseRoles) const {
    KeyRing ring = m_keys;
    const QList<KeyPair> releases = ring.take("releases");
    if (!releases.isEmpty()) {
        for (const QByteArray& role : releaseRoles)
            ring.insert(role, releases);
    }
    return ring;
}

} // namespace upkeep
