// SPDX-License-Identifier: Apache-2.0
#include "source/range_download.h"

#include "source/part_file.h"
#include "source/retry.h"

#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace upkeep {

namespace {

// In flight at an object host (FORMATS section 4); the line's own limit per host is above it.
constexpr qsizetype mostAtOnce = 4;
// A connection of its own costs about three ways there and back: for fewer ranges it gains nothing.
constexpr qsizetype rangesPerConnection = 4;

Error otherBytes(const QUrl& url, const QString& cause) {
    return Error{ErrorCode::DownloadFailed, url.host(), cause};
}

// One range of a payload through one link.
class RangeFetch {
public:
    using Sink = std::function<Result<void>(QByteArrayView)>;

    // `whole` takes the body of a host that sends all of it; null: such a body is not wanted.
    RangeFetch(PayloadLink& link, ByteRange range, qint64 length, const Sink& sink, PartFile* whole)
        : m_link(link), m_range(range), m_length(length), m_sink(sink), m_whole(whole) {}

    Result<void> attempt(const std::stop_token& stop);
    qint64 position() const { return m_range.first; }
    bool cameWhole() const { return m_cameWhole; }

private:
    Result<void> take(const FetchResponse& head, QByteArrayView piece);
    Result<void> takeWhole(const FetchResponse& head, QByteArrayView piece);
    Result<void> judgeHead(const FetchResponse& head, QByteArrayView start);

    PayloadLink& m_link;
    ByteRange m_range; // what is still to come
    qint64 m_length;
    const Sink& m_sink;
    PartFile* m_whole;
    bool m_isHeadJudged = false;
    bool m_cameWhole = false;
    bool m_isConditional = false; // asked with If-Range
    bool m_isOtherTag = false;    // and the host has another ETag now
};

Result<void> RangeFetch::attempt(const std::stop_token& stop) {
    m_isHeadJudged = m_isOtherTag = false;
    m_isConditional = !m_link.etag().isEmpty();
    const auto response = m_link.get(
        {m_range, m_link.etag(), m_length},
        [this](const FetchResponse& head, QByteArrayView piece) { return take(head, piece); },
        stop);
    if (m_isOtherTag) {
        // Another file, or another machine of the same host: asked again, the hashes tell.
        m_link.setEtag({});
        return attempt(stop);
    }
    if (m_cameWhole) // the part goes on by itself
        return {};
    UPKEEP_TRY(response);
    if (response->status == 416)
        return otherBytes(response->url, QStringLiteral("has fewer bytes than signed"));
    if (response->status != 206)
        return statusError(*response);
    if (m_range.first <= m_range.last)
        return Error{
            ErrorCode::NetworkFailed, m_link.address().host(), QStringLiteral("ended early")};
    return {};
}

Result<void> RangeFetch::take(const FetchResponse& head, QByteArrayView piece) {
    if (head.status == 200)
        return takeWhole(head, piece);
    if (!m_isHeadJudged)
        UPKEEP_TRY(judgeHead(head, piece));
    m_isHeadJudged = true;
    if (piece.size() > m_range.last - m_range.first + 1)
        return otherBytes(head.url, QStringLiteral("more came than asked"));
    UPKEEP_TRY(m_sink(piece));
    m_range.first += piece.size();
    return {};
}

Result<void> RangeFetch::takeWhole(const FetchResponse& head, QByteArrayView piece) {
    if (!m_cameWhole && isWebPage(head, piece))
        return webPageError(head.url);
    m_isOtherTag = m_isConditional;
    if (m_isOtherTag || !m_whole)
        return Error{
            ErrorCode::FileUnsupported, head.url.host(), QStringLiteral("serves no ranges")};
    m_cameWhole = true;
    return m_whole->take(head, piece);
}

Result<void> RangeFetch::judgeHead(const FetchResponse& head, QByteArrayView start) {
    const auto served = parseContentRange(head.header("Content-Range"));
    if (!served || served->first != m_range.first || served->last != m_range.last)
        return otherBytes(head.url, QStringLiteral("other bytes came than asked"));
    if (served->total.value_or(m_length) != m_length)
        return otherBytes(
            head.url,
            QStringLiteral("has %1 bytes, signed are %2").arg(*served->total).arg(m_length));
    if (isWebPage(head, start))
        return webPageError(head.url);
    const QByteArray etag = head.header("ETag");
    m_link.setEtag(etag.startsWith("W/") ? QByteArray() : etag);
    return {};
}

// All ranges of a job.
class RangeCrew {
public:
    RangeCrew(PayloadLink& link,
              const RangesJob& job,
              const RetryPolicy& retry,
              FileSystem& files,
              const RangesSink& sink,
              const std::stop_token& stop)
        : m_link(link), m_job(job), m_retry(retry), m_files(files), m_sink(sink), m_stop(stop) {}

