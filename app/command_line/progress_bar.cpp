// SPDX-License-Identifier: Apache-2.0
#include "command_line/progress_bar.h"

#include "text/format.h"
#include "text/state_text.h"
#include "text/upkeep_tr.h"

namespace upkeep {

namespace {

constexpr int barWidth = 24;
constexpr qint64 paintEveryMs = 66; // about 15 per second
constexpr qint64 rateWindowMs = 5'000;
constexpr qint64 estimateAfterMs = 5'000;

QString bar(qint64 done, qint64 total) {
    const int full =
        total > 0 ? static_cast<int>(std::clamp<qint64>(done * barWidth / total, 0, barWidth)) : 0;
    return QString(full, QChar(0x2588)) + QString(barWidth - full, QChar(0x2591));
}

} // namespace

ProgressBar::ProgressBar(bool live, std::function<void(const QString&)> write)
    : m_live(live), m_write(std::move(write)) {}

void ProgressBar::startPhase(const Progress& progress) {
    interrupt();
    m_phase = progress.phase;
    m_phaseClock.start();
    m_samples.clear();
    m_lastPaint.invalidate();
    if (!m_live && progress.phase != Phase::Done)
        m_write(phaseName(progress.phase) + QStringLiteral(" ...\n"));
}

void ProgressBar::show(const Progress& progress) {
    if (m_phase != progress.phase)
        startPhase(progress);
    const bool complete = progress.total > 0 && progress.done >= progress.total;
    if (!m_live || progress.phase == Phase::Done ||
        (!complete && m_lastPaint.isValid() && m_lastPaint.elapsed() < paintEveryMs))
        return;
    m_lastPaint.start();
    m_write(QStringLiteral("\r\x1b[K") + line(progress));
    m_lineOpen = true;
}

double ProgressBar::bytesPerSecond(qint64 done) {
    const qint64 now = m_phaseClock.elapsed();
    m_samples.append({now, done});
    while (m_samples.size() > 2 && now - m_samples.constFirst().atMs > rateWindowMs)
        m_samples.removeFirst();
    const Sample& oldest = m_samples.constFirst();
    return now > oldest.atMs ? static_cast<double>(done - oldest.bytes) * 1000.0 /
                                   static_cast<double>(now - oldest.atMs)
                             : 0.0;
}

QString ProgressBar::line(const Progress& progress) {
    const qint64 total = progress.overallTotal > 0 ? progress.overallTotal : progress.total;
    const qint64 done = progress.overallTotal > 0 ? progress.overallDone : progress.done;
    QString text = phaseName(progress.phase).leftJustified(9) + u' ' + bar(done, total);
    if (total > 0)
        text += QStringLiteral(" %1 %").arg(done * 100 / total, 3);
    if (progress.phase != Phase::Download || total <= 0)
        return text + u' ' + progress.subject.left(40);
    text += u' ' + Upkeep::tr("%1 of %2").arg(formatSize(done), formatSize(total));
    const double rate = bytesPerSecond(done);
    if (rate > 0 && done < total)
        text += QStringLiteral("  %1").arg(formatRate(rate));
    // Earlier it would only be a guess.
    if (rate > 0 && done < total && m_phaseClock.elapsed() >= estimateAfterMs)
        text += QStringLiteral("  ") + formatEstimate(static_cast<double>(total - done) / rate);
    return text;
}

void ProgressBar::interrupt() {
    if (m_lineOpen)
        m_write(QStringLiteral("\n"));
    m_lineOpen = false;
}

} // namespace upkeep
