// SPDX-License-Identifier: Apache-2.0
#include "scenes/scene.h"

#include <QApplication>
#include <QDialog>

namespace upkeep::test {

QList<Scene> allScenes() {
    return stateScenes() + pageScenes() + dialogScenes() + desktopScenes();
}

Performance::Performance(const Scene& scene, QSize size) {
    m_world.iconPath = QStringLiteral(UPKEEP_SOURCE_DIR "/resources/icons/sample-almanac.svg");
    if (scene.prepare)
        scene.prepare(m_world);
    if (scene.beside) {
        m_beside = scene.beside(m_world);
        m_beside->show();
        return;
    }
    m_window = std::make_unique<MainWindow>();
    m_window->resize(size);
    if (!m_world.product.id.isEmpty())
        m_window->addProduct(m_world.product.id, m_controller);
    m_window->showPage(scene.page);
    m_window->show();
    settle();
    if (scene.act)
        scene.act(*m_window, m_controller, m_world);
    settle();
}

Performance::~Performance() {
    m_world.release();
    m_controller.cancel();
    settle();
    if (m_window)
        qDeleteAll(m_window->findChildren<QDialog*>());
}

// An update that is held at its first step stays under way.
void Performance::settle() {
    for (int i = 0; i < 8; ++i) {
        if (!m_world.isHeld())
            m_controller.waitForWorkers();
        QApplication::processEvents();
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

QList<QWidget*> Performance::shown() const {
    if (m_beside)
        return {m_beside.get()};
    QList<QWidget*> widgets = {m_window.get()};
    for (QDialog* dialog : m_window->findChildren<QDialog*>()) {
        if (dialog->isVisible())
            widgets << dialog;
    }
    return widgets;
}

} // namespace upkeep::test
