// SPDX-License-Identifier: Apache-2.0
#include "publish/release_inputs.h"

#include "product/changelog.h"

namespace upkeep {

namespace {

constexpr qint64 inputLimit = 1 << 20;

Error disagree(const LocalPath& file, const QString& cause) {
    return Error{ErrorCode::PublishInvalid, file.display(), cause};
}

Result<void> readProduct(FileSystem& files, const ReleaseRequest& request, ReleaseInputs& inputs) {
    UPKEEP_TRY_AS(inputs.productText, files.read(request.product, inputLimit));
    UPKEEP_TRY_AS(inputs.product,
                  ProductFile::parse(inputs.productText, request.product.display()));
    if (inputs.product.trust.kind != TrustSpec::Kind::Signed)
        return disagree(request.product, QStringLiteral("does not ask for signed releases"));
    return {};
}

// The manifest describes this version and exactly these evolutions.
Result<void> readManifest(FileSystem& files, const ReleaseRequest& request, ReleaseInputs& inputs) {
    if (!request.manifest) {
        if (!request.evolutions.isEmpty())
            return disagree(request.product,
                            QStringLiteral("evolutions need a manifest that describes them"));
        return {};
    }
    UPKEEP_TRY_AS(inputs.manifestText, files.read(*request.manifest, inputLimit));
    UPKEEP_TRY_AS(inputs.manifest,
                  UpdateManifest::parse(inputs.manifestText, request.manifest->display()));
    if (inputs.manifest->version != request.version)
        return disagree(*request.manifest,
                        QStringLiteral("is for %1, the release is %2")
                            .arg(inputs.manifest->version.toString(), request.version.toString()));
    for (const QString& id : request.evolutions.keys()) {
        if (!inputs.manifest->evolution(id))
            return disagree(*request.manifest,
                            QStringLiteral("does not describe the evolution %1").arg(id));
    }
    for (const EvolutionSpec& evolution : inputs.manifest->evolutions) {
        if (!request.evolutions.contains(evolution.id))
            return disagree(*request.manifest,
                            QStringLiteral("describes the evolution %1, which is not handed in")
                                .arg(evolution.id));
    }
    return {};
}

QString notesOf(const ChangelogEntry& entry) {
    QString notes = entry.intro;
    for (const Change& change : entry.changes)
        notes += QStringLiteral("\n- ") + change.text;
    return notes.trimmed();
}

Result<void>
readChangelog(FileSystem& files, const ReleaseRequest& request, ReleaseInputs& inputs) {
    if (!request.changelog)
        return {};
    UPKEEP_TRY_AS(inputs.changelogText, files.read(*request.changelog, inputLimit));
    UPKEEP_TRY_AS(const QList<ChangelogEntry> entries, parseChangelog(inputs.changelogText));
    for (const ChangelogEntry& entry : entries) {
        if (entry.version == request.version) {
            inputs.notes = notesOf(entry);
            return {};
        }
    }
    return disagree(*request.changelog,
                    QStringLiteral("has no section for %1").arg(request.version.toString()));
}

} // namespace

Result<ReleaseInputs> readInputs(FileSystem& files, const ReleaseRequest& request) {
    ReleaseInputs inputs;
    UPKEEP_TRY(readProduct(files, request, inputs));
    UPKEEP_TRY(readManifest(files, request, inputs));
    UPKEEP_TRY(readChangelog(files, request, inputs));
    return inputs;
}

Result<qint64> nextCounter(const ReleaseRequest& request,
                           const QList<ReleaseDocument>& published,
                           qint64 elsewhere) {
    qint64 highest = elsewhere;
    for (const ReleaseDocument& document : published) {
        highest = std::max(highest, document.counter);
        if (document.version >= request.version)
            return Error{
                ErrorCode::PublishInvalid,
                request.version.toString(),
                QStringLiteral("%1 already holds %2 in %3: a release must be newer than the last")
                    .arg(request.site.display(), document.version.toString(), request.channel)};
    }
    return highest + 1;
}

UpdateType updateTypeOf(const ReleaseRequest& request, const QList<ReleaseDocument>& published) {
    if (request.updateType)
        return *request.updateType;
    if (published.isEmpty())
        return UpdateType::Major;
    switch (versionStep(published.constFirst().version, request.version)) {
    case VersionStep::Major:
        return UpdateType::Major;
    case VersionStep::Minor:
        return UpdateType::Minor;
    default:
        return UpdateType::Hotfix;
    }
}

} // namespace upkeep