    Result<RangesOutcome> run() {
        if (m_job.ranges.isEmpty())
            return RangesOutcome::Ranges;
        UPKEEP_TRY_AS(const RangesOutcome first, fetchFirst());
        if (first == RangesOutcome::Ranges)
            UPKEEP_TRY(fetchOthers());
        return first;
    }

private:
    Result<RangesOutcome> fetchFirst();
    Result<void> fetchOthers();
    Result<bool> fetchOne(PayloadLink& link, qsizetype number, PartFile* whole);
    void work(PayloadLink link);
    std::optional<qsizetype> takeNext();
    void fail(const Error& error);

    PayloadLink& m_link;
    const RangesJob& m_job;
    const RetryPolicy& m_retry;
    FileSystem& m_files;
    const RangesSink& m_sink;
    const std::stop_token& m_stop;
    std::stop_source m_end; // of all workers: somebody stopped it, or one of them failed
    std::mutex m_mutex;     // guards the next two, and the sink
    qsizetype m_next = 1;   // the first range is fetched alone
    std::optional<Error> m_failure;
};

// True: the whole payload came in place of the range, as far as it came.
Result<bool> RangeCrew::fetchOne(PayloadLink& link, qsizetype number, PartFile* whole) {
    const RangeFetch::Sink sink = [&](QByteArrayView piece) {
        const std::lock_guard lock(m_mutex);
        return m_sink(number, piece);
    };
    RangeFetch range(link, m_job.ranges[number], m_job.length, sink, whole);
    UPKEEP_TRY(tryAgain(
        m_retry,
        [&] { return range.attempt(m_end.get_token()); },
        [&] { return range.position(); },
        m_end.get_token()));
    return range.cameWhole();
}

Result<RangesOutcome> RangeCrew::fetchFirst() {
    const std::stop_callback forward(m_stop, [this] { m_end.request_stop(); });
    const DownloadJob job{m_job.whole, m_job.length, m_job.sha256};
    PartFile part(m_link, job, m_files, m_job.progress, m_stop);
    UPKEEP_TRY_AS(const bool cameWhole,
                  fetchOne(m_link, 0, m_job.whole.isEmpty() ? nullptr : &part));
    if (!cameWhole)
        return RangesOutcome::Ranges;
    part.leave();
    UPKEEP_TRY(complete(part, m_retry, m_stop));
    return RangesOutcome::Whole;
}

Result<void> RangeCrew::fetchOthers() {
    const std::stop_callback forward(m_stop, [this] { m_end.request_stop(); });
    const qsizetype left = m_job.ranges.size() - 1;
    const qsizetype others = qMin(mostAtOnce - 1, left / rangesPerConnection);
    {
        std::vector<std::jthread> crew; // awaited at the end of this block
        for (qsizetype i = 0; i < others; ++i) {
            crew.emplace_back([this] {
                // Made, used and destroyed on its own thread.
                if (const std::unique_ptr<Fetcher> own = m_link.fetcher().another())
                    work(m_link.through(*own));
            });
        }
        work(m_link);
    }
    if (m_failure)
        return *m_failure;
    if (m_stop.stop_requested())
        return Error{ErrorCode::Cancelled, m_job.url, {}};
    return {};
}

void RangeCrew::work(PayloadLink link) {
    while (const auto number = takeNext()) {
        const auto fetched = fetchOne(link, *number, nullptr);
        if (!fetched)
            return fail(fetched.error());
    }
}

std::optional<qsizetype> RangeCrew::takeNext() {
    const std::lock_guard lock(m_mutex);
    if (m_next >= m_job.ranges.size() || m_end.stop_requested())
        return {};
    return m_next++;
}

void RangeCrew::fail(const Error& error) {
    const std::lock_guard lock(m_mutex);
    if (!m_failure)
        m_failure = error; // the others are only told to stop
    m_end.request_stop();
}

} // namespace

Result<RangesOutcome> fetchRanges(PayloadLink& link,
                                  const RangesJob& job,
                                  const RetryPolicy& retry,
                                  FileSystem& files,
                                  const RangesSink& sink,
                                  const std::stop_token& stop) {
    return RangeCrew(link, job, retry, files, sink, stop).run();
}

} // namespace upkeep
