// SPDX-License-Identifier: Apache-2.0
#include "publish/patch_maker.h"

#include "payload/apply_patch.h"
#include "payload/read_at.h"
#include "publish/content_class.h"
#include "publish/patch_plan.h"
#include "publish/segment_encoder.h"

#include <QSet>

#include <unistd.h>

#include <cerrno>
#include <mutex>

namespace upkeep {

namespace {

constexpr qint64 largestFile = qint64(2) << 30;
constexpr qint64 startBytes = 4096;
constexpr qint64 segmentMemory = qint64(48) << 20; // of an encoder, beside what grows

Error notRebuilt(const QString& subject) {
    return Error{ErrorCode::PublishVerify,
                 subject,
                 QStringLiteral("the patch does not rebuild the new tree")};
}

Result<QByteArray> readSigned(FileSystem& files, const LocalPath& tree, const FileEntry& entry) {
    const LocalPath path = tree / LocalName(entry.path);
    UPKEEP_TRY_AS(QByteArray content, files.read(path, largestFile));
    if (Digest::of(content) != entry.digest)
        return Error{ErrorCode::PublishInvalid,
                     path.display(),
                     QStringLiteral("is not what the list of its tree says")};
    return content;
}

ClassOfEntry classifier(FileSystem& files, const LocalPath& tree) {
    return [&files, &tree](const FileEntry& entry) -> Result<ContentClass> {
        UPKEEP_TRY_AS(const Descriptor file, files.open(tree / LocalName(entry.path)));
        QByteArray start(startBytes, Qt::Uninitialized);
        const ssize_t count = ::pread(file.get(), start.data(), startBytes, 0);
        if (count < 0)
            return Error{ErrorCode::FileFailed,
                         QString::fromUtf8(entry.path.bytes()),
                         qt_error_string(errno)};
        return classOf(QByteArrayView(start).first(count));
    };
}

// Compares what a patch makes with the new tree, byte by byte.
class DecodedFiles {
public:
    DecodedFiles(const PatchRequest& request, FileSystem& files)
        : m_request(request), m_files(files) {}

    ContentSink sink() {
        return [this,
                open = std::make_shared<Open>()](qsizetype entry, QByteArrayView piece, bool last) {
            return compare(*open, m_request.newList.entries()[entry], piece, last);
        };
    }
    bool has(const Digest& digest) const { return m_right.contains(digest); }

private:
    struct Open {
        Descriptor file;
        qint64 at = 0;
    };

    Result<void> compare(Open& open, const FileEntry& entry, QByteArrayView piece, bool last) {
        if (open.at == 0) {
            UPKEEP_TRY_AS(open.file, m_files.open(m_request.newTree / LocalName(entry.path)));
        }
        QByteArray wanted(piece.size(), Qt::Uninitialized);
        const auto read =
            readAt(open.file.get(), open.at, std::span(wanted.data(), size_t(wanted.size())));
        if (!read || piece != wanted)
            return notRebuilt(QString::fromUtf8(entry.path.bytes()));
        open.at = last ? 0 : open.at + piece.size();
        if (last) {
            const std::scoped_lock lock(m_mutex);
            m_right.insert(entry.digest);
        }
        return {};
    }

    const PatchRequest& m_request;
    FileSystem& m_files;
    std::mutex m_mutex;
    QSet<Digest> m_right;
};

class PatchMaker {
public:
    PatchMaker(const PatchRequest& request,
               FileSystem& files,
               const ProgressSink& progress,
               std::stop_token stop)
        : m_request(request), m_files(files), m_progress(progress), m_stop(std::move(stop)) {}

