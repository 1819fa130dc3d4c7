// SPDX-License-Identifier: Apache-2.0
// How much room the snapshots take: shared, own and pinned bytes of the budget, with a legend.
#pragma once

#include "walks/walk_types.h"

#include <QWidget>

namespace upkeep {

class SpaceBar : public QWidget {
    Q_OBJECT

public:
    explicit SpaceBar(QWidget* parent = nullptr);
    void setUse(const SpaceUse& use);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Segment {
        QString text;
        qint64 bytes;
        QColor colour;
    };
    QRect placed(int left, int wide) const;
    int paintTotal(QPainter& painter, qint64 total, bool nearlyFull) const;
    int paintLegend(QPainter& painter, const QList<Segment>& segments, int x) const;
    void paintSegments(QPainter& painter,
                       const QList<Segment>& segments,
                       const QRect& track,
                       qint64 whole) const;

    SpaceUse m_use;
};

} // namespace upkeep
