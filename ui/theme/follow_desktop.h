// SPDX-License-Identifier: Apache-2.0
// Dark or light, more contrast, less motion: the window follows what the person told the desktop,
// at once and while it is open.
#pragma once

#include <QObject>

namespace upkeep {

class DesktopLook;

class FollowDesktop : public QObject {
    Q_OBJECT

public:
    // `look` outlives it.
    explicit FollowDesktop(DesktopLook& look, QObject* parent = nullptr);

private:
    void follow();

    DesktopLook& m_look;
};

} // namespace upkeep
