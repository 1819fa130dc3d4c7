// SPDX-License-Identifier: Apache-2.0
#include "walks/obtain_tree.h"

#include "payload/apply_patch.h"
#include "payload/package_index.h"
#include "steps/download.h"
#include "steps/stage.h"

namespace upkeep {

namespace {

constexpr qint64 indexLimit = 64 << 20;

// What is wrong with one way but need not be with the next.
bool mayFallBack(const Error& error) {
    switch (error.code) {
    case ErrorCode::PatchInvalid:
    case ErrorCode::PatchUnsupported:
    case ErrorCode::PatchSourceMissing:
    case ErrorCode::PayloadInvalid:
    case ErrorCode::PayloadHash:
    case ErrorCode::PayloadLimit:
    case ErrorCode::DownloadHash:
    case ErrorCode::CodecFailed:
    case ErrorCode::SourceMissing:
    case ErrorCode::StageFailed:
    case ErrorCode::TreeMismatch:
        return true;
    default:
        return false;
    }
}

class Obtaining {
public:
    explicit Obtaining(const ObtainInput& input)
        : m_input(input), m_files(input.seams.files), m_document(input.release.document),
          m_downloads(input.source, m_files, input.downloads, input.progress, input.stop) {}

    Result<ObtainedTree> run() {
        UPKEEP_TRY_AS(m_sources, locateSources(m_files, m_input.trees, m_input.stop));
        UPKEEP_TRY(obtainEvolutions());
        UPKEEP_TRY(tryWays());
        UPKEEP_TRY(m_files.removeTree(evolutionFolder()));
        m_obtained.downloaded = m_downloads.bytes();
        fillRecord();
        return m_obtained;
    }

private:
    LocalPath evolutionFolder() const { return m_input.into.withSuffix("-evolutions"); }

    Result<void> tryWays() {
        if (m_input.installed && m_input.installed->files.treeHash() == m_document.toTree) {
            UPKEEP_TRY_AS(const bool complete, assembleFrom(m_input.installed->files, {}, {}));
            if (complete)
                return settle(m_input.installed->files, WayKind::Frames);
        }
        std::optional<Error> last;
        for (const PlanWay& way : chooseWays(m_document, chooseInput())) {
            if (!way.possible || way.kind == WayKind::PatchAndFrames)
                continue; // a patch goes on to that by itself
            const auto done = take(way);
            if (done)
                return {};
            if (!mayFallBack(done.error()))
                return done.error();
            last = done.error();
            if (m_obtained.fallback.isEmpty())
                m_obtained.fallback = errorId(last->code);
        }
        return last.value_or(Error{ErrorCode::SourceMissing,
                                   m_document.version.toString(),
                                   QStringLiteral("no way to get it")});
    }

    ChooseInput chooseInput() const {
        ChooseInput choose;
        if (m_input.installed)
            choose.installedTree = m_input.installed->files.treeHash();
        const auto space = m_files.space(m_input.into.parent());
        choose.diskFree = space ? space->free : 0;
        return choose;
    }

    Result<void> take(const PlanWay& way) {
        m_downloads.setTotal(m_downloads.bytes() + way.bytes);
        switch (way.kind) {
        case WayKind::Patch:
        case WayKind::PatchAndFrames:
            return takePatch();
        case WayKind::Frames:
            return takeFrames();
        case WayKind::Package:
            return takePackage();
        }
        return {};
    }

    Result<void> takePatch() {
        const Payload* const payload = m_document.patchFrom(m_input.installed->files.treeHash());
        UPKEEP_TRY_AS(const LocalPath patch, m_downloads.fetch(*payload, QStringLiteral("app")));
        UPKEEP_TRY_AS(const FileList list, listOfPatch(patch));
        UPKEEP_TRY(checkList(list));
        UPKEEP_TRY_AS(const bool complete, assembleFrom(list, patch, {}));
        if (complete)
            return settle(list, WayKind::Patch);
        // Sources were lost: only the files that need them come as frames.
        UPKEEP_TRY(fetchMissingFrames());
        UPKEEP_TRY_AS(const bool whole, assembleFrom(list, patch, m_frames));
        if (!whole)
            return Error{ErrorCode::PatchSourceMissing, payload->url, m_missing};
        return settle(list, WayKind::PatchAndFrames);
    }

    Result<FileList> listOfPatch(const LocalPath& patch) {
        UPKEEP_TRY_AS(const PatchHead head, readPatchHead(patch, m_files));
        return head.newList(m_input.installed->files);
    }

