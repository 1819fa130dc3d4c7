// SPDX-License-Identifier: Apache-2.0
#include "source/part_file.h"

#include <array>
#include <cerrno>

#include <unistd.h>

namespace upkeep {

namespace {

constexpr quint32 partMode = 0600;

} // namespace

Result<bool> PartFile::isThereAlready() {
    UPKEEP_TRY_AS(const auto found, m_files.statIfThere(m_job.to));
    if (!found.has_value() || found->size != m_job.length)
        return false;
    UPKEEP_TRY(hashFile(m_job.to));
    return m_hash.finish() == m_job.sha256;
}

Result<void> PartFile::takeUpPart() {
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

Result<void> PartFile::hashFile(const LocalPath& path) {
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

Result<void> PartFile::fetchRest() {
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
    leave(); // what came stays in the part, whatever happened
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

Result<void> PartFile::take(const FetchResponse& head, QByteArrayView piece) {
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

Result<void> PartFile::judgeHead(const FetchResponse& head, QByteArrayView start) {
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

bool PartFile::isWebPageWanted() const {
    const QString path = m_link.address().path();
    return path.endsWith(QLatin1String(".html")) || path.endsWith(QLatin1String(".htm"));
}

// Only a strong one says that bytes fit together. Torn or stale it costs bytes: the whole file
// comes again.
Result<void> PartFile::rememberTag(const QByteArray& etag) {
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

Result<void> PartFile::openPart() {
    if (m_have > 0) {
        UPKEEP_TRY_AS(m_file, m_files.resume(m_part, partMode));
        return {};
    }
    UPKEEP_TRY(m_files.removeTree(m_part));
    UPKEEP_TRY_AS(m_file, m_files.create(m_part, partMode, m_job.length));
    return {};
}

Result<void> PartFile::restart() {
    m_file.reset();
    m_hash.finish();
    m_have = 0;
    m_isPieced = false;
    m_etag.clear();
    UPKEEP_TRY(m_files.removeTree(m_tag));
    return m_files.removeTree(m_part);
}

Result<bool> PartFile::finish() {
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

void PartFile::report() const {
    if (!m_progress)
        return;
    Progress progress;
    progress.phase = Phase::Download;
    progress.subject = QString::fromUtf8(m_job.to.basename());
    progress.done = m_have;
    progress.total = m_job.length;
    m_progress(progress);
}

} // namespace upkeep
