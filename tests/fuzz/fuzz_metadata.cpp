// SPDX-License-Identifier: Apache-2.0
// Metadata of every role, as a client meets it before it has verified anything, and after: a thief
// of a key can sign any body.
#include "trust/trusted_metadata.h"

using namespace upkeep;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    const QByteArrayView bytes(data, qsizetype(size));
    (void)TrustedMetadata::open(bytes, QDateTime(), VersionFloor()).has_value();
    const auto document = SignedDocument::parse(bytes, QStringLiteral("fuzz"));
    if (!document)
        return 0;
    (void)readRoot(document->body).has_value();
    (void)readTimestamp(document->body).has_value();
    (void)readSnapshot(document->body).has_value();
    const auto targets = readTargets(document->body);
    if (!targets)
        return 0;
    for (const Delegation& delegation : targets->delegations)
        (void)delegation.covers("stable/linux-x64/1.1.0.json");
    for (const TargetFile& target : targets->targets)
        (void)checkHashes(bytes, target.hashes, true).has_value();
    return 0;
}
