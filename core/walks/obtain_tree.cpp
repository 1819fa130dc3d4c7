// SPDX-License-Identifier: Apache-2.0
#include "walks/obtain_tree.h"

#include "payload/apply_patch.h"
#include "steps/stage.h"
#include "system/memory.h"
#include "walks/line_speed.h"
#include "walks/lost_files.h"
#include "walks/obtain_archive.h"
#include "walks/obtain_evolutions.h"
#include "walks/package_frames.h"
#include "walks/patch_chain.h"

namespace upkeep {

namespace {

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
    case ErrorCode::DownloadFailed:
    case ErrorCode::NetworkTooLarge:
    case ErrorCode::FileUnsupported:
    case ErrorCode::CodecFailed:
    case ErrorCode::SourceMissing:
    case ErrorCode::StageFailed:
    case ErrorCode::TreeMismatch:
        return true;
    default:
        return false;
    }
}

void fillRecord(const ObtainInput& input, InstalledRecord& record) {
    const ReleaseDocument& document = input.release.document;
    record.product = document.product;
    record.channel = document.channel;
    record.platform = document.platform;
    record.version = document.version;
    record.counter = document.counter;
    record.dataVersion = input.release.manifest.rollback.dataVersion;
    record.released = document.released;
    record.installed = input.seams.clock.now().toUTC();
    record.transaction = input.transaction;
    record.manifest = input.release.manifestText;
    record.productFile = input.productFile;
}

class Obtaining {
public:
    explicit Obtaining(const ObtainInput& input)
        : m_input(input), m_files(input.seams.files), m_document(input.release.document),
          m_downloads(input.source, m_files, input.downloads, input.progress, input.stop) {}

    Result<ObtainedTree> run() {
        UPKEEP_TRY_AS(m_sources, locateSources(m_files, m_input.trees, m_input.stop));
        m_sources.insert(m_input.known);
        m_lostFiles = findLostFiles(m_input, m_sources);
        m_downloads.expect(bytesPlanned());
        UPKEEP_TRY_AS(m_evolutions,
                      obtainEvolutions(m_input, m_downloads, m_sources, evolutionFolder()));
        UPKEEP_TRY(tryWays());
        UPKEEP_TRY(m_files.removeTree(evolutionFolder()));
        UPKEEP_TRY(m_files.removeTree(restoredFolder()));
        UPKEEP_TRY(m_files.removeTree(chainFolder()));
        m_obtained.downloaded = m_downloads.bytes();
        noteLineSpeed(m_input.seams, m_downloads.bytesPerSecond());
        m_obtained.record.evolutions = m_evolutions;
        return m_obtained;
    }

private:
    LocalPath evolutionFolder() const { return m_input.into.withSuffix("-evolutions"); }
    LocalPath chainFolder() const { return m_input.into.withSuffix("-between"); }
    LocalPath restoredFolder() const { return m_input.into.withSuffix("-restored"); }

    // Before anything is known better: the cheapest way, and all evolutions.
    qint64 bytesPlanned() const {
        const QList<PlanWay> ways = chooseWays(offered(m_document), chooseInput());
        qint64 bytes = ways.first().possible ? ways.first().bytes : 0;
        for (const QString& id : m_input.evolutions) {
            if (const Payload* const payload =
                    m_document.evolutionPayload(Payload::Kind::Evolution, id))
                bytes += payload->length;
        }
        return bytes;
    }

