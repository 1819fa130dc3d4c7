// SPDX-License-Identifier: Apache-2.0
#include "publish/release_maker.h"

#include "publish/policy_change.h"
#include "publish/release_inputs.h"
#include "publish/release_payloads.h"
#include "publish/site.h"
#include "trust/canonical_json.h"

#include <QScopeGuard>

namespace upkeep {

namespace {

Result<MetadataRepository>
openMetadata(FileSystem& files, const ReleaseRequest& request, const KeyFolder& keys) {
    const KeyRing ring = keys.ring({channelRole(request.channel, request.platform)});
    if (MetadataRepository::existsAt(files, request.site))
        return MetadataRepository::open(files, request.site, ring);
    return MetadataRepository::create(files, request.site, keys.profile(), ring, keys.records());
}

// One run, from what was handed in to the signed document.
class ReleaseMaking {
public:
    ReleaseMaking(FileSystem& files,
                  Processes& processes,
                  const ReleaseRequest& request,
                  const PublishLog& log,
                  std::stop_token stop)
        : m_files(files), m_request(request), m_log(log), m_stop(stop), m_site(files, request.site),
          m_work(request.site / ".making"), m_payloads(files, processes, request, m_work, stop) {}

    Result<MadeRelease> run(MetadataRepository metadata) {
        const QByteArray role = channelRole(m_request.channel, m_request.platform);
        UPKEEP_TRY_AS(m_inputs, readInputs(m_files, m_request));
        UPKEEP_TRY_AS(m_published, publishedReleases(m_files, m_site, metadata, role));
        UPKEEP_TRY_AS(const qint64 elsewhere,
                      highestCounterElsewhere(
                          m_files, m_site, metadata, m_request.channel, m_request.platform));
        UPKEEP_TRY_AS(m_document.counter, nextCounter(m_request, m_published, elsewhere));
        UPKEEP_TRY(clearWork());
        UPKEEP_TRY(m_files.makeFolders(m_payloads.assets()));
        const auto cleanUp = qScopeGuard([this] { std::ignore = clearWork(); });
        UPKEEP_TRY(makePayloads());
        UPKEEP_TRY(fillDocument());
        UPKEEP_TRY(putAssets());
        UPKEEP_TRY(sign(metadata, role));
        UPKEEP_TRY(m_files.removeTree(m_payloads.kept()));
        return MadeRelease{releaseTag(m_request.version),
                           m_document,
                           m_payloads.made(),
                           m_payloads.notes(),
                           metadata.validUntil()};
    }

private:
    // All but the patches a run before this one finished.
    Result<void> clearWork() {
        if (!m_files.exists(m_work))
            return {};
        UPKEEP_TRY_AS(const QList<FolderEntry> found, m_files.list(m_work));
        bool keeps = false;
        for (const FolderEntry& each : found) {
            const LocalPath place = m_work / each.name;
            if (place != m_payloads.kept())
                UPKEEP_TRY(m_files.removeTree(place));
        }
        if (m_files.exists(m_payloads.kept())) {
            UPKEEP_TRY_AS(const QList<FolderEntry> patches, m_files.list(m_payloads.kept()));
            keeps = !patches.isEmpty();
        }
        return keeps ? Result<void>() : m_files.removeTree(m_work);
    }

    Result<void> makePayloads() {
        const QString product = m_inputs.product.id;
        UPKEEP_TRY_AS(const StagedTree tree, stageApplication());
        UPKEEP_TRY_AS(const QList<PublishedTree> earlier, unpackEarlier());
        m_log(QStringLiteral("Package of %1 files").arg(tree.list.entries().size()));
        UPKEEP_TRY(m_payloads.addPackage(product, tree, earlier));
        for (auto it = m_request.evolutions.begin(); it != m_request.evolutions.end(); ++it)
            UPKEEP_TRY(makeEvolution(it.key(), it.value(), tree.list));
        // What takes longest comes last: all that may be refused was looked at before.
        UPKEEP_TRY(m_payloads.addPatches(product, earlier, tree, m_log));
        m_document.toTree = tree.list.treeHash();
        m_document.unpackedSize = tree.list.totalSize();
        return {};
    }

    // The tree as the build made it, with the product file signed at its top.
    Result<StagedTree> stageApplication() {
        const LocalPath folder = m_work / "tree";
        UPKEEP_TRY_AS(const StagedTree built, stageTree(m_files, m_request.tree, {}, folder));
        UPKEEP_TRY_AS(const RelativePath name, RelativePath::parse("product.yaml"));
        if (built.list.find(name))
            UPKEEP_TRY(m_files.removeFile(folder / name));
        UPKEEP_TRY(m_files.writeAndSync(folder / name, m_inputs.productText));
        UPKEEP_TRY_AS(FileList list, listFolder(m_files, folder));
        return StagedTree{folder, std::move(list)};
    }

    Result<QList<PublishedTree>> unpackEarlier() {
        QList<PublishedTree> trees;
        for (const ReleaseDocument& document : m_published) {
            if (trees.size() >= m_request.patchesFrom)
                break;
            const LocalPath folder = (m_work / "from").withSuffix(QByteArray::number(trees.size()));
            UPKEEP_TRY_AS(const PublishedTree tree,
                          unpackRelease(m_files, m_site, document, folder, m_stop));
            trees += tree;
        }
        return trees;
    }

