// SPDX-License-Identifier: Apache-2.0
// The seam to the desktop around us: network, power, idle, full screen, sleep. What no service
// answers for, or answers nonsense for, is Unknown; nothing here fails or waits because a service
// is missing, dies or lies.
#pragma once

#include "base/result.h"
#include "system/sleep_lock.h"

#include <QList>
#include <QObject>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

namespace upkeep {

enum class Known { Unknown, No, Yes };

// Who asked us, with what reason, not to close or change a program now.
struct Holder {
    QString name;
    QString reason;

    friend bool operator==(const Holder&, const Holder&) = default;
};

struct Conditions {
    Known online = Known::Unknown;
    Known metered = Known::Unknown;
    Known captivePortal = Known::Unknown;
    Known onBattery = Known::Unknown;
    Known powerSaver = Known::Unknown;
    Known fullScreen = Known::Unknown;        // a game, or bubbles are held back
    std::optional<int> batteryPercent;        // 0..100
    std::optional<std::chrono::seconds> idle; // since the last input
    QList<Holder> busy;

    friend bool operator==(const Conditions&, const Conditions&) = default;
};

class Desktop : public QObject {
    Q_OBJECT

public:
    // What is known now; costs no round trip but the question for the idle time (under a second).
    virtual Conditions now() = 0;
    // becameIdle() once, when nobody has touched the machine for this long; 0 = no longer asked.
    // Where the session offers no such watch, it is asked once a minute while wanted.
    virtual void watchIdle(std::chrono::seconds since) = 0;
    virtual Result<std::unique_ptr<SleepLock>> inhibitSleep(const QString& why,
                                                            SleepLock::Mode mode) = 0;

Q_SIGNALS:
    void changed();   // now() answers otherwise than before
    void connected(); // the network is back
    void goingToSleep();
    void resumed();
    void becameIdle();
};

// NetworkManager, UPower, power-profiles-daemon, login1, ScreenSaver, Mutter, GameMode, portal; the
// buses of the environment. Needs an event loop.
std::unique_ptr<Desktop> makeDesktop();

} // namespace upkeep
