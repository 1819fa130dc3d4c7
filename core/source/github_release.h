// SPDX-License-Identifier: Apache-2.0
// A release as the API of GitHub or Gitea describes it. Integrity hints only: whom to believe is
// decided by trust/.
#pragma once

#include "base/digest.h"
#include "base/json.h"
#include "base/version.h"

#include <QDateTime>
#include <QUrl>

#include <optional>

namespace upkeep {

struct GitHubAsset {
    qint64 id = 0;
    QString name;
    qint64 size = 0;
    std::optional<Digest> digest; // none: uploaded before GitHub kept them, or another server
    QUrl apiUrl;                  // empty on Gitea
    QUrl browserUrl;
    QString updatedAt; // with id and digest: tells a replaced asset
};

struct GitHubRelease {
    qint64 id = 0;
    QString tag;
    QString title;
    QString body;
    bool draft = false;
    bool prerelease = false;
    bool immutable = false;
    QDateTime published;       // invalid: not published
    QList<GitHubAsset> assets; // wholly uploaded ones only

    // Of the tag, as tag_version.h reads it; nullopt: it names no version that has an order.
    std::optional<Version> version() const;
    const GitHubAsset* asset(QStringView name) const;
};

// Unknown members are ignored; a digest that is there must be well-formed. source.invalid
// otherwise.
Result<GitHubRelease> readRelease(const JsonValue& json);

// The published releases with a version, highest first, whatever the server calls "latest".
QList<GitHubRelease> newestFirst(const QList<GitHubRelease>& releases, bool withPrereleases);

} // namespace upkeep
