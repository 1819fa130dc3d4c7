// SPDX-License-Identifier: Apache-2.0
#include "widgets/version_plot.h"

#include "text/format.h"
#include "text/offer_text.h"
#include "theme/focus_ring.h"
#include "theme/paint.h"
#include "words.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace upkeep {
namespace {

constexpr int versionsShown = 6;

bool changesVersion(const HistoryEvent& event) {
    static const QStringList operations = {QStringLiteral("update"),
                                           QStringLiteral("rollback"),
                                           QStringLiteral("restore"),
                                           QStringLiteral("install"),
                                           QStringLiteral("adopt")};
    return operations.contains(event.operation);
}

bool failed(const HistoryEvent& event) {
    return event.result == QLatin1String("failed") || event.result == QLatin1String("rolled-back");
}

} // namespace

VersionPlot::VersionPlot(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Installed version over time"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void VersionPlot::setEvents(const QList<HistoryEvent>& newestFirst,
                            const Version& installed,
                            const QDateTime& now) {
    m_events = newestFirst;
    m_installed = installed;
    m_now = now;
    rebuild();
}

void VersionPlot::setDays(int days) {
    m_days = days;
    rebuild();
}

void VersionPlot::setCompact(bool compact) {
    m_compact = compact;
    updateGeometry();
}

void VersionPlot::rebuild() {
    m_marks.clear();
    m_steps.clear();
    m_current = -1;
    QDateTime oldest = m_events.isEmpty() ? m_now.addDays(-30) : m_events.last().time;
    // Never longer than there is something to show, but a day at least.
    oldest = std::min(oldest.addSecs(-oldest.secsTo(m_now) / 20), m_now.addDays(-1));
    m_start = m_days > 0 ? std::max(oldest, m_now.addDays(-m_days)) : oldest;
    for (auto event = m_events.crbegin(); event != m_events.crend(); ++event)
        addEvent(*event);
    if (m_steps.isEmpty())
        m_steps.append({m_start, m_installed});
    gatherVersions();
    updateGeometry();
    update();
}

void VersionPlot::addEvent(const HistoryEvent& event) {
    if (event.operation == QLatin1String("snapshot"))
        addMark(Kind::Snapshot, event);
    if (!changesVersion(event))
        return;
    // What was installed when the plot begins.
    if (m_steps.isEmpty() && event.operation != QLatin1String("install"))
        m_steps.append({m_start, event.from});
    if (failed(event)) {
        addMark(Kind::Failed, event);
    } else if (event.result == QLatin1String("success")) {
        m_steps.append({std::max(event.time, m_start), event.to});
        addMark(Kind::Updated, event);
    }
}

void VersionPlot::addMark(Kind kind, const HistoryEvent& event) {
    if (event.time < m_start)
        return;
    const QString text = tr("%1: %2, %3")
                             .arg(momentLine(event.time, m_now),
                                  operationName(event.operation),
                                  resultName(event.result));
    m_marks.append({kind, event.time, event.to, event.id, text});
}

void VersionPlot::gatherVersions() {
    m_versions.clear();
    for (const auto& [time, step] : std::as_const(m_steps))
        m_versions.append(step);
    for (const Mark& mark : std::as_const(m_marks)) {
        if (mark.kind != Kind::Snapshot)
            m_versions.append(mark.version);
    }
    std::sort(m_versions.begin(), m_versions.end());
    m_versions.erase(std::unique(m_versions.begin(), m_versions.end()), m_versions.end());
    while (m_versions.size() > versionsShown)
        m_versions.removeFirst();
}

QSize VersionPlot::sizeHint() const {
    const int lines = std::clamp(int(m_versions.size()), 2, versionsShown);
    return {px(600), px(m_compact ? 18 : 28) * (lines - 1) + px(60)};
}

QSize VersionPlot::minimumSizeHint() const {
    return {px(300), sizeHint().height()};
}

