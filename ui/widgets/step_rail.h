// SPDX-License-Identifier: Apache-2.0
// The numbered steps of a wizard, on the sidebar's ground.
#pragma once

#include <QWidget>

namespace upkeep {

class StepRail : public QWidget {
    Q_OBJECT

public:
    StepRail(QString title, QStringList steps, QWidget* parent = nullptr);
    void setCurrent(int step);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintStep(QPainter& painter, int step) const;

    QString m_title;
    QStringList m_steps;
    int m_current = 0;
};

// A figure over a caption, four side by side with hairlines between.
class FigureRow : public QWidget {
    Q_OBJECT

public:
    explicit FigureRow(bool large, QWidget* parent = nullptr);
    void setFigures(const QList<std::pair<QString, QString>>& figures); // value, caption
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool stacks() const;

    bool m_large;
    QList<std::pair<QString, QString>> m_figures;
};

} // namespace upkeep
