// SPDX-License-Identifier: Apache-2.0
#include "widgets/progress_line.h"

#include "theme/icons.h"
#include "theme/paint.h"

#include <QPainter>
#include <QVariantAnimation>

#include <cmath>

namespace upkeep {

ProgressLine::ProgressLine(qreal height, QWidget* parent)
    : QProgressBar(parent), m_height(height), m_motion(new QVariantAnimation(this)) {
    setRange(0, 1000);
    setTextVisible(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_motion->setEasingCurve(QEasingCurve::OutCubic);
    connect(m_motion, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        m_shown = value.toReal();
        update();
    });
}

void ProgressLine::setShare(qreal share) {
    share = std::clamp(share, 0.0, 1.0);
    setValue(qRound(share * 1000));
    m_motion->stop();
    const int time = isVisible() ? Theme::duration(120) : 0;
    if (time == 0) {
        m_shown = share;
        update();
        return;
    }
    m_motion->setDuration(time);
    m_motion->setStartValue(m_shown);
    m_motion->setEndValue(share);
    m_motion->start();
}

void ProgressLine::setTone(Tone tone, bool onTint) {
    m_tone = tone;
    m_onTint = onTint;
    update();
}

QSize ProgressLine::sizeHint() const {
    return {px(132), px(m_height)};
}

QSize ProgressLine::minimumSizeHint() const {
    return {px(40), px(m_height)};
}

void ProgressLine::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    const QColor colour = theme.colour(inkOf(m_tone));
    const QColor track =
        m_onTint ? mix(colour, theme.colour(tintOf(m_tone)), 0.22) : theme.colour(Ink::Track);
    paintRounded(painter, rect(), height() / 2.0, track);
    QRect filled(0, 0, qRound(width() * m_shown), height());
    filled = QStyle::visualRect(layoutDirection(), rect(), filled);
    if (filled.width() >= height())
        paintRounded(painter, filled, height() / 2.0, colour);
}

namespace {

struct PhaseName {
    Phase phase;
    const char* name;
};

constexpr PhaseName phaseNames[] = {
    {Phase::Download, QT_TRANSLATE_NOOP("upkeep::PhaseLine", "Download")},
    {Phase::Verify, QT_TRANSLATE_NOOP("upkeep::PhaseLine", "Verify")},
    {Phase::Snapshot, QT_TRANSLATE_NOOP("upkeep::PhaseLine", "Snapshot")},
    {Phase::Apply, QT_TRANSLATE_NOOP("upkeep::PhaseLine", "Apply")},
    {Phase::Probe, QT_TRANSLATE_NOOP("upkeep::PhaseLine", "Check")},
    {Phase::Done, QT_TRANSLATE_NOOP("upkeep::PhaseLine", "Done")},
};
constexpr int phaseCount = int(std::size(phaseNames));

} // namespace

PhaseLine::PhaseLine(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PhaseLine::setPhase(Phase phase) {
    m_current = 0;
    for (int i = 0; i < phaseCount; ++i) {
        if (phaseNames[i].phase == phase)
            m_current = i;
    }
    setAccessibleName(tr("Step %1 of %2: %3")
                          .arg(m_current + 1)
                          .arg(phaseCount)
                          .arg(tr(phaseNames[m_current].name)));
    update();
}

QSize PhaseLine::sizeHint() const {
    return {px(600), px(22)};
}

QSize PhaseLine::minimumSizeHint() const {
    return {px(240), px(22)};
}

void PhaseLine::paintDot(QPainter& painter, const QRectF& disc, int index) const {
    const Theme& theme = Theme::current();
    const qreal radius = disc.width() / 2;
    if (index < m_current || m_current == phaseCount - 1) {
        paintRounded(painter, disc, radius, theme.colour(Ink::Ok));
        paintIcon(painter,
                  QStringLiteral("check"),
                  theme.colour(Ink::Card),
                  disc.toAlignedRect(),
                  px(14));
    } else if (index == m_current) {
        paintRounded(painter, disc, radius, QColor(), theme.colour(Ink::Accent), theme.pxF(2));
        const qreal inset = disc.width() * 0.3;
        paintRounded(painter,
                     disc.adjusted(inset, inset, -inset, -inset),
                     radius,
                     theme.colour(Ink::Accent));
    } else {
        const QColor grey = mix(theme.colour(Ink::Mark), theme.colour(Ink::AccentTint), 0.55);
        paintRounded(painter, disc, radius, QColor(), grey, theme.pxF(1.5));
    }
}

void PhaseLine::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    const bool allNames = width() >= px(620);
    const int dot = px(20);
    int widths[phaseCount];
    int used = 0;
    for (int i = 0; i < phaseCount; ++i) {
        const TextStyle style = i == m_current ? TextStyle::Strong : TextStyle::Body;
        const bool named = allNames || i == m_current;
        widths[i] = dot + (named ? px(8) + textWidth(tr(phaseNames[i].name), style) : 0);
        used += widths[i];
    }
    const int gap = std::max(px(20), (width() - used) / (phaseCount - 1));
    int x = 0;
    for (int i = 0; i < phaseCount; ++i) {
        const QRect disc =
            QStyle::visualRect(layoutDirection(), rect(), QRect(x, (height() - dot) / 2, dot, dot));
        paintDot(painter, disc, i);
        const TextStyle style = i == m_current ? TextStyle::Strong : TextStyle::Body;
        if (allNames || i == m_current) {
            const QRect text =
                QStyle::visualRect(layoutDirection(),
                                   rect(),
                                   QRect(x + dot + px(8), 0, widths[i] - dot - px(8), height()));
            paintLine(painter,
                      text,
                      tr(phaseNames[i].name),
                      style,
                      theme.colour(i <= m_current ? Ink::Text : Ink::Text2));
        }
        x += widths[i];
        if (i + 1 < phaseCount) {
            const QRect line =
                QStyle::visualRect(layoutDirection(),
                                   rect(),
                                   QRect(x + px(12), height() / 2 - 1, gap - px(24), px(2)));
            if (line.width() > 0)
                painter.fillRect(
                    line,
                    i < m_current
                        ? theme.colour(Ink::Ok)
                        : mix(theme.colour(Ink::Accent), theme.colour(Ink::AccentTint), 0.16));
        }
        x += gap;
    }
}

} // namespace upkeep
