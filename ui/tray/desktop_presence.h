// SPDX-License-Identifier: Apache-2.0
// Upkeep as the desktop sees it: tray icon, bubbles and the window, all of one state. Does what is
// chosen in the tray, passes answers to the agent, and sees to it that the window is never gone for
// ever: it hides only where an icon brings it back or the person asked for a background program.
#pragma once

#include "notify/notifications.h"
#include "notify/work_bubbles.h"
#include "tray/tray_icon.h"

#include <QTimer>

#include <functional>
#include <memory>

namespace upkeep {

class Agent;
class MainWindow;

struct WindowWish {
    QString page;    // empty = as it was
    QString product; // empty = as it was
    QString token;   // of the desktop, to come to the front with
};

class DesktopPresence : public QObject {
    Q_OBJECT

public:
    using MakeWindow = std::function<std::unique_ptr<MainWindow>()>;
    // The window is made when it is first wanted: in the background it only costs memory.
    DesktopPresence(const QDBusConnection& bus, MakeWindow makeWindow, QObject* parent = nullptr);
    ~DesktopPresence() override;
    DesktopPresence(const DesktopPresence&) = delete;
    DesktopPresence& operator=(const DesktopPresence&) = delete;

    void add(const QString& product, UpdateController& controller);
    // The controller is about to go; so are its pages and its bubble.
    void remove(const QString& product);
    // Answers go there, notices come from there.
    void setAgent(Agent& agent);
    // The program stays when its window is closed, whether there is a tray or not.
    void setBackground(bool background) { m_background = background; }

    void openWindow(const WindowWish& wish);
    bool isWindowShown() const;
    MainWindow* window() const { return m_window.get(); }
    TrayIcon& tray() { return m_tray; }

Q_SIGNALS:
    // A person looks: what is shown should be of today.
    void windowOpened();
    // The person wants to end the program, or nothing of it can be seen any more.
    void quitWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Shown {
        QString id;
        UpdateController* controller = nullptr;
    };

    void refreshSoon();
    void refresh();
    void followTray(bool shown);
    void leaveWithoutTray();
    bool acceptClose();
    void take(const Notice& notice);
    void giveUp(const Notice& notice);
    void obey(const QString& key);
    void answer(const QString& product, Answer given, const QString& token);
    void remind(const TrayCommand& command);
    void skip(const TrayCommand& command);
    void checkAll();
    void pauseAll(const QString& when);
    bool isBusy() const;
    UpdateController* find(const QString& product) const;

    MakeWindow m_makeWindow;
    std::unique_ptr<MainWindow> m_window;
    TrayIcon m_tray;
    Notifications m_bubbles;
    WorkBubbles m_work;
    Agent* m_agent = nullptr;
    QList<Shown> m_products;
    QTimer m_refresh;
    QTimer m_withoutTray;
    bool m_background = false;
};

} // namespace upkeep
