// SPDX-License-Identifier: Apache-2.0
// A public key as metadata carries it: Ed25519, ECDSA P-256 or RSA-PSS, each with SHA-256 where it
// hashes. The id is always computed from the key object, never believed.
#pragma once

#include "base/json.h"

#include <QByteArray>

namespace upkeep {

class PublicKey {
public:
    // A key object {keytype, scheme, keyval}. A kind we do not know, or damaged material, is no
    // error here: such a key counts for nothing (problem() says why).
    static Result<PublicKey> parse(const JsonValue& object);
    // The key object of a raw Ed25519 public key of 32 bytes.
    static JsonValue ed25519Object(QByteArrayView raw);

    // SHA-256 of the canonical key object, unknown members included.
    const QByteArray& id() const { return m_id; }
    bool isUsable() const { return m_kind != Kind::Unusable; }
    const QString& problem() const { return m_problem; }
    // Two keys with the same material are the same key, whatever their ids.
    const QByteArray& material() const { return m_material; }

    bool verify(QByteArrayView message, QByteArrayView signature) const;

private:
    enum class Kind { Unusable, Ed25519, EcdsaP256, RsaPss };

    void readMaterial(const QString& type, const QString& scheme, const QString& value);
    void readEd25519(const QString& hex);
    void readPem(Kind kind, const QString& pem);

    QByteArray m_id;
    QByteArray m_material; // SubjectPublicKeyInfo, DER
    Kind m_kind = Kind::Unusable;
    QString m_problem;
};

} // namespace upkeep