    Result<MadePatch> run() {
        m_head.fromTree = m_request.oldList.treeHash();
        m_head.toTree = m_request.newList.treeHash();
        writeListDelta();
        UPKEEP_TRY_AS(const QList<PlannedSegment> segments,
                      planSegments(m_request.oldList,
                                   m_request.newList,
                                   classifier(m_files, m_request.newTree),
                                   classifier(m_files, m_request.oldTree)));
        UPKEEP_TRY_AS(std::vector<EncodedSegment> encoded, encodeAll(segments));
        for (qsizetype i = 0; i < segments.size(); ++i) {
            describe(segments[i], encoded[size_t(i)]);
            for (QByteArray& packed : encoded[size_t(i)].packed)
                m_streams.append(std::move(packed));
        }
        m_head.heapKib = m_head.neededKib();
        UPKEEP_TRY(write());
        auto made = checkPatch(m_request, m_files, m_stop);
        if (!made)
            UPKEEP_TRY(m_files.removeFile(m_request.out));
        return made;
    }

private:
    // old list - removed + put = new list
    void writeListDelta() {
        for (const FileEntry& entry : m_request.oldList.entries()) {
            if (!m_request.newList.find(entry.path))
                m_head.removed.append(entry.path);
        }
        for (const FileEntry& entry : m_request.newList.entries()) {
            const FileEntry* old = m_request.oldList.find(entry.path);
            if (old && *old == entry)
                continue;
            m_putNumbers.insert(entry.path, m_head.put.size());
            m_head.put.append(entry);
        }
    }

    static qint64 bytesOf(const FileList& list, const QList<qsizetype>& entries) {
        qint64 sum = 0;
        for (const qsizetype entry : entries)
            sum += list.entries()[entry].size;
        return sum;
    }

    Result<std::vector<EncodedSegment>> encodeAll(const QList<PlannedSegment>& segments) {
        std::vector<EncodedSegment> encoded(static_cast<size_t>(segments.size()));
        std::vector<PoolTask> tasks;
        for (qsizetype i = 0; i < segments.size(); ++i) {
            const PlannedSegment& segment = segments[i];
            const qint64 fresh = bytesOf(m_request.newList, segment.outputs);
            m_total += fresh;
            tasks.push_back(
                {5 * bytesOf(m_request.oldList, segment.sources) + 2 * fresh + segmentMemory,
                 [&, i, fresh](const std::stop_token& stop) -> Result<void> {
                     UPKEEP_TRY_AS(encoded[size_t(i)], encode(segment, stop));
                     report(fresh);
                     return {};
                 }});
        }
        const qint64 memory = 8 * m_request.oldList.totalSize() + m_request.newList.totalSize();
        UPKEEP_TRY(runTasks(tasks, {m_request.threads, memory}, m_stop));
        return encoded;
    }

    Result<EncodedSegment> encode(const PlannedSegment& plan, const std::stop_token& stop) const {
        QByteArray old;
        SegmentInput input;
        input.contentClass = plan.contentClass;
        for (const qsizetype source : plan.sources) {
            input.oldStarts.append(old.size());
            UPKEEP_TRY_AS(
                const QByteArray content,
                readSigned(m_files, m_request.oldTree, m_request.oldList.entries()[source]));
            old += content;
        }
        QByteArray fresh;
        for (qsizetype i = 0; i < plan.outputs.size(); ++i) {
            const qsizetype output = plan.outputs[i];
            input.freshStarts.append(fresh.size());
            input.mains.append(plan.mains[i] < 0 ? -1 : plan.sources.indexOf(plan.mains[i]));
            UPKEEP_TRY_AS(
                const QByteArray content,
                readSigned(m_files, m_request.newTree, m_request.newList.entries()[output]));
            fresh += content;
        }
        const qint64 betterBy =
            plan.contentClass == ContentClass::Text ? betterByInText : betterByElsewhere;
        UPKEEP_TRY_AS(const QList<MatchStep> steps, matchBytes(old, fresh, betterBy, stop));
        input.old = old;
        input.fresh = fresh;
        return encodeSegment(input, steps, stop);
    }

    void report(qint64 fresh) {
        const std::scoped_lock lock(m_mutex);
        m_done += fresh;
        if (m_progress)
            m_progress(Progress{Phase::Apply, {}, {}, m_done, m_total, 0, 0});
    }

    qint64 sourceNumber(const FileEntry& entry) {
        const auto known = m_sourceNumbers.constFind(entry.digest);
        if (known != m_sourceNumbers.constEnd())
            return known.value();
        m_sourceNumbers.insert(entry.digest, m_head.sources.size());
        m_head.sources.append({entry.digest, entry.size});
        return m_head.sources.size() - 1;
    }

