// SPDX-License-Identifier: Apache-2.0
// A published site as it lies in a folder: metadata/, targets/, and per release releases/<tag>/
// with its assets and a release.json that says what GitHub's API would say about it.
#pragma once

#include "base/digest.h"
#include "base/json.h"
#include "system/file_system.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace upkeep {

struct PublishedAsset {
    QString name;
    qint64 size = 0;
    Digest sha256;

    friend bool operator==(const PublishedAsset&, const PublishedAsset&) = default;
};

// releases/<tag>/release.json
struct PublishedRelease {
    QString tag; // "v1.1.0"
    QString title;
    QString body; // Markdown
    bool prerelease = false;
    bool draft = false;
    QDateTime publishedAt; // UTC
    QList<PublishedAsset> assets;

    static Result<PublishedRelease> parse(QByteArrayView text);
    JsonValue toJson() const;
    const PublishedAsset* asset(QStringView name) const;
    // Adds it, or takes the place of one of the same name.
    void setAsset(const PublishedAsset& asset);

    friend bool operator==(const PublishedRelease&, const PublishedRelease&) = default;
};

class Site {
public:
    Site(FileSystem& files, LocalPath root) : m_files(&files), m_root(std::move(root)) {}

    const LocalPath& root() const { return m_root; }
    LocalPath metadata() const { return m_root / "metadata"; }
    LocalPath targets() const { return m_root / "targets"; }
    LocalPath releasesFolder() const { return m_root / "releases"; }
    // What to hand out beside product.yaml.
    LocalPath trustedRoot() const { return m_root / "root.json"; }
    // Fails with publish.invalid where `tag` or `asset` is no plain name.
    Result<LocalPath> releaseFolder(const QString& tag) const;
    Result<LocalPath> assetPath(const QString& tag, const QString& asset) const;
    // Of a payload's url, "<tag>/<asset>".
    Result<LocalPath> payloadPath(const QString& url) const;

    // Newest first; none where nothing was released. A broken release.json is publish.invalid.
    Result<QList<PublishedRelease>> releases() const;
    // file.not-found where there is no such release.
    Result<PublishedRelease> release(const QString& tag) const;
    // Durable; the folder must be there.
    Result<void> saveRelease(const PublishedRelease& release) const;

private:
    FileSystem* m_files;
    LocalPath m_root;
};

} // namespace upkeep