QRectF VersionPlot::plot() const {
    int labels = px(40);
    for (const Version& version : m_versions)
        labels = std::max(labels, textWidth(version.toString(), TextStyle::Body) + px(40));
    QRect area(labels, px(14), width() - labels - px(26), height() - px(14) - px(42));
    return QStyle::visualRect(layoutDirection(), rect(), area);
}

qreal VersionPlot::xOf(const QDateTime& time) const {
    const QRectF area = plot();
    const double span = std::max<double>(1, double(m_start.secsTo(m_now)));
    double share = std::clamp(double(m_start.secsTo(time)) / span, 0.0, 1.0);
    if (isRightToLeft())
        share = 1 - share;
    return area.left() + area.width() * share;
}

qreal VersionPlot::yOf(const Version& version) const {
    const QRectF area = plot();
    const qsizetype at = std::max<qsizetype>(0, m_versions.indexOf(version));
    const qsizetype intervals = std::max<qsizetype>(1, m_versions.size() - 1);
    return area.bottom() - area.height() * double(at) / double(intervals);
}

QPointF VersionPlot::placeOf(const Mark& mark) const {
    if (mark.kind == Kind::Snapshot)
        return {xOf(mark.time), plot().bottom() + px(8)};
    return {xOf(mark.time), yOf(mark.version)};
}

void VersionPlot::paintAxes(QPainter& painter) const {
    const Theme& theme = Theme::current();
    const QRectF area = plot();
    const int line = lineHeight(TextStyle::Body);
    for (const Version& version : m_versions) {
        const qreal y = yOf(version);
        painter.fillRect(QRectF(area.left(), qRound(y), area.width(), 1), theme.colour(Ink::Line));
        const int wide = textWidth(version.toString(), TextStyle::Body);
        const QRect label =
            QStyle::visualRect(layoutDirection(),
                               rect(),
                               QRect(px(28), qRound(y) - line / 2, std::max(wide, px(28)), line));
        paintLine(painter, label, version.toString(), TextStyle::Body, theme.colour(Ink::Text2));
    }
    // Month names (or days, for a short span) on the axis, as many as fit.
    const bool months = m_start.daysTo(m_now) > 60;
    const int steps = std::max(2, int(area.width()) / px(150));
    QDate last;
    QRect taken;
    for (int i = 0; i < steps; ++i) {
        QDate day = m_start.addSecs(m_start.secsTo(m_now) * i / steps).date();
        if (months && i > 0)
            day = QDate(day.year(), day.month(), 1).addMonths(day.day() > 15 ? 1 : 0);
        if (day == last || day > m_now.date())
            continue;
        last = day;
        const QString text =
            locale().toString(day, months ? QStringLiteral("MMMM") : QStringLiteral("d MMM"));
        const int wide = textWidth(text, TextStyle::Caption);
        int x = int(xOf(day.startOfDay())) - (i > 0 ? wide / 2 : (isRightToLeft() ? wide : 0));
        x = std::clamp(x, 0, width() - wide);
        const QRect place(x, height() - px(22), wide, px(18));
        if (place.adjusted(-px(12), 0, px(12), 0).intersects(taken))
            continue;
        taken = place;
        painter.fillRect(QRectF(xOf(day.startOfDay()), area.bottom() + px(8), 1, px(5)),
                         theme.colour(Ink::ControlLine));
        paintLine(
            painter, place, text, TextStyle::Caption, theme.colour(Ink::Text2), Qt::AlignCenter);
    }
}

