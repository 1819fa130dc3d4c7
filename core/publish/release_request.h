// SPDX-License-Identifier: Apache-2.0
// What a publisher hands in for one release of one platform, and what came of it.
#pragma once

#include "base/names.h"
#include "product/release_document.h"

#include <QDateTime>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace upkeep {

struct ReleaseRequest {
    LocalPath site;
    LocalPath product; // product.yaml
    LocalPath tree;
    QMap<QString, LocalPath> evolutions; // id -> what goes below evolutions/<id>/
    Version version;
    QString channel = QStringLiteral("stable");
    QString platform = QStringLiteral("linux-x64");
    std::optional<LocalPath> manifest;
    std::optional<LocalPath> changelog;
    QDateTime released; // UTC; also the time of every file in the package
    QDateTime now;      // when it is signed
    int patchesFrom = 3;
    std::optional<UpdateType> updateType; // none = from the step of the version
    bool security = false;
    QStringList cves;
    Risk risk = Risk::Low;
    RolloutSpec rollout;
    QList<KnownIssue> knownIssues;
};

struct ReleaseAsset {
    QString name;
    qint64 size = 0;
    Digest sha256;
};

struct MadeRelease {
    QString tag;
    ReleaseDocument document;
    QList<ReleaseAsset> assets;
    QStringList notes; // what was left out and why, for people
    QDateTime validUntil;
};

// Told what is being done, one line per step.
using PublishLog = std::function<void(const QString&)>;

} // namespace upkeep
