// SPDX-License-Identifier: Apache-2.0
#include "publish/site_check.h"

#include "manifest/update_manifest.h"
#include "payload/assemble.h"
#include "payload/package_index.h"
#include "payload/patch_format.h"
#include "product/changelog.h"
#include "product/policy_document.h"
#include "publish/published_channel.h"
#include "publish/site.h"
#include "publish/tree_staging.h"
#include "trust/trust_client.h"

#include <algorithm>

namespace upkeep {

namespace {

constexpr qint64 smallLimit = 1 << 20;
constexpr qint64 indexLimit = 64 << 20;

// The site's own folder as a client's transport.
class FolderTransport final : public MetadataTransport {
public:
    FolderTransport(FileSystem& files, Site site) : m_files(files), m_site(std::move(site)) {}

    Result<std::optional<QByteArray>>
    metadata(const QByteArray& fileName, qint64 limit, std::stop_token) override {
        return read(m_site.metadata(), fileName, limit);
    }
    Result<std::optional<QByteArray>>
    target(const QByteArray& pathWithHash, qint64 limit, std::stop_token) override {
        return read(m_site.targets(), pathWithHash, limit);
    }

private:
    Result<std::optional<QByteArray>>
    read(const LocalPath& folder, const QByteArray& name, qint64 limit) {
        UPKEEP_TRY_AS(const LocalName local, LocalName::parse(name));
        Result<QByteArray> bytes = m_files.read(folder / local, limit);
        if (bytes)
            return std::optional(*std::move(bytes));
        if (bytes.error().code == ErrorCode::FileNotFound)
            return std::optional<QByteArray>();
        return bytes.error();
    }

    FileSystem& m_files;
    Site m_site;
};

class SiteCheck {
public:
    SiteCheck(FileSystem& files,
              const LocalPath& site,
              LocalPath scratch,
              const PublishLog& log,
              std::stop_token stop)
        : m_files(files), m_site(files, site), m_scratch(std::move(scratch)), m_log(log),
          m_stop(std::move(stop)), m_transport(files, m_site) {}

    Result<SiteReport> run(const QDateTime& now) {
        UPKEEP_TRY_AS(const QByteArray root, m_files.read(m_site.trustedRoot(), smallLimit));
        UPKEEP_TRY_AS(TrustStore store, TrustStore::create(m_files, m_scratch / "trust", root));
        UPKEEP_TRY_AS(TrustClient client, TrustClient::open(store, m_transport, now));
        UPKEEP_TRY(client.refresh(m_stop));
        m_report.trustedUntil = client.trustedUntil();
        UPKEEP_TRY(checkPolicy(client));
        UPKEEP_TRY_AS(const QByteArrayList roles, channelRoles());
        for (const QByteArray& role : roles)
            UPKEEP_TRY(checkRole(client, role));
        return m_report;
    }

private:
    Result<void> checkPolicy(TrustClient& client) {
        UPKEEP_TRY_AS(const std::optional<TargetFile> target, client.find("policy.json", m_stop));
        if (!target)
            return Error{ErrorCode::TrustTargetMissing, QStringLiteral("policy.json"), {}};
        UPKEEP_TRY_AS(const QByteArray text, client.fetch(*target, smallLimit, m_stop));
        UPKEEP_TRY(PolicyDocument::parse(text));
        return {};
    }

    // By the folders of targets/: what the metadata does not name is not reached through it.
    Result<QByteArrayList> channelRoles() {
        QByteArrayList roles;
        UPKEEP_TRY_AS(const QList<FolderEntry> channels, m_files.list(m_site.targets()));
        for (const FolderEntry& channel : channels) {
            if (channel.type != FileType::Folder)
                continue;
            UPKEEP_TRY_AS(const QList<FolderEntry> platforms,
                          m_files.list(m_site.targets() / channel.name));
            for (const FolderEntry& platform : platforms)
                roles += channel.name.bytes() + '.' + platform.name.bytes();
        }
        return roles;
    }

    Result<void> checkRole(TrustClient& client, const QByteArray& role) {
        UPKEEP_TRY_AS(const QList<TargetFile> targets, client.targetsOf(role, m_stop));
        QList<ReleaseDocument> documents;
        for (const TargetFile& target : targets) {
            UPKEEP_TRY_AS(const QByteArray text,
                          client.fetch(target, ReleaseDocument::sizeLimit, m_stop));
            UPKEEP_TRY_AS(const ReleaseDocument document, ReleaseDocument::parse(text));
            if (document.targetPath().toUtf8() != target.path)
                return Error{ErrorCode::ReleaseMismatch,
                             QString::fromUtf8(target.path),
                             QStringLiteral("describes another release")};
            documents += document;
        }
        // Oldest first, so that the trees patches start from are there.
        std::sort(documents.begin(), documents.end(), [](const auto& a, const auto& b) {
            return a.version < b.version;
        });
        m_trees.clear();
        for (const ReleaseDocument& document : documents)
            UPKEEP_TRY(checkRelease(document));
        return {};
    }