void VersionPlot::paintSteps(QPainter& painter) const {
    const Theme& theme = Theme::current();
    const QRectF area = plot();
    QPolygonF line;
    for (const auto& [time, version] : m_steps) {
        const QPointF point(xOf(time), yOf(version));
        if (!line.isEmpty())
            line << QPointF(point.x(), line.last().y());
        line << point;
    }
    line << QPointF(xOf(m_now), line.last().y());
    QPolygonF ground = line;
    ground << QPointF(line.last().x(), area.bottom() + px(8))
           << QPointF(line.first().x(), area.bottom() + px(8));
    QColor fill = theme.colour(Ink::Fill);
    fill.setAlphaF(0.08F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(ground);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(
        QPen(theme.colour(Ink::Accent), theme.pxF(2), Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPolyline(line);
    for (const Mark& mark : m_marks) { // a failed try is a spike up and back
        if (mark.kind != Kind::Failed)
            continue;
        Version before = m_installed;
        for (const auto& [time, version] : m_steps) {
            if (time <= mark.time)
                before = version;
        }
        painter.drawLine(QPointF(xOf(mark.time), yOf(before)), placeOf(mark) + QPointF(0, px(8)));
    }
}

void paintPlotMark(QPainter& painter, const QPointF& centre, int kind) {
    const Theme& theme = Theme::current();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (kind == 0) {
        painter.setPen(QPen(theme.colour(Ink::Card), theme.pxF(2)));
        painter.setBrush(theme.colour(Ink::Accent));
        painter.drawEllipse(centre, theme.pxF(5), theme.pxF(5));
    } else if (kind == 1) {
        const qreal r = theme.pxF(4);
        painter.setPen(
            QPen(theme.colour(Ink::Error), theme.pxF(2.25), Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(centre + QPointF(-r, -r), centre + QPointF(r, r));
        painter.drawLine(centre + QPointF(-r, r), centre + QPointF(r, -r));
    } else {
        const qreal r = theme.pxF(4);
        painter.setPen(QPen(theme.colour(Ink::Text2), theme.pxF(1.5)));
        painter.setBrush(theme.colour(Ink::Card));
        painter.drawPolygon(QPolygonF{centre + QPointF(0, -r),
                                      centre + QPointF(r, 0),
                                      centre + QPointF(0, r),
                                      centre + QPointF(-r, 0)});
    }
    painter.restore();
}

void VersionPlot::paintMark(QPainter& painter, int index) const {
    const Mark& mark = m_marks[index];
    const QPointF place = placeOf(mark);
    if (index == m_current) {
        const qreal r = px(10);
        paintFocusRing(painter, QRectF(place.x() - r, place.y() - r, 2 * r, 2 * r), r);
    }
    paintPlotMark(painter, place, int(mark.kind));
}

void VersionPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter);
    paintSteps(painter);
    for (int i = 0; i < m_marks.size(); ++i)
        paintMark(painter, i);
    if (hasFocus() && FocusRing::isShown())
        paintFocusRing(painter, QRectF(rect()).adjusted(1, 1, -1, -1), px(6));
}

int VersionPlot::markNear(const QPointF& place) const {
    for (int i = 0; i < m_marks.size(); ++i) {
        const QPointF away = placeOf(m_marks[i]) - place;
        if (QPointF::dotProduct(away, away) < px(10) * px(10))
            return i;
    }
    return -1;
}

void VersionPlot::setCurrent(int index) {
    if (index == m_current)
        return;
    m_current = index;
    if (index >= 0) {
        setAccessibleDescription(m_marks[index].text);
        QToolTip::showText(
            mapToGlobal(placeOf(m_marks[index]).toPoint()), m_marks[index].text, this);
    } else {
        QToolTip::hideText();
    }
    update();
}

void VersionPlot::mouseMoveEvent(QMouseEvent* event) {
    setCurrent(markNear(event->position()));
}

void VersionPlot::mousePressEvent(QMouseEvent* event) {
    const int near = markNear(event->position());
    if (near >= 0)
        Q_EMIT markChosen(m_marks[near].eventId);
}

void VersionPlot::leaveEvent(QEvent*) {
    setCurrent(-1);
}

void VersionPlot::keyPressEvent(QKeyEvent* event) {
    const int forward = isRightToLeft() ? -1 : 1;
    if (m_marks.isEmpty())
        return QWidget::keyPressEvent(event);
    if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Left) {
        const int step = event->key() == Qt::Key_Right ? forward : -forward;
        setCurrent(std::clamp(m_current + step, 0, int(m_marks.size()) - 1));
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
               m_current >= 0) {
        Q_EMIT markChosen(m_marks[m_current].eventId);
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace upkeep
