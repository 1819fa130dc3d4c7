// SPDX-License-Identifier: Apache-2.0
#include "widgets/sidebar.h"

#include "theme/icons.h"
#include "theme/paint.h"
#include "widgets/label.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

namespace upkeep {

class PageButton : public QAbstractButton {
public:
    PageButton(QString name, const QString& text, QString icon)
        : m_name(std::move(name)), m_icon(std::move(icon)) {
        setText(text);
        setAccessibleName(text);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    const QString& name() const { return m_name; }
    void setCount(int count, const QString& spoken) {
        m_count = count;
        setAccessibleDescription(spoken);
        update();
    }
    QSize sizeHint() const override { return {px(160), px(36)}; }

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = Theme::current();
        QPainter painter(this);
        QColor ground;
        if (isChecked())
            ground = theme.colour(Ink::Selection);
        else if (underMouse())
            ground = theme.hover(theme.colour(Ink::Sidebar));
        if (ground.isValid())
            paintRounded(painter, rect(), px(6), ground);
        const auto placed = [&](int x, int width) {
            return QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, width, height()));
        };
        paintIcon(painter,
                  m_icon,
                  theme.colour(isChecked() ? Ink::Accent : Ink::Text2),
                  placed(px(10), px(18)),
                  px(18));
        paintLine(painter,
                  placed(px(38), width() - px(m_count > 0 ? 70 : 44)),
                  text(),
                  isChecked() ? TextStyle::Strong : TextStyle::Body,
                  theme.colour(Ink::Text));
        if (m_count > 0)
            paintCount(painter, placed(width() - px(30), px(20)));
    }

private:
    void paintCount(QPainter& painter, const QRect& place) const {
        const Theme& theme = Theme::current();
        QRect disc(0, 0, px(20), px(20));
        disc.moveCenter(place.center());
        paintRounded(painter, disc, disc.width() / 2.0, theme.colour(Ink::Fill));
        paintLine(painter,
                  disc,
                  locale().toString(m_count),
                  TextStyle::CaptionStrong,
                  theme.colour(Ink::OnFill),
                  Qt::AlignCenter);
    }

    QString m_name;
    QString m_icon;
    int m_count = 0;
};

class ProductButton : public QAbstractButton {
public:
    ProductButton() {
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    void present(const ProductEntry& entry, bool several) {
        m_entry = entry;
        m_several = several;
        setFocusPolicy(several ? Qt::StrongFocus : Qt::NoFocus);
        setAccessibleName(entry.name);
        setAccessibleDescription(entry.version);
        update();
    }
    QSize sizeHint() const override { return {px(160), px(44)}; }

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = Theme::current();
        QPainter painter(this);
        if (m_several && underMouse())
            paintRounded(painter, rect(), px(6), theme.hover(theme.colour(Ink::Sidebar)));
        const auto placed = [&](int x, int y, int width, int height) {
            return QStyle::visualRect(layoutDirection(), rect(), QRect(x, y, width, height));
        };
        const QRect picture = placed(px(8), px(6), px(32), px(32));
        painter.drawPixmap(picture.topLeft(),
                           productPicture(m_entry.iconPath, px(32), devicePixelRatioF()));
        const int room = width() - px(52) - (m_several ? px(28) : px(8));
        const int first = lineHeight(TextStyle::Strong);
        const int second = lineHeight(TextStyle::Caption);
        const int top = (height() - first - second) / 2;
        paintLine(painter,
                  placed(px(52), top, room, first),
                  m_entry.name,
                  TextStyle::Strong,
                  theme.colour(Ink::Text));
        paintLine(painter,
                  placed(px(52), top + first, room, second),
                  m_entry.version,
                  TextStyle::Caption,
                  theme.colour(Ink::Text2));
        if (m_several)
            paintIcon(painter,
                      QStringLiteral("chevron-down"),
                      theme.colour(Ink::Text2),
                      placed(width() - px(24), 0, px(16), height()),
                      px(16));
    }

private:
    ProductEntry m_entry;
    bool m_several = false;
};

Sidebar::Sidebar(QWidget* parent)
    : QWidget(parent), m_product(new ProductButton), m_menu(new QMenu(this)),
      m_pages(new QVBoxLayout), m_group(new QButtonGroup(this)),
      m_first(new Label(TextStyle::Caption, Ink::Text2)),
      m_second(new Label(TextStyle::Caption, Ink::Text2)) {
    auto* column = new QVBoxLayout(this);
    setMargins(column, 12, 18, 13, 16);
    column->setSpacing(0);
    column->addWidget(m_product);
    column->addSpacing(px(18));
    setSpacing(m_pages, 2);
    column->addLayout(m_pages);
    column->addStretch(1);
    auto* foot = new QVBoxLayout;
    setMargins(foot, 10, 0);
    foot->setSpacing(0);
    foot->addWidget(m_first);
    foot->addWidget(m_second);
    column->addLayout(foot);
    connect(m_product, &QAbstractButton::clicked, this, [this] {
        if (m_menu->actions().size() > 1)
            m_menu->popup(m_product->mapToGlobal(QPoint(0, m_product->height())));
    });
    connect(m_group, &QButtonGroup::buttonClicked, this, [this](QAbstractButton* button) {
        Q_EMIT pageChosen(static_cast<PageButton*>(button)->name());
    });
    setAccessibleName(tr("Pages"));
}

void Sidebar::addPage(const QString& name, const QString& text, const QString& icon) {
    auto* button = new PageButton(name, text, icon);
    m_group->addButton(button);
    m_pages->addWidget(button);
}

void Sidebar::setPage(const QString& name) {
    const auto buttons = m_group->buttons();
    for (QAbstractButton* button : buttons) {
        if (static_cast<PageButton*>(button)->name() == name)
            button->setChecked(true);
    }
}

void Sidebar::setCount(const QString& name, int count, const QString& spoken) {
    const auto buttons = m_group->buttons();
    for (QAbstractButton* button : buttons) {
        auto* page = static_cast<PageButton*>(button);
        if (page->name() == name)
            page->setCount(count, spoken);
    }
}

void Sidebar::setProducts(const QList<ProductEntry>& products, const QString& current) {
    m_menu->clear();
    for (const ProductEntry& product : products) {
        QAction* action = m_menu->addAction(product.name);
        action->setIcon(QIcon(productPicture(product.iconPath, px(18), devicePixelRatioF())));
        connect(action, &QAction::triggered, this, [this, id = product.id] {
            Q_EMIT productChosen(id);
        });
        if (product.id == current)
            m_product->present(product, products.size() > 1);
    }
}

void Sidebar::setCheckLines(const QString& first, const QString& second) {
    m_first->setText(first);
    m_second->setText(second);
}

QSize Sidebar::sizeHint() const {
    return {px(208), px(400)};
}

void Sidebar::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.colour(Ink::Sidebar));
    painter.fillRect(
        QStyle::visualRect(layoutDirection(), rect(), QRect(width() - 1, 0, 1, height())),
        theme.colour(Ink::Line));
}

// Up and down walk the pages without leaving the list.
void Sidebar::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const auto buttons = m_group->buttons();
    const qsizetype at = buttons.indexOf(m_group->checkedButton()) + step;
    if (step == 0 || at < 0 || at >= buttons.size())
        return QWidget::keyPressEvent(event);
    buttons[at]->setFocus();
    buttons[at]->click();
}

} // namespace upkeep
