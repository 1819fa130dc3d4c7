// SPDX-License-Identifier: Apache-2.0
#include "widgets/index_list.h"

#include "theme/paint.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace upkeep {
namespace {

class IndexEntry : public QAbstractButton {
public:
    explicit IndexEntry(const QString& text) {
        setText(text);
        setAccessibleName(text);
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
    }
    QSize sizeHint() const override {
        return {textWidth(text(), TextStyle::Strong) + px(22), px(30)};
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = Theme::current();
        QPainter painter(this);
        const int line = isChecked() ? px(2) : 1;
        painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, line, height())),
                         theme.colour(isChecked() ? Ink::Accent : Ink::ControlLine));
        const QRect text =
            QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(px(14), 0, 0, 0));
        paintLine(painter,
                  text,
                  this->text(),
                  isChecked() ? TextStyle::Strong : TextStyle::Body,
                  theme.colour(isChecked() || underMouse() ? Ink::Text : Ink::Text2));
    }
};

} // namespace

IndexList::IndexList(QWidget* parent)
    : QWidget(parent), m_column(new QVBoxLayout(this)), m_group(new QButtonGroup(this)) {
    m_column->setContentsMargins(0, px(26), 0, 0);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    connect(m_group, &QButtonGroup::idClicked, this, &IndexList::chosen);
}

void IndexList::addItem(const QString& text) {
    const int id = int(m_group->buttons().size());
    auto* entry = new IndexEntry(text);
    m_group->addButton(entry, id);
    m_column->insertWidget(id, entry);
    entry->setChecked(id == 0);
}

void IndexList::setCurrent(int index) {
    m_group->button(index)->setChecked(true);
}

} // namespace upkeep
