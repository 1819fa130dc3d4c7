// SPDX-License-Identifier: Apache-2.0
// The window's leading edge: which product, which page, when it was last checked.
#pragma once

#include "walks/walk_types.h"

#include <QWidget>

class QButtonGroup;
class QMenu;
class QVBoxLayout;

namespace upkeep {

class Label;
class PageButton;
class ProductButton;

struct ProductEntry {
    QString id;
    QString name;
    QString version;
    QString iconPath;
};

class Sidebar : public QWidget {
    Q_OBJECT

public:
    explicit Sidebar(QWidget* parent = nullptr);

    // `name` is what pageChosen carries.
    void addPage(const QString& name, const QString& text, const QString& icon);
    void setPage(const QString& name);
    // A count on the page's row; 0 = none.
    void setCount(const QString& name, int count, const QString& spoken);
    void setProducts(const QList<ProductEntry>& products, const QString& current);
    void setCheckLines(const QString& first, const QString& second);
    QSize sizeHint() const override;

Q_SIGNALS:
    void pageChosen(const QString& name);
    void productChosen(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    ProductButton* m_product;
    QMenu* m_menu;
    QVBoxLayout* m_pages;
    QButtonGroup* m_group;
    Label* m_first;
    Label* m_second;
};

} // namespace upkeep
