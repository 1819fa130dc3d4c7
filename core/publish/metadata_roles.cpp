// SPDX-License-Identifier: Apache-2.0
#include "publish/metadata_roles.h"

#include "trust/canonical_json.h"
#include "trust/limits.h"

#include <QSet>

namespace upkeep {

bool isTopLevelRole(const QByteArray& role) {
    return role == rootName || role == targetsName || role == snapshotName || role == timestampName;
}

int lifetimeDays(const QByteArray& role, bool isTeam) {
    if (role == rootName)
        return 365;
    if (role == snapshotName)
        return 21;
    if (role == timestampName)
        return isTeam ? 7 : 14;
    return 90;
}

qint64 metadataLimit(const QByteArray& role) {
    if (role == rootName)
        return trust_limits::rootBytes;
    if (role == timestampName)
        return trust_limits::timestampBytes;
    return role == snapshotName ? trust_limits::snapshotBytes : trust_limits::targetsBytes;
}

QByteArray metadataFileName(const QByteArray& role, qint64 version) {
    const QByteArray name = encodeRole(role) + ".json";
    return role == timestampName ? name : QByteArray::number(version) + '.' + name;
}

RoleKeys keysOfRole(const RootRole& root, const QByteArray& role) {
    if (role == rootName)
        return root.root;
    if (role == timestampName)
        return root.timestamp;
    return role == snapshotName ? root.snapshot : root.targets;
}

qint64 signersOf(const SignedDocument& document, const KeySet& keys, const RoleKeys& role) {
    const QByteArray message = canonicalJson(document.body);
    QSet<QByteArray> signers; // by material, as clients count
    for (const Signature& signature : document.signatures) {
        const auto key = keys.constFind(signature.keyId);
        if (key != keys.cend() && role.keyIds.contains(signature.keyId) &&
            key->verify(message, signature.bytes))
            signers.insert(key->material());
    }
    return signers.size();
}

JsonValue hashesOf(QByteArrayView bytes) {
    JsonValue hashes;
    hashes.set(QStringLiteral("sha256"), QString::fromLatin1(Digest::of(bytes).hex()));
    return hashes;
}

JsonValue listingOf(qint64 version, QByteArrayView bytes) {
    JsonValue entry;
    entry.set(QStringLiteral("hashes"), hashesOf(bytes));
    entry.set(QStringLiteral("length"), qint64(bytes.size()));
    entry.set(QStringLiteral("version"), version);
    return entry;
}

qint64 versionOf(const JsonValue& body) {
    const JsonValue* version = body.find(u"version");
    return version && version->isInteger() ? version->integer() : 0;
}

QDateTime expiryOf(const JsonValue& body) {
    const JsonValue* expires = body.find(u"expires");
    if (!expires || !expires->isString())
        return {};
    return parseTime(expires->string()).value_or(QDateTime());
}

} // namespace upkeep
