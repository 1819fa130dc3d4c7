// SPDX-License-Identifier: Apache-2.0
// The large files of one release, made in a folder of their own and each tried out: package and
// index, evolutions, patches.
#pragma once

#include "publish/published_channel.h"
#include "publish/release_request.h"
#include "publish/tree_staging.h"
#include "system/processes.h"

#include <stop_token>

namespace upkeep {

class ReleasePayloads {
public:
    // `work` is an empty folder of ours; finished assets lie in work/assets.
    ReleasePayloads(FileSystem& files,
                    Processes& processes,
                    const ReleaseRequest& request,
                    LocalPath work,
                    std::stop_token stop);

    LocalPath assets() const { return m_work / "assets"; }
    const QList<ReleaseAsset>& made() const { return m_made; }
    const QStringList& notes() const { return m_notes; }

    // Package, index (and framed twin) of the application's tree, read back the client's way.
    Result<void>
    addPackage(const QString& product, const StagedTree& tree, const QList<PublishedTree>& earlier);
    Result<void> addEvolution(const QString& product, const QString& id, const StagedTree& tree);
    // A patch from an earlier tree, applied and compared; left out, with a note, where it is
    // over 60 % of the package or of the frames that tree lacks.
    Result<void> addPatch(const QString& product, const PublishedTree& from, const StagedTree& to);
    // A small file as an asset.
    Result<AttachedFile> addFile(const QString& name, QByteArrayView bytes);

    const QList<Payload>& payloads() const { return m_payloads; }
    const QList<FramesFrom>& framesFrom() const { return m_framesFrom; }

private:
    Result<Payload> addAsset(Payload::Kind kind, const QString& name);
    Result<LocalPath> place(const QString& name) const;
    Result<LocalPath> scratch();
    // In bytes, without any patch.
    qint64 cheapestOtherWay(const PublishedTree& from) const;
    Result<void>
    checkAsClient(const LocalPath& package, const LocalPath& index, const FileList& expected);
    Result<void> compareFolder(const LocalPath& folder, const FileList& expected);

    FileSystem& m_files;
    Processes& m_processes;
    const ReleaseRequest& m_request;
    LocalPath m_work;
    std::stop_token m_stop;
    int m_scratches = 0;
    QList<ReleaseAsset> m_made;
    QList<Payload> m_payloads;
    QList<FramesFrom> m_framesFrom;
    QStringList m_notes;
};

// "v1.1.0"
QString releaseTag(const Version& version);

} // namespace upkeep