    Result<void> takeFrames() {
        UPKEEP_TRY(fetchIndex());
        UPKEEP_TRY(fetchMissingFrames());
        UPKEEP_TRY_AS(const bool complete, assembleFrom(m_index.files, {}, m_frames));
        if (!complete)
            return Error{ErrorCode::PayloadInvalid, m_document.version.toString(), m_missing};
        return settle(m_index.files, WayKind::Frames);
    }

    Result<void> takePackage() {
        UPKEEP_TRY(fetchIndex());
        const Payload* const payload = m_document.payload(Payload::Kind::Package);
        UPKEEP_TRY_AS(const LocalPath package, m_downloads.fetch(*payload, QStringLiteral("app")));
        m_package = package;
        UPKEEP_TRY_AS(const bool complete, assembleFrom(m_index.files, {}, {}));
        if (!complete)
            return Error{ErrorCode::PayloadInvalid, payload->url, m_missing};
        return settle(m_index.files, WayKind::Package);
    }

    Result<void> fetchIndex() {
        if (!m_indexPath.isEmpty())
            return {};
        const Payload* const payload = m_document.payload(Payload::Kind::Index);
        if (!payload)
            return Error{
                ErrorCode::SourceMissing, m_document.version.toString(), QStringLiteral("index")};
        UPKEEP_TRY_AS(const LocalPath path, m_downloads.fetch(*payload, QStringLiteral("app")));
        UPKEEP_TRY_AS(const QByteArray bytes, m_files.read(path, indexLimit));
        UPKEEP_TRY_AS(m_index, PackageIndex::parse(bytes));
        UPKEEP_TRY(checkList(m_index.files));
        m_indexPath = path;
        return {};
    }

    // Content that is neither here nor was made by a patch.
    Result<void> fetchMissingFrames() {
        UPKEEP_TRY(fetchIndex());
        const Payload* payload = m_document.payload(Payload::Kind::Frames);
        if (!payload)
            payload = m_document.payload(Payload::Kind::Package);
        if (!payload)
            return Error{
                ErrorCode::SourceMissing, m_document.version.toString(), QStringLiteral("package")};
        const auto has = [this](const FileEntry& entry) {
            return m_lost.isEmpty() ? m_sources.contains(entry.digest)
                                    : !m_lost.contains(entry.path);
        };
        UPKEEP_TRY_AS(m_frames,
                      m_downloads.fetchFrames(*payload, m_index, has, QStringLiteral("app")));
        if (m_frames.isEmpty())
            return Error{
                ErrorCode::SourceMissing, payload->url, QStringLiteral("whole package is cheaper")};
        return {};
    }

    Result<void> checkList(const FileList& list) const {
        if (list.treeHash() == m_document.toTree)
            return {};
        return Error{ErrorCode::PayloadInvalid,
                     m_document.version.toString(),
                     QStringLiteral("the list is not the signed one")};
    }

    // False where something is missing still; `m_lost` then says what.
    Result<bool>
    assembleFrom(const FileList& list, const LocalPath& patch, const LocalPath& frames) {
        AssembleJob job;
        job.into = m_input.into;
        job.wanted = list;
        for (const InstalledEvolution& evolution : m_evolutions) {
            UPKEEP_TRY_AS(job.wanted, job.wanted.joined(evolution.list));
        }
        job.sources = m_sources;
        job.patch = patch;
        job.package = m_package;
        job.index = m_package.isEmpty() && frames.isEmpty() ? LocalPath() : m_indexPath;
        job.frames = frames;
        UPKEEP_TRY_AS(const AssembleReport report,
                      assembleTree(job,
                                   m_files,
                                   m_input.seams.processes,
                                   m_input.seams.worker,
                                   m_input.progress,
                                   m_input.stop));
        m_lost = QSet<RelativePath>(report.missing.begin(), report.missing.end());
        m_missing = m_lost.isEmpty()
                        ? QString()
                        : QString::fromUtf8(report.missing.first().bytes()) +
                              QStringLiteral(" and %1 more").arg(report.missing.size() - 1);
        return m_lost.isEmpty();
    }

    Result<void> settle(const FileList& list, WayKind kind) {
        m_obtained.record.files = list;
        m_obtained.way = wayName(kind);
        return {};
    }

