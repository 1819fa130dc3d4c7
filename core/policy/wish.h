// SPDX-License-Identifier: Apache-2.0
// What a person chose for an update that is ready; its stable name is what files and `status
// --json` say.
#pragma once

#include <QLatin1String>
#include <QString>

namespace upkeep {

enum class Wish { None, WhenIdle, OnQuit };

inline QLatin1String wishName(Wish wish) {
    return wish == Wish::WhenIdle ? QLatin1String("when-idle")
           : wish == Wish::OnQuit ? QLatin1String("on-quit")
                                  : QLatin1String("none");
}

// None for a name that is not one.
inline Wish wishFromName(const QString& name) {
    for (const Wish wish : {Wish::WhenIdle, Wish::OnQuit}) {
        if (name == wishName(wish))
            return wish;
    }
    return Wish::None;
}

} // namespace upkeep
