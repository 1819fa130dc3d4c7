// SPDX-License-Identifier: Apache-2.0
#include "payload/assemble.h"

#include "payload/apply_patch.h"
#include "payload/package_reader.h"
#include "payload/verified_file.h"

#include <QSet>

namespace upkeep {

namespace {

constexpr qint64 indexLimit = qint64(64) << 20;

// One run of assemble(): what is there, what is still wanted, and the file being written.
class Assembly {
public:
    Assembly(const AssembleJob& job,
             FileSystem& files,
             const ProgressSink& progress,
             std::stop_token stop)
        : m_job(job), m_files(files), m_progress(progress), m_stop(std::move(stop)),
          m_sources(job.sources) {}

    Result<AssembleReport> run() {
        UPKEEP_TRY(makeFolders());
        UPKEEP_TRY(takeSources());
        if (!m_job.patch.isEmpty())
            UPKEEP_TRY(takePatch());
        if (!m_wanted.isEmpty() && !m_job.index.isEmpty())
            UPKEEP_TRY(takePackage());
        UPKEEP_TRY(makeLinks());
        for (const qsizetype entry : std::as_const(m_wanted))
            m_report.missing.append(entryAt(entry).path);
        return m_report;
    }

private:
    const FileEntry& entryAt(qsizetype entry) const { return m_job.wanted.entries()[entry]; }
    LocalPath placeOf(qsizetype entry) const { return m_job.into / LocalName(entryAt(entry).path); }

    void report(qsizetype entry) {
        m_done += entryAt(entry).size;
        if (m_progress)
            m_progress(Progress{Phase::Verify,
                                {},
                                QString::fromUtf8(entryAt(entry).path.bytes()),
                                m_done,
                                m_job.wanted.totalSize(),
                                0,
                                0});
    }

    Result<void> makeFolders() {
        for (const FileEntry& entry : m_job.wanted.entries()) {
            if (entry.type == EntryType::Folder)
                UPKEEP_TRY(m_files.makeFolder(m_job.into / LocalName(entry.path), entry.mode));
        }
        return {};
    }

    Result<void> makeLinks() {
        for (const FileEntry& entry : m_job.wanted.entries()) {
            if (entry.type == EntryType::Symlink)
                UPKEEP_TRY(m_files.symlink(entry.target, m_job.into / LocalName(entry.path)));
        }
        return {};
    }

    // What can be had by hash; the rest is still wanted.
    Result<void> takeSources() {
        for (qsizetype i = 0; i < m_job.wanted.entries().size(); ++i) {
            if (entryAt(i).type != EntryType::File)
                continue;
            if (m_stop.stop_requested())
                return Error{ErrorCode::Cancelled, {}, {}};
            UPKEEP_TRY_AS(const bool taken, takeSource(i));
            if (!taken)
                m_wanted.append(i);
        }
        return {};
    }

    // True when the file is there with the signed content. A source that cannot be read or is
    // something else is no source.
    Result<bool> takeSource(qsizetype entry) {
        const FileEntry& wanted = entryAt(entry);
        if (wanted.size == 0)
            return makeEmpty(entry);
        const auto source = m_sources.constFind(wanted.digest);
        if (source == m_sources.constEnd())
            return false;
        auto cloned = m_files.cloneOrCopy(source.value(), placeOf(entry), wanted.mode);
        if (!cloned && cloned.error().code == ErrorCode::FileNoSpace)
            return cloned.error();
        if (cloned) {
            UPKEEP_TRY_AS(const Descriptor made, m_files.open(placeOf(entry)));
            UPKEEP_TRY_AS(const Digest digest, Digest::ofFile(made.get()));
            if (digest == wanted.digest) {
                ++m_report.cloned;
                report(entry);
                return true;
            }
        }
        m_sources.remove(wanted.digest);
        UPKEEP_TRY(m_files.removeTree(placeOf(entry)));
        return false;
    }

    Result<bool> makeEmpty(qsizetype entry) {
        UPKEEP_TRY_AS(VerifiedFile file,
                      VerifiedFile::create(m_files, placeOf(entry), entryAt(entry)));
        UPKEEP_TRY(file.finish());
        return true;
    }

