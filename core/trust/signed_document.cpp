// SPDX-License-Identifier: Apache-2.0
#include "trust/signed_document.h"

#include "trust/canonical_json.h"
#include "trust/limits.h"

#include <QSet>

namespace upkeep {

namespace {

Error invalid(const QString& subject, const QString& cause) {
    return Error{ErrorCode::TrustMetadataInvalid, subject, cause};
}

Result<Signature> readSignature(const JsonValue& entry) {
    UPKEEP_TRY_AS(const QString keyId, entry.requiredString(u"keyid"));
    UPKEEP_TRY_AS(const QString hex, entry.requiredString(u"sig"));
    // What is no hexadecimal number becomes bytes that no key will accept.
    return Signature{keyId.toUtf8(), QByteArray::fromHex(hex.toLatin1())};
}

Result<QList<Signature>> readSignatures(const JsonValue::Array& entries) {
    if (entries.size() > trust_limits::signaturesPerDocument)
        return Error{
            ErrorCode::TrustLimit,
            {},
            QStringLiteral("more than %1 signatures").arg(trust_limits::signaturesPerDocument)};
    QList<Signature> signatures;
    QSet<QByteArray> keyIds;
    for (const JsonValue& entry : entries) {
        UPKEEP_TRY_AS(Signature signature, readSignature(entry));
        if (keyIds.contains(signature.keyId))
            return invalid({}, QStringLiteral("two signatures of one key id"));
        keyIds.insert(signature.keyId);
        signatures.append(std::move(signature));
    }
    return signatures;
}

Result<SignedDocument> readDocument(const JsonValue& document) {
    UPKEEP_TRY_AS(JsonValue body, document.requiredObject(u"signed"));
    UPKEEP_TRY_AS(const JsonValue::Array entries, document.requiredArray(u"signatures"));
    UPKEEP_TRY_AS(QList<Signature> signatures, readSignatures(entries));
    return SignedDocument{std::move(body), std::move(signatures)};
}

} // namespace

Result<SignedDocument> SignedDocument::parse(QByteArrayView bytes, const QString& subject) {
    const auto json = parseJson(bytes);
    if (!json)
        return Error{ErrorCode::TrustJsonInvalid, subject, json.error().cause};
    auto document = readDocument(*json);
    if (!document && document.error().code == ErrorCode::TrustLimit)
        return Error{ErrorCode::TrustLimit, subject, document.error().cause};
    if (!document)
        return invalid(subject, document.error().cause);
    return document;
}

Result<void>
SignedDocument::verify(const KeySet& keys, const RoleKeys& role, const QString& subject) const {
    const QByteArray message = canonicalJson(body);
    QSet<QByteArray> signers; // by material: one key under two ids counts once
    QStringList problems;
    for (const Signature& signature : signatures) {
        const auto key = keys.constFind(signature.keyId);
        if (key == keys.cend() || !role.keyIds.contains(signature.keyId))
            continue;
        if (key->verify(message, signature.bytes))
            signers.insert(key->material());
        else
            problems.append(QStringLiteral("key %1: %2")
                                .arg(QString::fromLatin1(signature.keyId.left(8)),
                                     key->isUsable() ? QStringLiteral("the signature is wrong")
                                                     : key->problem()));
    }
    if (signers.size() >= role.threshold)
        return {};
    problems.prepend(QStringLiteral("signed by %1 of the %2 keys that are needed")
                         .arg(signers.size())
                         .arg(role.threshold));
    return Error{ErrorCode::TrustSignature, subject, problems.join(QStringLiteral("; "))};
}

} // namespace upkeep
