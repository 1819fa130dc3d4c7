// SPDX-License-Identifier: Apache-2.0
// dunst, a notification server people use, on a private bus and the X server of the test. Its
// buttons are in a menu that a program of one's own choice shows: here one that picks a label.
#pragma once

#include "support/private_bus.h"

namespace upkeep::test {

class Dunst {
public:
    // `label`: of the button press() will press; empty = the bubble itself.
    Dunst(PrivateBus& bus, QString label);
    ~Dunst();
    Dunst(const Dunst&) = delete;
    Dunst& operator=(const Dunst&) = delete;

    static bool isInstalled();
    // It has its name on the bus.
    bool isReady() { return m_bus.hasOwner("org.freedesktop.Notifications"); }
    int shown() const;
    void press() const;
    void close() const;

private:
    QString control(const QStringList& arguments) const;

    PrivateBus& m_bus;
    QString m_label;
    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace upkeep::test
