// SPDX-License-Identifier: Apache-2.0
#include "system/clock.h"

namespace upkeep {

QDateTime buildTime() {
    return QDateTime::fromString(QStringLiteral(UPKEEP_BUILD_TIME), Qt::ISODate);
}

} // namespace upkeep