    // Each chosen evolution becomes a list, and its content one more source.
    Result<void> obtainEvolutions() {
        UPKEEP_TRY(m_files.removeTree(evolutionFolder()));
        for (const QString& id : m_input.evolutions) {
            const Payload* const payload =
                m_document.evolutionPayload(Payload::Kind::Evolution, id);
            if (!payload)
                return Error{ErrorCode::SourceMissing, id, QStringLiteral("evolution")};
            const EvolutionSpec* const spec = m_input.release.manifest.evolution(id);
            InstalledEvolution evolution;
            evolution.version = spec ? spec->version : m_document.version;
            UPKEEP_TRY_AS(const bool here, isInstalled(id, payload->toTree, evolution));
            if (!here)
                UPKEEP_TRY(unpackEvolution(id, *payload, evolution));
            m_evolutions.insert(id, evolution);
        }
        return {};
    }

    // The same evolution, whole: nothing to fetch.
    Result<bool>
    isInstalled(const QString& id, const Digest& tree, InstalledEvolution& evolution) const {
        if (!m_input.installed || !m_input.installed->evolutions.contains(id))
            return false;
        const FileList list = m_input.installed->evolutions.value(id).list;
        if (list.treeHash() != tree)
            return false;
        const bool whole =
            std::all_of(list.entries().begin(), list.entries().end(), [&](const FileEntry& entry) {
                return entry.type != EntryType::File || m_sources.contains(entry.digest);
            });
        evolution.list = list;
        return whole;
    }

    Result<void>
    unpackEvolution(const QString& id, const Payload& payload, InstalledEvolution& evolution) {
        const Payload* const indexPayload =
            m_document.evolutionPayload(Payload::Kind::EvolutionIndex, id);
        if (!indexPayload)
            return Error{ErrorCode::SourceMissing, id, QStringLiteral("index")};
        AssembleJob job;
        UPKEEP_TRY_AS(job.index, m_downloads.fetch(*indexPayload, id));
        UPKEEP_TRY_AS(job.package, m_downloads.fetch(payload, id));
        UPKEEP_TRY_AS(const QByteArray bytes, m_files.read(job.index, indexLimit));
        UPKEEP_TRY_AS(const PackageIndex index, PackageIndex::parse(bytes));
        if (index.files.treeHash() != payload.toTree)
            return Error{ErrorCode::PayloadInvalid, payload.url, QStringLiteral("list")};
        job.wanted = index.files;
        job.into = evolutionFolder() / id.toUtf8().constData();
        UPKEEP_TRY_AS(const AssembleReport report,
                      assembleTree(job,
                                   m_files,
                                   m_input.seams.processes,
                                   m_input.seams.worker,
                                   m_input.progress,
                                   m_input.stop));
        if (!report.missing.isEmpty())
            return Error{ErrorCode::PayloadInvalid, payload.url, QStringLiteral("incomplete")};
        evolution.list = index.files;
        addSources(m_sources, job.into, index.files);
        return {};
    }

    void fillRecord() {
        InstalledRecord& record = m_obtained.record;
        record.product = m_document.product;
        record.channel = m_input.channel;
        record.platform = m_document.platform;
        record.version = m_document.version;
        record.counter = m_document.counter;
        record.dataVersion = m_input.release.manifest.rollback.dataVersion;
        record.released = m_document.released;
        record.installed = m_input.seams.clock.now().toUTC();
        record.transaction = m_input.transaction;
        record.evolutions = m_evolutions;
        record.manifest = m_input.release.manifestText;
    }

    const ObtainInput& m_input;
    FileSystem& m_files;
    const ReleaseDocument& m_document;
    Downloads m_downloads;
    QHash<Digest, LocalPath> m_sources;
    QMap<QString, InstalledEvolution> m_evolutions;
    PackageIndex m_index;
    LocalPath m_indexPath;
    LocalPath m_package;
    LocalPath m_frames;
    QSet<RelativePath> m_lost;
    QString m_missing;
    ObtainedTree m_obtained;
};

} // namespace

Result<ObtainedTree> obtainTree(const ObtainInput& input) {
    return Obtaining(input).run();
}

QString wayName(WayKind kind) {
    switch (kind) {
    case WayKind::Patch:
        return QStringLiteral("patch");
    case WayKind::PatchAndFrames:
        return QStringLiteral("patch-and-frames");
    case WayKind::Frames:
        return QStringLiteral("frames");
    case WayKind::Package:
        return QStringLiteral("package");
    }
    return {};
}

} // namespace upkeep
