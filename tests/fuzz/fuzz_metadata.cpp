// SPDX-License-Identifier: Apache-2.0
// Metadata of every role, as a client meets it before it has verified anything, and after: a thief
// of a key can sign any body. What is read must hang together.
#include "trust/trusted_metadata.h"

#include <cstdlib>

using namespace upkeep;

namespace {

void require(bool holds) {
    if (!holds)
        std::abort();
}

// Whoever is to be searched has keys, and a hash bin is one of its own.
void search(const Delegations& delegations, const QByteArray& path) {
    for (const auto& next : delegations.searchFor(path))
        require(delegations.keysOf(next.role) != nullptr);
    if (delegations.bins)
        require(delegations.bins->hasRole(delegations.bins->roleOf(path)));
    for (const Delegation& delegation : delegations.delegations)
        require(delegations.keysOf(delegation.role) == &delegation.keys);
}

// A key is the same after its object was written and read again, and accepts no chance bytes.
void useKeys(const JsonValue& holder, QByteArrayView bytes) {
    const auto keys = readKeys(holder);
    if (!keys)
        return;
    for (const PublicKey& key : *keys) {
        require(key.isUsable() == key.problem().isEmpty());
        require(!key.verify(bytes, bytes.first(qMin<qsizetype>(bytes.size(), 64))));
    }
    const JsonValue* objects = holder.find(u"keys");
    for (const auto& [id, object] : objects->object())
        require(PublicKey::parse(*parseJson(writeJson(object)))->id() == id.toUtf8());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const QByteArrayView bytes(data, qsizetype(size));
    (void)TrustedMetadata::open(bytes, QDateTime(), VersionFloor()).has_value();
    const auto document = SignedDocument::parse(bytes, QStringLiteral("fuzz"));
    if (!document)
        return 0;
    (void)readRoot(document->body).has_value();
    (void)readTimestamp(document->body).has_value();
    (void)readSnapshot(document->body).has_value();
    useKeys(document->body, bytes);
    if (const JsonValue* delegations = document->body.find(u"delegations"))
        useKeys(*delegations, bytes);
    const auto targets = readTargets(document->body);
    if (!targets)
        return 0;
    search(*targets, "stable/linux-x64/1.1.0.json");
    for (const TargetFile& target : targets->targets) {
        search(*targets, target.path);
        (void)checkHashes(bytes, target.hashes, true).has_value();
    }
    return 0;
}
