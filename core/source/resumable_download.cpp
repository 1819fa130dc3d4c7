// SPDX-License-Identifier: Apache-2.0
#include "source/resumable_download.h"

#include "source/retry.h"

#include <array>
#include <cerrno>

#include <unistd.h>

namespace upkeep {

namespace {

constexpr quint32 partMode = 0600;

class Download {
public:
    Download(PayloadLink& link,
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

    qint64 position() const { return m_have; }

private:
    Result<void> take(const FetchResponse& head, QByteArrayView piece);
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

Result<bool> Download::isThereAlready() {
    UPKEEP_TRY_AS(const auto found, m_files.statIfThere(m_job.to));
    if (!found.has_value() || found->size != m_job.length)
        return false;
    UPKEEP_TRY(hashFile(m_job.to));
    return m_hash.finish() == m_job.sha256;
}

Result<void> Download::takeUpPart() {
    UPKEEP_TRY_AS(const auto found, m_files.statIfThere(m_part));
    if (!found.has_value())
        return {};
    if (found->type != FileType::Regular || found->size > m_job.length)
        return m_files.removeTree(m_part);
    UPKEEP_TRY(hashFile(m_part));
    m_have = found->size;
    m_isPieced = true;
    const auto etag = m_files.read(m_tag, 1024);
    m_etag = etag ? *etag : QByteArray();
    return {};
}

Result<void> Download::hashFile(const LocalPath& path) {
    UPKEEP_TRY_AS(const Descriptor descriptor, m_files.open(path));
    const auto buffer = std::make_unique<std::array<char, 256 * 1024>>();
    for (;;) {
        if (m_stop.stop_requested())
            return error(ErrorCode::Cancelled, {});
        const ssize_t got = ::read(descriptor.get(), buffer->data(), buffer->size());
        if (got < 0 && errno != EINTR)
            return error(ErrorCode::FileFailed, qt_error_string(errno));
        if (got == 0)
            return {};
        m_hash.add(QByteArrayView(buffer->data(), qMax<ssize_t>(got, 0)));
    }
}

Result<void> Download::fetchRest() {
    report();
    if (m_have == m_job.length)
        return {};
    m_isHeadJudged = false;
    PayloadLink::Wanted wanted;
    if (m_have > 0)
        wanted.range = ByteRange{m_have, -1};
    wanted.ifRange = m_etag;
    wanted.limit = m_job.length;
    const auto response = m_link.get(
        wanted,
        [this](const FetchResponse& head, QByteArrayView piece) { return take(head, piece); },
        m_stop);
    m_file.reset(); // what came stays in the part, whatever happened
    UPKEEP_TRY(response);
    if (response->status == 416) {
        UPKEEP_TRY(restart());
        return error(ErrorCode::NetworkFailed, QStringLiteral("has fewer bytes than we had"));
    }
    if (response->status != 200 && response->status != 206)
        return statusError(*response);
    if (m_have < m_job.length)
        return error(ErrorCode::NetworkFailed,
                     QStringLiteral("ended after %1 of %2 bytes").arg(m_have).arg(m_job.length));
    return {};
}

Result<void> Download::take(const FetchResponse& head, QByteArrayView piece) {
    if (!m_isHeadJudged)
        UPKEEP_TRY(judgeHead(head, piece));
    m_isHeadJudged = true;
    if (m_have + piece.size() > m_job.length)
        return error(ErrorCode::DownloadHash, QStringLiteral("is longer than was signed"));
    if (!m_file)
        UPKEEP_TRY(openPart());
    UPKEEP_TRY(m_file->write(piece));
    m_hash.add(piece);
    m_have += piece.size();
    report();
    return {};
}

Result<void> Download::judgeHead(const FetchResponse& head, QByteArrayView start) {
    // A captive portal or an error page that calls itself a success.
    if (isWebPage(head, start) && !isWebPageWanted())
        return webPageError(head.url);
    qint64 total = m_job.length;
    if (head.status == 206) {
        const auto range = parseContentRange(head.header("Content-Range"));
        if (!range.has_value() || range->first != m_have)
            return error(ErrorCode::DownloadFailed, QStringLiteral("other bytes came than asked"));
        total = range->total.value_or(total);
        m_isPieced = true;
    } else {
        if (m_have > 0)
            UPKEEP_TRY(restart()); // the whole file, from its start
        if (!head.header("Content-Length").isEmpty())
            total = head.header("Content-Length").toLongLong();
    }
    UPKEEP_TRY(rememberTag(head.header("ETag")));
    if (total == m_job.length)
        return {};
    return error(ErrorCode::DownloadHash,
                 QStringLiteral("has %1 bytes, signed are %2").arg(total).arg(m_job.length));
}

bool Download::isWebPageWanted() const {
    const QString path = m_link.address().path();
    return path.endsWith(QLatin1String(".html")) || path.endsWith(QLatin1String(".htm"));
}

// Only a strong one says that bytes fit together. Torn or stale it costs bytes: the whole file
// comes again.
Result<void> Download::rememberTag(const QByteArray& etag) {
    const QByteArray strong = etag.startsWith("W/") ? QByteArray() : etag;
    if (strong == m_etag)
        return {};
    m_etag = strong;
    UPKEEP_TRY(m_files.removeTree(m_tag));
    if (strong.isEmpty())
        return {};
    UPKEEP_TRY_AS(const auto file, m_files.create(m_tag, partMode));
    UPKEEP_TRY(file->write(strong));
    return file->close(false);
}

Result<void> Download::openPart() {
    if (m_have > 0) {
        UPKEEP_TRY_AS(m_file, m_files.resume(m_part, partMode));
        return {};
    }
    UPKEEP_TRY(m_files.removeTree(m_part));
    UPKEEP_TRY_AS(m_file, m_files.create(m_part, partMode, m_job.length));
    return {};
}

Result<void> Download::restart() {
    m_file.reset();
    m_hash.finish();
    m_have = 0;
    m_isPieced = false;
    m_etag.clear();
    UPKEEP_TRY(m_files.removeTree(m_tag));
    return m_files.removeTree(m_part);
}

Result<bool> Download::finish() {
    if (m_job.length == 0 && !m_files.exists(m_part))
        UPKEEP_TRY(openPart());
    m_file.reset();
    const Digest found = m_hash.finish();
    if (found != m_job.sha256) {
        const bool isWorthAnother = m_isPieced && !m_isLastChance;
        m_isLastChance = true;
        UPKEEP_TRY(restart());
        if (isWorthAnother)
            return false;
        return error(
            ErrorCode::DownloadHash,
            QStringLiteral("expected %1, found %2")
                .arg(QString::fromLatin1(m_job.sha256.hex()), QString::fromLatin1(found.hex())));
    }
    UPKEEP_TRY(m_files.syncFile(m_part));
    UPKEEP_TRY(m_files.replace(m_part, m_job.to));
    UPKEEP_TRY(m_files.removeTree(m_tag));
    UPKEEP_TRY(m_files.syncFolder(m_job.to.parent()));
    return true;
}

Error noRanges(const QUrl& url) {
    return Error{ErrorCode::FileUnsupported, url.host(), QStringLiteral("serves no ranges")};
}

void Download::report() const {
    if (!m_progress)
        return;
    Progress progress;
    progress.phase = Phase::Download;
    progress.subject = QString::fromUtf8(m_job.to.basename());
    progress.done = m_have;
    progress.total = m_job.length;
    m_progress(progress);
}

} // namespace

Result<void> downloadResumably(PayloadLink& link,
                               const DownloadJob& job,
                               const RetryPolicy& retry,
                               FileSystem& files,
                               const ProgressSink& progress,
                               std::stop_token stop) {
    Download download(link, job, files, progress, stop);
    UPKEEP_TRY_AS(const bool isThere, download.isThereAlready());
    if (isThere)
        return {};
    UPKEEP_TRY(download.takeUpPart());
    for (;;) {
        UPKEEP_TRY(tryAgain(
            retry,
            [&] { return download.fetchRest(); },
            [&] { return download.position(); },
            stop));
        UPKEEP_TRY_AS(const bool isRight, download.finish());
        if (isRight)
            return {};
    }
}

Result<void> fetchRange(PayloadLink& link,
                        ByteRange range,
                        const RetryPolicy& retry,
                        const std::function<Result<void>(QByteArrayView)>& sink,
                        std::stop_token stop) {
    bool isHeadJudged = false;
    const auto take = [&](const FetchResponse& head, QByteArrayView piece) -> Result<void> {
        if (head.status == 200)
            return noRanges(head.url);
        const auto served = parseContentRange(head.header("Content-Range"));
        if (!isHeadJudged &&
            (!served || served->first != range.first || served->last != range.last))
            return Error{ErrorCode::DownloadFailed,
                         head.url.host(),
                         QStringLiteral("other bytes came than asked")};
        isHeadJudged = true;
        UPKEEP_TRY(sink(piece));
        range.first += piece.size();
        return {};
    };
    const auto attempt = [&]() -> Result<void> {
        isHeadJudged = false;
        const auto response = link.get({range, {}, range.last - range.first + 1}, take, stop);
        if (!response.has_value() && response.error().code == ErrorCode::NetworkTooLarge)
            return noRanges(link.address()); // it sends the whole file
        UPKEEP_TRY(response);
        if (response->status != 206)
            return statusError(*response);
        if (range.first <= range.last)
            return Error{
                ErrorCode::NetworkFailed, link.address().host(), QStringLiteral("ended early")};
        return {};
    };
    return tryAgain(
        retry, attempt, [&] { return range.first; }, stop);
}

} // namespace upkeep
