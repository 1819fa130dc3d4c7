// SPDX-License-Identifier: Apache-2.0
#include "widgets/page.h"

#include "theme/paint.h"
#include "theme/style.h"
#include "widgets/label.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace upkeep {

ActionBar::ActionBar(QWidget* parent)
    : QWidget(parent), m_across(new QBoxLayout(QBoxLayout::LeftToRight, this)),
      m_leading(new QHBoxLayout), m_trailing(new QHBoxLayout) {
    setMargins(m_across, 28, 16);
    setSpacing(m_across, 8);
    setSpacing(m_leading, 8);
    setSpacing(m_trailing, 8);
    m_across->addLayout(m_leading);
    m_across->addStretch(1);
    m_across->addLayout(m_trailing);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ActionBar::addLeading(QWidget* widget) {
    m_leading->addWidget(widget);
    placeEdges();
}

// On the edges of the content above. A frameless button's text starts there, its ground 8 further
// out.
void ActionBar::placeEdges() {
    const int edge = width() < px(700) ? 24 : 28;
    const int start = startsFlat() ? edge - 8 : edge;
    if (m_edges != QPoint(start, edge)) // margins ask for a new layout, which asks for this
        setMargins(m_across, start, 16, edge, 16);
    m_edges = QPoint(start, edge);
}

bool ActionBar::startsFlat() const {
    for (int i = 0; i < m_leading->count(); ++i) {
        const QWidget* widget = m_leading->itemAt(i)->widget();
        if (!widget || widget->isHidden())
            continue;
        const QString role = widget->property(roleProperty).toString();
        return role == QLatin1String("flat") || role == QLatin1String("danger");
    }
    return false;
}

bool ActionBar::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        placeEdges(); // buttons come and go
    return QWidget::event(event);
}

void ActionBar::addTrailing(QWidget* widget) {
    m_trailing->addWidget(widget);
}

void ActionBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), Theme::current().colour(Ink::Line));
}

void ActionBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeEdges();
    const int wanted = m_leading->sizeHint().width() + m_trailing->sizeHint().width() + px(64);
    const bool folded = width() < wanted;
    m_across->setAlignment(m_trailing, folded ? Qt::AlignTrailing : Qt::Alignment());
    m_across->setDirection(folded ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

Page::Page(const QString& title, QWidget* parent)
    : QWidget(parent), m_outer(new QVBoxLayout(this)), m_body(new QVBoxLayout),
      m_titleRow(new QHBoxLayout), m_content(new QVBoxLayout) {
    m_outer->setSpacing(0);
    m_outer->setContentsMargins(0, 0, 0, 0);
    setMargins(m_body, 28, 24, 28, 16);
    setSpacing(m_body, 16);
    setSpacing(m_titleRow, 12);
    auto* name = new Label(TextStyle::Title);
    name->setText(title);
    name->setMinimumHeight(px(32));
    m_titleRow->addWidget(name);
    m_titleRow->addStretch(1);
    m_body->addLayout(m_titleRow);
    setSpacing(m_content, 16);
    m_body->addLayout(m_content, 1);
    m_outer->addLayout(m_body, 1);
    setAccessibleName(title);
}

void Page::addToTitle(QWidget* widget) {
    m_titleRow->addWidget(widget);
}

void Page::addTitleButton(QToolButton* button) {
    m_titleButtons.append(button);
    addToTitle(button);
}

void Page::setAbove(QWidget* widget) {
    m_body->insertWidget(0, widget);
}

void Page::setActionBar(ActionBar* bar) {
    m_outer->addWidget(bar);
}

void Page::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool narrow = width() < px(700);
    const int below = m_runsOut ? 0 : narrow ? 14 : 16;
    setMargins(m_body, narrow ? 24 : 28, narrow ? 20 : 24, narrow ? 24 : 28, below);
    for (QToolButton* button : std::as_const(m_titleButtons))
        button->setToolButtonStyle(narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
}

SegmentedPages::SegmentedPages(QWidget* parent)
    : QWidget(parent), m_across(new QHBoxLayout(this)), m_group(new QButtonGroup(this)) {
    setMargins(m_across, 2, 2);
    m_across->setSpacing(0);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            Q_EMIT chosen(id);
    });
}

void SegmentedPages::addSegment(const QString& text) {
    auto* button = new QToolButton;
    button->setProperty(roleProperty, QStringLiteral("segment"));
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setCheckable(true);
    button->setSizePolicy(QSizePolicy::MinimumExpanding, QSizePolicy::Fixed);
    const int id = int(m_group->buttons().size());
    button->setFocusPolicy(id == 0 ? Qt::StrongFocus : Qt::ClickFocus);
    m_group->addButton(button, id);
    m_across->addWidget(button);
    if (id == 0)
        button->setChecked(true);
}

void SegmentedPages::setSegmentText(int index, const QString& text) {
    m_group->button(index)->setText(text);
    m_group->button(index)->setAccessibleName(text);
}

int SegmentedPages::current() const {
    return m_group->checkedId();
}

void SegmentedPages::setCurrent(int index) {
    m_group->button(index)->setChecked(true);
    m_group->button(index)->setFocus();
}

void SegmentedPages::keyPressEvent(QKeyEvent* event) {
    int step = 0;
    if (event->key() == Qt::Key_Right)
        step = isRightToLeft() ? -1 : 1;
    else if (event->key() == Qt::Key_Left)
        step = isRightToLeft() ? 1 : -1;
    const int wanted = current() + step;
    if (step == 0 || wanted < 0 || wanted >= m_group->buttons().size())
        return QWidget::keyPressEvent(event);
    setCurrent(wanted);
}

void SegmentedPages::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    paintRounded(
        painter, rect(), px(7), mix(theme.colour(Ink::Text), theme.colour(Ink::Window), 0.08));
}

QScrollArea* makeScroll(QWidget* content) {
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(content);
    content->setAutoFillBackground(false);
    scroll->setFocusPolicy(Qt::NoFocus);
    return scroll;
}

} // namespace upkeep
