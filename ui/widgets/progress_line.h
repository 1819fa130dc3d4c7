// SPDX-License-Identifier: Apache-2.0
// Progress, three ways: a bar that eases to its value, the six phases of an update, and the
// download rate of the last minute.
#pragma once

#include "base/progress.h"
#include "theme/theme.h"

#include <QProgressBar>
#include <QTimer>

class QVariantAnimation;

namespace upkeep {

// 0..1000; exposed to screen readers as a progress bar.
class ProgressLine : public QProgressBar {
    Q_OBJECT

public:
    explicit ProgressLine(qreal height = 8, QWidget* parent = nullptr);
    void setShare(qreal share); // 0..1
    void setTone(Tone tone, bool onTint = false);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    qreal m_height;
    qreal m_shown = 0;
    Tone m_tone = Tone::Accent;
    bool m_onTint = false;
    QVariantAnimation* m_motion;
};

class PhaseLine : public QWidget {
    Q_OBJECT

public:
    explicit PhaseLine(QWidget* parent = nullptr);
    void setPhase(Phase phase);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintDot(QPainter& painter, const QRectF& disc, int index) const;

    int m_current = 0;
};

// Ring buffer of one value a second; repaints once a second and only while visible.
class RatePlot : public QWidget {
    Q_OBJECT

public:
    explicit RatePlot(QWidget* parent = nullptr);
    void addBytes(qint64 overallDone);
    void setRates(const QList<double>& bytesPerSecond);
    void clear();
    double currentRate() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {px(160), sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void closeSecond();
    double top() const;
    QPolygonF curve(const QRectF& plot) const;

    QList<double> m_rates; // newest last
    qint64 m_latest = 0;
    qint64 m_atLastSecond = -1;
    QTimer m_second;
};

} // namespace upkeep
