// SPDX-License-Identifier: Apache-2.0
#include "tray/tray_icon.h"

#include "theme/icons.h"
#include "theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QMenu>
#include <QSystemTrayIcon>
#include <QTimer>

namespace upkeep {
namespace {

// An X server may get one later; elsewhere it is there from the start or never.
bool windowSystemHasTrays() {
    return QGuiApplication::platformName() == QLatin1String("xcb") ||
           QSystemTrayIcon::isSystemTrayAvailable();
}

} // namespace

QIcon trayIcon(TrayMark mark) {
    const QString name = QStringLiteral("tray-") + trayMarkName(mark);
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48})
        icon.addPixmap(panelPixmap(name, size));
    return icon;
}

TrayIcon::TrayIcon(QDBusConnection bus, QObject* parent) : QObject(parent), m_item(std::move(bus)) {
    connect(&m_item, &StatusItem::changed, this, &TrayIcon::place);
    connect(&m_item, &StatusItem::activated, this, &TrayIcon::activated);
    connect(&m_item.menu(), &MenuOnBus::chosen, this, &TrayIcon::chosen);
}

TrayIcon::~TrayIcon() = default;

void TrayIcon::present(const TrayLook& look, const QList<MenuEntry>& menu) {
    m_item.menu().setEntries(menu);
    if (!m_presented || look != m_look) {
        m_presented = true;
        m_look = look;
        redraw();
    }
    if (!isSameMenu(m_entries, menu)) {
        m_entries = menu;
        if (m_menu) {
            m_menu->clear();
            fillMenu(*m_menu, menu);
        }
    }
}

void TrayIcon::redraw() {
    m_item.setLook(m_look, trayIcon(m_look.mark));
    if (m_icon) {
        m_icon->setIcon(trayIcon(m_look.mark));
        m_icon->setToolTip(m_look.text);
    }
}

void TrayIcon::setWanted(bool wanted) {
    if (m_wanted == wanted)
        return;
    m_wanted = wanted;
    if (wanted)
        m_item.show();
    else
        m_item.hide();
    place();
}

// Qt decides at the first use of its tray icon, for the rest of the program, which kind it makes;
// it is asked only while no watcher is there, so that it makes the kind we do not.
void TrayIcon::place() {
    const bool byWindowSystem = m_wanted && !m_item.hasWatcher() && windowSystemHasTrays();
    if (byWindowSystem && !m_icon) {
        openWindowSystemTray();
    } else if (!byWindowSystem && m_icon) {
        qApp->removeEventFilter(this);
        m_icon.reset();
        m_menu.reset();
    }
    tellShown();
}

void TrayIcon::openWindowSystemTray() {
    m_menu = std::make_unique<QMenu>();
    fillMenu(*m_menu, m_entries);
    m_icon = std::make_unique<QSystemTrayIcon>(trayIcon(m_look.mark));
    m_icon->setToolTip(m_look.text);
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon.get(),
            &QSystemTrayIcon::activated,
            this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                    Q_EMIT activated({});
            });
    qApp->installEventFilter(this);
    m_icon->show(); // waits for a tray by itself
}

// Qt makes a widget for each tray of the window system that comes, and tells nobody.
bool TrayIcon::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show && watched->inherits("QSystemTrayIconSys")) {
        const auto later = [this] { QTimer::singleShot(0, this, &TrayIcon::tellShown); };
        connect(watched, &QObject::destroyed, this, later);
        later();
    }
    return false;
}

bool TrayIcon::isShown() const {
    if (m_item.isShown())
        return true;
    return m_icon && QSystemTrayIcon::isSystemTrayAvailable();
}

void TrayIcon::tellShown() {
    if (isShown() == m_wasShown)
        return;
    m_wasShown = !m_wasShown;
    Q_EMIT shownChanged(m_wasShown);
}

void TrayIcon::fillMenu(QMenu& menu, const QList<MenuEntry>& entries) {
    for (const MenuEntry& entry : entries) {
        if (entry.separator) {
            menu.addSeparator();
            continue;
        }
        QString text = entry.text;
        text.replace(u'&', QStringLiteral("&&"));
        const QIcon icon = entry.icon.isEmpty() ? QIcon() : themedIcon(entry.icon, Ink::Text2);
        if (!entry.children.isEmpty()) {
            QMenu* below = menu.addMenu(icon, text);
            fillMenu(*below, entry.children);
            continue;
        }
        QAction* action = menu.addAction(icon, text);
        action->setEnabled(entry.enabled);
        connect(action, &QAction::triggered, this, [this, key = entry.key] { Q_EMIT chosen(key); });
    }
}

} // namespace upkeep
