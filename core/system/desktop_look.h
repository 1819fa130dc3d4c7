// SPDX-License-Identifier: Apache-2.0
// How the person wants things to look, from the portal's Settings (org.freedesktop.appearance).
#pragma once

#include <QObject>

#include <memory>

namespace upkeep {

struct LookWishes {
    enum class Scheme { NoPreference, Dark, Light };
    Scheme scheme = Scheme::NoPreference;
    bool highContrast = false;
    bool reducedMotion = false;

    friend bool operator==(const LookWishes&, const LookWishes&) = default;
};

class DesktopLook : public QObject {
    Q_OBJECT

public:
    // No preference while nobody has answered.
    virtual LookWishes wishes() const = 0;

Q_SIGNALS:
    void changed();
};

// Asks without waiting; changed() follows the first answer. Without a portal nothing is ever
// wished.
std::unique_ptr<DesktopLook> makeDesktopLook();

} // namespace upkeep
