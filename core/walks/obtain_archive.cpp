// SPDX-License-Identifier: Apache-2.0
#include "walks/obtain_archive.h"

#include "steps/stage.h"
#include "walks/line_speed.h"

namespace upkeep {

namespace {

QString fileNameOf(const Payload& payload) {
    return QUrl(payload.url).path().section(u'/', -1);
}

Result<RelativePath> programOf(const ProductFile& product, const QString& asset) {
    const QString command = product.launch.command;
    return RelativePath::parse((command.isEmpty() ? asset : command).toUtf8());
}

} // namespace

Result<ForeignArchive>
fetchForeign(Downloads& downloads, const ReleaseDocument& document, const ProductFile& product) {
    const Payload* const payload = document.payload(Payload::Kind::Package);
    if (!payload)
        return Error{ErrorCode::SourceMissing, document.version.toString(), {}};
    const QString name = fileNameOf(*payload);
    const auto form = foreignFormOf(name);
    if (!form)
        return Error{
            ErrorCode::ArchiveInvalid, name, QStringLiteral("belongs to another installer")};
    ForeignArchive archive;
    archive.form = *form;
    archive.strip = product.trust.strip;
    UPKEEP_TRY_AS(archive.executable, programOf(product, name));
    UPKEEP_TRY_AS(archive.file, downloads.fetch(*payload, QStringLiteral("app")));
    return archive;
}

Result<ObtainedTree> obtainArchive(const ObtainInput& input) {
    FileSystem& files = input.seams.files;
    const ReleaseDocument& document = input.release.document;
    UPKEEP_TRY_AS(const ProductFile product,
                  ProductFile::parse(input.productFile, QStringLiteral("product.yaml")));
    Downloads downloads(input.source, files, input.downloads, input.progress, input.stop);
    if (const Payload* const payload = document.payload(Payload::Kind::Package))
        downloads.expect(payload->length);
    UPKEEP_TRY_AS(const ForeignArchive archive, fetchForeign(downloads, document, product));
    UPKEEP_TRY(files.removeTree(input.into));
    UPKEEP_TRY(files.makeFolders(input.into));
    ObtainedTree obtained;
    auto list = readForeignArchive(
        {archive, input.into}, files, input.seams.processes, input.seams.worker, input.stop);
    if (!list) {
        UPKEEP_TRY(files.removeTree(input.into));
        return list.error();
    }
    // Whoever stages components asks the new tree for its product file.
    const LocalPath own = input.into / installedFolder;
    UPKEEP_TRY(files.makeFolder(own));
    UPKEEP_TRY_AS(const auto file, files.create(own / "product.yaml", 0644));
    UPKEEP_TRY(file->write(input.productFile));
    UPKEEP_TRY(file->close(false));
    obtained.record.files = *std::move(list);
    obtained.way = wayName(WayKind::Package);
    obtained.downloaded = downloads.bytes();
    noteLineSpeed(input.seams, downloads.bytesPerSecond());
    return obtained;
}

} // namespace upkeep
