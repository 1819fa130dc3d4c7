// SPDX-License-Identifier: Apache-2.0
#include "tree/hash_tree.h"

#include "tree/two_threads.h"

#include <mutex>

namespace upkeep {

namespace {

// The hashes of a set of files, gathered by two threads.
class Hashing {
public:
    Hashing(FileSystem& files,
            const LocalPath& root,
            StatCache* cache,
            TreeState& state,
            const ProgressSink& progress)
        : m_files(files), m_root(root), m_cache(cache), m_state(state), m_progress(progress),
          m_started(currentFileTime()) {}

    // False if the content is not known yet.
    bool findInCache(const ScannedEntry& entry) {
        const auto known =
            m_cache ? m_cache->find(entry.name, entry.stat) : std::optional<Digest>();
        if (known)
            m_state.digests.insert(entry.name, *known);
        return known.has_value();
    }
    void announce(qint64 bytes) { m_total += bytes; }

    Result<void> hash(const ScannedEntry& entry) {
        const auto descriptor = m_files.open(m_root / entry.name);
        auto digest = descriptor.has_value() ? Digest::ofFile(descriptor->get())
                                             : Result<Digest>(descriptor.error());
        const std::lock_guard guard(m_mutex);
        if (!digest.has_value())
            return noteFailure(entry, digest.error());
        m_state.digests.insert(entry.name, digest.value());
        if (m_cache)
            m_cache->remember(entry.name, entry.stat, digest.value(), m_started);
        m_done += entry.stat.size;
        if (m_progress)
            m_progress(Progress{Phase::Verify, {}, entry.name.display(), m_done, m_total, 0, 0});
        return {};
    }

private:
    // One file that cannot be read must not keep us from looking at the others.
    Result<void> noteFailure(const ScannedEntry& entry, const Error& error) {
        if (error.code == ErrorCode::Cancelled)
            return error;
        m_state.unreadable.append(entry.name);
        return {};
    }

    FileSystem& m_files;
    const LocalPath& m_root;
    StatCache* m_cache;
    TreeState& m_state;
    const ProgressSink& m_progress;
    const FileTime m_started;
    qint64 m_done = 0;
    qint64 m_total = 0;
    std::mutex m_mutex;
};

// The SHA-256 of each file among the entries.
Result<void> hashFiles(FileSystem& files,
                       const LocalPath& root,
                       StatCache* cache,
                       TreeState& state,
                       const ProgressSink& progress,
                       std::stop_token stop) {
    Hashing hashing(files, root, cache, state, progress);
    QList<const ScannedEntry*> unknown;
    for (const ScannedEntry& entry : std::as_const(state.entries)) {
        if (entry.stat.type != FileType::Regular || hashing.findInCache(entry))
            continue;
        unknown.append(&entry);
        hashing.announce(entry.stat.size);
    }
    return runOnTwoThreads(
        unknown.size(), [&](qsizetype index) { return hashing.hash(*unknown[index]); }, stop);
}

} // namespace

const Digest* TreeState::digestOf(const LocalName& name) const {
    const auto it = digests.constFind(name);
    return it == digests.cend() ? nullptr : &it.value();
}

Result<TreeState> readTree(FileSystem& files,
                           const LocalPath& root,
                           const ScanOptions& options,
                           StatCache* cache,
                           const ProgressSink& progress,
                           std::stop_token stop) {
    TreeState state;
    UPKEEP_TRY_AS(state.entries, scanTree(files, root, options, stop));
    UPKEEP_TRY(hashFiles(files, root, cache, state, progress, stop));
    for (const ScannedEntry& entry : std::as_const(state.entries)) {
        if (entry.unreadable)
            state.unreadable.append(entry.name);
    }
    std::sort(state.unreadable.begin(), state.unreadable.end());
    return state;
}

} // namespace upkeep
