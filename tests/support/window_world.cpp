// SPDX-License-Identifier: Apache-2.0
#include "support/window_world.h"

#include "theme/style.h"

#include <QApplication>
#include <QTest>

namespace upkeep::test {

void dressForTests() {
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QApplication::setStyle(new Style);
}

World::World(const std::function<void(FakeWalks&)>& prepare) {
    if (prepare)
        prepare(walks);
    window.addProduct("almanac", controller);
    window.show();
    (void)QTest::qWaitForWindowActive(&window);
    settle();
}

void World::settle() {
    for (int i = 0; i < 4; ++i) {
        controller.waitForWorkers();
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

void offer(FakeWalks& walks) {
    walks.product.state = UpdateState::Available;
    walks.product.offer = walks.published;
}

void hold(FakeWalks& walks, const char* reason) {
    walks.product.state = UpdateState::Held;
    walks.product.holds = {Hold{reason, {}, versionOf("1.1.0"), {}, true}};
    walks.product.hold = walks.product.holds.first();
}

} // namespace upkeep::test
