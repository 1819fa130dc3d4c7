// SPDX-License-Identifier: Apache-2.0
#include "widgets/space_bar.h"

#include "text/format.h"
#include "theme/paint.h"

#include <QPainter>

namespace upkeep {
namespace {

struct Segment {
    QString text;
    qint64 bytes;
    QColor colour;
};

} // namespace

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
    const Segment segments[] = {{tr("Shared %1").arg(formatSize(m_use.shared)),
                                 m_use.shared,
                                 mix(own, theme.colour(Ink::Card), 0.55)},
                                {tr("Own %1").arg(formatSize(m_use.own)), m_use.own, own},
                                {tr("Pinned %1").arg(formatSize(m_use.pinned)),
                                 m_use.pinned,
                                 theme.colour(Ink::Attention)}};
    int x = width();
    const auto placed = [&](int left, int wide) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(left, 0, wide, height()));
    };
    const QString of = m_use.budget > 0 ? tr("of %1").arg(formatSize(m_use.budget)) : QString();
    const int ofWidth = textWidth(of, TextStyle::Body);
    const int totalWidth = textWidth(formatSize(total), TextStyle::Strong);
    x -= ofWidth;
    paintLine(painter, placed(x, ofWidth), of, TextStyle::Body, theme.colour(Ink::Text2));
    x -= totalWidth + px(4);
    paintLine(painter,
              placed(x, totalWidth),
              formatSize(total),
              TextStyle::Strong,
              theme.colour(nearlyFull ? Ink::Attention : Ink::Text));
    for (int i = 2; i >= 0 && width() > px(560); --i) {
        const int wide = textWidth(segments[i].text, TextStyle::Caption) + px(14);
        x -= wide + px(i == 2 ? 16 : 20);
        const QRect legend = placed(x, wide);
        const QRect dot =
            QStyle::visualRect(layoutDirection(),
                               legend,
                               QRect(legend.x(), legend.center().y() - px(4) + 1, px(8), px(8)));
        paintRounded(painter, dot, px(2), segments[i].colour);
        paintLine(painter,
                  QStyle::visualRect(layoutDirection(), legend, legend.adjusted(px(14), 0, 0, 0)),
                  segments[i].text,
                  TextStyle::Caption,
                  theme.colour(Ink::Text2));
    }
    QRect track = placed(0, std::max(px(60), x - px(16)));
    track.setHeight(px(8));
    track.moveTop((height() - px(8)) / 2 + 1);
    paintRounded(painter, track, px(4), theme.colour(Ink::Track));
    const double whole =
        double(std::max<qint64>(m_use.budget > 0 ? m_use.budget : m_use.free + total, 1));
    int along = 0;
    for (const Segment& segment : segments) {
        const int wide = int(track.width() * (double(segment.bytes) / whole));
        if (segment.bytes <= 0)
            continue;
        const QRect part = QStyle::visualRect(
            layoutDirection(),
            track,
            QRect(track.x() + along, track.y(), std::max(px(3), wide), track.height()));
        paintRounded(painter, part, px(2), segment.colour);
        along += part.width() + px(2);
    }
}

} // namespace upkeep