    // The sink of every decoder: pieces of one entry after the other. One that was given up gets no
    // more pieces.
    Result<void> take(qsizetype entry, QByteArrayView piece, bool last) {
        if (m_open && m_openEntry != entry)
            UPKEEP_TRY(discardUnfinished());
        if (!m_open) {
            UPKEEP_TRY_AS(VerifiedFile file,
                          VerifiedFile::create(m_files, placeOf(entry), entryAt(entry)));
            m_open.emplace(std::move(file));
            m_openEntry = entry;
        }
        UPKEEP_TRY(m_open->write(piece));
        m_report.bytesWritten += piece.size();
        if (!last)
            return {};
        const auto finished = m_open->finish();
        m_open.reset();
        UPKEEP_TRY(finished);
        m_made.insert(entry);
        ++m_report.decoded;
        m_sources.insert(entryAt(entry).digest, placeOf(entry));
        report(entry);
        return {};
    }

    Result<void> discardUnfinished() {
        if (!m_open)
            return {};
        UPKEEP_TRY(m_open->discard());
        m_open.reset();
        return {};
    }

    ContentSink sink() {
        return [this](qsizetype entry, QByteArrayView piece, bool last) {
            return take(entry, piece, last);
        };
    }

    Result<void> takePatch() {
        const PatchInput input{m_job.patch, m_job.wanted, m_wanted, m_sources};
        UPKEEP_TRY(applyPatch(input, m_files, sink(), m_stop));
        return takeCopies();
    }

    // What is still wanted after a decoder ran: files whose content another new file has by now are
    // copied from it.
    Result<void> takeCopies() {
        UPKEEP_TRY(discardUnfinished());
        QList<qsizetype> left;
        for (const qsizetype entry : std::as_const(m_wanted)) {
            if (m_made.contains(entry))
                continue;
            UPKEEP_TRY_AS(const bool taken, takeSource(entry));
            if (!taken)
                left.append(entry);
        }
        m_wanted = left;
        return {};
    }

    // One entry per content: its twins are cloned from it afterwards.
    QList<qsizetype> withoutTwins() const {
        QSet<Digest> seen;
        QList<qsizetype> entries;
        for (const qsizetype entry : m_wanted) {
            if (!seen.contains(entryAt(entry).digest))
                entries.append(entry);
            seen.insert(entryAt(entry).digest);
        }
        return entries;
    }

    Result<void> takePackage() {
        UPKEEP_TRY_AS(const QByteArray asset, m_files.read(m_job.index, indexLimit));
        UPKEEP_TRY_AS(const PackageIndex index, PackageIndex::parse(asset));
        // The index may be that of a part of the tree (an evolution's package), or of all of it.
        QHash<qsizetype, qsizetype> entryOf;
        QList<qsizetype> inIndex;
        for (const qsizetype entry : withoutTwins()) {
            const FileEntry* found = index.files.find(entryAt(entry).path);
            if (!found || found->digest != entryAt(entry).digest)
                continue;
            const qsizetype number = found - index.files.entries().constData();
            entryOf.insert(number, entry);
            inIndex.append(number);
        }
        const ContentSink translated = [&](qsizetype number, QByteArrayView piece, bool last) {
            return take(entryOf.value(number), piece, last);
        };
        if (!m_job.frames.isEmpty() || !m_job.salvage.isEmpty()) {
            UPKEEP_TRY_AS(
                inIndex,
                readFrames(
                    index, inIndex, m_job.frames, m_job.salvage, m_files, translated, m_stop));
            UPKEEP_TRY(discardUnfinished());
        }
        if (!m_job.package.isEmpty())
            UPKEEP_TRY(readPackage(index, inIndex, m_job.package, m_files, translated, m_stop));
        return takeCopies();
    }

    const AssembleJob& m_job;
    FileSystem& m_files;
    const ProgressSink& m_progress;
    std::stop_token m_stop;
    QHash<Digest, LocalPath> m_sources;
    QList<qsizetype> m_wanted; // entries of job.wanted that are not there yet
    QSet<qsizetype> m_made;
    std::optional<VerifiedFile> m_open;
    qsizetype m_openEntry = -1;
    AssembleReport m_report;
    qint64 m_done = 0;
};

} // namespace

Result<AssembleReport> assemble(const AssembleJob& job,
                                FileSystem& files,
                                const ProgressSink& progress,
                                std::stop_token stop) {
    return Assembly(job, files, progress, std::move(stop)).run();
}

} // namespace upkeep
