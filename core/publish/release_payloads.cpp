// SPDX-License-Identifier: Apache-2.0
#include "publish/release_payloads.h"

#include "payload/assemble.h"
#include "payload/frame_plan.h"
#include "payload/package_index.h"
#include "publish/package_writer.h"

#include <QSet>

#include <unistd.h>

#include <mutex>

namespace upkeep {

namespace {

constexpr qint64 indexLimit = 64 << 20;
// A patch over this share of the cheapest other way is not worth its place.
constexpr qint64 worthPercent = 60;

qint64 machineMemory() {
    return qint64(::sysconf(_SC_PHYS_PAGES)) * ::sysconf(_SC_PAGE_SIZE);
}

Error verifyFailed(const LocalPath& subject, const QString& cause) {
    return Error{ErrorCode::PublishVerify, subject.display(), cause};
}

QSet<Digest> contentsOf(const FileList& list) {
    QSet<Digest> contents;
    for (const FileEntry& entry : list.entries()) {
        if (entry.type == EntryType::File)
            contents.insert(entry.digest);
    }
    return contents;
}

} // namespace

QString releaseTag(const Version& version) {
    return u'v' + version.toString();
}

ReleasePayloads::ReleasePayloads(FileSystem& files,
                                 Processes& processes,
                                 const ReleaseRequest& request,
                                 LocalPath work,
                                 std::stop_token stop)
    : m_files(files), m_processes(processes), m_request(request), m_work(std::move(work)),
      m_stop(std::move(stop)) {}

Result<LocalPath> ReleasePayloads::place(const QString& name) const {
    UPKEEP_TRY_AS(const LocalName asset, LocalName::parse(name.toUtf8()));
    return assets() / asset;
}

Result<LocalPath> ReleasePayloads::scratch() {
    const LocalPath folder = (m_work / "check").withSuffix(QByteArray::number(m_scratches++));
    UPKEEP_TRY(m_files.makeFolders(folder));
    return folder;
}

Result<Payload> ReleasePayloads::addAsset(Payload::Kind kind, const QString& name) {
    UPKEEP_TRY_AS(const LocalPath path, place(name));
    UPKEEP_TRY_AS(const Descriptor file, m_files.open(path));
    Payload payload;
    payload.kind = kind;
    payload.url = releaseTag(m_request.version) + u'/' + name;
    UPKEEP_TRY_AS(payload.sha256, Digest::ofFile(file.get()));
    UPKEEP_TRY_AS(const FileStat stat, m_files.stat(path));
    payload.length = stat.size;
    m_made += {name, payload.length, payload.sha256};
    return payload;
}

Result<AttachedFile> ReleasePayloads::addFile(const QString& name, QByteArrayView bytes) {
    UPKEEP_TRY_AS(const LocalPath path, place(name));
    UPKEEP_TRY(m_files.writeAndSync(path, bytes));
    UPKEEP_TRY_AS(const Payload payload, addAsset(Payload::Kind::Package, name));
    return AttachedFile{payload.url, payload.length, payload.sha256};
}

Result<void> ReleasePayloads::addPackage(const QString& product,
                                         const StagedTree& tree,
                                         const QList<PublishedTree>& earlier) {
    const QString stem =
        QStringLiteral("%1-%2-%3").arg(product, m_request.version.toString(), m_request.platform);
    PackageRequest request;
    request.tree = tree.folder;
    request.list = tree.list;
    request.released = m_request.released;
    for (const PublishedTree& from : earlier)
        request.previous += from.list;
    UPKEEP_TRY_AS(request.package, place(stem + QStringLiteral(".tar.zst")));
    UPKEEP_TRY_AS(request.index, place(stem + QStringLiteral(".index")));
    UPKEEP_TRY_AS(request.frames, place(stem + QStringLiteral(".frames")));
    UPKEEP_TRY_AS(const MadePackage made, writePackage(request, m_files, m_processes, {}, m_stop));
    UPKEEP_TRY(checkAsClient(request.package, request.index, tree.list));

    UPKEEP_TRY_AS(const Payload package,
                  addAsset(Payload::Kind::Package, stem + QStringLiteral(".tar.zst")));
    m_payloads += package;
    UPKEEP_TRY_AS(const Payload index,
                  addAsset(Payload::Kind::Index, stem + QStringLiteral(".index")));
    m_payloads += index;
    if (made.frames) {
        UPKEEP_TRY_AS(const Payload frames,
                      addAsset(Payload::Kind::Frames, stem + QStringLiteral(".frames")));
        m_payloads += frames;
    }
    UPKEEP_TRY_AS(const QByteArray indexBytes, m_files.read(request.index, indexLimit));
    UPKEEP_TRY_AS(const PackageIndex parsed, PackageIndex::parse(indexBytes));
    for (const PublishedTree& from : earlier) {
        const QSet<Digest> known = contentsOf(from.list);
        const FramePlan plan =
            planFrames(parsed, framesMissing(parsed, [&known](const FileEntry& entry) {
                           return known.contains(entry.digest);
                       }));
        m_framesFrom += {from.document.toTree, plan.bytes, int(plan.ranges.size())};
    }
    return {};
}

Result<void>
ReleasePayloads::addEvolution(const QString& product, const QString& id, const StagedTree& tree) {
    const QString stem = QStringLiteral("%1-%2-%3-%4")
                             .arg(product, id, m_request.version.toString(), m_request.platform);
    PackageRequest request;
    request.tree = tree.folder;
    request.list = tree.list;
    request.released = m_request.released;
    UPKEEP_TRY_AS(request.package, place(stem + QStringLiteral(".tar.zst")));
    UPKEEP_TRY_AS(request.index, place(stem + QStringLiteral(".index")));
    // Evolutions are small and fetched whole: a framed twin would serve nobody.
    request.frames = m_work / "unused.frames";
    UPKEEP_TRY(m_files.removeTree(request.frames));
    UPKEEP_TRY(writePackage(request, m_files, m_processes, {}, m_stop));
    UPKEEP_TRY(checkAsClient(request.package, request.index, tree.list));
    UPKEEP_TRY_AS(Payload package,
                  addAsset(Payload::Kind::Evolution, stem + QStringLiteral(".tar.zst")));
    UPKEEP_TRY_AS(Payload index,
                  addAsset(Payload::Kind::EvolutionIndex, stem + QStringLiteral(".index")));
    package.evolution = index.evolution = id;
    package.toTree = tree.list.treeHash();
    m_payloads += package;
    m_payloads += index;
    return {};
}

qint64 ReleasePayloads::cheapestOtherWay(const PublishedTree& from) const {
    qint64 cheapest = m_payloads.constFirst().length;
    for (const FramesFrom& frames : m_framesFrom) {
        if (frames.fromTree == from.document.toTree)
            cheapest = qMin(cheapest, frames.bytes);
    }
    return cheapest;
}

LocalPath ReleasePayloads::keptPlace(const PublishedTree& from, const StagedTree& to) const {
    const QByteArray name =
        from.list.treeHash().hex().first(32) + '-' + to.list.treeHash().hex().first(32);
    return kept() / name.constData();
}

// A patch that is there under its name was finished: it gets it only then.
Result<MadePatch> ReleasePayloads::makeOrTake(const PublishedTree& from,
                                              const StagedTree& to,
                                              int threads,
                                              const PublishLog& log,
                                              const std::stop_token& stop) const {
    const QString version = from.document.version.toString();
    const LocalPath place = keptPlace(from, to);
    PatchRequest request{from.folder, from.list, to.folder, to.list, place, threads};
    if (m_files.exists(place)) {
        Result<MadePatch> known = checkPatch(request, m_files, stop);
        if (known || stop.stop_requested()) {
            log(QStringLiteral("Patch from %1: made before").arg(version));
            return known;
        }
    }
    log(QStringLiteral("Patch from %1").arg(version));
    int told = 0;
    const ProgressSink progress = [&](const Progress& now) {
        const int tenth = int(now.done * 10 / qMax<qint64>(now.total, 1));
        if (tenth > std::exchange(told, tenth))
            log(QStringLiteral("Patch from %1: %2 %").arg(version).arg(tenth * 10));
    };
    request.out = place.withSuffix(".part");
    UPKEEP_TRY_AS(const MadePatch made, makePatch(request, m_files, progress, stop));
    UPKEEP_TRY(m_files.replace(request.out, place));
    UPKEEP_TRY(m_files.syncFolder(kept()));
    return made;
}

Result<void> ReleasePayloads::addPatches(const QString& product,
                                         const QList<PublishedTree>& earlier,
                                         const StagedTree& to,
                                         const PublishLog& log) {
    QList<PublishedTree> different;
    for (const PublishedTree& from : earlier) {
        if (from.list.treeHash() != to.list.treeHash())
            different += from;
        else
            m_notes += QStringLiteral("%1 has the same tree: no patch is needed")
                           .arg(from.document.version.toString());
    }
    UPKEEP_TRY(m_files.makeFolders(kept()));
    std::mutex telling;
    const PublishLog tell = [&](const QString& line) {
        const std::scoped_lock lock(telling);
        log(line);
    };
    const int threads = qMax(1, machineThreads() / int(qMax<qsizetype>(different.size(), 1)));
    std::vector<MadePatch> made(static_cast<size_t>(different.size()));
    std::vector<PoolTask> tasks;
    for (qsizetype i = 0; i < different.size(); ++i)
        tasks.push_back({8 * different[i].list.totalSize() + to.list.totalSize(),
                         [&, i](const std::stop_token& stop) -> Result<void> {
                             UPKEEP_TRY_AS(made[size_t(i)],
                                           makeOrTake(different[i], to, threads, tell, stop));
                             return {};
                         }});
    UPKEEP_TRY(runTasks(tasks, {machineThreads(), machineMemory() / 2}, m_stop));
    for (qsizetype i = 0; i < different.size(); ++i)
        UPKEEP_TRY(addPatch(product, different[i], to, made[size_t(i)]));
    return {};
}

Result<void> ReleasePayloads::addPatch(const QString& product,
                                       const PublishedTree& from,
                                       const StagedTree& to,
                                       const MadePatch& made) {
    const QString version = from.document.version.toString();
    if (made.length * 100 > cheapestOtherWay(from) * worthPercent) {
        m_notes += QStringLiteral("a patch from %1 would save too little").arg(version);
        return {};
    }
    const QString name =
        QStringLiteral("%1-%2-to-%3-%4.upkeep")
            .arg(product, version, m_request.version.toString(), m_request.platform);
    UPKEEP_TRY_AS(const LocalPath asset, place(name));
    // The kept one stays until the release is signed.
    UPKEEP_TRY(m_files.link(keptPlace(from, to), asset));
    UPKEEP_TRY_AS(Payload payload, addAsset(Payload::Kind::Patch, name));
    payload.fromTree = from.list.treeHash();
    payload.heapKib = int(made.heapKib);
    m_payloads += payload;
    return {};
}

Result<void> ReleasePayloads::compareFolder(const LocalPath& folder, const FileList& expected) {
    UPKEEP_TRY_AS(const FileList found, listFolder(m_files, folder));
    if (found == expected)
        return {};
    for (const FileEntry& entry : expected.entries()) {
        const FileEntry* other = found.find(entry.path);
        if (!other || !(*other == entry))
            return verifyFailed(folder,
                                QStringLiteral("%1 came out differently")
                                    .arg(QString::fromUtf8(entry.path.bytes())));
    }
    return verifyFailed(folder, QStringLiteral("more came out than went in"));
}

Result<void> ReleasePayloads::checkAsClient(const LocalPath& package,
                                            const LocalPath& index,
                                            const FileList& expected) {
    AssembleJob job;
    UPKEEP_TRY_AS(job.into, scratch());
    job.wanted = expected;
    job.package = package;
    job.index = index;
    UPKEEP_TRY_AS(const AssembleReport report, assemble(job, m_files, {}, m_stop));
    if (!report.missing.isEmpty())
        return verifyFailed(
            package,
            QStringLiteral("lacks %1").arg(QString::fromUtf8(report.missing.constFirst().bytes())));
    UPKEEP_TRY(compareFolder(job.into, expected));
    return m_files.removeTree(job.into);
}

} // namespace upkeep
