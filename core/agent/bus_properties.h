// SPDX-License-Identifier: Apache-2.0
// What the bus shows of the agent's products: installer/dbus says what each property means. Part of
// agent/bus_service.h.
#pragma once

#include "base/progress.h"

#include <QVariantMap>

#include <optional>

namespace upkeep {

class Agent;
struct WatchedProduct;

// Path of a product's object; empty = of the root.
QString busPathOf(const QString& product);
// And back; none = no such path.
std::optional<QString> productOfBusPath(const QString& path);

QVariantMap busProperties(const Agent& agent);
QVariantMap busProperties(const WatchedProduct& product,
                          const std::optional<Progress>& progress,
                          const QDateTime& nextCheck);

// The reason why its update waits now, by its id; empty = it does not.
QString waitsFor(const WatchedProduct& product);

} // namespace upkeep
