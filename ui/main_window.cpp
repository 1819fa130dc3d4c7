// SPDX-License-Identifier: Apache-2.0
#include "main_window.h"

#include "dialogs/help_dialog.h"
#include "dialogs/rollback_dialog.h"
#include "pages/components_page.h"
#include "pages/history_page.h"
#include "pages/settings_page.h"
#include "pages/snapshots_page.h"
#include "pages/updates_page.h"
#include "text/format.h"
#include "widgets/buttons.h"
#include "widgets/empty_state.h"
#include "widgets/sidebar.h"
#include "words.h"

#include <QDialog>
#include <QDropEvent>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMimeData>
#include <QShortcut>
#include <QStackedWidget>

namespace upkeep {
namespace {

constexpr qint64 longWithoutCheck = 7; // days: then the sidebar says so in other words

QString checkedLine(const ProductStatus& status, const QDateTime& now) {
    if (!status.lastChecked.isValid())
        return MainWindow::tr("Not checked yet");
    if (status.lastChecked.daysTo(now) >= longWithoutCheck)
        return MainWindow::tr("Last checked %1").arg(agoText(status.lastChecked, now));
    return MainWindow::tr("Checked %1").arg(formatMoment(status.lastChecked, now));
}

QString nextLine(const ProductStatus& status, const QDateTime& now) {
    if (status.pinnedTo && !status.leftVersion.toString().isEmpty() &&
        status.leftVersion > status.version)
        return MainWindow::tr("%1 is on hold").arg(versionText(status.leftVersion));
    if (!status.nextCheck.isValid() || status.nextCheck < now)
        return {};
    return MainWindow::tr("Next around %1").arg(formatTime(status.nextCheck.toLocalTime().time()));
}

bool wantsAttention(UpdateState state) {
    return state == UpdateState::Available || state == UpdateState::Security ||
           state == UpdateState::NotSigned || state == UpdateState::Ready;
}

} // namespace

ProductPages::ProductPages(QString id, UpdateController& controller, QWidget* parent)
    : QWidget(parent), m_id(std::move(id)), m_controller(controller), m_stack(new QStackedWidget) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    auto* updates = new UpdatesPage(controller);
    connect(updates, &UpdatesPage::rollBackWanted, this, &ProductPages::rollBackWanted);
    add(QStringLiteral("updates"), updates);
    add(QStringLiteral("snapshots"), new SnapshotsPage(controller));
    add(QStringLiteral("history"), new HistoryPage(controller));
    add(QStringLiteral("components"), new ComponentsPage(controller));
    add(QStringLiteral("settings"), new SettingsPage(controller));
    connect(&controller, &UpdateController::statusChanged, this, &ProductPages::changed);
    connect(&controller, &UpdateController::activityChanged, this, &ProductPages::changed);
}

void ProductPages::add(const QString& name, Page* page) {
    m_pages.insert(name, page);
    m_stack->addWidget(page);
    connect(page, &Page::pageWanted, this, &ProductPages::pageWanted);
    connect(page, &Page::reportWanted, this, [this] {
        static_cast<HistoryPage*>(this->page(QStringLiteral("history")))->showReport();
    });
}

void ProductPages::showPage(const QString& name) {
    if (Page* page = m_pages.value(name))
        m_stack->setCurrentWidget(page);
}

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent), m_sidebar(new Sidebar), m_stack(new QStackedWidget),
      m_noProduct(new EmptyState) {
    buildLayout();
    buildShortcuts();
    setAcceptDrops(true);
    showNoProduct();
}

QStringList MainWindow::pageNames() {
    return {QStringLiteral("updates"),
            QStringLiteral("snapshots"),
            QStringLiteral("history"),
            QStringLiteral("components"),
            QStringLiteral("settings")};
}

void MainWindow::buildLayout() {
    auto* central = new QWidget;
    auto* across = new QHBoxLayout(central);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(0);
    across->addWidget(m_sidebar);
    across->addWidget(m_stack, 1);
    m_stack->addWidget(m_noProduct);
    setCentralWidget(central);
    setMinimumSize(800, 560);
    resize(px(1100), px(720));
    setWindowTitle(tr("Upkeep"));
    m_sidebar->addPage(QStringLiteral("updates"), tr("Updates"), QStringLiteral("page-updates"));
    m_sidebar->addPage(
        QStringLiteral("snapshots"), tr("Snapshots"), QStringLiteral("page-snapshots"));
    m_sidebar->addPage(QStringLiteral("history"), tr("History"), QStringLiteral("page-history"));
    m_sidebar->addPage(
        QStringLiteral("components"), tr("Components"), QStringLiteral("page-components"));
    m_sidebar->addPage(QStringLiteral("settings"), tr("Settings"), QStringLiteral("page-settings"));
    connect(m_sidebar, &Sidebar::pageChosen, this, &MainWindow::showPage);
    connect(m_sidebar, &Sidebar::productChosen, this, &MainWindow::showProduct);
}

void MainWindow::buildShortcuts() {
    const auto add = [this](const QKeySequence& keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    const QStringList names = pageNames();
    for (int i = 0; i < names.size(); ++i)
        add(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i)),
            [this, name = names[i]] { showPage(name); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Comma), [this] { showPage(QStringLiteral("settings")); });
    add(QKeySequence(QKeySequence::Refresh), [this] {
        if (m_current)
            m_current->controller().check();
    });
    add(QKeySequence(QKeySequence::Open), [this] { chooseUpdateFile(); });
    add(QKeySequence(QKeySequence::HelpContents), [this] { showHelp(); });
    add(QKeySequence(QKeySequence::Quit), [this] { close(); });
}

