// SPDX-License-Identifier: Apache-2.0
#include "widgets/progress_line.h"

#include "text/format.h"
#include "theme/paint.h"

#include <QPainter>

#include <cmath>

namespace upkeep {
namespace {

constexpr int secondsShown = 60;

// The next 1, 2 or 5 times a power of ten, so that grid lines carry round numbers.
double roundedUp(double value) {
    const double power = std::pow(10, std::floor(std::log10(std::max(value, 1.0))));
    for (const double step : {1.0, 2.0, 5.0, 10.0}) {
        if (value <= step * power)
            return step * power;
    }
    return 10 * power;
}

} // namespace

RatePlot::RatePlot(QWidget* parent) : QWidget(parent) {
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &RatePlot::closeSecond);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RatePlot::addBytes(qint64 overallDone) {
    m_latest = overallDone;
    if (m_atLastSecond < 0)
        m_atLastSecond = overallDone;
}

void RatePlot::setRates(const QList<double>& bytesPerSecond) {
    m_rates = bytesPerSecond;
    update();
}

void RatePlot::clear() {
    m_rates.clear();
    m_latest = 0;
    m_atLastSecond = -1;
    update();
}

double RatePlot::currentRate() const {
    if (m_rates.isEmpty())
        return 0;
    const qsizetype count = std::min<qsizetype>(5, m_rates.size());
    double sum = 0;
    for (qsizetype i = m_rates.size() - count; i < m_rates.size(); ++i)
        sum += m_rates[i];
    return sum / double(count);
}

void RatePlot::closeSecond() {
    if (m_atLastSecond < 0)
        return;
    m_rates.append(double(std::max<qint64>(0, m_latest - m_atLastSecond)));
    m_atLastSecond = m_latest;
    while (m_rates.size() > secondsShown)
        m_rates.removeFirst();
    setAccessibleName(tr("Download rate: %1").arg(formatRate(currentRate())));
    update();
}

void RatePlot::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_second.start();
}

void RatePlot::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_second.stop(); // no timer lives when nothing is in motion
}

QSize RatePlot::sizeHint() const {
    return {px(284), px(112)};
}

double RatePlot::top() const {
    double highest = 1000;
    for (const double rate : m_rates)
        highest = std::max(highest, rate);
    return roundedUp(highest);
}

// Seconds since 60 s ago on the x axis; leading edge first in either direction.
QPolygonF RatePlot::curve(const QRectF& plot) const {
    QPolygonF points;
    const double highest = top();
    const qsizetype missing = secondsShown - m_rates.size();
    for (qsizetype i = 0; i < m_rates.size(); ++i) {
        qreal along = double(missing + i) / (secondsShown - 1);
        if (isRightToLeft())
            along = 1 - along;
        points << QPointF(plot.left() + plot.width() * along,
                          plot.bottom() - plot.height() * m_rates[i] / highest);
    }
    return points;
}

void RatePlot::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    const int caption = lineHeight(TextStyle::Caption);
    const QRectF plot(0, 0.5, width() - px(4), height() - caption - px(12));
    for (int i = 0; i < 3; ++i) {
        const int y = int(plot.top() + plot.height() * i / 2);
        painter.fillRect(QRect(0, y, width(), 1), theme.colour(Ink::Line));
        if (i < 2)
            paintLine(painter,
                      QRect(0, y + px(2), width(), caption),
                      formatRate(top() * (2 - i) / 2),
                      TextStyle::Caption,
                      theme.colour(Ink::Text2));
    }
    const QPolygonF line = curve(plot);
    if (line.size() > 1) {
        painter.setRenderHint(QPainter::Antialiasing);
        QPolygonF area = line;
        area << QPointF(line.last().x(), plot.bottom()) << QPointF(line.first().x(), plot.bottom());
        QColor ground = theme.colour(Ink::Fill);
        ground.setAlphaF(0.14F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawPolygon(area);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.colour(Ink::Accent),
                            theme.pxF(1.75),
                            Qt::SolidLine,
                            Qt::RoundCap,
                            Qt::RoundJoin));
        painter.drawPolyline(line);
        painter.setPen(QPen(theme.colour(Ink::Card), theme.pxF(2)));
        painter.setBrush(theme.colour(Ink::Accent));
        painter.drawEllipse(line.last(), theme.pxF(4), theme.pxF(4));
    }
    const QRect axis(0, height() - caption, width(), caption);
    paintLine(painter, axis, tr("60 s ago"), TextStyle::Caption, theme.colour(Ink::Text2));
    paintLine(painter,
              axis,
              tr("now"),
              TextStyle::Caption,
              theme.colour(Ink::Text2),
              Qt::AlignTrailing | Qt::AlignVCenter);
}

} // namespace upkeep
