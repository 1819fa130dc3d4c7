// SPDX-License-Identifier: Apache-2.0
#include "widgets/space_bar.h"

#include "text/format.h"
#include "theme/paint.h"

#include <QPainter>

namespace upkeep {
SpaceBar::SpaceBar(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SpaceBar::setUse(const SpaceUse& use) {
    m_use = use;
    const qint64 total = use.shared + use.own + use.pinned;
    setAccessibleName(tr("Snapshots take %1 of %2").arg(formatSize(total), formatSize(use.budget)));
    update();
}

QSize SpaceBar::sizeHint() const {
    return {px(600), lineHeight(TextStyle::Body) + px(2)};
}

QSize SpaceBar::minimumSizeHint() const {
    return {px(200), sizeHint().height()};
}

void SpaceBar::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    const qint64 total = m_use.shared + m_use.own + m_use.pinned;
    const bool nearlyFull = m_use.budget > 0 && total * 10 > m_use.budget * 9;
    const QColor own = theme.colour(nearlyFull ? Ink::Attention : Ink::Fill);
    const QList<Segment> segments = {{tr("Shared %1").arg(formatSize(m_use.shared)),
                                      m_use.shared,
                                      mix(own, theme.colour(Ink::Card), 0.55)},
                                     {tr("Own %1").arg(formatSize(m_use.own)), m_use.own, own},
                                     {tr("Pinned %1").arg(formatSize(m_use.pinned)),
                                      m_use.pinned,
                                      theme.colour(Ink::Attention)}};
    int x = paintTotal(painter, total, nearlyFull);
    if (width() > px(560))
        x = paintLegend(painter, segments, x);
    QRect track = placed(0, std::max(px(60), x - px(16)));
    track.setHeight(px(8));
    track.moveTop((height() - px(8)) / 2 + 1);
    paintSegments(painter, segments, track, m_use.budget > 0 ? m_use.budget : m_use.free + total);
}

QRect SpaceBar::placed(int left, int wide) const {
    return QStyle::visualRect(layoutDirection(), rect(), QRect(left, 0, wide, height()));
}

// At the trailing end; returns where it begins.
int SpaceBar::paintTotal(QPainter& painter, qint64 total, bool nearlyFull) const {
    const Theme& theme = Theme::current();
    const QString of = m_use.budget > 0 ? tr("of %1").arg(formatSize(m_use.budget)) : QString();
    const int ofWidth = textWidth(of, TextStyle::Body);
    const int totalWidth = textWidth(formatSize(total), TextStyle::Strong);
    int x = width() - ofWidth;
    paintLine(painter, placed(x, ofWidth), of, TextStyle::Body, theme.colour(Ink::Text2));
    x -= totalWidth + px(4);
    paintLine(painter,
              placed(x, totalWidth),
              formatSize(total),
              TextStyle::Strong,
              theme.colour(nearlyFull ? Ink::Attention : Ink::Text));
    return x;
}

int SpaceBar::paintLegend(QPainter& painter, const QList<Segment>& segments, int x) const {
    for (qsizetype i = segments.size() - 1; i >= 0; --i) {
        const int wide = textWidth(segments[i].text, TextStyle::Caption) + px(14);
        x -= wide + px(20);
        const QRect legend = placed(x, wide);
        const QRect dot =
            QStyle::visualRect(layoutDirection(),
                               legend,
                               QRect(legend.x(), legend.center().y() - px(4) + 1, px(8), px(8)));
        paintRounded(painter, dot, px(2), segments[i].colour);
        const QRect text =
            QStyle::visualRect(layoutDirection(), legend, legend.adjusted(px(14), 0, 0, 0));
        paintLine(painter,
                  text,
                  segments[i].text,
                  TextStyle::Caption,
                  Theme::current().colour(Ink::Text2));
    }
    return x;
}

void SpaceBar::paintSegments(QPainter& painter,
                             const QList<Segment>& segments,
                             const QRect& track,
                             qint64 whole) const {
    paintRounded(painter, track, px(4), Theme::current().colour(Ink::Track));
    int along = 0;
    for (const Segment& segment : segments) {
        if (segment.bytes <= 0)
            continue;
        const double share = double(segment.bytes) / double(std::max<qint64>(whole, 1));
        const QRect part(track.x() + along,
                         track.y(),
                         std::max(px(3), int(track.width() * share)),
                         track.height());
        paintRounded(
            painter, QStyle::visualRect(layoutDirection(), track, part), px(2), segment.colour);
        along += part.width() + px(2);
    }
}

} // namespace upkeep