void MainWindow::takeUpdateFile(const QString& path) {
    const auto file = LocalPath::fromUser(path);
    if (!m_current || !file || m_current->controller().isBusy())
        return;
    showPage(QStringLiteral("updates"));
    m_current->controller().checkBundle(*file);
}

void MainWindow::chooseUpdateFile() {
    if (!m_current)
        return;
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Choose an update file"), {}, tr("Update files (*.upkeep-bundle)"));
    if (!path.isEmpty())
        takeUpdateFile(path);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (m_current && urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return;
    event->acceptProposedAction();
    takeUpdateFile(urls.first().toLocalFile());
}

void MainWindow::showNoProduct() {
    m_noProduct->setPicture({});
    m_noProduct->setText(QStringLiteral("status-info"),
                         Ink::Text2,
                         tr("No product is registered"),
                         tr("Upkeep looks after programs that were installed with it. Ask the "
                            "publisher of a program for its product.yaml."));
    m_noProduct->button()->hide();
    m_noProduct->clearFacts();
    m_noProduct->addFact(QStringLiteral("download"),
                         tr("Install a program"),
                         QStringLiteral("upkeepctl install PRODUCT.yaml"),
                         {});
    m_noProduct->addFact(QStringLiteral("open-folder"),
                         tr("Take over an installed one"),
                         QStringLiteral("upkeepctl adopt FOLDER"),
                         {});
    m_stack->setCurrentWidget(m_noProduct);
    m_sidebar->setProducts({{QString(), tr("Upkeep"), QStringLiteral(UPKEEP_VERSION), {}}}, {});
    m_sidebar->setEnabled(false);
}

void MainWindow::addProduct(const QString& id, UpdateController& controller) {
    auto* pages = new ProductPages(id, controller);
    m_products.append(pages);
    m_stack->addWidget(pages);
    connect(pages, &ProductPages::pageWanted, this, &MainWindow::showPage);
    connect(pages, &ProductPages::rollBackWanted, this, &MainWindow::askRollBack);
    connect(pages, &ProductPages::changed, this, &MainWindow::refreshSidebar);
    m_sidebar->setEnabled(true);
    controller.readAll();
    if (!m_current)
        showProduct(id);
}

void MainWindow::removeProduct(const QString& id) {
    const auto found = std::find_if(m_products.begin(),
                                    m_products.end(),
                                    [&](const ProductPages* pages) { return pages->id() == id; });
    if (found == m_products.end())
        return;
    const std::unique_ptr<ProductPages> pages(*found);
    m_products.erase(found);
    if (m_current != pages.get())
        return refreshSidebar();
    m_current = nullptr;
    for (QDialog* dialog : findChildren<QDialog*>())
        dialog->reject(); // it was about what is gone
    if (m_products.isEmpty())
        showNoProduct();
    else
        showProduct(m_products.first()->id());
}

void MainWindow::showProduct(const QString& id) {
    for (ProductPages* pages : std::as_const(m_products)) {
        if (pages->id() == id) {
            m_current = pages;
            m_stack->setCurrentWidget(pages);
            showPage(m_page);
            refreshSidebar();
        }
    }
}

void MainWindow::showPage(const QString& name) {
    if (!m_current || !m_current->page(name))
        return;
    m_page = name;
    m_current->showPage(name);
    m_sidebar->setPage(name);
}

void MainWindow::refreshSidebar() {
    if (!m_current)
        return;
    QList<ProductEntry> entries;
    for (ProductPages* pages : std::as_const(m_products)) {
        const ProductStatus& status = pages->controller().status();
        entries.append({pages->id(),
                        status.name.isEmpty() ? pages->id() : status.name,
                        pages->controller().hasStatus()
                            ? tr("Version %1").arg(versionText(status.version))
                            : QString(),
                        status.iconPath});
    }
    m_sidebar->setProducts(entries, m_current->id());
    const ProductStatus& status = m_current->controller().status();
    const QDateTime now = QDateTime::currentDateTime();
    m_sidebar->setCheckLines(checkedLine(status, now), nextLine(status, now));
    const int count = wantsAttention(status.state) && !m_current->controller().isBusy() ? 1 : 0;
    m_sidebar->setCount(
        QStringLiteral("updates"), count, tr("%n update(s) waiting", nullptr, count));
    setWindowTitle(tr("%1 - Upkeep").arg(status.name.isEmpty() ? m_current->id() : status.name));
}

void MainWindow::askRollBack() {
    auto* dialog = new RollbackDialog(m_current->controller(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showHelp() {
    auto* dialog = new HelpDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        rescaleLayouts(this);
}

bool MainWindow::event(QEvent* event) {
    if (event->type() == QEvent::ApplicationFontChange) {
        rescaleLayouts(this);
        m_sidebar->setFixedWidth(px(width() < px(900) ? 184 : 208));
    }
    return QMainWindow::event(event);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    m_sidebar->setFixedWidth(px(width() < px(900) ? 184 : 208));
}

} // namespace upkeep
