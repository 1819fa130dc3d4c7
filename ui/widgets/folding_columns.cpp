// SPDX-License-Identifier: Apache-2.0
#include "widgets/folding_columns.h"

#include "theme/theme.h"
#include "widgets/page.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace upkeep {
namespace {

constexpr int twoColumnsFrom = 660;

}

FoldingColumns::FoldingColumns(QWidget* parent)
    : QWidget(parent), m_segments(new SegmentedPages), m_mainColumn(new QWidget),
      m_main(new QVBoxLayout(m_mainColumn)), m_side(nullptr) {
    auto* outer = new QVBoxLayout(this);
    setSpacing(outer, 12);
    outer->addWidget(m_segments, 0, Qt::AlignLeading);
    auto* across = new QHBoxLayout;
    setSpacing(across, 16);
    m_main->setContentsMargins(0, 0, 0, 0);
    across->addWidget(m_mainColumn, 1);
    auto* side = new QWidget;
    m_side = new QVBoxLayout(side);
    m_side->setContentsMargins(0, 0, 0, 0);
    setSpacing(m_side, 12);
    m_side->addStretch(1);
    m_sideScroll = makeScroll(side);
    across->addWidget(m_sideScroll);
    outer->addLayout(across, 1);
    connect(m_segments, &SegmentedPages::chosen, this, &FoldingColumns::arrange);
}

void FoldingColumns::setMain(QWidget* part, const QString& title, bool stretches) {
    m_mainStretches = stretches;
    m_main->addWidget(part, stretches ? 1 : 0);
    if (!stretches)
        m_main->addStretch(1);
    m_segments->addSegment(title);
    m_segmentCount = 1;
    m_parts.prepend({part, 0, true});
}

void FoldingColumns::addSide(QWidget* part, const QString& title) {
    if (!title.isEmpty()) {
        m_segments->addSegment(title);
        ++m_segmentCount;
    }
    m_side->insertWidget(m_side->count() - 1, part);
    m_parts.append({part, m_segmentCount - 1, true});
}

void FoldingColumns::setSideVisible(QWidget* part, bool visible) {
    for (Part& entry : m_parts) {
        if (entry.widget == part)
            entry.wanted = visible;
    }
    arrange();
}

void FoldingColumns::setTitle(QWidget* part, const QString& title) {
    for (const Part& entry : std::as_const(m_parts)) {
        if (entry.widget == part)
            m_segments->setSegmentText(entry.segment, title);
    }
}

void FoldingColumns::arrange() {
    const bool wide = width() >= px(twoColumnsFrom);
    const int current = m_segments->current();
    bool anySide = false;
    for (const Part& part : std::as_const(m_parts)) {
        const bool visible = part.wanted && (wide || part.segment == current);
        part.widget->setVisible(visible);
        anySide = anySide || (visible && part.segment > 0) ||
                  (visible && part.widget != m_parts.first().widget);
    }
    m_segments->setVisible(!wide && m_segmentCount > 1);
    m_mainColumn->setVisible(wide || current == 0);
    m_sideScroll->setVisible(anySide);
    const int narrowWidth = px(316);
    m_sideScroll->setMinimumWidth(wide ? narrowWidth : 0);
    m_sideScroll->setMaximumWidth(wide ? narrowWidth : QWIDGETSIZE_MAX);
}

void FoldingColumns::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace upkeep
