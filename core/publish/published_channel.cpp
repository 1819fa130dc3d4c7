// SPDX-License-Identifier: Apache-2.0
#include "publish/published_channel.h"

#include "payload/assemble.h"
#include "payload/package_index.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 indexLimit = 64 << 20;

// An asset, checked against what the signed document says of it.
Result<LocalPath> checkedAsset(FileSystem& files, const Site& site, const Payload& payload) {
    UPKEEP_TRY_AS(const LocalPath path, site.payloadPath(payload.url));
    UPKEEP_TRY_AS(const Descriptor file, files.open(path));
    UPKEEP_TRY_AS(const Digest digest, Digest::ofFile(file.get()));
    if (digest != payload.sha256)
        return Error{
            ErrorCode::PayloadHash, path.display(), QStringLiteral("is not what was signed")};
    return path;
}

Result<const Payload*> required(const ReleaseDocument& document, Payload::Kind kind) {
    if (const Payload* payload = document.payload(kind))
        return payload;
    return Error{ErrorCode::ReleaseInvalid,
                 document.version.toString(),
                 QStringLiteral("lists no %1").arg(payloadKindName(kind))};
}

} // namespace

QByteArray channelRole(const QString& channel, const QString& platform) {
    return (channel + u'.' + platform).toUtf8();
}

Result<QList<ReleaseDocument>> publishedReleases(FileSystem& files,
                                                 const Site& site,
                                                 const MetadataRepository& metadata,
                                                 const QByteArray& role) {
    QList<ReleaseDocument> documents;
    if (!metadata.hasRole(role))
        return documents;
    UPKEEP_TRY_AS(const QList<TargetFile> targets, metadata.targetsOf(role));
    for (const TargetFile& target : targets) {
        const QByteArray hashed = pathWithHash(target.path, target.hashes.value("sha256"));
        UPKEEP_TRY_AS(const RelativePath name, RelativePath::parse(hashed));
        UPKEEP_TRY_AS(const QByteArray text,
                      files.read(site.targets() / name, ReleaseDocument::sizeLimit));
        UPKEEP_TRY(checkHashes(text, target.hashes, true));
        UPKEEP_TRY_AS(const ReleaseDocument document, ReleaseDocument::parse(text));
        documents += document;
    }
    std::sort(documents.begin(), documents.end(), [](const auto& a, const auto& b) {
        return a.version > b.version;
    });
    return documents;
}

Result<qint64> highestCounterElsewhere(FileSystem& files,
                                       const Site& site,
                                       const MetadataRepository& metadata,
                                       const QString& channel,
                                       const QString& platform) {
    qint64 highest = 0;
    const QByteArray own = channelRole(channel, platform);
    for (const QByteArray& role : metadata.roles().targetsRoles()) {
        if (role == own || !role.endsWith('.' + platform.toUtf8()))
            continue;
        UPKEEP_TRY_AS(const auto documents, publishedReleases(files, site, metadata, role));
        for (const ReleaseDocument& document : documents)
            highest = std::max(highest, document.counter);
    }
    return highest;
}

Result<PublishedTree> unpackRelease(FileSystem& files,
                                    const Site& site,
                                    const ReleaseDocument& document,
                                    const LocalPath& folder,
                                    std::stop_token stop) {
    UPKEEP_TRY_AS(const Payload* package, required(document, Payload::Kind::Package));
    UPKEEP_TRY_AS(const Payload* index, required(document, Payload::Kind::Index));
    AssembleJob job;
    job.into = folder;
    UPKEEP_TRY_AS(job.package, checkedAsset(files, site, *package));
    UPKEEP_TRY_AS(job.index, checkedAsset(files, site, *index));
    UPKEEP_TRY_AS(const QByteArray indexBytes, files.read(job.index, indexLimit));
    UPKEEP_TRY_AS(const PackageIndex parsed, PackageIndex::parse(indexBytes));
    if (parsed.treeHash != document.toTree)
        return Error{ErrorCode::ReleaseMismatch,
                     document.version.toString(),
                     QStringLiteral("its index is that of another tree")};
    job.wanted = parsed.files;
    UPKEEP_TRY(files.makeFolders(folder));
    UPKEEP_TRY_AS(const AssembleReport report, assemble(job, files, {}, stop));
    if (!report.missing.isEmpty())
        return Error{
            ErrorCode::PayloadInvalid,
            job.package.display(),
            QStringLiteral("lacks %1").arg(QString::fromUtf8(report.missing.constFirst().bytes()))};
    return PublishedTree{document, folder, parsed.files};
}

} // namespace upkeep
