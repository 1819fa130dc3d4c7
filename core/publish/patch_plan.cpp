// SPDX-License-Identifier: Apache-2.0
#include "publish/patch_plan.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace upkeep {

namespace {

constexpr qint64 smallFiles = qint64(16) << 20;
constexpr qint64 ownExecutable = qint64(1) << 20;
constexpr qint64 mostOldBytes = qint64(2000) << 20;

constexpr qsizetype nameNeighbours = 16;

struct ClassifiedFile {
    qsizetype entry = 0;
    ContentClass contentClass = ContentClass::Other;
};

bool isAlone(const FileEntry& entry, ContentClass contentClass) {
    const bool executable =
        contentClass == ContentClass::X86_64 || contentClass == ContentClass::Arm64;
    return entry.size > smallFiles || (executable && entry.size >= ownExecutable);
}

Result<QList<ClassifiedFile>>
outputsOf(const FileList& oldList, const FileList& newList, const ClassOfEntry& classOfNew) {
    QSet<Digest> known;
    for (const FileEntry& entry : oldList.entries())
        known.insert(entry.digest);
    QList<ClassifiedFile> outputs;
    for (qsizetype i = 0; i < newList.entries().size(); ++i) {
        const FileEntry& entry = newList.entries()[i];
        if (entry.type != EntryType::File || entry.size == 0 || known.contains(entry.digest))
            continue;
        known.insert(entry.digest);
        UPKEEP_TRY_AS(const ContentClass contentClass, classOfNew(entry));
        outputs.append({i, contentClass});
    }
    return outputs;
}

qint64 commonPrefix(const QByteArray& a, const QByteArray& b) {
    const auto [end, unused] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return end - a.begin();
}

// Finds old files that a segment may start from.
class SourceFinder {
public:
    static Result<SourceFinder>
    create(const FileList& oldList, const FileList& newList, const ClassOfEntry& classOfOld) {
        SourceFinder finder(oldList, newList);
        for (qsizetype i = 0; i < oldList.entries().size(); ++i) {
            const FileEntry& entry = oldList.entries()[i];
            if (entry.type != EntryType::File || entry.size == 0)
                continue;
            if (!newList.find(entry.path))
                finder.m_vanished[entry.path.parent()].append(i);
            if (finder.m_firstWith.contains(entry.digest))
                continue;
            finder.m_firstWith.insert(entry.digest, i);
            UPKEEP_TRY_AS(const ContentClass contentClass, classOfOld(entry));
            finder.m_files.append({i, contentClass});
        }
        return finder;
    }

    // The main sources first, then files of the same names, what vanished, what changed, and the
    // rest; beyond the first only as much as makes sense for the outputs' size.
    void findSources(PlannedSegment& segment) const {
        for (const qsizetype output : std::as_const(segment.outputs))
            segment.mains.append(mainSourceOf(m_new.entries()[output]));
        segment.sources = sourcesFor(segment);
    }

private:
    // How likely a file is to be of use: where it is now, then whether it is of another kind.
    using Rank = std::tuple<int, int>;
    static constexpr Rank mainSource{0, 0};

    struct Candidate {
        Rank rank;
        qsizetype entry = 0;
    };
    struct Names {
        QSet<qsizetype> mains;
        QSet<QByteArray> basenames;
        qint64 bytes = 0;
    };

    SourceFinder(const FileList& oldList, const FileList& newList)
        : m_old(oldList), m_new(newList) {}

