// SPDX-License-Identifier: Apache-2.0
// A window with a small complete world behind it, for tests that drive it as a person does, and the
// states of that world they start from.
#pragma once

#include "main_window.h"
#include "support/fake_walks.h"
#include "support/window_driver.h"
#include "update_controller.h"

#include <functional>

namespace upkeep::test {

// The language and the style all window tests see. Before the first widget.
void dressForTests();

struct World {
    FakeWalks walks;
    UpdateController controller{walks, walks};
    MainWindow window;

    // Shown and active, since keys go nowhere else.
    explicit World(const std::function<void(FakeWalks&)>& prepare = {});
    // Until workers and queued events have nothing left to do.
    void settle();
};

void offer(FakeWalks& walks);
// 1.1.0 waits for this reason.
void hold(FakeWalks& walks, const char* reason);

} // namespace upkeep::test
