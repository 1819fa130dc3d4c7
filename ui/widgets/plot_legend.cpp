// SPDX-License-Identifier: Apache-2.0
#include "widgets/plot_legend.h"

#include "theme/paint.h"
#include "widgets/version_plot.h"

#include <QPainter>
#include <QStyle>

namespace upkeep {

PlotLegend::PlotLegend(QWidget* parent)
    : QWidget(parent), m_texts{tr("Updated"), tr("Failed, went back"), tr("Snapshot")} {
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

QSize PlotLegend::sizeHint() const {
    int width = 0;
    for (const QString& text : m_texts)
        width += textWidth(text, TextStyle::Caption) + px(32);
    return {width, px(20)};
}

void PlotLegend::paintEvent(QPaintEvent*) {
    if (width() < sizeHint().width())
        return; // no room: the tooltips of the marks say the same
    QPainter painter(this);
    int x = 0;
    for (int i = 0; i < m_texts.size(); ++i) {
        const int wide = textWidth(m_texts[i], TextStyle::Caption);
        const QRect mark =
            QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, px(12), height()));
        paintPlotMark(painter, QRectF(mark).center(), i);
        const QRect text =
            QStyle::visualRect(layoutDirection(), rect(), QRect(x + px(17), 0, wide, height()));
        paintLine(
            painter, text, m_texts[i], TextStyle::Caption, Theme::current().colour(Ink::Text2));
        x += wide + px(32);
    }
}

} // namespace upkeep