    void describe(const PlannedSegment& plan, const EncodedSegment& encoded) {
        PatchSegment segment;
        segment.firstOutput = m_head.outputs.size();
        segment.outputCount = plan.outputs.size();
        segment.predictor = encoded.predictor;
        segment.predictorVersion = encoded.predictorVersion;
        segment.steps = encoded.steps;
        segment.streams = encoded.streams;
        QHash<qsizetype, qint64> numbers;
        for (const qsizetype used : encoded.used) {
            const qsizetype source = plan.sources[used];
            segment.sources.append(sourceNumber(m_request.oldList.entries()[source]));
            numbers.insert(source, segment.sources.last());
        }
        for (qsizetype i = 0; i < plan.outputs.size(); ++i) {
            const FileEntry& entry = m_request.newList.entries()[plan.outputs[i]];
            m_head.outputs.append({m_putNumbers.value(entry.path),
                                   m_head.segments.size(),
                                   numbers.value(plan.mains[i], -1)});
        }
        m_head.segments.append(segment);
    }

    Result<void> write() {
        UPKEEP_TRY_AS(const QByteArray head, m_head.serialize(m_request.oldList));
        if (m_files.exists(m_request.out))
            UPKEEP_TRY(m_files.removeFile(m_request.out));
        UPKEEP_TRY_AS(const auto file, m_files.create(m_request.out, 0644));
        UPKEEP_TRY(file->write(head));
        for (const QByteArray& stream : std::as_const(m_streams))
            UPKEEP_TRY(file->write(stream));
        return file->close(true);
    }

    const PatchRequest& m_request;
    FileSystem& m_files;
    const ProgressSink& m_progress;
    std::stop_token m_stop;
    PatchHead m_head;
    QList<QByteArray> m_streams;
    QHash<RelativePath, qint64> m_putNumbers;
    QHash<Digest, qint64> m_sourceNumbers;
    std::mutex m_mutex; // guards the progress, told from several threads
    qint64 m_done = 0;
    qint64 m_total = 0;
};

} // namespace

Result<MadePatch>
checkPatch(const PatchRequest& request, FileSystem& files, const std::stop_token& stop) {
    UPKEEP_TRY_AS(const PatchHead head, readPatchHead(request.out, request.oldList, files));
    const auto list = head.newList(request.oldList);
    if (!list || list.value() != request.newList)
        return notRebuilt(request.out.display());
    QHash<Digest, LocalPath> sources;
    for (const FileEntry& entry : request.oldList.entries()) {
        if (entry.type == EntryType::File)
            sources.insert(entry.digest, request.oldTree / LocalName(entry.path));
    }
    QList<qsizetype> decodedEntries;
    for (qsizetype i = 0; i < request.newList.entries().size(); ++i) {
        const FileEntry& entry = request.newList.entries()[i];
        if (entry.type == EntryType::File && entry.size > 0 && !sources.contains(entry.digest))
            decodedEntries.append(i);
    }
    DecodedFiles decoded(request, files);
    UPKEEP_TRY(applyPatch(
        {request.out, request.oldList, request.newList, decodedEntries, sources},
        files,
        [&decoded] { return decoded.sink(); },
        stop));
    for (const qsizetype entry : std::as_const(decodedEntries)) {
        if (!decoded.has(request.newList.entries()[entry].digest))
            return notRebuilt(request.out.display());
    }
    UPKEEP_TRY_AS(const Descriptor file, files.open(request.out));
    UPKEEP_TRY_AS(const Digest sha256, Digest::ofFile(file.get()));
    UPKEEP_TRY_AS(const FileStat stat, files.stat(request.out));
    return MadePatch{stat.size, sha256, head.heapKib, head.outputs.size()};
}

Result<MadePatch> makePatch(const PatchRequest& request,
                            FileSystem& files,
                            const ProgressSink& progress,
                            std::stop_token stop) {
    return PatchMaker(request, files, progress, std::move(stop)).run();
}

} // namespace upkeep
