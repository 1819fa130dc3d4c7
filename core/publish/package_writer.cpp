// SPDX-License-Identifier: Apache-2.0
#include "publish/package_writer.h"

#include "base/codec.h"
#include "payload/package_index.h"
#include "publish/tar_layout.h"
#include "tree/hash_tree.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace upkeep {

namespace {

constexpr int frameLevel = 19;
constexpr int frameWindow = 25;
constexpr int solidWindow = 27;
// Frames of many small similar files cost more than one stream over all; above this a solid twin is
// made.
constexpr qint64 solidWorthPercent = 110;
// A package that is nearly all large files gains nothing from being solid (measured: 0 %).
constexpr qint64 groupShareForSolidPercent = 10;

Error failed(const LocalPath& path, const QString& cause) {
    return Error{ErrorCode::PublishFailed, path.display(), cause};
}

Result<void>
readExactly(int descriptor, qint64 offset, std::span<char> into, const LocalPath& path) {
    while (!into.empty()) {
        const ssize_t count = ::pread(descriptor, into.data(), into.size(), offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return failed(path, QStringLiteral("changed while the package was made"));
        into = into.subspan(static_cast<size_t>(count));
        offset += count;
    }
    return {};
}

// A file being written, with its hash and length.
class Asset {
public:
    static Result<Asset> create(FileSystem& files, const LocalPath& path) {
        UPKEEP_TRY_AS(auto file, files.create(path, 0644));
        return Asset(path, std::move(file));
    }
    Result<void> write(QByteArrayView bytes) {
        m_hash.add(bytes);
        m_length += bytes.size();
        return m_file->write(bytes);
    }
    qint64 length() const { return m_length; }
    Result<MadeAsset> finish() {
        UPKEEP_TRY(m_file->close(true));
        return MadeAsset{m_path, m_length, m_hash.finish()};
    }

private:
    Asset(LocalPath path, std::unique_ptr<NewFile> file)
        : m_path(std::move(path)), m_file(std::move(file)) {}

    LocalPath m_path;
    std::unique_ptr<NewFile> m_file;
    Sha256 m_hash;
    qint64 m_length = 0;
};

class PackageMaker {
public:
    PackageMaker(const PackageRequest& request,
                 FileSystem& files,
                 const ProgressSink& progress,
                 std::stop_token stop)
        : m_request(request), m_files(files), m_progress(progress), m_stop(std::move(stop)),
          m_layout(layOutTar(request.list, request.previous, request.released)) {}

    Result<MadePackage> run() {
        MadePackage made;
        made.unpacked = m_request.list.totalSize();
        UPKEEP_TRY_AS(MadeAsset framed, writeFramed());
        UPKEEP_TRY_AS(made.index, writeIndex(framed));
        UPKEEP_TRY_AS(auto solid, trySolid(framed.length));
        if (!solid) {
            made.package = framed;
            return made;
        }
        UPKEEP_TRY(m_files.rename(m_request.package, m_request.frames));
        UPKEEP_TRY(m_files.rename(solid->path, m_request.package));
        framed.path = m_request.frames;
        solid->path = m_request.package;
        made.frames = framed;
        made.package = *solid;
        return made;
    }

private:
    Result<QByteArray> readPiece(const TarPiece& piece) {
        if (piece.entry < 0)
            return piece.bytes;
        const FileEntry& entry = m_request.list.entries()[piece.entry];
        const LocalPath path = m_request.tree / LocalName(entry.path);
        UPKEEP_TRY_AS(const Descriptor file, m_files.open(path));
        QByteArray bytes(piece.length, Qt::Uninitialized);
        UPKEEP_TRY(readExactly(file.get(),
                               piece.offset,
                               std::span(bytes.data(), static_cast<size_t>(bytes.size())),
                               path));
        return bytes;
    }

    Result<QByteArray> readFrame(const TarFrame& frame) {
        QByteArray raw;
        raw.reserve(frame.raw);
        for (const TarPiece& piece : frame.pieces) {
            UPKEEP_TRY_AS(const QByteArray bytes, readPiece(piece));
            raw += bytes;
        }
        return raw;
    }

    Result<MadeAsset> writeFramed() {
        UPKEEP_TRY_AS(Asset asset, Asset::create(m_files, m_request.package));
        Frame frame;
        for (const TarFrame& planned : m_layout.frames) {
            if (m_stop.stop_requested())
                return Error{ErrorCode::Cancelled, {}, {}};
            UPKEEP_TRY_AS(const QByteArray raw, readFrame(planned));
            UPKEEP_TRY_AS(const QByteArray packed,
                          compress(Codec::Zstd, raw, CodecSettings{frameLevel, frameWindow, 3, 2}));
            frame.offset += frame.packed;
            frame.rawOffset += frame.raw;
            frame.kind = planned.kind;
            frame.packed = packed.size();
            frame.raw = raw.size();
            frame.packedDigest = Digest::of(packed);
            frame.rawDigest = planned.kind == FrameKind::Data ? Digest::of(raw) : Digest();
            m_index.frames.append(frame);
            UPKEEP_TRY(asset.write(packed));
            report(frame);
        }
        return asset.finish();
    }

    void report(const Frame& frame) const {
        if (m_progress)
            m_progress(Progress{Phase::Apply,
                                {},
                                m_request.package.display(),
                                frame.rawOffset + frame.raw,
                                m_layout.length,
                                0,
                                0});
    }

    Result<MadeAsset> writeIndex(const MadeAsset& framed) {
        m_index.treeHash = m_request.list.treeHash();
        m_index.packageLength = framed.length;
        m_index.packageDigest = framed.sha256;
        m_index.files = m_request.list;
        m_index.places = m_layout.places;
        UPKEEP_TRY_AS(const QByteArray bytes, m_index.serialize());
        UPKEEP_TRY_AS(Asset asset, Asset::create(m_files, m_request.index));
        UPKEEP_TRY(asset.write(bytes));
        return asset.finish();
    }

    bool maySolidPay() const {
        qint64 grouped = 0;
        for (const TarFrame& frame : m_layout.frames)
            grouped += frame.kind == FrameKind::Group ? frame.raw : 0;
        return !m_request.frames.isEmpty() &&
               grouped * 100 >= m_layout.length * groupShareForSolidPercent;
    }

    // The same tar as one stream, if that is enough smaller; given up as soon as it cannot be.
    Result<std::optional<MadeAsset>> trySolid(qint64 framedLength) {
        if (!maySolidPay())
            return std::optional<MadeAsset>();
        const LocalPath path = m_request.package.withSuffix(".solid");
        UPKEEP_TRY_AS(Asset asset, Asset::create(m_files, path));
        const auto pays = [&] { return framedLength * 100 > asset.length() * solidWorthPercent; };
        UPKEEP_TRY_AS(
            StreamEncoder encoder,
            StreamEncoder::create(m_layout.length,
                                  CodecSettings{frameLevel, solidWindow, 3, 2},
                                  [&](QByteArrayView packed) { return asset.write(packed); }));
        for (const TarFrame& frame : m_layout.frames) {
            if (m_stop.stop_requested())
                return Error{ErrorCode::Cancelled, {}, {}};
            UPKEEP_TRY_AS(const QByteArray raw, readFrame(frame));
            UPKEEP_TRY(encoder.write(raw));
            if (!pays())
                break;
        }
        if (pays())
            UPKEEP_TRY(encoder.finish());
        if (pays()) {
            UPKEEP_TRY_AS(MadeAsset made, asset.finish());
            return std::optional(std::move(made));
        }
        UPKEEP_TRY(m_files.removeFile(path));
        return std::optional<MadeAsset>();
    }

    const PackageRequest& m_request;
    FileSystem& m_files;
    const ProgressSink& m_progress;
    std::stop_token m_stop;
    TarLayout m_layout;
    PackageIndex m_index;
};

// What anybody else's tar makes of it must be the tree, to the byte.
Result<void> verifyWithTar(const PackageRequest& request,
                           const LocalPath& package,
                           FileSystem& files,
                           Processes& processes,
                           std::stop_token stop) {
    const LocalPath folder = request.package.withSuffix(".verify");
    UPKEEP_TRY(files.removeTree(folder));
    UPKEEP_TRY(files.makeFolder(folder));
    ProgramCall call;
    call.argv = {"/usr/bin/tar",
                 "--zstd",
                 "--same-permissions",
                 "-xf",
                 package.bytes(),
                 "-C",
                 folder.bytes()};
    call.timeout = std::chrono::minutes(10);
    UPKEEP_TRY_AS(const ProgramResult result, processes.run(call, stop));
    const auto list = result.exitCode == 0
                          ? listFolder(files, folder, {}, stop)
                          : Result<FileList>(failed(package, QString::fromUtf8(result.errors)));
    UPKEEP_TRY(files.removeTree(folder));
    if (!list)
        return list.error();
    if (list.value() != request.list)
        return Error{ErrorCode::PublishVerify,
                     package.display(),
                     QStringLiteral("tar unpacks another tree from it")};
    return {};
}

} // namespace

Result<MadePackage> writePackage(const PackageRequest& request,
                                 FileSystem& files,
                                 Processes& processes,
                                 const ProgressSink& progress,
                                 std::stop_token stop) {
    UPKEEP_TRY_AS(const MadePackage made, PackageMaker(request, files, progress, stop).run());
    UPKEEP_TRY(verifyWithTar(request, made.package.path, files, processes, stop));
    if (made.frames)
        UPKEEP_TRY(verifyWithTar(request, made.frames->path, files, processes, stop));
    return made;
}

} // namespace upkeep
