// SPDX-License-Identifier: Apache-2.0
// The release document (FORMATS section 1): one small signed JSON per release with all that a
// decision needs. Strict and bounded (8 kB); unknown members are ignored, an unknown schema is
// release.invalid.
#pragma once

#include "base/digest.h"
#include "base/json.h"
#include "base/result.h"
#include "base/update_kind.h"
#include "base/version.h"

#include <QByteArrayView>
#include <QDateTime>
#include <QList>
#include <QStringList>

#include <optional>

namespace upkeep {

struct Payload {
    static constexpr qint64 longest = qint64(2)
                                      << 30; // SECURITY 4.9; what an app may have it signs
    enum class Kind { Package, Frames, Index, Patch, Evolution, EvolutionIndex };
    Kind kind = Kind::Package;
    Digest fromTree;   // Patch: the tree it starts from
    Digest toTree;     // Evolution: hash of its own file list
    QString evolution; // id, for Evolution and EvolutionIndex
    QString url;       // "<tag>/<asset>", or absolute https
    qint64 length = 0;
    Digest sha256;
    QStringList needs; // features a client must have
    int heapKib = 0;

    friend bool operator==(const Payload&, const Payload&) = default;
};

// A file hung on the document by its hash (manifest, changelog).
struct AttachedFile {
    QString url;
    qint64 length = 0;
    Digest sha256;

    friend bool operator==(const AttachedFile&, const AttachedFile&) = default;
};

struct RolloutSpec {
    int percent = 100;
    QString salt;

    friend bool operator==(const RolloutSpec&, const RolloutSpec&) = default;
};

struct KnownIssue {
    QString text;
    QString url;

    friend bool operator==(const KnownIssue&, const KnownIssue&) = default;
};

// What fetching only the missing frames would cost a client on this tree.
struct FramesFrom {
    Digest fromTree;
    qint64 bytes = 0;
    int requests = 0;

    friend bool operator==(const FramesFrom&, const FramesFrom&) = default;
};

struct ReleaseDocument {
    static constexpr qsizetype sizeLimit = 8 * 1024;

    QString product;
    QString channel = QStringLiteral("stable");
    QString platform; // linux-x64, linux-arm64
    Version version;
    qint64 counter = 0; // rises with each release of a channel; >= 1
    QDateTime released; // UTC
    UpdateType updateType = UpdateType::Minor;
    bool security = false;
    QStringList cves;
    Risk risk = Risk::Low;
    Digest toTree;
    qint64 unpackedSize = 0;
    RolloutSpec rollout;
    QList<KnownIssue> knownIssues;
    std::optional<AttachedFile> manifest;
    std::optional<AttachedFile> changelog;
    QList<Payload> payloads;
    QList<FramesFrom> framesFrom;

    static Result<ReleaseDocument> parse(QByteArrayView text);
    JsonValue toJson() const;
    // "stable/linux-x64/1.1.0.json"
    QString targetPath() const;
    // The first of its kind, or nullptr.
    const Payload* payload(Payload::Kind kind) const;
    const Payload* patchFrom(const Digest& tree) const;
    const Payload* evolutionPayload(Payload::Kind kind, QStringView id) const;
    const FramesFrom* framesFromTree(const Digest& tree) const;

    friend bool operator==(const ReleaseDocument&, const ReleaseDocument&) = default;
};

QLatin1String payloadKindName(Payload::Kind kind); // package, frames, index, patch, evolution, ...

} // namespace upkeep