    QList<qsizetype> sourcesFor(const PlannedSegment& segment) const {
        const Names names = namesOf(segment);
        QList<Candidate> candidates;
        for (const ClassifiedFile& file : m_files)
            candidates.append({rankOf(file, names, segment.contentClass), file.entry});
        std::stable_sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
            return a.rank < b.rank;
        });
        QList<qsizetype> sources;
        qint64 budget = 2 * names.bytes + smallFiles;
        qint64 total = 0;
        for (const Candidate& candidate : std::as_const(candidates)) {
            const qint64 size = m_old.entries()[candidate.entry].size;
            const bool own = candidate.rank == mainSource;
            if (total + size > mostOldBytes || (!own && size > budget))
                continue;
            budget -= own ? 0 : size;
            total += size;
            sources.append(candidate.entry);
        }
        return sources;
    }

    // The old file of the same path; else, of those that vanished from the same folder, the one
    // with the most similar name (builds put a hash at its end), then size.
    qsizetype mainSourceOf(const FileEntry& output) const {
        if (const FileEntry* same = m_old.find(output.path);
            same && same->type == EntryType::File && same->size > 0)
            return m_firstWith.value(same->digest);
        const QList<qsizetype> vanished = m_vanished.value(output.path.parent());
        const auto next = std::lower_bound(
            vanished.begin(), vanished.end(), output.path, [&](auto entry, auto& path) {
                return m_old.entries()[entry].path < path;
            });
        const qsizetype at = next - vanished.begin();
        qsizetype best = -1;
        std::pair<qint64, qint64> bestScore{0, 0};
        for (qsizetype i = qMax<qsizetype>(0, at - nameNeighbours);
             i < qMin(vanished.size(), at + nameNeighbours);
             ++i) {
            const FileEntry& old = m_old.entries()[vanished[i]];
            const std::pair score(commonPrefix(old.path.basename(), output.path.basename()),
                                  -qAbs(old.size - output.size));
            if (score.first > 0 && (best < 0 || score > bestScore)) {
                best = m_firstWith.value(old.digest);
                bestScore = score;
            }
        }
        return best;
    }

    Names namesOf(const PlannedSegment& segment) const {
        Names names;
        names.mains = QSet<qsizetype>(segment.mains.begin(), segment.mains.end());
        for (const qsizetype output : segment.outputs) {
            const FileEntry& entry = m_new.entries()[output];
            names.basenames.insert(entry.path.basename());
            names.bytes += entry.size;
        }
        return names;
    }

    Rank rankOf(const ClassifiedFile& file, const Names& names, ContentClass contentClass) const {
        enum Place { SameName = 1, Vanished, Changed, Unchanged };
        const FileEntry& old = m_old.entries()[file.entry];
        if (names.mains.contains(file.entry))
            return mainSource;
        const int otherKind = file.contentClass == contentClass ? 0 : 1;
        if (names.basenames.contains(old.path.basename()))
            return {SameName, otherKind};
        const FileEntry* now = m_new.find(old.path);
        if (!now)
            return {Vanished, otherKind};
        return {now->digest == old.digest ? Unchanged : Changed, otherKind};
    }

    const FileList& m_old;
    const FileList& m_new;
    QList<ClassifiedFile> m_files;                  // one of each content
    QHash<Digest, qsizetype> m_firstWith;           // the one
    QHash<QByteArray, QList<qsizetype>> m_vanished; // by folder, in the order of the list
};

void sortByKindAndName(QList<ClassifiedFile>& outputs, const FileList& list) {
    const auto key = [&](const ClassifiedFile& file) {
        const RelativePath& path = list.entries()[file.entry].path;
        return std::tuple(file.contentClass, path.basename(), path.bytes());
    };
    std::sort(outputs.begin(), outputs.end(), [&](const auto& a, const auto& b) {
        return key(a) < key(b);
    });
}

} // namespace

Result<QList<PlannedSegment>> planSegments(const FileList& oldList,
                                           const FileList& newList,
                                           const ClassOfEntry& classOfNew,
                                           const ClassOfEntry& classOfOld) {
    UPKEEP_TRY_AS(QList<ClassifiedFile> outputs, outputsOf(oldList, newList, classOfNew));
    sortByKindAndName(outputs, newList);
    QList<PlannedSegment> segments;
    qint64 room = 0; // what the last segment still takes
    for (const ClassifiedFile& output : std::as_const(outputs)) {
        const FileEntry& entry = newList.entries()[output.entry];
        const bool alone = isAlone(entry, output.contentClass);
        if (alone || entry.size > room || segments.last().contentClass != output.contentClass) {
            segments.append({output.contentClass, {}, {}, {}});
            room = alone ? 0 : smallFiles;
        }
        segments.last().outputs.append(output.entry);
        room -= alone ? 0 : entry.size;
    }
    if (segments.isEmpty())
        return segments;
    UPKEEP_TRY_AS(const SourceFinder finder, SourceFinder::create(oldList, newList, classOfOld));
    for (PlannedSegment& segment : segments)
        finder.findSources(segment);
    return segments;
}

} // namespace upkeep
