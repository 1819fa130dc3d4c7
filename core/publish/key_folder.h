// SPDX-License-Identifier: Apache-2.0
// A publisher's keys in a folder: per key an encrypted file and its record (root-1.pem,
// root-1.json), or where the token is that keeps it (root-1.token). Keys may be spread over folders
// and machines by moving both files; where only the record is left, the key is known but does not
// sign.
#pragma once

#include "publish/key_record.h"
#include "publish/metadata_repository.h"
#include "publish/token_key.h"

#include <functional>

namespace upkeep {

struct NewKeys {
    KeyProfile profile = KeyProfile::Solo;
    KeyKind kind = KeyKind::Ed25519;
    QString holder;
    QDate day;
};

struct TokenUse {
    Pkcs11Place place;
    QByteArray pin;
};

// The passphrase of the file (or the PIN of the token) that belongs to a record; nullopt: leave
// this key out.
using PassphraseOf = std::function<Result<std::optional<QByteArray>>(const KeyRecord&)>;

class KeyFolder {
public:
    // One key each of targets, snapshot, timestamp and releases, and of root: one, or three in the
    // profile `team`. file.exists where there is one of these names.
    static Result<void> create(FileSystem& files,
                               const LocalPath& folder,
                               const NewKeys& wanted,
                               QByteArrayView passphrase);
    // One more key, as <role>-<n>.pem; makes the folder where needed.
    static Result<KeyRecord> add(FileSystem& files,
                                 const LocalPath& folder,
                                 const QByteArray& role,
                                 const NewKeys& wanted,
                                 QByteArrayView passphrase);
    // A key that lies in a token already; its record and place are written.
    static Result<KeyRecord> addToken(FileSystem& files,
                                      const LocalPath& folder,
                                      const QByteArray& role,
                                      const NewKeys& wanted,
                                      const TokenUse& use);
    // Encrypts the keys of `role` (empty: of every role) with another passphrase, each file durably
    // replaced; which they are. Nothing is written unless one of the two passphrases opens each of
    // them (key.invalid): what the new one opens is done already, so that a run that was cut off
    // can be repeated.
    static Result<QList<KeyRecord>> changePassphrase(FileSystem& files,
                                                     const LocalPath& folder,
                                                     const QByteArray& role,
                                                     QByteArrayView before,
                                                     QByteArrayView after);
    // Reads one record file, of this folder or sent by somebody else.
    static Result<KeyRecord> readRecord(FileSystem& files, const LocalPath& file);
    // Every record of a folder; none where it is missing.
    static Result<QList<KeyRecord>> recordsIn(FileSystem& files, const LocalPath& folder);

    // key.invalid: no key there at all, a file that is not what its record says, or not its
    // passphrase.
    static Result<KeyFolder>
    open(FileSystem& files, const LocalPath& folder, const PassphraseOf& passphraseOf);
    static Result<KeyFolder>
    open(FileSystem& files, const LocalPath& folder, QByteArrayView passphrase);
    // The keys of another folder besides.
    void join(const KeyFolder& other);

    KeyProfile profile() const;
    // Every key that is known, also those whose private part is elsewhere.
    const QList<KeyRecord>& records() const { return m_records; }
    QList<KeyRecord> records(const QByteArray& role) const;
    // The keys that can sign. "releases" stands for each role named here, e.g. "stable.linux-x64".
    KeyRing ring(const QByteArrayList& releaseRoles) const;

private:
    QList<KeyRecord> m_records;
    KeyRing m_keys;
};

} // namespace upkeep