    Result<void> checkRelease(const ReleaseDocument& document) {
        m_log(QStringLiteral("%1 %2 (%3, %4)")
                  .arg(document.product,
                       document.version.toString(),
                       document.channel,
                       document.platform));
        ++m_report.releases;
        UPKEEP_TRY(checkTexts(document));
        for (const Payload& payload : document.payloads)
            UPKEEP_TRY(checkAsset(payload.url, payload.length, payload.sha256));
        const LocalPath folder =
            (m_scratch / "tree").withSuffix(QByteArray::number(m_report.releases));
        UPKEEP_TRY_AS(const PublishedTree tree,
                      unpackRelease(m_files, m_site, document, folder, m_stop));
        if (tree.list.treeHash() != document.toTree)
            return Error{ErrorCode::TreeMismatch,
                         document.version.toString(),
                         QStringLiteral("the package is another tree")};
        for (const Payload& payload : document.payloads) {
            if (payload.kind == Payload::Kind::Patch)
                UPKEEP_TRY(checkPatch(payload, tree));
            if (payload.kind == Payload::Kind::Evolution)
                UPKEEP_TRY(checkEvolution(document, payload));
        }
        m_trees += tree;
        return {};
    }

    Result<void> checkTexts(const ReleaseDocument& document) {
        if (document.manifest) {
            UPKEEP_TRY_AS(const QByteArray text, checkedText(*document.manifest));
            UPKEEP_TRY(UpdateManifest::parse(text, document.manifest->url));
        }
        if (document.changelog) {
            UPKEEP_TRY_AS(const QByteArray text, checkedText(*document.changelog));
            UPKEEP_TRY(parseChangelog(text));
        }
        return {};
    }

    Result<QByteArray> checkedText(const AttachedFile& file) {
        UPKEEP_TRY(checkAsset(file.url, file.length, file.sha256));
        UPKEEP_TRY_AS(const LocalPath path, m_site.payloadPath(file.url));
        return m_files.read(path, smallLimit);
    }

    Result<void> checkAsset(const QString& url, qint64 length, const Digest& sha256) {
        UPKEEP_TRY_AS(const LocalPath path, m_site.payloadPath(url));
        UPKEEP_TRY_AS(const FileStat stat, m_files.stat(path));
        UPKEEP_TRY_AS(const Descriptor file, m_files.open(path));
        UPKEEP_TRY_AS(const Digest digest, Digest::ofFile(file.get()));
        if (stat.size != length || digest != sha256)
            return Error{ErrorCode::PayloadHash, url, QStringLiteral("is not what was signed")};
        ++m_report.payloads;
        m_report.bytes += length;
        return {};
    }

    Result<void> checkPatch(const Payload& payload, const PublishedTree& to) {
        const auto from =
            std::find_if(m_trees.begin(), m_trees.end(), [&payload](const PublishedTree& tree) {
                return tree.document.toTree == payload.fromTree;
            });
        if (from == m_trees.end())
            return Error{ErrorCode::ReleaseMismatch,
                         payload.url,
                         QStringLiteral("starts from a tree that is not listed")};
        AssembleJob job;
        job.into = (m_scratch / "patched").withSuffix(QByteArray::number(++m_patched));
        UPKEEP_TRY(m_files.makeFolders(job.into));
        UPKEEP_TRY_AS(job.patch, m_site.payloadPath(payload.url));
        job.patchFrom = from->list;
        job.wanted = to.list;
        for (const FileEntry& entry : from->list.entries()) {
            if (entry.type == EntryType::File)
                job.sources.insert(entry.digest, from->folder / entry.path);
        }
        return tryOut(job, payload.url);
    }

    Result<void> checkEvolution(const ReleaseDocument& document, const Payload& payload) {
        const Payload* index =
            document.evolutionPayload(Payload::Kind::EvolutionIndex, payload.evolution);
        if (!index)
            return Error{
                ErrorCode::ReleaseInvalid, payload.evolution, QStringLiteral("has no index")};
        AssembleJob job;
        job.into = (m_scratch / "evolution").withSuffix(QByteArray::number(++m_patched));
        UPKEEP_TRY(m_files.makeFolders(job.into));
        UPKEEP_TRY_AS(job.package, m_site.payloadPath(payload.url));
        UPKEEP_TRY_AS(job.index, m_site.payloadPath(index->url));
        UPKEEP_TRY_AS(const QByteArray bytes, m_files.read(job.index, indexLimit));
        UPKEEP_TRY_AS(const PackageIndex parsed, PackageIndex::parse(bytes));
        if (parsed.treeHash != payload.toTree)
            return Error{ErrorCode::ReleaseMismatch,
                         index->url,
                         QStringLiteral("is the index of another tree")};
        job.wanted = parsed.files;
        return tryOut(job, payload.url);
    }

    Result<void> tryOut(const AssembleJob& job, const QString& url) {
        UPKEEP_TRY_AS(const AssembleReport report, assemble(job, m_files, {}, m_stop));
        UPKEEP_TRY_AS(const FileList found, listFolder(m_files, job.into));
        if (!report.missing.isEmpty() || !(found == job.wanted))
            return Error{
                ErrorCode::PublishVerify, url, QStringLiteral("does not give the signed tree")};
        return m_files.removeTree(job.into);
    }

    FileSystem& m_files;
    Site m_site;
    LocalPath m_scratch;
    const PublishLog& m_log;
    std::stop_token m_stop;
    FolderTransport m_transport;
    SiteReport m_report;
    QList<PublishedTree> m_trees;
    int m_patched = 0;
};

} // namespace

Result<SiteReport> verifySite(FileSystem& files,
                              const LocalPath& site,
                              const LocalPath& scratch,
                              const QDateTime& now,
                              const PublishLog& log,
                              std::stop_token stop) {
    return SiteCheck(files, site, scratch, log, std::move(stop)).run(now);
}

} // namespace upkeep
