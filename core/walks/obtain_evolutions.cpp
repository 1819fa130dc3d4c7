// SPDX-License-Identifier: Apache-2.0
#include "walks/obtain_evolutions.h"

#include "steps/stage.h"
#include "walks/package_frames.h"

namespace upkeep {

namespace {

// The same evolution, whole: nothing to fetch.
std::optional<FileList> installedList(const ObtainInput& input,
                                      const QHash<Digest, LocalPath>& sources,
                                      const QString& id,
                                      const Digest& tree) {
    if (!input.installed || !input.installed->evolutions.contains(id))
        return {};
    FileList list = input.installed->evolutions.value(id).list;
    const bool whole =
        std::all_of(list.entries().begin(), list.entries().end(), [&](const FileEntry& entry) {
            return entry.type != EntryType::File || sources.contains(entry.digest);
        });
    if (!whole || list.treeHash() != tree)
        return {};
    return list;
}

Result<FileList> unpack(const ObtainInput& input,
                        Downloads& downloads,
                        const QString& id,
                        const Payload& payload,
                        const LocalPath& into) {
    const Payload* const indexPayload =
        input.release.document.evolutionPayload(Payload::Kind::EvolutionIndex, id);
    if (!indexPayload)
        return Error{ErrorCode::SourceMissing, id, QStringLiteral("index")};
    UPKEEP_TRY_AS(const FetchedIndex fetched,
                  fetchIndex(downloads, input.seams.files, *indexPayload, id, payload.toTree));
    AssembleJob job;
    job.into = into;
    job.wanted = fetched.index.files;
    job.index = fetched.path;
    UPKEEP_TRY_AS(job.package, downloads.fetch(payload, id));
    UPKEEP_TRY_AS(const AssembleReport report, assembleFor(input, job));
    if (!report.missing.isEmpty())
        return Error{ErrorCode::PayloadInvalid, payload.url, QStringLiteral("incomplete")};
    return fetched.index.files;
}

} // namespace

Result<QMap<QString, InstalledEvolution>> obtainEvolutions(const ObtainInput& input,
                                                           Downloads& downloads,
                                                           QHash<Digest, LocalPath>& sources,
                                                           const LocalPath& folder) {
    UPKEEP_TRY(input.seams.files.removeTree(folder));
    const ReleaseDocument& document = input.release.document;
    QMap<QString, InstalledEvolution> evolutions;
    for (const QString& id : input.evolutions) {
        const Payload* const payload = document.evolutionPayload(Payload::Kind::Evolution, id);
        if (!payload)
            return Error{ErrorCode::SourceMissing, id, QStringLiteral("evolution")};
        const EvolutionSpec* const spec = input.release.manifest.evolution(id);
        InstalledEvolution evolution;
        evolution.version = spec ? spec->version : document.version;
        if (const auto list = installedList(input, sources, id, payload->toTree)) {
            evolution.list = *list;
        } else {
            const LocalPath into = folder / id.toUtf8().constData();
            UPKEEP_TRY_AS(evolution.list, unpack(input, downloads, id, *payload, into));
            addSources(sources, into, evolution.list);
        }
        evolutions.insert(id, evolution);
    }
    return evolutions;
}

} // namespace upkeep
