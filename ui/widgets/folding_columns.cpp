// SPDX-License-Identifier: Apache-2.0
#include "widgets/folding_columns.h"

#include "theme/theme.h"
#include "widgets/card.h"
#include "widgets/card_scroll.h"
#include "widgets/page.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace upkeep {
namespace {

constexpr int twoColumnsFrom = 660;

}

FoldingColumns::FoldingColumns(QWidget* parent)
    : QWidget(parent), m_segments(new SegmentedPages), m_across(new QHBoxLayout),
      m_mainColumn(new QWidget), m_main(new QVBoxLayout(m_mainColumn)) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    setSpacing(outer, 12);
    outer->addWidget(m_segments, 0, Qt::AlignLeading);
    setSpacing(m_across, 16);
    m_main->setContentsMargins(0, 0, 0, 0);
    auto* side = new QWidget;
    m_side = new QVBoxLayout(side);
    m_side->setContentsMargins(0, 0, 0, 0);
    setSpacing(m_side, 12);
    m_side->addStretch(1);
    m_sideScroll = new CardScroll(side);
    m_across->addWidget(m_mainColumn, 1);
    m_across->addWidget(m_sideScroll);
    outer->addLayout(m_across, 1);
    connect(m_segments, &SegmentedPages::chosen, this, &FoldingColumns::arrange);
}

void FoldingColumns::setMain(QWidget* part, const QString& title, bool stretches) {
    if (stretches) {
        m_main->addWidget(part, 1);
    } else { // more than fits scrolls
        auto* hugging = new QWidget;
        auto* column = new QVBoxLayout(hugging);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(part);
        column->addStretch(1);
        m_main->addWidget(new CardScroll(hugging), 1);
    }
    m_segments->addSegment(title);
    if (m_segmentCount > 0) // the narrow column was there first
        m_across->insertWidget(0, m_sideScroll);
    m_parts.append({part, m_segmentCount++, true, true});
}

void FoldingColumns::addSide(QWidget* part, const QString& title, bool stretches) {
    if (!title.isEmpty()) {
        m_segments->addSegment(title);
        ++m_segmentCount;
    }
    m_side->insertWidget(m_side->count() - 1, part, stretches ? 1 : 0);
    if (stretches)
        m_side->setStretch(m_side->count() - 1, 0);
    m_parts.append({part, m_segmentCount - 1, false, true});
}

void FoldingColumns::setSideWidth(int designed) {
    m_sideWidth = designed;
    arrange();
}

void FoldingColumns::setPartVisible(QWidget* part, bool visible) {
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
    bool main = false;
    bool side = false;
    bool anySideWanted = false;
    for (const Part& part : std::as_const(m_parts)) {
        anySideWanted = anySideWanted || (part.wanted && !part.isMain);
    }
    for (const Part& part : std::as_const(m_parts)) {
        const bool chosen = wide || part.segment == current || (part.isMain && !anySideWanted);
        part.widget->setVisible(part.wanted && chosen);
        if (auto* card = qobject_cast<Card*>(part.widget))
            card->setTitleShown(wide || !anySideWanted);
        (part.isMain ? main : side) |= part.wanted && chosen;
    }
    m_segments->setVisible(!wide && m_segmentCount > 1 && anySideWanted);
    m_mainColumn->setVisible(main);
    m_sideScroll->setVisible(side);
    m_sideScroll->setMinimumWidth(wide && main ? px(m_sideWidth) : 0);
    m_sideScroll->setMaximumWidth(wide && main ? px(m_sideWidth) : QWIDGETSIZE_MAX);
}

void FoldingColumns::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace upkeep
