// SPDX-License-Identifier: Apache-2.0
#include "widgets/step_rail.h"

#include "theme/icons.h"
#include "theme/paint.h"

#include <QPainter>

namespace upkeep {

StepRail::StepRail(QString title, QStringList steps, QWidget* parent)
    : QWidget(parent), m_title(std::move(title)), m_steps(std::move(steps)) {
    setCurrent(0);
}

void StepRail::setCurrent(int step) {
    m_current = step;
    setAccessibleName(tr("Step %1 of %2: %3").arg(step + 1).arg(m_steps.size()).arg(m_steps[step]));
    update();
}

QSize StepRail::sizeHint() const {
    int widest = textWidth(m_title, TextStyle::Strong);
    for (const QString& step : m_steps)
        widest = std::max(widest, textWidth(step, TextStyle::Strong) + px(34));
    return {std::max(px(204), widest + px(40)), px(400)};
}

void StepRail::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.colour(Ink::Sidebar));
    painter.fillRect(
        QStyle::visualRect(layoutDirection(), rect(), QRect(width() - 1, 0, 1, height())),
        theme.colour(Ink::Line));
    const QRect title =
        QStyle::visualRect(layoutDirection(),
                           rect(),
                           QRect(px(20), px(22), width() - px(32), lineHeight(TextStyle::Strong)));
    paintLine(painter, title, m_title, TextStyle::Strong, theme.colour(Ink::Text));
    for (int step = 0; step < m_steps.size(); ++step)
        paintStep(painter, step);
}

void StepRail::paintStep(QPainter& painter, int step) const {
    const Theme& theme = Theme::current();
    const int top = px(66) + step * px(44);
    const auto placed = [&](int x, int y, int width, int height) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(x, y, width, height));
    };
    const QRect disc = placed(px(20), top, px(22), px(22));
    const qreal radius = disc.width() / 2.0;
    if (step < m_current) {
        paintRounded(painter, disc, radius, theme.colour(Ink::Ok));
        paintIcon(painter, QStringLiteral("check"), theme.colour(Ink::Card), disc, px(16));
    } else {
        const bool now = step == m_current;
        paintRounded(painter,
                     disc,
                     radius,
                     now ? theme.colour(Ink::Fill) : QColor(),
                     now ? QColor() : theme.colour(Ink::ControlLine),
                     1.5);
        paintLine(painter,
                  disc,
                  locale().toString(step + 1),
                  now ? TextStyle::CaptionStrong : TextStyle::Caption,
                  theme.colour(now ? Ink::OnFill : Ink::Text2),
                  Qt::AlignCenter);
    }
    if (step + 1 < m_steps.size())
        painter.fillRect(placed(px(30), top + px(25), px(1.5), px(16)),
                         theme.colour(Ink::ControlLine));
    paintLine(painter,
              placed(px(54), top, width() - px(62), px(22)),
              m_steps[step],
              step == m_current ? TextStyle::Strong : TextStyle::Body,
              theme.colour(step <= m_current ? Ink::Text : Ink::Text2));
}

FigureRow::FigureRow(bool large, QWidget* parent) : QWidget(parent), m_large(large) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FigureRow::setFigures(const QList<std::pair<QString, QString>>& figures) {
    m_figures = figures;
    QStringList spoken;
    for (const auto& [value, caption] : figures)
        spoken << value + QLatin1Char(' ') + caption;
    setAccessibleName(spoken.join(QLatin1String(", ")));
    updateGeometry();
    update();
}

bool FigureRow::stacks() const {
    for (const auto& [value, caption] : m_figures) {
        const int wanted =
            textWidth(value, TextStyle::Strong) + textWidth(caption, TextStyle::Caption) + px(32);
        if (wanted > width() / int(m_figures.size()))
            return true;
    }
    return false;
}

QSize FigureRow::sizeHint() const {
    return {px(500), m_large ? px(66) : stacks() ? px(50) : px(36)};
}

void FigureRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    updateGeometry();
}

QSize FigureRow::minimumSizeHint() const {
    return {px(200), sizeHint().height()};
}

void FigureRow::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    const int count = int(m_figures.size());
    for (int i = 0; i < count; ++i) {
        const int left = width() * i / count;
        const int wide = width() * (i + 1) / count - left;
        const auto placed = [&](int x, int y, int w, int h) {
            return QStyle::visualRect(layoutDirection(), rect(), QRect(left + x, y, w, h));
        };
        const auto& [value, caption] = m_figures[i];
        if (i > 0)
            painter.fillRect(placed(0, 0, 1, height()), theme.colour(Ink::Line));
        if (m_large || stacks()) {
            const TextStyle figure = m_large ? TextStyle::Title : TextStyle::Strong;
            const int top = px(m_large ? 10 : 8);
            const int first = lineHeight(figure);
            paintLine(painter,
                      placed(px(15), top, wide - px(20), first),
                      value,
                      figure,
                      theme.colour(Ink::Text));
            paintLine(painter,
                      placed(px(15), top + first, wide - px(20), lineHeight(TextStyle::Caption)),
                      caption,
                      TextStyle::Caption,
                      theme.colour(Ink::Text2));
            continue;
        }
        const int valueWidth = std::min(textWidth(value, TextStyle::Strong), wide - px(20));
        paintLine(painter,
                  placed(px(16), 0, valueWidth, height()),
                  value,
                  TextStyle::Strong,
                  theme.colour(Ink::Text));
        paintLine(painter,
                  placed(px(24) + valueWidth, 0, wide - valueWidth - px(28), height()),
                  caption,
                  TextStyle::Caption,
                  theme.colour(Ink::Text2));
    }
}

} // namespace upkeep