    Result<void> tryWays() {
        if (m_input.installed && m_input.installed->files.treeHash() == m_document.toTree) {
            UPKEEP_TRY_AS(const bool complete, assembleFrom(m_input.installed->files, {}, {}));
            if (complete)
                return settle(m_input.installed->files, WayKind::Frames);
            Result<void> repaired = takeFrames();
            if (repaired || !mayFallBack(repaired.error()))
                return repaired;
        }
        std::optional<Error> last;
        for (const PlanWay& way : chooseWays(offered(m_document), chooseInput())) {
            if (!way.possible)
                continue;
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

    // What of a release can be had here: a bundle need not hold everything.
    ReleaseDocument offered(ReleaseDocument release) const {
        release.payloads.removeIf(
            [this](const Payload& payload) { return m_input.source.lacks(payload.url); });
        return release;
    }

    ChooseInput chooseInput() const {
        ChooseInput choose;
        if (m_input.installed)
            choose.installedTree = m_input.installed->files.treeHash();
        const auto space = m_files.space(m_input.into.parent());
        choose.diskFree = space ? space->free : 0;
        choose.bytesPerSecond = lineSpeed(m_input.seams);
        choose.memory = availableMemory();
        choose.ranges = m_input.source.servesRanges();
        choose.changedFiles = int(m_lostFiles.salvage.size());
        choose.changedBytes = m_lostFiles.bytes;
        for (const ReleaseDocument& release : m_input.releases)
            choose.releases.append(offered(release));
        return choose;
    }

    // With the index at hand, what the frames cost that are missing here is counted: nobody could
    // for a tree that was not published.
    Result<bool> framesAreCheaper() {
        if (m_sources.isEmpty() || m_triedFrames || !m_input.source.servesRanges())
            return false;
        UPKEEP_TRY_AS(
            const MissingFrames missing,
            findMissingFrames(
                m_downloads, m_files, m_document, m_new.index, knowledge(), m_lostFiles.salvage));
        return missing.isCheaperThanWhole;
    }

    Result<void> take(const PlanWay& way) {
        m_downloads.expect(way.bytes);
        switch (way.kind) {
        case WayKind::Patch:
        case WayKind::PatchAndFrames:
            return takePatch(m_input.installed->files);
        case WayKind::PatchChain:
            return takeChain(way.via);
        case WayKind::Frames:
            return takeFrames();
        case WayKind::Package:
            return takePackage();
        }
        return {};
    }

    Result<void> takeChain(const QStringList& via) {
        UPKEEP_TRY_AS(const FileList last,
                      walkChain(m_input, via, m_downloads, chainFolder(), m_sources));
        UPKEEP_TRY(takePatch(last));
        m_obtained.way = wayName(WayKind::PatchChain);
        return {};
    }

    Result<void> takePatch(const FileList& from) {
        const Payload* const payload = m_document.patchFrom(from.treeHash());
        UPKEEP_TRY_AS(const LocalPath patch, m_downloads.fetch(*payload, QStringLiteral("app")));
        UPKEEP_TRY_AS(const PatchHead head, readPatchHead(patch, from, m_files));
        UPKEEP_TRY_AS(const FileList list, head.newList(from));
        m_patchFrom = from;
        UPKEEP_TRY(checkList(list));
        UPKEEP_TRY_AS(const bool complete, assembleFrom(list, patch, {}));
        if (complete)
            return settle(list, WayKind::Patch);
        // Sources were lost: they come as frames of the package that is installed, or else the
        // files that need them as frames of the new one.
        UPKEEP_TRY_AS(const bool restored, restoreSources(patch, list));
        if (restored) {
            UPKEEP_TRY_AS(const bool whole, assembleFrom(list, patch, {}));
            if (whole)
                return settle(list, WayKind::PatchAndFrames);
        }
        UPKEEP_TRY_AS(const LocalPath frames, fetchFramesHere());
        UPKEEP_TRY_AS(const bool whole, assembleFrom(list, patch, frames));
        if (!whole)
            return Error{ErrorCode::PatchSourceMissing, payload->url, m_missing};
        return settle(list, WayKind::PatchAndFrames);
    }

    // False where the package that is installed cannot help: it is listed no longer, or its frames
    // cost more than it does.
    Result<bool> restoreSources(const LocalPath& patch, const FileList& list) {
        UPKEEP_TRY_AS(const PatchHead head, readPatchHead(patch, m_patchFrom, m_files));
        QSet<Digest> contents = contentsFor(head, list, m_lost);
        contents.removeIf([this](const Digest& digest) { return m_sources.contains(digest); });
        const auto restored = restoreContents(
            m_input, m_downloads, contents, m_lostFiles.salvage, restoredFolder(), m_sources);
        if (!restored && !mayFallBack(restored.error()))
            return restored.error();
        return restored.has_value();
    }

    Result<void> takeFrames() {
        m_triedFrames = true;
        m_lost.clear(); // of another way
        UPKEEP_TRY_AS(const LocalPath frames, fetchFramesHere());
        UPKEEP_TRY_AS(const bool complete, assembleFrom(m_new.index.files, {}, frames));
        if (!complete)
            return Error{ErrorCode::PayloadInvalid, m_document.version.toString(), m_missing};
        return settle(m_new.index.files, m_package.isEmpty() ? WayKind::Frames : WayKind::Package);
    }

    Result<void> takePackage() {
        m_lost.clear();
        UPKEEP_TRY(fetchNewIndex());
        const Payload* const payload = m_document.payload(Payload::Kind::Package);
        UPKEEP_TRY_AS(const bool framesFirst, framesAreCheaper());
        if (framesFirst) {
            Result<void> taken = takeFrames();
            if (taken || !mayFallBack(taken.error()))
                return taken;
        }
        m_downloads.expect(payload->length);
        UPKEEP_TRY_AS(m_package, m_downloads.fetch(*payload, QStringLiteral("app")));
        UPKEEP_TRY_AS(const bool complete, assembleFrom(m_new.index.files, {}, {}));
        if (!complete)
            return Error{ErrorCode::PayloadInvalid, payload->url, m_missing};
        return settle(m_new.index.files, WayKind::Package);
    }

    Result<void> fetchNewIndex() {
        if (m_new.path.isEmpty()) {
            UPKEEP_TRY_AS(const FetchedIndex fetched, fetchIndex(m_downloads, m_files, m_document));
            UPKEEP_TRY(checkList(fetched.index.files));
            m_new = fetched;
        }
        return {};
    }

    // Content that is here, or was made by a patch.
    Knows knowledge() const {
        return [this](const FileEntry& entry) {
            return m_lost.isEmpty() ? m_sources.contains(entry.digest)
                                    : !m_lost.contains(entry.path);
        };
    }

    // The rest. A host may have sent the whole package for it.
    Result<LocalPath> fetchFramesHere() {
        UPKEEP_TRY(fetchNewIndex());
        UPKEEP_TRY_AS(
            const FetchedParts parts,
            fetchMissingFrames(
                m_downloads, m_files, m_document, m_new.index, knowledge(), m_lostFiles.salvage));
        m_package = parts.package;
        return parts.frames;
    }

    Result<void> checkList(const FileList& list) const {
        if (list.treeHash() != m_document.toTree)
            return Error{ErrorCode::PayloadInvalid,
                         m_document.version.toString(),
                         QStringLiteral("the list is not the signed one")};
        if (list.totalSize() > m_document.unpackedSize)
            return Error{ErrorCode::PayloadLimit,
                         m_document.version.toString(),
                         QStringLiteral("the tree is larger than was signed")};
        return {};
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
        job.patchFrom = m_patchFrom;
        job.package = m_package;
        job.index = m_new.path;
        job.frames = frames;
        job.salvage = m_lostFiles.salvage;
        UPKEEP_TRY_AS(const AssembleReport report, assembleFor(m_input, job));
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

    const ObtainInput& m_input;
    FileSystem& m_files;
    const ReleaseDocument& m_document;
    Downloads m_downloads;
    QHash<Digest, LocalPath> m_sources;
    QMap<QString, InstalledEvolution> m_evolutions;
    LostFiles m_lostFiles;
    FetchedIndex m_new;
    LocalPath m_package;
    bool m_triedFrames = false;
    FileList m_patchFrom; // the list of the tree the patch taken starts from
    QSet<RelativePath> m_lost;
    QString m_missing;
    ObtainedTree m_obtained;
};

} // namespace

Result<ObtainedTree> obtainTree(const ObtainInput& input) {
    UPKEEP_TRY_AS(ObtainedTree obtained,
                  input.productFile.isEmpty() ? Obtaining(input).run() : obtainArchive(input));
    fillRecord(input, obtained.record);
    return obtained;
}

Result<AssembleReport> assembleFor(const ObtainInput& input, const AssembleJob& job) {
    return assembleTree(job,
                        input.seams.files,
                        input.seams.processes,
                        input.seams.worker,
                        input.progress,
                        input.stop);
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
    case WayKind::PatchChain:
        return QStringLiteral("patch-chain");
    }
    return {};
}

} // namespace upkeep
