// SPDX-License-Identifier: Apache-2.0
// What people look at: every state, page, dialog, bubble and menu, each with a small complete world
// behind it. Drawn by upkeep-gallery, read by the tests of all screens.
#pragma once

#include "main_window.h"
#include "support/fake_walks.h"
#include "update_controller.h"

#include <functional>
#include <memory>

namespace upkeep::test {

struct Scene {
    QString name;
    QString page = "updates";
    std::function<void(FakeWalks&)> prepare = {};
    std::function<void(MainWindow&, UpdateController&, FakeWalks&)> act = {};
    // What the desktop shows besides the window: drawn in its place.
    std::function<std::unique_ptr<QWidget>(FakeWalks&)> beside = {};
};

QList<Scene> stateScenes();   // the updates page
QList<Scene> pageScenes();    // the other pages
QList<Scene> dialogScenes();  // over the window
QList<Scene> desktopScenes(); // bubbles and menus
QList<Scene> allScenes();

// A scene on the screen until it is destroyed. Its window has this size.
class Performance {
public:
    Performance(const Scene& scene, QSize size);
    ~Performance();
    Performance(const Performance&) = delete;
    Performance& operator=(const Performance&) = delete;

    // The window, and every dialog over it; or what is shown beside it.
    QList<QWidget*> shown() const;

private:
    void settle();

    FakeWalks m_world;
    UpdateController m_controller{m_world, m_world};
    std::unique_ptr<QWidget> m_beside;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace upkeep::test
