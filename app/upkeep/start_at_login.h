// SPDX-License-Identifier: Apache-2.0
// Keeps the autostart entry in step with "Start in the background", whoever changes that setting.
#pragma once

#include "products.h"

#include <QObject>

namespace upkeep {

class StartAtLogin : public QObject {
    Q_OBJECT

public:
    // `folder`: the person's autostart folder. `products` outlives us.
    StartAtLogin(Products& products, LocalPath folder, QObject* parent = nullptr);

private:
    void follow(const Preferences& preferences);

    Products& m_products;
    LocalPath m_folder;
};

} // namespace upkeep
