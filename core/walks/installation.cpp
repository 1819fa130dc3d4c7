// SPDX-License-Identifier: Apache-2.0
#include "walks/installation.h"

#include "steps/download.h"
#include "steps/preflight.h"
#include "steps/stage.h"
#include "system/durable_folders.h"
#include "tree/local_changes.h"
#include "walks/obtain_archive.h"
#include "walks/obtain_tree.h"
#include "walks/record_copy.h"
#include "walks/release_feed.h"

namespace upkeep {

namespace {

// What install and adopt have in common: a product file, a trusted root, a feed.
class Newcomer {
public:
    Newcomer(const Seams& seams, const InstallRequest& request, std::stop_token stop)
        : m_seams(seams), m_request(request), m_files(seams.files), m_stop(std::move(stop)) {}

    Result<void> open(bool adopted) {
        UPKEEP_TRY_AS(m_product,
                      ProductFile::parse(m_request.productYaml, QStringLiteral("product.yaml")));
        m_registration.id = m_product.id;
        m_registration.root = canonical(m_request.root);
        m_registration.adopted = adopted;
        m_registration.scope = m_request.scope;
        m_registration.channel = m_request.channel;
        m_registration.source = m_request.source;
        m_root = m_registration.places();
        const auto known = findRegistration(m_files, m_seams.places, m_product.id);
        if (known)
            return Error{ErrorCode::ProductExists, m_product.id, known->root.display()};
        if (known.error().code != ErrorCode::ProductUnknown)
            return known.error();
        // Left by a try that did not end: nothing is trusted by it, since nothing was registered.
        const LocalPath trust = m_seams.places.trustOf(m_product.id);
        UPKEEP_TRY(TrustStore::erase(m_files, trust));
        UPKEEP_TRY(makeFoldersDurably(m_files, trust.parent(), 0700));
        if (isSigned())
            UPKEEP_TRY(TrustStore::create(m_files, trust, m_request.trustedRoot));
        UPKEEP_TRY_AS(m_access, openAccess(m_seams, m_registration, m_product));
        UPKEEP_TRY_AS(m_feed,
                      feedOf(m_access,
                             {m_product.id,
                              m_request.channel,
                              currentPlatform(),
                              m_request.version.value_or(Version()),
                              m_request.version.has_value()},
                             m_stop));
        m_registration.source.repositoryId = m_feed.repositoryId;
        return {};
    }

    bool isSigned() const { return m_product.trust.kind == TrustSpec::Kind::Signed; }
    // Kept with each tree of a project that ships none.
    QByteArray productFile() const { return isSigned() ? QByteArray() : m_request.productYaml; }

    // Last of all: from here on the product is installed. Durable on return.
    Result<Registration> settle(const char* operation, const InstalledRecord& record) {
        UPKEEP_TRY(keepRecordCopy(m_files, m_root));
        DecisionStore store(m_files, m_seams.places.stateOf(m_product.id), record.counter);
        Decisions decisions;
        decisions.feedFloor = record.counter;
        decisions.minimumCounter = m_feed.policy.minimumCounter;
        UPKEEP_TRY(makeFoldersDurably(m_files, m_seams.places.stateOf(m_product.id), 0700));
        UPKEEP_TRY(store.save(decisions));
        UPKEEP_TRY(saveRegistration(m_files, m_seams.places, m_registration));
        HistoryEvent event;
        event.time = m_seams.clock.now().toUTC();
        event.operation = QLatin1String(operation);
        event.result = QStringLiteral("success");
        event.to = record.version;
        History history(
            m_files, m_seams.places.stateOf(m_product.id) / "history.jsonl", m_product.id);
        UPKEEP_TRY(history.append(event));
        return m_registration;
    }

    Result<TrustedRelease> fetch(const ReleaseDocument& document) {
        return releaseOf(m_access,
                         m_feed,
                         document,
                         m_files,
                         m_seams.places.stateOf(m_product.id) / "texts",
                         m_stop);
    }

protected:
    const Seams& m_seams;
    const InstallRequest& m_request;
    FileSystem& m_files;
    std::stop_token m_stop;
    ProductFile m_product;
    Registration m_registration;
    InstallRoot m_root;
    ReleaseAccess m_access;
    ReleaseFeed m_feed;
};

class Installing : public Newcomer {
public:
    using Newcomer::Newcomer;