    Result<void>
    makeEvolution(const QString& id, const LocalPath& from, const FileList& application) {
        m_log(QStringLiteral("Evolution %1").arg(id));
        UPKEEP_TRY_AS(const RelativePath prefix, RelativePath::parse("evolutions/" + id.toUtf8()));
        if (application.find(prefix))
            return Error{ErrorCode::PublishInvalid,
                         id,
                         QStringLiteral("the application's tree has a folder of this evolution")};
        UPKEEP_TRY_AS(const LocalName name, LocalName::parse("evolution-" + id.toUtf8()));
        UPKEEP_TRY_AS(const StagedTree tree, stageTree(m_files, from, prefix, m_work / name));
        UPKEEP_TRY(application.joined(tree.list));
        return m_payloads.addEvolution(m_inputs.product.id, id, tree);
    }

    Result<void> fillDocument() {
        m_document.product = m_inputs.product.id;
        m_document.channel = m_request.channel;
        m_document.platform = m_request.platform;
        m_document.version = m_request.version;
        m_document.released = m_request.released;
        m_document.updateType = updateTypeOf(m_request, m_published);
        m_document.security = m_request.security;
        m_document.cves = m_request.cves;
        m_document.risk = m_request.risk;
        m_document.rollout = m_request.rollout;
        m_document.knownIssues = m_request.knownIssues;
        if (m_inputs.manifest) {
            UPKEEP_TRY_AS(
                m_document.manifest,
                m_payloads.addFile(QStringLiteral("update-manifest.yaml"), m_inputs.manifestText));
        }
        if (!m_inputs.changelogText.isEmpty()) {
            UPKEEP_TRY_AS(
                m_document.changelog,
                m_payloads.addFile(QStringLiteral("CHANGELOG.md"), m_inputs.changelogText));
        }
        m_document.payloads = m_payloads.payloads();
        m_document.framesFrom = m_payloads.framesFrom();
        m_documentText = canonicalJson(m_document.toJson());
        // What a client would refuse is refused here.
        UPKEEP_TRY(ReleaseDocument::parse(m_documentText));
        return {};
    }

    // Into releases/<tag>/, next to those of other platforms. An orphan of a run that never signed
    // is replaced.
    Result<void> putAssets() {
        const QString tag = releaseTag(m_request.version);
        UPKEEP_TRY_AS(const LocalPath folder, m_site.releaseFolder(tag));
        UPKEEP_TRY(m_files.makeFolders(folder));
        PublishedRelease release;
        if (const Result<PublishedRelease> there = m_site.release(tag))
            release = *there;
        release.tag = tag;
        release.title = m_inputs.product.name + u' ' + m_request.version.toString();
        release.body = m_inputs.notes;
        release.prerelease = m_request.version.isPrerelease();
        release.publishedAt = m_request.released;
        for (const ReleaseAsset& asset : m_payloads.made()) {
            UPKEEP_TRY_AS(const LocalName name, LocalName::parse(asset.name.toUtf8()));
            UPKEEP_TRY(m_files.replace(m_payloads.assets() / name, folder / name));
            UPKEEP_TRY(m_files.syncFile(folder / name));
            release.setAsset({asset.name, asset.size, asset.sha256});
        }
        UPKEEP_TRY(m_files.syncFolder(folder));
        UPKEEP_TRY(m_site.saveRelease(release));
        return m_files.syncFolder(m_site.releasesFolder());
    }

    // The last thing: until the timestamp is written, clients see the release before.
    Result<void> sign(MetadataRepository& metadata, const QByteArray& role) {
        m_log(QStringLiteral("Signing"));
        if (!metadata.hasRole(role))
            UPKEEP_TRY(metadata.delegate(
                role, {(m_request.channel + u'/' + m_request.platform).toUtf8() + "/*"}));
        UPKEEP_TRY(addFirstPolicy(metadata));
        UPKEEP_TRY_AS(const RelativePath path,
                      RelativePath::parse(m_document.targetPath().toUtf8()));
        UPKEEP_TRY(metadata.addTarget(role, path, m_documentText));
        UPKEEP_TRY(metadata.publish(m_request.now));
        return m_files.writeAndSync(m_site.trustedRoot(), metadata.trustedRoot());
    }

    FileSystem& m_files;
    const ReleaseRequest& m_request;
    const PublishLog& m_log;
    std::stop_token m_stop;
    Site m_site;
    LocalPath m_work;
    ReleasePayloads m_payloads;
    ReleaseInputs m_inputs;
    QList<ReleaseDocument> m_published;
    ReleaseDocument m_document;
    QByteArray m_documentText;
};

} // namespace

Result<MadeRelease> makeRelease(FileSystem& files,
                                Processes& processes,
                                const ReleaseRequest& request,
                                const KeyFolder& keys,
                                const PublishLog& log,
                                std::stop_token stop) {
    UPKEEP_TRY(files.makeFolders(request.site));
    UPKEEP_TRY_AS(MetadataRepository metadata, openMetadata(files, request, keys));
    return ReleaseMaking(files, processes, request, log, stop).run(std::move(metadata));
}

} // namespace upkeep
