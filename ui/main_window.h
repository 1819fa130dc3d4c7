// SPDX-License-Identifier: Apache-2.0
// The window: the sidebar and, per product, five pages. Knows products only by their controllers.
#pragma once

#include "update_controller.h"

#include <QMainWindow>

class QStackedWidget;

namespace upkeep {

class EmptyState;
class Page;
class ProductPages;
class Sidebar;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(QWidget* parent = nullptr);

    // The controller outlives the window.
    void addProduct(const QString& id, UpdateController& controller);
    // Its pages are gone on return.
    void removeProduct(const QString& id);
    void showProduct(const QString& id);
    // updates, snapshots, history, components, settings
    void showPage(const QString& name);
    ProductPages* currentPages() const { return m_current; }
    static QStringList pageNames();

protected:
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    // An update file is taken by dropping it anywhere.
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void takeUpdateFile(const QString& path);
    void chooseUpdateFile();
    void buildLayout();
    void buildShortcuts();
    void refreshSidebar();
    void showNoProduct();
    void askRollBack();
    void showHelp();

    QList<ProductPages*> m_products;
    ProductPages* m_current = nullptr;
    QString m_page = QStringLiteral("updates");
    Sidebar* m_sidebar;
    QStackedWidget* m_stack;
    EmptyState* m_noProduct;
};

// The five pages of one product.
class ProductPages : public QWidget {
    Q_OBJECT

public:
    ProductPages(QString id, UpdateController& controller, QWidget* parent = nullptr);
    const QString& id() const { return m_id; }
    UpdateController& controller() { return m_controller; }
    Page* page(const QString& name) const { return m_pages.value(name); }
    void showPage(const QString& name);

Q_SIGNALS:
    void pageWanted(const QString& name);
    void rollBackWanted();
    void changed();

private:
    void add(const QString& name, Page* page);

    QString m_id;
    UpdateController& m_controller;
    QStackedWidget* m_stack;
    QHash<QString, Page*> m_pages;
};

} // namespace upkeep