    Result<Registration> run(const ProgressSink& progress) {
        UPKEEP_TRY(open(false));
        UPKEEP_TRY(takeRoot());
        UPKEEP_TRY_AS(const TrustedRelease release, choose());
        UPKEEP_TRY_AS(const QStringList evolutions, chooseEvolutionsOf(release));
        UPKEEP_TRY_AS(const ObtainedTree obtained,
                      obtainTree({m_seams,
                                  *m_access.source,
                                  release,
                                  evolutions,
                                  {},
                                  {},
                                  {},
                                  m_root.staged(),
                                  m_seams.places.downloadsOf(m_product.id),
                                  newTransaction(),
                                  progress,
                                  m_stop,
                                  {},
                                  {},
                                  productFile()}));
        UPKEEP_TRY(writeInstalledRecord(m_files, m_root.staged(), obtained.record));
        UPKEEP_TRY(verifyStage(m_files, m_root.staged(), m_stop));
        UPKEEP_TRY(checkOwnFile());
        UPKEEP_TRY(m_files.syncFs(m_root.staged()));
        UPKEEP_TRY(m_files.rename(m_root.staged(), m_root.live));
        UPKEEP_TRY(m_files.syncFolder(m_root.work));
        UPKEEP_TRY(m_files.syncFolder(m_root.live.parent()));
        UPKEEP_TRY(m_files.removeTree(m_seams.places.downloadsOf(m_product.id)));
        return settle("install", obtained.record);
    }

private:
    // An empty folder, or what an earlier try of ours left in it.
    Result<void> takeRoot() {
        UPKEEP_TRY(makeFoldersDurably(m_files, m_registration.root));
        UPKEEP_TRY_AS(const QList<FolderEntry> there, m_files.list(m_registration.root));
        const auto record = readInstalledRecord(m_files, m_root.live);
        for (const FolderEntry& entry : there) {
            const bool live =
                entry.name.bytes() == "current" && record && record->product == m_product.id;
            if (entry.name.bytes() != ".upkeep" && !live)
                return Error{
                    ErrorCode::ProductExists, m_registration.root.display(), entry.name.display()};
        }
        UPKEEP_TRY(m_files.removeTree(m_root.live));
        UPKEEP_TRY(m_files.removeTree(m_root.work));
        return m_files.makeFolder(m_root.work);
    }

    Result<TrustedRelease> choose() {
        for (const ReleaseDocument& document : m_feed.releases) {
            if (m_request.version ? document.version != *m_request.version
                                  : document.version.isPrerelease() &&
                                        m_request.channel == QStringLiteral("stable"))
                continue;
            const RevokedRelease* const revoked = m_feed.policy.revocation(document.version);
            if (revoked && m_request.version)
                return Error{
                    ErrorCode::ReleaseRevoked, document.version.toString(), revoked->reason};
            if (revoked || document.counter < m_feed.policy.minimumCounter)
                continue;
            return fetch(document);
        }
        return Error{ErrorCode::ReleaseUnknown,
                     m_request.version ? m_request.version->toString() : m_product.id,
                     m_request.channel};
    }

    // What is asked for, and what would be ticked in an offer.
    Result<QStringList> chooseEvolutionsOf(const TrustedRelease& release) const {
        const QList<EvolutionSpec>& specs = release.manifest.evolutions;
        QStringList wanted = m_request.evolutions;
        if (wanted.isEmpty()) {
            for (const EvolutionOffer& offer :
                 offerEvolutions(specs, release.document.version, {})) {
                if (offer.chosen)
                    wanted.append(offer.id);
            }
        }
        UPKEEP_TRY_AS(const EvolutionChoice choice,
                      chooseEvolutions(specs, release.document.version, {}, wanted));
        return choice.ids;
    }

    // The signed product.yaml within the tree is the one that counts; it must be the same product.
    Result<void> checkOwnFile() const {
        UPKEEP_TRY_AS(const ProductFile own, readProductFile(m_files, m_root.staged()));
        if (own.id != m_product.id)
            return Error{ErrorCode::ProductInvalid, own.id, m_product.id};
        return {};
    }
};

class Adopting : public Newcomer {
public:
    using Newcomer::Newcomer;

    Result<Registration> run(const ProgressSink& progress) {
        UPKEEP_TRY(open(true));
        UPKEEP_TRY(m_files.stat(m_root.live));
        Downloads downloads(
            *m_access.source, m_files, m_seams.places.downloadsOf(m_product.id), progress, m_stop);
        for (const ReleaseDocument& document : m_feed.releases) {
            InstalledRecord record;
            if (m_request.version && document.version != *m_request.version)
                continue;
            UPKEEP_TRY_AS(const bool fits, fitsTree(document, downloads, record));
            if (!fits)
                continue;
            UPKEEP_TRY(m_files.removeTree(m_seams.places.downloadsOf(m_product.id)));
            UPKEEP_TRY(makeFoldersDurably(m_files, m_root.work));
            UPKEEP_TRY(writeInstalledRecord(m_files, m_root.live, record));
            UPKEEP_TRY(m_files.syncFs(m_root.live));
            UPKEEP_TRY(readProductFile(m_files, m_root.live));
            return settle("adopt", record);
        }
        return Error{
            ErrorCode::ReleaseUnknown, m_root.live.display(), QStringLiteral("no release")};
    }

private:
    Result<bool>
    fitsTree(const ReleaseDocument& document, Downloads& downloads, InstalledRecord& record) {
        UPKEEP_TRY_AS(const auto list, listOfRelease(document, downloads));
        if (!list)
            return false;
        record.files = *list;
        UPKEEP_TRY_AS(const bool intact, isIntact(record.files));
        if (!intact)
            return false;
        UPKEEP_TRY_AS(const TrustedRelease release, fetch(document));
        for (const EvolutionSpec& spec : release.manifest.evolutions)
            UPKEEP_TRY(addEvolution(document, spec, downloads, record));
        record.product = document.product;
        record.channel = m_request.channel;
        record.platform = document.platform;
        record.version = document.version;
        record.counter = document.counter;
        record.dataVersion = release.manifest.rollback.dataVersion;
        record.released = document.released;
        record.installed = m_seams.clock.now().toUTC();
        record.transaction = newTransaction();
        record.manifest = release.manifestText;
        record.productFile = productFile();
        return true;
    }

