// SPDX-License-Identifier: Apache-2.0
// Optional plugins within the application tree, each with a signed list of its own. The tree that
// is staged holds them already; here they are inspected, saved and brought back apart from the
// program.
#pragma once

#include "components/placed_component.h"

namespace upkeep {

class Evolutions final : public PlacedComponent {
public:
    Evolutions(QString id, ComponentPlace place)
        : PlacedComponent(std::move(id), std::move(place)) {}

    QString kind() const override { return QStringLiteral("evolutions"); }
    bool isUserData() const override { return false; }

    Result<ComponentReport> inspect(const ComponentContext& context) override;
};

} // namespace upkeep
