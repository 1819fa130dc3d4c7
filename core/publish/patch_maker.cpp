// SPDX-License-Identifier: Apache-2.0
#include "publish/patch_maker.h"

#include "payload/apply_patch.h"
#include "publish/content_class.h"
#include "publish/patch_plan.h"
#include "publish/segment_encoder.h"

#include <QSet>

#include <unistd.h>

#include <cerrno>

namespace upkeep {

namespace {

constexpr qint64 largestFile = qint64(2) << 30;
constexpr qint64 startBytes = 4096;

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
        for (const PlannedSegment& segment : segments)
            m_total += bytesOf(segment);
        for (const PlannedSegment& segment : segments)
            UPKEEP_TRY(addSegment(segment));
        m_head.heapKib = m_head.neededKib();
        UPKEEP_TRY_AS(MadePatch made, write());
        if (auto verified = verify(); !verified) {
            UPKEEP_TRY(m_files.removeFile(m_request.out));
            return verified.error();
        }
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

    qint64 bytesOf(const PlannedSegment& segment) const {
        qint64 sum = 0;
        for (const qsizetype output : segment.outputs)
            sum += m_request.newList.entries()[output].size;
        return sum;
    }

    Result<void> addSegment(const PlannedSegment& plan) {
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
        UPKEEP_TRY_AS(const QList<MatchStep> steps, matchBytes(old, fresh, betterBy, m_stop));
        input.old = old;
        input.fresh = fresh;
        UPKEEP_TRY_AS(EncodedSegment encoded, encodeSegment(input, steps, m_stop));
        describe(plan, encoded);
        for (QByteArray& packed : encoded.packed)
            m_streams.append(std::move(packed));
        m_done += fresh.size();
        if (m_progress)
            m_progress(Progress{Phase::Apply, {}, {}, m_done, m_total, 0, 0});
        return {};
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

    Result<MadePatch> write() {
        UPKEEP_TRY_AS(const QByteArray head, m_head.serialize());
        if (m_files.exists(m_request.out))
            UPKEEP_TRY(m_files.removeFile(m_request.out));
        UPKEEP_TRY_AS(const auto file, m_files.create(m_request.out, 0644));
        Sha256 hash;
        MadePatch made;
        const auto put = [&](const QByteArray& bytes) {
            hash.add(bytes);
            made.length += bytes.size();
            return file->write(bytes);
        };
        UPKEEP_TRY(put(head));
        for (const QByteArray& stream : std::as_const(m_streams))
            UPKEEP_TRY(put(stream));
        UPKEEP_TRY(file->close(true));
        made.sha256 = hash.finish();
        made.heapKib = m_head.heapKib;
        made.decodedFiles = m_head.outputs.size();
        return made;
    }

    // Reads the patch back as a client would and compares every byte it makes.
    Result<void> verify() {
        UPKEEP_TRY_AS(const PatchHead head, readPatchHead(m_request.out, m_files));
        const auto list = head.newList(m_request.oldList);
        if (!list || list.value() != m_request.newList)
            return notRebuilt(m_request.out.display());
        QHash<Digest, LocalPath> sources;
        for (const FileEntry& entry : m_request.oldList.entries()) {
            if (entry.type == EntryType::File)
                sources.insert(entry.digest, m_request.oldTree / LocalName(entry.path));
        }
        QList<qsizetype> left;
        for (qsizetype i = 0; i < m_request.newList.entries().size(); ++i) {
            const FileEntry& entry = m_request.newList.entries()[i];
            if (entry.type == EntryType::File && entry.size > 0 && !sources.contains(entry.digest))
                left.append(i);
        }
        return compareDecoded(left, sources);
    }

    Result<void> compareDecoded(const QList<qsizetype>& entries,
                                const QHash<Digest, LocalPath>& sources) {
        QSet<Digest> left;
        for (const qsizetype entry : entries)
            left.insert(m_request.newList.entries()[entry].digest);
        Descriptor file;
        qint64 at = 0;
        const ContentSink compare =
            [&](qsizetype number, QByteArrayView piece, bool last) -> Result<void> {
            const FileEntry& entry = m_request.newList.entries()[number];
            if (at == 0) {
                UPKEEP_TRY_AS(file, m_files.open(m_request.newTree / LocalName(entry.path)));
            }
            QByteArray wanted(piece.size(), '\0');
            const ssize_t count =
                ::pread(file.get(), wanted.data(), static_cast<size_t>(wanted.size()), at);
            if (count != wanted.size() || piece != wanted)
                return notRebuilt(QString::fromUtf8(entry.path.bytes()));
            at = last ? 0 : at + piece.size();
            if (last)
                left.remove(entry.digest);
            return {};
        };
        UPKEEP_TRY(applyPatch(
            {m_request.out, m_request.newList, entries, sources}, m_files, compare, m_stop));
        return left.isEmpty() ? Result<void>() : notRebuilt(m_request.out.display());
    }

    const PatchRequest& m_request;
    FileSystem& m_files;
    const ProgressSink& m_progress;
    std::stop_token m_stop;
    PatchHead m_head;
    QList<QByteArray> m_streams;
    QHash<RelativePath, qint64> m_putNumbers;
    QHash<Digest, qint64> m_sourceNumbers;
    qint64 m_done = 0;
    qint64 m_total = 0;
};

} // namespace

Result<MadePatch> makePatch(const PatchRequest& request,
                            FileSystem& files,
                            const ProgressSink& progress,
                            std::stop_token stop) {
    return PatchMaker(request, files, progress, std::move(stop)).run();
}

} // namespace upkeep
