// SPDX-License-Identifier: Apache-2.0
#include "payload/assemble.h"

#include "payload/apply_patch.h"
#include "payload/package_reader.h"
#include "payload/verified_file.h"

#include <QSet>

#include <mutex>

namespace upkeep {

namespace {

constexpr qint64 indexLimit = qint64(64) << 20;

// Told what a writer has completed.
using MadeSink = std::function<void(qsizetype entry)>;

// The sink of one decoder: pieces of one entry after the other. One that was given up gets no more
// pieces and is discarded.
class EntryWriter {
public:
    EntryWriter(const AssembleJob& job, FileSystem& files, MadeSink made)
        : m_job(job), m_files(files), m_made(std::move(made)) {}
    ~EntryWriter() { std::ignore = discardUnfinished(); }
    EntryWriter(const EntryWriter&) = delete;
    EntryWriter& operator=(const EntryWriter&) = delete;
    EntryWriter(EntryWriter&&) = delete;
    EntryWriter& operator=(EntryWriter&&) = delete;

    Result<void> take(qsizetype number, QByteArrayView piece, bool last) {
        if (m_open && m_number != number)
            UPKEEP_TRY(discardUnfinished());
        if (!m_open) {
            const FileEntry& entry = m_job.wanted.entries()[number];
            UPKEEP_TRY_AS(VerifiedFile file,
                          VerifiedFile::create(m_files, m_job.into / LocalName(entry.path), entry));
            m_open.emplace(std::move(file));
            m_number = number;
        }
        UPKEEP_TRY(m_open->write(piece));
        if (!last)
            return {};
        const auto finished = m_open->finish();
        m_open.reset();
        UPKEEP_TRY(finished);
        m_made(number);
        return {};
    }

private:
    Result<void> discardUnfinished() {
        if (!m_open)
            return {};
        UPKEEP_TRY(m_open->discard());
        m_open.reset();
        return {};
    }

    const AssembleJob& m_job;
    FileSystem& m_files;
    MadeSink m_made;
    std::optional<VerifiedFile> m_open;
    qsizetype m_number = -1;
};

// One run of assemble(): what is there and what is still wanted.
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

    // From any thread.
    void settle(qsizetype entry) {
        const std::scoped_lock lock(m_mutex);
        m_made.insert(entry);
        ++m_report.decoded;
        m_report.bytesWritten += entryAt(entry).size;
        report(entry);
    }

    ContentSink sink() {
        const auto writer = std::make_shared<EntryWriter>(
            m_job, m_files, [this](qsizetype entry) { settle(entry); });
        return [writer](qsizetype entry, QByteArrayView piece, bool last) {
            return writer->take(entry, piece, last);
        };
    }

    Result<void> takePatch() {
        const PatchInput input{m_job.patch, m_job.patchFrom, m_job.wanted, m_wanted, m_sources};
        UPKEEP_TRY(applyPatch(
            input, m_files, [this] { return sink(); }, m_stop));
        return takeCopies();
    }

    // What is still wanted after a decoder ran: files whose content another new file has by now are
    // copied from it.
    Result<void> takeCopies() {
        for (const qsizetype entry : std::as_const(m_made))
            m_sources.insert(entryAt(entry).digest, placeOf(entry));
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
        // A sink for each decoder: what the one before left unfinished is gone by then.
        const auto translated = [&]() -> ContentSink {
            return [&entryOf, write = sink()](qsizetype number, QByteArrayView piece, bool last) {
                return write(entryOf.value(number), piece, last);
            };
        };
        if (!m_job.frames.isEmpty() || !m_job.salvage.isEmpty()) {
            UPKEEP_TRY_AS(
                inIndex,
                readFrames(
                    index, inIndex, m_job.frames, m_job.salvage, m_files, translated(), m_stop));
        }
        if (!m_job.package.isEmpty())
            UPKEEP_TRY(readPackage(index, inIndex, m_job.package, m_files, translated(), m_stop));
        return takeCopies();
    }

    const AssembleJob& m_job;
    FileSystem& m_files;
    const ProgressSink& m_progress;
    std::stop_token m_stop;
    QHash<Digest, LocalPath> m_sources;
    QList<qsizetype> m_wanted; // entries of job.wanted that are not there yet
    std::mutex m_mutex;        // guards what decoders on several threads add to
    QSet<qsizetype> m_made;
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
