// SPDX-License-Identifier: Apache-2.0
// The installed version over time: steps, with marks for updates, failures and snapshots. The list
// below it is its text equivalent; arrow keys walk the marks.
#pragma once

#include "walks/walk_types.h"

#include <QWidget>

namespace upkeep {

class VersionPlot : public QWidget {
    Q_OBJECT

public:
    explicit VersionPlot(QWidget* parent = nullptr);
    void setEvents(const QList<HistoryEvent>& newestFirst,
                   const Version& installed,
                   const QDateTime& now);
    void setDays(int days); // 0 = everything
    // Lower, for low windows.
    void setCompact(bool compact);
    bool hasSomething() const { return !m_marks.isEmpty(); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void markChosen(const QString& eventId);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Kind { Updated, Failed, Snapshot };
    struct Mark {
        Kind kind;
        QDateTime time;
        Version version;
        QString eventId;
        QString text;
    };
    void rebuild();
    void addEvent(const HistoryEvent& event);
    void addMark(Kind kind, const HistoryEvent& event);
    void gatherVersions();
    QRectF plot() const;
    qreal xOf(const QDateTime& time) const;
    qreal yOf(const Version& version) const;
    QPointF placeOf(const Mark& mark) const;
    void paintAxes(QPainter& painter) const;
    void paintSteps(QPainter& painter) const;
    void paintMark(QPainter& painter, int index) const;
    int markNear(const QPointF& place) const;
    void setCurrent(int index);

    QList<HistoryEvent> m_events;
    Version m_installed;
    QDateTime m_now;
    QDateTime m_start;
    int m_days = 0;
    bool m_compact = false;
    QList<Mark> m_marks;       // oldest first
    QList<Version> m_versions; // oldest first, at most six
    QList<std::pair<QDateTime, Version>> m_steps;
    int m_current = -1;
};

// The shape of a kind of mark, for the legend too.
void paintPlotMark(QPainter& painter, const QPointF& centre, int kind);

} // namespace upkeep
