// SPDX-License-Identifier: Apache-2.0
// What the marks of the version plot mean; shape first, colour second.
#pragma once

#include <QWidget>

namespace upkeep {

class PlotLegend : public QWidget {
    Q_OBJECT

public:
    explicit PlotLegend(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, 0}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList m_texts;
};

} // namespace upkeep
