// SPDX-License-Identifier: Apache-2.0
// The large files of one release, made in a folder of their own and each tried out: package and
// index, evolutions, patches.
#pragma once

#include "publish/patch_maker.h"
#include "publish/published_channel.h"
#include "publish/release_request.h"
#include "publish/tree_staging.h"
#include "system/processes.h"

#include <stop_token>

namespace upkeep {

class ReleasePayloads {
public:
    // `work` is a folder of ours; finished assets lie in work/assets.
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
    // Patches from earlier trees, side by side, each applied and compared; left out, with a note,
    // where one is over 60 % of the package or of the frames that tree lacks. What an earlier run
    // finished before it was stopped is in `kept`, is compared again and not made again. Memory:
    // that of makePatch for as many at a time as fit half of the machine's.
    Result<void> addPatches(const QString& product,
                            const QList<PublishedTree>& earlier,
                            const StagedTree& to,
                            const PublishLog& log);
    LocalPath kept() const { return m_work / "patches"; }
    // A small file as an asset.
    Result<AttachedFile> addFile(const QString& name, QByteArrayView bytes);

    const QList<Payload>& payloads() const { return m_payloads; }
    const QList<FramesFrom>& framesFrom() const { return m_framesFrom; }

private:
    Result<Payload> addAsset(Payload::Kind kind, const QString& name);
    Result<LocalPath> place(const QString& name) const;
    Result<LocalPath> scratch();
    Result<MadePatch> makeOrTake(const PublishedTree& from,
                                 const StagedTree& to,
                                 int threads,
                                 const PublishLog& log,
                                 const std::stop_token& stop) const;
    LocalPath keptPlace(const PublishedTree& from, const StagedTree& to) const;
    Result<void> addPatch(const QString& product,
                          const PublishedTree& from,
                          const StagedTree& to,
                          const MadePatch& made);
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