    // nullopt where the release does not tell.
    Result<std::optional<FileList>> listOfRelease(const ReleaseDocument& document,
                                                  Downloads& downloads) {
        if (!isSigned()) {
            UPKEEP_TRY_AS(const ForeignArchive archive,
                          fetchForeign(downloads, document, m_product));
            UPKEEP_TRY_AS(FileList list,
                          readForeignArchive(
                              {archive, {}}, m_files, m_seams.processes, m_seams.worker, m_stop));
            return std::optional(std::move(list));
        }
        const Payload* const payload = document.payload(Payload::Kind::Index);
        if (!payload)
            return std::optional<FileList>();
        UPKEEP_TRY_AS(FileList list, listOf(*payload, downloads));
        if (list.treeHash() != document.toTree)
            return Error{ErrorCode::PayloadInvalid, payload->url, QStringLiteral("list")};
        return std::optional(std::move(list));
    }

    Result<FileList> listOf(const Payload& payload, Downloads& downloads) {
        UPKEEP_TRY_AS(const LocalPath path, downloads.fetch(payload, QStringLiteral("app")));
        UPKEEP_TRY_AS(const QByteArray bytes, m_files.read(path, 64 << 20));
        UPKEEP_TRY_AS(const PackageIndex index, PackageIndex::parse(bytes));
        return index.files;
    }

    Result<bool> isIntact(const FileList& list) {
        UPKEEP_TRY_AS(const TreeReport report,
                      compareWithList(m_files,
                                      m_root.live,
                                      list,
                                      nullptr,
                                      {LocalName::parse(installedFolder).value()},
                                      m_stop));
        return report.isIntact();
    }

    Result<void> addEvolution(const ReleaseDocument& document,
                              const EvolutionSpec& spec,
                              Downloads& downloads,
                              InstalledRecord& record) {
        const Payload* const payload =
            document.evolutionPayload(Payload::Kind::EvolutionIndex, spec.id);
        if (!payload)
            return {};
        InstalledEvolution evolution;
        evolution.version = spec.version;
        UPKEEP_TRY_AS(evolution.list, listOf(*payload, downloads));
        UPKEEP_TRY_AS(const bool intact, isIntact(evolution.list));
        if (intact)
            record.evolutions.insert(spec.id, evolution);
        return {};
    }
};

} // namespace

Result<Registration> installProduct(const Seams& seams,
                                    const InstallRequest& request,
                                    const ProgressSink& progress,
                                    std::stop_token stop) {
    return Installing(seams, request, std::move(stop)).run(progress);
}

Result<Registration> adoptProduct(const Seams& seams,
                                  const InstallRequest& request,
                                  const ProgressSink& progress,
                                  std::stop_token stop) {
    return Adopting(seams, request, std::move(stop)).run(progress);
}

Result<void>
removeProduct(const Seams& seams, const Registration& registration, bool removeSnapshots) {
    FileSystem& files = seams.files;
    const InstallRoot root = registration.places();
    UPKEEP_TRY(files.makeFolders(root.work));
    UPKEEP_TRY_AS(const auto lock, files.lock(root.lock()));
    UPKEEP_TRY_AS(const auto running, programsUsing(seams.processes, canonical(root.live)));
    if (!running.isEmpty())
        return Error{ErrorCode::PreflightBlocked, root.live.display(), running.first().name};
    // First of all it is no longer ours: what a cut leaves behind is only files.
    UPKEEP_TRY(removeRegistration(files, seams.places, registration.id));
    UPKEEP_TRY(files.removeTree(registration.adopted ? root.live / installedFolder : root.live));
    UPKEEP_TRY(files.removeTree(root.work));
    UPKEEP_TRY(TrustStore::erase(files, seams.places.trustOf(registration.id)));
    UPKEEP_TRY(files.removeTree(seams.places.stateOf(registration.id)));
    UPKEEP_TRY(files.removeTree(seams.places.downloadsOf(registration.id)));
    if (removeSnapshots)
        UPKEEP_TRY(files.removeTree(seams.places.vaultOf(registration.id)));
    if (!registration.adopted) {
        UPKEEP_TRY_AS(const auto left, files.list(registration.root));
        if (left.isEmpty())
            UPKEEP_TRY(files.removeTree(registration.root));
    }
    return {};
}

} // namespace upkeep
