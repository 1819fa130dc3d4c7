// SPDX-License-Identifier: Apache-2.0
// A payload while it comes: `<to>.part`, hashed as it is written, gone on with after any cut, and
// given its name only when length and hash are right: then it is durable.
#pragma once

#include "base/progress.h"
#include "source/payload_link.h"
#include "source/resumable_download.h"
#include "system/file_system.h"

namespace upkeep {

class PartFile {
public:
    PartFile(PayloadLink& link,
             const DownloadJob& job,
             FileSystem& files,
             const ProgressSink& progress,
             std::stop_token stop)
        : m_link(link), m_job(job), m_files(files), m_progress(progress), m_stop(std::move(stop)),
          m_part(job.to.withSuffix(".part")), m_tag(job.to.withSuffix(".part.etag")) {}

    Result<bool> isThereAlready();
    Result<void> takeUpPart();
    Result<void> fetchRest();
    // False: the bytes were wrong, but they came in more than one go: worth one whole new try.
    Result<bool> finish();

    // A piece of an answer to whoever asked for it; leave() when that answer has ended.
    Result<void> take(const FetchResponse& head, QByteArrayView piece);
    void leave() { m_file.reset(); }

    qint64 position() const { return m_have; }

private:
    Result<void> judgeHead(const FetchResponse& head, QByteArrayView start);
    bool isWebPageWanted() const;
    Result<void> rememberTag(const QByteArray& etag);
    Result<void> openPart();
    Result<void> restart();
    Result<void> hashFile(const LocalPath& path);
    Error error(ErrorCode code, const QString& cause) const {
        return Error{code, m_job.to.display(), cause};
    }
    void report() const;

    PayloadLink& m_link;
    const DownloadJob& m_job;
    FileSystem& m_files;
    const ProgressSink& m_progress;
    std::stop_token m_stop;
    LocalPath m_part;
    LocalPath m_tag; // what `m_etag` is, for the next process
    std::unique_ptr<NewFile> m_file;
    Sha256 m_hash;
    QByteArray m_etag; // of the answers that gave the bytes in hand
    qint64 m_have = 0;
    bool m_isPieced = false; // the bytes in hand come from more than one answer
    bool m_isLastChance = false;
    bool m_isHeadJudged = false;
};

} // namespace upkeep
