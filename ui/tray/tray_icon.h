// SPDX-License-Identifier: Apache-2.0
// The tray icon, wherever there is a place for it: a StatusNotifierItem where a watcher is, else
// the tray of the window system (XEmbed), now or whenever one comes. `isShown` is the truth about
// this moment: only then may a window hide.
#pragma once

#include "tray/status_item.h"

#include <memory>

class QMenu;
class QSystemTrayIcon;

namespace upkeep {

// Our drawing of a mark, for a panel whose colour nobody tells.
QIcon trayIcon(TrayMark mark);

class TrayIcon : public QObject {
    Q_OBJECT

public:
    explicit TrayIcon(QDBusConnection bus, QObject* parent = nullptr);
    ~TrayIcon() override;
    TrayIcon(const TrayIcon&) = delete;
    TrayIcon& operator=(const TrayIcon&) = delete;

    void present(const TrayLook& look, const QList<MenuEntry>& menu);
    // The desktop's colours have changed.
    void redraw();
    void setWanted(bool wanted);
    bool isShown() const;

Q_SIGNALS:
    void shownChanged(bool shown);
    // Pressed; the token lets our window come to the front (may be empty).
    void activated(const QString& token);
    void chosen(const QString& key);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();
    void openWindowSystemTray();
    void fillMenu(QMenu& menu, const QList<MenuEntry>& entries);
    void tellShown();

    StatusItem m_item;
    std::unique_ptr<QMenu> m_menu; // of the window system's tray
    std::unique_ptr<QSystemTrayIcon> m_icon;
    QList<MenuEntry> m_entries;
    TrayLook m_look;
    bool m_wanted = false;
    bool m_presented = false;
    bool m_wasShown = false;
};

} // namespace upkeep
